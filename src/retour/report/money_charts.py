"""Money drawn: fifty dots (each two chances in a hundred), and one bar per strength of evidence."""

from collections import Counter
from collections.abc import Sequence

from retour.quantity import Figure, Grade, Unit
from retour.report.axis import Axis, Range, bounds, grid_of, interval, whisker
from retour.report.html import Html
from retour.report.ink import ink, inked_bar, inked_dot
from retour.report.svg import INK, MUTED, fitted, line, short, svg, words
from retour.wording.sentence import Voice, label
from retour.wording.values import grade_word, say_value, tone

__all__ = ["balance", "bounds", "ink", "interval_axis", "interval_bar", "worth_dots"]

BINS = 26
WIDTHS = ((560.0, "mid"), (296.0, "small"))
CELL = 150.0  # width of an interval in a row of a table


def worth_dots(dots: Sequence[float], title: str, voice: Voice, grade: Grade = Grade.A) -> Html:
    """Fifty quantiles of the gain per month on a line; zero is drawn, and the ink says the evidence."""
    return fitted([_dots(dots, title, voice, grade, *size) for size in WIDTHS], half=True)


def _dots(dots: Sequence[float], title: str, voice: Voice, grade: Grade, width: float, class_: str) -> Html:
    axis = Axis.over([*dots, 0.0], 14, width - 14)
    edge = (axis.high - axis.low) / BINS
    bins = [min(int((v - axis.low) / edge), BINS - 1) for v in dots]
    most = max(Counter(bins).values())
    radius = min((width - 28) / BINS / 2, 120 / (2 * most))
    base = 40 + 2 * radius * most
    stacked: Counter[int] = Counter()
    drawn = [grid_of(axis, axis.ticks(Unit.MONEY, voice), base), line((14, base), (width - 14, base), MUTED)]
    for value, place in zip(dots, bins, strict=True):
        at = axis.x(axis.low + (place + 0.5) * edge), base - radius - 1 - stacked[place] * 2 * radius
        stacked[place] += 1
        drawn.append(inked_dot(at, radius * 0.88, grade, "gain" if value > 0 else "loss"))
    return svg(width, base + 24, "".join(drawn) + _zero(axis, width, voice), title, class_)


def _zero(axis: Axis, width: float, voice: Voice) -> str:
    x = axis.x(0)
    left = x > width / 2
    said, anchor = label("worth_balance", voice.lang), "end" if left else "start"
    return words((x - 6 if left else x + 6, 14), said, size=12.5, anchor=anchor, weight=600)


def balance(figures: Sequence[Figure], title: str, voice: Voice) -> Html:
    """One bar per strength of evidence, on one axis: the stronger the evidence, the fuller the bar."""
    rows = [(figure, found) for figure in figures if (found := bounds(figure)) is not None]
    return fitted([_balance(rows, title, voice, *size) for size in WIDTHS], half=True)


def _balance(
    rows: Sequence[tuple[Figure, Range]], title: str, voice: Voice, width: float, class_: str
) -> Html:
    row = 44.0
    axis = Axis.over([0.0, *(v for _, found in rows for v in found)], 122, width - 14)
    height = row * len(rows) + 4
    drawn = [grid_of(axis, axis.ticks(Unit.MONEY, voice), height)]
    drawn += [_bar(axis, figure, found, row * (i + 0.5), voice) for i, (figure, found) in enumerate(rows)]
    return svg(width, height + 22, "".join(drawn), title, class_)


def _bar(axis: Axis, figure: Figure, found: Range, y: float, voice: Voice) -> str:
    left, right = sorted((axis.x(0), axis.x(found[1])))
    shape = inked_bar((left, y - 9), (max(right - left, 2), 18), figure.grade, tone(figure))
    letter = words((0, y + 5), figure.grade, size=16, weight=700)
    word = words((20, y + 4.5), grade_word(figure.grade, voice.lang), size=13, weight=600)
    return letter + word + shape + whisker(axis, found, y)


def interval_bar(figure: Figure, domain: tuple[float, float], voice: Voice) -> Html:
    """A small interval on the axis shared by every row; zero is drawn."""
    found = bounds(figure)
    if found is None:
        return Html()
    axis = _cell(domain)
    zero = line((axis.x(0), 0), (axis.x(0), 22), MUTED)
    said = say_value(figure, voice.lang, voice.currency)
    return svg(CELL, 22, zero + interval(axis, figure, found, 11), said, "iv")


def interval_axis(domain: tuple[float, float], voice: Voice) -> Html:
    """The axis of `interval_bar`, for the head of the column; each bar says its own text."""
    axis = _cell(domain)
    drawn = []
    for value, said in axis.ticks(Unit.MONEY, voice, size=11.5):
        x, fill = axis.x(value), MUTED if value else INK
        drawn.append(line((x, 16), (x, 22), fill))
        drawn.append(words((x, 12), said, fill=fill, size=11.5, anchor="middle"))
    box = f'viewBox="0 0 {short(CELL)} 22" width="{short(CELL)}" height="22"'
    return Html(f'<svg class="iv" {box} aria-hidden="true">{"".join(drawn)}</svg>')


def _cell(domain: tuple[float, float]) -> Axis:
    return Axis(domain[0], domain[1], 8, CELL - 8)
