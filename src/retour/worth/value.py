"""What draws of a monthly net are worth: NPV, payback, what drives it, and what knowing more would bring.

All of `spec/worth.md`, Formulas. Money in the workspace's currency.
"""

from collections.abc import Callable, Mapping

import numpy as np

from retour.worth.result import Draws, Driver

DISCOUNT = 0.10  # a year
LIFE_MONTHS = 24
CONTROLLABLE = ("failures", "upkeep", "supervision")
BINS = 20
DOTS = 50


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
    return float(np.isinf(months).mean())


def payback(net: Draws, build: Draws) -> float | None:
    """Median months until the nets repay the build; None when at least half never do within the life."""
    months = months_to_repay(net, build)
    middle = float(np.partition(months, len(months) // 2)[len(months) // 2])
    return middle if np.isfinite(middle) else None


def perfect_information(utility: Draws) -> float:
    """EVPI of a choice between taking a utility and zero: E[max(U, 0)] - max(E[U], 0)."""
    return max(float(np.maximum(utility, 0).mean()) - max(float(utility.mean()), 0.0), 0.0)


def partial_information(utility: Draws, known: Draws, bins: int = BINS) -> float:
    """EVPPI of one input: the utility's mean in bins of equal count of the input's draws, then as EVPI."""
    order = np.argsort(known, kind="stable")
    means = np.array([part.mean() for part in np.array_split(utility[order], bins)])
    sizes = np.array([len(part) for part in np.array_split(order, bins)])
    informed = float((np.maximum(means, 0) * sizes).sum() / sizes.sum())
    return max(informed - max(float(utility.mean()), 0.0), 0.0)


def drivers_of(
    inputs: Mapping[str, Draws], net: Callable[[Mapping[str, Draws]], float]
) -> tuple[Driver, ...]:
    """The tornado: the net at one input's P10 and P90, the others at their medians; widest first."""
    middle = {code: np.median(sample, keepdims=True) for code, sample in inputs.items()}
    found = []
    for code, sample in inputs.items():
        low, high = np.quantile(sample, [0.1, 0.9])
        if low < high:
            found.append(
                Driver(
                    code=code,
                    at_low=net(middle | {code: np.array([low])}),
                    at_high=net(middle | {code: np.array([high])}),
                    controllable=code.split("#")[0] in CONTROLLABLE,
                )
            )
    return tuple(sorted(found, key=lambda d: -abs(d.at_high - d.at_low)))


def dots_of(net: Draws) -> tuple[float, ...]:
    """Fifty quantiles of the net: each stands for 2 chances in 100."""
    return tuple(float(q) for q in np.quantile(net, (np.arange(DOTS) + 0.5) / DOTS))
