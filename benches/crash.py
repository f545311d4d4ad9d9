"""What the door acknowledged is there, once: killed at random moments under load, torn, full, read-only.

`python benches/crash.py [--rounds 60] [--json FILE]`. Each round starts the real server (one process that
answers, or two), sends events on eight connections (single, batches, some of them again), kills all of it
with SIGKILL at a random moment, sometimes while the log is being sealed, and sometimes tears the last
write, but for what an answer had promised. All that was acknowledged has to be in the log, hot or cold,
once. Then everything that was ever sent is sent again, and sealed. A small disk is filled under load, and
freed; another is read-only when the server starts, and can be written again later: the server goes on by
itself.
"""

import argparse
import json
import os
import platform
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from door_sender import answer, event, request
from door_server import Firm, Running, made, running
from torn import Name, held, torn

ROUNDS, SENDERS, SEED = 60, 8, 20261126
SMALL_DISK, ROOM = "48m", 24_000_000  # more room is given back than the tail writes between two checkpoints
_SEAL = """
import sys
from pathlib import Path
from retour.store.durable.log import DurableLog
DurableLog.of(Path(sys.argv[1])).seal(lambda process: ("client_type",))
"""
Row = dict[str, object]


@dataclass
class Told:
    """What senders sent, and what was acknowledged."""

    firm: Firm
    sent: dict[Name, str] = field(default_factory=dict)  # the event, as JSON
    acknowledged: set[Name] = field(default_factory=set)
    refused: Counter[int] = field(default_factory=Counter)

    def post(self, one: socket.socket, sender: int, events: dict[str, str]) -> int:
        """Send events of one source in one request; OSError when no answer comes."""
        source, texts = f"source-{sender}", list(events.values())
        names = [(source, id_) for id_ in events]
        self.sent.update(zip(names, texts, strict=True))
        body = texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"
        one.sendall(request(body.encode(), self.firm.tokens[sender]))
        status, said = answer(one)
        if status == 202:
            if json.loads(said)["errors"]:
                raise SystemExit(said.decode())
            self.acknowledged.update(names)
        else:
            self.refused[status] += 1
        return status


