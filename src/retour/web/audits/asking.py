"""The form of the eight questions: what each field offers, what it holds, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retour.register.automation import Automation
from retour.register.workspace import Register
from retour.review.planning import answers_of, shown
from retour.review.questions import FIELDS, QUESTIONS, WITHIN, Field, Firm, Question, Wrong, firm_of
from retour.review.sought import Sought
from retour.web.frame.context import language
from retour.web.portfolio import snapshots
from retour.web.portfolio.documents import read_around, texts
from retour.web.workspaces.models import Workspace
from retour.wording import label
from retour.wording.offered import grouped

HINTED = ("cases", "minutes", "build", "within", "smallest", "expected", "go_live")
LONGEST = 300  # characters of an answer
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One field as the page draws it; `held` are the answers picked among several."""

    key: str
    kind: str
    label: str
    hint: str
    value: str
    held: Sequence[str]
    groups: Groups
    errors: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One of the eight questions as the page draws it."""

    number: str
    title: str
    fields: Sequence[Drawn]


def register_around(workspace: Workspace, path: str) -> Register | None:
    """The register as it is declared now, as far as a document needs it."""
    return read_around(texts(workspace), [path])[0]


def firm_in(workspace: Workspace, register: Register) -> Firm:
    """What the firm offers: its register as it is now, the volumes that its last assessment counted."""
    snapshot = snapshots.latest(workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    volumes = firm_of(assessment.dossier, assessment.today).volumes if assessment else {}
    return Firm(register=register, volumes=volumes)


def values_of(automation: Automation | None) -> dict[str, str]:
    """What the fields hold before anybody types: the answers already there."""
    if automation is None:
        return {"within": WITHIN, "sought": Sought.RISES.value}
    found = answers_of(automation, language())
    return {"within": WITHIN} | {key: shown(answer, language()) for key, answer in found.items()}


def drawn(values: Mapping[str, str], firm: Firm, wrong: Iterable[Wrong]) -> list[Asked]:
    """The eight questions, with what is wrong beside each field."""
    errors: dict[str, list[str]] = {}
    for one in wrong:
        why = label(f"plan.wrong_{one.code}", language(), typed=one.typed)
        errors.setdefault(one.field, []).append(why)
    return [_question(n, question, values, firm, errors) for n, question in enumerate(QUESTIONS, start=1)]


def refused(wrong: Iterable[Wrong]) -> list[tuple[str, str]]:
    """The fields to put right, each with what it is called."""
    return [(one.field, label(f"plan.field_{one.field}", language())) for one in wrong if one.field in FIELDS]


def _question(
    number: int, question: Question, values: Mapping[str, str], firm: Firm, errors: Mapping[str, list[str]]
) -> Asked:
    lang = language()
    fields = [_field(f, values.get(f.key, ""), firm, errors.get(f.key, ())) for f in question.fields]
    return Asked(
        number=label("plan.number", lang, n=number),
        title=label(f"plan.ask_{question.code}", lang),
        fields=fields,
    )


def _field(one: Field, value: str, firm: Firm, errors: Sequence[str]) -> Drawn:
    lang = language()
    return Drawn(
        key=one.key,
        kind=one.kind.value,
        label=label(f"plan.field_{one.key}", lang),
        hint=label(f"plan.hint_{one.key}", lang) if one.key in HINTED else "",
        value=value,
        held=[part.strip() for part in value.split(",")],
        groups=list(grouped(one.offered, firm, lang)) if one.offered else [],
        errors=errors,
    )


def typed_in(post: Mapping[str, object], several: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What a page sent, by field; `several` are the fields of which several answers may be picked."""
    found = {key: str(post.get(key, ""))[:LONGEST] for key in FIELDS}
    return found | {key: ", ".join(picked) for key, picked in several.items()}
