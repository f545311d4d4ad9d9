"""The state kept bucket by bucket against the one-pass query; its increments against a full rebuild."""
# ruff: noqa: S608

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.kpi.calendar import calendar_days
from retour.kpi.plan import (
    TOLERANCE,
    AmountOf,
    Attribute,
    First,
    FirstAfter,
    Last,
    Plan,
    Tally,
    indicator_columns,
)
from retour.quantity import Better, Span, Text
from retour.register.indicator import Actor, Count, Duration, Indicator, Rate, Share, Sum
from retour.register.workspace import WorkCalendar
from retour.store.cells_query import Slices
from retour.store.kept_cells import CELL, Kept, bounds_by_cell
from retour.store.scan import bin_bounds, calendar_table
from retour.store.source import Log
from retour.store.state import KeptState, News
from retour.store.state_steps import Keyed
from retour.store.tree import state_query
from store.logs import PARIS

HOUR = 3_600_000_000
MAY = 1_777_600_000_000_000  # µs, in May 2026
SCHEMA = pa.schema(
    [
        ("case_key", pa.int64()),
        ("case_id", pa.string()),
        ("activity", pa.string()),
        ("ts", pa.int64()),
        ("actor_kind", pa.string()),
        ("amount", pa.int64()),
        ("minutes", pa.int64()),
        ("a_kind", pa.string()),
    ]
)
DAY = Span(seconds=86_400)
MEASURES = (
    Duration(start="a", end="b", horizon=Span(seconds=3 * 86_400)),
    Duration(start="a", end="b", horizon=Span(working_days=2), working_time=True),
    Rate(of="a", reaching="b", by=DAY, open_at=Span(seconds=3600)),
    Count(of="b", by=DAY, actor_kind=Actor.HUMAN),
    Sum(of="a", by=DAY, activity="c", field="minutes"),
    Share(of="b", attribute="kind", value="x"),
)
KPIS = tuple(
    Indicator(key=f"k{i}", name=Text.same("k"), measure=m, better=Better.HIGHER)
    for i, m in enumerate(MEASURES)
)
PLAN = Plan(
    "p",
    tuple(
        dict.fromkeys(
            [
                First(None),
                Last(),
                Attribute("kind"),
                *(c for k in KPIS for c in indicator_columns(k)),
                FirstAfter("b", First("a"), -TOLERANCE),
                FirstAfter("c", First("b"), 2 * HOUR),
                FirstAfter("a", First("a"), HOUR),
                Tally(First(None), 48 * HOUR, field="valued", actor_kind=Actor.HUMAN, valued_field="minutes"),
                First("c"),
                Tally(First("c"), 5 * HOUR, unknown_actor=True),
            ]
        )
    ),
)
KEPT = [one for k in KPIS for one in Kept.all_of(PLAN, k, Slices(("kind",), "kind"))]

events = st.tuples(
    st.integers(0, 7),  # case
    st.sampled_from("abcd"),
    st.integers(-30, 150),  # hours, before and after the others
    st.sampled_from([None, "human", "robot"]),
    st.sampled_from([None, 0, 1250, -300]),
    st.sampled_from([None, "x", "y"]),
)
BUCKETS = 2


def write(path: Path, rows: list[tuple]) -> Path:
    """Rows of (case, activity, hour, kind, amount, attribute) in the layout of the durable log."""
    rows = sorted(rows, key=lambda r: (r[0], r[2]))
    case, activity, hour, kind, amount, attribute = zip(*rows, strict=True) if rows else ((),) * 6
    at = [MAY + h * HOUR for h in hour]
    columns = [case, [f"case-{c}" for c in case], activity, at, kind, amount, amount, attribute]
    arrays = [pa.array(list(c), f.type) for c, f in zip(columns, SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA), path)
    return path


def logged(folder: Path, name: str, rows: list[tuple]) -> list[Path]:
    return [
        write(folder / f"{name}-{b}.parquet", [r for r in rows if r[0] % BUCKETS == b])
        for b in range(BUCKETS)
    ]


