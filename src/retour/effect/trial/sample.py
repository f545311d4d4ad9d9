"""Sufficient statistics of one arm that add: a million rows become a dozen numbers, in SQL or here.

The unit of observation is what was drawn (a case, a client, a team); a column is one number a unit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PIECE = 16_384  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Units of one arm: `mean` (columns,), `cross` (columns, columns) the centred sums of products."""

    n: int
    mean: Floats
    cross: Floats

    def __add__(self, other: "Sample") -> "Sample":
        """Both together. Source: Chan, Golub & LeVeque (1983), The American Statistician 37, 242-247."""
        n = self.n + other.n
        if not n:
            return self
        gap = other.mean - self.mean
        return Sample(
            n=n,
            mean=self.mean + gap * (other.n / n),
            cross=self.cross + other.cross + np.outer(gap, gap) * (self.n * other.n / n),
        )

    @property
    def covariance(self) -> Floats | None:
        """Unbiased covariance of the columns, (columns, columns); None below two units (never 0)."""
        return self.cross / (self.n - 1) if self.n > 1 else None


def sample_of_sums(n: int, sums: Floats, products: Floats) -> Sample:
    """From Σv (columns,) and Σv·vᵀ (columns, columns), as a grouped query gives them."""
    mean = sums / n if n else np.zeros_like(sums)
    return Sample(n=n, mean=mean, cross=products - n * np.outer(mean, mean))


def samples_of(arm: NDArray[np.integer], columns: tuple[Floats, ...], *, arms: int = 2) -> tuple[Sample, ...]:
    """One sample an arm, from rows: one pass, in pieces that stay in the processor's cache.

    Args:
        arm: 0 to arms - 1 for every row, (rows,).
        columns: one array of shape (rows,) each.
        arms: how many arms there are.
    """
    near = np.array([column[:PIECE].mean() for column in columns])  # so that a large mean eats no digit
    width = len(columns) + 1
    held, products = np.ones((arms * width, PIECE)), np.zeros((arms * width, width))
    for first in range(0, len(arm), PIECE):
        rows = slice(first, first + PIECE)
        piece = held[:, : len(arm[rows])]
        for i, column in enumerate(columns):
            np.subtract(column[rows], near[i], out=piece[i + 1])
        for one in range(1, arms):
            np.multiply(piece[:width], arm[rows] == one, out=piece[one * width : (one + 1) * width])
        products += piece @ piece[:width].T
    everyone, *others = np.split(products, arms)
    return tuple(_shifted(table, near) for table in (everyone - sum(others), *others))


def _shifted(table: Floats, near: Floats) -> Sample:
    """From Σ(1, v - near)(1, v - near)ᵀ, (1 + columns, 1 + columns)."""
    sample = sample_of_sums(round(float(table[0, 0])), table[0, 1:], table[1:, 1:])
    return Sample(n=sample.n, mean=sample.mean + near, cross=sample.cross)
