"""`retour.yaml`, `changes.yaml`, `journal.yaml` and reviews: from the wire to the domain."""

from collections.abc import Mapping
from dataclasses import replace

from retour.quantity import Severity
from retour.register.automation import Change, JournalLine, Review, SpotCase
from retour.register.build_engine import engine
from retour.register.build_names import check_currency, key_is_written_well, name_of
from retour.register.build_prices import Prices, rates
from retour.register.build_references import Names
from retour.register.build_values import Scale, number
from retour.register.keys import nearest
from retour.register.sheet import Path, Sheet
from retour.register.wire_read import Reading, read
from retour.register.wire_values import Quantity
from retour.register.wire_workspace import (
    CalendarMap,
    ChangeMap,
    ChangesMap,
    JournalsMap,
    ReviewMap,
    ThresholdsMap,
    Weekday,
    WorkspaceMap,
)
from retour.register.workspace import Objective, Register, WorkCalendar

ENTRIES = ("exchange", "cards", "objectives", "roles", "tools")
_HOURS_PER_YEAR = Scale(units={"": 1.0, "h": 1.0, "h/year": 1.0}, low=1.0, high=8784.0)
_CHANCE = Scale(units={"": 1.0}, low=0.0, high=1.0)
_MONEY = Scale(units={"": 1.0}, low=0.0, high=1e9)
_IN_MONEY = frozenset({"little_loss", "least_gain"})
_DAYS_PER_MONTH = Scale(units={"": 1.0, "d": 1.0, "d/month": 1.0}, low=1.0, high=31.0)


def workspace(sheet: Sheet) -> Register | None:
    """The organisation itself; None when what every figure rests on is wrong."""
    reading = read(WorkspaceMap, sheet, ENTRIES)
    if reading.wire is None:
        return None
    errors = sheet.errors
    calendar = _calendar(sheet, reading.wire.calendar)
    check_currency(sheet, ("currency",), reading.wire.currency)
    check_timezone(sheet, ("timezone",), reading.wire.timezone)
    chosen = engine(sheet, reading.wire.engine)
    sound = sheet.errors == errors and not any(_is_core(path) for path in reading.aside)
    register = replace(_register(sheet, reading.wire, calendar), engine=chosen)
    return register if sound else None


def _is_core(path: Path) -> bool:
    return len(path) == 1 and path[0] in WorkspaceMap.model_fields and path[0] not in ENTRIES


def _register(sheet: Sheet, wire: WorkspaceMap, calendar: WorkCalendar) -> Register:
    objectives = (
        Objective(key=key, name=name_of(key, o.name), reviewed=o.reviewed, active=o.active)
        for key, o in wire.objectives.items()
        if key_is_written_well(sheet, ("objectives", key), key)
    )
    exchange = rates(sheet, wire)
    prices = Prices(sheet, wire, exchange)
    return Register(
        name=wire.name,
        currency=wire.currency,
        exchange=exchange,
        cards=prices.own,
        locale=wire.locale.value,
        timezone=wire.timezone,
        calendar=calendar,
        retention=wire.retention.said,
        objectives=tuple(objectives),
        roles=prices.roles(),
        tools=prices.tools(),
        thresholds=_thresholds(sheet, wire.thresholds),
    )


def _thresholds(sheet: Sheet, wire: ThresholdsMap) -> dict[str, float]:
    said = {name: value for name, value in wire.model_dump().items() if value is not None}
    read = {
        name: number(sheet, ("thresholds", name), Quantity(value), _MONEY if name in _IN_MONEY else _CHANCE)
        for name, value in said.items()
    }
    return {name: value for name, value in read.items() if value is not None}