def loaded(told: Told, server: Running, mark: str, over: threading.Event) -> list[threading.Thread]:
    """Senders, until the server is gone or `over` is set."""
    threads = [
        threading.Thread(target=_send, args=(told, server.port, (mark, i), over)) for i in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    return threads


def _send(told: Told, port: int, who: tuple[str, int], over: threading.Event) -> None:
    mark, sender = who
    chance, number, before = random.Random(f"{mark}{sender}"), 0, dict[str, str]()  # noqa: S311
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        while not over.is_set():
            count = chance.choice((1, 1, 1, 5, 50))
            events = {f"{mark}-{number + i:08d}": event(mark, number + i) for i in range(count)}
            number += count
            if chance.random() < 0.2:
                events |= before  # some again
            before = dict(list(events.items())[:3])
            if told.post(one, sender, events) != 202:
                time.sleep(0.05)


def stored(firm: Firm) -> Counter[Name]:
    """How often each event is in the log: in the cold one, or else in the hot one."""
    cold = Counter(_cold(firm))
    hot = Counter(held(firm.folder))
    return cold + Counter({name: n for name, n in hot.items() if name not in cold})


def _cold(firm: Firm) -> list[Name]:
    from deltalake import DeltaTable  # noqa: PLC0415

    table = firm.folder / "log" / "quote" / "events"
    if not any(table.glob("_delta_log/*.json")):  # a full disk may leave a folder without a first commit
        return []
    rows = DeltaTable(str(table)).to_pyarrow_table(columns=["file", "event_id"])
    return list(zip(rows["file"].to_pylist(), rows["event_id"].to_pylist(), strict=True))


@dataclass(frozen=True)
class Found:
    """What a check of the log gave."""

    missing: int  # acknowledged, not there
    twice: int  # there more than once

    @classmethod
    def of(cls, told: Told) -> "Found":
        """Look now."""
        there = stored(told.firm)
        missing = sum(name not in there for name in told.acknowledged)
        return cls(missing, sum(n > 1 for n in there.values()))


def killed(told: Told, number: int, chance: random.Random) -> tuple[str, Found]:
    """One round: serve, send, kill, sometimes tear; what was done, and what is there."""
    with running(told.firm.data, workers=chance.choice((1, 1, 2))) as server:
        over = threading.Event()
        before = len(told.acknowledged)
        threads = loaded(told, server, f"r{number}", over)
        end = time.monotonic() + 60
        while len(told.acknowledged) == before and time.monotonic() < end:
            time.sleep(0.005)
        sealing = _sealing(told.firm) if chance.random() < 0.2 else None
        time.sleep(chance.uniform(0, 1.5))
        server.kill()
        if sealing:
            sealing.kill()
            sealing.wait()
        for thread in threads:
            thread.join()
    hot = told.acknowledged - set(_cold(told.firm))
    done = torn(told.firm.folder, hot, chance) if chance.random() < 0.5 else "whole"
    return f"{done}{', sealing' if sealing else ''}", Found.of(told)


def _sealing(firm: Firm) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", _SEAL, str(firm.folder)])  # noqa: S603  our own words


def again(told: Told) -> Found:
    """Send everything again, then seal: each event is there once."""
    with running(told.firm.data) as server:
        for sender in range(SENDERS):
            mine = [(name[1], text) for name, text in told.sent.items() if name[0] == f"source-{sender}"]
            with socket.create_connection(("127.0.0.1", server.port), timeout=60) as one:
                for i in range(0, len(mine), 500):
                    while told.post(one, sender, dict(mine[i : i + 500])) != 202:
                        time.sleep(1)
    found = Found.of(told)
    sealing = _sealing(told.firm)
    sealing.wait()
    sealed = Counter(_cold(told.firm))
    missing = sum(name not in sealed for name in told.sent)
    return Found(found.missing + missing, found.twice + sum(n > 1 for n in sealed.values()))


@contextmanager
def small_disk(firm: Firm) -> Iterator[Path]:
    """A disk of its own for the log: small."""
    log = firm.folder / "log"
    log.mkdir(parents=True)
    _mount("-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(log))
    try:
        yield log
    finally:
        subprocess.run(["umount", "-l", str(log)], check=True)  # noqa: S603, S607


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)  # noqa: S603, S607


def full_disk(told: Told) -> Iterator[tuple[str, int]]:
    """The disk is filled under load, then there is room again: what was refused, what came after."""
    with small_disk(told.firm) as log:
        ballast = log / "ballast"
        ballast.write_bytes(bytes(ROOM))
        with running(told.firm.data) as server:
            yield from _spoilt(told, server, "full", ballast.unlink)
        _mount("-o", "remount,ro", str(log))
        with running(told.firm.data) as server:
            yield from _spoilt(told, server, "read-only", lambda: _mount("-o", "remount,rw", str(log)))
        found = Found.of(told)
        yield "bad disk: missing", found.missing
        yield "bad disk: twice", found.twice


def _spoilt(told: Told, server: Running, name: str, mend: Callable[[], object]) -> Iterator[tuple[str, int]]:
    over, before = threading.Event(), told.refused[503]
    threads = loaded(told, server, name, over)
    _until(lambda: told.refused[503] > before + 20)
    kept = len(told.acknowledged)
    mend()
    _until(lambda: len(told.acknowledged) > kept + 100)
    over.set()
    for thread in threads:
        thread.join()
    yield f"disk {name}: refused with 503", told.refused[503] - before
    yield f"disk {name}: acknowledged once it was mended", len(told.acknowledged) - kept


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def measured(asked: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """All of it."""
    chance, told = random.Random(asked.seed), Told(made(folder / "data"))  # noqa: S311
    missing = twice = 0
    kinds: Counter[str] = Counter()
    for number in range(asked.rounds):
        how, found = killed(told, number, chance)
        missing, twice = missing + found.missing, twice + found.twice
        kinds[how] += 1
        said = f"round {number}: {how}, {len(told.sent)} sent, {len(told.acknowledged)} acknowledged"
        print(f"  {said}, {found.missing} missing, {found.twice} twice", file=sys.stderr, flush=True)
    yield row("kills", asked.rounds, at_least=asked.rounds)
    for how, count in sorted(kinds.items()):
        yield row(f"kills: {how}", count)
    yield row("sent", len(told.sent))
    yield row("acknowledged", len(told.acknowledged), at_least=1)
    yield row("acknowledged, missing after a kill", missing, at_most=0)
    yield row("there twice after a kill", twice, at_most=0)
    found = again(told)
    yield row("missing once all was sent again and sealed", found.missing, at_most=0)
    yield row("twice once all was sent again and sealed", found.twice, at_most=0)
    if os.geteuid() != 0:
        print("skipped: a full disk and a read-only one need root, to mount one", file=sys.stderr)
        return
    for name, value in full_disk(Told(made(folder / "other"))):
        wrong = name.endswith(("missing", "twice"))
        yield row(name, value, at_most=0 if wrong else None, at_least=None if wrong else 1)


def row(name: str, value: int, at_most: int | None = None, at_least: int | None = None) -> Row:
    """One row of the bench envelope."""
    target = at_most if at_most is not None else at_least
    ok = None if target is None else (value <= target if at_most is not None else value >= target)
    return {"subject": "retour", "name": name, "value": value, "unit": "", "target": target, "ok": ok}


def main() -> int:
    """Measure, print, and write the envelope when a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for one in measured(asked, Path(folder)):
            found.append(one)
            verdict = {True: "ok", False: "MISSED", None: ""}[one["ok"]]  # type: ignore[index]
            print(f"{one['name']:<52} {one['value']:>12} {verdict}", flush=True)
    if asked.json:
        versions = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
        envelope = {"schema": "retour-bench/1", "bench": "crash", "versions": versions, "rows": found}
        asked.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(one["ok"] is not False for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
