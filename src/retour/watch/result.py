"""What watching found: silence, lost cases, and how the runs ended."""

from dataclasses import dataclass
from datetime import datetime

from retour.kpi.dossier import Reconciliation
from retour.quantity import Estimate, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """An automation that has not been seen for longer than its own past says it should.

    `expected` is how many events its past would have brought since `since`; `silent` None: cannot tell.
    """

    since: datetime | None
    silent: bool | None
    quiet_days: float | None = None
    longest_past_gap_days: float | None = None
    expected: float | None = None
    seen: int = 0
    source: str = "events"
    reason: str = ""  # why `silent` is None: not_live | no_flow | no_clock | too_few_events | short_history


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHealth:
    """How production runs ended in the last 90 days; retries and error handlers never count as success."""

    runs: int
    success: Estimate | Unknown
    failed: int
    partial: int
    ignored_items: int
    retried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All that watching found about one automation."""

    silence: Silence
    reconciliations: tuple[Reconciliation, ...]
    health: RunHealth | None
    lost_total: int | None  # None: no rule declared, so nobody knows
    completeness: Estimate | Unknown
