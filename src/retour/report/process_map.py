"""The process before and after: solid where a human works, outlined where a robot does, dashed if gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from retour.assessment.result import Sheet
from retour.kpi.dossier import Graph, Node
from retour.register.indicator import Actor
from retour.register.process import Process
from retour.report.html import Html
from retour.report.map_arcs import Route, arrow
from retour.report.map_layout import Layout, busiest, kept_arcs, lay_out
from retour.report.map_marks import BAR, Delay, Lost, delay_bar, delays, lost_box, lost_counts, lost_place
from retour.report.svg import GHOST, INK, MUTED, PAPER, RAIL, Point, colour, fitted, halo, rect, svg, words
from retour.wording.names import Names
from retour.wording.numbers import duration, duration_size, integer
from retour.wording.sentence import label

BOX_WIDTH, BOX_HEIGHT = 132.0, 48.0
GAP = 58.0  # between two boxes in a row: the delay is written there
MOST_LYING = 7  # with more steps in a row, the map runs downwards
WIDEST = 300.0  # from one step to the next
LETTER = 6.9  # width of a letter of a name


@dataclass(frozen=True, slots=True)
class Drawing:
    """One map: the graph, the places of its steps, the names and the side (before or after)."""

    graph: Graph
    layout: Layout
    names: Names
    process: str | None
    kinds: Mapping[str, str]
    most: int
    when: str
    lost: Mapping[str, int]
    layers: int  # with the places of the lost cases, which both sides keep
    rows: int
    delay: Delay | None


@dataclass(frozen=True, slots=True)
class Maps:
    """The two maps; when they run downwards they stand side by side."""

    before: Html
    after: Html
    upright: bool


def process_maps(sheet: Sheet, names: Names, declared: Process | None) -> Maps | None:
    """The map before and the map after on one layout, at every size; None without both graphs."""
    before, after = sheet.friction.before, sheet.friction.after
    if before is None or after is None or not before.nodes or not after.nodes:
        return None
    nodes = busiest((before, after))
    arcs = [arc for graph in (before, after) for arc in kept_arcs(graph, nodes)]
    layout = lay_out(nodes, arcs, [a.key for a in declared.activities] if declared else ())
    lost, delay = lost_counts(sheet, nodes), delays(sheet, names)
    places = [lost_place(layout, step) for counts in lost for step, n in counts.items() if n]
    first, second = (
        _sizes(
            Drawing(
                graph=graph,
                layout=layout,
                names=names,
                process=sheet.automation.process,
                kinds=_kinds(graph, declared),
                most=max((n for *_, n in arcs), default=1),
                when=when,
                lost=lost[side],
                layers=max([layout.layers, *(layer + 1 for layer, _ in places)]),
                rows=max([layout.rows, *(row + 1 for _, row in places)]),
                delay=delay[side],
            )
        )
        for side, (graph, when) in enumerate(((before, "before"), (after, "after")))
    )
    return Maps(before=first, after=second, upright=layout.layers > MOST_LYING)


def map_title(drawing: Drawing) -> str:
    """What one map says, in a sentence."""
    when = label(f"map_{drawing.when}", drawing.names.lang)
    known = [n for n in drawing.graph.nodes if n.known_actor]
    if not known or not drawing.graph.cases:
        return label("map_said_plain", drawing.names.lang, when=when, cases=drawing.graph.cases)
    manual = round(sum(n.manual for n in known) / drawing.graph.cases, 1)
    return label("map_said", drawing.names.lang, when=when, cases=drawing.graph.cases, manual=manual)


def _sizes(drawing: Drawing) -> Html:
    small = _draw(drawing, 296, upright=True, class_="small")
    if drawing.layout.layers > MOST_LYING:
        return fitted([_draw(drawing, 540, upright=True, class_="mid"), small], half=True)
    lying = 700 / drawing.layers - GAP > 90
    sizes = [_draw(drawing, 1132, upright=False, class_="large")]
    return fitted([*sizes, _draw(drawing, 700, upright=not lying, class_="mid"), small])


def _kinds(graph: Graph, declared: Process | None) -> dict[str, str]:
    return {node.activity: _kind(node, declared) for node in graph.nodes}


def _kind(node: Node, declared: Process | None) -> str:
    found = declared.activity(node.activity) if declared else None
    if not node.known_actor or (found is not None and found.actor_kind is Actor.CUSTOMER):
        return "moment"
    return "hand" if node.manual >= node.known_actor / 2 else "auto"


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where steps stand on one size of one map."""

    width: float
    box: float
    step: float
    upright: bool

    def at(self, layer: float, row: float) -> Point:
        """The upper left corner of the box of a layer and a row."""
        if self.upright:
            return row * self.step + (self.step - self.box) / 2, 8 + layer * 86.0
        return layer * self.step, 14 + row * 76.0

    def of(self, layout: Layout, node: str) -> Point:
        """The upper left corner of a step's box."""
        return self.at(layout.layer[node], layout.row[node])


