"""Ink is evidence: solid, tinted, hatched, hollow and dashed, none. Lines, no pattern: all can draw it."""

import math

from retour.quantity import Grade
from retour.report.svg import PAPER, Point, circle, colour, rect, short

STEP = 5.0  # between the lines of a hatch
_HOLLOW = 'stroke-width="1.3" stroke-dasharray="4 3"'


def ink(grade: Grade, role: str) -> str:
    """The fill and outline that say how strong the evidence is; grade C also needs `hatch`."""
    shade = colour(role)
    match grade:
        case Grade.A:
            return f'fill="{shade}"'
        case Grade.B:
            return f'fill="{shade}" fill-opacity=".62"'
        case Grade.C:
            return f'fill="{PAPER}" stroke="{shade}"'
        case Grade.D:
            return f'fill="{PAPER}" stroke="{shade}" {_HOLLOW}'
        case Grade.E:
            return 'fill="none"'


def inked_bar(at: Point, size: Point, grade: Grade, role: str, *, corner: float = 0) -> str:
    """A bar from its upper left corner, with the ink of its evidence."""
    shape = rect(at, size, ink(grade, role), corner=corner)
    return shape + hatch(at, size, role) if grade is Grade.C else shape


def inked_dot(at: Point, radius: float, grade: Grade, role: str) -> str:
    """A dot with the ink of its evidence."""
    if grade is Grade.D:
        return circle(at, radius - 0.6, f'fill="{PAPER}" stroke="{colour(role)}" stroke-width="1.2"')
    shape = circle(at, radius - (0.5 if grade is Grade.C else 0), ink(grade, role))
    return shape + _chords(at, radius, role) if grade is Grade.C else shape


def hatch(at: Point, size: Point, role: str) -> str:
    """Lines at 45 degrees inside a rectangle."""
    (x, y), (width, height) = at, size
    drawn = []
    for i in range(1, math.ceil((width + height) / STEP)):
        offset = i * STEP
        start = (x + min(offset, width), y + max(offset - width, 0))
        end = (x + max(offset - height, 0), y + min(offset, height))
        drawn.append(_stroke(start, end))
    return _path(drawn, role)


def _chords(at: Point, radius: float, role: str) -> str:
    drawn, slope = [], math.sqrt(0.5)
    for offset in (-radius * 0.5, 0.0, radius * 0.5):
        half = math.sqrt(radius**2 - offset**2)
        x, y = at[0] + offset * slope, at[1] + offset * slope
        drawn.append(_stroke((x + half * slope, y - half * slope), (x - half * slope, y + half * slope)))
    return _path(drawn, role)


def _stroke(start: Point, end: Point) -> str:
    return f"M{short(start[0])} {short(start[1])}L{short(end[0])} {short(end[1])}"


def _path(drawn: list[str], role: str) -> str:
    look = f'stroke="{colour(role)}" stroke-width="1.4" fill="none"'
    return f'<path d="{"".join(drawn)}" {look}/>' if drawn else ""
