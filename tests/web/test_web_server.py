"""The server itself: settings, health, the account of the terminal, PostgreSQL, power cuts."""

import json
import time
import urllib.request

import pytest

from databases import postgresql
from serving import PASSWORD, Visitor, served

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz" * 2
SAFE = {"RETOUR_URL": "https://retour.example", "RETOUR_SECRET": SECRET}


def test_the_server_starts_with_nothing_set_and_says_that_it_is_well(tmp_path):
    with served(tmp_path / "data") as server, urllib.request.urlopen(f"{server.url}/health/") as answer:
        assert json.load(answer) == {"ok": True, "database": True, "work": True}


def test_a_port_that_is_taken_is_said_and_not_shared(tmp_path):
    with served(tmp_path / "data") as server:
        port = server.url.rpartition(":")[2]
        second = server.run("serve", "--port", port, RETOUR_DATA=str(tmp_path / "other"))
    assert (second.returncode, "is taken already" in second.stderr) == (1, True)


def test_a_deployment_check_finds_nothing(tmp_path):
    with served(tmp_path / "data") as server:
        found = server.run("manage", "check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert (found.returncode, "no issues" in found.stdout) == (0, True)


def test_the_models_and_the_migrations_agree(tmp_path):
    with served(tmp_path / "data") as server:
        found = server.run("manage", "makemigrations", "--check", "--dry-run")
    assert (found.returncode, found.stdout.strip()) == (0, "No changes detected")


def test_the_account_of_the_terminal_refuses_an_easy_password_and_a_second_of_the_same_address(tmp_path):
    with served(tmp_path / "data") as server:
        server.account("anne@example.com")
        easy = server.run("account", "bob@example.com", RETOUR_PASSWORD="12345")
        again = server.run("account", "ANNE@example.com", RETOUR_PASSWORD=PASSWORD)
    assert (easy.returncode, again.returncode) == (1, 1)


def test_the_key_of_the_server_is_made_once_and_readable_by_its_owner_only(tmp_path):
    with served(tmp_path / "data") as server:
        made = (server.data / "secret.key").read_text()
    with served(tmp_path / "data") as server:
        kept = server.data / "secret.key"
        assert (kept.read_text(), oct(kept.stat().st_mode)[-3:]) == (made, "600")


@pytest.fixture
def postgres():
    """The address of a PostgreSQL server of our own, or a reason to skip."""
    with postgresql() as (url, _):
        yield url


def opened_example(server):
    """Anne opens the example; the address of its work, and Anne."""
    server.account("anne@example.com")
    anne = Visitor(server, "anne@example.com")
    home = anne.post("/spaces/example/").url.removeprefix(server.url)
    return anne, anne.post(f"{home}work/").url.removeprefix(server.url)


def wait_for(anne, work, *words):
    """Look at the page of some work until it says one of the words."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        page = anne.get(work).read().decode()
        if any(word in page for word in words):
            return page
        time.sleep(0.1)
    raise TimeoutError(words)


def test_postgresql_is_one_setting_away(tmp_path, postgres):
    with served(tmp_path / "data", RETOUR_DATABASE=postgres) as server:
        anne, work = opened_example(server)
        assert "Done." in wait_for(anne, work, "Done.", "stopped")
        assert not (server.data / "retour.sqlite3").exists()


def test_work_that_a_power_cut_stops_is_done_when_the_server_is_back(tmp_path):
    data = tmp_path / "data"
    with served(data) as server:
        anne, work = opened_example(server)
        wait_for(anne, work, "Under way")
        server.kill()
    with served(data) as server:
        again = Visitor(server, "anne@example.com")
        assert "Done." in wait_for(again, work, "Done.", "stopped")
