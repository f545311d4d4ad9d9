"""What watching finds in a batch audit: silence, lost cases, how the runs ended."""

from collections.abc import Sequence
from datetime import date

from retour.kpi.dossier import Dossier, Reconciliation
from retour.quantity import Estimate, Unknown
from retour.register.automation import Automation
from retour.watch.health import health_of
from retour.watch.result import Watched
from retour.watch.silence import silence_of
from retour.watch.wilson import wilson


def watched_of(automation: Automation, dossier: Dossier, *, today: date) -> Watched:
    """All that watching found about one automation on a day."""
    found = dossier.reconciliations.get(automation.key, ())
    return Watched(
        silence=silence_of(automation, dossier, today=today),
        reconciliations=tuple(found),
        health=health_of(dossier.runs.get(automation.key, ()), today=today),
        lost_total=lost_total(found),
        completeness=completeness(found),
    )


def lost_total(found: Sequence[Reconciliation]) -> int | None:
    """Cases lost after go-live; None when no rule could tell. One case lost by two rules is lost once."""
    told = [r for r in found if r.problem is None]
    if not told:
        return None
    named = [{c.case for c in r.lost if c.found_at is None} for r in told]
    if all(len(cases) == r.lost_total for cases, r in zip(named, told, strict=True)):
        return len(set().union(*named))
    return sum(r.lost_total for r in told)


def completeness(found: Sequence[Reconciliation]) -> Estimate | Unknown:
    """Share of the due cases that arrived, late ones included, with Wilson's interval at 90 %."""
    told = [r for r in found if r.problem is None]
    if not told:
        return Unknown("reconcile_problem" if found else "no_rule")
    due = sum(r.due for r in told)
    lost = sum(r.lost_total for r in told)
    return wilson(due - lost, due) if due else Unknown("nothing_due")
