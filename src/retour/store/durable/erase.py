"""Erasing a person from the log: found, taken out, looked for again, and said without naming them.

A case that is theirs (its number, its name or its address says so) goes whole, with all that was ever said
of it. Where they only worked on a case, their pseudonym is blanked; where another attribute names them, that.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from retour.store.cache import FOLDER as HIDDEN
from retour.store.durable import hot_postgres
from retour.store.durable.cold import KEYS, Cold, Pair
from retour.store.durable.files import DataFile, by_bucket, engine, reading
from retour.store.durable.hot import ELSEWHERE
from retour.store.durable.hot_book import Failed, Unkept
from retour.store.durable.hot_sqlite import told
from retour.store.durable.layout import HOT, PREFIX, log_folder
from retour.store.durable.left_out import forget_person
from retour.store.durable.person import Person, names_the_case
from retour.store.durable.proof import Act, record
from retour.store.durable.rewrite import Rewritten, Rule, rewrite
from retour.store.durable.search import holding, other_files, own_files
from retour.store.durable.table import Table
from retour.store.lock import turn
from retour.store.whole import keep

WAIT = 30.0  # seconds that SQLite waits for whoever reads
NAMING = ("case_id", "event_id")


@dataclass
class Found:
    """What of a bucket is the person's: keys of their cases, and values of columns that name them."""

    cases: set[int] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was done: the act as it is recorded, and the files of people that still name the person.

    `left` are files of the log in which they were found again: then nothing is proved.
    """

    act: Act
    exports: tuple[Path, ...]
    left: tuple[Path, ...] = ()


def erase(workspace: Path, cold: Cold, person: Person) -> Erased:
    """Erase a person from everything that Retour keeps; everything sealed before. Inside `Cold.turn`."""
    scrub(log_folder(workspace) / HOT)  # first: it may be refused, and then nothing was done
    done, cases = Rewritten(), set[str]()
    try:
        _rewrite(cold, person, cases, done)
    except BaseException:
        if done.removed:  # what went is told, and that nothing was looked for again
            record(workspace, _act(person, done, cases))
        raise
    shutil.rmtree(workspace / HIDDEN, ignore_errors=True)
    searched = own_files(workspace)
    left = holding(person, searched)
    exports = holding(person, other_files(workspace))
    act = replace(
        _act(person, done, cases), looked_in=len(searched), still_in=len(left), exports=len(exports)
    )
    record(workspace, act)
    return Erased(act=act, exports=tuple(exports), left=tuple(left))


def _rewrite(cold: Cold, person: Person, cases: set[str], done: Rewritten) -> None:
    """Take the person out of every table; `cases` and `done` are told as it goes."""
    with engine() as con:
        for pair in cold.pairs():
            cases |= _erase(con, pair, person, done)
        _erase_runs(con, cold.runs, person, cases, done)
    _forget_keys(cold, person, cases)
    forget_person(cold.root, person)
    for table in cold.tables():
        table.sweep()


def _act(person: Person, done: Rewritten, cases: Iterable[str]) -> Act:
    return Act(
        kind="erasure",
        at=datetime.now(UTC),
        subject=person.subject,
        counts=_counts(done, cases),
        removed=tuple(done.removed),
        added=tuple(done.added),
    )


def _counts(done: Rewritten, cases: Iterable[str]) -> dict[str, int]:
    dropped = {f"{kind.strip('_')}_dropped": n for kind, n in done.dropped.items()}
    blanked = {f"{kind.strip('_')}_blanked": n for kind, n in done.blanked.items()}
    return {**dropped, **blanked, "cases": len(set(cases))}


def counted(cold: Cold, person: Person) -> dict[str, int]:
    """How many cases are the person's, and how many values name them elsewhere; nothing is changed."""
    cases = values = 0
    with engine() as con:
        for pair in cold.pairs():
            for _, found in _buckets(con, pair, person):
                cases += len(found.cases)
                values += sum(len(each) for each in found.values.values())
    return {"cases": cases, "values": values}


def _buckets(
    con: duckdb.DuckDBPyConnection, pair: Pair, person: Person
) -> Iterable[tuple[dict[Table, Sequence[DataFile]], Found]]:
    events, history = (by_bucket(table.snapshot().files) for table in pair.tables)
    for bucket in sorted({*events, *history}, key=lambda b: b or 0):
        files: dict[Table, Sequence[DataFile]] = {
            pair.events: events.get(bucket, []),
            pair.history: history.get(bucket, []),
        }
        found = Found()
        for table, here in files.items():
            if here:
                _find(con, reading(table.paths(here)), person, found)
        yield files, found


