"""The example firm: where its folder is, and the day that it was written for."""

from datetime import date
from pathlib import Path

EXAMPLE = Path(__file__).parents[3] / "examples" / "firm"
EXAMPLE_DAY = date(2026, 11, 23)
