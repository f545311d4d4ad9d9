"""The effect over time: observed in solid ink, without the automation dashed, its 90 % band after go-live."""

import math
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from retour.effect.result import Path
from retour.kpi.cells import day_number, day_of
from retour.quantity import Unit
from retour.report.html import Html, tag
from retour.report.plot_frame import ROW, Floats, Frame, Mark, apart, dated, end_label, rows_needed
from retour.report.svg import (
    INK,
    MUTED,
    Point,
    area,
    colour,
    fitted,
    line,
    nice_ticks,
    polyline,
    room,
    short,
    svg,
    words,
)
from retour.wording.numbers import month
from retour.wording.sentence import Voice, label
from retour.wording.values import Scale

FILLS = {"gain": "gainfill", "loss": "lossfill", "none": "rail"}
SMOOTH = 3  # steps of the observed line's mean


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: the path, its unit, the side of zero that the effect lies on, and the words.

    `events`: what happened and when, drawn where it falls. `noted`: lines of the field journal, by the number
    that a table gives them. `levels`: the observed and the estimated level of
    the period after go-live, as their figures say them.
    """

    path: Path
    unit: Unit
    tone: str
    title: str
    voice: Voice
    events: tuple[tuple[date, str], ...] = ()
    noted: tuple[tuple[date, int], ...] = ()
    levels: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Size:
    """One size of the drawing."""

    name: str
    width: float
    height: float
    right: float
    text: float = 12


LARGE = Size("large", 1132, 340, 176)
MID = Size("mid", 700, 300, 144)
SMALL = Size("small", 296, 270, 6, 12)


def effect_plots(curve: Curve) -> Html:
    """The same plot at three sizes: its box shows the one that fits."""
    listed = _listed(curve)
    return fitted([*(effect_plot(curve, size) for size in (LARGE, MID, SMALL)), listed])


def effect_plot(curve: Curve, size: Size) -> Html:
    """One size of the plot."""
    frame = _frame(curve, size)
    parts = (
        _gridlines(frame, curve),
        _months(frame, curve),
        _lines(frame, curve),
        dated(frame, _marks(curve), first=_first(curve) if size is SMALL else 0),
        _labels(frame, curve, above=size is SMALL),
    )
    return svg(size.width, size.height, "".join(parts), curve.title, size.name)


def _listed(curve: Curve) -> Html:
    """The events in words, for the size that only numbers them."""
    marks = [mark.said for mark in _marks(curve) if not mark.start and mark.number is None]
    items = [tag("li", said) for said in marks]
    start = first if (first := _first(curve)) > 1 else None
    return tag("ol", *items, class_="small key", start=start) if marks else Html()


def _first(curve: Curve) -> int:
    """The number of the first event where events are numbered: the journal's own numbers come before."""
    return 1 + max((mark.number or 0 for mark in _marks(curve)), default=0)


def _finite(path: Path) -> list[float]:
    seen = [path.observed, path.counterfactual, path.low[path.go_live :], path.high[path.go_live :]]
    return [float(v) for part in seen for v in part if math.isfinite(v)]


def _frame(curve: Curve, size: Size) -> Frame:
    values = _finite(curve.path) or [0.0, 1.0]
    low, high = min(values), max(values)
    pad = (high - low) * 0.07 or abs(high) * 0.1 or 1.0
    low = 0.0 if 0 <= low < 0.6 * (high - low) else low - pad
    frame = Frame(
        width=size.width,
        height=size.height,
        left=0,
        right=size.right,
        low=low,
        high=high + pad,
        steps=len(curve.path.observed),
        text=size.text,
    )
    marks = [m for m in _marks(curve) if m.number is None and (m.start or size is not SMALL)]
    left = 12 + max((room(said, size.text) for _, said in _ticks(frame, curve)), default=0)
    above = ROW + 8 if size is SMALL else 0
    return replace(frame, left=left, top=12 + above + ROW * rows_needed(frame, marks))


def _marks(curve: Curve) -> list[Mark]:
    """Go-live and what happened while the plot lasts, each on its step."""
    days, lang = curve.path.days, curve.voice.lang
    start = day_of(int(days[curve.path.go_live]))
    said = label("event_on", lang, what=label("go_live", lang), day=start)
    marks = [Mark(curve.path.go_live - 0.5, said, start=True)]
    for at, what in curve.events:
        if days[0] <= day_number(at) <= days[-1]:
            marks.append(Mark(_step(curve, at), label("event_on", lang, what=what, day=at)))
    for at, number in curve.noted:
        if days[0] <= day_number(at) <= days[-1]:
            marks.append(Mark(_step(curve, at), "", number=number))
    return marks


def _step(curve: Curve, at: date) -> float:
    days = curve.path.days
    return float(np.interp(day_number(at), days, np.arange(len(days))))


