"""Worth lines and costs: from the wire to the domain."""

from collections.abc import Mapping

from retour.quantity import DeclaredRange, Severity
from retour.register.automation import Automation, Status
from retour.register.build_ai import ai_use
from retour.register.build_benefits import sharing, speed, watching
from retour.register.build_references import Declared, Names
from retour.register.build_values import (
    DAYS,
    HOURS,
    HOURS_PER_MONTH,
    MINUTES,
    PER_YEAR,
    SHARE,
    Scale,
    money,
    money_per_month,
    optional,
    ranged,
)
from retour.register.currency import Currency
from retour.register.keys import nearest
from retour.register.sheet import Path, Sheet
from retour.register.wire import DatedMap
from retour.register.wire_automation import KpiMap
from retour.register.wire_worth import (
    AiMap,
    CostsMap,
    EffortMap,
    ErrorsMap,
    FailuresMap,
    MarginMap,
    SpeedMap,
    SpendMap,
    SubscriptionMap,
    TimeMap,
    WatchingMap,
    WorthMap,
)
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    ErrorLine,
    Failures,
    MarginLine,
    Per,
    Source,
    SpendLine,
    Subscription,
    TimeLine,
    WorthLine,
)

LINES = ("time", "margin", "errors", "spend", "speed", "watching")
_PER = {
    "case": Per.CASE,
    "item": Per.ITEM,
    "run": Per.RUN,
    "day": Per.WORKING_DAY,
    "week": Per.WEEK,
    "month": Per.MONTH,
}
_TIME = Scale(units={f"{t}/{p}": f for t, f in (("min", 1.0), ("h", 60.0)) for p in _PER})


def worth_line(
    sheet: Sheet, place: int, wire: WorthMap, declared: Declared, kpis: Mapping[str, KpiMap], written: Names
) -> WorthLine | None:
    """One line of `worth`, or None with its problems noted."""
    path: Path = ("worth", place)
    found = [key for key in LINES if getattr(wire, key) is not None]
    if len(found) != 1:
        sheet.note(path, "worth.line_kind", value=", ".join(found), known=list(LINES))
        return None
    path = (*path, found[0])
    match getattr(wire, found[0]):
        case TimeMap() as time:
            return _time(sheet, path, time, declared)
        case MarginMap() as margin:
            _check_kpi(sheet, path, margin.kpi, kpis, written, ("rate",))
            return _margin(sheet, path, margin, declared.currency)
        case ErrorsMap() as errors:
            _check_kpi(sheet, path, errors.kpi, kpis, written, ("rate", "count"))
            return _errors(sheet, path, errors, declared.currency)
        case SpeedMap() as quick:
            if quick.kpi is not None:
                _check_kpi(sheet, path, quick.kpi, kpis, written, ("duration",))
            return speed(sheet, path, quick, declared.currency)
        case WatchingMap() as watched:
            return watching(sheet, path, watched, declared.currency)
        case spend:
            return _spend(sheet, path, spend, declared.currency)


def check_repeated(sheet: Sheet, wires: Mapping[int, WorthMap]) -> None:
    """One gain on one indicator counts once: a second margin or errors line on it is refused."""
    first: dict[str, int] = {}
    for place, wire in wires.items():
        for kind, line in (("margin", wire.margin), ("errors", wire.errors), ("speed", wire.speed)):
            if line is None or line.kpi is None:
                continue
            if first.setdefault(line.kpi, place) != place:
                kept = sheet.document.place(("worth", first[line.kpi])).line
                path: Path = ("worth", place, kind, "kpi")
                sheet.note(path, "worth.line_repeated", value=line.kpi, first=kept)


