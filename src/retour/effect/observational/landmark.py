"""Landmark comparison: treated and untreated cases, among those still open when treatment can no longer come.

Comparing every treated case with every untreated one credits the treatment with having waited for it
(immortal time). Source: Anderson, Cain & Gelber (1983), Journal of Clinical Oncology 1, 710-719.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from retour.effect.intervals import Group
from retour.kpi.cells import CaseFrame, CaseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """Cases and outcomes: `naive_*` among all exposed cases, the others among cases open at the landmark."""

    treated: Group
    untreated: Group
    naive_treated: Group
    naive_untreated: Group

    @property
    def open(self) -> int:
        """Cases still open at the landmark."""
        return self.treated.n + self.untreated.n

    @property
    def closed_early(self) -> int:
        """Exposed cases that reached the outcome before the landmark."""
        return self.naive_treated.n + self.naive_untreated.n - self.open


def landmark(frame: CaseFrame, *, after_s: int, by_s: int, outcome_by_s: int) -> Landmark:
    """Compare cases treated in [after_s, by_s) with the others, seconds from the case's anchor.

    Exposed: not reached by `after_s` and observed until `outcome_by_s`. Landmark: not reached by `by_s`
    either. Outcome: reached by `outcome_by_s`.
    """
    exposed = [r for r in frame.rows if r.observed_for >= outcome_by_s and not _reached(r, after_s)]
    waiting = [r for r in exposed if not _reached(r, by_s)]

    def treated(row: CaseRow) -> bool:
        return row.treated_at is not None and after_s <= row.treated_at < by_s

    return Landmark(
        treated=_group(waiting, outcome_by_s, treated),
        untreated=_group(waiting, outcome_by_s, lambda row: not treated(row)),
        naive_treated=_group(exposed, outcome_by_s, treated),
        naive_untreated=_group(exposed, outcome_by_s, lambda row: not treated(row)),
    )


def _reached(row: CaseRow, by: int) -> bool:
    return row.reached_at is not None and row.reached_at <= by


def _group(rows: Iterable[CaseRow], by: int, test: Callable[[CaseRow], bool]) -> Group:
    chosen = [r for r in rows if test(r)]
    return Group(sum(_reached(r, by) for r in chosen), len(chosen))
