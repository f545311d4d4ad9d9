"""Two at once, or one too early: what a second seal, a purge or an erasure must not do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retour.store.durable import erase as erasing
from retour.store.durable import proof
from retour.store.durable.files import DataFile
from retour.store.durable.log import opened
from retour.store.durable.person import Person
from retour.store.durable.purge import Limits
from retour.store.durable.table import SEALED, Overtaken, Snapshot
from retour.store.lock import at_once
from store.durable.tails import DAY, kept, told


def test_a_correction_that_is_not_sealed_makes_another_view(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told("1", amount=100), told("2", amount=200)]).result(30)
        before = log.view().known("quote", kept).stamp
        log.hot.append([told("1", amount=99_999)]).result(30)
        after = log.view().known("quote", kept)
        assert after.stamp != before
        assert sorted(after.fresh["amount"].to_pylist()) == [200, 99_999]


def test_a_seal_that_somebody_else_did_meanwhile_is_not_done_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told("1"), told("2")]).result(30)
        log.seal(kept)
        table = log.cold.pair("quote").events
        (file,) = table.snapshot().files
        with pytest.raises(Overtaken):
            table.commit(add=[file], notes={SEALED: 2}, since=Snapshot())
        gone = DataFile(name="gone.parquet", bucket=0, rows=1, size=1, first=None, last=None)
        with pytest.raises(Overtaken):
            table.commit(add=[file], remove=[gone], same=True)
        assert log.view().count("quote") == 2


def test_one_at_a_time_has_the_turn_of_a_file(tmp_path: Path) -> None:
    with at_once(tmp_path / "turn") as first, at_once(tmp_path / "turn") as second:
        assert (first, second) == (True, False)
    with at_once(tmp_path / "turn") as again:
        assert again


def test_a_case_of_which_the_tail_tells_more_keeps_its_beginning(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told("1", "Q-1", at=DAY), told("2", "Q-2", at=DAY)]).result(30)
        log.seal(kept)
        log.hot.append([told("3", "Q-1", "signed", at=9 * DAY)]).result(30)
        act, problems = log.purge(Limits(others=5 * DAY))
        assert problems == ()
        assert act is not None
        assert act.counts == {"events": 1}
        assert log.view().count("quote") == 2


def test_a_purge_of_nothing_leaves_replaced_files_to_those_who_read_them(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        for number in range(3):
            log.hot.append([told(str(number))]).result(30)
            log.seal(kept)
        view = log.view().known("quote", kept)
        log.compact(many=1)
        assert log.purge(Limits()) == (None, ())
        assert all(path.exists() for paths in view.files.values() for path in paths)


def test_an_erasure_that_is_refused_has_changed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "WAIT", 0.1)
    person = Person.of(["jean.dupont@exemple.fr"], b"k" * 32)
    with opened(tmp_path) as log:
        log.hot.append([told("1", "jean.dupont@exemple.fr"), told("2", "Q-2")]).result(30)
        log.seal(kept)
        with closing(sqlite3.connect(tmp_path / "log" / "hot.sqlite")) as backup:
            backup.execute("BEGIN IMMEDIATE")
            erased, problems = log.erase(person)
            assert (erased, [p.rule for p in problems]) == (None, ["log.busy"])
            assert log.view().count("quote") == 2
        erased, problems = log.erase(person)
        assert (erased is not None, problems, log.view().count("quote")) == (True, (), 1)
    ((act,), _) = proof.read(tmp_path)
    assert act.act.counts["cases"] == 1
