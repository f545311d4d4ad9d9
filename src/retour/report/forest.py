"""Rows on one scale: the effect by kind of case, and what people said before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from retour.quantity import Estimate, Exact, Figure
from retour.report.axis import Axis, bounds, domain, grid_of, interval
from retour.report.html import Html
from retour.report.svg import INK, MUTED, PAPER, circle, fitted, halo, line, room, svg, words
from retour.wording.sentence import Voice, label
from retour.wording.values import say_quantity, say_value

SIZES = ((1132.0, "large"), (700.0, "mid"), (296.0, "small"))
ROW, TALL, OPINION = 34.0, 72.0, 78.0  # heights of a row: words beside it, words above it, an opinion


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name and its figure."""

    name: str
    figure: Figure
    role: str  # gain, loss or none


def forest(lines: Sequence[Line], title: str, voice: Voice) -> Html:
    """Each figure's interval on one axis, with its text; the line of zero is drawn."""
    drawn = [line for line in lines if bounds(line.figure) is not None]
    return fitted([_forest(drawn, title, voice, *size) for size in SIZES]) if drawn else Html()


def _forest(lines: Sequence[Line], title: str, voice: Voice, width: float, class_: str) -> Html:
    wide = class_ != "small"
    names, texts = _columns(lines, voice) if wide else (0.0, 0.0)
    axis = Axis.over(domain([one.figure for one in lines]), names + 16, width - texts - 16)
    row = ROW if wide else TALL
    drawn = [grid_of(axis, axis.ticks(lines[0].figure.unit, voice), row * len(lines))]
    drawn += [_row(axis, one, (row * i, row), wide=wide) for i, one in enumerate(lines)]
    drawn += [_said(one, voice, (row * i, row), width, wide=wide) for i, one in enumerate(lines)]
    return svg(width, row * len(lines) + 24, "".join(drawn), title, class_)


def _columns(lines: Sequence[Line], voice: Voice) -> tuple[float, float]:
    """Room for the names and for the texts."""
    said = [say_value(row.figure, voice.lang, voice.currency) for row in lines]
    return min(max(room(row.name, 13) for row in lines), 220), max(room(text) for text in said)


def _row(axis: Axis, one: Line, place: tuple[float, float], *, wide: bool) -> str:
    top, height = place
    found = bounds(one.figure)
    y = top + (height / 2 if wide else height - 14)
    return interval(axis, one.figure, found, y, one.role) if found else ""


def _said(one: Line, voice: Voice, place: tuple[float, float], width: float, *, wide: bool) -> str:
    """The name and the text: beside the drawing, or above it where there is no room."""
    said = say_value(one.figure, voice.lang, voice.currency)
    y = place[0] + (place[1] / 2 + 4 if wide else 16)
    return halo(words((0, y), one.name, size=12.5, weight=600)) + halo(_value(said, y, width, wide=wide))


def _value(said: str, y: float, width: float, *, wide: bool) -> str:
    """The text at the right end of the name's line, or under the name."""
    if wide:
        return words((width, y), said, fill=MUTED, anchor="end")
    return words((0, y + 16), said, fill=MUTED)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one question found: its name, its figure now, what it was before, and the ends of its scale."""

    name: str
    figure: Figure
    before: Estimate | None
    scale: tuple[float, float]


def opinions(rows: Sequence[Opinion], title: str, voice: Voice) -> Html:
    """A ring before, a disc now, each with its interval, on the question's own scale from end to end."""
    drawn = [row for row in rows if isinstance(row.figure.value, Estimate)]
    sizes = ((560.0, "mid"), (296.0, "small"))
    return fitted([_opinions(drawn, title, voice, *size) for size in sizes], half=True) if drawn else Html()


def _opinions(rows: Sequence[Opinion], title: str, voice: Voice, width: float, class_: str) -> Html:
    wide = class_ != "small"
    tall = OPINION if wide else OPINION + 16
    drawn = "".join(_opinion(row, voice, (i * tall, tall), width, wide=wide) for i, row in enumerate(rows))
    return svg(width, tall * len(rows), drawn, title, class_)


def _opinion(row: Opinion, voice: Voice, place: tuple[float, float], width: float, *, wide: bool) -> str:
    top, tall = place
    axis, y = Axis(*row.scale, 8, width - 8), top + tall - 38
    said = say_value(row.figure, voice.lang, voice.currency)
    drawn = words((0, top + 16), row.name, size=12.5, weight=600) + _value(said, top + 16, width, wide=wide)
    drawn += line((8, y), (width - 8, y), MUTED)
    for end, x, anchor in zip(row.scale, (0.0, width), ("start", "end"), strict=True):
        told = say_quantity(Exact(end), row.figure.unit, voice)
        drawn += words((x, y + 22), told, fill=MUTED, size=11.5, anchor=anchor)
    drawn += _before(axis, row.before, y, voice) if row.before else ""
    now = row.figure.value
    return drawn + (_mark(axis, now, y, f'fill="{INK}"', INK) if isinstance(now, Estimate) else "")


def _before(axis: Axis, before: Estimate, y: float, voice: Voice) -> str:
    ring = f'fill="{PAPER}" stroke="{MUTED}" stroke-width="2"'
    x = min(max(axis.x(before.value), axis.left + 70), axis.right - 70)
    said = label("column_before", voice.lang).lower()
    return _mark(axis, before, y, ring, MUTED) + words(
        (x, y + 22), said, fill=MUTED, size=11.5, anchor="middle"
    )


def _mark(axis: Axis, value: Estimate, y: float, look: str, stroke: str) -> str:
    bar = line((axis.x(value.low), y), (axis.x(value.high), y), stroke, 3)
    return bar + circle((axis.x(value.value), y), 5.5, look)
