"""The dossier: everything the pure core needs about a workspace, frozen. One scan a process fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from retour.events.answer import Answer, Reading
from retour.events.columns import SourceReport
from retour.events.run import Run
from retour.kpi.cells import CaseFrame, Cells
from retour.kpi.kept_scenario import KeptScenario
from retour.kpi.plan_use import PlanUse
from retour.quantity import Place, Problem
from retour.register.automation import Reconcile
from retour.register.workspace import Register

IndicatorKey = tuple[str, str]  # (automation, indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One directly-follows step of the process graph, with its median delay in seconds."""

    source: str
    target: str
    count: int
    median_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One activity of the process graph; `manual` is how many of its events a human did."""

    activity: str
    events: int
    cases: int
    manual: int
    known_actor: int  # events whose kind of actor is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The process graph over the cases that began in a period (before or after go-live)."""

    cases: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """Human work on the cases that began in a period, within a fixed window of their beginning.

    `manual_total` and `manual_square` are Σ and Σ² of manual events per case; `minutes_total` sums the
    recorded or declared human minutes (thousandths); cases whose actors are unknown are in `unknown`.
    """

    cases: int
    manual_total: int
    manual_square: float
    unknown: int = 0
    minutes_total: int | None = None
    minutes_square: float | None = None
    minutes_recorded: bool = False  # True: minutes come from events, False: declared per activity


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCase:
    """A case present at the source and absent at the target past its deadline (or found late)."""

    case: str
    label: str  # what a person recognises it by: e-mail or title when declared, else the case
    at: datetime
    deadline: datetime
    place: Place
    amount: int | None = None
    found_at: datetime | None = None  # not None: late, not lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What one reconcile rule found, after go-live (`due`) and before it (`due_before`).

    `due` counts source cases whose deadline has passed; `lost` lists the newest of `lost_total`.
    """

    rule: Reconcile
    due: int
    lost_total: int
    late_total: int
    lost: tuple[LostCase, ...]
    due_before: int = 0
    lost_before: int = 0
    waiting: int = 0  # deadline not passed yet
    median_delay: float | None = None  # seconds, lost cases counted as never; None: half were never found
    median_delay_before: float | None = None
    past_end: int = 0  # of those, due by the source's own clock, but the target's data end before
    ambiguous: int = 0  # only an older target matches: neither found nor lost
    unmatchable: int = 0  # source cases with nothing to match by (no e-mail): neither found nor lost
    problem: Problem | None = None  # why it could not be computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """When an automation was last seen, and its daily activity (day number -> events or runs)."""

    last: datetime | None
    daily: Mapping[int, int] = field(default_factory=dict)
    source: str = "events"  # events | runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The frozen input of an assessment. Missing keys are *unknown*, never zero.

    `received`: by drawn arm, how many mature cases since go-live really got the automation, and of how many.
    """

    register: Register
    watermark: Mapping[str, datetime] = field(default_factory=dict)  # by process: time of its last event
    first_seen: Mapping[str, datetime] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[IndicatorKey, Cells] = field(default_factory=dict)
    frames: Mapping[IndicatorKey, CaseFrame] = field(default_factory=dict)
    received: Mapping[IndicatorKey, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    cases_per_day: Mapping[str, Mapping[int, int]] = field(default_factory=dict)  # by process
    graphs: Mapping[str, tuple[Graph | None, Graph | None]] = field(default_factory=dict)
    touches: Mapping[str, tuple[Touches | None, Touches | None]] = field(default_factory=dict)
    reconciliations: Mapping[str, tuple[Reconciliation, ...]] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    readings: tuple[Reading, ...] = ()
    attribute_coverage: Mapping[tuple[str, str], float] = field(default_factory=dict)
    samples: Mapping[IndicatorKey, tuple[Place, ...]] = field(default_factory=dict)
    sources: tuple[SourceReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    holidays: frozenset[date] = frozenset()
    scenarios: Mapping[str, KeptScenario | None] = field(default_factory=dict)  # None: a file gives nothing
    plan_uses: Mapping[str, PlanUse] | None = None  # by tool, once they were counted for a day
    digest: str = ""
