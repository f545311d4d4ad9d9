"""Worth lines about time that nobody works: money that comes in sooner, incidents noticed sooner, shares."""

from collections.abc import Mapping

from retour.quantity import Severity
from retour.register.automation import Automation
from retour.register.build_references import Declared
from retour.register.build_values import DAYS, PER_YEAR, SHARE, money, optional, ranged
from retour.register.currency import Currency
from retour.register.sheet import Path, Sheet
from retour.register.wire_worth import SpeedMap, TimeMap, WatchingMap
from retour.register.worth_lines import Sharing, SpeedLine, TimeLine, WatchingLine


def speed(sheet: Sheet, path: Path, wire: SpeedMap, currency: Currency) -> SpeedLine | None:
    """Days from a duration KPI or from two declared ranges: one of the two, never both."""
    typed = [each is not None for each in (wire.days_before, wire.days_after)]
    days = (
        optional(sheet, (*path, "days_before"), wire.days_before, DAYS),
        optional(sheet, (*path, "days_after"), wire.days_after, DAYS),
    )
    if not (all(typed) if wire.kpi is None else not any(typed)):
        sheet.note(path, "worth.speed_from", known=["kpi", "days_before", "days_after"])
        return None
    turnover = ranged(sheet, (*path, "annual_turnover"), wire.annual_turnover, money(currency, {"/year": 1}))
    cost = ranged(sheet, (*path, "cost_of_capital"), wire.cost_of_capital, SHARE)
    if turnover is None or cost is None:
        return None
    return SpeedLine(
        indicator=wire.kpi,
        days_before=days[0],
        days_after=days[1],
        annual_turnover=turnover,
        cost_of_capital=cost,
    )


def watching(sheet: Sheet, path: Path, wire: WatchingMap, currency: Currency) -> WatchingLine | None:
    """Incidents, and the days before they are noticed, before and after."""
    found = {
        "per_year": ranged(sheet, (*path, "per_year"), wire.per_year, PER_YEAR),
        "days_before": ranged(sheet, (*path, "detection_days_before"), wire.detection_days_before, DAYS),
        "repair_days": ranged(sheet, (*path, "repair_days"), wire.repair_days, DAYS),
        "loss_share": ranged(sheet, (*path, "loss_share"), wire.loss_share, SHARE),
        "cost_each": ranged(sheet, (*path, "cost_each"), wire.cost_each, money(currency)),
    }
    after = optional(sheet, (*path, "detection_days_after"), wire.detection_days_after, DAYS)
    known = {name: value for name, value in found.items() if value is not None}
    return WatchingLine(days_after=after, **known) if len(known) == len(found) else None


def sharing(sheet: Sheet, path: Path, wire: TimeMap, declared: Declared) -> Sharing | None:
    """Who saves the same minutes; a split names only them and this automation, with parts above zero."""
    if not wire.shared_with:
        if wire.split:
            sheet.note((*path, "split"), "worth.split_alone", value=", ".join(wire.split))
        return None
    declared.automations.check_all(sheet, (*path, "shared_with"), wire.shared_with)
    for key, part in wire.split.items():
        if part <= 0:
            sheet.note((*path, "split", key), "worth.split_part", value=f"{part:g}")
    return Sharing(others=wire.shared_with, weights=dict(wire.split))


def check_shares(sheets: Mapping[str, Sheet], found: Mapping[str, Automation]) -> None:
    """Warn where two automations that share a role's minutes say it with different parts."""
    for key, one in found.items():
        for place, line in enumerate(one.worth):
            if not isinstance(line, TimeLine) or line.shared is None:
                continue
            path: Path = ("worth", place, "time", "split")
            for other in line.shared.others:
                if other in found and _differs(found[other], key, line):
                    said = {"value": other, "role": line.role}
                    sheets[key].note(path, "worth.split_differs", severity=Severity.WARNING, **said)


def _differs(other: Automation, key: str, line: TimeLine) -> bool:
    """True when the other one shares the same role's minutes with this one by other parts."""
    mine = line.shared.weights if line.shared else {}
    theirs = [
        each.shared.weights
        for each in other.worth
        if isinstance(each, TimeLine) and each.role == line.role and each.shared is not None
    ]
    pair = (key, other.key)
    return any(w.get(k, 1.0) != mine.get(k, 1.0) for w in theirs if w and mine for k in pair)
