"""The hot tail: on the disk when the answer comes, once, over threads and processes; a file or a database."""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from databases import postgresql
from retour.events.received import Received, ReceivedRun
from retour.store.durable.hot import Hot, Told, Unkept, open_hot
from retour.store.durable.hot_sqlite import open_book, read_book
from retour.store.durable.layout import HOT, log_folder
from retour.store.lock import turn

AT = 1_780_000_000_000_000  # µs since 1970


def event(number, *, activity="quote_sent", **more):
    return Received("crm", f"e{number}", "quote", f"Q-{number // 3}", activity, AT + number, **more)


def ids(hot, **where):
    return [row[5] for row in hot.rows(**where)]


@pytest.fixture(scope="module")
def database():
    with postgresql() as (url, _):
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def space(request, tmp_path, monkeypatch):
    """A workspace's folder whose tail is a file, or in a PostgreSQL database."""
    folder = tmp_path / f"space-{random.randrange(10**9)}"  # noqa: S311
    folder.mkdir()
    if request.param == "postgresql":
        monkeypatch.setenv("RETOUR_LOG_URL", request.getfixturevalue("database"))
    return folder


def test_what_was_answered_is_there_for_whoever_opens_the_log_next(space):
    told = event(1, actor="5f3c", amount=124000, attributes='{"client_type":"B2B"}', retracted=True)
    run = ReceivedRun("make", "r1", "quote-follow-up", AT, '{"status":"success"}')
    assert open_hot(space).append([told], [run]).result(30) == (2, 0)
    [(number, recorded, *row)], [(_, _, *run_row)] = open_hot(space).rows(), open_hot(space).runs()
    assert (number, row) == (1, [told.identity, told.content, *told])
    assert abs(recorded / 1e6 - time.time()) < 60
    assert run_row == [run.identity, run.content, *run]


def test_the_same_content_again_changes_nothing_and_another_one_joins(space):
    hot = open_hot(space)
    assert hot.append([event(1), event(2), event(1)]).result(30) == (2, 1)
    assert hot.append([event(1), event(1, activity="signed")]).result(30) == (1, 1)
    assert [(row[5], row[8]) for row in hot.rows()] == [
        ("e1", "quote_sent"),
        ("e2", "quote_sent"),
        ("e1", "signed"),
    ]
    hot.close()
    assert open_hot(space).append([event(2)]).result(30) == (0, 1)


def test_a_number_is_never_given_twice_and_what_is_forgotten_may_come_again(space):
    hot = open_hot(space)
    hot.append([event(1), event(2)]).result(30)
    hot.forget(2)
    assert not hot.rows()
    assert hot.append([event(1)]).result(30) == (1, 0)
    assert [row[0] for row in hot.rows()] == [3]
    hot.forget(3)
    hot.close()
    later = open_hot(space)
    later.append([event(9)]).result(30)
    assert [row[0] for row in later.rows()] == [4]


def test_a_tail_of_many_pages_is_read_in_order_from_anywhere(space):
    hot = open_hot(space)
    for first in range(0, 100, 7):
        hot.append([event(n) for n in range(first, min(100, first + 7))]).result(30)
    hot.forget(10)  # in the middle of a page
    assert ids(hot) == [f"e{n}" for n in range(10, 100)]
    assert ids(hot, after=49, limit=3) == ["e49", "e50", "e51"]


def test_after_any_appends_and_forgetting_the_tail_is_what_a_list_would_be(space):
    chance, model, last = random.Random(7), [], 0  # noqa: S311
    hots = [open_hot(space), open_hot(space)]
    for _ in range(150):
        hot = chance.choice(hots)
        if chance.random() < 0.1 and model:
            upto = chance.choice(model)[0]
            hot.forget(upto)
            model = [row for row in model if row[0] > upto]
            continue
        told = [
            event(chance.randrange(60), activity=chance.choice("ab")) for _ in range(chance.randrange(1, 9))
        ]
        kept = 0
        for one in told:
            if one not in [row[1] for row in model]:
                last, kept = last + 1, kept + 1
                model.append((last, one))
        assert hot.append(told).result(30) == (kept, len(told) - kept)
    assert [(row[0], Received(*row[4:])) for row in hots[0].rows()] == model


PROCESS = """
import sys
from pathlib import Path
from retour.events.received import Received
from retour.store.durable.hot import open_hot
first = int(sys.argv[2])
hot = open_hot(Path(sys.argv[1]))
answers = [
    hot.append([Received("crm", f"e{n}", "quote", "Q", "sent", n) for n in range(i, i + 5)])
    for i in range(first, first + 300, 5)
]
print(sum(answer.result(60).kept for answer in answers))
"""