@contextmanager
def kept_in(folder: Path) -> Iterator[KeptState]:
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        days = calendar_days(
            date(2026, 4, 1), date(2026, 6, 30), PARIS, WorkCalendar(country="FR"), frozenset()
        )
        con.register("days", calendar_table(days))
        con.execute("CREATE TABLE calendar AS SELECT * REPLACE (working > 0 AS working) FROM days")
        yield KeptState(folder, Keyed(PLAN, also=("case_id",)), con)


def state_rows(kept: KeptState) -> list[tuple]:
    return sorted(kept.con.execute(kept.sql).fetchall(), key=repr)


def reference_rows(kept: KeptState, files: list[Path]) -> list[tuple]:
    """The window query over the whole log at once."""
    kept.con.execute(
        f"CREATE OR REPLACE TEMP VIEW log AS SELECT * FROM read_parquet({[str(f) for f in files]})"
    )
    names = ", ".join(f'"{n}"' for n in kept.keyed.names)
    told = state_query(PLAN).sql(dialect="duckdb")
    case = "CAST(replace(case_id, 'case-', '') AS BIGINT) AS case_key"
    return sorted(
        kept.con.execute(f"SELECT {names} FROM (SELECT *, {case} FROM ({told}))").fetchall(),
        key=repr,
    )


def cells_rows(kept: KeptState) -> list[list[tuple]]:
    read = "SELECT * FROM read_parquet(?) ORDER BY ALL"
    return [kept.con.execute(read, [str(kept.cells_path(one))]).fetchall() for one in KEPT]


@settings(max_examples=8, deadline=None)
@given(st.lists(events, min_size=1, max_size=40))
def test_the_state_made_in_steps_is_that_of_the_window_query(rows):
    with TemporaryDirectory() as name, kept_in(Path(name) / "state") as kept:
        files = logged(Path(name), "log", rows)
        kept.build(Log(tuple((f,) for f in files)))
        assert state_rows(kept) == reference_rows(kept, files)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(events, max_size=12), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_days_of_late_events_and_corrections_give_what_a_full_rebuild_gives_cell_for_cell(days, random):
    with TemporaryDirectory() as name, kept_in(Path(name) / "state") as kept:
        folder, base = Path(name), [*days[0], (0, "a", 0, None, None, None)]
        held = [[f] for f in logged(folder, "day0", base)]
        until = {k.key: MAY + 30 * HOUR for k in KPIS}
        kept.bring(Log(tuple(map(tuple, held))), KEPT, until)
        for number, rows in enumerate(days[1:], 1):
            new = logged(folder, f"day{number}", rows)
            again: tuple[int, ...] = ()
            if random.random() < 0.5:  # a day that also corrects: an event is told anew, or was never true
                again = (correct(held[0][0], random),)
            held = [[*files, f] for files, f in zip(held, new, strict=True)]
            later = {key: at + random.choice([0, 20, 90, -10]) * HOUR for key, at in until.items()}
            kept.move(Log(tuple(map(tuple, held))), News(tuple(new), again))
            kept.move_cells(KEPT, until, later)
            until = later
        moved, cells = state_rows(kept), cells_rows(kept)
        with kept_in(folder / "anew") as anew:
            anew.build(Log(tuple(map(tuple, held))))
            anew.cells(KEPT, until)
            assert moved == state_rows(anew) == reference_rows(kept, [f for files in held for f in files])
            assert cells == cells_rows(anew)


