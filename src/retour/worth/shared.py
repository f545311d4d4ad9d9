"""Inputs that a whole workspace shares: hourly costs, tool prices, the share of freed time that is used.

Two automations priced by the same role are wrong together: drawn once, their sum says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from retour.quantity import DeclaredRange
from retour.register.workspace import Register
from retour.register.worth_lines import Use
from retour.worth.bins import Bins, bins_by_rank
from retour.worth.chance import Drawn, ranked_pert
from retour.worth.sharing import Sharing

DRAWS = 4000
REALISATION = {
    Use.AVOIDED: DeclaredRange(0.7, 0.9, 1.0),
    Use.REDEPLOYED: DeclaredRange(0.4, 0.6, 0.9),
    Use.ABSORBED: DeclaredRange(0.05, 0.2, 0.5),
    Use.UNKNOWN: DeclaredRange(0.25, 0.5, 0.9),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is drawn by code (`rate:<role>`, `price:<tool>`, `realisation:<use>`…), `size` draws each.

    `binned`: the same draws in bins; `sharing`: who saves the same minutes, read once (None: each automation
    reads it).
    """

    size: int = DRAWS
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    binned: Mapping[str, Bins] = field(default_factory=dict)
    sharing: Sharing | None = None


def shared_of(register: Register, stream: Callable[[str], np.random.Generator], size: int = DRAWS) -> Shared:
    """Draw what automations share, once.

    Args:
        register: roles and tools.
        stream: a source of chance by code, so that a new role changes no other draw.
        size: Monte Carlo draws.
    """
    ranges = {f"rate:{role.key}": role.hourly_cost for role in register.roles}
    ranges |= {f"price:{tool.key}": tool.per_month for tool in register.tools if tool.per_month}
    ranges |= {f"lower:{t.key}": t.plan.lower.price for t in register.tools if t.plan and t.plan.lower}
    ranges |= {f"exchange:{rate.currency}": rate.value for rate in register.exchange}
    ranges |= {f"realisation:{use}": share for use, share in REALISATION.items()}
    found = {code: ranked_pert(said, stream(code), size) for code, said in ranges.items()}
    return Shared(
        size=size,
        drawn=found,
        binned={code: bins_by_rank(each.ranks) for code, each in found.items() if each.ranks is not None},
        sharing=Sharing.of(register),
    )
