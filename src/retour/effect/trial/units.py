"""Whole units of a drawn rollout: their sums since the start, and what the same units did before."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from retour.effect.intervals import TWO_SIDED_10
from retour.effect.question import Question
from retour.effect.trial.arms import FEW, Arms
from retour.effect.trial.clusters import Clusters, adjusted_difference, difference_of_clusters
from retour.effect.trial.permutation import randomisation
from retour.effect.trial.sample import Floats
from retour.kpi.cells import Cells
from retour.quantity import Estimate, Period

PAST_DAYS = 365  # longest past of a unit that is used
PAST_KNOWN = 0.80  # share of the units that must have one


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A difference between arms of whole units."""

    estimate: Estimate
    error: float
    freedom: float
    method: str
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The drawn units. `both`: how many have cases of both arms; `named`: cases that name their unit."""

    sums: Clusters
    past: float  # share of the units that have cases before go-live
    both: int
    named: int
    cases: int

    @property
    def counts(self) -> tuple[int, int]:
        """Treated units, then the others."""
        treated = int(self.sums.treated.sum())
        return treated, len(self.sums.treated) - treated

    @property
    def few(self) -> bool:
        """Fewer than thirty units: the draw itself is the only safe source of an interval."""
        return sum(self.counts) < FEW

    @property
    def levels(self) -> tuple[float, float]:
        """Mean over the cases of each arm."""
        side, other = self.sums.treated, ~self.sums.treated
        one, two = (float(self.sums.total[s].sum() / self.sums.size[s].sum()) for s in (side, other))
        return one, two

    def compared(self, rng: np.random.Generator) -> Compared | None:
        """Randomisation below thirty units, else the jackknife over units; adjusted where a past is known.

        The choice looks at how many units and pasts there are, never at outcomes after the start.
        """
        return self._by_draws(rng) if self.few else self._by_spread()

    def _by_spread(self) -> Compared | None:
        adjusted = adjusted_difference(self.sums)
        found = adjusted or difference_of_clusters(self.sums)
        if found is None:
            return None
        method = "units-cuped-1" if adjusted else "units-1"
        return Compared(estimate=found.interval(), error=found.error, freedom=found.freedom, method=method)

    def _by_draws(self, rng: np.random.Generator) -> Compared | None:
        with_past = randomisation(self.sums, rng) if self.sums.past_size is not None else None
        found = with_past or randomisation(_without_past(self.sums), rng)
        if found is None or found.estimate.half_width == 0:
            return None
        return Compared(
            estimate=found.estimate,
            error=found.estimate.half_width / TWO_SIDED_10,
            freedom=max(sum(self.counts) - 2.0, 1.0),
            method="draws-past-1" if with_past else "draws-1",
            p=found.p,
        )


def _without_past(sums: Clusters) -> Clusters:
    return Clusters(treated=sums.treated, total=sums.total, size=sums.size)


def units_of(question: Question, arms: Arms) -> Units | None:
    """Sums by unit and arm; None where the cells do not tell units apart or an arm has none.

    A unit with cases of both arms counts in each, as two. The past is that of the 365 days before go-live,
    out of the automation's reach, and is used when four units in five have one.
    """
    sides = ((True, arms.treated), (False, arms.control))
    keys = [(unit, side) for side, cells in sides for unit in _seen(cells)]
    treated = np.array([side for _, side in keys], bool)
    if not keys or not treated.any() or treated.all():
        return None
    now = np.sum([_sums(cells, keys, side) for side, cells in sides], axis=0)
    past = np.sum([_sums(_before(question), keys, side) for side, _ in sides], axis=0)
    known = float((past[1] > 0).mean())
    used = known >= PAST_KNOWN
    return Units(
        sums=Clusters(
            treated=treated,
            total=now[0],
            size=now[1],
            past_total=past[0] if used else None,
            past_size=past[1] if used else None,
        ),
        past=known,
        both=len(keys) - len({unit for unit, _ in keys}),
        named=int(now[1].sum()),
        cases=sum(m.n for m in arms.moments),
    )


def _seen(cells: Cells) -> list[str]:
    """Units with a case of known outcome, in order."""
    return sorted({unit for unit, n in zip(cells.unit, cells.n, strict=False) if unit and n})


def _before(question: Question) -> Cells:
    cells = question.cells
    assert cells is not None  # noqa: S101  narrowed by the caller
    end = question.go_live - timedelta(days=question.transition_days)
    return cells.within(Period(max(end - timedelta(days=PAST_DAYS), date.min), end))


def _sums(cells: Cells, keys: list[tuple[str, bool]], side: bool) -> Floats:  # noqa: FBT001  half of a key
    """Σ of the values in the indicator's unit and cases, of each key of one side, (2, keys)."""
    places = {unit: i for i, (unit, of) in enumerate(keys) if of is side}
    place = np.array([places.get(unit, len(keys)) for unit in cells.unit], np.int64)
    if not len(place):
        return np.zeros((2, len(keys)))
    columns = (cells.total / cells.scale, cells.n)
    return np.stack([np.bincount(place, column, len(keys) + 1)[:-1] for column in columns])
