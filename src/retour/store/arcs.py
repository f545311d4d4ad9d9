"""The arcs of a directly-follows graph: how often one activity follows another, and the median time between.

The median of a few million times is asked of the engine, which holds them all. Of more, times are counted in
cells first, and only those of the cells that hold a middle are put in order: the same number, in less memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa

from retour.kpi.dossier import Arc
from retour.kpi.plan import MICROS
from retour.store.engines.engine import Tables

CELLS = 40  # a time's cell: so many for each factor e
PLACE = ("source", "target", "cell", "nth")
Key = tuple[int, int]


def steps_sql(chosen: str) -> str:
    """Every step of the chosen events (a FROM and WHERE clause): an activity, the next, and µs between."""
    return (
        "SELECT activity, next_activity, next_ts - ts AS gap FROM (SELECT activity, ts, "
        "lead(activity) OVER w AS next_activity, lead(ts) OVER w AS next_ts "
        f"{chosen} WINDOW w AS (PARTITION BY log.case_id ORDER BY ts, line, activity)) AS steps "
        "WHERE next_activity IS NOT NULL"
    )


def arcs_of(tables: Tables, chosen: str) -> tuple[Arc, ...]:
    """The arcs, the most frequent first."""
    rows = tables.rows(
        "SELECT activity, next_activity, count(*) AS n, median(gap) FROM "
        f"({steps_sql(chosen)}) AS told GROUP BY activity, next_activity "
        "ORDER BY n DESC, activity, next_activity"
    )
    return tuple(_arc(str(a), str(b), int(n), float(d)) for a, b, n, d in rows)


def _arc(source: str, target: str, count: int, median: float) -> Arc:
    return Arc(source=source, target=target, count=count, median_seconds=median / MICROS)


@dataclass(frozen=True, slots=True)
class Middle:
    """Where the middle of an arc's times is: how many there are, and one or two places (cell, rank in it)."""

    count: int
    places: tuple[tuple[int, int], ...]


def arcs_of_many(tables: Tables, chosen: str) -> tuple[Arc, ...]:
    """The same arcs, of any number of events."""
    tables.keep(
        "activities",
        "SELECT activity, row_number() OVER (ORDER BY activity) AS id "
        "FROM (SELECT DISTINCT activity FROM log) AS named",
    )
    tables.keep(
        "steps",
        "SELECT CAST(a.id AS INTEGER) AS source, CAST(b.id AS INTEGER) AS target, gap, "
        f"CAST(floor(ln(gap + 1) * {CELLS}) AS INTEGER) AS cell FROM ({steps_sql(chosen)}) AS s "
        "JOIN activities AS a ON a.activity = s.activity "
        "JOIN activities AS b ON b.activity = s.next_activity",
    )
    counted = tables.rows("SELECT source, target, cell, count(*) FROM steps GROUP BY ALL ORDER BY 1, 2, 3")
    middles = dict(_middles(counted))
    medians = _medians(tables, middles)
    names = {int(id_): str(name) for name, id_ in tables.rows("SELECT activity, id FROM activities")}
    for name in ("steps", "activities", "wanted"):
        tables.drop(name)
    found = (_arc(names[a], names[b], middles[a, b].count, medians[a, b]) for a, b in middles)
    return tuple(sorted(found, key=lambda arc: (-arc.count, arc.source, arc.target)))


def _middles(counted: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[Key, Middle]]:
    for key, rows in groupby(counted, lambda row: (int(row[0]), int(row[1]))):
        cells = [(int(cell), int(count)) for _, _, cell, count in rows]
        total = sum(count for _, count in cells)
        ranks = dict.fromkeys(((total - 1) // 2, total // 2))
        yield key, Middle(total, tuple(_place(cells, rank) for rank in ranks))


def _place(cells: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The cell of a rank (from 0), and its rank there (from 1)."""
    for cell, count in cells:
        if rank < count:
            return cell, rank + 1
        rank -= count
    raise ValueError("arcs.rank_beyond")


def _medians(tables: Tables, middles: dict[Key, Middle]) -> dict[Key, float]:
    """The mean of the one or two times in the middle, µs."""
    places = [(*key, *place) for key, middle in middles.items() for place in middle.places]
    columns = np.array(places, np.int64).reshape(-1, len(PLACE)).T
    tables.load("wanted", pa.table({name: pa.array(c) for name, c in zip(PLACE, columns, strict=True)}))
    rows = tables.rows(
        "SELECT r.source, r.target, avg(r.gap) FROM (SELECT s.source, s.target, s.cell, s.gap, "
        "row_number() OVER (PARTITION BY s.source, s.target, s.cell ORDER BY s.gap) AS nth FROM steps AS s "
        "JOIN (SELECT DISTINCT source, target, cell FROM wanted) AS c USING (source, target, cell)) AS r "
        "JOIN wanted AS w USING (source, target, cell, nth) GROUP BY r.source, r.target"
    )
    return {(int(a), int(b)): float(middle) for a, b, middle in rows}
