"""The eight answers become the register's own document, and come back from it as they were given."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.connectors.declared.rewriting import rewritten
from retour.quantity import DeclaredRange
from retour.register.automation import Status
from retour.register.worth_lines import MarginLine, TimeLine
from retour.review.planning import answers_of, key_of, planned, shown
from retour.review.questions import FIELDS, QUESTIONS, Firm, Wrong, answered, firm_of
from retour.verdict.planned import unanswered
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from retour.workspace.planning import drafted, kept

TYPED = {
    "name": "Relance des devis perdus",
    "objective": "free-time",
    "process": "quote",
    "cases": "70 à 110",
    "role": "sales-admin",
    "minutes": "6 - 10 - 15",
    "left": "1-4",
    "tools": "make, gmail",
    "paid_in": "builder",
    "build": "5-14",
    "run": "0,5",
    "reaching": "quote/signed",
    "within": "37 j",
    "guardrail": "quote/complaint",
    "smallest": "4",
    "comparison": "hold_out",
    "expected": "2 à 10",
    "each": "100-300",
    "risk": "Relancer quelqu’un qui a signé",
    "who_notices": "commercial",
    "go_live": "11/01/2027",
    "stop_date": "30/06/2027",
}


@pytest.fixture(scope="module")
def firm() -> Firm:
    return firm_of(retour.open(EXAMPLE).dossier(today=EXAMPLE_DAY), EXAMPLE_DAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "firm", ignore=shutil.ignore_patterns(".retour*")))


def typed_for(firm: Firm, **changed: str) -> dict[str, str]:
    """The answers, with a guardrail that the example's process has."""
    quote = firm.register.process("quote")
    assert quote is not None
    other = next(a.key for a in quote.activities if a.key not in ("signed", quote.activities[0].key))
    return TYPED | {"guardrail": f"quote/{other}"} | changed


def made(folder: Path, firm: Firm, typed: dict[str, str]) -> retour.workspace.folder.Workspace:
    answers, wrong = answered(typed, firm)
    plan = planned(answers, firm)
    assert (wrong, plan.wrong) == ((), ())
    draft = drafted(folder, key_of(answers), plan.edits)
    assert not draft.refused, draft.problems
    kept(folder, draft)
    return retour.open(folder)


def test_the_eight_questions_have_twenty_two_fields_and_all_are_optional_but_the_name(firm):
    assert (len(QUESTIONS), len(FIELDS)) == (8, 22)
    answers, wrong = answered({"name": "Nouvelle"}, firm)
    assert (answers, wrong) == ({"name": "Nouvelle"}, ())
    assert planned(answers, firm).wrong == ()
    assert planned({}, firm).wrong == (Wrong("name", "needed"),)


def test_every_answer_reaches_the_register(folder, firm):
    register = made(folder, firm, typed_for(firm)).register
    found = register.automation("relance-des-devis-perdus")
    assert (found.status, found.objective, found.process, found.tools) == (
        Status.PLANNED,
        "free-time",
        "quote",
        ("make", "gmail"),
    )
    time, margin = found.worth
    assert isinstance(time, TimeLine)
    assert isinstance(margin, MarginLine)
    assert (time.before[0].value, time.after[0].value) == (
        DeclaredRange(6, 10, 15),
        DeclaredRange(1, 2.5, 4),
    )
    assert (margin.amount, margin.margin_rate) == (DeclaredRange(100, 200, 300), DeclaredRange(1, 1, 1))
    assert found.costs.build.hours == DeclaredRange(5, 9.5, 14)
    assert found.costs.upkeep.hours == DeclaredRange(0.5, 0.5, 0.5)
    assert (found.main.key, found.main.smallest_effect) == ("signed", pytest.approx(0.04))
    assert found.plan.cases_per_month == DeclaredRange(70, 90, 110)
    assert (found.plan.expected_effect.low, found.plan.expected_effect.high) == pytest.approx((0.02, 0.10))
    assert (found.plan.go_live, found.plan.stop_date) == (date(2027, 1, 11), date(2027, 6, 30))
    dossier = retour.open(folder).dossier(today=EXAMPLE_DAY)
    assert list(unanswered(found, dossier)) == []