def check_minutes(sheets: Mapping[str, Sheet], found: Mapping[str, Automation]) -> None:
    """Warn where two live automations each free the same role's minutes on every case of one process.

    A chain (`upstream`) counts them once; without it they are added, which may count them twice.
    """
    first: dict[tuple[str | None, str], Automation] = {}
    for key, one in found.items():
        for place, line in enumerate(one.worth):
            if one.status is not Status.LIVE or not isinstance(line, TimeLine) or line.per is not Per.CASE:
                continue
            other = first.setdefault((one.process, line.role), one)
            told = line.shared is not None and other.key in line.shared.others
            if other.key != key and not told and not _linked(one, other, found):
                path: Path = ("worth", place, "time", "role")
                said = {"value": line.role, "other": other.key}
                sheets[key].note(path, "worth.minutes_repeated", severity=Severity.WARNING, **said)


def _linked(one: Automation, other: Automation, found: Mapping[str, Automation]) -> bool:
    """True when one comes after the other, or both after the same automation."""
    return bool(_chain(one, found) & _chain(other, found))


def _chain(one: Automation, found: Mapping[str, Automation]) -> set[str]:
    chain = {one.key}
    upstream = one.upstream
    while upstream is not None and upstream not in chain:
        chain.add(upstream)
        upstream = found[upstream].upstream if upstream in found else None
    return chain


def _check_kpi(
    sheet: Sheet, path: Path, key: str, kpis: Mapping[str, KpiMap], written: Names, kinds: tuple[str, ...]
) -> None:
    place = (*path, "kpi")
    known = written.check(sheet, place, key)
    if known and key in kpis and all(getattr(kpis[key], kind) is None for kind in kinds):
        rule = "kpi.not_a_duration" if "duration" in kinds else "kpi.not_a_rate"
        sheet.note(place, rule, value=key, kinds=list(kinds))


def _time(sheet: Sheet, path: Path, wire: TimeMap, declared: Declared) -> TimeLine | None:
    declared.roles.check(sheet, (*path, "role"), wire.role)
    unit = next((r.unit for r in wire.before.values() if r.unit), "")
    per = _PER.get(unit.replace(" ", "").partition("/")[2])
    before = _dated(sheet, (*path, "before"), wire.before, unit)
    after = _dated(sheet, (*path, "after"), wire.after, unit)
    again, inside = wire.exceptions, (*path, "exceptions")
    share = optional(sheet, (*inside, "share"), again.share if again else None, SHARE)
    minutes = optional(sheet, (*inside, "minutes"), again.minutes if again else None, MINUTES)
    shared = sharing(sheet, path, wire, declared)
    if per is None or not before:
        return None
    return TimeLine(
        role=wire.role,
        per=per,
        before=before,
        after=after,
        people=wire.people,
        exception_share=share,
        exception_minutes=minutes,
        use=wire.realisation,
        shared=shared,
    )


def _dated(sheet: Sheet, path: Path, wires: Mapping[int, DatedMap], unit: str) -> tuple[DatedRange, ...]:
    made = []
    seen = set()
    for place, wire in wires.items():
        here: Path = (*path, place)
        value = ranged(sheet, here, wire, _TIME, wire.unit or unit)
        _check_per(sheet, here, wire.unit, unit)
        source = _source(sheet, here, wire.source)
        if wire.valid_from in seen:
            sheet.note(here, "dates.repeated", value=wire.valid_from or "")
        seen.add(wire.valid_from)
        if value is not None and source is not None:
            made.append(DatedRange(value=value, valid_from=wire.valid_from, source=source))
    return tuple(sorted(made, key=lambda d: (d.valid_from is not None, d.valid_from)))


def _check_per(sheet: Sheet, path: Path, own: str, unit: str) -> None:
    mine, other = (u.replace(" ", "").partition("/")[2] for u in (own or unit, unit))
    if mine != other and mine in _PER:
        sheet.note(path, "unit.mismatch", value=own, other=unit)


def _source(sheet: Sheet, path: Path, word: str) -> Source | None:
    known = [s.value for s in Source]
    if word and word not in known:
        sheet.note((*path, "source"), "value.unknown", value=word, hint=nearest(word, known), known=known)
        return None
    return Source(word) if word else Source.DECLARED


