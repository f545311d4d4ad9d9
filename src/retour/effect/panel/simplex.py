"""Weights that are positive and add up to one: least squares over the simplex, solved exactly."""

import numpy as np

from retour.effect.panel.panel import Floats

TOLERANCE = 1e-10  # of the gradient, relative to the size of the problem


def simplex_weights(columns: Floats, target: Floats, *, ridge: float = 0.0) -> Floats:
    """The weights w ≥ 0, Σw = 1 that minimise ‖columns · w - target‖² + ridge · ‖w‖², (columns,).

    An active-set method: weights enter one at a time by the steepest descent, and the equality-constrained
    problem on those inside is solved exactly; it ends at the optimum after finitely many steps.

    Args:
        columns: (rows, columns), one column a weight.
        target: (rows,).
        ridge: penalty on the size of the weights, in the unit of the squared target.

    Source: Lawson & Hanson (1974), Solving Least Squares Problems, ch. 23, with the sum held at one.
    """
    gap = columns - target[:, None]  # the weights add up to one, so the target is inside
    gram = gap.T @ gap
    gram[np.diag_indices_from(gram)] += ridge
    scale = float(np.trace(gram)) / len(gram) or 1.0
    weights = np.zeros(len(gram))
    inside = [int(np.argmin(np.diag(gram)))]
    weights[inside] = 1.0
    left = 10 * len(gram)  # steps, should rounding make a weight enter and leave for ever
    while left and (entering := _steepest(gram @ weights, inside, TOLERANCE * scale)) is not None:
        inside.append(entering)
        weights = _settled(gram, weights, inside)
        left -= 1
    return weights


def _steepest(slope: Floats, inside: list[int], least: float) -> int | None:
    """The weight outside whose growth lowers the loss most; None at the optimum."""
    entering = int(np.argmin(slope))
    flat = slope[entering] >= slope[inside].min() - least
    return None if flat or entering in inside else entering


def _settled(gram: Floats, weights: Floats, inside: list[int]) -> Floats:
    """The optimum on the columns `inside`, dropping those that reach zero on the way; changes `inside`."""
    while True:
        wanted = _balanced(gram[np.ix_(inside, inside)])
        if (wanted > 0).all():
            out = np.zeros(len(gram))
            out[inside] = wanted
            return out
        now = weights[inside]
        falling = wanted <= 0
        ratio = np.where(falling, now / np.where(falling, now - wanted, 1.0), np.inf)
        moved = now + min(1.0, ratio.min()) * (wanted - now)
        moved[int(np.argmin(ratio))] = 0.0
        weights = np.zeros(len(gram))
        weights[inside] = np.maximum(moved, 0.0)
        inside[:] = [i for i, w in zip(inside, weights[inside], strict=True) if w > 0]


def _balanced(gram: Floats) -> Floats:
    """The minimum of w'Gw with Σw = 1, whatever the signs: G⁻¹1 scaled, least norm where G is singular."""
    ones: Floats = np.ones(len(gram))
    try:
        solved: Floats = np.linalg.solve(gram, ones).astype(np.float64)
    except np.linalg.LinAlgError:
        solved = np.zeros(len(gram))
    total = float(solved.sum())
    return solved / total if np.isfinite(total) and total > 0 else _least_norm(gram, ones)


def _least_norm(gram: Floats, ones: Floats) -> Floats:
    scale = float(np.trace(gram)) / len(gram) or 1.0
    bordered = np.block([[gram / scale, ones[:, None]], [ones[None], np.zeros((1, 1))]])
    found: Floats = np.linalg.lstsq(bordered, np.append(np.zeros(len(gram)), 1.0), rcond=None)[0][:-1]
    return found
