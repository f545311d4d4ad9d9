"""A log whose tail is in PostgreSQL is sealed, read and forgotten as one whose tail is a file."""

from pathlib import Path

import pytest

from databases import postgresql
from retour.store.durable.hot import ELSEWHERE, Appended
from retour.store.durable.log import opened
from retour.store.durable.person import Person
from store.durable.tails import believed, expected, kept, told, truth


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server: its address, and the folder of its files."""
    with postgresql() as found:
        yield found


def test_a_tail_in_postgresql_is_sealed_read_and_written_again_without_the_person(
    server: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    url, files = server
    monkeypatch.setenv(ELSEWHERE, url)
    events = [told("1", "Q-1", attributes='{"email":"jean.dupont@exemple.fr"}'), told("2", "Q-2")]
    with opened(tmp_path) as log:
        assert isinstance(log.hot.append(events).result(60), Appended)
        assert log.exists
        assert believed(log.cold, log.hot) == expected(truth([(e, 0) for e in events]))
        assert log.seal(kept)[1] == ()
        erased, problems = log.erase(Person.of(["jean.dupont@exemple.fr"], b"k" * 32))
        assert (problems, erased is not None) == ((), True)
        assert believed(log.cold, log.hot) == expected(truth([(events[1], 0)]))
    with psycopg.connect(url, autocommit=True) as con:
        con.execute("CHECKPOINT")
    heaps = [p for p in (files / "data" / "base").rglob("*") if p.is_file()]
    assert heaps
    assert not [p for p in heaps if b"jean.dupont" in p.read_bytes()]
