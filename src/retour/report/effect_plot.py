"""The effect over time: observed in solid ink, without the automation dashed, its 90 % band after go-live."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.result import Path
from retour.kpi.cells import day_of
from retour.quantity import Unit
from retour.report.html import Html
from retour.report.svg import INK, MUTED, Point, area, colour, line, nice_ticks, polyline, svg, words
from retour.wording.numbers import day, month
from retour.wording.sentence import Voice, label
from retour.wording.values import Scale

Floats = NDArray[np.float64]
FILLS = {"gain": "gainfill", "loss": "lossfill", "none": "rail"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot stands: its size, margins and the range of its values."""

    width: float
    height: float
    left: float
    right: float
    low: float
    high: float
    steps: int
    top: float = 30
    bottom: float = 28

    def x(self, i: float) -> float:
        """Horizontal place of a step."""
        return self.left + i / max(self.steps - 1, 1) * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """Vertical place of a value (NaN stays NaN)."""
        return self.top + (self.high - value) / (self.high - self.low) * (
            self.height - self.top - self.bottom
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: the path, its unit, the side of zero that the effect lies on, and the words."""

    path: Path
    unit: Unit
    tone: str
    title: str
    voice: Voice


def effect_plots(curve: Curve) -> Html:
    """The same plot twice: the page shows the one that fits."""
    return Html(_plot(curve, 1100, 330, "wide") + _plot(curve, 340, 260, "narrow"))


def _plot(curve: Curve, width: float, height: float, class_: str) -> Html:
    frame = _frame(curve.path, width, height, narrow=class_ == "narrow")
    parts = (_gridlines(frame, curve), _months(frame, curve), _lines(frame, curve), _go_live(frame, curve))
    return svg(
        width, height, "".join(parts) + _labels(frame, curve, narrow=class_ == "narrow"), curve.title, class_
    )


def _finite(path: Path) -> list[float]:
    seen = [path.observed, path.counterfactual, path.low[path.go_live :], path.high[path.go_live :]]
    return [float(v) for part in seen for v in part if math.isfinite(v)]


def _frame(path: Path, width: float, height: float, *, narrow: bool) -> Frame:
    values = _finite(path) or [0.0, 1.0]
    low, high = min(values), max(values)
    pad = (high - low) * 0.07 or abs(high) * 0.1 or 1.0
    low = 0.0 if 0 <= low < 0.6 * (high - low) else low - pad
    left, right, top = (44.0, 8.0, 62.0) if narrow else (56.0, 190.0, 30.0)
    return Frame(width, height, left, right, low, high + pad, len(path.observed), top=top)


def _gridlines(frame: Frame, curve: Curve) -> str:
    scale = Scale(curve.unit, curve.voice, frame.high)
    ticks = [tick * scale.size for tick in nice_ticks(frame.low / scale.size, frame.high / scale.size)]
    drawn = []
    for tick in ticks:
        said = scale.said(tick) if curve.unit is not Unit.PER_CASE else scale.digits(tick)
        drawn.append(line((frame.left, frame.y(tick)), (frame.width - frame.right, frame.y(tick))))
        drawn.append(words((frame.left - 7, frame.y(tick) + 4), said, fill=MUTED, anchor="end"))
    return "".join(drawn)


def _months(frame: Frame, curve: Curve) -> str:
    drawn, last, edge = [], None, -99.0
    for i, number in enumerate(curve.path.days):
        found = day_of(int(number))
        if (found.year, found.month) == last:
            continue
        last = (found.year, found.month)
        x = frame.x(i)
        drawn.append(line((x, frame.height - frame.bottom), (x, frame.height - frame.bottom + 5), MUTED))
        if x - edge > 62 and x < frame.width - frame.right - 20:
            edge = x
            anchor = "start" if i == 0 else "middle"
            drawn.append(
                words((x, frame.height - 8), month(found, curve.voice.lang), fill=MUTED, anchor=anchor)
            )
    return "".join(drawn)


def _points(frame: Frame, values: Floats) -> list[Point]:
    return [(frame.x(i), frame.y(float(v))) for i, v in enumerate(values)]


def _lines(frame: Frame, curve: Curve) -> str:
    path, start = curve.path, curve.path.go_live
    seen, without = _points(frame, path.observed), _points(frame, path.counterfactual)
    low, high = _points(frame, path.low), _points(frame, path.high)
    return "".join(
        (
            area(high[start:], low[start:], colour("cfband")),
            area(without[start:], seen[start:], colour(FILLS[curve.tone]), 0.7),
            polyline(without[:start], colour("cf"), 1.3, "2 3"),
            polyline(without[start:], colour("cf"), 2.2, "6 4"),
            polyline(seen, INK, 2.2),
        )
    )


def _go_live(frame: Frame, curve: Curve) -> str:
    x = frame.x(curve.path.go_live - 0.5)
    said = (
        label("go_live", curve.voice.lang)
        + ", "
        + day(day_of(int(curve.path.days[curve.path.go_live])), curve.voice.lang)
    )
    room_left = x - frame.left > 200 or x > frame.width / 2
    at = (x - 6, frame.top - 12) if room_left else (x + 6, frame.top - 12)
    anchor = "end" if room_left else "start"
    bar = line((x, frame.top - 22), (x, frame.height - frame.bottom), INK, 1.2)
    return bar + words(at, said, size=12.5, anchor=anchor, weight=600)


def _labels(frame: Frame, curve: Curve, *, narrow: bool) -> str:
    seen, without = label("observed", curve.voice.lang), label("without", curve.voice.lang)
    if narrow:
        return (
            line((0, 12), (18, 12), INK, 2.2)
            + words((24, 16), seen, size=12.5, weight=600)
            + line((104, 12), (122, 12), colour("cf"), 2.2, "5 3")
            + words((128, 16), without, fill=colour("cftext"), size=12.5, weight=600)
        )
    upper, lower = _apart(_last(frame, curve.path.observed), _last(frame, curve.path.counterfactual))
    x = frame.width - frame.right + 10
    estimated = label("estimated", curve.voice.lang)
    return (
        words((x, upper + 4), seen, size=13, weight=600)
        + words((x, lower + 4), without, fill=colour("cftext"), size=13, weight=600)
        + words((x, lower + 20), estimated, fill=colour("cftext"), size=12)
    )


def _last(frame: Frame, values: Floats) -> float:
    known = [float(v) for v in values if math.isfinite(v)]
    return frame.y(known[-1]) if known else frame.y(frame.low)


def _apart(first: float, second: float, gap: float = 36) -> tuple[float, float]:
    if abs(first - second) >= gap:
        return first, second
    middle = (first + second) / 2
    return (middle - gap / 2, middle + gap / 2) if first <= second else (middle + gap / 2, middle - gap / 2)
