"""The form of a document: its sections drawn, its problems beside the fields that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retour.quantity import Problem, Severity
from retour.register.workspace import Register
from retour.report.html import Html, join, tag
from retour.web.editing.drawing import FAMILY, Look, drawn, has_content
from retour.web.editing.opened import Opened, automations_in
from retour.web.editing.sections import SECTIONS, known, shape
from retour.web.editing.shape import At, Values
from retour.wording import label
from retour.wording.problems import say_hint, say_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A problem as a page lists it: its sentence, its line, and the field that it is about, if any."""

    said: str
    severity: str
    line: int
    field: str


def drawn_form(
    document: Opened,
    values: Values,
    problems: Sequence[Problem],
    register: Register | None,
    lang: str,
) -> Html:
    """Every section of a document's form; the first one, and those with something wrong, are open."""
    data = document.data
    options = known(document.kind, data, register, automations_in(document.workspace), lang)
    wrong: dict[str, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.place.column, []).append(problem)
    look = Look(lang=lang, values={**document.fields(lang), **values}, known=options, wrong=wrong)
    sections = SECTIONS[document.kind]
    return join(
        _section(document, look, name, keys, first=number == 0)
        for number, (name, keys) in enumerate(sections.items())
    )


def _section(document: Opened, look: Look, name: str, keys: Sequence[str], *, first: bool) -> Html:
    fields = shape(document.kind).fields
    said = document.data if isinstance(document.data, Mapping) else {}
    inner = (drawn(fields[key], said.get(key), At(key, (key,), look.lang), look) for key in keys)
    body = tag("div", *inner, class_="fields")
    if len(SECTIONS[document.kind]) == 1:
        return body
    wrong = any(column.partition(".")[0] in keys for column in look.wrong)
    filled = any(has_content(look, key) for key in keys)
    title = [label(f"{FAMILY}.section_{name}", look.lang)]
    if not filled:
        title.append(label(f"{FAMILY}.section_empty", look.lang))
    summary = tag("summary", *(join([title[0]]), *(tag("small", one) for one in title[1:])))
    return tag("details", summary, body, open="" if first or wrong else None, class_="part", id=f"s-{name}")


def listed(problems: Sequence[Problem], lang: str) -> list[Listed]:
    """Problems, the errors first, as a page lists them."""
    ordered = sorted(problems, key=lambda p: (list(Severity).index(p.severity), p.place))
    return [
        Listed(
            said=" ".join(filter(None, (say_rule(p, lang), say_hint(p, lang)))),
            severity=p.severity.value,
            line=p.place.line,
            field=p.place.column,
        )
        for p in ordered
    ]
