"""What an automation is to change, as one choice: how each is written as an indicator, and read back."""

from collections.abc import Mapping
from enum import StrEnum

from retour.quantity import Better, DeclaredRange, Text, Unit
from retour.register.build_kpi import span_text
from retour.register.indicator import Count, Duration, Indicator, Measure, Rate, Statistic, Sum

HOUR = 3600.0  # seconds; a delay is answered in hours


class Sought(StrEnum):
    """The change that is looked for."""

    RISES = "rises"  # a larger share of the cases reaches the activity
    FALLS = "falls"  # a smaller one does
    DELAY = "delay"  # the median time to it is shorter
    COUNT = "count"  # it happens fewer times a case
    AMOUNT = "amount"  # it carries a larger amount a case

    @property
    def better(self) -> Better:
        """The direction that is a gain."""
        return Better.HIGHER if self in (Sought.RISES, Sought.AMOUNT) else Better.LOWER

    @property
    def is_share(self) -> bool:
        """True when a case is a yes or a no: a gain may then be worth a margin."""
        return self in (Sought.RISES, Sought.FALLS)

    def unit(self, currency: str) -> str:
        """The unit that its smallest and expected effects are answered and written in."""
        units = {Sought.DELAY: "h", Sought.COUNT: "", Sought.AMOUNT: currency}
        return units.get(self, "points")


MEASURES = {
    Sought.RISES: "rate",
    Sought.FALLS: "rate",
    Sought.DELAY: "duration",
    Sought.COUNT: "count",
    Sought.AMOUNT: "sum",
}


def measure(sought: Sought, begins: str, activity: str, within: object) -> tuple[str, dict[str, object]]:
    """The measure's key in a document, and what it says; a case begins at `begins`."""
    said: Mapping[Sought, dict[str, object]] = {
        Sought.DELAY: {"from": begins, "to": activity, "horizon": within, "statistic": "median"},
        Sought.COUNT: {"of": begins, "activity": activity, "by": within},
        Sought.AMOUNT: {"of": begins, "activity": activity, "by": within},
    }
    share = {"of": begins, "reaching": activity, "by": within}
    return MEASURES[sought], said.get(sought, share)


def named(sought: Sought, begins: Text, activity: Text) -> Text:
    """The indicator's name, made of the names of activities: a share is called by the one it reaches."""
    mark = {Sought.DELAY: "→", Sought.COUNT: "/", Sought.AMOUNT: "/"}.get(sought)
    if mark is None:
        return activity
    ends = (begins, activity) if sought is Sought.DELAY else (activity, begins)
    return Text(fr=f"{ends[0].fr} {mark} {ends[1].fr}", en=f"{ends[0].en} {mark} {ends[1].en}")


def read_back(indicator: Indicator) -> tuple[Sought, str, str] | None:
    """What is looked for, at which activity, within what; None for what one choice cannot say."""
    measured: Measure = indicator.measure
    match measured, indicator.better:
        case Rate(reaching=activity, by=within), better:
            return _side(better), activity, span_text(within)
        case Duration(end=activity, horizon=within, statistic=Statistic.MEDIAN), Better.LOWER:
            return Sought.DELAY, activity, span_text(within)
        case Count(activity=str(activity), by=within, actor_kind=None), Better.LOWER:
            return Sought.COUNT, activity, span_text(within)
        case Sum(activity=activity, by=within, field="amount"), Better.HIGHER:
            return Sought.AMOUNT, activity, span_text(within)
        case _:
            return None


def _side(better: Better) -> Sought:
    return Sought.RISES if better is Better.HIGHER else Sought.FALLS


def answered_in(indicator: Indicator) -> float:
    """By how much an effect of this indicator is multiplied to be in the unit that it is answered in."""
    if indicator.effect_unit is Unit.POINTS:
        return 100.0
    return 1 / HOUR if indicator.effect_unit is Unit.DURATION else 1.0


def as_gain(value: DeclaredRange, better: Better) -> DeclaredRange:
    """An effect turned so that more is better; turned twice it is itself again."""
    return value if better is Better.HIGHER else DeclaredRange(-value.high, -value.mode, -value.low)
