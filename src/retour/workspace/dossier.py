"""From logs to a dossier: one scan a process, then everything its automations need."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from retour.events.answer import Answer
from retour.events.columns import SourceReport
from retour.events.run import Run, RunStatus, Trigger
from retour.kpi.calendar import calendar_days, local_midnight
from retour.kpi.cells import CaseFrame, Cells, day_number
from retour.kpi.dossier import Flow, Graph, IndicatorKey, Reconciliation, Touches
from retour.kpi.plan import activities_of, plan_of
from retour.kpi.scores import score_cells
from retour.quantity import Place, Problem, Severity
from retour.register.automation import Automation, Match, Reconcile
from retour.register.engine import EngineKind
from retour.register.indicator import Indicator, Score
from retour.register.workspace import Register
from retour.store.certainties import Target, around, graph, reconcile, touches
from retour.store.engines.duckdb import DuckTables
from retour.store.engines.engine import SETTING, Engine, EngineError, Tables
from retour.store.scan import Scan, calendar_table, moment
from retour.store.source import Log, Placed
from retour.store.standing_state import kept_in, see_state
from retour.store.whole import beside
from retour.workspace.cuts import cut, read_as_actor
from retour.workspace.intake import Intake


@dataclass(slots=True)
class Parts:
    """What the scans fill, key by key; frozen into a Dossier at the end."""

    watermark: dict[str, datetime] = field(default_factory=dict)
    first_seen: dict[str, datetime] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    cells: dict[IndicatorKey, Cells] = field(default_factory=dict)
    frames: dict[IndicatorKey, CaseFrame] = field(default_factory=dict)
    received: dict[IndicatorKey, dict[str, tuple[int, int]]] = field(default_factory=dict)
    cases_per_day: dict[str, dict[int, int]] = field(default_factory=dict)
    graphs: dict[str, tuple[Graph | None, Graph | None]] = field(default_factory=dict)
    touches: dict[str, tuple[Touches | None, Touches | None]] = field(default_factory=dict)
    reconciliations: dict[str, tuple[Reconciliation, ...]] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    attribute_coverage: dict[tuple[str, str], float] = field(default_factory=dict)
    samples: dict[IndicatorKey, tuple[Place, ...]] = field(default_factory=dict)
    cached: list[Path] = field(default_factory=list)  # folders of the cache that hold what is kept of a log
    sources: list[SourceReport] = field(default_factory=list)  # tables of a database
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scanning:
    """Everything that the scans of one workspace share."""

    register: Register
    holidays: frozenset[date]
    today: date
    engine: Engine
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by process: read as an actor

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone."""
        return ZoneInfo(self.register.timezone)

    @property
    def cutoff(self) -> int:
        """µs at which today ends: nothing later can have happened yet."""
        return local_midnight(self.today + timedelta(days=1), self.zone)

    def automations(self, process: str) -> tuple[Automation, ...]:
        """The automations of a process."""
        return tuple(a for a in self.register.automations if a.process == process)


def fill(scanning: Scanning, intakes: Iterable[Intake], answers: tuple[Answer, ...]) -> Parts:
    """Scan every log once and compute what each automation needs, one process in memory at a time."""
    parts = Parts()
    intakes = tuple(intakes)
    scanning = replace(scanning, people={i.process.key: read_as_actor(i.sources) for i in intakes})
    with ExitStack() as stack:
        scans = {
            intake.process.key: scan
            for intake in intakes
            if (scan := _opened(scanning, intake, parts, stack)) is not None
        }
        calendar = _calendar(scanning, scans.values())
        for key, scan in scans.items():
            scan.prepare(calendar)
            _fill_process(parts, key, scan)
            for automation in scanning.automations(key):
                _fill_automation(parts, scanning, automation, scan, scans)
            scan.release()
    for automation in scanning.register.automations:
        parts.cells |= _scores(automation, answers)
        parts.reconciliations.setdefault(automation.key, _without_events(automation))
    return parts


def _without_events(automation: Automation) -> tuple[Reconciliation, ...]:
    """Rules of an automation whose process has no usable event: declared, and nothing can be said."""
    place = Place(f"processes/{automation.process}.yaml")
    return tuple(
        _not_reconciled(rule, Problem("reconcile.source_empty", place, rule.of))
        for rule in automation.watch.reconcile
    )


def _not_reconciled(rule: Reconcile, problem: Problem) -> Reconciliation:
    return Reconciliation(rule=rule, due=0, lost_total=0, late_total=0, lost=(), problem=problem)


def _scores(automation: Automation, answers: tuple[Answer, ...]) -> dict[IndicatorKey, Cells]:
    made = {
        (automation.key, indicator.key): score_cells(answers, automation.key, indicator.measure)
        for indicator in automation.indicators
        if isinstance(indicator.measure, Score)
    }
    return {key: cells for key, cells in made.items() if cells is not None}


def _opened(scanning: Scanning, intake: Intake, parts: Parts, stack: ExitStack) -> Scan | None:
    log = _log(scanning, intake, parts)
    if log is None:
        return None
    plan = plan_of(intake.process, scanning.automations(intake.process.key))
    spill = beside(intake.room / "log").with_suffix(".spill") if intake.log else None
    large = partial(see_state, folder=intake.room) if log.in_place else None
    try:
        tables = _tables(scanning, log, spill, parts)
        scan = stack.enter_context(Scan(log, plan, cutoff=scanning.cutoff, tables=tables, large=large))
    except EngineError as error:
        if log.placed is None:
            raise
        parts.problems.append(_of_process(error.problem, intake.process.key))
        return None
    if large is not None:
        parts.cached.append(kept_in(intake.room, plan))
    parts.sources += scan.sources
    parts.problems += map(_rows_left, (source for source in scan.sources if source.rejected))
    if scan.beyond:
        place = Place(f"processes/{intake.process.key}.yaml")
        details = {"events": scan.beyond, "today": scanning.today.isoformat()}
        parts.problems.append(Problem("events.in_future", place, "", "left_aside", Severity.WARNING, details))
    return scan if scan.extent is not None else None


