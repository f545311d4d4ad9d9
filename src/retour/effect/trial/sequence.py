"""Confidence sequence: an interval that may be looked at every day and still holds."""

import math

TUNED_DAYS = 90  # where the sequence is narrowest


def reach(ratio: float, level: float) -> float:
    """Standard errors on each side when `ratio` = cases so far ÷ the cases the sequence is tuned to.

    Robbins' normal mixture, √(2 (tρ² + 1) / (tρ²) × ln(√(tρ² + 1) / α)), with ρ² = c / n*,
    c = -2 ln α + ln(1 - 2 ln α): narrowest around n*. It holds for every t at once where the
    standardised sum is near a Brownian motion: from the start of the sequence on, not before.

    Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Time-uniform central limit theory and
    asymptotic confidence sequences, Annals of Statistics 52, 2613-2640; Robbins (1970).
    """
    alpha = 1 - level
    c = -2 * math.log(alpha) + math.log(1 - 2 * math.log(alpha))
    mixed = ratio * c
    return math.sqrt(2 * (mixed + 1) / mixed * math.log(math.sqrt(mixed + 1) / alpha))
