"""Which automations are key: those somebody flagged, else those that make 80 % of worth or of risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retour.assessment.result import Sheet
from retour.quantity import DeclaredRange, Estimate
from retour.register.automation import Status

MOST = 0.80  # of a total


class Because(StrEnum):
    """Why an automation is a key one."""

    FLAGGED = "flagged"  # somebody said so
    WORTH = "worth"  # it is among the few that make 80 % of the net worth of those that bring any
    LOST = "lost"  # ... of the lost cases
    FAILURES = "failures"  # ... of the failed runs of the last 90 days


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One reason, and the automation's own share of the total (None when somebody flagged it)."""

    because: Because
    share: float | None = None


def key_automations(sheets: Sequence[Sheet]) -> dict[str, tuple[Share, ...]]:
    """The key automations and why; computed only when nobody flagged any. Empty when nothing is known."""
    live = [s for s in sheets if s.automation.status is Status.LIVE]
    flagged = [s.automation.key for s in live if s.automation.key_automation]
    if flagged:
        return {key: (Share(because=Because.FLAGGED),) for key in flagged}
    amounts = {
        Because.WORTH: {s.automation.key: _worth(s) for s in live},
        Because.LOST: {s.automation.key: float(s.watched.lost_total or 0) for s in live},
        Because.FAILURES: {s.automation.key: _failures(s) for s in live},
    }
    found: dict[str, tuple[Share, ...]] = {}
    for because, amount in amounts.items():
        for key, share in _most_of(amount).items():
            found[key] = (*found.get(key, ()), Share(because=because, share=share))
    return found


def _worth(sheet: Sheet) -> float:
    net = sheet.worth.net
    match net:
        case Estimate(value=value) | DeclaredRange(mode=value):
            return max(value, 0.0)
        case _:
            return 0.0


def _failures(sheet: Sheet) -> float:
    health = sheet.watched.health
    return float(health.failed + health.partial) if health else 0.0


def _most_of(amounts: Mapping[str, float]) -> dict[str, float]:
    """The fewest that make 80 % of the total, largest first, each with its share; equals by their key."""
    total = sum(amounts.values())
    chosen: dict[str, float] = {}
    for key, amount in sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0])):
        if amount <= 0 or sum(chosen.values()) >= MOST - 1e-9:
            break
        chosen[key] = amount / total
    return chosen
