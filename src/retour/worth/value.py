"""What draws of a monthly net are worth: NPV, payback, what drives it, and what knowing more would bring.

All of `spec/worth.md`, Formulas. Money in the workspace's currency.
"""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from retour.worth.bins import BINS, Bins, bins_of
from retour.worth.chance import ENDS, TORNADO, Ends, mean_of
from retour.worth.quantiles import quantiles_of, values_at
from retour.worth.result import Draws, Driver, Information

DISCOUNT = 0.10  # a year
LIFE_MONTHS = 24
CONTROLLABLE = ("failures", "upkeep", "supervision")
DOTS = 50
PLACES = tuple((dot + 0.5) / DOTS for dot in range(DOTS))
FIRST, LAST = (PLACES.index(end) for end in ENDS)


@cache
def annuity(months: int = LIFE_MONTHS, discount: float = DISCOUNT) -> float:
    """Present value of 1 a month for `months` months: sum of (1 + i)^(-t/12), t = 1..months."""
    return float(sum((1 + discount) ** (-t / 12) for t in range(1, months + 1)))


def net_present_value(
    net: Draws, build: Draws, months: int = LIFE_MONTHS, discount: float = DISCOUNT
) -> Draws:
    """-C0 plus the discounted monthly nets; shape (draws,)."""
    return np.asarray(annuity(months, discount) * net - build)


def months_to_repay(net: Draws, build: Draws, life: int = LIFE_MONTHS) -> Draws:
    """Months until the nets repay the build, shape (draws,); infinite where they never do within the life."""
    with np.errstate(divide="ignore", invalid="ignore"):
        months = np.where(net > 0, build / net, np.inf)
    return np.where(months <= life, months, np.inf)


def never_repaid(months: Draws) -> float:
    """Share of the draws that never repay the build within the life."""
    return float(np.isinf(months).sum()) / len(months)


def payback(months: Draws) -> tuple[float, float, float] | None:
    """Months to repay: the median, between 5 and 95 % of the draws that repay; None where half never do."""
    middle, repaid = len(months) // 2, months[np.isfinite(months)]
    last = len(repaid) - 1
    if middle > last:
        return None
    low, high, median = values_at(repaid, (*(last * level for level in ENDS), float(middle)))
    return min(low, median), median, max(high, median)


def perfect_information(utility: Draws) -> float:
    """EVPI of a choice between taking a utility and zero: E[max(U, 0)] - max(E[U], 0)."""
    return max(mean_of(np.maximum(utility, 0)) - max(mean_of(utility), 0.0), 0.0)


def information_of(utility: Draws, known: Mapping[str, Bins]) -> tuple[Information, ...]:
    """What each input tells of the utility of a choice, the one worth most to know first.

    Args:
        utility: shape (draws,).
        known: the draws of each input in bins, by code; a constant, which has one bin, tells nothing.
    """
    told = {code: bins for code, bins in known.items() if len(bins.counts) > 1}
    draws, spread = len(utility), float(utility.var())
    sums, counts = np.zeros((2, len(told), max((len(bins.counts) for bins in told.values()), default=0)))
    for total, count, bins in zip(sums, counts, told.values(), strict=True):
        total[: len(bins.counts)], count[: len(bins.counts)] = bins.sums(utility), bins.counts
    means, weights = sums / np.maximum(counts, 1), counts / draws
    middle = sums.sum(axis=1, keepdims=True) / draws
    between = (weights * (means - middle) ** 2).sum(axis=1)
    noise = ((counts > 0).sum(axis=1) - 1) / draws * spread  # what bins of pure chance would show
    explained = np.clip((between - noise) / spread, 0.0, 1.0) if spread else np.zeros(len(told))
    found = [
        Information(code=code, means=tuple(mean[:n]), weights=tuple(weight[:n]), explained=share)
        for code, mean, weight, share, n in zip(
            told,
            means.tolist(),
            weights.tolist(),
            explained.tolist(),
            (len(bins.counts) for bins in told.values()),
            strict=True,
        )
    ]
    choosing, mean = ((weights * each).sum(axis=1) for each in (np.maximum(means, 0), means))
    perfect = np.maximum(choosing - np.maximum(mean, 0), 0)
    return tuple(found[turn] for turn in np.argsort(-perfect, kind="stable").tolist())


def partial_information(utility: Draws, known: Draws, bins: int = BINS) -> float:
    """EVPPI of one input: the utility's mean in bins of its draws of about equal count, then as EVPI."""
    (told,) = information_of(utility, {"": bins_of(known, bins)})
    return told.perfect


def drivers_of(
    inputs: Mapping[str, Draws],
    net: Callable[[Mapping[str, Draws]], Draws],
    tornado: Mapping[str, tuple[float, ...]] | None = None,
) -> tuple[Driver, ...]:
    """The tornado: the net at one input's P10 and P90, the others at their medians; widest first.

    Args:
        inputs: draws by code.
        net: from inputs of shape (k,) to nets of shape (k,), asked once for every end of every input.
        tornado: their quantiles at `TORNADO`, of those that are known without a search.
    """
    said = tornado or {}
    known = {code: said.get(code) or quantiles_of(sample, TORNADO) for code, sample in inputs.items()}
    moved = [code for code, (low, _, high) in known.items() if low < high]
    medians = np.array([median for _, median, _ in known.values()])
    points = np.repeat(medians[:, None], 2 * len(moved), axis=1)
    at = dict(zip(known, points, strict=True))
    for turn, code in enumerate(moved):
        at[code][2 * turn : 2 * turn + 2] = known[code][0], known[code][2]
    ends = net(at).reshape(-1, 2).tolist() if moved else []
    found = [
        Driver(code=code, at_low=low, at_high=high, controllable=code.split("#")[0] in CONTROLLABLE)
        for code, (low, high) in zip(moved, ends, strict=True)
    ]
    return tuple(sorted(found, key=lambda d: -abs(d.at_high - d.at_low)))


def dots_of(net: Draws) -> tuple[float, ...]:
    """Fifty quantiles of the net: each stands for 2 chances in 100."""
    return quantiles_of(net, PLACES)


def ends_of(dots: tuple[float, ...]) -> Ends:
    """The ends of the interval that is shown: two of the dots."""
    return dots[FIRST], dots[LAST]
