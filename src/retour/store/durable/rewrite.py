"""Taking rows out of the tables for good: files that held them are written again, the old ones removed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from retour.store.durable.files import DataFile, copy_query, reading
from retour.store.durable.seal import all_or_none
from retour.store.durable.table import Table


@dataclass
class Rewritten:
    """What a rewrite did: rows dropped and changed, digests (SHA-256) of the files before and after."""

    dropped: dict[str, int] = field(default_factory=dict)
    blanked: dict[str, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows of a file that go (`drop`) and columns that change in the rest (`blank`: column → SQL).

    Conditions are SQL over the columns of the file; `touched` says which of the kept rows `blank` changes.
    """

    drop: str
    blank: tuple[tuple[str, str], ...] = ()
    touched: str = "false"


def rewrite(
    con: duckdb.DuckDBPyConnection, table: Table, files: Sequence[DataFile], rule: Rule, done: Rewritten
) -> None:
    """Apply a rule to files of a table, in one commit; files that it does not touch stay as they are."""
    kind = table.folder.name
    leaving = []
    with all_or_none(table) as add:
        for file in files:
            source = reading(table.paths([file]))
            dropped, blanked = _counted(con, source, rule)
            if dropped or blanked:
                add(copy_query(con, table.folder, file.bucket, _kept(con, source, rule)))
                leaving.append(file)
                done.dropped[kind] = done.dropped.get(kind, 0) + dropped
                done.blanked[kind] = done.blanked.get(kind, 0) + blanked
    if leaving:
        done.removed += digests(table.paths(leaving))
        done.added += digests(table.paths(add.files))
        table.commit(add=add.files, remove=leaving)


def _counted(con: duckdb.DuckDBPyConnection, source: str, rule: Rule) -> tuple[int, int]:
    drop, touched = f"coalesce({rule.drop}, false)", f"coalesce({rule.touched}, false)"
    counts = f"count(*) FILTER ({drop}), count(*) FILTER (NOT {drop} AND {touched})"
    dropped, blanked = con.execute(f"SELECT {counts} FROM {source} AS r").fetchall()[0]
    return int(dropped), int(blanked)


def _kept(con: duckdb.DuckDBPyConnection, source: str, rule: Rule) -> str:
    there = {str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    changes = [f'{sql} AS "{column}"' for column, sql in rule.blank if column in there]
    replaced = f" REPLACE ({', '.join(changes)})" if changes else ""
    return f"SELECT *{replaced} FROM {source} AS r WHERE NOT coalesce({rule.drop}, false)"


def digests(paths: Iterable[Path]) -> list[str]:
    """The SHA-256 of files."""
    found = []
    for path in paths:
        with path.open("rb") as stream:
            found.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return sorted(found)
