"""Decisions, reasons, and the next measurement in words."""

from collections.abc import Iterable

from retour.assessment.result import Sheet
from retour.quantity import Exact, Unit
from retour.verdict.result import Measurement, Reason
from retour.wording.names import Names
from retour.wording.sentence import say
from retour.wording.values import grade_word, say_quantity

_UNITS = {"minutes": Unit.MINUTES, "realisation": Unit.POINTS, "errors": Unit.POINTS}


def say_decision(sheet: Sheet, lang: str) -> str:
    """« Garder », « Réparer », « Mesurer encore »."""
    return say(sheet.verdict.decision, {}, lang, family="decision")


def say_reason(sheet: Sheet, reason: Reason, names: Names, family: str = "reason") -> str:
    """Why, in a sentence."""
    empty = reason.code == "gain.unproven" and not reason.details.get("why")
    return names.say(reason.code + "_plain" * empty, sheet.automation, reason.details, family)


def say_measurement(sheet: Sheet, names: Names) -> tuple[str, ...]:
    """What to measure next: the design, then its size, cost, interval, evidence and date."""
    found = sheet.verdict.measurement
    if found is None:
        return ()
    facts = _facts(sheet, found, names) if found.useful else []
    return (_design(found, names), *facts)


URGENT = ("stop", "fix", "do_not_launch", "question", "measure", "pilot", "extend", "launch", "keep")


def by_decision(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Sheets in the order of what they ask for: stop and fix first, keep last."""
    return tuple(sorted(sheets, key=lambda sheet: URGENT.index(str(sheet.verdict.decision))))


def _design(found: Measurement, names: Names) -> str:
    useful = found.useful or found.design == "none"
    code = found.design if useful else f"{found.design}_useless"
    words = {"share": found.share, "weeks": found.weeks, "n": found.n}
    return say(code, words, names.lang, family="measurement", currency=names.currency)


def _facts(sheet: Sheet, found: Measurement, names: Names) -> list[str]:
    def told(code: str, **words: object) -> str:
        return say(code, words, names.lang, family="measurement", currency=names.currency)

    facts = []
    if found.design == "hold_out" and found.n:
        facts.append(told("size", n=found.n))
    if found.cost is not None:
        facts.append(told("cost", cost=found.cost) if found.cost else told("cost_none"))
    if found.half_width is not None:
        half = say_quantity(Exact(found.half_width), _unit(sheet, found), names.voice)
        facts.append(told("half_width", half=half))
    if found.lifts_to is not None:
        facts.append(told("lifts", word=grade_word(found.lifts_to, names.lang)))
    if found.ready_on is not None:
        facts.append(told("ready", day=found.ready_on))
    return facts


def _unit(sheet: Sheet, found: Measurement) -> Unit:
    main = sheet.automation.main
    return _UNITS.get(found.input, main.effect_unit if main else Unit.POINTS)