def _calendar(sheet: Sheet, wire: CalendarMap) -> WorkCalendar:
    usual = WorkCalendar()
    _check_country(sheet, wire.country)
    hours = _one(sheet, "hours_per_year", wire.hours_per_year, _HOURS_PER_YEAR)
    days = _one(sheet, "days_per_month", wire.days_per_month, _DAYS_PER_MONTH)
    week = list(Weekday)
    worked = sorted({week.index(day) for day in (wire.working_days or {}).values()})
    if wire.working_days is not None and not worked:
        sheet.note(("calendar", "working_days"), "key.missing", value="working_days", hint="[mon, tue]")
    return WorkCalendar(
        country=wire.country,
        working_days=tuple(worked) or usual.working_days,
        hours_per_year=hours or usual.hours_per_year,
        days_per_month=days or usual.days_per_month,
    )


def _one(sheet: Sheet, key: str, raw: float | None, scale: Scale) -> float | None:
    return None if raw is None else number(sheet, ("calendar", key), Quantity(raw), scale)


def _check_country(sheet: Sheet, country: str | None) -> None:
    if country is None:
        return
    from holidays import list_supported_countries  # noqa: PLC0415  slow, and only when one is declared

    known = list(list_supported_countries())
    if country not in known:
        hint = country.upper()[:2] if country.upper()[:2] in known else ""
        sheet.note(("calendar", "country"), "country.unknown", value=country, hint=hint)


def check_timezone(sheet: Sheet, path: Path, timezone: str) -> None:
    """Note a time zone that does not exist."""
    from zoneinfo import available_timezones  # noqa: PLC0415  read only when a workspace is checked

    known = available_timezones()
    if timezone not in known:
        sheet.note(path, "timezone.unknown", value=timezone, hint=nearest(timezone, known))


def changes(sheet: Sheet) -> tuple[Change, ...]:
    """The dated things of `changes.yaml`; those that are wrong are noted and left out."""
    reading: Reading[ChangesMap] = read(ChangesMap, sheet, ("changes",))
    return dated_changes(reading.wire.changes) if reading.wire else ()


def dated_changes(wire: Mapping[int, ChangeMap]) -> tuple[Change, ...]:
    """Changes in the order of their dates."""
    return tuple(sorted((Change(at=c.at, what=c.what) for c in wire.values()), key=lambda c: c.at))


def journal(sheet: Sheet, automations: Names) -> tuple[JournalLine, ...]:
    """The lines of `journal.yaml`; one of an automation no longer declared is kept, with a warning."""
    wire = read(JournalsMap, sheet, ("journal",)).wire
    lines = wire.journal if wire else {}
    for place, line in lines.items():
        _check_named(sheet, ("journal", place, "automation"), line.automation, automations)
    made = (
        JournalLine(at=j.at, automation=j.automation, mood=j.mood.value, what=j.what, by=j.by)
        for j in lines.values()
    )
    return tuple(sorted(made, key=lambda line: line.at))


def _check_named(sheet: Sheet, path: Path, automation: str, automations: Names) -> None:
    if automation in automations.usable | automations.written:
        return
    hint = nearest(automation, automations.usable)
    warning = Severity.WARNING
    sheet.note(path, "reference.undeclared", value=automation, hint=hint, severity=warning, kind="automation")


def review(sheet: Sheet, automations: Names) -> Review | None:
    """One review. One of an automation that is no longer declared is kept, with a warning."""
    wire = read(ReviewMap, sheet).wire
    if wire is None or sheet.errors:
        return None
    _check_named(sheet, ("automation",), wire.automation, automations)
    return Review(
        automation=wire.automation,
        at=wire.at,
        by=wire.by,
        answers={code: answer.value for code, answer in wire.answers.items()},
        proposed=wire.proposed.value if wire.proposed else "",
        taken=wire.taken.value if wire.taken else "",
        reason=wire.reason,
        note=wire.note,
        notes={code: note for code, note in wire.notes.items()},  # noqa: C416
        spot_check=tuple(
            SpotCase(case=s.case, found=s.found.value, note=s.note) for s in wire.spot_check.values()
        ),
    )
