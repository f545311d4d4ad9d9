"""SVG primitives: colours are the page's custom properties, so a chart follows light, dark and print."""

import math
import re
from collections.abc import Iterable, Sequence
from html import escape

from retour.report.html import Html, tag
from retour.report.style import tokens

INK, MUTED, LINE, RAIL, PAPER, GHOST = (
    f"var(--{name})" for name in ("ink", "muted", "line", "rail", "paper", "ghost")
)
Point = tuple[float, float]


def colour(role: str) -> str:
    """The custom property of a colour role: gain, loss, none, cf, cftext, cfband, auto and their fills."""
    return f"var(--{role})"


def short(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def svg(width: float, height: float, body: str, title: str, class_: str = "") -> Html:
    """A drawing that says its result to those who do not see it."""
    box = f'viewBox="0 0 {short(width)} {short(height)}" width="{short(width)}" height="{short(height)}"'
    said = escape(title)
    return Html(
        f'<svg class="{class_}" {box} role="img" aria-label="{said}"><title>{said}</title>{body}</svg>'
    )


def fitted(variants: Iterable[Html], *, half: bool = False) -> Html:
    """The same drawing at several sizes (classes `large`, `mid`, `small`): its box shows the one that fits.

    `half`: drawn for half a column.
    """
    return tag("div", *variants, class_="chart half" if half else "chart")


def static(drawing: Html) -> Html:
    """One drawing for paper and e-mail: hexadecimal colours, a namespace, and the name of the font."""
    light = tokens()
    coloured = re.sub(r"var\(--(\w+)\)", lambda found: light[found[1]], drawing)
    head = '<svg xmlns="http://www.w3.org/2000/svg" font-family="Retour Sans" '
    return Html(coloured.replace("<svg ", head, 1))


def words(
    at: Point, said: str, *, fill: str = INK, size: float = 12, anchor: str = "start", weight: int = 400
) -> str:
    """Text at a point."""
    x, y = at
    look = "" if anchor == "start" else f' text-anchor="{anchor}"'
    look += "" if weight == 400 else f' font-weight="{weight}"'
    return (
        f'<text x="{short(x)}" y="{short(y)}" fill="{fill}" font-size="{short(size)}"{look}>'
        f"{escape(said)}</text>"
    )


def halo(text: str) -> str:
    """Text that stays readable over lines: the paper shows around each letter."""
    return text.replace("<text ", f'<text stroke="{PAPER}" stroke-width="4" paint-order="stroke" ', 1)


def room(said: str, size: float = 12) -> float:
    """About how wide a text is, in the drawing's units; a little more than less."""
    return size * sum(_advance(letter) for letter in said)


def _advance(letter: str) -> float:
    """The width of a letter of the sans, in em, by its kind."""
    if letter in "fijlrt.,:;'’|!()I \u202f\u00a0":
        return 0.34
    if letter in "mwMW%€—":
        return 0.88
    return 0.69 if letter.isupper() else 0.62 if letter.isdigit() else 0.57


def circle(at: Point, radius: float, look: str) -> str:
    """A disc or a ring."""
    return f'<circle cx="{short(at[0])}" cy="{short(at[1])}" r="{radius:.2f}" {look}/>'


def line(start: Point, end: Point, stroke: str = LINE, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    (x0, y0), (x1, y1) = start, end
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{short(x0)} {short(y0)}L{short(x1)} {short(y1)}" stroke="{stroke}" '
        f'stroke-width="{short(width)}" fill="none"{dashed}/>'
    )


def polyline(points: Sequence[Point], stroke: str, width: float = 1.5, dash: str = "") -> str:
    """A broken line; points that are not numbers break it."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if all(math.isfinite(c) for c in point):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    drawn = "".join("M" + "L".join(f"{short(x)} {short(y)}" for x, y in run) for run in runs if len(run) > 1)
    if not drawn:
        return ""
    look = f'stroke="{stroke}" stroke-width="{short(width)}" stroke-linejoin="round"'
    return f'<path d="{drawn}" fill="none" {look}' + (f' stroke-dasharray="{dash}"/>' if dash else "/>")


def rect(at: Point, size: Point, look: str, *, corner: float = 0) -> str:
    """A rectangle from its upper left corner."""
    (x, y), (width, height) = at, size
    rounded = f' rx="{short(corner)}"' if corner else ""
    box = f'x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"'
    return f"<rect {box}{rounded} {look}/>"


def curve(start: Point, first: Point, second: Point, end: Point) -> str:
    """A cubic curve as path data."""
    (a, b), rest = start, " ".join(f"{short(x)} {short(y)}" for x, y in (first, second, end))
    return f"M{short(a)} {short(b)}C{rest}"


def area(upper: Sequence[Point], lower: Sequence[Point], fill: str, opacity: float = 1) -> str:
    """The surface between two lines, over the points where both are numbers."""
    both = [(u, v) for u, v in zip(upper, lower, strict=True) if all(map(math.isfinite, (*u, *v)))]
    if len(both) < 2:
        return ""
    ring = [u for u, _ in both] + [v for _, v in reversed(both)]
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in ring) + "Z"
    return f'<path d="{path}" fill="{fill}" fill-opacity="{short(opacity)}"/>'


def nice_ticks(low: float, high: float, count: int = 4) -> list[float]:
    """At most five round values between two bounds."""
    if not high > low:
        return [low]
    raw = (high - low) / count
    magnitude = 10 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]
