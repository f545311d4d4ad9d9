"""Manual tasks, delay and cost per case, before and after go-live."""

from dataclasses import dataclass

from retour.kpi.dossier import Graph
from retour.quantity import DeclaredRange, Estimate, Grade, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """A level before and after. No causal claim: the comparator is 'before', the grade says so."""

    before: Estimate | DeclaredRange | Unknown
    after: Estimate | DeclaredRange | Unknown
    n_before: int = 0
    n_after: int = 0
    grade: Grade = Grade.E
    not_said: tuple[str, ...] = ()  # running costs that nobody gave: not in the cost after


@dataclass(frozen=True, slots=True, kw_only=True)
class Friction:
    """Friction of one automation's process."""

    manual_tasks: BeforeAfter  # per case
    minutes: BeforeAfter  # human minutes per case
    delays: tuple[tuple[str, BeforeAfter], ...]  # (indicator key, RMST before/after in seconds)
    cost_per_case: BeforeAfter  # money: human minutes by role + tool + AI + failure share
    before: Graph | None = None
    after: Graph | None = None
