"""The process before and after: solid where a human works, outlined where a robot does, dashed if gone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from retour.assessment.result import Sheet
from retour.kpi.dossier import Graph, Node
from retour.register.indicator import Actor
from retour.register.process import Process
from retour.report.html import Html
from retour.report.map_arcs import Route, arrow
from retour.report.map_layout import Layout, busiest, kept_arcs, lay_out
from retour.report.svg import GHOST, INK, MUTED, PAPER, RAIL, Point, colour, rect, svg, words
from retour.wording.names import Names
from retour.wording.numbers import duration, integer
from retour.wording.sentence import label

BOX_WIDTH, BOX_HEIGHT = 128.0, 48.0
MOST_LYING = 8  # with more steps in a row, the map runs downwards
Place = Callable[[str], Point]


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


@dataclass(frozen=True, slots=True)
class Maps:
    """The two maps; when they run downwards they stand side by side."""

    before: Html
    after: Html
    upright: bool


def process_maps(sheet: Sheet, names: Names, declared: Process | None) -> Maps | None:
    """The map before and the map after on one layout, wide and narrow; None without both graphs."""
    before, after = sheet.friction.before, sheet.friction.after
    if before is None or after is None or not before.nodes or not after.nodes:
        return None
    nodes = busiest((before, after))
    arcs = [arc for graph in (before, after) for arc in kept_arcs(graph, nodes)]
    layout = lay_out(nodes, arcs, [a.key for a in declared.activities] if declared else ())
    most = max((n for *_, n in arcs), default=1)
    first, second = (
        _both(Drawing(graph, layout, names, sheet.automation.process, _kinds(graph, declared), most, when))
        for graph, when in ((before, "before"), (after, "after"))
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


def _both(drawing: Drawing) -> Html:
    upright = drawing.layout.layers > MOST_LYING
    wide = _draw(drawing, 520 if upright else 1080, upright=upright, class_="wide")
    return Html(wide + _draw(drawing, 340, upright=True, class_="narrow"))


def _kinds(graph: Graph, declared: Process | None) -> dict[str, str]:
    return {node.activity: _kind(node, declared) for node in graph.nodes}


def _kind(node: Node, declared: Process | None) -> str:
    found = declared.activity(node.activity) if declared else None
    if not node.known_actor or (found is not None and found.actor_kind is Actor.CUSTOMER):
        return "moment"
    return "hand" if node.manual >= node.known_actor / 2 else "auto"


def _draw(drawing: Drawing, width: float, *, upright: bool, class_: str) -> Html:
    across = drawing.layout.rows if upright else drawing.layout.layers
    box = min(BOX_WIDTH, width / max(across, 1) - (8 if upright else 34))
    place = _upright(drawing.layout, width, box) if upright else _lying(drawing.layout, width, box)
    down = drawing.layout.layers * 86 if upright else drawing.layout.rows * 76
    live = set(drawing.kinds)
    shown = [n for n in drawing.layout.layer if n in live]
    gone = [n for n in drawing.layout.layer if n not in live]
    arcs = "".join(_arc(drawing, arc, place, box, upright=upright) for arc in kept_arcs(drawing.graph, shown))
    boxes = "".join(_box(drawing, node, place(node), box, live=True) for node in shown)
    ghosts = "".join(_box(drawing, node, place(node), box, live=False) for node in gone)
    return svg(width, down, arcs + ghosts + boxes, map_title(drawing), f"map {class_}")


def _lying(layout: Layout, width: float, box: float) -> Place:
    step = (width - box) / max(layout.layers - 1, 1)
    return lambda node: (layout.layer[node] * step, 14 + layout.row[node] * 76.0)


def _upright(layout: Layout, width: float, box: float) -> Place:
    step = width / max(layout.rows, 1)
    return lambda node: (layout.row[node] * step + (step - box) / 2, 8 + layout.layer[node] * 86.0)


def _arc(drawing: Drawing, arc: tuple[str, str, int], place: Place, box: float, *, upright: bool) -> str:
    source, target, count = arc
    back = drawing.layout.layer[target] <= drawing.layout.layer[source]
    route = Route(place(source), place(target), (box, BOX_HEIGHT), upright=upright, back=back)
    thickness = 1.2 + 4.8 * count / max(drawing.most, 1)
    return arrow(route, thickness) + ("" if back else _delay(drawing, arc, route))


def _delay(drawing: Drawing, arc: tuple[str, str, int], route: Route) -> str:
    found = next((a for a in drawing.graph.arcs if (a.source, a.target) == arc[:2]), None)
    near = drawing.layout.layer[arc[1]] - drawing.layout.layer[arc[0]] == 1
    if found is None or not near:
        return ""
    anchor = "start" if route.upright else "middle"
    said = words(route.middle, duration(found.median_seconds, drawing.names.lang), anchor=anchor, weight=600)
    return said.replace("<text ", f'<text stroke="{PAPER}" stroke-width="4" paint-order="stroke" ', 1)


_LOOK = {
    "hand": (f'fill="{INK}"', PAPER),
    "auto": (f'fill="{PAPER}" stroke="{colour("auto")}" stroke-width="1.8"', colour("auto")),
    "moment": (f'fill="{RAIL}"', INK),
}


def _box(drawing: Drawing, node: str, at: Point, box: float, *, live: bool) -> str:
    x, y = at
    kind = drawing.kinds.get(node, "moment")
    look, fill = _LOOK[kind] if live else (f'fill="{PAPER}" stroke="{GHOST}" stroke-dasharray="3 3"', MUTED)
    shape = rect(at, (box, BOX_HEIGHT), look, corner=BOX_HEIGHT / 2 if kind == "moment" and live else 3)
    struck = not live and drawing.when == "after"
    return shape + _name(drawing, node, (x + box / 2, y + BOX_HEIGHT / 2), box, fill=fill, struck=struck)


def _name(drawing: Drawing, node: str, middle: Point, box: float, *, fill: str, struck: bool) -> str:
    lines = wrap(drawing.names.activity(drawing.process, node), max(int(box / 7.8), 6), break_long_words=True)
    lines = [*lines[:2], lines[2][:-1] + "…"] if len(lines) > 3 else lines[:3]
    first = middle[1] + 4 - (len(lines) - 1) * 7
    drawn = "".join(
        words((middle[0], first + i * 14), said, fill=fill, anchor="middle", weight=600)
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