def test_the_answers_come_back_from_the_document_as_they_were_given(folder, firm):
    typed = typed_for(firm)
    found = made(folder, firm, typed).register.automation("relance-des-devis-perdus")
    assert answers_of(found) == answered(typed, firm)[0]
    again = {key: shown(answer, "fr") for key, answer in answers_of(found).items()}
    assert answered(again, firm)[0] == answers_of(found)
    assert planned(answers_of(found), firm, found).edits == ()


def test_an_empty_volume_is_what_the_firm_s_own_events_show_and_says_so(folder, firm):
    workspace = made(folder, firm, typed_for(firm, cases=""))
    text = (folder / "automations/relance-des-devis-perdus.yaml").read_text("utf-8")
    seen = firm.volumes["quote"]
    assert "source: measured" in text
    assert workspace.register.automation("relance-des-devis-perdus").plan.cases_per_month == seen
    assert 0 < seen.low <= seen.mode <= seen.high


def test_a_process_without_events_has_no_volume_and_none_is_made_up(folder, firm):
    assert "invoice" not in firm.volumes
    found = made(folder, firm, {"name": "X", "process": "invoice"}).register.automation("x")
    assert found.plan is None or found.plan.cases_per_month is None


def test_only_the_questions_whose_answers_changed_are_written_again(folder, firm):
    path = folder / "automations/invoice-reminders.yaml"
    before = retour.open(folder).register.automation("invoice-reminders")
    answers = dict(answers_of(before)) | {"stop_date": date(2027, 9, 30)}
    plan = planned(answers, firm, before)
    assert plan.edits == (
        (("plan", "go_live"), date(2027, 1, 11)),
        (("plan", "stop_date"), date(2027, 9, 30)),
    )
    text = path.read_text("utf-8")
    assert rewritten(text, plan.edits) == text.replace("2027-06-30", "2027-09-30")


def test_an_answer_taken_away_leaves_the_document(folder, firm):
    workspace = made(folder, firm, typed_for(firm))
    found = workspace.register.automation("relance-des-devis-perdus")
    fewer = {k: v for k, v in answers_of(found).items() if k not in ("each", "risk", "run", "minutes")}
    draft = drafted(folder, found.key, planned(fewer, firm, found).edits)
    assert not draft.refused
    kept(folder, draft)
    left = retour.open(folder).register.automation(found.key)
    assert (left.worth, left.costs.upkeep, left.plan.risk) == ((), None, None)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"minutes": "longtemps"}, Wrong("minutes", "unreadable", "longtemps")),
        ({"objective": "be-famous"}, Wrong("objective", "not_offered", "be-famous")),
        ({"tools": "make, fax"}, Wrong("tools", "not_offered", "make, fax")),
        ({"role": ""}, Wrong("role", "needed")),
        ({"paid_in": ""}, Wrong("paid_in", "needed")),
        ({"process": "lead"}, Wrong("reaching", "another_process", "quote/signed")),
        ({"guardrail": "quote/signed"}, Wrong("guardrail", "same_as_main", "quote/signed")),
        ({"stop_date": "10/01/2027"}, Wrong("stop_date", "before_start")),
        ({"favourite_colour": "blue"}, Wrong("favourite_colour", "no_such_field", "blue")),
        ({"reaching": "", "guardrail": "", "each": ""}, Wrong("reaching", "needed")),
    ],
)
def test_what_is_wrong_is_said_at_its_field(firm, changed, wrong):
    answers, first = answered(typed_for(firm, **changed), firm)
    assert wrong in (*first, *planned(answers, firm).wrong)
