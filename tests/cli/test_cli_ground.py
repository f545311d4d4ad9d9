"""Ten cases at the terminal: shown, found right or wrong, kept in the signed review."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.workspace.example import EXAMPLE

LOOK = ["review", "after-sales", "--today", "2026-11-23", "--lang", "en", "--ground"]
SIGN = [*LOOK, "--take", "keep", "--by", "C. Morel"]


@pytest.fixture(scope="module")
def firm(tmp_path_factory) -> Path:
    """The example firm, where the log is built once."""
    folder = tmp_path_factory.mktemp("ground") / "firm"
    shutil.copytree(EXAMPLE, folder)
    return folder


def run(firm: Path, *args: str):
    answer = CliRunner().invoke(main, [*args, "--in", str(firm)])
    assert answer.exit_code in (0, 2, 3), answer.output
    return answer


def cases(said: str) -> list[str]:
    return re.findall(r"Case \d+ of 10: (\S+)", said)


def test_ten_cases_are_shown_and_the_same_ones_the_next_time(firm: Path):
    first, again = (run(firm, *LOOK, "--look").output for _ in range(2))
    assert len(set(cases(first))) == 10
    assert cases(first) == cases(again)
    assert "10 cases drawn at random from 118" in first.replace("\xa0", " ")


def test_what_is_given_is_signed_with_the_review(firm: Path):
    ten = cases(run(firm, *LOOK, "--look").output)
    found = [f"--found={case}={'wrong' if n < 4 else 'right'}" for n, case in enumerate(ten)]
    answer = run(firm, *SIGN, *found, "--reason", "It is being mended")
    assert "4 wrong cases out of 10: at least 15% of all, and up to 70%" in " ".join(answer.output.split())
    text = next((firm / "reviews").glob("2026-11-23-after-sales*.yaml")).read_text(encoding="utf-8")
    assert text.count("found: wrong") == 4
    assert text.count("found: right") == 6


def test_a_finding_that_is_none_is_refused(firm: Path):
    assert CliRunner().invoke(main, [*SIGN, "--found", "Q1=fine", "--in", str(firm)]).exit_code == 2