def _tables(scanning: Scanning, log: Log, spill: Path | None, parts: Parts) -> Tables:
    """Tables on the engine; on DuckDB, which counts the same of files, where a database does not answer."""
    try:
        return scanning.engine.open(spill)
    except EngineError as error:
        if log.placed is not None or error.problem.rule != "engine.no_answer":
            raise
        instead = replace(error.problem, rule="engine.instead", severity=Severity.WARNING)
        if all(problem.rule != instead.rule for problem in parts.problems):
            parts.problems.append(instead)
        return DuckTables(spill)


def _of_process(problem: Problem, process: str) -> Problem:
    """What an engine says of the tables of one process, said of that process."""
    if problem.place != SETTING:
        return problem
    return replace(problem, place=Place(f"processes/{process}.yaml", 0, "tables"))


def _log(scanning: Scanning, intake: Intake, parts: Parts) -> Log | None:
    """The files of a process, and its tables where the engine is the database that has them."""
    tables = intake.process.tables
    if tables and scanning.register.engine.kind is not EngineKind.POSTGRESQL:
        place = Place(f"processes/{intake.process.key}.yaml")
        parts.problems += [Problem("engine.no_tables", place, table.table) for table in tables]
        tables = ()
    placed = Placed(intake.process, scanning.register.timezone) if tables else None
    if placed is None:
        return intake.log
    return Log(intake.log.buckets if intake.log else (), placed)


def _rows_left(source: SourceReport) -> Problem:
    details = {"rows": source.rejected}
    return Problem("table.rows_left", Place(source.file), "", "", Severity.WARNING, details)


def _calendar(scanning: Scanning, scans: Iterable[Scan]) -> pa.Table:
    """One calendar for every scan, from the first event to today."""
    firsts = [scan.extent.first for scan in scans if scan.extent is not None]
    if not firsts:
        return calendar_table(())
    first = moment(min(firsts)).astimezone(scanning.zone).date() - timedelta(days=2)
    last = scanning.today + timedelta(days=2)
    days = calendar_days(first, last, scanning.zone, scanning.register.calendar, scanning.holidays)
    return calendar_table(days)


def _fill_process(parts: Parts, key: str, scan: Scan) -> None:
    extent = scan.extent
    if extent is None:
        return
    parts.watermark[key] = moment(extent.last)
    parts.first_seen[key] = moment(extent.first)
    parts.events[key] = extent.events
    parts.cases_per_day[key] = scan.cases_per_day()


def _fill_automation(
    parts: Parts, scanning: Scanning, automation: Automation, scan: Scan, scans: Mapping[str, Scan]
) -> None:
    key, go_live = automation.key, automation.go_live
    since = local_midnight(go_live, scanning.zone) if go_live else None
    whole = automation
    people = scanning.people.get(automation.process or "", frozenset())
    automation, wrong = cut(automation, scan, people, scanning.today)
    parts.problems += wrong
    for indicator in automation.indicators:
        if not isinstance(indicator.measure, Score):
            _fill_indicator(parts, automation, indicator, scan, since)
    if since is not None:
        before, after = around(since, scan)
        parts.graphs[key] = graph(scan, before), graph(scan, after)
        parts.touches[key] = touches(scan, before), touches(scan, after)
    parts.reconciliations[key] = tuple(
        _reconciled(rule, automation, scan, scans, since) for rule in automation.watch.reconcile
    )
    for name in whole.segments:
        parts.attribute_coverage[key, name] = scan.coverage(name)
    daily = scan.flow(key)
    if daily:
        last = scan.last_seen(key)
        parts.flows[key] = Flow(last=None if last is None else moment(last), daily=daily)


def _reconciled(
    rule: Reconcile, automation: Automation, scan: Scan, scans: Mapping[str, Scan], since: int | None
) -> Reconciliation:
    elsewhere = rule.match is Match.EMAIL and rule.in_process not in (None, automation.process)
    if elsewhere and rule.in_process not in scans:
        problem = Problem("reconcile.target_empty", Place(f"processes/{rule.in_process}.yaml"), rule.needs)
        return _not_reconciled(rule, problem)
    other = scans[str(rule.in_process)] if elsewhere else None
    return reconcile(rule, Target(scan, other), since)


def _fill_indicator(
    parts: Parts, automation: Automation, indicator: Indicator, scan: Scan, since: int | None
) -> None:
    place = automation.key, indicator.key
    parts.cells[place] = scan.cells(automation, indicator)
    frame = scan.frame(automation, indicator)
    if frame is not None:
        parts.frames[place] = frame
    if automation.go_live is not None:
        received = scan.received(automation, indicator, day_number(automation.go_live))
        if received:
            parts.received[place] = received
    parts.samples[place] = scan.sample(activities_of(indicator.measure), since or 0)


def flow_of_runs(runs: Iterable[Run], zone: ZoneInfo) -> Flow | None:
    """When an automation last ran in production and ended well, and its runs per local day."""
    good = [
        r
        for r in runs
        if r.trigger is Trigger.PRODUCTION and r.status in (RunStatus.SUCCESS, RunStatus.PARTIAL)
    ]
    if not good:
        return None
    days = Counter(day_number(r.started.astimezone(zone).date()) for r in good)
    last = max(r.ended or r.started for r in good)
    return Flow(last=last.astimezone(UTC), daily=dict(sorted(days.items())), source="runs")
