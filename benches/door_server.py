"""A real server for the benches of the door: a workspace one process, sixteen sources; or one without a log.

`python benches/door_server.py PORT` (not meant to be called by hand) serves the same application, with the
same checks, but a log that answers at once and writes nothing: what the store costs is the difference.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retour.store.durable.hot import Told

SOURCES = 16
_FIRM = """
import json
from retour.web.accounts.models import User
from retour.web.portfolio import opening
from retour.web.portfolio.documents import Draft, save
from retour.web.workspaces.sources import Source, make_sent

PROCESS = '''process: quote
name: Devis
case: Devis
activities:
  form_received: {name: Demande reçue}
  quote_sent: {name: Devis envoyé}
  followup_sent: {name: Relance}
  signed: {name: Signature}
attributes: [client_type]
'''
anne = User.objects.create_user("bench@example.com", "a rather long sentence")
seat = opening.begin(anne, "Bench", lang="en")
save(seat, [Draft(path="processes/quote.yaml", text=PROCESS, seen=0)])
tokens = [make_sent(seat, Source(name=f"Source {i}", source=f"source-{i}")) for i in range(SOURCES)]
print("FIRM " + json.dumps({"key": seat.workspace.key, "tokens": tokens}))
"""


@dataclass(frozen=True)
class Firm:
    """A server's folder, the workspace's key in it, a token for each of its sources."""

    data: Path
    key: str
    tokens: list[str]

    @property
    def folder(self) -> Path:
        """The workspace's folder."""
        return self.data / "workspaces" / self.key

    @property
    def hot(self) -> Path:
        """The file of the hot tail."""
        return self.folder / "log" / "hot.sqlite"


def environment(data: Path, **more: str) -> dict[str, str]:
    """What the server is told."""
    told = os.environ | {
        "RETOUR_DATA": str(data),
        "RETOUR_KEY": "pseudonyms of the bench",
        "OMP_NUM_THREADS": "1",
    }
    return told | {"RETOUR_URL": "http://127.0.0.1"} | more


def made(data: Path) -> Firm:
    """A firm in a new folder."""
    told = environment(data)
    for words in (["migrate", "-v0"], ["shell", "-v0", "-c", f"SOURCES = {SOURCES}\n{_FIRM}"]):
        done = subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-m", "retour.web", "manage", *words],
            env=told,
            capture_output=True,
            text=True,
            check=True,
        )
    said = next(line for line in done.stdout.splitlines() if line.startswith("FIRM "))
    return Firm(data, **json.loads(said.removeprefix("FIRM ")))


@dataclass
class Running:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a power cut would, for processes; at the end none of them holds a file any more."""
        group = self.process.pid
        with suppress(ProcessLookupError):
            os.killpg(group, SIGKILL)
        self.process.wait(timeout=30)
        end = time.monotonic() + 30
        while any(_lives(task) for one in _group(group) for task in one.glob("task/*")):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.01)

    def cpu(self) -> float:
        """Seconds of processor time that the processes that answer used, without the one that works."""
        return sum(_cpu(pid) for pid in _family(self.process.pid) if not _works(pid))


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(data: Path, *, keeps: bool = True, workers: int = 1, **more: str) -> Iterator[Running]:
    """`retour serve` on that folder, or the same without its store; killed at the end."""
    port = free_port()
    command = [sys.executable, "-m", "retour.web", "serve", "--port", str(port), "--workers", str(workers)]
    if not keeps:
        command = [sys.executable, __file__, str(port)]
    log_path = data.parent / f"serve-{port}.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own words
            command, env=environment(data, **more), stdout=log, stderr=log, start_new_session=True
        )
        server = Running(port, process, log_path)
        try:
            _wait(server)
            yield server
        finally:
            server.kill()


def _wait(server: Running) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(server.log.read_text(encoding="utf-8", errors="replace")[-2000:])
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError(server.url)


def _family(pid: int) -> list[int]:
    """A process and all that it began."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [pid, *(one for child in children for one in _family(int(child)))]
    return [pid]


def _group(number: int) -> list[Path]:
    """Every process of a group, whoever began it, in /proc."""
    every = Path("/proc").glob("[0-9]*")
    return [one for one in every if (told := _told(one)) and told[2] == str(number)]


def _lives(task: Path) -> bool:
    """False once a thread ended: a process whose first one did may have others that hold its files."""
    told = _told(task)
    return bool(told) and told[0] not in "ZX"


def _told(task: Path) -> list[str]:
    with suppress(OSError):
        return (task / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return []


def _works(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().endswith(b"\0work\0")
    return False


def _cpu(pid: int) -> float:
    with suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


class Nothing:
    """A tail that keeps nothing and answers at once."""

    def append_many(self, told: "Sequence[Told]") -> "Future[list[object]]":
        """All is well, it says."""
        from retour.store.durable.hot import Appended  # noqa: PLC0415

        answer: Future[list[object]] = Future()
        answer.set_result([Appended(one.size, 0) for one in told])
        return answer


def main() -> None:
    """Serve without a store."""
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    Server(
        "door_nothing:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=30_000),
        websockets=False,
        backpressure=800,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
