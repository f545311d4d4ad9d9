"""Money drawn: fifty dots (each two chances in a hundred), and one bar per strength of evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retour.quantity import DeclaredRange, Estimate, Figure, Grade, Unit
from retour.report.html import Html
from retour.report.svg import INK, LINE, MUTED, PAPER, colour, line, nice_ticks, rect, short, svg, words
from retour.wording.sentence import Voice, label
from retour.wording.values import Scale, grade_word, say_value, tone

BINS = 26
Row = tuple[Figure, tuple[float, float, float]]


def worth_dots(dots: Sequence[float], title: str, voice: Voice) -> Html:
    """Fifty quantiles of the gain per month on a line; zero is drawn. The page shows the width that fits."""
    return Html(_dots(dots, title, voice, 460, "wide") + _dots(dots, title, voice, 330, "narrow"))


def _dots(dots: Sequence[float], title: str, voice: Voice, width: float, class_: str) -> Html:
    height, base = 200.0, 172.0
    axis = _Axis.over([*dots, 0.0], 14, width - 14)
    edge = (axis.high - axis.low) / BINS
    bins = [min(int((v - axis.low) / edge), BINS - 1) for v in dots]
    radius = min((width - 28) / BINS / 2 * 0.92, (base - 36) / (2 * max(Counter(bins).values())))
    stacked: Counter[int] = Counter()
    drawn = [_ticks(axis, base, voice), line((14, base), (width - 14, base), MUTED)]
    for value, place in zip(dots, bins, strict=True):
        x, y = axis.x(axis.low + (place + 0.5) * edge), base - radius - 1 - stacked[place] * 2 * radius
        stacked[place] += 1
        drawn.append(_dot(x, y, radius * 0.9, positive=value > 0))
    return svg(width, height, "".join(drawn) + _zero(axis, base, width, voice), title, class_)


def _dot(x: float, y: float, radius: float, *, positive: bool) -> str:
    look = (
        f'fill="{colour("gain")}"'
        if positive
        else f'fill="{PAPER}" stroke="{colour("loss")}" stroke-width="1.8"'
    )
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{radius:.2f}" {look}/>'


def _zero(axis: "_Axis", base: float, width: float, voice: Voice) -> str:
    x = axis.x(0)
    left = x > width / 2
    said = words(
        (x - 6 if left else x + 6, 22),
        label("worth_balance", voice.lang),
        size=12.5,
        anchor="end" if left else "start",
        weight=600,
    )
    return line((x, 12), (x, base), INK, 1.2) + said


def _ticks(axis: "_Axis", base: float, voice: Voice) -> str:
    drawn = []
    for tick in nice_ticks(axis.low, axis.high, 3):
        said = Scale(Unit.MONEY, voice, tick).said(tick)
        drawn.append(line((axis.x(tick), base), (axis.x(tick), base + 5), MUTED))
        drawn.append(words((axis.x(tick), base + 20), said, fill=MUTED, anchor="middle"))
    return "".join(drawn)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    left: float
    right: float

    @classmethod
    def over(cls, values: Sequence[float], left: float, right: float) -> "_Axis":
        low, high = min(values), max(values)
        pad = (high - low) * 0.07 or 1.0
        return cls(low - pad, high + pad, left, right)

    def x(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def bounds(figure: Figure) -> tuple[float, float, float] | None:
    """Low, point and high of a figure that has a range; None without one."""
    match figure.value:
        case Estimate(value, low, high):
            return low, value, high
        case DeclaredRange(low, mode, high):
            return low, mode, high
        case _:
            return None


def balance(figures: Sequence[Figure], title: str, voice: Voice) -> Html:
    """One bar per strength of evidence, on one axis: the stronger the evidence, the fuller the bar."""
    rows = [(figure, found) for figure in figures if (found := bounds(figure)) is not None]
    drawn = (_balance(rows, title, voice, *size) for size in ((540.0, "wide"), (330.0, "narrow")))
    return Html("".join(drawn))


def _balance(rows: Sequence[Row], title: str, voice: Voice, width: float, class_: str) -> Html:
    row = 48.0
    axis = _Axis.over([0.0, *(v for _, found in rows for v in found)], 120, width - 20)
    height = row * len(rows) + 24
    drawn = [line((axis.x(t), 0), (axis.x(t), height - 20), LINE) for t in nice_ticks(axis.low, axis.high, 3)]
    drawn.append(_balance_ticks(axis, height, voice))
    drawn.append(line((axis.x(0), 0), (axis.x(0), height - 20), INK, 1.2))
    drawn += [_bar(axis, figure, found, row * i + row / 2, voice) for i, (figure, found) in enumerate(rows)]
    return svg(width, height, "".join(drawn), title, class_)


def _balance_ticks(axis: _Axis, height: float, voice: Voice) -> str:
    return "".join(
        words(
            (axis.x(t), height - 5),
            Scale(Unit.MONEY, voice, t).said(t),
            fill=MUTED,
            size=11.5,
            anchor="middle",
        )
        for t in nice_ticks(axis.low, axis.high, 3)
    )


def _bar(axis: _Axis, figure: Figure, found: tuple[float, float, float], y: float, voice: Voice) -> str:
    low, point, high = found
    left, right = sorted((axis.x(0), axis.x(point)))
    width = max(right - left, 2)
    shape = rect((left, y - 9), (width, 18), ink(figure.grade, tone(figure)))
    whisker = line((axis.x(low), y), (axis.x(high), y), INK, 1.4)
    ends = "".join(line((axis.x(v), y - 4), (axis.x(v), y + 4), INK, 1.4) for v in (low, high))
    name = words((0, y + 5), figure.grade, size=16, weight=700) + words(
        (20, y + 4), grade_word(figure.grade, voice.lang), size=13, weight=600
    )
    return name + shape + whisker + ends


def _hatch(role: str) -> str:
    """Lines at 45 degrees, for grade C."""
    size = 'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    stripe = rect((0, 0), (2.6, 6), f'fill="{colour(role)}" fill-opacity=".8"')
    paper = rect((0, 0), (6, 6), f'fill="{PAPER}"')
    return f'<pattern id="hatch-{role}" {size}>{paper}{stripe}</pattern>'


HATCH = "<defs>" + "".join(_hatch(role) for role in ("gain", "loss", "none")) + "</defs>"


def ink(grade: Grade, role: str) -> str:
    """The fill that says how strong the evidence is: solid, tinted, hatched, hollow dashed."""
    match grade:
        case Grade.A:
            return f'fill="{colour(role)}"'
        case Grade.B:
            return f'fill="{colour(role)}" fill-opacity=".62"'
        case Grade.C:
            return f'fill="url(#hatch-{role})" stroke="{colour(role)}"'
        case _:
            return f'fill="{PAPER}" stroke="{colour(role)}" stroke-width="1.3" stroke-dasharray="4 3"'


def interval_bar(figure: Figure, domain: tuple[float, float], voice: Voice) -> Html:
    """A small interval on the axis shared by every row; zero is drawn."""
    found = bounds(figure)
    if found is None:
        return Html()
    low, point, high = found
    axis, y = _Axis(domain[0], domain[1], 6, 174), 11.0
    left, right = axis.x(low), axis.x(high)
    look = ink(figure.grade, tone(figure))
    pill = rect((left, y - 4.5), (max(right - left, 9), 9), look, corner=4.5)
    stroke = f'fill="{PAPER}" stroke="{colour(tone(figure))}" stroke-width="2.4"'
    dot = f'<circle cx="{short(axis.x(point))}" cy="{short(y)}" r="4.2" {stroke}/>'
    zero = line((axis.x(0), 0), (axis.x(0), 22), MUTED)
    return svg(180, 22, zero + pill + dot, say_value(figure, voice.lang, voice.currency), "iv")
