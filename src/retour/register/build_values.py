"""From ranges as written (with their units) to declared ranges in the domain's units."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.quantity import DeclaredRange, Place
from retour.register.currency import Currency
from retour.register.keys import nearest
from retour.register.sheet import Path, Sheet
from retour.register.wire import RangeMap
from retour.register.wire_values import SPAN_UNITS, Quantity

WEEKS_PER_MONTH = 365.25 / 7 / 12
_MONEY = re.compile(r"(?P<currency>[A-Z]{3})(?P<per>/.+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Units that may be written for a value, as factors to the domain's unit, and the values allowed."""

    units: Mapping[str, float]
    low: float | None = 0.0
    high: float | None = None
    foreign: Mapping[str, DeclaredRange] = field(default_factory=dict)  # units of other currencies
    home: str = ""  # the workspace's currency, for amounts of money

    def factor(self, sheet: Sheet, path: Path, unit: str) -> float | None:
        """Factor of a written unit, the likely one of another currency; notes a missing or unknown one."""
        found = self.factors(sheet, path, unit)
        return None if found is None else found.mode

    def factors(self, sheet: Sheet, path: Path, unit: str) -> DeclaredRange | None:
        """Factors of a written unit: one, or the declared rates of another currency."""
        squeezed = unit.replace(" ", "")
        if squeezed in self.units:
            return DeclaredRange(*[self.units[squeezed]] * 3)
        if squeezed in self.foreign:
            return self.foreign[squeezed]
        known = [u for u in self.units if u]
        other = _MONEY.fullmatch(squeezed) if self.home else None
        if other and f"{self.home}{other['per'] or ''}" in self.units and other["currency"] != self.home:
            hint = f"exchange: {{{other['currency']}: …}}"
            sheet.note(path, "currency.no_rate", value=unit, hint=hint, home=self.home)
        elif not unit:
            sheet.note(path, "unit.missing", units=known)
        else:
            sheet.note(path, "unit.unknown", value=unit, hint=nearest(unit, known), units=known)
        return None


SHARE = Scale(units={"": 1.0, "%": 0.01}, high=1.0)
SHARE_DIFFERENCE = Scale(
    units={"": 1.0, "%": 0.01, "point": 0.01, "points": 0.01, "pt": 0.01, "pts": 0.01}, high=1.0
)
COUNT = Scale(units={"": 1.0})
PER_YEAR = Scale(units={"": 1.0, "/year": 1.0, "/month": 12.0})
SECONDS = Scale(units={unit: float(seconds) for unit, seconds in SPAN_UNITS.items()})
MINUTES = Scale(units={"": 1.0, "min": 1.0, "h": 60.0})
HOURS = Scale(units={"": 1.0, "h": 1.0, "min": 1 / 60})
HOURS_PER_MONTH = Scale(
    units={
        "": 1.0,
        "h": 1.0,
        "h/month": 1.0,
        "min/month": 1 / 60,
        "h/week": WEEKS_PER_MONTH,
        "min/week": WEEKS_PER_MONTH / 60,
        "h/quarter": 1 / 3,
        "h/year": 1 / 12,
    }
)
DAYS = Scale(units={"": 1.0, "d": 1.0, "h": 1 / 24, "w": 7.0})
CASES_PER_MONTH = Scale(
    units={"": 1.0, "/month": 1.0, "/week": WEEKS_PER_MONTH, "/quarter": 1 / 3, "/year": 1 / 12}
)


def money(currency: Currency, per: Mapping[str, float] | None = None) -> Scale:
    """Amounts in the workspace's currency; `per` gives factors of periods, such as ``/year``: 1/12.

    Another currency is taken where the workspace wrote a rate for it, and refused where it did not.
    """
    periods = {"": 1.0} | dict(per or {})
    return Scale(
        units={"": 1.0} | {f"{currency.home}{period}": factor for period, factor in periods.items()},
        foreign={
            f"{other}{period}": DeclaredRange(rate.low * factor, rate.mode * factor, rate.high * factor)
            for other, rate in currency.rates.items()
            for period, factor in periods.items()
        },
        home=currency.home,
    )


def money_per_month(currency: Currency) -> Scale:
    """Amounts per month; a year is twelve, a quarter three, a week 7 days of 365.25/12."""
    return money(currency, {"/month": 1.0, "/quarter": 1 / 3, "/year": 1 / 12, "/week": WEEKS_PER_MONTH})


def money_per_hour(currency: Currency) -> Scale:
    """Amounts per hour worked."""
    return money(currency, {"/h": 1.0})


def ranged(
    sheet: Sheet, path: Path, raw: RangeMap, scale: Scale, unit: str | None = None
) -> DeclaredRange | None:
    """A declared range in the scale's unit, or None with a problem noted.

    `unit` replaces the written one when it was inherited from another range.
    """
    factor = scale.factors(sheet, path, raw.unit if unit is None else unit)
    if factor is None:
        return None
    low, high = (
        min(raw.low * factor.low, raw.low * factor.high),
        max(raw.high * factor.low, raw.high * factor.high),
    )
    mode = raw.mode * factor.mode
    if not low <= mode <= high:
        sheet.note(path, "range.not_ordered", value=f"{raw.low:g}, {raw.mode:g}, {raw.high:g}")
        return None
    if not _within(sheet, path, scale, (low, high)):
        return None
    where = sheet.document.place(path)
    return DeclaredRange(low, mode, high, place=Place(where.file, where.line), source=raw.source)


def optional(sheet: Sheet, path: Path, raw: RangeMap | None, scale: Scale) -> DeclaredRange | None:
    """A declared range, or None when nothing was written."""
    return None if raw is None else ranged(sheet, path, raw, scale)


def number(sheet: Sheet, path: Path, raw: Quantity | None, scale: Scale) -> float | None:
    """One number in the scale's unit; None when nothing was written or with a problem noted."""
    factor = None if raw is None else scale.factor(sheet, path, raw.unit)
    if raw is None or factor is None:
        return None
    value = raw.number * factor
    return value if _within(sheet, path, scale, (value, value)) else None


def share(sheet: Sheet, path: Path, raw: float | None) -> float | None:
    """A share between 0 and 1."""
    return None if raw is None else number(sheet, path, Quantity(raw), SHARE)


def _within(sheet: Sheet, path: Path, scale: Scale, ends: tuple[float, float]) -> bool:
    low, high = ends
    if not math.isfinite(high - low):
        sheet.note(path, "number.not_finite", value=f"{high:g}")
        return False
    below = scale.low is not None and low < scale.low
    above = scale.high is not None and high > scale.high
    if below or above:
        hint = f"{high:g}%" if scale is SHARE and 2 <= high <= 100 else ""
        sheet.note(
            path,
            "number.outside",
            value=f"{low if below else high:g}",
            hint=hint,
            low=_end(scale.low, "-∞"),
            high=_end(scale.high, "∞"),
        )
    return not (below or above)


def _end(end: float | None, open_end: str) -> str:
    return open_end if end is None else f"{end:g}"
