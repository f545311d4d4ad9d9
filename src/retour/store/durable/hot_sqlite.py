"""The hot tail in a SQLite file: every commit is on the disk, and the writers of all processes take turns."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from retour.events.received import Received, ReceivedRun
from retour.store.durable.hot_book import Failed, Page, Strand, Unkept
from retour.store.lock import turn

WAIT = 20.0  # seconds that a writer waits for somebody who does not take turns
CHECKPOINT = 4_000  # pages of the write-ahead log before they join the file
_WHY = {
    sqlite3.SQLITE_FULL: Unkept.FULL,
    sqlite3.SQLITE_READONLY: Unkept.READ_ONLY,
    sqlite3.SQLITE_BUSY: Unkept.LOCKED,
    sqlite3.SQLITE_LOCKED: Unkept.LOCKED,
    sqlite3.SQLITE_CORRUPT: Unkept.DAMAGED,
    sqlite3.SQLITE_NOTADB: Unkept.DAMAGED,
}
_OF_DISK = {
    errno.ENOSPC: Unkept.FULL,
    errno.EDQUOT: Unkept.FULL,
    errno.EROFS: Unkept.READ_ONLY,
    errno.EACCES: Unkept.READ_ONLY,
    errno.EPERM: Unkept.READ_ONLY,
}
_PAGES = """
CREATE TABLE IF NOT EXISTS {strand}_pages (
    first INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    keys BLOB NOT NULL,
    told BLOB NOT NULL
);
"""
_FORGOTTEN = """
CREATE TABLE IF NOT EXISTS forgotten (strand TEXT PRIMARY KEY, upto INTEGER NOT NULL) WITHOUT ROWID;
"""
# For whoever looks with a tool of their own: one row an event, one row a run.
_VIEW = """
CREATE VIEW IF NOT EXISTS {strand} AS SELECT first + key AS seq, recorded, {columns}
FROM {strand}_pages, json_each(CAST({strand}_pages.told AS TEXT))
WHERE first + key > (SELECT coalesce(max(upto), 0) FROM forgotten WHERE strand = '{strand}');
"""
_COLUMNS = {Strand.EVENTS: Received._fields, Strand.RUNS: ReceivedRun._fields}


def _schema(strand: Strand) -> str:
    named = enumerate(_COLUMNS[strand])
    columns = ", ".join(f"json_extract(value, '$[{i}]') AS \"{name}\"" for i, name in named)
    return _PAGES.format(strand=strand) + _VIEW.format(strand=strand, columns=columns)


_SCHEMA = _FORGOTTEN + "".join(map(_schema, Strand))


def open_book(path: Path) -> "SqliteBook":
    """Open the file, made when it is not there, readable by its owner only.

    The workspace's folder has to be there: nothing is made anew of one that was removed.
    """
    with told():
        is_new = not path.exists()
        path.parent.mkdir(exist_ok=True)
        with turn(_turns(path)):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600)) if not path.exists() else None
            book = SqliteBook(path, _connected(path))
        if is_new:
            _on_disk(path.parent)
            _on_disk(path.parent.parent)
        return book


def read_book(path: Path) -> "SqliteBook | None":
    """Open the file to read it, on a disk that cannot be written too; None when it is not there."""
    if not path.exists():
        return None
    where = path.absolute().as_uri()
    alone = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    with told():
        try:
            return SqliteBook(path, _reading(f"{where}?mode=rw"))
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # it is just being made
                return None
            return SqliteBook(path, _reading(f"{where}?mode=ro{alone}"))


def _reading(where: str) -> sqlite3.Connection:
    con = sqlite3.connect(where, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        con.execute("PRAGMA query_only = ON")
        con.execute("SELECT count(*) FROM events_pages WHERE first = 0").fetchone()
    except sqlite3.Error:
        con.close()
        raise
    return con


def _connected(path: Path) -> sqlite3.Connection:
    con = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        con.execute("PRAGMA journal_mode = WAL").fetchall()
        con.execute("PRAGMA synchronous = FULL")
        con.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if con.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            con.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    except sqlite3.Error:
        con.close()
        raise
    return con


def _turns(path: Path) -> Path:
    """The file by which writers take turns: SQLite itself lets them try until one is lucky."""
    return path.with_suffix(".lock")


def _on_disk(folder: Path) -> None:
    """What was made in a folder survives a power cut."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def told() -> Iterator[None]:
    """Errors of the disk and of SQLite, as ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise Failed(_WHY.get(code, Unkept.FAILED), str(error)) from error
    except OSError as error:
        raise Failed(_OF_DISK.get(error.errno or 0, Unkept.FAILED), str(error)) from error


class SqliteBook:
    """A connection to the file."""

    def __init__(self, path: Path, con: sqlite3.Connection) -> None:
        self._turns, self._con = _turns(path), con

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that nobody else writes during; on the disk when it ends."""
        with told(), turn(self._turns):
            self._con.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._con.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._con.execute("ROLLBACK")
                raise

    def forgotten(self, strand: Strand) -> int:
        """The last number that was forgotten."""
        with told():
            found = self._con.execute("SELECT upto FROM forgotten WHERE strand = ?", (strand,)).fetchone()
        return int(found[0]) if found else 0

    def keys(self, strand: Strand, after: int) -> Sequence[tuple[int, bytes]]:
        """First number and keys of the pages that begin after a number."""
        query = f"SELECT first, keys FROM {strand}_pages WHERE first > ? ORDER BY first"
        with told():
            return self._con.execute(query, (after,)).fetchall()

    def add(self, strand: Strand, page: Page) -> None:
        """Write a page."""
        with told():
            self._con.execute(f"INSERT INTO {strand}_pages VALUES (?, ?, ?, ?, ?)", page)

    def forget(self, strand: Strand, upto: int) -> None:
        """Drop pages, and remember up to where."""
        with told():
            over = f"DELETE FROM {strand}_pages WHERE first <= :upto AND first + size - 1 <= :upto"
            self._con.execute(over, {"upto": upto})
            self._con.execute("INSERT OR REPLACE INTO forgotten VALUES (?, ?)", (strand, upto))

    def pages(self, strand: Strand, after: int) -> Iterator[Page]:
        """The pages that end after a number, as one moment saw them."""
        first = f"(SELECT coalesce(max(first), 0) FROM {strand}_pages WHERE first <= :after)"
        which = f"first >= {first} AND first + size - 1 > :after"
        query = f"SELECT * FROM {strand}_pages WHERE {which} ORDER BY first"
        with told(), closing(self._con.execute(query, {"after": after})) as found:
            yield from map(Page._make, found)

    def close(self) -> None:
        """Let go of the file."""
        self._con.close()
