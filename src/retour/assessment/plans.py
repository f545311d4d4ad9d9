"""What a workspace pays of its plans and that nobody uses, never charged to an automation."""

from collections.abc import Iterator

import numpy as np

from retour.kpi.dossier import Dossier
from retour.kpi.plan_use import PlanUse
from retour.quantity import Comparator, DeclaredRange, Figure, Grade, Unit, Unknown
from retour.worth import Shared
from retour.worth.chance import declared_of


def plan_figures(dossier: Dossier, shared: Shared) -> tuple[Figure, ...]:
    """By tool: what is unused of its plan, and what the plan below would save where it is enough already."""
    uses = dossier.plan_uses or {}
    return tuple(figure for tool, use in uses.items() for figure in _of(tool, use, shared))


def _of(tool: str, use: PlanUse, shared: Shared) -> Iterator[Figure]:
    price, unused = shared.drawn[f"price:{tool}"].sample, use.unused
    value = unused if isinstance(unused, Unknown) else declared_of(price * unused)
    yield _figure(("unused", tool), value, use)
    if use.lower_suffices:
        spared = declared_of(np.maximum(price - shared.drawn[f"lower:{tool}"].sample, 0.0))
        yield _figure(("lower_plan", tool), spared, use)


def _figure(name: tuple[str, str], value: DeclaredRange | Unknown, use: PlanUse) -> Figure:
    kind, tool = name
    first = [f"{key}/worth/input/price:{tool}" for key in use.units][:1]
    shares = [f"{key}/worth/input/subscription_share:{tool}" for key in use.units]
    return Figure(
        key=f"totals/{kind}/{tool}",
        value=value,
        unit=Unit.MONEY_PER_MONTH,
        grade=Grade.E if isinstance(value, Unknown) else Grade.D,
        formula=f"totals.{kind}",
        n=len(use.units),
        comparator=Comparator.NOTHING,
        inputs=(*first, *shares),
    )