LATE = Plan(
    "p",
    (
        *(First(None), Last(), First("a"), FirstAfter("b", First("a"), -TOLERANCE)),
        *(Tally(First("a"), 90 * HOUR, field="amount"), Tally(First("a"), 60 * HOUR, actor_kind=Actor.HUMAN)),
        *(Tally(First("a"), 2 * HOUR, field=field, activity="c") for field in ("minutes", "valued")),
        Tally(First("a"), 2 * HOUR, field="valued", activity="c", valued_field="minutes"),
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(events, max_size=12), min_size=2, max_size=4))
def test_whenever_an_anchor_comes_the_events_told_before_it_count_as_in_a_rebuild(days):
    with TemporaryDirectory() as name, duckdb.connect() as con:
        kept = KeptState(Path(name) / "state", Keyed(LATE), con)
        held = [[f] for f in logged(Path(name), "day0", days[0])]
        kept.build(Log(tuple(map(tuple, held))))
        for number, rows in enumerate(days[1:], 1):
            new = logged(Path(name), f"day{number}", rows)
            held = [[*files, f] for files, f in zip(held, new, strict=True)]
            kept.move(Log(tuple(map(tuple, held))), News(tuple(new)))
        files = [str(f) for files in held for f in files]
        con.execute(f"CREATE TEMP VIEW log AS SELECT * FROM read_parquet({files})")
        whole = f"SELECT * EXCLUDE case_id FROM ({state_query(LATE).sql(dialect='duckdb')})"
        moved = f"SELECT * EXCLUDE case_key FROM ({kept.sql})"
        rows, told = (sorted(con.execute(query).fetchall(), key=repr) for query in (moved, whole))
        assert rows == told


def test_a_case_whose_anchor_comes_late_is_read_again_only_where_some_older_events_count_and_others_do_not(
    tmp_path: Path,
):
    early = [(case, "b", hour, None, 7, None) for case in (0, 2, 4) for hour in (5, 8)]
    late = [(0, "a", 4, None, 1, None), (2, "a", 6, None, 1, None), (4, "a", 10, None, 1, None)]
    with duckdb.connect() as con:
        kept = KeptState(tmp_path / "state", Keyed(LATE), con)
        old = logged(tmp_path, "old", early)
        kept.build(Log(tuple((f,) for f in old)))
        new = logged(tmp_path, "new", late)
        kept.move(Log(tuple(zip(old, new, strict=True))), News(tuple(new)))
        assert con.execute("SELECT case_key FROM again").fetchall() == [(2,)]
        assert con.execute(f"SELECT case_key, c4 FROM ({kept.sql}) ORDER BY 1").fetchall() == [
            (0, 15),  # both, and the anchor's own
            (2, 8),
            (4, 1),
        ]


def correct(path: Path, random) -> int:
    """Move the first event of a file by some hours, in place; the key of its case."""
    table = pq.read_table(path)
    if not len(table):
        return 0
    at = table.column("ts").to_pylist()
    at[0] += random.choice([-40, 3, 70]) * HOUR
    pq.write_table(table.set_column(3, "ts", pa.array(at, pa.int64())), path)
    return int(table.column("case_key")[0].as_py())


def test_a_log_that_only_grew_is_not_read_again_and_one_whose_files_were_rewritten_is(tmp_path: Path):
    with kept_in(tmp_path / "state") as kept:
        rows = [(c, "a", c, "human", 1, "x") for c in range(200)]
        held = logged(tmp_path, "one", rows)
        assert kept.bring(Log(tuple((f,) for f in held)))
        assert not kept.bring(Log(tuple((f,) for f in held)))
        more = logged(tmp_path, "two", [(1, "b", 5, None, 2, "x"), (900, "a", 6, None, 2, "y")])
        grown = Log(tuple(zip(held, more, strict=True)))
        assert not kept.bring(grown)
        assert state_rows(kept) == reference_rows(kept, [*held, *more])
        folded = logged(tmp_path, "three", [*rows, (1, "b", 5, None, 2, "x")])
        assert kept.bring(Log(tuple((f,) for f in folded)))
        assert state_rows(kept) == reference_rows(kept, folded)


