"""The frame of a plot over time: where a step and a value stand, what happened when, the ends of lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from retour.report.svg import INK, MUTED, PAPER, Point, circle, halo, line, room, words

Floats = NDArray[np.float64]
RING = 8.0  # radius of the ring round a number
ROW = 17.0  # height of a row of labels above the plot


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the plot stands: its size, margins, the range of its values and the size of its text."""

    width: float
    height: float
    left: float
    right: float
    low: float
    high: float
    steps: int
    top: float = 12
    bottom: float = 28
    text: float = 12

    def x(self, i: float) -> float:
        """Horizontal place of a step."""
        return self.left + i / max(self.steps - 1, 1) * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """Vertical place of a value (NaN stays NaN)."""
        return self.top + (self.high - value) / (self.high - self.low) * (
            self.height - self.top - self.bottom
        )

    def points(self, values: Floats) -> list[Point]:
        """Every step of a line."""
        return [(self.x(i), self.y(float(v))) for i, v in enumerate(values)]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something dated: the step it falls on, its words, and whether it is the start of the automation.

    `number`: it is only numbered, at every size; a table beside the plot says what it is.
    """

    step: float
    said: str
    start: bool = False
    number: int | None = None


Spot = tuple[int, float, str]  # row, horizontal place, anchor


@dataclass(slots=True)
class _Rows:
    """Labels above a plot, each in the lowest row where it meets neither a label nor a line."""

    right: float
    taken: list[list[tuple[float, float]]] = field(default_factory=lambda: [[], [], []])

    def place(self, x: float, width: float, ahead: Sequence[float]) -> Spot | None:
        """The spot of a label beside its line at x, away from the lines still to come; None without room."""
        sides = [(x + 6, x + 6 + width, x + 6, "start"), (x - 6 - width, x - 6, x - 6, "end")]
        for row in range(len(self.taken)):
            for start, end, at, anchor in sides:
                inside = start >= 0 and end <= self.right and not any(start <= a <= end for a in ahead)
                if inside and self._free(row, start, end) and all(self._free(r, x, x) for r in range(row)):
                    self._take(row, (start - 4, end + 8), x)
                    return row, at, anchor
        return None

    def _free(self, row: int, start: float, end: float) -> bool:
        return all(end < a or start > b for a, b in self.taken[row])

    def _take(self, row: int, label: tuple[float, float], x: float) -> None:
        self.taken[row].append(label)
        for below in range(row + 1):
            self.taken[below].append((x - 3, x + 3))


def _placed(frame: Frame, marks: Sequence[Mark]) -> list[tuple[Mark, Spot | None]]:
    """Every mark with its spot: the start first, then from the right to the left."""
    order = sorted(marks, key=lambda m: (not m.start, -m.step))
    rows, placed = _Rows(frame.width), []
    for i, mark in enumerate(order):
        x, width = frame.x(mark.step), room(mark.said, frame.text + 0.5 * mark.start)
        ahead = [frame.x(other.step) for other in order[i + 1 :]]
        placed.append((mark, rows.place(x, width, ahead) or rows.place(x, width, ())))
    return placed


def rows_needed(frame: Frame, marks: Sequence[Mark]) -> int:
    """How many rows of labels the marks take above the plot."""
    return max((spot[0] + 1 for _, spot in _placed(frame, marks) if spot), default=0)


def dated(frame: Frame, marks: Sequence[Mark], *, first: int = 0) -> str:
    """A line for each mark: the start in solid ink, the others thin; their words stand above.

    `first`: the others are numbered from it instead, for a drawing too small for words.
    """
    told = [mark for mark in marks if mark.number is None]
    others = [mark for mark in told if not mark.start]
    worded = [mark for mark in told if mark.start or not first]
    drawn = [_worded(frame, mark, spot) for mark, spot in _placed(frame, worded)]
    rings = [replace(mark, number=i) for i, mark in enumerate(others, first) if first]
    rings += [mark for mark in marks if mark.number is not None]
    return "".join(drawn) + _rings(frame, rings)


def _rings(frame: Frame, marks: Sequence[Mark]) -> str:
    """Numbers at the foot of the plot, those that would touch one above the other."""
    drawn, columns = [], list[float]()
    for mark in sorted(marks, key=lambda m: (m.step, m.number or 0)):
        x = frame.x(mark.step)
        height = next((h for h in range(len(columns)) if x - columns[h] >= 2 * RING + 2), len(columns))
        columns[height : height + 1] = [x]
        drawn.append(_numbered(frame, mark, height))
    return "".join(drawn)


def _worded(frame: Frame, mark: Mark, spot: Spot | None) -> str:
    row, at, anchor = spot or (0, 0.0, "start")
    x, up = frame.x(mark.step), frame.top - 8 - row * ROW
    ends = (x, up - 10), (x, frame.height - frame.bottom)
    if mark.start:
        said = words((at, up), mark.said, size=frame.text + 0.5, anchor=anchor, weight=600)
        return line(*ends, INK, 1.4) + said
    said = words((at, up), mark.said, fill=MUTED, size=frame.text, anchor=anchor)
    return line(*ends, MUTED, 1, "1 3") + (said if spot else "")


def _numbered(frame: Frame, mark: Mark, height: int) -> str:
    x, foot = frame.x(mark.step), frame.height - frame.bottom - height * (2 * RING + 2)
    bar = line((x, frame.top), (x, frame.height - frame.bottom), MUTED, 1, "1 3")
    ring = circle((x, foot - RING - 2), RING, f'fill="{PAPER}" stroke="{MUTED}"')
    said = words((x, foot - 6), str(mark.number), fill=MUTED, size=frame.text - 0.5, anchor="middle")
    return bar + ring + said


def apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Two heights moved until their labels do not touch."""
    if abs(first - second) >= gap:
        return first, second
    middle = (first + second) / 2
    return (middle - gap / 2, middle + gap / 2) if first <= second else (middle + gap / 2, middle - gap / 2)


def end_label(at: Point, name: str, value: str, *, fill: str, size: float, anchor: str = "start") -> str:
    """The name of a line at its end, and its value under it."""
    x, y = at
    drawn = halo(words((x, y), name, fill=fill, size=size, anchor=anchor, weight=600))
    under = words((x, y + size + 3), value, fill=fill, size=size - 0.5, anchor=anchor)
    return drawn + (halo(under) if value else "")