def _ticks(frame: Frame, curve: Curve) -> list[tuple[float, str]]:
    scale = Scale(curve.unit, curve.voice, frame.high)
    ticks = [tick * scale.size for tick in nice_ticks(frame.low / scale.size, frame.high / scale.size)]
    plain = curve.unit is Unit.PER_CASE
    return [(tick, scale.digits(tick) if plain else scale.said(tick)) for tick in ticks]


def _gridlines(frame: Frame, curve: Curve) -> str:
    drawn = []
    for tick, said in _ticks(frame, curve):
        at = (frame.left - 7, frame.y(tick) + 4)
        drawn.append(line((frame.left, frame.y(tick)), (frame.width - frame.right, frame.y(tick))))
        drawn.append(words(at, said, fill=MUTED, size=frame.text, anchor="end"))
    return "".join(drawn)


def _months(frame: Frame, curve: Curve) -> str:
    drawn, last, edge = [], None, -99.0
    for i, number in enumerate(curve.path.days):
        found = day_of(int(number))
        if (found.year, found.month) == last:
            continue
        last, x = (found.year, found.month), frame.x(i)
        drawn.append(line((x, frame.height - frame.bottom), (x, frame.height - frame.bottom + 5), MUTED))
        if x - edge > 5.4 * frame.text and x < frame.width - frame.right - 20:
            edge, anchor = x, "start" if i == 0 else "middle"
            said = month(found, curve.voice.lang)
            drawn.append(words((x, frame.height - 8), said, fill=MUTED, size=frame.text - 0.5, anchor=anchor))
    return "".join(drawn)


def smoothed(path: Path) -> Floats:
    """The mean of three steps around each; a step before go-live is never mixed with one after."""
    if path.step == "M":
        return path.observed
    sides = (path.observed[: path.go_live], path.observed[path.go_live :])
    return np.concatenate([_mean(side) for side in sides])


def _mean(values: Floats) -> Floats:
    known = np.isfinite(values).astype(np.float64)
    window = np.ones(SMOOTH)
    if len(values) < SMOOTH:
        return values
    total = np.convolve(np.nan_to_num(values), window, "same")
    count = np.convolve(known, window, "same")
    means: Floats = np.full(len(values), np.nan)
    return np.divide(total, count, out=means, where=(count > 0) & (known > 0))


def _lines(frame: Frame, curve: Curve) -> str:
    path, start = curve.path, curve.path.go_live
    mean = smoothed(path)
    seen, without = frame.points(mean), frame.points(path.counterfactual)
    low, high = frame.points(path.low), frame.points(path.high)
    raw = frame.points(path.observed) if path.step != "M" else []
    return "".join(
        (
            area(high[start:], low[start:], colour("cfband")),
            area(without[start:], seen[start:], colour(FILLS[curve.tone]), 0.7),
            _dots(raw),
            polyline(without[:start], colour("cf"), 1.3, "2 3"),
            polyline(without[start:], colour("cf"), 2.2, "6 4"),
            polyline(seen[:start], INK, 2.2),
            polyline(seen[start:], INK, 2.2),
        )
    )


def _dots(points: list[Point]) -> str:
    drawn = "".join(f"M{short(x)} {short(y)}h.01" for x, y in points if math.isfinite(y))
    look = f'stroke="{MUTED}" stroke-opacity=".6" stroke-width="2.8" stroke-linecap="round" fill="none"'
    return f'<path d="{drawn}" {look}/>' if drawn else ""


def _labels(frame: Frame, curve: Curve, *, above: bool) -> str:
    """Each line is named at its end; above the plot when there is no room beside it."""
    seen, without = label("observed", curve.voice.lang), label("without", curve.voice.lang)
    if above:
        return _key(frame, seen, without)
    ends = _last(frame, smoothed(curve.path)), _last(frame, curve.path.counterfactual)
    upper, lower = apart(*ends, 40)
    x, size, ochre = frame.width - frame.right + 10, frame.text + 0.5, colour("cftext")
    drawn = end_label((x, upper + 1), seen, curve.levels[0], fill=INK, size=size)
    return drawn + end_label((x, lower + 1), without, curve.levels[1], fill=ochre, size=size)


def _key(frame: Frame, seen: str, without: str) -> str:
    size, start = frame.text, 22.0
    second = start + room(seen, size) + 20
    return (
        line((0, 10), (16, 10), INK, 2.2)
        + words((start, 14), seen, size=size, weight=600)
        + line((second, 10), (second + 18, 10), colour("cf"), 2.2, "6 4")
        + words((second + 24, 14), without, fill=colour("cftext"), size=size, weight=600)
    )


def _last(frame: Frame, values: Floats) -> float:
    known = [float(v) for v in values if math.isfinite(v)]
    return frame.y(known[-1]) if known else frame.y(frame.low)
