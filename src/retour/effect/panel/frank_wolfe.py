"""Frank-Wolfe weights on the simplex, stopped where the authors of the synthetic difference stop.

Their published figures come from an unfinished descent, so only the same descent gives the same digits;
`simplex_weights` gives the optimum that it approaches. The slopes are kept instead of the weights, scaled,
so that a step costs one vector addition.

Sources: Jaggi (2013), Proceedings of ICML 28, 427-435, exact line search; Arkhangelsky, Athey, Hirshberg,
Imbens & Wager (2021), American Economic Review 111, 4088-4118, supplement: a hundred steps, weights below a
quarter of the largest set to zero, then up to ten thousand steps.
"""

import numpy as np

from retour.effect.panel.panel import Floats

FIRST_STEPS = 100
STEPS = 10_000


def frank_wolfe_weights(columns: Floats, target: Floats, *, ridge: float = 0.0, least: float) -> Floats:
    """Weights w ≥ 0, Σw = 1 on the way to the minimum of ‖columns · w - target‖² + ridge · ‖w‖².

    Args:
        columns: (rows, columns).
        target: (rows,).
        ridge: penalty, in the unit of the squared target.
        least: the descent ends when a step lowers the mean over the rows by this or less.
    """
    gap = columns - target[:, None]
    gram = gap.T @ gap
    gram[np.diag_indices_from(gram)] += ridge
    even = np.full(len(gram), 1 / len(gram))
    rough = _descent(gram, even, len(gap) * least, FIRST_STEPS)
    rough[rough <= rough.max() / 4] = 0.0
    return _descent(gram, rough / rough.sum(), len(gap) * least, STEPS)


def _descent(gram: Floats, start: Floats, least: float, steps: int) -> Floats:
    """Steps towards the steepest vertex, each as long as lowers the objective most."""
    from scipy.linalg.blas import daxpy  # noqa: PLC0415  scipy is slow to import

    rows, own, size = list(gram), gram.diagonal().tolist(), len(gram)
    slope = gram @ start  # of the weights, divided by `scale`, as are `moves`
    steepest, at = slope.argmin, slope.item
    level, scale = float(start @ slope), 1.0
    vertices, moves = [], []
    for step in range(steps):
        vertex = steepest()
        here = scale * at(vertex)
        rise = level - here
        curve = rise - here + own[vertex]
        if not 0 < rise < curve:
            if 0 < curve <= rise:
                scale, vertices, moves = 1.0, [vertex], [1.0]
                start, slope[:] = np.zeros(size), rows[vertex]
                level = own[vertex]
                continue
            break
        length = rise / curve
        scale *= 1 - length
        move = length / scale
        daxpy(rows[vertex], slope, size, move)
        vertices.append(vertex)
        moves.append(move)
        fall = length * rise
        level -= fall
        if step and fall <= least:
            break
    weights: Floats = scale * (start + np.bincount(vertices, weights=moves, minlength=size))
    return weights