def test_four_processes_that_tell_the_same_events_keep_each_once(space):
    command = [sys.executable, "-c", PROCESS, str(space)]
    started = [
        subprocess.Popen([*command, str(100 * i)], stdout=subprocess.PIPE, text=True) for i in range(4)
    ]
    kept = [int(one.communicate(timeout=120)[0]) for one in started]
    found = open_hot(space).rows()
    assert sum(kept) == len(found) == 600
    assert [row[0] for row in found] == list(range(1, 601))
    assert {row[5] for row in found} == {f"e{n}" for n in range(600)}


def test_many_threads_are_each_told_what_became_of_theirs(space):
    hot, found = open_hot(space), {}

    def tell(sender):
        found[sender] = [hot.append([event(sender), event(sender + 1)]).result(60) for _ in range(20)]

    threads = [threading.Thread(target=tell, args=(2 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {sum(kept for kept, _ in answers) for answers in found.values()} == {2}
    assert sorted(ids(hot)) == sorted(f"e{n}" for n in range(16))


def test_of_several_senders_the_one_who_tells_half_a_character_is_refused_alone(space):
    hot = open_hot(space)
    answers = hot.append_many([Told([event(1)]), Told([event(2, actor="\ud800")]), Told([event(3)])])
    assert answers.result(30) == [(1, 0), Unkept.UNFIT, (1, 0)]
    assert ids(hot) == ["e1", "e3"]


def test_the_file_can_be_read_by_its_owner_only_and_with_any_tool(tmp_path):
    open_hot(tmp_path).append([event(1), event(2)]).result(30)
    files = list(log_folder(tmp_path).iterdir())
    assert {oct(file.stat().st_mode)[-3:] for file in files} == {"600"}
    with sqlite3.connect(log_folder(tmp_path) / HOT) as con:
        rows = con.execute('SELECT seq, source, event_id, "case", activity, at FROM events').fetchall()
    con.close()
    assert rows[1] == (2, "crm", "e2", "Q-0", "quote_sent", AT + 2)


def test_what_waits_too_long_a_line_is_sent_away_and_may_come_again(tmp_path):
    path = log_folder(tmp_path) / HOT
    hot = Hot(lambda: open_book(path), lambda: read_book(path), waiting=10)
    hot.append([event(0)]).result(30)
    with turn(path.with_suffix(".lock")):  # somebody else writes
        first = hot.append([event(n) for n in range(1, 7)])
        assert hot.append([event(n) for n in range(7, 13)]).result(1) is Unkept.BUSY
    assert first.result(30) == (6, 0)
    assert hot.append([event(n) for n in range(7, 13)]).result(30) == (6, 0)


def test_a_disk_that_takes_no_more_is_said_and_the_tail_goes_on_when_it_does(tmp_path):
    hot = open_hot(tmp_path)
    hot.append([event(0)]).result(30)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        answers = [hot.append([event(n, attributes="x" * 20_000)]).result(30) for n in range(1, 30)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    kept = [f"e{n}" for n, answer in enumerate(answers, start=1) if answer == (1, 0)]
    assert Unkept.FAILED in answers
    assert ids(hot) == ["e0", *kept]
    assert hot.append([event(99)]).result(30) == (1, 0)
    assert ids(hot) == ["e0", *kept, "e99"]


def test_a_disk_that_is_full_is_said_and_the_tail_goes_on_when_there_is_room(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("a small disk is mounted by root only")
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        ballast = tmp_path / "ballast"
        ballast.write_bytes(bytes(100_000))
        hot = open_hot(tmp_path)
        answers = [hot.append([event(n, attributes="x" * 20_000)]).result(30) for n in range(20)]
        ballast.unlink()
        assert Unkept.FULL in answers
        assert hot.append([event(99)]).result(30) == (1, 0)
        kept = [f"e{n}" for n, answer in enumerate(answers) if answer == (1, 0)]
        assert ids(hot) == [*kept, "e99"]
        hot.close()
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        assert open_hot(tmp_path).append([event(100)]).result(30) is Unkept.READ_ONLY
        assert ids(open_hot(tmp_path)) == [*kept, "e99"]
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_file_that_is_damaged_is_said(tmp_path):
    path = log_folder(tmp_path) / HOT
    path.parent.mkdir()
    path.write_bytes(b"this is no log" * 100)
    assert open_hot(tmp_path).append([event(1)]).result(30) is Unkept.DAMAGED


def test_nothing_is_made_anew_of_a_workspace_that_was_removed(tmp_path):
    assert open_hot(tmp_path / "gone").append([event(1)]).result(30) is Unkept.FAILED
    assert not (tmp_path / "gone").exists()
    assert not open_hot(tmp_path / "gone").rows()


def test_a_tail_that_was_closed_keeps_what_came_before_and_nothing_after(tmp_path):
    hot = open_hot(tmp_path)
    answers = [hot.append([event(n)]) for n in range(50)]
    hot.close()
    assert {answer.result(1) for answer in answers} == {(1, 0)}
    assert hot.append([event(99)]).result(1) is Unkept.CLOSED
    assert len(open_hot(tmp_path).rows()) == 50
