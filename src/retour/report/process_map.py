"""The process before and after: solid where a human works, blue outline where a robot does, dashed where gone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from retour.assessment.result import Sheet
from retour.kpi.dossier import Graph, Node
from retour.register.indicator import Actor
from retour.register.process import Process
from retour.report.html import Html
from retour.report.map_layout import Layout, busiest, kept_arcs, lay_out
from retour.report.svg import GHOST, INK, MUTED, PAPER, RAIL, Point, colour, short, svg, words
from retour.wording.names import Names
from retour.wording.numbers import duration, integer
from retour.wording.sentence import label

BOX_WIDTH, BOX_HEIGHT = 128.0, 48.0
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


def process_maps(sheet: Sheet, names: Names, declared: Process | None) -> tuple[Html, ...]:
    """The map before and the map after on one layout, wide and narrow; nothing without both graphs."""
    before, after = sheet.friction.before, sheet.friction.after
    if before is None or after is None or not before.nodes or not after.nodes:
        return ()
    nodes = busiest((before, after))
    arcs = [arc for graph in (before, after) for arc in kept_arcs(graph, nodes)]
    layout = lay_out(nodes, arcs, [a.key for a in declared.activities] if declared else ())
    most = max((n for *_, n in arcs), default=1)
    return tuple(
        Html("".join(_both(Drawing(graph, layout, names, sheet.automation.process, _kinds(graph, declared), most, when))))
        for graph, when in ((before, "before"), (after, "after"))
    )


def map_title(drawing: Drawing) -> str:
    """What one map says, in a sentence."""
    when = label(f"map_{drawing.when}", drawing.names.lang)
    known = [n for n in drawing.graph.nodes if n.known_actor]
    if not known or not drawing.graph.cases:
        return label("map_said_plain", drawing.names.lang, when=when, cases=drawing.graph.cases)
    manual = round(sum(n.manual for n in known) / drawing.graph.cases, 1)
    return label("map_said", drawing.names.lang, when=when, cases=drawing.graph.cases, manual=manual)


def _both(drawing: Drawing) -> tuple[Html, Html]:
    upright = drawing.layout.layers > 8
    return _draw(drawing, 1080, upright=upright, class_="wide"), _draw(drawing, 340, upright=True, class_="narrow")


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
    (x0, y0), (x1, y1) = place(source), place(target)
    back = drawing.layout.layer[target] <= drawing.layout.layer[source]
    path, end, middle = (_down if upright else _across)((x0, y0), (x1, y1), box, back=back)
    thick = 1.2 + 4.8 * count / max(drawing.most, 1)
    dash = ' stroke-dasharray="3 3"' if back else ""
    body = f'<path d="{path}" fill="none" stroke="{MUTED}" stroke-width="{short(1.2 if back else thick)}" stroke-opacity=".4"{dash}/>'
    return body + _head(end, upright=upright, back=back) + _delay(drawing, arc, middle, back=back, upright=upright)


def _across(start: Point, end: Point, box: float, *, back: bool) -> tuple[str, Point, Point]:
    (x0, y0), (x1, y1) = start, end
    if back:
        a, b = (x0 + box / 2, y0 + BOX_HEIGHT), (x1 + box / 2, y1 + BOX_HEIGHT)
        low = max(a[1], b[1]) + 20
        return f"M{short(a[0])} {short(a[1])}C{short(a[0])} {short(low)} {short(b[0])} {short(low)} {short(b[0])} {short(b[1])}", b, b
    a, b = (x0 + box, y0 + BOX_HEIGHT / 2), (x1, y1 + BOX_HEIGHT / 2)
    m = (a[0] + b[0]) / 2
    path = f"M{short(a[0])} {short(a[1])}C{short(m)} {short(a[1])} {short(m)} {short(b[1])} {short(b[0] - 6)} {short(b[1])}"
    return path, b, (m, (a[1] + b[1]) / 2 - 7)


def _down(start: Point, end: Point, box: float, *, back: bool) -> tuple[str, Point, Point]:
    (x0, y0), (x1, y1) = start, end
    if back:
        a, b = (x0 + box, y0 + BOX_HEIGHT / 2), (x1 + box, y1 + BOX_HEIGHT / 2)
        far = max(a[0], b[0]) + 14
        return f"M{short(a[0])} {short(a[1])}C{short(far)} {short(a[1])} {short(far)} {short(b[1])} {short(b[0])} {short(b[1])}", b, b
    a, b = (x0 + box / 2, y0 + BOX_HEIGHT), (x1 + box / 2, y1)
    m = (a[1] + b[1]) / 2
    path = f"M{short(a[0])} {short(a[1])}C{short(a[0])} {short(m)} {short(b[0])} {short(m)} {short(b[0])} {short(b[1] - 6)}"
    return path, b, ((a[0] + b[0]) / 2 + 6, m + 4)


def _head(at: Point, *, upright: bool, back: bool) -> str:
    if back:
        return ""
    x, y = at
    if upright:
        return f'<path d="M{short(x - 5)} {short(y - 7)}L{short(x)} {short(y)}L{short(x + 5)} {short(y - 7)}Z" fill="{MUTED}"/>'
    return f'<path d="M{short(x - 7)} {short(y - 5)}L{short(x)} {short(y)}L{short(x - 7)} {short(y + 5)}Z" fill="{MUTED}"/>'


def _delay(drawing: Drawing, arc: tuple[str, str, int], at: Point, *, back: bool, upright: bool) -> str:
    found = next((a for a in drawing.graph.arcs if (a.source, a.target) == arc[:2]), None)
    near = drawing.layout.layer[arc[1]] - drawing.layout.layer[arc[0]] == 1
    if back or found is None or not near:
        return ""
    said = duration(found.median_seconds, drawing.names.lang)
    halo = words(at, said, size=12, anchor="start" if upright else "middle", weight=600)
    return halo.replace("<text ", f'<text stroke="{PAPER}" stroke-width="4" paint-order="stroke" ', 1)


_LOOK = {
    "hand": (f'fill="{INK}"', PAPER),
    "auto": (f'fill="{PAPER}" stroke="{colour("auto")}" stroke-width="1.8"', colour("auto")),
    "moment": (f'fill="{RAIL}"', INK),
}


def _box(drawing: Drawing, node: str, at: Point, box: float, *, live: bool) -> str:
    x, y = at
    kind = drawing.kinds.get(node, "moment")
    look, fill = _LOOK[kind] if live else (f'fill="none" stroke="{GHOST}" stroke-dasharray="3 3"', MUTED)
    corner = BOX_HEIGHT / 2 if kind == "moment" and live else 3
    rect = f'<rect x="{short(x)}" y="{short(y)}" width="{short(box)}" height="{short(BOX_HEIGHT)}" rx="{short(corner)}" {look}/>'
    return rect + _name(drawing, node, (x + box / 2, y + BOX_HEIGHT / 2), box, fill, struck=not live and drawing.when == "after")


def _name(drawing: Drawing, node: str, middle: Point, box: float, fill: str, *, struck: bool) -> str:
    size = 12.0
    lines = wrap(drawing.names.activity(drawing.process, node), max(int(box / 6.6), 6), break_long_words=True)
    lines = [*lines[:2], lines[2][:-1] + "…"] if len(lines) > 3 else lines[:3]
    first = middle[1] + 4 - (len(lines) - 1) * 7
    drawn = "".join(
        words((middle[0], first + i * 14), said, fill=fill, size=size, anchor="middle", weight=600)
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
