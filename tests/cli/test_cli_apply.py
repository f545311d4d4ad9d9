"""`retour apply` against a real server on loopback, and against servers that are not what they seem."""

import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

import pytest

pytest.importorskip("django")
sys.path.insert(0, str(Path(__file__).parents[1]))
from retour.review import log
from retour.review.log import Kind, Statement
from serving import free_port, served

ARTICLE = Path(__file__).parents[2] / "examples" / "article"
SIGNED = Statement(kind=Kind.REVIEW, automation="quote-admin", at=date(2026, 10, 1), by="Ana")
MAKE = """
from retour.web.accounts.models import User
from retour.web.portfolio import opening
from retour.web.workspaces import people
user = User.objects.get()
seat = opening.begin(user, "Pushed", lang="en")
print("TOKENS", people.make_token(seat, "ci", "write"), people.make_token(seat, "look", "read"))
"""


def retour(*words, token="", stdin="", **more):
    environment = os.environ | {"RETOUR_TOKEN": token, "OMP_NUM_THREADS": "1"} | more
    return subprocess.run(
        [sys.executable, "-m", "retour", *map(str, words)],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A served workspace of its own, and its two tokens."""
    with served(tmp_path_factory.mktemp("apply") / "data") as one:
        one.account("me@example.com")
        made = one.run("manage", "shell", "-c", MAKE)
        line = next(line for line in made.stdout.splitlines() if line.startswith("TOKENS"))
        one.write, one.read = line.split()[1:]
        yield one


@pytest.fixture
def folder(tmp_path):
    """The article's examples, with one export."""
    firm = tmp_path / "firm"
    shutil.copytree(ARTICLE, firm)
    (firm / "events").mkdir(exist_ok=True)
    (firm / "events" / "extra.csv").write_text("quote;sent\nQ1;04/05/2026\n", encoding="utf-8")
    return firm


def apply(server, folder, *options, token=None, **more):
    words = ("apply", folder, "--to", server.url, "--token-env", "RETOUR_TOKEN", "--lang", "en", *options)
    return retour(*words, token=server.write if token is None else token, **more)


def test_a_folder_is_shown_pushed_and_pushed_again_without_a_change(server, folder):
    looked = apply(server, folder, "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "automations/quote-admin.yaml (new)" in looked.stdout
    assert "  +automation: quote-admin" in looked.stdout
    asked = apply(server, folder, stdin="n\n")
    assert (asked.returncode, "Nothing was changed" in asked.stderr) == (2, True)
    pushed = apply(server, folder, "--yes", "--with-data")
    assert pushed.returncode == 0, pushed.stderr
    assert "events/extra.csv (new file)" in pushed.stdout
    again = apply(server, folder, "--yes", "--with-data")
    assert (again.returncode, again.stdout) == (0, "")
    assert "Nothing to change" in again.stderr

    path = folder / "automations" / "quote-admin.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "maintainers: 2\n", encoding="utf-8")
    (folder / "automations" / "booking.yaml").unlink()
    agreed = apply(server, folder, stdin="y\n")
    assert agreed.returncode == 0, agreed.stderr
    assert "  +maintainers: 2" in agreed.stdout
    assert "automations/booking.yaml (removed)" in agreed.stdout


def test_a_token_may_come_on_the_standard_input(server, folder):
    words = ("apply", folder, "--to", server.url, "--dry-run", "--lang", "en")
    assert retour(*words, stdin=f"{server.write}\n").returncode == 0
    assert retour(*words, stdin="").returncode == 2


def test_a_wrong_folder_is_refused_with_file_and_line(server, folder):
    (folder / "automations" / "odd.yaml").write_text("name: Odd\nobjetive: x\n", encoding="utf-8")
    refused = apply(server, folder, "--yes")
    assert refused.returncode == 3
    assert "automations/odd.yaml, line 2" in refused.stderr


@pytest.mark.parametrize("token", ["rt_live_wrong", "read"])
def test_a_token_that_may_not_write_pushes_nothing(server, folder, token):
    refused = apply(server, folder, "--yes", token=server.read if token == "read" else token)
    assert refused.returncode == 3
    assert "token" in refused.stderr
    assert "rt_live" not in refused.stderr + refused.stdout


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://retour.example.com", 2),
        ("retour.example.com", 2),
        ("ftp://localhost", 2),
        ("http://localhost:1", 3),
    ],
)
def test_an_address_that_cannot_be_is_a_usage_error_and_a_silent_one_is_unusable(folder, address, code):
    words = ("apply", folder, "--to", address, "--token-env", "RETOUR_TOKEN", "--lang", "en")
    assert retour(*words, token="rt_live_x").returncode == code


def test_without_a_token_or_a_workspace_nothing_is_asked(server, tmp_path, folder):
    assert apply(server, folder, token="").returncode == 2
    assert apply(server, tmp_path).returncode == 2


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Leads to another place, and notes what comes there."""

    seen: ClassVar[list[str]] = []

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/stolen"):
            self.seen.append(self.headers.get("Authorization", ""))
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/stolen")
        self.end_headers()

    def log_message(self, *words):
        pass


def test_a_redirection_is_not_followed_and_the_token_goes_nowhere_else(folder):
    with http.server.HTTPServer(("127.0.0.1", free_port()), Elsewhere) as odd:
        threading.Thread(target=odd.serve_forever, daemon=True).start()
        address = f"http://localhost:{odd.server_address[1]}"
        words = ("apply", folder, "--to", address, "--token-env", "RETOUR_TOKEN", "--lang", "en")
        refused = retour(*words, token="rt_live_secret")
        odd.shutdown()
    assert refused.returncode == 3
    assert "/stolen" in refused.stderr
    assert Elsewhere.seen == []


def test_a_file_cut_on_its_way_is_not_kept(server):
    host, port = "localhost", int(server.url.rpartition(":")[2])
    head = (
        f"PUT /api/v1/files/events/cut.csv HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Authorization: Bearer {server.write}\r\nContent-Length: 5000000\r\n\r\n"
    )
    with socket.create_connection((host, port)) as line:
        line.sendall(head.encode() + b"a;b\r\n" * 1000)
    told = {"Authorization": f"Bearer {server.read}"}
    with urllib.request.urlopen(urllib.request.Request(f"{server.url}/api/v1/files", headers=told)) as answer:
        assert "events/cut.csv" not in {item["path"] for item in json.load(answer)["items"]}


def test_what_was_signed_in_the_folder_goes_with_it_and_a_broken_log_goes_nowhere(server, folder):
    entry = log.sealed(SIGNED, after=None, recorded=datetime(2026, 10, 1, tzinfo=UTC))
    (folder / "reviews").mkdir(exist_ok=True)
    (folder / log.FILE).write_text(entry.line.replace("Ana", "Bob") + "\n", encoding="utf-8")
    broken = apply(server, folder, "--yes")
    assert (broken.returncode, "reviews/decisions.jsonl" in broken.stderr) == (3, True)
    (folder / log.FILE).write_text(entry.line + "\n", encoding="utf-8")
    pushed = apply(server, folder, "--yes")
    assert (pushed.returncode, "(1\N{NO-BREAK SPACE}signed line more)" in pushed.stdout) == (0, True), pushed
    again = apply(server, folder, "--yes")
    assert (again.returncode, "Nothing to change" in again.stderr) == (0, True), again.stderr
