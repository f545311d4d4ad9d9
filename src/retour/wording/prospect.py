"""Before go-live, in plain words: what is expected, what could be seen and when, what to prepare."""

from collections.abc import Iterator
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.effect.result import Design, Outlook
from retour.quantity import Exact, Figure, Unit, Unknown
from retour.register.automation import Comparison
from retour.verdict.result import Reason
from retour.wording.names import Names
from retour.wording.numbers import two_digits
from retour.wording.outlook import said_of_outlook
from retour.wording.sentence import say
from retour.wording.values import say_quantity
from retour.wording.verdicts import say_reason

WEEK = 7


@dataclass(frozen=True, slots=True)
class Section:
    """A title and its lines: each a sentence, and the figure that follows it, if any."""

    code: str
    title: str
    lines: tuple[tuple[str, Figure | None], ...]


def prospect(sheet: Sheet, names: Names) -> tuple[Section, ...]:
    """Everything that the eight answers give, in the order in which it is decided."""
    parts: dict[str, list[tuple[str, Figure | None]]] = {
        "why": [(say_reason(sheet, r, names), None) for r in _asked_last(sheet)],
        "worth": list(_worth(sheet, names)),
        "seen": [(line, None) for line in _seen(sheet, names)],
        "prepare": [(line, None) for line in _prepare(sheet, names)],
        "change": [(say_reason(sheet, r, names, "change"), None) for r in sheet.verdict.would_change],
    }
    return tuple(
        Section(code, _said(f"section_{code}", names), tuple(lines)) for code, lines in parts.items() if lines
    )


def _asked_last(sheet: Sheet) -> list[Reason]:
    """The reasons of the verdict but what is said under « what could be seen »."""
    return [r for r in sheet.verdict.reasons if not r.code.startswith("plan.detectable")]


def _said(code: str, names: Names, **details: object) -> str:
    return say(code, details, names.lang, family="plan", currency=names.currency)


def _worth(sheet: Sheet, names: Names) -> Iterator[tuple[str, Figure | None]]:
    key = sheet.automation.key
    net = sheet.figures.get(f"{key}/worth/net")
    code = "worth_none" if net is None else "worth_net" if net.known else "worth_unknown"
    yield (_said(code, names), net)
    chance = sheet.figures.get(f"{key}/worth/p_positive")
    if chance is not None and isinstance(chance.value, Exact):
        yield (_said("worth_chance", names, p=chance.value.value), None)
    if sheet.worth.not_said and net is not None and net.known:
        yield (_said("worth_not_said", names, n=len(sheet.worth.not_said)), None)


def _seen(sheet: Sheet, names: Names) -> Iterator[str]:
    told = next((r for r in sheet.verdict.reasons if r.code == "plan.detectable"), None)
    if told is None:
        yield _said("seen_unknown", names)
    else:
        sizes = {name: _size(sheet, told.details.get(name), names) for name in ("detectable", "expected")}
        yield _said("seen_can", names, weeks=told.details.get("weeks"), **sizes)
    yield from said_of_outlook(sheet, names)


def _size(sheet: Sheet, value: object, names: Names) -> str | None:
    main = sheet.automation.main
    if not isinstance(value, int | float):
        return None
    unit = main.effect_unit if main else Unit.POINTS
    return say_quantity(Exact(two_digits(value)), unit, names.voice)


def _prepare(sheet: Sheet, names: Names) -> Iterator[str]:
    plan = sheet.automation.plan
    chosen = plan.comparison if plan else None
    if chosen is None:
        yield _said("prepare_unsaid", names)
    elif chosen is Comparison.HOLD_OUT:
        yield _hold_out(drawn_outlook(sheet), names)
    else:
        yield _said(f"prepare_{chosen}", names)
        drawn = drawn_outlook(sheet)
        if drawn is not None and drawn.cases is not None:
            yield _said("prepare_better", names)
            yield _hold_out(drawn, names)


def drawn_outlook(sheet: Sheet) -> Outlook | None:
    """What cases drawn at random could show here; None where nothing is foreseen."""
    effect = sheet.main_effect
    outlooks = effect.outlook if effect else ()
    return next((o for o in outlooks if o.design is Design.RANDOMISED), None)


def _hold_out(drawn: Outlook | None, names: Names) -> str:
    if drawn is None:
        return _said("prepare_hold_out_unknown", names)
    if drawn.cases is None or isinstance(drawn.days, Unknown):
        return _said("prepare_hold_out_never", names)
    with_it, without = drawn.cases
    return _said(
        "prepare_hold_out",
        names,
        share=without / (with_it + without),
        with_it=with_it,
        without=without,
        weeks=max(1, round(drawn.days / WEEK)),
        day=drawn.answer_date,
    )