def _ground(drawing: Drawing, width: float, *, upright: bool) -> _Ground:
    across = drawing.rows if upright else drawing.layers
    box = min(BOX_WIDTH, width / across - (8 if upright else GAP))
    step = width / across if upright else min((width - box) / max(across - 1, 1), WIDEST)
    return _Ground(width, box, step, upright)


def _height(drawing: Drawing, *, upright: bool) -> float:
    return drawing.layers * 86.0 if upright else drawing.rows * 76.0


def _draw(drawing: Drawing, width: float, *, upright: bool, class_: str) -> Html:
    ground, down = _ground(drawing, width, upright=upright), _height(drawing, upright=upright)
    live = [n for n in drawing.layout.layer if n in drawing.kinds]
    gone = [n for n in drawing.layout.layer if n not in drawing.kinds]
    drawn = [_lost(drawing, ground, step, n) for step, n in drawing.lost.items() if n]
    drawn += [_arc(drawing, arc, ground) for arc in kept_arcs(drawing.graph, live)]
    drawn += [_box(drawing, node, ground, live=False) for node in gone]
    drawn += [_box(drawing, node, ground, live=True) for node in live]
    if drawing.delay is not None:
        drawn.append(delay_bar(drawing.delay, width, down, drawing.names))
        down += BAR
    return svg(width, down, "".join(drawn), map_title(drawing), f"map {class_}")


def _lost(drawing: Drawing, ground: _Ground, step: str, count: int) -> str:
    at = ground.at(*lost_place(drawing.layout, step))
    box = (ground.box, BOX_HEIGHT)
    return lost_box(Lost(ground.of(drawing.layout, step), at, box, ground.upright), count, drawing.names)


def _arc(drawing: Drawing, arc: tuple[str, str, int], ground: _Ground) -> str:
    source, target, count = arc
    layout = drawing.layout
    back = layout.layer[target] <= layout.layer[source]
    ends = ground.of(layout, source), ground.of(layout, target)
    route = Route(*ends, (ground.box, BOX_HEIGHT), upright=ground.upright, back=back)
    thickness = 1.2 + 4.8 * count / max(drawing.most, 1)
    return arrow(route, thickness) + ("" if back else _delay(drawing, arc, route))


def _delay(drawing: Drawing, arc: tuple[str, str, int], route: Route) -> str:
    found = next((a for a in drawing.graph.arcs if (a.source, a.target) == arc[:2]), None)
    near = drawing.layout.layer[arc[1]] - drawing.layout.layer[arc[0]] == 1
    if found is None or not near:
        return ""
    anchor = "start" if route.upright else "middle"
    size = duration_size(found.median_seconds)
    value = found.median_seconds / size
    said = duration(round(value, 0 if value >= 10 else 1) * size, drawing.names.lang)
    return halo(words(route.middle, said, anchor=anchor, weight=600))


_LOOK = {
    "hand": (f'fill="{INK}"', PAPER),
    "auto": (f'fill="{PAPER}" stroke="{colour("gain")}" stroke-width="1.8"', colour("gain")),
    "moment": (f'fill="{RAIL}"', INK),
}


def _box(drawing: Drawing, node: str, ground: _Ground, *, live: bool) -> str:
    at = ground.of(drawing.layout, node)
    kind = drawing.kinds.get(node, "moment")
    look, fill = _LOOK[kind] if live else (f'fill="{PAPER}" stroke="{GHOST}" stroke-dasharray="3 3"', MUTED)
    corner = BOX_HEIGHT / 2 if kind == "moment" and live else 3
    shape = rect(at, (ground.box, BOX_HEIGHT), look, corner=corner)
    struck = not live and drawing.when == "after"
    name = drawing.names.activity(drawing.process, node)
    return shape + _name(name, at, ground.box, fill=fill, struck=struck)


def _name(name: str, at: Point, box: float, *, fill: str, struck: bool) -> str:
    lines = wrap(name, max(int((box - 8) / LETTER), 6), break_long_words=True)
    lines = [*lines[:2], lines[2][:-1] + "…"] if len(lines) > 3 else lines[:3]
    x, first = at[0] + box / 2, at[1] + BOX_HEIGHT / 2 + 4 - (len(lines) - 1) * 7
    drawn = "".join(
        words((x, first + i * 14), said, fill=fill, anchor="middle", weight=600)
        for i, said in enumerate(lines)
    )
    return drawn.replace("<text ", '<text text-decoration="line-through" ') if struck else drawn


def map_rows(graphs: Sequence[Graph], names: Names, process: str | None) -> list[tuple[str, ...]]:
    """The same content as a table: activity, then manual events out of cases, before and after."""
    rows = []
    for activity in busiest(graphs, limit=10_000):
        cells = [names.activity(process, activity)]
        for graph in graphs:
            node = next((n for n in graph.nodes if n.activity == activity), None)
            cells += [integer(node.cases, names.lang), _by_hand(node, names)] if node else ["0", "0"]
        rows.append(tuple(cells))
    return rows


def _by_hand(node: Node, names: Names) -> str:
    return integer(node.manual, names.lang) if node.known_actor else label("unknown", names.lang)
