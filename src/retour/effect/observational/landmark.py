"""Landmark comparison: treated and untreated cases, among those still open when treatment can no longer come.

Comparing every treated case with every untreated one credits the treatment with having waited for it
(immortal time). Source: Anderson, Cain & Gelber (1983), Journal of Clinical Oncology 1, 710-719.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.intervals import Group
from retour.kpi.cells import CaseFrame, CaseRow

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """Cases and outcomes: `naive_*` among all exposed cases, the others among cases open at the landmark.

    `rows` are those open cases; `got` and `reached` mark the treated ones and the successes, (cases,).
    `closed` are the exposed cases that closed before the landmark, `closed_got` marks their treated ones.
    """

    treated: Group
    untreated: Group
    naive_treated: Group
    naive_untreated: Group
    rows: tuple[CaseRow, ...]
    got: Mask
    reached: Mask
    closed: tuple[CaseRow, ...]
    closed_got: Mask

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
    waiting = tuple(r for r in exposed if not _reached(r, by_s))
    closed = tuple(r for r in exposed if _reached(r, by_s))
    naive_got, naive_reached = _marks(exposed, (after_s, by_s), outcome_by_s)
    got, reached = _marks(waiting, (after_s, by_s), outcome_by_s)
    return Landmark(
        treated=_group(reached[got]),
        untreated=_group(reached[~got]),
        naive_treated=_group(naive_reached[naive_got]),
        naive_untreated=_group(naive_reached[~naive_got]),
        rows=waiting,
        got=got,
        reached=reached,
        closed=closed,
        closed_got=_marks(closed, (after_s, by_s), outcome_by_s)[0],
    )


def _reached(row: CaseRow, by: int) -> bool:
    return row.reached_at is not None and row.reached_at <= by


def _marks(rows: Sequence[CaseRow], window: tuple[int, int], by: int) -> tuple[Mask, Mask]:
    """Which cases were treated in the window, and which reached the outcome in time."""
    first, last = window
    got = [row.treated_at is not None and first <= row.treated_at < last for row in rows]
    return np.array(got, dtype=np.bool_), np.array([_reached(row, by) for row in rows], dtype=np.bool_)


def _group(reached: Mask) -> Group:
    return Group(int(reached.sum()), len(reached))
