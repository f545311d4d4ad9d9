"""The state of a process kept on the disk, bucket by bucket, and moved by what is new in the log.

`base` files hold one row a case, a file a bucket, never rewritten but when the log's files are; `over` holds
the cases that changed since, and wins. Every file here is a cache that can be made again from the log.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from retour.kpi.plan import Last
from retour.register.indicator import Duration
from retour.store.cells_query import seconds
from retour.store.increment import again_query, moved_query, starts_query
from retour.store.kept_cells import Kept, bounds_by_cell
from retour.store.scan import bin_bounds
from retour.store.source import Log
from retour.store.state_steps import Keyed, begun_query, followed_query, whole_query
from retour.store.whole import beside, is_whole, keep, log_sql, quoted_path

FORMAT = 1  # raise it when a state is made or kept differently
FOLD = 0.2  # share of the cases in `over` past which everything is made again
Untils = Mapping[str, int]  # by indicator: µs until which its activities are told


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a log: files of new events only, and the keys of cases to be read again as a whole."""

    files: tuple[Path, ...]
    again: tuple[int, ...] = ()


class KeptState:
    """States of one plan in a folder of their own. `con` may be used by others between two calls."""

    def __init__(self, folder: Path, keyed: Keyed, con: duckdb.DuckDBPyConnection) -> None:
        told = repr([FORMAT, keyed.plan, keyed.key, keyed.also])
        self.folder = folder / hashlib.sha256(told.encode()).hexdigest()[:24]
        self.keyed, self.con = keyed, con
        self.folder.mkdir(parents=True, exist_ok=True)

    def run(self, query: str) -> None:
        """Execute one statement."""
        self.con.execute(query).fetchall()

    def make(self, name: str, query: exp.Expr | str) -> None:
        """A table in memory."""
        told = query if isinstance(query, str) else query.sql(dialect="duckdb")
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {told}")

    def write(self, path: Path, query: str) -> None:
        """A Parquet file that appears whole or not at all."""
        part = beside(path)
        self.run(f"COPY ({query}) TO {quoted_path(part)} (FORMAT parquet, COMPRESSION snappy)")
        part.replace(path)

    # ---- the state

    def bring(self, log: Log) -> bool:
        """The state of a log, from what is kept where that is enough. True when every case was read again.

        Files that came beside those that were there hold new events only, or the bucket is read again.
        """
        told = [[_mark(path) for path in bucket] for bucket in log.buckets]
        known = self._known()
        if known is None or len(known) != len(told) or not self._whole(len(known)):
            return self._rebuild(log, told)
        if any(not set(old) <= set(new) for old, new in zip(known, told, strict=True)):
            return self._rebuild(log, told)
        fresh = [
            path
            for bucket, old in zip(log.buckets, known, strict=True)
            for path in bucket
            if _mark(path) not in old
        ]
        if not fresh:
            return False
        if self._too_much(fresh, log):
            return self._rebuild(log, told)
        self.move(log, News(tuple(fresh)))
        self._tell(told)
        return False

    def _rebuild(self, log: Log, told: list[list[str]]) -> bool:
        self._note.unlink(missing_ok=True)
        self.build(log)
        self._tell(told)
        return True

    @property
    def _note(self) -> Path:
        return self.folder / "made-from.json"

    def _known(self) -> list[list[str]] | None:
        try:
            return list(json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _tell(self, told: list[list[str]]) -> None:
        keep(self._note, json.dumps(told))

    def _whole(self, buckets: int) -> bool:
        return all(is_whole(self._base(i)) for i in range(buckets))

    def _too_much(self, fresh: list[Path], log: Log) -> bool:
        """So much is new, or has changed since the base, that making everything again is no slower."""
        events, cases = self._count(log.files), self._count(tuple(self.folder.glob("base-*.parquet")))
        changed = self._count((self._over,)) if self._over.exists() else 0
        return self._count(tuple(fresh)) > FOLD * events or changed > FOLD * cases

    def _count(self, files: tuple[Path, ...]) -> int:
        told = f"SELECT count(*) FROM {log_sql(Log((files,)))}"
        return int(self.con.execute(told).fetchall()[0][0])

    def _base(self, bucket: int) -> Path:
        return self.folder / f"base-{bucket:04d}.parquet"

    @property
    def _over(self) -> Path:
        return self.folder / "over.parquet"

    def build(self, log: Log) -> None:
        """Make the state of every case, a bucket at a time: memory follows the largest bucket."""
        self._over.unlink(missing_ok=True)
        for stale in self.folder.glob("base-*.parquet"):
            stale.unlink()
        for i, bucket in enumerate(log.buckets):
            self._read("bucket_log", Log((bucket,)))
            self._steps("bucket_log", "b")
            whole = whole_query(self.keyed, "b_begun", "b_followed").sql(dialect="duckdb")
            self.write(self._base(i), whole)
        self._forget("b_begun", "b_followed")

    def _read(self, name: str, log: Log) -> None:
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {log_sql(log)}")

    def _steps(self, log: str, name: str) -> None:
        self.make(f"{name}_begun", begun_query(self.keyed, log))
        self.make(f"{name}_followed", followed_query(self.keyed, log, f"{name}_begun"))

    def _forget(self, *names: str) -> None:
        for name in names:
            self.run(f"DROP TABLE IF EXISTS {name}")

    @property
    def sql(self) -> str:
        """SQL of the state: one row a case."""
        bases = Log((tuple(sorted(self.folder.glob("base-*.parquet"))),))
        if not self._over.exists():
            return f"SELECT * FROM {log_sql(bases)}"
        key, over = f'"{self.keyed.key}"', log_sql(Log.of(self._over))
        return (
            f"SELECT b.* FROM {log_sql(bases)} AS b ANTI JOIN (SELECT {key} FROM {over}) AS o "
            f"ON b.{key} = o.{key} UNION ALL SELECT * FROM {over}"
        )

    def move(self, log: Log, news: News) -> None:
        """Move the state by what is new; `log` holds it already. Leaves the tables `before` and `after`."""
        key = f'"{self.keyed.key}"'
        self._fresh(log, news)
        self.make("before", f"SELECT s.* FROM ({self.sql}) AS s SEMI JOIN touched AS t ON s.{key} = t.{key}")
        self.make("news", begun_query(self.keyed, "fresh"))
        self.make("starts", starts_query(self.keyed, "news", "before"))
        self.make("followed", followed_query(self.keyed, "fresh", "starts"))
        last = self.keyed.plan.name(Last())
        again = again_query(self.keyed, "news", "before", last).sql(dialect="duckdb")
        self.make("again", f"{again} UNION SELECT {key} FROM told_again")
        moved = moved_query(self.keyed, "before", "news", "followed").sql(dialect="duckdb")
        self.make("after", f"SELECT m.* FROM ({moved}) AS m ANTI JOIN again AS g ON m.{key} = g.{key}")
        self._read_again(log)
        over = f"SELECT o.* FROM {log_sql(Log.of(self._over))} AS o" if self._over.exists() else None
        kept = f"{over} ANTI JOIN touched AS t ON o.{key} = t.{key} UNION ALL " if over else ""
        self.write(self._over, f"{kept}SELECT * FROM after")

    def _fresh(self, log: Log, news: News) -> None:
        key = f'"{self.keyed.key}"'
        self.make("told_again", f"SELECT unnest({list(news.again)}::BIGINT[]) AS {key}")
        if news.files:
            self._read("fresh", Log((news.files,)))
        else:
            self.run(f"CREATE OR REPLACE TEMP VIEW fresh AS SELECT * FROM {log_sql(log)} LIMIT 0")
        self.make("touched", f"SELECT DISTINCT {key} FROM fresh UNION SELECT {key} FROM told_again")

    def _read_again(self, log: Log) -> None:
        """The cases to which the new events do not simply add, from all of their events."""
        keys = [int(row[0]) for row in self.con.execute("SELECT * FROM again ORDER BY 1").fetchall()]
        if not keys:
            return
        key = f'"{self.keyed.key}"'
        named = ", ".join(str(k) for k in keys)
        read = ", ".join(f'"{name}"' for name in self.keyed.inputs)
        self.make("again_log", f"SELECT {read} FROM {log_sql(log)} WHERE {key} IN ({named})")
        self._steps("again_log", "a")
        whole = whole_query(self.keyed, "a_begun", "a_followed").sql(dialect="duckdb")
        self.run(f"INSERT INTO after {whole}")
        self._forget("again_log", "a_begun", "a_followed")

    # ---- the cells

    def cells(self, kept: Sequence[Kept], untils: Untils) -> None:
        """Make the cells of some indicators from the whole state."""
        for one in kept:
            query = self._seen(one, self.sql, untils[one.indicator.key])
            self.write(self.cells_path(one), query)

    def move_cells(self, kept: Sequence[Kept], old: Untils, new: Untils) -> None:
        """Move kept cells after `move`, the indicators being known until later (or earlier) than before."""
        self._young(kept, old, new)
        for one in kept:
            was, now = old[one.indicator.key], new[one.indicator.key]
            young = (
                f"SELECT * FROM young WHERE {one.anchor} >= {_young_since(one, was, now)} AND {was != now}"
            )
            self.make("are", self._seen(one, f"{young} UNION ALL SELECT * FROM after", now))
            self.make("were", self._seen(one, f"{young} UNION ALL SELECT * FROM before", was))
            moves = one.added([one.read("are"), one.taken(one.read("were"))], signed=True)
            kept_sql = one.read(log_sql(Log.of(self.cells_path(one))))
            self.write(self.cells_path(one), one.added([kept_sql, moves]))

    def _seen(self, one: Kept, state: str, until: int) -> str:
        """The query of what is kept of some cases, which are then ``state``."""
        self._bounds(one)
        self.run(f"CREATE OR REPLACE TEMP VIEW state AS {state}")
        return one.query(until)

    def _young(self, kept: Sequence[Kept], old: Untils, new: Untils) -> None:
        """The cases without news that ripen."""
        key = f'"{self.keyed.key}"'
        since: dict[str, int] = {}
        for one in kept:
            was, now = old[one.indicator.key], new[one.indicator.key]
            if was != now:
                since[one.anchor] = min(since.get(one.anchor, was), _young_since(one, was, now))
        young = " OR ".join(f"{name} >= {moment}" for name, moment in since.items()) or "FALSE"
        self.make(
            "young",
            f"SELECT s.* FROM (SELECT * FROM ({self.sql}) WHERE {young}) AS s "
            f"ANTI JOIN touched AS t ON s.{key} = t.{key}",
        )

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
        told = repr([one.indicator.measure, one.slices, one.lives])
        return self.folder / f"cells-{hashlib.sha256(told.encode()).hexdigest()[:16]}.parquet"


def _young_since(one: Kept, old: int, new: int) -> int:
    """µs since which an anchor is not yet ripe; a second more, for ages are whole seconds."""
    return min(old, new) - one.delay - 1_000_000


def _mark(path: Path) -> str:
    stat = path.stat()
    return f"{path.name}:{stat.st_size}:{stat.st_mtime_ns}"
