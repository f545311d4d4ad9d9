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
