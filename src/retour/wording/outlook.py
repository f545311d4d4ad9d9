"""What each design could show before go-live, in sentences and in the cells of a small table."""

from retour.assessment.result import Sheet
from retour.effect.result import Design, Effect, Outlook
from retour.quantity import Exact, Unit, Unknown
from retour.wording.names import Names
from retour.wording.numbers import day, two_digits
from retour.wording.sentence import label
from retour.wording.values import say_quantity

WEEK = 7


def said_of_outlook(sheet: Sheet, names: Names) -> list[str]:
    """One sentence a design: the effect looked for and when it is seen, or what alone could be seen."""
    effect = sheet.main_effect
    return [] if effect is None else [_said(sheet, effect, one, names) for one in effect.outlook]


def outlook_rows(sheet: Sheet, names: Names) -> list[tuple[str, ...]]:
    """A line a design: its name, what its longest reading within six months shows, cases, day of answer."""
    effect = sheet.main_effect
    return [] if effect is None else [_row(sheet, effect, one, names) for one in effect.outlook]


def _said(sheet: Sheet, effect: Effect, one: Outlook, names: Names) -> str:
    drawn = "drawn" if one.design is Design.RANDOMISED else "date"
    words: dict[str, object] = {"target": _size(sheet, effect, one.target, names)}
    if isinstance(one.days, Unknown):
        if not one.detectable:
            return label(f"outlook_{drawn}_none", names.lang)
        days, smallest = one.detectable[-1]
        words |= {"detectable": _size(sheet, effect, smallest, names), "weeks": round(days / WEEK)}
        return label(f"outlook_{drawn}_only", names.lang, **words)
    cases = sum(one.cases) if one.cases else None
    if one.cases:
        words["share"] = one.cases[1] / sum(one.cases)
    words |= {"weeks": max(1, round(one.days / WEEK)), "cases": cases, "day": one.answer_date}
    return label(f"outlook_{drawn}", names.lang, **words)


def _row(sheet: Sheet, effect: Effect, one: Outlook, names: Names) -> tuple[str, ...]:
    drawn = "drawn" if one.design is Design.RANDOMISED else "date"
    short = [(days, smallest) for days, smallest in one.detectable if days <= 26 * WEEK]
    shown = label("outlook_unseen", names.lang)
    if short:
        days, smallest = short[-1]
        words = {"detectable": _size(sheet, effect, smallest, names), "weeks": round(days / WEEK)}
        shown = label("outlook_within", names.lang, **words)
    cases = label("outlook_cases", names.lang, n=sum(one.cases)) if one.cases else "…"
    answer = day(one.answer_date, names.lang) if one.answer_date else label("outlook_unseen", names.lang)
    return label(f"outlook_name_{drawn}", names.lang), shown, cases, answer


def _size(sheet: Sheet, effect: Effect, value: float, names: Names) -> str:
    indicator = sheet.automation.indicator(effect.indicator)
    unit = indicator.effect_unit if indicator else Unit.POINTS
    return say_quantity(Exact(two_digits(value)), unit, names.voice)
