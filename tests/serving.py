"""A real server for the tests: `retour serve` on loopback, with a data folder of its own."""

import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

PASSWORD = "a rather long sentence"


@dataclass
class Served:
    """A server that answers, and the process that it is."""

    url: str
    data: Path
    environment: dict[str, str]
    process: subprocess.Popen
    log: Path

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess:
        """A command of the browser's face, with the server's own settings."""
        command = [sys.executable, "-m", "retour.web", *words]
        return subprocess.run(
            command, env=self.environment | more, capture_output=True, text=True, check=False, timeout=120
        )

    def account(self, email: str, lang: str = "en") -> None:
        """Make somebody's account in the terminal."""
        made = self.run("account", email, "--lang", lang, RETOUR_PASSWORD=PASSWORD)
        assert made.returncode == 0, made.stderr

    def stop(self) -> None:
        """Stop the server as a person would."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)

    def kill(self) -> None:
        """Stop the server and its worker at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@contextmanager
def served(data: Path, **environment: str):
    """Start `retour serve` and wait until it answers; it is killed at the end."""
    port = free_port()
    told = os.environ | {"RETOUR_DATA": str(data), "OMP_NUM_THREADS": "1", **environment}
    told.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own, never a server's
    told.setdefault("RETOUR_KEY", "pseudonyms of the tests")
    log_path = data.parent / f"serve-{port}.log"
    log = log_path.open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "retour.web", "serve", "--port", str(port)],
        env=told,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    server = Served(f"http://localhost:{port}", data, told, process, log_path)
    try:
        _wait(server)
        yield server
    finally:
        if process.poll() is None:
            server.kill()
        log.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait(server: Served) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.process.poll() is None, server.log.read_text()[-2000:]
        try:
            with urllib.request.urlopen(f"{server.url}/health/", timeout=5) as answer:
                assert answer.status == 200
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(server.url)


class Visitor:
    """Somebody with a browser that only knows HTTP: cookies, forms, redirections."""

    def __init__(self, server: Served, email: str) -> None:
        self.server = server
        jar = urllib.request.HTTPCookieProcessor()
        self.jar, self.browser = jar.cookiejar, urllib.request.build_opener(jar)
        self.get("/account/sign-in/")
        self.post("/account/sign-in/", username=email, password=PASSWORD)

    @property
    def token(self) -> str:
        """What a form of ours carries."""
        return next(cookie.value for cookie in self.jar if cookie.name == "csrf")

    def upload(self, path: str, name: str, chunks: Iterable[bytes], size: int):
        """A form with one file, sent piece by piece: the answer's status, where it leads, its page."""
        mark = "a-mark-between-the-parts"
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        tail = f"\r\n--{mark}--\r\n".encode()
        to = http.client.HTTPConnection(self.server.url.removeprefix("http://"), timeout=120)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Content-Length": str(len(head) + size + len(tail)),
            "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar),
        }
        with closing(to):
            to.request("POST", path, itertools.chain([head], chunks, [tail]), headers)
            answer = to.getresponse()
            return answer.status, answer.headers.get("Location"), answer.read().decode()

    def get(self, path: str):
        """A page."""
        return self.browser.open(self.server.url + path, timeout=60)

    def post(self, path: str, **fields: str):
        """A form, sent."""
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        return self.browser.open(self.server.url + path, body, timeout=60)
