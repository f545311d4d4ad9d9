"""The state of a process kept on the disk, bucket by bucket, and moved by what is new in the log.

`base` files hold one row a case, a file a bucket, never rewritten but when the log's files are; `over` holds
the cases that changed since, and wins. Every file here is a cache that can be made again from the log.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from sqlglot import exp

from retour.kpi.plan import Attribute
from retour.register.indicator import Duration
from retour.store.cells_query import seconds
from retour.store.cells_together import alone_query, array, reads_places, together
from retour.store.increment import again_query, moved_query, starts_query
from retour.store.kept_cells import Kept, bounds_by_cell
from retour.store.kept_files import Noted, Shelf
from retour.store.lock import turn
from retour.store.scan import bin_bounds
from retour.store.schema import attribute_column
from retour.store.source import Log
from retour.store.state_once import FEW, Carried, anchors_query, carried_column, once_query
from retour.store.state_steps import (
    Keyed,
    begun_query,
    followed_query,
    nothing,
    since_anchor,
    whole_query,
)
from retour.store.whole import beside, log_sql, quoted_path

FORMAT = 5  # raise it when a state is made or kept differently
NEVER = "FALSE"  # the condition of no case
FOLD = 0.2  # share of the cases in `over` past which everything is made again
WRITTEN = (
    "FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2, "
    "DICTIONARY_SIZE_LIMIT 100, WRITE_BLOOM_FILTER false"
)
Untils = Mapping[str, int]  # by indicator: µs until which its activities are told


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a log: files of new events only, and the keys of cases to be read again as a whole."""

    files: tuple[Path, ...]
    again: tuple[int, ...] = ()


def folder_of(folder: Path, keyed: Keyed) -> Path:
    """Where the state of a plan is kept under a folder."""
    told = repr([FORMAT, keyed.plan, keyed.key, keyed.also])
    return folder / hashlib.sha256(told.encode()).hexdigest()[:24]


