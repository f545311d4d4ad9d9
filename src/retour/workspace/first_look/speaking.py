"""The other answers in sentences: a file that was looked at, a date proposed, an effect, a pasted text."""

from retour.claim import Finding
from retour.quantity import Estimate, Figure, Unit
from retour.report.claim_text import claim_text
from retour.wording import say
from retour.wording.headline import main_figure
from retour.wording.problems import say_guess
from retour.wording.values import (
    say_comparator,
    say_direction,
    say_grade,
    say_sample,
    say_unknown,
    say_value,
)
from retour.workspace.first_look.answer import Answered
from retour.workspace.first_look.dates import DateProposal
from retour.workspace.first_look.looked import Looked
from retour.workspace.first_look.pasted import Export, Kind, Pasted
from retour.workspace.first_look.telling import FAMILY, Sentence, Teller, headline


def say_looked(looked: Looked, lang: str) -> tuple[str, ...]:
    """What was read, then what was guessed, one sentence each."""
    counts = {"rows": looked.rows, "cases": looked.cases, "rejected": looked.rejected}
    seen = say("seen", counts, lang, family=FAMILY)
    if looked.holds == "runs":
        period = {"n": looked.cases, "first": looked.first, "last": looked.last}
        seen = say("runs_seen", period, lang, family=FAMILY)
    general = (say_guess(g, lang) for g in looked.guesses if ":" not in g.what)
    columns = (_column(c.name, c.role, lang) for c in looked.columns if c.role)
    return (seen, *general, *columns)


def _column(name: str, role: str, lang: str) -> str:
    return say("column_seen", {"column": name, "role": say_role(role, lang)}, lang, family=FAMILY)


def say_role(role: str, lang: str) -> str:
    """The part that a column plays, in words."""
    return say(f"role_{role or 'none'}", {}, lang, family=FAMILY)


def say_proposal(proposal: DateProposal, lang: str) -> str:
    """Why a day is proposed; always to be confirmed."""
    code = "share_changed" if proposal.code == "share" else proposal.code
    why = say(code, {"day": proposal.day, **proposal.details}, lang, family=FAMILY)
    return say("proposed", {"why": why}, lang, family=FAMILY)


def say_answer(answered: Answered, lang: str) -> tuple[Sentence, ...]:
    """The effect in one sentence; or why there is none, from when, and what can be measured instead."""
    teller = Teller(answered.compared, lang)
    if answered.compared.asked.go_live is None:
        return (teller.sentence("no_day"),)
    if answered.measurable and answered.figure is not None:
        return (_effect(teller, answered, answered.figure),)
    why = answered.why
    said = "" if why is None else say_unknown(why.reason, dict(why.details), teller.names.voice)
    said = said.partition(": ")[2] or said.partition("\u202f: ")[2] or said
    told = [
        teller.sentence("not_before", why=said, day=answered.from_day)
        if answered.from_day
        else teller.sentence("not_measurable", why=said)
    ]
    if answered.instead:
        told.append(teller.sentence("instead"))
        told += [teller.sentence(f"instead_{code}") for code in answered.instead]
    return tuple(told)


def _effect(teller: Teller, answered: Answered, figure: Figure) -> Sentence:
    sheet, lang, currency = answered.compared.sheet, teller.lang, teller.names.currency
    assert sheet is not None  # noqa: S101  there is a figure
    observed, without = (main_figure(sheet, kind) for kind in ("observed", "counterfactual"))
    words: dict[str, object] = {
        "value": say_value(figure, lang, currency),
        "direction": say_direction(figure, lang),
        "grade": say_grade(figure.grade, lang),
        "comparator": say_comparator(figure.comparator, lang),
        "n": say_sample(figure, lang),
        "days": figure.period.days if figure.period else 0,
        "indicator": teller.names.indicator(sheet.automation, answered.indicator),
    }
    clear = isinstance(figure.value, Estimate) and figure.value.excludes_zero
    if not clear or observed is None or without is None:
        return Sentence("effect_none", teller.say("effect_none", **words), (figure.key,))
    words |= {
        "observed": say_value(observed, lang, currency),
        "counterfactual": say_value(without, lang, currency),
    }
    code = "effect_delay" if figure.unit is Unit.DURATION else "effect_share"
    return Sentence(code, teller.say(code, **words), (figure.key, observed.key, without.key))


def to_paste(answered: Answered, lang: str) -> str:
    """The one sentence to pass on: lost cases when there are any, else the effect, else what is sure."""
    compared = answered.compared
    found = compared.reconciliation
    if not (found and found.lost_total) and answered.measurable:
        return say_answer(answered, lang)[0].text
    return headline(compared, lang, alone=True).text


def say_pasted(pasted: Pasted, lang: str) -> tuple[str, ...]:
    """The answer to what was pasted, line by line."""
    match pasted.kind:
        case Kind.EMPTY:
            return (say("no_text", {}, lang, family=FAMILY),)
        case Kind.NEITHER:
            return (say("no_claim", {}, lang, family=FAMILY),)
        case Kind.TABLE:
            return (say("no_headings", {}, lang, family=FAMILY),)
        case Kind.SHEET:
            names = [draft.name for draft in pasted.drafts]
            return (say("drafts", {"n": len(names), "names": names}, lang, family=FAMILY),)
        case Kind.CLAIM:
            return _claim(pasted, pasted.finding, lang)


def _claim(pasted: Pasted, finding: Finding | None, lang: str) -> tuple[str, ...]:
    if finding is None:
        return ()
    lines = claim_text(finding, lang, "EUR").split("\n")
    return (*lines, "", say("to_export", {}, lang, family=FAMILY), *say_exports(pasted.exports, lang))


def say_exports(exports: tuple[Export, ...], lang: str) -> list[str]:
    """What to export, from which tool, with which columns."""
    told = []
    for export in exports:
        tools = say("from_tools", {"tools": list(export.tools)}, lang, family=FAMILY) if export.tools else ""
        words = {"subject": f"subject_{export.subject}", "from_tools": f" {tools}" if tools else ""}
        told.append("- " + say(f"export_{export.code}", words, lang, family=FAMILY))
    return told
