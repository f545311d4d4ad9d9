"""Chance, delays and the shapes of cells: what the processes of the simulated firm share."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

FIRST = date(2024, 11, 4)
LAST = date(2026, 11, 22)
HOUR = 3600.0
DAY = 24 * HOUR

Row = Sequence[str]
Table = tuple[str, list[str], list[Row], str, str]  # path, header, rows, separator, encoding


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A delay in seconds with this mean; `spread` is the standard deviation of its logarithm."""

    mean: float
    spread: float

    def draw(self, rng: np.random.Generator) -> float:
        """One delay, in seconds."""
        return math.exp(self._mu + self.spread * float(rng.standard_normal()))

    @property
    def _mu(self) -> float:
        return math.log(self.mean) - self.spread**2 / 2

    def restricted(self, horizon: float) -> float:
        """E[min(delay, horizon)] in seconds (closed form of the log-normal limited expected value)."""
        z = (math.log(horizon) - self._mu) / self.spread
        return self.mean * _phi(z - self.spread) + horizon * (1 - _phi(z))


def _phi(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


class Firm:
    """Chance, and the two or three habits that all the processes share."""

    def __init__(self, seed: int, stream: int) -> None:
        """Each process has its own stream: changing one leaves the others' bytes alone."""
        self.rng = np.random.default_rng([seed, stream])

    def arrivals(self, per_month: float, first: date = FIRST, last: date = LAST) -> list[datetime]:
        """Moments in office hours: busy on weekdays, quiet at weekends and in August."""
        found: list[datetime] = []
        for day in (first + timedelta(days=i) for i in range((last - first).days + 1)):
            weight = (1.32, 1.34, 1.34, 1.32, 1.24, 0.26, 0.18)[day.weekday()]
            season = 0.75 if day.month == 8 else 1.02
            count = int(self.rng.poisson(per_month / 30.44 * weight * season))
            seconds = sorted(int(s) for s in self.rng.integers(8 * 3600, 19 * 3600, count))
            found += [datetime.combine(day, datetime.min.time()) + timedelta(seconds=s) for s in seconds]
        return found

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return bool(self.rng.random() < probability)

    def between(self, low: float, high: float) -> timedelta:
        """A uniform span of `low` to `high` days, to the second."""
        return seconds_of((low + (high - low) * self.rng.random()) * DAY)

    def pick(self, values: Sequence[str]) -> str:
        """One of the values, all as likely."""
        return values[int(self.rng.integers(len(values)))]


def seconds_of(seconds: float) -> timedelta:
    """A span of whole seconds, at least one."""
    return timedelta(seconds=max(1, round(seconds)))


def french(moment: datetime | None) -> str:
    """As Google Forms writes it in a French account."""
    return moment.strftime("%d/%m/%Y %H:%M:%S") if moment else ""


def iso(moment: datetime | None) -> str:
    """As Pipedrive writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def euros(amount: float) -> str:
    """1240.5 -> `1 240,50`, a no-break space in the thousands."""
    return f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")


def until_end(moment: datetime) -> bool:
    """False for what the exports of the last day cannot show yet."""
    return moment.date() <= LAST


def if_seen(moment: datetime | None) -> datetime | None:
    """The moment, or nothing when the export was made before it."""
    return moment if moment and until_end(moment) else None


GIVEN = (
    "camille",
    "louis",
    "sarah",
    "hugo",
    "ines",
    "paul",
    "lea",
    "karim",
    "jeanne",
    "tom",
    "nadia",
    "yann",
)
FAMILY = (
    "durand",
    "moreau",
    "petit",
    "roux",
    "garnier",
    "faure",
    "blanc",
    "henry",
    "masson",
    "noel",
    "diallo",
)


def email(firm: Firm, number: int) -> str:
    """An address that cannot exist (example.org is reserved)."""
    return f"{firm.pick(GIVEN)}.{firm.pick(FAMILY)}{number}@example.org"


def signed_by(rows: list[Row], column: int, value: str, scenario: str) -> list[Row]:
    """The rows with one more cell: the scenario, where `column` says that it did the thing."""
    return [[*row, scenario if row[column] == value else ""] for row in rows]


def effect(unit: str, before: float, after: float) -> dict[str, object]:
    """One line of the truth: the level without, the level with, and their difference."""
    return {
        "unit": unit,
        "without": round(before, 6),
        "with": round(after, 6),
        "effect": round(after - before, 6),
    }


def text_of(table: Table) -> bytes:
    """A table as the bytes of its CSV file."""
    _, header, rows, separator, encoding = table
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([header, *rows])
    return out.getvalue().encode(encoding)