def _find(con: duckdb.DuckDBPyConnection, source: str, person: Person, found: Found) -> None:
    there = [str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    for column in (*NAMING, *(name for name in there if name.startswith(PREFIX))):
        named = _matching(con, source, column, person)
        if not named:
            continue
        if column in NAMING or names_the_case(column.removeprefix(PREFIX)):
            con.execute("CREATE OR REPLACE TEMP TABLE named (value VARCHAR)")
            con.executemany("INSERT INTO named VALUES (?)", [[value] for value in named])
            keys = con.execute(
                f'SELECT DISTINCT case_key FROM {source} WHERE "{column}" IN (SELECT value FROM named)'
            )
            found.cases |= {int(key) for (key,) in keys.fetchall()}
        else:
            found.values.setdefault(column, set()).update(named)
    actors = con.execute(f"SELECT DISTINCT actor FROM {source} WHERE actor IS NOT NULL").fetchall()
    mine = {str(actor) for (actor,) in actors if person.is_actor(actor)}
    if mine:
        found.values.setdefault("actor", set()).update(mine)


def _matching(con: duckdb.DuckDBPyConnection, source: str, column: str, person: Person) -> list[str]:
    cursor = con.execute(f'SELECT DISTINCT "{column}" FROM {source} WHERE "{column}" IS NOT NULL')
    named = []
    while rows := cursor.fetchmany(50_000):
        named += [str(value) for (value,) in rows if person.is_in(str(value))]
    return named


def _erase(con: duckdb.DuckDBPyConnection, pair: Pair, person: Person, done: Rewritten) -> set[str]:
    """Take the person out of one process; the names of the cases that were theirs."""
    cases: set[str] = set()
    for files, found in _buckets(con, pair, person):
        if not (found.cases or found.values):
            continue
        keys = ", ".join(str(key) for key in sorted(found.cases)) or "NULL"
        for table, here in files.items():
            if here:
                named = (
                    f"SELECT DISTINCT case_id FROM {reading(table.paths(here))} WHERE case_key IN ({keys})"
                )
                cases |= {str(case) for (case,) in con.execute(named).fetchall()}
        rule = _rule(con, found, keys)
        for table, here in reversed(files.items()):
            rewrite(con, table, here, rule, done)
    return cases


def _rule(con: duckdb.DuckDBPyConnection, found: Found, keys: str) -> Rule:
    con.execute('CREATE OR REPLACE TEMP TABLE blanked ("column" VARCHAR, value VARCHAR)')
    pairs = [[column, value] for column, values in found.values.items() for value in values]
    if pairs:
        con.executemany("INSERT INTO blanked VALUES (?, ?)", pairs)
    tests = {
        column: f'"{column}" IN (SELECT value FROM blanked WHERE "column" = \'{_quoted(column)}\')'
        for column in found.values
    }
    return Rule(
        drop=f"case_key IN ({keys})",
        blank=tuple((c, f'CASE WHEN {test} THEN NULL ELSE "{c}" END') for c, test in tests.items()),
        touched=" OR ".join(tests.values()) or "false",
    )


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _erase_runs(
    con: duckdb.DuckDBPyConnection, table: Table, person: Person, cases: set[str], done: Rewritten
) -> None:
    """Runs that name the person go; of others, the numbers of the cases that went are taken out."""
    files = table.snapshot().files
    if not files:
        return
    told = con.execute(f"SELECT DISTINCT run_id, told FROM {reading(table.paths(files))}").fetchall()
    dropped, changed = [], []
    for run_id, text in told:
        left = _without_cases(text, person, cases)
        if person.is_in(run_id) or person.is_in(left):
            dropped.append([text])
        elif left != text:
            changed.append([text, left])
    if not (dropped or changed):
        return
    con.execute("CREATE OR REPLACE TEMP TABLE runs_dropped (told VARCHAR)")
    con.execute("CREATE OR REPLACE TEMP TABLE runs_changed (told VARCHAR, instead VARCHAR)")
    if dropped:
        con.executemany("INSERT INTO runs_dropped VALUES (?)", dropped)
    if changed:
        con.executemany("INSERT INTO runs_changed VALUES (?, ?)", changed)
    instead = "coalesce((SELECT min(c.instead) FROM runs_changed AS c WHERE c.told = r.told), r.told)"
    rule = Rule(
        drop="told IN (SELECT d.told FROM runs_dropped AS d)",
        blank=(("told", instead),),
        touched="told IN (SELECT c.told FROM runs_changed AS c)",
    )
    rewrite(con, table, files, rule, done)


def _without_cases(text: str, person: Person, cases: set[str]) -> str:
    said = json.loads(text)
    named = said.get("cases") if isinstance(said, dict) else None
    if not named:
        return text
    left = [case for case in named if case not in cases and not person.is_in(case)]
    if len(left) == len(named):
        return text
    said["cases"] = left
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _forget_keys(cold: Cold, person: Person, cases: set[str]) -> None:
    for pair in cold.pairs():
        path = pair.events.folder.parent / KEYS
        with suppress(FileNotFoundError):
            given = json.loads(path.read_text(encoding="utf-8"))
            left = {case: key for case, key in given.items() if case not in cases and not person.is_in(case)}
            if left != given:
                keep(path, json.dumps(left, ensure_ascii=False, sort_keys=True))


def scrub(hot: Path) -> None:
    """Write the tail again without what it forgot, and empty its write-ahead log (not a database’s)."""
    if url := os.environ.get(ELSEWHERE):
        hot_postgres.scrub(url)
    if not hot.exists():
        return
    with told(), turn(hot.with_suffix(".lock")), closing(sqlite3.connect(hot, timeout=WAIT)) as con:
        con.execute("PRAGMA secure_delete = ON").fetchall()
        con.execute("VACUUM")
        if con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]:
            raise Failed(Unkept.LOCKED, "wal_checkpoint")