def _margin(sheet: Sheet, path: Path, wire: MarginMap, currency: Currency) -> MarginLine | None:
    amount = optional(sheet, (*path, "amount"), wire.amount, money(currency))
    rate = ranged(sheet, (*path, "margin_rate"), wire.margin_rate, SHARE)
    lost = optional(sheet, (*path, "cannibalised"), wire.cannibalised, SHARE)
    if rate is None:
        return None
    return MarginLine(indicator=wire.kpi, amount=amount, margin_rate=rate, cannibalised=lost)


def _errors(sheet: Sheet, path: Path, wire: ErrorsMap, currency: Currency) -> ErrorLine | None:
    cost = ranged(sheet, (*path, "cost_each"), wire.cost_each, money(currency))
    return None if cost is None else ErrorLine(indicator=wire.kpi, cost_each=cost)


def _spend(sheet: Sheet, path: Path, wire: SpendMap, currency: Currency) -> SpendLine | None:
    amount = ranged(sheet, (*path, "per_month"), wire.per_month, money_per_month(currency))
    return None if amount is None else SpendLine(label=wire.label, per_month=amount)


def costs(sheet: Sheet, wire: CostsMap, declared: Declared) -> Costs:
    """Every cost that was said; what was not said stays None."""
    currency = declared.currency
    once, monthly = (HOURS, money(currency)), (HOURS_PER_MONTH, money_per_month(currency))
    parts = (
        _subscription(sheet, ("costs", "subscriptions", place), found, declared)
        for place, found in wire.subscriptions.items()
    )
    ai = wire.ai or AiMap()
    return Costs(
        build=_effort(sheet, "build", wire.build, once, declared.roles),
        upkeep=_effort(sheet, "upkeep", wire.upkeep, monthly, declared.roles),
        supervision=_effort(sheet, "supervision", wire.supervision, monthly, declared.roles),
        subscriptions=tuple(p for p in parts if p is not None),
        ai_per_case=optional(sheet, ("costs", "ai", "per_case"), ai.per_case, money(currency)),
        ai_per_month=optional(sheet, ("costs", "ai", "per_month"), ai.per_month, money_per_month(currency)),
        ai_use=ai_use(sheet, ("costs", "ai"), ai, declared),
        failures=None if wire.failures is None else _failures(sheet, wire.failures, currency),
    )


def _effort(
    sheet: Sheet, key: str, wire: EffortMap | None, scales: tuple[Scale, Scale], roles: Names
) -> Effort | None:
    if wire is None:
        return None
    path: Path = ("costs", key)
    roles.check(sheet, (*path, "role"), wire.role)
    if wire.hours is None and wire.money is None:
        sheet.note(path, "effort.empty", value=key)
    if wire.hours is not None and wire.role is None:
        sheet.note(path, "effort.role_missing", value=key)
    hours = optional(sheet, (*path, "hours"), wire.hours, scales[0])
    return Effort(hours=hours, role=wire.role, money=optional(sheet, (*path, "money"), wire.money, scales[1]))


def _subscription(sheet: Sheet, path: Path, wire: SubscriptionMap, declared: Declared) -> Subscription | None:
    known = declared.tools.check(sheet, (*path, "tool"), wire.tool)
    if wire.share is None and known and wire.tool not in declared.plans:
        sheet.note((*path, "share"), "key.missing", value="share")
        return None
    share = optional(sheet, (*path, "share"), wire.share, SHARE)
    seats = optional(sheet, (*path, "seats"), wire.seats, money_per_month(declared.currency))
    if wire.share is not None and share is None:
        return None
    return Subscription(tool=wire.tool, share=share, seats=seats)


def _failures(sheet: Sheet, wire: FailuresMap, currency: Currency) -> Failures | None:
    scales = {
        "per_year": PER_YEAR,
        "detection_days": DAYS,
        "repair_days": DAYS,
        "loss_share": SHARE,
        "cost_each": money(currency),
    }
    found: dict[str, DeclaredRange] = {}
    for key, scale in scales.items():
        value = ranged(sheet, ("costs", "failures", key), getattr(wire, key), scale)
        if value is not None:
            found[key] = value
    return Failures(**found) if len(found) == len(scales) else None
