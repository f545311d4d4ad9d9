"""The frame of a plot over time: where a step and a value stand, what happened when, the ends of lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retour.report.svg import INK, MUTED, Point, circle, halo, line, room, words

Floats = NDArray[np.float64]
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
    """Something dated: the step it falls on, its words, and whether it is the start of the automation."""

    step: float
    said: str
    start: bool = False


@dataclass(slots=True)
class _Rows:
    """Labels above a plot, each in the lowest row where it meets neither a label nor a line."""

    most: int
    left: float
    right: float
    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken = [[] for _ in range(self.most)]

    def place(self, x: float, width: float) -> tuple[int, float, str] | None:
        """Row, horizontal place and anchor of a label beside its line at x; None when there is no room."""
        sides = [(x + 6, x + 6 + width, x + 6, "start"), (x - 6 - width, x - 6, x - 6, "end")]
        for row in range(self.most):
            for start, end, at, anchor in sides:
                inside = self.left <= start and end <= self.right
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


def dated(frame: Frame, marks: Sequence[Mark], *, numbered: bool) -> str:
    """A line for each mark: the start in solid ink, the others thin; their words stand above.

    `numbered`: the others have a number instead of words, for a drawing too small for words.
    """
    rows = _Rows(3, 0, frame.width)
    drawn = [_start(frame, mark, rows) for mark in marks if mark.start]
    others = [mark for mark in marks if not mark.start]
    if numbered:
        return "".join([*drawn, *(_numbered(frame, mark, i) for i, mark in enumerate(others, 1))])
    return "".join([*drawn, *(_thing(frame, mark, rows) for mark in reversed(others))])


def rows_needed(frame: Frame, marks: Sequence[Mark]) -> int:
    """How many rows of labels the marks take above the plot."""
    rows, most = _Rows(3, 0, frame.width), 0
    for mark in sorted(marks, key=lambda m: (not m.start, -m.step)):
        found = rows.place(frame.x(mark.step), room(mark.said, frame.text + 0.5 * mark.start))
        most = max(most, found[0] + 1 if found else 0)
    return most


def _start(frame: Frame, mark: Mark, rows: _Rows) -> str:
    x, size = frame.x(mark.step), frame.text + 0.5
    row, at, anchor = rows.place(x, room(mark.said, size)) or (0, frame.width, "end")
    up = frame.top - 8 - row * ROW
    bar = line((x, up - 10), (x, frame.height - frame.bottom), INK, 1.4)
    return bar + words((at, up), mark.said, size=size, anchor=anchor, weight=600)


def _thing(frame: Frame, mark: Mark, rows: _Rows) -> str:
    x, size = frame.x(mark.step), frame.text
    found = rows.place(x, room(mark.said, size))
    up = frame.top - 8 - (found[0] * ROW if found else 0)
    bar = line((x, up - 10), (x, frame.height - frame.bottom), MUTED, 1, "1 3")
    return bar + (words((found[1], up), mark.said, fill=MUTED, size=size, anchor=found[2]) if found else "")


def _numbered(frame: Frame, mark: Mark, number: int) -> str:
    x, foot = frame.x(mark.step), frame.height - frame.bottom
    bar = line((x, frame.top), (x, foot), MUTED, 1, "1 3")
    ring = circle((x, foot - 10), 8, f'fill="var(--paper)" stroke="{MUTED}"')
    return bar + ring + words((x, foot - 6), str(number), fill=MUTED, size=frame.text - 0.5, anchor="middle")


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
