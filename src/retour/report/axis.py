"""One horizontal scale for money and effects: its ticks, its zero, a figure's interval on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retour.quantity import DeclaredRange, Estimate, Figure, Unit
from retour.report.ink import inked_bar
from retour.report.svg import INK, MUTED, PAPER, circle, colour, line, nice_ticks, room, words
from retour.wording.sentence import Voice
from retour.wording.values import Scale, tone

Range = tuple[float, float, float]  # low, point, high


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on the places from `left` to `right`."""

    low: float
    high: float
    left: float
    right: float

    @classmethod
    def over(cls, values: Sequence[float], left: float, right: float) -> "Axis":
        """A scale that holds every value, with a little air."""
        low, high = min(values), max(values)
        pad = (high - low) * 0.06 or 1.0
        if low == high == 0:
            return cls(0.0, pad, left, right)
        return cls(low - pad if low < 0 else low, high + pad if high > 0 else high, left, right)

    def x(self, value: float) -> float:
        """Horizontal place of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self, unit: Unit, voice: Voice, *, size: float = 12) -> list[tuple[float, str]]:
        """Round values and their words; as few as fit side by side."""
        scale = Scale(unit, voice, max(abs(self.low), abs(self.high)))
        for count in (4, 3, 2, 1):
            values = [
                v * scale.size for v in nice_ticks(self.low / scale.size, self.high / scale.size, count)
            ]
            said = [(v, scale.said(v)) for v in values]
            wide = max((room(text, size) for _, text in said), default=0)
            if len(said) < 2 or self.x(values[1]) - self.x(values[0]) > wide + 8:
                return said
        return [(0.0, scale.said(0.0))]


def bounds(figure: Figure) -> Range | None:
    """Low, point and high of a figure that has a range; None without one."""
    match figure.value:
        case Estimate(value, low, high):
            return low, value, high
        case DeclaredRange(low, mode, high):
            return low, mode, high
        case _:
            return None


def domain(figures: Iterable[Figure]) -> tuple[float, float]:
    """What an axis shared by figures must hold; zero is always in it."""
    values = [v for figure in figures if (found := bounds(figure)) is not None for v in found]
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if low < high else (0.0, 1.0)


def grid_of(axis: Axis, ticks: Iterable[tuple[float, str]], height: float, *, size: float = 12) -> str:
    """A thin line and its words for each tick, below the drawing; the line of zero in ink."""
    drawn = []
    for value, said in ticks:
        x = axis.x(value)
        anchor = "start" if x < room(said, size) / 2 else "middle"
        drawn.append(line((x, 0), (x, height)))
        drawn.append(words((x, height + 16), said, fill=MUTED, size=size, anchor=anchor))
    return "".join(drawn) + line((axis.x(0), 0), (axis.x(0), height), INK, 1.2)


def interval(axis: Axis, figure: Figure, found: Range, y: float, role: str = "") -> str:
    """The interval as a bar with the ink of its evidence, and its point as a ring; `role` is its colour."""
    low, point, high = found
    role = role or tone(figure)
    left, right = axis.x(low), axis.x(high)
    bar = inked_bar((left, y - 4.5), (max(right - left, 4), 9), figure.grade, role, corner=3)
    ring = f'fill="{PAPER}" stroke="{colour(role)}" stroke-width="2.4"'
    return bar + circle((axis.x(point), y), 4.2, ring)


def whisker(axis: Axis, found: Range, y: float) -> str:
    """The interval as a line with two ends."""
    low, _, high = found
    ends = "".join(line((axis.x(v), y - 4), (axis.x(v), y + 4), INK, 1.4) for v in (low, high))
    return line((axis.x(low), y), (axis.x(high), y), INK, 1.4) + ends
