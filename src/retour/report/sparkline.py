"""The effect over time in the height of a row: observed, without the automation, the gap, the start."""

import math
from dataclasses import replace

from retour.effect.result import Path
from retour.report.effect_plot import FILLS, Curve, smoothed
from retour.report.html import Html
from retour.report.plot_frame import Frame
from retour.report.svg import INK, MUTED, area, circle, colour, line, polyline, svg
from retour.report.weekly import thinned

WIDTH, HEIGHT, EDGE = 128.0, 36.0, 4.0
POINTS = 32  # more of them cannot be told apart at this size


def sparkline(curve: Curve) -> Html:
    """A row's small plot; its title is the whole sentence."""
    mean = smoothed(curve.path)
    path = thinned(replace(curve.path, observed=mean), POINTS)
    mean, start = path.observed, path.go_live
    frame = _frame(path)
    seen, without = frame.points(mean), frame.points(path.counterfactual)
    x = frame.x(start - 0.5)
    ends = [point for point in seen if math.isfinite(point[1])]
    parts = (
        area(without[start:], seen[start:], colour(FILLS[curve.tone])),
        line((x, 0), (x, HEIGHT), MUTED, 1, "1 2"),
        polyline(without[start:], colour("cf"), 1.3, "3 2"),
        polyline(seen[:start], INK, 1.3),
        polyline(seen[start:], INK, 1.3),
        circle(ends[-1], 2.4, f'fill="{colour(curve.tone)}"') if ends else "",
    )
    return svg(WIDTH, HEIGHT, "".join(parts), curve.title, "spark")


def _frame(path: Path) -> Frame:
    seen = [*path.observed, *path.counterfactual[path.go_live :]]
    values = [float(v) for v in seen if math.isfinite(v)] or [0.0]
    low, high = min(values), max(values)
    pad = (high - low) * 0.05 or 1.0
    return Frame(
        width=WIDTH,
        height=HEIGHT,
        left=0,
        right=EDGE,
        low=low - pad,
        high=high + pad,
        steps=len(path.observed),
        top=EDGE,
        bottom=EDGE,
    )
