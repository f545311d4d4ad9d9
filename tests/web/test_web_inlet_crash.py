"""The server killed under load, and its disk refused: what was acknowledged is in the log, once."""

import itertools
import json
import random
import resource
import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from retour.store.durable.hot import open_hot
from serving import served
from web.doors import Firm, door, event


def sending(firm, mark, sent, acknowledged):
    """One connection that sends until nobody answers; what it sent, and what was acknowledged."""
    chance = random.Random(mark)  # noqa: S311
    port, number = int(firm.server.url.rpartition(":")[2]), 0
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        answers = one.makefile("rb")
        while True:
            told = [event(f"{mark}-{number + i}") for i in range(chance.choice((1, 1, 20)))]
            number += len(told)
            sent += told
            body = json.dumps(told).encode()
            head = f"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {firm.sent}\r\n"
            one.sendall(
                f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )
            status = answers.readline()
            heads = list(itertools.takewhile(str.strip, (answers.readline().decode() for _ in range(50))))
            lengths = [head for head in heads if head.lower().startswith("content-length:")]
            if not lengths:
                return
            answers.read(int(lengths[0].partition(":")[2]))
            if status.startswith(b"HTTP/1.1 202 "):
                acknowledged += told


def loaded_until_killed(firm, mark, seconds):
    """Four connections under which the server is killed, so many seconds after its first acknowledgement."""
    sent, acknowledged = [], []
    threads = [
        threading.Thread(target=sending, args=(firm, f"{mark}{i}", sent, acknowledged)) for i in range(4)
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60
    while not acknowledged:
        assert time.monotonic() < end
        time.sleep(0.005)
    time.sleep(seconds)
    firm.server.kill()
    for thread in threads:
        thread.join()
    return sent, acknowledged


def stored(firm):
    hot, found, after = open_hot(firm.folder), Counter(), 0
    while rows := hot.rows(after):
        after = rows[-1][0]
        found.update(row[5] for row in rows)
    return found


def test_nothing_acknowledged_is_lost_nor_there_twice_when_the_server_is_killed(tmp_path):
    data, sent, acknowledged, firm = tmp_path / "data", [], [], None
    for number, seconds in enumerate((0.0, 0.15, 0.6)):
        if firm is None:
            with door(data) as (firm, _):
                new = loaded_until_killed(firm, "a", seconds)
        else:
            with served(data) as server:
                firm = Firm(**{**vars(firm), "server": server})
                new = loaded_until_killed(firm, "abc"[number], seconds)
        sent, acknowledged = sent + new[0], acknowledged + new[1]
        there = stored(firm)
        assert acknowledged
        assert {one["id"] for one in acknowledged} <= set(there)
        assert set(there.values()) == {1}
    with served(data) as server:
        firm = Firm(**{**vars(firm), "server": server})
        for first in range(0, len(sent), 1000):
            assert firm.post(sent[first : first + 1000]).status == 202
        assert stored(firm) == {one["id"]: 1 for one in sent}


def workers(pid):
    """Processes that a server began, however deep."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children] + [one for child in children for one in workers(int(child))]
    return []


def test_a_disk_that_refuses_is_said_and_the_server_goes_on_when_it_does_not(tmp_path):
    if not hasattr(resource, "prlimit"):
        pytest.skip("files of another process are bounded on Linux only")
    with door(tmp_path / "data") as (firm, _):
        assert firm.post(event("before")).status == 202
        before = {}
        for pid in workers(firm.server.process.pid):
            before[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (100_000, before[pid][1]))
        many = [[event(f"{n}-{i}", case="c" * 150) for i in range(100)] for n in range(20)]
        answers = [firm.post(told) for told in many]
        refused = [answer for answer in answers if answer.status == 503]
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
        assert refused
        assert {(a.json["type"], a.headers["retry-after"]) for a in refused} == {("urn:retour:failed", "30")}
        kept = {one["id"] for told, a in zip(many, answers, strict=True) if a.status == 202 for one in told}
        assert firm.post(event("after")).status == 202
        assert stored(firm) == dict.fromkeys(kept | {"before", "after"}, 1)
