"""The methods that people use today, on one series: counterfactual mean over the window, and its error.

Every method takes (past, post steps, season, controls) and says (mean, error, CPU seconds); `error` is half
of its own 95 % interval divided by 1.96, so that 1.96 is the limit that the method itself would use.
"""

import time
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from retour.effect.intervals import student_quantile

Floats = NDArray[np.float64]
Said = tuple[float, float, float]
Method = Callable[[Floats, int, int, Floats | None], Said]

Z95 = 1.959964
NO_SEASON = {1, 52}  # a yearly season of 52 weeks is not fitted on two years


def causal_impact(level_sd: float) -> Method:
    """bsts-causalimpact: local level, season, spike-and-slab controls; 1,000 draws."""

    def said(past: Floats, steps: int, season: int, controls: Floats | None) -> Said:
        from causal_impact import CausalImpact  # noqa: PLC0415  heavy, benches only

        data = np.column_stack([np.append(past, np.zeros(steps)), *([] if controls is None else [controls])])
        options: dict[str, object] = {"prior_level_sd": level_sd, "niter": 1000, "seed": 1}
        if season not in NO_SEASON:
            options |= {"nseasons": season, "season_duration": 1}
        n = len(past)
        began = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = CausalImpact(data, [0, n - 1], [n, n + steps - 1], model_args=options)
            average = found.summary_stats
        spent = time.process_time() - began
        low, high = average["ci_lower"], average["ci_upper"]
        return -average["point_effect_mean"], (high - low) / 2 / Z95, spent

    return said


def local_level(past: Floats, steps: int, season: int, controls: Floats | None) -> Said:
    """Statsmodels UnobservedComponents: local level, season, controls as regressors."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # noqa: PLC0415  heavy

    scale = float(np.std(past)) or 1.0
    seasonal = None if season in NO_SEASON else season
    exog = None if controls is None else controls / (np.std(controls, axis=0) + 1e-12)
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = UnobservedComponents(
            past / scale, level="llevel", seasonal=seasonal, exog=None if exog is None else exog[: len(past)]
        )
        found = model.fit(disp=False)
        ahead = None if exog is None else exog[len(past) :]
        mean = float(np.mean(found.forecast(steps, exog=ahead)))
    error = _window_error(found, steps)
    return mean * scale, error * scale, time.process_time() - began


def _window_error(found: object, steps: int) -> float:
    """Standard error of the mean of the next steps, from the state-space matrices."""
    space = found.filter_results  # type: ignore[attr-defined]
    design, move = space.design[:, :, -1][0], space.transition[:, :, 0]
    shock = space.selection[:, :, 0] @ space.state_cov[:, :, 0] @ space.selection[:, :, 0].T
    carried, row = [], design
    for _ in range(steps):
        carried.append(row)
        row = row @ move
    reach = np.cumsum(carried, axis=0) / steps  # reach[k]: a shock seen by k + 1 steps
    start = space.predicted_state_cov[:, :, -1]
    variance = reach[-1] @ start @ reach[-1] + sum(r @ shock @ r for r in reach[:-1])
    return float(np.sqrt(variance + space.obs_cov[0, 0, 0] / steps))


def before_after(past: Floats, post: Floats) -> Said:
    """Welch before/after: the naive test."""
    began = time.process_time()
    one, two = post.var(ddof=1) / len(post), past.var(ddof=1) / len(past)
    freedom = (one + two) ** 2 / max(
        one**2 / (len(post) - 1) + two**2 / (len(past) - 1), np.finfo(float).tiny
    )
    reach = student_quantile(0.95, max(freedom, 1.0)) / Z95
    return float(past.mean()), float(np.sqrt(one + two) * reach), time.process_time() - began


ANCHORS: dict[str, Method] = {
    "statsmodels": local_level,
    "causalimpact": causal_impact(0.01),
    "causalimpact_sd.1": causal_impact(0.1),
}
