"""Sample ratio: the arms have the sizes that were drawn."""

from collections.abc import Sequence

SAMPLE_RATIO_P = 0.001


def sample_ratio_p(counts: Sequence[int], shares: Sequence[float]) -> float | None:
    """p-value of the arms' sizes being those intended: Pearson's χ² with (arms - 1) degrees of freedom.

    Args:
        counts: units seen in each arm.
        shares: intended share of each arm, all positive, any total.

    Returns:
        None without units or below two arms. Below 0.001 something chose the units besides the draw.
        Source: Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD.
    """
    from scipy.special import chdtrc  # noqa: PLC0415  scipy is slow to import

    total, whole = sum(counts), sum(shares)
    if not total or len(counts) < 2 or min(shares) <= 0:
        return None
    intended = [total * share / whole for share in shares]
    chi_square = sum((seen - due) ** 2 / due for seen, due in zip(counts, intended, strict=True))
    return float(chdtrc(len(counts) - 1, chi_square))
