"""`retour due` as a scheduled job would run it."""

import shutil

import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.workspace.example import EXAMPLE


def due(*arguments):
    return CliRunner().invoke(main, ["due", *map(str, arguments)])


def test_what_is_late_comes_first_and_the_exit_code_is_an_alert():
    told = due(EXAMPLE, "--today", "2026-11-23", "--lang", "en")
    assert told.exit_code == 10
    reviews = told.output.partition("\nReviews\n")[2].splitlines()
    assert told.output.startswith("5\u00a0reviews late on 23\u00a0November\u00a02026")
    assert reviews[0].startswith("- Stale · After-sales task from the form · 2\u00a0October\u00a02026")


def test_before_the_workspace_began_nothing_is_owed():
    told = due(EXAMPLE, "--today", "2026-11-23", "--since", "2026-11-22", "--lang", "fr")
    assert told.output.startswith("Rien n’est en retard au 23\u00a0novembre\u00a02026")
    assert told.exit_code == 0


def test_a_folder_without_a_register_cannot_be_told(tmp_path):
    assert due(tmp_path).exit_code == 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_fresh_workspace_owes_nothing_yet(tmp_path, lang):
    folder = tmp_path / "firm"
    CliRunner().invoke(main, ["init", str(folder), "--lang", lang])
    shutil.rmtree(folder / ".retour", ignore_errors=True)
    told = due(folder, "--lang", lang, "--today", "2026-11-23")
    assert told.exit_code == 0
