"""The hot tails of many workspaces in a PostgreSQL database: for several machines, or where no disk is local.

The same as the SQLite file, a workspace under its folder's name; one writer at a time over all machines, by
an advisory lock that ends with its transaction.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retour.store.durable.hot_book import Failed, Page, Strand, Unkept

if TYPE_CHECKING:
    import psycopg

WAIT = 20  # seconds that a connection waits for the server
_SCHEMA = """
CREATE TABLE IF NOT EXISTS retour_pages (
    space text NOT NULL,
    strand text NOT NULL,
    first bigint NOT NULL,
    size integer NOT NULL,
    recorded bigint NOT NULL,
    keys bytea NOT NULL,
    told bytea NOT NULL,
    PRIMARY KEY (space, strand, first)
);
CREATE TABLE IF NOT EXISTS retour_forgotten (
    space text NOT NULL,
    strand text NOT NULL,
    upto bigint NOT NULL,
    PRIMARY KEY (space, strand)
);
"""
_MINE = "space = %(space)s AND strand = %(strand)s"
_FORGOTTEN = f"SELECT upto FROM retour_forgotten WHERE {_MINE}"
_KEYS = f"SELECT first, keys FROM retour_pages WHERE {_MINE} AND first > %(after)s ORDER BY first"
_ADD = "INSERT INTO retour_pages VALUES (%s, %s, %s, %s, %s, %s, %s)"
_DROP = f"DELETE FROM retour_pages WHERE {_MINE} AND first + size - 1 <= %(upto)s"
_REMEMBER = """
INSERT INTO retour_forgotten VALUES (%(space)s, %(strand)s, %(upto)s)
ON CONFLICT (space, strand) DO UPDATE SET upto = excluded.upto
"""
_PAGES = f"""
SELECT first, size, recorded, keys, told FROM retour_pages
WHERE {_MINE} AND first + size - 1 > %(after)s ORDER BY first
"""
_WHY = {"53100": Unkept.FULL, "25006": Unkept.READ_ONLY, "55P03": Unkept.LOCKED, "XX001": Unkept.DAMAGED}
_AT_ONCE = 16  # pages that a reader is sent at once


def open_book(url: str, space: str) -> "PostgresBook":
    """Connect, the tables made when they are not there."""
    with _told():
        return PostgresBook(_connected(url), space)


def _connected(url: str) -> "psycopg.Connection":
    import psycopg  # noqa: PLC0415  only where this is chosen

    con = psycopg.connect(url, connect_timeout=WAIT, autocommit=True)
    try:
        con.execute("SET synchronous_commit = on")
        if con.execute("SELECT to_regclass('retour_forgotten')").fetchone() == (None,):
            with con.transaction():
                con.execute("SELECT pg_advisory_xact_lock(%s)", (_lock(""),))
                con.execute(_SCHEMA)
    except psycopg.Error:
        con.close()
        raise
    return con


def scrub(url: str) -> None:
    """Write the pages of every tail again, without those that were forgotten; writers wait meanwhile."""
    with _told(), _connected(url) as con:
        con.execute("VACUUM FULL retour_pages")


def forget_space(url: str, space: str) -> None:
    """Remove the whole tail of a workspace."""
    with _told(), _connected(url) as con, con.transaction():
        for table in ("retour_pages", "retour_forgotten"):
            con.execute(f"DELETE FROM {table} WHERE space = %s", (space,))


def _lock(space: str) -> int:
    """The number by which the writers of a workspace take turns."""
    return int.from_bytes(hashlib.blake2b(f"retour {space}".encode(), digest_size=8).digest(), signed=True)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of PostgreSQL, as ours."""
    import psycopg  # noqa: PLC0415  only where this is chosen

    try:
        yield
    except psycopg.ProgrammingError as error:
        if error.sqlstate is None:  # an address that cannot be read: its words may be the password
            raise Failed(Unkept.FAILED, type(error).__name__) from None
        raise Failed(_WHY.get(error.sqlstate, Unkept.FAILED), str(error)) from error
    except psycopg.Error as error:
        raise Failed(_WHY.get(error.sqlstate or "", Unkept.FAILED), str(error)) from error


class PostgresBook:
    """A connection to the database, for one workspace."""

    def __init__(self, con: "psycopg.Connection", space: str) -> None:
        self._con, self._space = con, space

    def _named(self, strand: Strand, **more: int) -> dict[str, object]:
        return {"space": self._space, "strand": strand.value, **more}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that nobody else writes during; on the server's disk when it ends."""
        with _told(), self._con.transaction():
            self._con.execute("SELECT pg_advisory_xact_lock(%s)", (_lock(self._space),))
            yield

    def forgotten(self, strand: Strand) -> int:
        """The last number that was forgotten."""
        with _told():
            found = self._con.execute(_FORGOTTEN, self._named(strand)).fetchone()
        return int(found[0]) if found else 0

    def keys(self, strand: Strand, after: int) -> Sequence[tuple[int, bytes]]:
        """First number and keys of the pages that begin after a number."""
        with _told():
            return self._con.execute(_KEYS, self._named(strand, after=after)).fetchall()

    def add(self, strand: Strand, page: Page) -> None:
        """Write a page."""
        with _told():
            self._con.execute(_ADD, (self._space, strand.value, *page))

    def forget(self, strand: Strand, upto: int) -> None:
        """Drop pages, and remember up to where."""
        with _told():
            self._con.execute(_DROP, self._named(strand, upto=upto))
            self._con.execute(_REMEMBER, self._named(strand, upto=upto))

    def pages(self, strand: Strand, after: int) -> Iterator[Page]:
        """The pages that end after a number, as one moment saw them, a few at a time."""
        with _told(), self._con.transaction(), self._con.cursor(name="pages") as found:
            found.itersize = _AT_ONCE
            found.execute(_PAGES, self._named(strand, after=after))
            yield from map(Page._make, found)

    def close(self) -> None:
        """Let go of the connection."""
        self._con.close()
