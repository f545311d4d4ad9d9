"""Decisions, reasons, and the next measurement in words."""

from collections.abc import Callable, Iterable

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
    return (_design(found, names), *_facts(sheet, found, names))


URGENT = ("stop", "fix", "do_not_launch", "question", "measure", "pilot", "extend", "launch", "keep")


def by_decision(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Sheets in the order of what they ask for: stop and fix first, keep last."""
    return tuple(sorted(sheets, key=lambda sheet: URGENT.index(str(sheet.verdict.decision))))


def _design(found: Measurement, names: Names) -> str:
    useful = found.useful or found.design == "none"
    code = found.design if useful else f"{found.design}_useless"
    words = {"share": found.share, "weeks": found.weeks, "n": found.n}
    return say(code, words, names.lang, family="measurement", currency=names.currency)


NARROWER = 0.95  # of the width: above, the range of the gain hardly moves
ON_CASES = ("hold_out", "wait")  # designs that say what their interval and their cost are, even useless


def _facts(sheet: Sheet, found: Measurement, names: Names) -> list[str]:
    """Size, duration, cost and interval where the sentence does not say them; what is unknown says so."""

    def told(code: str, **words: object) -> str:
        return say(code, words, names.lang, family="measurement", currency=names.currency)

    if found.design == "none" or not (found.useful or found.design in ON_CASES):
        return []
    facts = []
    if found.useful and found.design in ON_CASES:
        facts.append(told("size", n=found.n) if found.design == "hold_out" else told("size_all"))
    if found.design == "time_cases" and found.weeks:
        facts.append(told("duration", weeks=found.weeks))
    if found.useful and found.minutes:
        facts.append(told("minutes", minutes=found.minutes))
    facts.append(_cost(found, told))
    half = None if found.half_width is None else Exact(found.half_width)
    if half is not None:
        facts.append(told("half_width", half=say_quantity(half, _unit(sheet, found), names.voice)))
    elif found.design != "spot_check":
        facts.append(told("half_width_unknown" if found.design in ON_CASES else "half_width_answer"))
    facts += _turning(found, told) if found.useful else []
    if found.useful and found.lifts_to is not None:
        facts.append(told("lifts", word=grade_word(found.lifts_to, names.lang)))
    if found.useful and found.ready_on is not None:
        facts.append(told("ready", day=found.ready_on))
    return facts


def _turning(found: Measurement, told: Callable[..., str]) -> list[str]:
    """What it would leave of the range of the gain, and whether it could turn the decision."""
    facts = []
    if found.narrows is not None and found.narrows <= NARROWER:
        facts.append(told("narrows", narrows=found.narrows))
    if found.may_turn is not None:
        facts.append(told("may_turn" if found.may_turn else "cannot_turn"))
    return facts


def _cost(found: Measurement, told: Callable[..., str]) -> str:
    if found.cost is None:
        return told("cost_unknown_cases" if found.design in ON_CASES else "cost_unknown_hours")
    return told("cost", cost=found.cost) if found.cost else told("cost_none")


def _unit(sheet: Sheet, found: Measurement) -> Unit:
    main = sheet.automation.main
    return _UNITS.get(found.input, main.effect_unit if main else Unit.POINTS)
