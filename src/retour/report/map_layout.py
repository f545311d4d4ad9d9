"""Where each step of a process stands: one layered layout for the union of the graphs before and after."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retour.kpi.dossier import Graph

Edge = tuple[str, str]
SWEEPS = 6
MOST_DRAWN = 12
RARE = 0.05  # arcs under this share of the busiest one are left out


@dataclass(frozen=True, slots=True)
class Layout:
    """Column (layer) and row of each step; the same step keeps its place in both drawings."""

    layer: Mapping[str, int]
    row: Mapping[str, int]

    @property
    def layers(self) -> int:
        """Number of columns."""
        return max(self.layer.values(), default=-1) + 1

    @property
    def rows(self) -> int:
        """Number of rows in the fullest column."""
        return max(self.row.values(), default=-1) + 1


def busiest(graphs: Sequence[Graph], limit: int = MOST_DRAWN) -> list[str]:
    """The most frequent activities over all graphs, most frequent first."""
    events: dict[str, int] = defaultdict(int)
    for graph in graphs:
        for node in graph.nodes:
            events[node.activity] = max(events[node.activity], node.events)
    return sorted(events, key=lambda a: (-events[a], a))[:limit]


def kept_arcs(graph: Graph, nodes: Sequence[str]) -> list[tuple[str, str, int]]:
    """Arcs between drawn steps that are not rare (in the graph they belong to)."""
    arcs = [
        (a.source, a.target, a.count)
        for a in graph.arcs
        if a.source in nodes and a.target in nodes and a.source != a.target
    ]
    most = max((n for *_, n in arcs), default=0)
    return [arc for arc in arcs if arc[2] >= RARE * most]


def lay_out(
    nodes: Sequence[str], arcs: Sequence[tuple[str, str, int]], declared: Sequence[str] = ()
) -> Layout:
    """Layers by longest path along forward arcs, rows by the middle of the neighbours."""
    order = _order(nodes, arcs, declared)
    forward = sorted({(s, t) for s, t, _ in arcs if order[s] < order[t]})
    layer = _layers(sorted(nodes, key=order.__getitem__), forward)
    return Layout(layer, _rows(sorted(nodes, key=order.__getitem__), forward, layer))


def _order(
    nodes: Sequence[str], arcs: Sequence[tuple[str, str, int]], declared: Sequence[str]
) -> dict[str, int]:
    lean: dict[str, float] = {}
    for node in nodes:
        inward = sum(n for _, t, n in arcs if t == node)
        outward = sum(n for s, _, n in arcs if s == node)
        lean[node] = (inward - outward) / ((inward + outward) or 1)
    place = {key: i for i, key in enumerate(declared)}
    ranked = (
        _by_flow(nodes, arcs, lean)
        if not all(n in place for n in nodes)
        else sorted(nodes, key=place.__getitem__)
    )
    return {node: i for i, node in enumerate(ranked)}


def _by_flow(
    nodes: Sequence[str], arcs: Sequence[tuple[str, str, int]], lean: Mapping[str, float]
) -> list[str]:
    """Take the step that most of what remains does not flow into, again and again."""
    left, ranked = set(nodes), []
    while left:
        into = {n: sum(c for s, t, c in arcs if t == n and s in left) for n in left}
        out = {n: sum(c for s, t, c in arcs if s == n and t in left) for n in left}
        best = min(left, key=lambda n: (into[n] - out[n], lean[n], n))
        ranked.append(best)
        left.remove(best)
    return ranked


def _layers(order: Sequence[str], forward: Sequence[Edge]) -> dict[str, int]:
    layer = dict.fromkeys(order, 0)
    for node in order:
        for source, target in forward:
            if source == node:
                layer[target] = max(layer[target], layer[node] + 1)
    return layer


def _rows(order: Sequence[str], forward: Sequence[Edge], layer: Mapping[str, int]) -> dict[str, int]:
    columns: dict[int, list[str]] = defaultdict(list)
    for node in order:
        columns[layer[node]].append(node)
    row = {node: i for column in columns.values() for i, node in enumerate(column)}
    for sweep in range(SWEEPS):
        for number in sorted(columns, reverse=bool(sweep % 2)):
            columns[number].sort(key=lambda n: (_middle(n, forward, row), n))
            row |= {node: i for i, node in enumerate(columns[number])}
    return row


def _middle(node: str, forward: Sequence[Edge], row: Mapping[str, int]) -> float:
    near = [row[t] for s, t in forward if s == node] + [row[s] for s, t in forward if t == node]
    return sum(near) / len(near) if near else row[node]
