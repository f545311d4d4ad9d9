"""Guardrails: not worse by more than was declared tolerable. "No significant harm" is not a pass."""

from retour.quantity import Better, Estimate


def worst_case(effect: Estimate, better: Better) -> float:
    """How much worse the indicator may have become: the bad end of the interval, positive is harm.

    The end of a 90 % interval is a one-sided 95 % bound.
    """
    return -effect.low if better is Better.HIGHER else effect.high


def not_inferior(effect: Estimate, better: Better, margin: float) -> bool:
    """True when even the bad end of the interval is inside the margin, in the indicator's unit.

    Source: Piaggio et al. (2012), CONSORT extension for non-inferiority trials, JAMA 308, 2594-2604.
    """
    return worst_case(effect, better) < abs(margin)
