import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retour.workspace.secret import pseudonym_key


def test_the_key_is_the_users_and_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("RETOUR_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    first = pseudonym_key()
    assert len(first) == 32
    assert pseudonym_key() == first
    assert (tmp_path / "retour/pseudonym.key").stat().st_mode & 0o077 == 0


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RETOUR_KEY", "ours")
    assert pseudonym_key() == b"ours"


def test_without_a_place_to_keep_it_a_key_is_made_for_the_time_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("RETOUR_KEY", raising=False)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert len(pseudonym_key()) == 32


def keys_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("RETOUR_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "retour"


def test_first_audits_at_once_all_get_the_one_key_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    keys_folder(tmp_path, monkeypatch)
    for turn in range(20):
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / str(turn)))
        folder = tmp_path / str(turn) / "retour"
        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(lambda _: pseudonym_key(), range(8)))
        assert keys == {(folder / "pseudonym.key").read_bytes()}
        assert [p.name for p in folder.iterdir()] == ["pseudonym.key"]


def test_the_one_who_comes_second_takes_the_first_ones_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = keys_folder(tmp_path, monkeypatch) / "pseudonym.key"

    def overtaken(*_: object) -> None:
        path.write_bytes(b"theirs")
        raise FileExistsError

    monkeypatch.setattr(os, "link", overtaken)
    assert pseudonym_key() == b"theirs"


def test_an_empty_key_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = keys_folder(tmp_path, monkeypatch) / "pseudonym.key"
    path.parent.mkdir()
    path.write_bytes(b"")
    assert len(pseudonym_key()) == 32
    assert pseudonym_key() == path.read_bytes()


def test_a_disk_without_links_keeps_the_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = keys_folder(tmp_path, monkeypatch) / "pseudonym.key"

    def refused(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refused)
    assert pseudonym_key() == path.read_bytes()
