"""More handled with the same hours: cases a month and hours worked on them, before and after go-live.

It is what freed time was used for, so it is told in cases and never in money (spec worth). Nothing says that
the automation caused it: the two sides are counted as they are.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from retour.audit.evidence import Evidence
from retour.kpi.caseload import SHORTEST, cases_period, cases_within, months_back, months_in, observed_end
from retour.quantity import Comparator, DeclaredRange, Estimate, Exact, Figure, Grade, Period, Unit, Unknown
from retour.quantity.figure import Value
from retour.register.automation import Status
from retour.register.worth_lines import Per, TimeLine

ON_CASES = (Per.CASE, Per.ITEM, Per.RUN)
Sides = tuple[Value, Value]


def volume_figures(evidence: Evidence, today: date) -> dict[str, Figure]:
    """Figures of a live automation that saves minutes on cases, by key; unknown where a side is not known."""
    automation = evidence.automation
    timed = any(isinstance(line, TimeLine) and line.per in ON_CASES for line in automation.worth)
    if automation.status is not Status.LIVE or not timed:
        return {}
    return {figure.key: figure for figure in _figures(evidence, _volumes(evidence, today))}


def _volumes(evidence: Evidence, today: date) -> Sides:
    """Cases begun a month over the last three months (a year when rare) before go-live, and since."""
    automation, dossier = evidence.automation, evidence.dossier
    daily, since = dossier.cases_per_day.get(automation.process or "", {}), automation.rollout.first_on
    if since is None:
        return Unknown("no_go_live"), Unknown("no_go_live")
    after = cases_period(daily, since, observed_end(automation, dossier, today))
    before = _before(cases_period(daily, None, since), dossier.first_seen.get(automation.process or ""))
    return _a_month(daily, before), _a_month(daily, after)


def _before(period: Period | None, first: datetime | None) -> Period | None:
    """The months before go-live, from the first case seen on."""
    if period is None:
        return None
    quarter = Period(max(period.start, months_back(period.end, 3)), period.end)
    return quarter if first is None else Period(max(quarter.start, first.date()), period.end)


def _a_month(daily: Mapping[int, int], period: Period | None) -> Value:
    if period is None:
        return Unknown("no_volume", {"per": "case"})
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    return Exact(cases_within(daily, period) / months_in(period))


def _figures(evidence: Evidence, volumes: Sides) -> Iterator[Figure]:
    key = f"{evidence.automation.key}/worth"
    minutes = (evidence.friction.minutes.before, evidence.friction.minutes.after)
    for side, volume, each in zip(("before", "after"), volumes, minutes, strict=True):
        yield _level(f"{key}/volume_{side}", volume, Unit.CASES_PER_MONTH, ())
        inputs = (f"{key}/volume_{side}", f"{evidence.automation.key}/minutes/{side}")
        yield _level(f"{key}/volume_hours_{side}", _hours(volume, each), Unit.HOURS_PER_MONTH, inputs)
    yield _more(key, volumes)


def _level(key: str, value: Value, unit: Unit, inputs: tuple[str, ...]) -> Figure:
    grade = (
        Grade.E if isinstance(value, Unknown) else Grade.D if isinstance(value, DeclaredRange) else Grade.A
    )
    name = key.rpartition("/")[2]
    return Figure(key=key, value=value, unit=unit, grade=grade, formula=f"worth.{name}", inputs=inputs)


def _hours(volume: Value, minutes: Value) -> Value:
    """Cases a month x minutes a case / 60, in the kind that the minutes are of."""
    if isinstance(volume, Unknown) or not isinstance(volume, Exact):
        return volume
    times = volume.value / 60
    match minutes:
        case Estimate(value, low, high, level):
            return Estimate(value * times, low * times, high * times, level)
        case DeclaredRange(low, mode, high):
            return DeclaredRange(low * times, mode * times, high * times)
        case _:
            return minutes if isinstance(minutes, Unknown) else Unknown("minutes_not_said")


def _more(key: str, volumes: Sides) -> Figure:
    """The difference of the two sides: everything that changed meanwhile is in it, so evidence D."""
    before, after = volumes
    value: Value = next((side for side in volumes if isinstance(side, Unknown)), Unknown("no_volume"))
    if isinstance(before, Exact) and isinstance(after, Exact):
        value = Exact(after.value - before.value)
    known = not isinstance(value, Unknown)
    return Figure(
        key=f"{key}/volume_handled",
        value=value,
        unit=Unit.CASES_PER_MONTH,
        grade=Grade.D if known else Grade.E,
        formula="worth.volume_handled",
        comparator=Comparator.BEFORE,
        inputs=tuple(f"{key}/volume_{end}" for end in ("after", "before", "hours_after", "hours_before")),
    )
