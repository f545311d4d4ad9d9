"""A seal that stops anywhere loses nothing and counts nothing twice; two processes at once neither."""

import copy
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retour.events.received import Received
from retour.store.durable.cold import Cold
from retour.store.durable.compact import compact
from retour.store.durable.log import opened
from retour.store.durable.seal import seal
from store.durable.tails import ListTail, believed, cold_of, expected, kept, told, truth

FIRST = [
    told("1", "Q-1", amount=100),
    told("2", "Q-1", "signed"),
    told("3", "Q-2"),
    told("4", "Q-3", process="order"),
]
LATER = [
    told("1", "Q-1", amount=200),
    told("3", "Q-2", retracted=True),
    told("4", "Q-3", process="quote"),
    told("2", "Q-9", "signed", process="order"),
    told("5", "Q-5"),
    told("5", "Q-5", amount=5),
]


class Stopped(BaseException):
    """The power went out."""


def test_a_seal_stopped_between_any_two_writes_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, tail = tmp_path / "base", ListTail()

    def cold_of(folder: Path) -> Cold:
        return Cold.of(folder, buckets=1)

    for number, event in enumerate(FIRST):
        tail.append(event, 10 + number)
    with cold_of(base).turn():
        seal(cold_of(base), tail, kept)
    for number, event in enumerate(LATER):
        tail.append(event, 20 + number)
    all_told = [(e, 10 + n) for n, e in enumerate(FIRST)] + [(e, 20 + n) for n, e in enumerate(LATER)]
    flush, stops = os.fsync, 0
    while True:
        folder, again = tmp_path / f"stop-{stops}", copy.deepcopy(tail)
        shutil.copytree(base, folder)
        left = stops

        def stopping(handle: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Stopped
            flush(handle)

        monkeypatch.setattr(os, "fsync", stopping)
        try:
            with cold_of(folder).turn():
                seal(cold_of(folder), again, kept)
            finished = True
        except Stopped:
            finished = False
        monkeypatch.setattr(os, "fsync", flush)
        assert believed(cold_of(folder), again) == expected(truth(all_told)), stops
        with cold_of(folder).turn():
            seal(cold_of(folder), again, kept)
            compact(cold_of(folder), many=1)
        for moment in (None, 22):
            assert believed(cold_of(folder), again, moment) == expected(truth(all_told, moment)), stops
        shutil.rmtree(folder)
        if finished:
            break
        stops += 1
    assert stops > 20


SCRIPT = """
import sys
from pathlib import Path
from retour.events.received import Received
from retour.store.durable.log import opened
name, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
with opened(folder) as log:
    for n in range(count):
        events = [Received("crm", f"{name}-{n}-{i}", "quote", f"Q-{i}", "sent", 1000 + n) for i in range(20)]
        log.hot.append(events).result(60)
        print(n, flush=True)
        log.seal(lambda _: (), wait=60)
        if n % 4 == 3:
            log.compact(many=1, wait=60)
"""  # it prints a line an acknowledged request: few, so that nobody has to read them


def running(name: str, folder: Path, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, name, str(folder), str(count)], stdout=subprocess.PIPE, text=True
    )


def told_in(folder: Path) -> list[str]:
    """Sources and numbers of the events that a reader gets, each as often as it is there."""
    with opened(folder) as log:
        rows = believed(log.cold, log.hot).get("quote", [])
    return [row[0] for row in rows]  # type: ignore[misc]


def test_two_processes_that_append_seal_and_compact_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    both = [running(name, tmp_path, 8) for name in ("a", "b")]
    seen = 0
    while any(each.poll() is None for each in both):  # and whoever reads meanwhile sees no event go or double
        found = told_in(tmp_path)
        assert len(found) == len(set(found)) >= seen
        seen = len(found)
    for each in both:
        each.communicate()
        assert each.returncode == 0
    found = told_in(tmp_path)
    assert len(found) == len(set(found)) == 2 * 8 * 20


def test_what_was_acknowledged_is_there_once_after_processes_were_killed_while_they_sealed(
    tmp_path: Path,
) -> None:
    acknowledged = 0
    for turn in range(3):
        child = running(f"k{turn}", tmp_path, 1000)
        assert child.stdout is not None
        for _ in range(3 + turn):
            child.stdout.readline()
            acknowledged += 20
        time.sleep(0.01 * turn)
        child.send_signal(signal.SIGKILL)
        rest = child.communicate()[0]
        acknowledged += 20 * rest.count("\n")
    before = told_in(tmp_path)
    with opened(tmp_path) as log:
        assert log.seal(kept)[1] == ()
    after = told_in(tmp_path)
    assert len(after) == len(set(after))
    assert sorted(before) == sorted(after)
    assert acknowledged <= len(after) <= acknowledged + 3 * 20


def test_an_event_told_again_months_after_its_seal_is_counted_once_and_rewrites_nothing(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as log:
        log.hot.append(FIRST).result(30)
        log.seal(kept)
        before = log.cold.pair("quote").events.snapshot()
        log.hot.append([*FIRST, Received("erp", "1", "quote", "Q-1", "sent", 5)]).result(30)
        log.seal(kept)
        after = log.cold.pair("quote").events.snapshot()
        assert after.rows == before.rows + 1
        assert set(before.files) <= set(after.files)


def test_two_cases_that_share_a_key_are_told_apart_and_each_keeps_its_own(tmp_path: Path) -> None:
    cold = cold_of(tmp_path)
    cold = type(cold)(cold.root, cold.seen, hashed=lambda case, turn: len(case) + 100 * turn, buckets=3)
    tail = ListTail()
    for number, (id_, case) in enumerate([("1", "aa"), ("2", "bb"), ("3", "cc"), ("4", "aa"), ("5", "bb")]):
        tail.append(told(id_, case), number)
        if number != 1:
            with cold.turn():
                seal(cold, tail, kept)
    with cold.turn():
        compact(cold, many=1)
    table = cold.pair("quote").events
    import pyarrow.parquet as pq

    rows = [
        row
        for path in table.paths(table.snapshot().files)
        for row in pq.read_table(path, columns=["case_id", "case_key"]).to_pylist()
    ]
    keys = {row["case_id"]: {r["case_key"] for r in rows if r["case_id"] == row["case_id"]} for row in rows}
    assert all(len(each) == 1 for each in keys.values())
    assert len(set.union(*keys.values())) == 3