def test_every_duration_is_found_in_its_one_bin_by_its_cell():
    for horizon in (1, 59, 3600, 5000, 30 * 86_400):
        bounds = bin_bounds(horizon)
        table = list(bounds_by_cell(bounds))
        with duckdb.connect() as con:
            con.execute("CREATE TABLE b (cell BIGINT, bin BIGINT, low BIGINT, high BIGINT)")
            con.executemany("INSERT INTO b VALUES (?, ?, ?, ?)", table)
            con.execute(f"CREATE TABLE c AS SELECT range AS lasted FROM range({min(horizon, 600_000) + 1})")
            con.execute("CREATE TABLE plain AS SELECT DISTINCT bin, low, high FROM b")
            near = con.execute(
                f"SELECT lasted, bin FROM c JOIN b ON {CELL} AND lasted > low AND lasted <= high ORDER BY 1"
            ).fetchall()
            far = con.execute(
                "SELECT lasted, bin FROM c JOIN plain ON lasted > low AND lasted <= high ORDER BY 1"
            ).fetchall()
        assert near == far
        assert len(near) == min(horizon, 600_000) + 1


def test_a_day_that_only_corrects_reads_its_case_again(tmp_path: Path):
    with kept_in(tmp_path / "state") as kept:
        held = logged(tmp_path, "one", [(c, "a", c, "human", 1, "x") for c in range(6)])
        kept.build(Log(tuple((f,) for f in held)))
        corrected = logged(
            tmp_path, "one", [(c, "a" if c != 2 else "b", c, "human", 1, "x") for c in range(6)]
        )
        kept.move(Log(tuple((f,) for f in corrected)), News((), again=(2,)))
        assert state_rows(kept) == reference_rows(kept, corrected)


@pytest.mark.parametrize(
    "values", [[None], [""], ["", "it's", "B", "b", "é", None], [f"v{i:03d}" for i in range(90)]]
)
def test_attributes_of_no_few_and_many_values_are_those_of_the_window_query(
    tmp_path: Path, values: list[str | None]
):
    rows = [(c % 50, "ab"[c % 3 == 0], c % 40, "human", 5, values[c * 7 % len(values)]) for c in range(400)]
    with kept_in(tmp_path / "state") as kept:
        files = logged(tmp_path, "log", rows)
        kept.build(Log(tuple((f,) for f in files)))
        assert state_rows(kept) == reference_rows(kept, files)
        until = {k.key: MAY + 90 * HOUR for k in KPIS}
        kept.cells(KEPT, until)
        made = cells_rows(kept)
        for one in KEPT:  # each alone is made from the places of values, where it can
            kept.cells([one], until)
        assert made == cells_rows(kept)
        kept.run(f"CREATE OR REPLACE TEMP VIEW state AS {kept.sql}")
        alone = []
        for one in KEPT:
            kept._bounds(one)  # noqa: SLF001  the bins that the query of one alone joins
            alone.append(
                kept.con.execute(
                    f"SELECT * FROM ({one.query(until[one.indicator.key])}) ORDER BY ALL"
                ).fetchall()
            )
        assert made == alone


def test_a_plan_without_anchors_needs_no_join(tmp_path: Path):
    plan = Plan("p", (First(None), Last(), First("b"), Attribute("kind"), AmountOf("a")))
    files = logged(tmp_path, "log", [(c % 5, "ab"[c % 2], c, "human", c * 3 % 7, "x") for c in range(30)])
    with duckdb.connect() as con:
        kept = KeptState(tmp_path / "state", Keyed(plan), con)
        kept.build(Log(tuple((f,) for f in files)))
        con.execute(f"CREATE TEMP VIEW log AS SELECT * FROM read_parquet({[str(f) for f in files]})")
        told = con.execute(
            f"SELECT * EXCLUDE case_id FROM ({state_query(plan).sql(dialect='duckdb')})"
        ).fetchall()
        assert sorted(row[1:] for row in con.execute(kept.sql).fetchall()) == sorted(told)
