"""Attributes that nobody declared are not kept; that they were told is counted, by name."""

from pathlib import Path

import pytest

from apart import run_apart
from retour.quantity import Place, Problem
from retour.store.durable.left_out import MOST, OTHERS, count_at_door, count_sealed, forget_person, left_out
from retour.store.durable.log import opened
from retour.store.durable.person import Person
from retour.web.inlet.left import Left, write
from store.durable.tails import told

SAID = '{"client":"B2B","city":"Lyon"}'


def test_what_a_seal_leaves_out_is_counted_by_process_and_name(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        events = [told("1", attributes=SAID), told("2", attributes=SAID), told("3")]
        log.hot.append([*events, told("4", process="order", attributes=SAID)]).result(30)
        log.seal({"quote": ("client",), "order": ()}.__getitem__)
        found = log.status().left_out
    assert found.values == {"quote": {"city": 2}, "order": {"city": 1, "client": 1}}
    assert (found.total, found.names) == (4, (("city", 3), ("client", 1)))


def test_a_seal_that_is_stopped_before_the_tail_forgets_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told("1", attributes=SAID)]).result(30)
        with monkeypatch.context() as stopped:
            stopped.setattr(type(log.hot), "forget", lambda _self, _upto: (_ for _ in ()).throw(OSError(5)))
            assert log.seal(lambda _: ())[1]
        assert log.seal(lambda _: ())[1] == ()
        assert log.status().left_out.values == {"quote": {"city": 1, "client": 1}}
        log.hot.append([told("2", attributes=SAID)]).result(30)
        log.seal(lambda _: ())
        assert log.status().left_out.values == {"quote": {"city": 2, "client": 2}}


def test_names_without_end_are_counted_together_past_fifty(tmp_path: Path) -> None:
    count_at_door(tmp_path, {f"name {i}": 1 for i in range(MOST + 30)})
    count_at_door(tmp_path, {"name 0": 4})
    found = left_out(tmp_path)
    assert (found.values[""]["name 0"], found.values[""][OTHERS], found.total) == (5, 30, MOST + 34)
    assert len(found.names) == MOST


def test_a_name_that_names_a_person_who_is_erased_joins_the_others(tmp_path: Path) -> None:
    count_at_door(tmp_path, {"note for anne@example.com": 2, "city": 1})
    forget_person(tmp_path, Person.of(["anne@example.com"], b"key"))
    assert left_out(tmp_path).values == {"": {OTHERS: 2, "city": 1}}
    assert b"anne" not in (tmp_path / "left_out.json").read_bytes()


def test_what_the_door_leaves_out_is_written_beside_the_log(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    note = Problem("attributes.left_out", Place(""), details={"each": {"city": 3}})

    async def two_requests() -> None:
        left = Left()
        left.notice(tmp_path, [note, Problem("time.in_future", Place(""))])
        left.notice(tmp_path, [note])
        write(tmp_path, left.taken(tmp_path))

    run_apart(two_requests())
    assert left_out(tmp_path / "log").values == {"": {"city": 6}}


def test_a_count_that_cannot_be_read_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "left_out.json").write_text("[")
    count_sealed(tmp_path, [(1, 0, b"", b"", *told(attributes=SAID))], lambda _: ("city",))
    assert left_out(tmp_path).values == {"quote": {"client": 1}}