class KeptState:
    """States of one plan in a folder of their own. `con` may be used by others between two calls."""

    def __init__(self, folder: Path, keyed: Keyed, con: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder_of(folder, keyed)
        self.keyed, self.con = keyed, con
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shelf = Shelf(self.folder)
        self.held = self.shelf.noted() or Noted()

    def run(self, query: str) -> None:
        """Execute one statement."""
        self.con.execute(query).fetchall()

    def make(self, name: str, query: exp.Expr | str) -> None:
        """A table in memory."""
        told = query if isinstance(query, str) else query.sql(dialect="duckdb")
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {told}")

    def write(self, kind: str, query: str) -> str:
        """The name of a new Parquet file, which appears whole or not at all."""
        path = self.shelf.new(kind)
        part = beside(path)
        self.run(f"COPY ({query}) TO {quoted_path(part)} ({WRITTEN})")
        part.replace(path)
        return path.name

    # ---- what is kept follows the log

    def bring(self, log: Log, kept: Sequence[Kept] = (), untils: Untils | None = None) -> bool:
        """The state of a log, and cells, kept or made. True when everything was read again.

        Files that came beside those that were there hold new events only, and the log is read as it was, or
        everything is read again.
        State and cells are noted together, when all are on the disk; others who bring wait for their turn.
        """
        with turn(self.folder / "turn"):
            noted, told, reading = self.shelf.noted(), _marks(log), _reading(log)
            self.held = noted or Noted()
            fresh = None if noted is None or noted.reading != reading else _fresh(noted, log, told)
            rebuilt = fresh is None or self._too_much(fresh)
            if rebuilt:
                self.build(log, _young(kept, untils or {}))
                self.cells(kept, untils or {})
            else:
                self._follow(log, fresh or (), kept, untils or {})
            self.held = replace(self.held, log=told, reading=reading, events=self._count(log.files))
            if self.held != noted:
                self.shelf.settle(self.held)
            return rebuilt

    def _follow(self, log: Log, fresh: tuple[Path, ...], kept: Sequence[Kept], untils: Untils) -> None:
        known = [one for one in kept if one.digest in self.held.cells]
        old = {one.indicator.key: self.held.untils[one.digest] for one in known}
        moved = [one for one in known if fresh or old[one.indicator.key] != untils[one.indicator.key]]
        if fresh:
            self.move(log, News(fresh), _ripening(moved, old, untils))
        if moved:
            if not fresh:
                self._nothing_new(_ripening(moved, old, untils))
            self.move_cells(moved, old, untils)
        if fresh:
            names = [one.digest for one in moved]
            self.held = replace(
                self.held,
                cells={n: self.held.cells[n] for n in names},
                untils={n: self.held.untils[n] for n in names},
            )
        self.cells([one for one in kept if one not in known], untils)

    def _too_much(self, fresh: tuple[Path, ...]) -> bool:
        """So much is new, or has changed since the base, that making everything again is no slower."""
        held = self.held
        return self._count(fresh) > FOLD * held.events or held.changed > FOLD * held.cases

    def _count(self, files: tuple[Path, ...]) -> int:
        if not files:
            return 0
        told = f"SELECT count(*) FROM {log_sql(Log((files,)))}"
        return int(self.con.execute(told).fetchall()[0][0])

    # ---- the state

    def build(self, log: Log, ripening: str = NEVER) -> None:
        """Make the state of every case, a bucket at a time: memory follows the largest bucket.

        Cases that may ripen have files of their own: a day looks at those only, the others cannot.
        """
        base: list[str] = []
        carried = Carried(self._activities(log), self._codes(log))
        for bucket in log.buckets:
            self._read("bucket_log", log.part(bucket))
            if self.keyed.anchors:
                self.make("anchors", anchors_query(self.keyed, "bucket_log"))
            whole = once_query(self.keyed, "bucket_log", "anchors", carried).sql(dialect="duckdb")
            base += self._write_base(whole, ripening)
        self._forget("anchors", "whole")
        cases = self._count(tuple(self.folder / name for name in base))
        left = tuple(self.keyed.plan.name(c) for c in self.keyed.plan.columns if carried.nowhere(c))
        self.held = Noted(base=tuple(base), cases=cases, codes=carried.values, left=left)

    def _write_base(self, whole: str, ripening: str) -> Iterator[str]:
        if ripening == NEVER:
            yield self.write("base", whole)
            return
        self.make("whole", whole)
        for test in (f"({ripening}) IS NOT TRUE", ripening):
            yield self.write("base", f"SELECT * FROM whole WHERE {test}")

    def _activities(self, log: Log) -> dict[str, frozenset[str]]:
        """By column that some column of the state is made from, the activities whose events have it."""
        columns = {name for c in self.keyed.plan.columns if (name := carried_column(c)) is not None}
        query = f'SELECT DISTINCT activity FROM {log_sql(log)} WHERE "{{}}" IS NOT NULL'
        return {name: frozenset(self._texts(query.format(name))) for name in sorted(columns)}

    def _codes(self, log: Log) -> dict[str, tuple[str, ...]]:
        """The values of the attributes that have few, in their order."""
        found = {}
        for name in (c.name for c in self.keyed.plan.columns if isinstance(c, Attribute)):
            named = exp.column(attribute_column(name), quoted=True).sql(dialect="duckdb")
            query = f"SELECT DISTINCT {named} FROM {log_sql(log)} WHERE {named} IS NOT NULL LIMIT {FEW + 1}"
            found[name] = tuple(sorted(self._texts(query)))
        return {name: values for name, values in found.items() if 0 < len(values) <= FEW}

    def _texts(self, query: str) -> list[str]:
        return [str(row[0]) for row in self.con.execute(query).fetchall()]

    def _read(self, name: str, log: Log) -> None:
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {log_sql(log)}")

    def _forget(self, *names: str) -> None:
        for name in names:
            self.run(f"DROP TABLE IF EXISTS {name}")

    @property
    def sql(self) -> str:
        """SQL of the state: one row a case."""
        rows = self._told(f"SELECT * FROM {self._bases}")
        if self.held.over is not None:
            rows = f"SELECT b.* FROM ({rows}) AS b {self._changed('b')} UNION ALL SELECT * FROM {self._over}"
        names = {self.keyed.plan.name(c): since_anchor(self.keyed, c) for c in self.keyed.after}
        told = ", ".join(f"{value.sql(dialect='duckdb')} AS {name}" for name, value in names.items())
        return f"SELECT * REPLACE ({told}) FROM ({rows}) AS standing" if told else rows

    def _told(self, base: str) -> str:
        """Rows of the base with the values of attributes in the place of their places."""
        codes = {self.keyed.plan.name(Attribute(n)): array(v) for n, v in self.held.codes.items()}
        told = ", ".join(f"list_extract({values}, {name}) AS {name}" for name, values in codes.items())
        return f"SELECT * REPLACE ({told}) FROM ({base}) AS placed" if told else base

    def _changed(self, base: str) -> str:
        """The join that leaves out of the base what changed since."""
        key = f'"{self.keyed.key}"'
        return f"ANTI JOIN (SELECT {key} FROM {self._over}) AS o ON {base}.{key} = o.{key}"

    @property
    def _bases(self) -> str:
        """Rows of the base, with what is the same for all of them."""
        left = {
            name: nothing(c)
            for c in self.keyed.plan.columns
            if (name := self.keyed.plan.name(c)) in self.held.left
        }
        told = (
            f"{left[n].sql(dialect='duckdb')} AS {n}" if n in left else f'"{n}"' for n in self.keyed.names
        )
        files = log_sql(Log((tuple(self.folder / name for name in self.held.base),)))
        return f"(SELECT {', '.join(told)} FROM {files})"

    @property
    def _over(self) -> str | None:
        return log_sql(Log.of(self.folder / self.held.over)) if self.held.over else None

    def move(self, log: Log, news: News, ripening: str = "TRUE") -> None:
        """Move the state by what is new; `log` holds it already.

        Leaves the tables `before` and `after` of the cases with news, and `young` of those without any that
        ripen: the condition says which, over the columns of the state.
        """
        key = f'"{self.keyed.key}"'
        self._look_at(log, news)
        self._near(ripening)
        self.make("news", begun_query(self.keyed, "fresh"))
        self.make("starts", starts_query(self.keyed, "news", "before"))
        self.make("followed", followed_query(self.keyed, "fresh", "starts"))
        again = again_query(self.keyed, "news", "before").sql(dialect="duckdb")
        self.make("again", f"{again} UNION SELECT {key} FROM told_again")
        moved = moved_query(self.keyed, "before", "news", "followed").sql(dialect="duckdb")
        self.make("after", f"SELECT m.* FROM ({moved}) AS m ANTI JOIN again AS g ON m.{key} = g.{key}")
        self._read_again(log, news)
        kept = f"SELECT o.* FROM {self._over} AS o ANTI JOIN touched AS t ON o.{key} = t.{key} UNION ALL "
        over = self.write("over", f"{kept if self.held.over else ''}SELECT * FROM after")
        self.held = replace(self.held, over=over, changed=self._count((self.folder / over,)))

    def _look_at(self, log: Log, news: News) -> None:
        key = f'"{self.keyed.key}"'
        self.make("told_again", f"SELECT unnest({list(news.again)}::BIGINT[]) AS {key}")
        read = ", ".join(f'"{name}"' for name in self.keyed.inputs)
        source, limit = (log.part(news.files), "") if news.files else (log, " LIMIT 0")
        self.make("fresh", f"SELECT {read} FROM {log_sql(source)}{limit}")
        self.make("touched", f"SELECT DISTINCT {key} FROM fresh UNION SELECT {key} FROM told_again")

    def _near(self, ripening: str) -> None:
        """The rows of the cases with news, and those that ripen."""
        for name, join, test in (("before", "SEMI", "TRUE"), ("young", "ANTI", ripening)):
            self.make(name, self._among(join, test))

    def _among(self, join: str, test: str) -> str:
        """The cases that are (SEMI) or are not (ANTI) touched, of those of a condition."""
        key = f'"{self.keyed.key}"'
        touched = f"{join} JOIN touched AS t ON s.{key} = t.{key} WHERE {test}"
        rows = self._told(f"SELECT s.* FROM {self._bases} AS s {touched}")
        if self.held.over is None:
            return rows
        over = f"SELECT s.* FROM {self._over} AS s {touched}"
        return f"SELECT n.* FROM ({rows}) AS n {self._changed('n')} UNION ALL {over}"

    def _nothing_new(self, ripening: str) -> None:
        self.make("touched", f'SELECT "{self.keyed.key}" FROM ({self.sql}) LIMIT 0')
        self._near(ripening)
        self.make("after", "SELECT * FROM before")

    def _read_again(self, log: Log, news: News) -> None:
        """The cases to which the new events do not simply add, from all of their events."""
        read = ", ".join(f'"{name}"' for name in self.keyed.inputs)
        self.make("again_log", "SELECT * FROM fresh LIMIT 0")
        for bucket in log.buckets:
            keys = self._again_in(log, bucket, news)
            if keys:
                named = f'"{self.keyed.key}" IN ({", ".join(str(key) for key in keys)})'
                self.run(
                    f"INSERT INTO again_log SELECT {read} FROM {log_sql(log.part(bucket))} WHERE {named}"
                )
        self.make("a_begun", begun_query(self.keyed, "again_log"))
        self.make("a_followed", followed_query(self.keyed, "again_log", "a_begun"))
        whole = whole_query(self.keyed, "a_begun", "a_followed").sql(dialect="duckdb")
        self.run(f"INSERT INTO after {whole}")
        self._forget("again_log", "a_begun", "a_followed")

    def _again_in(self, log: Log, bucket: tuple[Path, ...], news: News) -> list[int]:
        """The keys to be read again from a bucket: a case is where its new events are."""
        key = f'"{self.keyed.key}"'
        told = f"SELECT {key} FROM told_again"
        here = log.part(tuple(path for path in bucket if path in news.files))
        if here.files:
            told += (
                f" UNION SELECT f.{key} FROM {log_sql(here)} AS f SEMI JOIN again AS a ON f.{key} = a.{key}"
            )
        return [int(row[0]) for row in self.con.execute(f"{told} ORDER BY 1").fetchall()]

    # ---- the cells

    def cells(self, kept: Sequence[Kept], untils: Untils) -> None:
        """Make the cells of some indicators from the whole state."""
        if not kept:
            return
        coded = self.held.over is None and all(reads_places(one) for one in kept)
        state = f"SELECT * FROM {self._bases}" if coded else self.sql
        self.run(f"CREATE OR REPLACE TEMP VIEW state AS {state}")
        values = self.held.codes if coded else {}
        groups, alone = together(kept, values)
        for group in groups:
            self.make("told", group.query([untils[one.indicator.key] for one in group.kept]))
            for one in group.kept:
                self._keep(one, one.added([group.rows(one, "told")]), untils)
        for one in alone:
            self._bounds(one)
            self._keep(one, alone_query(one, untils[one.indicator.key], values), untils)

    def _keep(self, one: Kept, query: str, untils: Untils) -> None:
        name = self.write("cells", query)
        self.held = replace(
            self.held,
            cells={**self.held.cells, one.digest: name},
            untils={**self.held.untils, one.digest: untils[one.indicator.key]},
        )

    def move_cells(self, kept: Sequence[Kept], old: Untils, new: Untils) -> None:
        """Move kept cells after `move`, the indicators being known until later (or earlier) than before.

        What ripens for one is in `young` for all: what it says of another goes as it comes.
        """
        groups, alone = together(kept, {})
        for group in groups:
            for name, state, untils in (("are", "after", new), ("were", "before", old)):
                self._see(state)
                self.make(name, group.query([untils[one.indicator.key] for one in group.kept]))
            for one in group.kept:
                self._move(one, group.rows(one, "are"), group.rows(one, "were"), new)
        for one in alone:
            self._bounds(one)
            for name, state, untils in (("are", "after", new), ("were", "before", old)):
                self._see(state)
                self.make(name, alone_query(one, untils[one.indicator.key], {}))
            self._move(one, one.read("are"), one.read("were"), new)

    def _see(self, cases: str) -> None:
        self.run(f"CREATE OR REPLACE TEMP VIEW state AS SELECT * FROM young UNION ALL SELECT * FROM {cases}")

    def _move(self, one: Kept, are: str, were: str, untils: Untils) -> None:
        moves = one.added([are, one.taken(were)], signed=True)
        self._keep(one, one.added([one.read(log_sql(Log.of(self.cells_path(one)))), moves]), untils)

    def _bounds(self, one: Kept) -> None:
        """Bins of durations, where lifetimes are kept."""
        measure = one.indicator.measure
        if one.lives and isinstance(measure, Duration):
            rows = bounds_by_cell(bin_bounds(seconds(measure.horizon)))
            self.run("CREATE OR REPLACE TEMP TABLE bounds (cell BIGINT, bin BIGINT, low BIGINT, high BIGINT)")
            lists = [list(values) for values in zip(*rows, strict=True)]
            self.con.execute("INSERT INTO bounds SELECT unnest(?), unnest(?), unnest(?), unnest(?)", lists)

    def cells_path(self, one: Kept) -> Path:
        """Where the cells of an indicator are kept."""
        return self.folder / self.held.cells[one.digest]


def _ripening(kept: Sequence[Kept], old: Untils, new: Untils) -> str:
    """The condition of the cases that ripen, or that are no longer ripe, between two moments."""
    moments = {key: min(old[key], new[key]) for key in old if old[key] != new[key]}
    return _young([one for one in kept if one.indicator.key in moments], moments)


def _young(kept: Sequence[Kept], untils: Untils) -> str:
    """The condition of the cases that are not yet ripe; a second more, for ages are whole seconds."""
    since: dict[str, int] = {}
    for one in kept:
        start = untils[one.indicator.key] - one.delay - 1_000_000
        since[one.anchor] = min(since.get(one.anchor, start), start)
    return " OR ".join(f"{name} >= {moment}" for name, moment in since.items()) or NEVER


def _marks(log: Log) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_mark(path) for path in bucket) for bucket in log.buckets)


def _reading(log: Log) -> str:
    """How events are completed as they are read: what the process declares is in there."""
    told = "" if log.in_place is None else log.in_place.told
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _mark(path: Path) -> str:
    stat = path.stat()
    return f"{path.name}:{stat.st_size}:{stat.st_mtime_ns}"


def _fresh(noted: Noted, log: Log, told: Iterable[tuple[str, ...]]) -> tuple[Path, ...] | None:
    """The files that came since; None where one of those that were there is no longer."""
    pairs = list(zip(noted.log, told, strict=False))
    if len(noted.log) != len(log.buckets) or any(not set(old) <= set(new) for old, new in pairs):
        return None
    return tuple(
        path
        for bucket, (old, new) in zip(log.buckets, pairs, strict=True)
        for path, mark in zip(bucket, new, strict=True)
        if mark not in old
    )
