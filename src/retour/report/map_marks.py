"""What stands beside the steps of a process map: the lost cases in dashed brick, the whole delay as a bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.axis import Axis, bounds, whisker
from retour.report.map_layout import Layout
from retour.report.svg import INK, PAPER, RAIL, Point, colour, curve, rect, room, words
from retour.wording.certainties import pairs
from retour.wording.names import Names
from retour.wording.sentence import label
from retour.wording.values import say_value

BAR = 52.0  # height that the delay takes under a map


@dataclass(frozen=True, slots=True)
class Delay:
    """The whole delay on one side: its name, its figure, and the longest delay of both sides."""

    name: str
    figure: Figure
    longest: float


def lost_counts(sheet: Sheet, drawn: Sequence[str]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many cases were lost after each drawn step, before and after go-live."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for found in sheet.watched.reconciliations:
        if found.rule.of in drawn and found.problem is None:
            before[found.rule.of] = before.get(found.rule.of, 0) + found.lost_before
            after[found.rule.of] = after.get(found.rule.of, 0) + found.lost_total
    return before, after


def delays(sheet: Sheet, names: Names) -> tuple[Delay | None, Delay | None]:
    """The first delay that is known on both sides; nothing without one."""
    stem = f"{sheet.automation.key}/delay/"
    for pair in pairs(sheet, names):
        found = [bounds(f) for f in pair.figures]
        if pair.known and pair.stem.startswith(stem) and pair.before and pair.after and all(found):
            longest = max(r[2] for r in found if r is not None)
            return Delay(pair.name, pair.before, longest), Delay(pair.name, pair.after, longest)
    return None, None


def delay_bar(delay: Delay, width: float, down: float, names: Names) -> str:
    """The delay and its interval on a scale that is the same before and after; it starts at zero."""
    axis = Axis(0, delay.longest or 1, 0, width - 2)
    found = bounds(delay.figure)
    value = say_value(delay.figure, names.lang, names.currency)
    whole = label("map_delay", names.lang, name=delay.name, value=value)
    said = words((0, down + 24), whole, weight=600)
    if room(whole) > width:
        said = words((0, down + 8), delay.name, weight=600) + words((0, down + 24), value)
    if found is None:
        return said
    track = rect((0, down + 34), (width, 10), f'fill="{RAIL}"')
    bar = rect((0, down + 34), (max(axis.x(found[1]), 2), 10), f'fill="{INK}"')
    return said + track + bar + whisker(axis, found, down + 39).replace(INK, colour("none"))


@dataclass(frozen=True, slots=True)
class Lost:
    """Where the lost cases of a step stand: the step's box, theirs, the size of a box, how the map runs."""

    step: Point
    at: Point
    box: Point
    upright: bool


def lost_place(layout: Layout, step: str) -> tuple[int, int]:
    """Layer and row of the cases lost after a step: one layer further, below the steps that stand there."""
    layer = layout.layer[step] + 1
    below = [row for node, row in layout.row.items() if layout.layer[node] == layer]
    return layer, max(below, default=-1) + 1


def lost_box(lost: Lost, count: int, names: Names) -> str:
    """The box of the lost cases and the way to it."""
    (x0, y0), (x, y), (w, h) = lost.step, lost.at, lost.box
    brick = colour("loss")
    if lost.upright:
        start, end = (x0 + w, y0 + h / 2), (x + w / 2, y - 2)
        path = curve(start, (x + w / 2, start[1]), (x + w / 2, start[1]), end)
    elif y == y0:
        start, end = (x0 + w, y0 + h / 2), (x - 2, y + h / 2)
        path = curve(start, start, end, end)
    else:
        start, end = (x0 + w - 12, y0 + h), (x - 2, y + h / 2)
        path = curve(start, (start[0], end[1]), (start[0], end[1]), end)
    way = f'<path d="{path}" fill="none" stroke="{brick}" stroke-width="1.8" stroke-dasharray="4 3"/>'
    look = f'fill="{PAPER}" stroke="{brick}" stroke-width="1.8" stroke-dasharray="4 3"'
    number, _, noun = label("map_lost", names.lang, n=count).partition("\u00a0")
    middle = (x + w / 2, y + h / 2)
    told = words((middle[0], middle[1] - 2), number, fill=brick, size=13, anchor="middle", weight=700)
    told += words((middle[0], middle[1] + 14), noun, fill=brick, size=11.5, anchor="middle", weight=600)
    return way + rect((x, y), (w, h), look, corner=3) + told
