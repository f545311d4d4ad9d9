"""KPIs: from the wire to the domain's indicators."""

from collections.abc import Mapping

from retour.quantity import Span, Unit
from retour.register.build_names import key_is_written_well, name_of
from retour.register.build_references import Names
from retour.register.build_values import (
    COUNT,
    MINUTES,
    SECONDS,
    SHARE,
    SHARE_DIFFERENCE,
    Scale,
    money,
    number,
)
from retour.register.currency import Currency
from retour.register.indicator import Count, Duration, Indicator, Measure, Rate, Score, Share, Sum, level_unit
from retour.register.sheet import Path, Sheet
from retour.register.wire_automation import (
    CountMap,
    DurationMap,
    KpiMap,
    RateMap,
    ScoreMap,
    ShareMap,
    SumMap,
)

MEASURES = ("rate", "duration", "count", "sum", "share", "score")
MeasureMap = RateMap | DurationMap | CountMap | SumMap | ShareMap | ScoreMap


def kpi(sheet: Sheet, key: str, wire: KpiMap, currency: Currency) -> Indicator | None:
    """One indicator, or None with its problems noted."""
    path: Path = ("kpis", key)
    errors = sheet.errors
    key_is_written_well(sheet, path, key)
    measure = _only_measure(sheet, path, wire)
    if measure is None:
        return None
    level, change = level_scale(measure, currency), change_scale(measure, currency)
    made = Indicator(
        key=key,
        name=name_of(key, wire.name),
        measure=measure,
        better=wire.better,
        main=wire.main,
        target=number(sheet, (*path, "target"), wire.target, level),
        guardrails=wire.guardrails,
        controls=wire.controls,
        margin=number(sheet, (*path, "margin"), wire.margin, change),
        smallest_effect=number(sheet, (*path, "smallest_effect"), wire.smallest_effect, change),
    )
    return made if sheet.errors == errors else None


def level_scale(measure: Measure, currency: Currency) -> Scale:
    """Units and bounds of a level of a measure."""
    if isinstance(measure, Score):
        return Scale(units={"": 1.0, "points": 1.0}, low=measure.low, high=measure.high)
    return _scale(level_unit(measure), currency, SHARE)


def change_scale(measure: Measure, currency: Currency) -> Scale:
    """Units of a difference of two levels (a margin, a smallest effect): never negative."""
    if isinstance(measure, Score):
        return Scale(units={"": 1.0, "point": 1.0, "points": 1.0}, high=measure.high - measure.low)
    return _scale(level_unit(measure), currency, SHARE_DIFFERENCE)


def _scale(unit: Unit, currency: Currency, share: Scale) -> Scale:
    scales = {
        Unit.SHARE: share,
        Unit.DURATION: SECONDS,
        Unit.MINUTES: MINUTES,
        Unit.MONEY_PER_CASE: money(currency),
    }
    return scales.get(unit, COUNT)


def _only_measure(sheet: Sheet, path: Path, wire: KpiMap) -> Measure | None:
    found = [key for key in MEASURES if getattr(wire, key) is not None]
    if not found:
        sheet.note(path, "kpi.measure_missing", value=path[-1], known=list(MEASURES))
        return None
    if len(found) > 1:
        sheet.note(path, "kpi.measure_several", value=path[-1], found=found)
        return None
    return _measure(sheet, (*path, found[0]), getattr(wire, found[0]))


def _measure(sheet: Sheet, path: Path, wire: MeasureMap) -> Measure | None:
    match wire:
        case RateMap():
            return _rate(sheet, path, wire)
        case DurationMap():
            return Duration(
                start=wire.start,
                end=wire.end,
                horizon=wire.horizon,
                statistic=wire.statistic,
                working_time=wire.working_time,
            )
        case CountMap():
            return _count(sheet, path, wire)
        case SumMap():
            return Sum(of=wire.of, by=wire.by, activity=wire.activity, field=wire.field.value)
        case ShareMap():
            return Share(of=wire.of, attribute=wire.attribute, value=wire.value)
        case _:
            return _score(sheet, path, wire)


