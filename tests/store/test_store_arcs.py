"""The median between two activities is the same, whether the engine holds every time or counts them."""

from collections import defaultdict
from itertools import pairwise
from statistics import median

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.kpi.dossier import Arc
from retour.store.arcs import arcs_of, arcs_of_many
from retour.store.engines.duckdb import DuckTables

EVENTS = st.lists(
    st.tuples(
        st.integers(0, 4),  # case
        st.sampled_from(["sent", "opened", "signed"]),
        st.one_of(st.integers(0, 20), st.integers(0, 10**15)),  # µs
    ),
    max_size=60,
)
Told = list[tuple[int, str, int]]


def tables_of(events: Told) -> DuckTables:
    rows = [(f"Q-{case}", activity, at, line) for line, (case, activity, at) in enumerate(events)]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    types = (pa.string(), pa.string(), pa.int64(), pa.int64())
    arrays = [pa.array(values, kind) for values, kind in zip(columns, types, strict=True)]
    tables = DuckTables()
    tables.load("log", pa.table(arrays, ["case_id", "activity", "ts", "line"]))
    return tables


def counted(events: Told) -> set[Arc]:
    """By hand: each case in order, each pair of neighbours."""
    cases, gaps = defaultdict(list), defaultdict(list)
    for line, (case, activity, at) in enumerate(events):
        cases[case].append((at, line, activity))
    for told in cases.values():
        for (at, _, activity), (then, _, following) in pairwise(sorted(told)):
            gaps[activity, following].append(then - at)
    return {
        Arc(source=a, target=b, count=len(found), median_seconds=median(found) / 1_000_000)
        for (a, b), found in gaps.items()
    }


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_both_ways_give_what_is_counted_by_hand(events: Told) -> None:
    tables = tables_of(events)
    held, cells = (ways(tables, "FROM log") for ways in (arcs_of, arcs_of_many))
    assert held == cells
    assert set(cells) == counted(events)
    tables.close()


def test_only_the_chosen_events_follow_each_other() -> None:
    tables = tables_of([(0, "sent", 0), (0, "opened", 5_000_000), (0, "signed", 9_000_000), (1, "sent", 3)])
    found = arcs_of_many(tables, "FROM log WHERE log.activity <> 'opened'")
    assert found == (Arc(source="sent", target="signed", count=1, median_seconds=9.0),)
