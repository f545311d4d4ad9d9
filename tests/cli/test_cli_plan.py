"""Before go-live in the terminal: answers from a file or one by one, promises signed and settled."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from retour.cli.main import main
from retour.review import log
from retour.review.questions import FIELDS

RETOUR = """\
name: Atelier
locale: en
objectives: {sell: Sell more}
roles: {sales: {name: Sales, hourly_cost: {low: 26, mode: 32, high: 40, unit: EUR/h}}}
tools: {mailer: Mailer}
"""
PROCESS = "process: quote\nactivities: {sent: Sent, signed: Signed, refused: Refused}\n"
ANSWERS = """\
name: Quote follow-up
objective: sell
process: quote
cases: 70-90-110
role: sales
minutes: 6 to 15
left: 1-4
tools: [mailer]
paid_in: money
build: 300-900
run: 20
reaching: quote/signed
within: 30d
guardrail: quote/refused
smallest: 4
comparison: hold_out
expected: 2 to 10
risk: Writing to somebody who has signed
who_notices: sales
go_live: 2027-01-11
stop_date: 2027-06-30
"""
DAY = ("--today", "2026-11-23")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def retour(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    for name, text in {"retour.yaml": RETOUR, "processes/quote.yaml": PROCESS}.items():
        path = tmp_path / "firm" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "firm"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def test_answers_in_a_file_become_a_planned_automation_and_its_verdict(firm, answers):
    told = retour("plan", firm, "--answers", answers, *DAY)
    assert told.exit_code == 0
    assert "Written: automations/quote-follow-up.yaml" in told.stderr
    assert "The proposed decision: launch" in told.stdout
    assert "a month (declared, from" in squeezed(told.stdout)
    assert retour("check", firm).exit_code == 0
    assert "status: planned" in (firm / "automations/quote-follow-up.yaml").read_text("utf-8")


def test_a_document_that_is_there_is_never_overwritten_without_its_name(firm, answers):
    retour("plan", firm, "--answers", answers, *DAY)
    path = firm / "automations/quote-follow-up.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    before = path.read_text("utf-8")
    told = retour("plan", firm, "--answers", answers, *DAY)
    assert told.exit_code == 2
    assert "is already there" in told.stderr
    assert path.read_text("utf-8") == before


def test_one_answer_is_changed_by_naming_the_automation(firm, answers, tmp_path):
    retour("plan", firm, "--answers", answers, *DAY)
    path = firm / "automations/quote-follow-up.yaml"
    before = path.read_text("utf-8")
    one = tmp_path / "one.yaml"
    one.write_text("stop_date: 2027-09-30\n", "utf-8")
    assert retour("plan", firm, "quote-follow-up", "--answers", one, *DAY).exit_code == 0
    assert path.read_text("utf-8") == before.replace("2027-06-30", "2027-09-30")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: X\nminutes: a while\n", "Minutes a case today: “a while” cannot be read."),
        ("name: X\nobjective: fame\n", "Objective: “fame” is not in the list."),
        ("colour: blue\n", "colour: “colour” answers none of the eight questions."),
        ("- a\n- list\n", "one answer a line"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(firm, tmp_path, text, said):
    path = tmp_path / "wrong.yaml"
    path.write_text(text, "utf-8")
    told = retour("plan", firm, "--answers", path, *DAY)
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (firm / "automations").exists()


def test_without_a_terminal_nor_answers_it_says_what_to_give(firm):
    told = retour("plan", firm, *DAY)
    assert told.exit_code == 2
    assert "--answers" in told.stderr


def test_a_promise_is_signed_comes_back_and_is_settled(firm, answers):
    retour("plan", firm, "--answers", answers, *DAY)
    card = ("--promise", "Camille Morel", "--gain", "2 to 10", "--chance", "70", "--due", "2027-07-31")
    told = retour("plan", firm, "quote-follow-up", *card, *DAY)
    assert (told.exit_code, told.stdout[:33]) == (0, "Promise signed: decision no. 1, s")
    shown = squeezed(retour("promises", firm, *DAY).stdout)
    assert "Promised by Camille Morel on 23 November 2026, comes back on 31 July 2027." in shown
    assert "not measurable yet: it is not live yet" in shown
    assert "fewer than 5: no score" in shown
    early = retour("promises", firm, "--settle", "1", "--by", "Léa", *DAY)
    assert (early.exit_code, early.stderr.strip()) == (2, "This promise has not come back yet.")
    settled = retour("promises", firm, "--settle", "1", "--by", "Léa", "--today", "2027-08-02")
    assert settled.exit_code == 0
    entries, problems = log.read((firm / log.FILE).read_text("utf-8"))
    assert ([e.statement.kind.value for e in entries], problems) == (["promise", "outcome"], ())


def test_nothing_is_signed_over_a_log_that_was_altered(firm, answers):
    retour("plan", firm, "--answers", answers, *DAY)
    card = ("--promise", "Camille", "--gain", "2-10", "--chance", "70", "--due", "2027-07-31")
    retour("plan", firm, "quote-follow-up", *card, *DAY)
    path = firm / log.FILE
    path.write_text(path.read_text("utf-8").replace("Camille", "Camilla"), "utf-8")
    told = retour("plan", firm, "quote-follow-up", *card, *DAY)
    assert told.exit_code == 3
    assert "altered" in told.stderr
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_at_a_terminal_the_questions_are_asked_one_after_the_other(firm):
    """Numbers pick from the firm's lists; an answer that cannot be read is asked again."""
    said = [
        *("Quote follow-up", "1"),  # name, objective
        *("1", "70 to 110"),  # process, cases
        *("1", "a while", "6-15", "1-4"),  # role, minutes (twice), left
        *("1", "1", "300-900", "20"),  # tools, paid in money, build, run
        *("2", "1", "30d", "3", "4"),  # reaching, sought, within, guardrail, smallest
        *("1", "2 to 10", ""),  # comparison, expected, each: not known
        *("Writing too often", "sales", "11/01/2027", "30/06/2027"),
    ]
    assert len(said) == len(FIELDS) + 1
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "retour", "plan", str(firm), *DAY],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
    ) as process:
        os.write(ours, "".join(f"{line}\n" for line in said).encode())
        told = process.communicate(timeout=60)[0].decode()
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0, told
    assert told.index("1 of 8") < told.index("8 of 8") < told.index("Written:")
    assert "“a while” cannot be read." in told
    text = (firm / "automations/quote-follow-up.yaml").read_text("utf-8")
    for line in ("objective: sell", "process: quote", "tools: [mailer]", "stop_date: 2027-06-30"):
        assert line in text