def _rate(sheet: Sheet, path: Path, wire: RateMap) -> Rate | None:
    if wire.open_at is not None and not opens_before(wire.open_at, wire.by):
        opens, closes = span_text(wire.open_at), span_text(wire.by)
        sheet.note((*path, "by"), "kpi.window_closed", value=closes, open_at=opens, by=closes)
        return None
    return Rate(of=wire.of, reaching=wire.reaching, by=wire.by, open_at=wire.open_at)


def _count(sheet: Sheet, path: Path, wire: CountMap) -> Count | None:
    if (wire.activity is None) == (wire.actor_kind is None):
        sheet.note(path, "kpi.count_of_nothing", value=path[1])
        return None
    return Count(of=wire.of, by=wire.by, activity=wire.activity, actor_kind=wire.actor_kind)


def _score(sheet: Sheet, path: Path, wire: ScoreMap) -> Score | None:
    if wire.low >= wire.high:
        sheet.note(path, "range.not_ordered", value=f"{wire.low:g}, {wire.high:g}")
        return None
    return Score(item=wire.item, low=wire.low, high=wire.high)


def opens_before(first: Span, last: Span) -> bool:
    """Whether a span is surely shorter than another; spans of two kinds cannot be compared: accepted."""
    if bool(first.working_days) != bool(last.working_days):
        return True
    return (first.working_days, first.seconds) < (last.working_days, last.seconds)


def span_text(span: Span) -> str:
    """A span as it is written."""
    if span.working_days:
        return f"{span.working_days}wd"
    units = {"d": 86_400, "h": 3600, "min": 60, "s": 1}
    unit = next((u for u, size in units.items() if span.seconds % size == 0), "s")
    return f"{span.seconds // units[unit]}{unit}"


def check_mains(sheet: Sheet, wires: Mapping[str, KpiMap]) -> None:
    """One KPI is the main one: marked so, or alone."""
    mains = [key for key, wire in wires.items() if wire.main]
    if len(mains) > 1:
        sheet.note(("kpis",), "kpi.main_several", value=", ".join(mains))
    if not mains and len(wires) > 1:
        sheet.note(("kpis",), "kpi.main_missing", value=", ".join(wires), hint=next(iter(wires)))


def check_measure(
    sheet: Sheet, path: Path, wire: KpiMap, *, activities: Names | None, attributes: Names | None
) -> None:
    """Check the activities and attributes that a KPI names; nothing is checked on a process that is wrong."""
    for key in MEASURES:
        measure = getattr(wire, key)
        if measure is None:
            continue
        for field, info in type(measure).model_fields.items():
            place = (*path, key, info.alias or field)
            if activities and field in ("of", "reaching", "start", "end", "activity"):
                activities.check(sheet, place, getattr(measure, field))
            if attributes and field == "attribute":
                attributes.check(sheet, place, getattr(measure, field))


def check_guardrails(sheet: Sheet, key: str, wire: KpiMap, known: Names) -> None:
    """Guardrails are other KPIs of the same automation."""
    for place, name in enumerate(wire.guardrails):
        _check_other(sheet, ("kpis", key, "guardrails", place), name, known)


def check_controls(sheet: Sheet, key: str, wires: Mapping[str, KpiMap], known: Names) -> None:
    """Controls are other KPIs of the same automation; a guardrail may be touched, so it is no control."""
    guardrails = {name for wire in wires.values() for name in wire.guardrails}
    for place, name in enumerate(wires[key].controls):
        path = ("kpis", key, "controls", place)
        if name in guardrails:
            sheet.note(path, "kpi.control_is_guardrail", value=name)
        else:
            _check_other(sheet, path, name, known)


def _check_other(sheet: Sheet, path: Path, name: str, known: Names) -> None:
    if name == path[1]:
        sheet.note(path, "reference.self", value=name)
    else:
        known.check(sheet, path, name)
