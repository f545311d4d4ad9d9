"""The eight answers become the register's own document, and come back from it as they were given."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.connectors.declared.rewriting import rewritten
from retour.quantity import DeclaredRange
from retour.quantity.unit import Better
from retour.register.automation import Automation, Status
from retour.register.indicator import Count, Duration, Statistic, Sum
from retour.register.worth_lines import ErrorLine, MarginLine, TimeLine
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
    "sought": "rises",
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


def test_the_eight_questions_have_twenty_three_fields_and_all_are_optional_but_the_name(firm):
    assert (len(QUESTIONS), len(FIELDS)) == (8, 23)
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


def planned_as(folder: Path, firm: Firm, sought: str, **changed: str) -> Automation:
    typed = typed_for(firm, sought=sought, name="Prevue", **changed)
    found = made(folder, firm, typed).register.automation("prevue")
    assert found is not None
    assert (answers_of(found), ()) == answered(typed, firm)
    assert planned(answers_of(found), firm, found).edits == ()
    return found


def test_a_share_that_should_fall_is_a_rate_whose_expected_difference_is_below_zero(folder, firm):
    found = planned_as(folder, firm, "falls")
    assert (found.main.better, found.main.smallest_effect) == (Better.LOWER, 0.04)
    assert found.plan.expected_effect == DeclaredRange(-0.1, -0.06, -0.02)
    (line,) = [one for one in found.worth if isinstance(one, ErrorLine)]
    assert (line.indicator, line.cost_each) == ("signed", DeclaredRange(100, 200, 300))


def test_a_delay_is_a_median_in_hours_without_a_gain_per_case(folder, firm):
    found = planned_as(folder, firm, "delay", each="", smallest="12", expected="12 à 48")
    measured = found.main.measure
    assert isinstance(measured, Duration)
    assert (measured.statistic, measured.end, found.main.better) == (Statistic.MEDIAN, "signed", Better.LOWER)
    assert found.main.smallest_effect == 12 * 3600
    assert found.plan.expected_effect == DeclaredRange(-48 * 3600, -30 * 3600, -12 * 3600)
    assert "→" in found.main.name.fr


def test_a_count_falls_and_is_answered_in_number_per_case(folder, firm):
    found = planned_as(folder, firm, "count", smallest="0,5", expected="1")
    assert isinstance(found.main.measure, Count)
    assert (found.main.smallest_effect, found.plan.expected_effect.mode) == (0.5, -1)


def test_an_amount_rises_in_the_firm_s_currency(folder, firm):
    found = planned_as(folder, firm, "amount", each="", smallest="20", expected="50-150")
    assert isinstance(found.main.measure, Sum)
    assert (found.main.better, found.main.smallest_effect) == (Better.HIGHER, 20)
    assert found.plan.expected_effect == DeclaredRange(50, 100, 150)


@pytest.mark.parametrize("sought", ["delay", "amount"])
def test_a_gain_per_case_of_a_delay_or_of_an_amount_is_refused_with_why(firm, sought):
    answers, _ = answered(typed_for(firm, sought=sought), firm)
    assert planned(answers, firm).wrong == (Wrong("each", "no_price"),)


def test_another_choice_for_the_same_step_replaces_the_measure_and_turns_the_difference(folder, firm):
    found = planned_as(folder, firm, "rises")
    answers, _ = answered(typed_for(firm, sought="falls", name="Prevue"), firm)
    kept(folder, drafted(folder, "prevue", planned(answers, firm, found).edits))
    again = retour.open(folder).register.automation("prevue")
    assert (again.main.better, again.plan.expected_effect.mode) == (Better.LOWER, -0.06)
    assert [type(one) for one in again.worth if not isinstance(one, TimeLine)] == [ErrorLine]


@pytest.mark.parametrize(
    ("sought", "typed", "expected", "priced"),
    [
        ("rises", {}, 0.1, "margin"),
        ("falls", {}, 0.1, "errors"),
        ("delay", {"each": "", "smallest": "12", "expected": "12-48"}, 48 * 3600, ""),
        ("count", {"smallest": "0.5", "expected": "1"}, 1, "errors"),
        ("amount", {"each": "", "smallest": "20", "expected": "50-150"}, 150, ""),
    ],
)
def test_what_could_be_seen_and_the_gain_are_computed_for_each_choice(
    folder, firm, sought, typed, expected, priced
):
    made(folder, firm, typed_for(firm, sought=sought, name="Prevue", **typed))
    sheet = retour.open(folder).audit(today=EXAMPLE_DAY).sheet("prevue")
    (told,) = [r for r in sheet.verdict.reasons if r.code == "plan.detectable"]
    assert told.details["expected"] == pytest.approx(expected)
    assert told.details["detectable"] > 0
    net = sheet.figures["prevue/worth/net"]
    assert isinstance(net.value, DeclaredRange)
    assert [code for code in ("margin", "errors") if f"prevue/worth/line/{code}" in net.inputs] == (
        [priced] if priced else []
    )


def test_a_delay_of_a_process_without_events_cannot_be_seen_yet_and_that_is_said(folder, firm):
    quote = folder / "processes" / "quote.yaml"
    quote.write_text(quote.read_text("utf-8").partition("files:")[0], "utf-8")
    typed = typed_for(firm, sought="delay", each="", smallest="12", expected="12-48", name="Prevue")
    made(folder, firm, typed)
    sheet = retour.open(folder).audit(today=EXAMPLE_DAY).sheet("prevue")
    assert "plan.detectable_unknown" in [r.code for r in sheet.verdict.reasons]


def test_a_difference_that_the_form_cannot_say_stays_when_another_answer_changes(folder, firm):
    found = planned_as(folder, firm, "delay", each="", smallest="12", expected="12-48")
    path = folder / "automations" / "prevue.yaml"
    path.write_text(path.read_text("utf-8").replace("statistic: median", "statistic: rmst"), "utf-8")
    before = retour.open(folder).register.automation("prevue")
    answers = answers_of(before) | {"comparison": "nothing"}
    assert "expected" not in answers
    kept(folder, drafted(folder, "prevue", planned(answers, firm, before).edits))
    after = retour.open(folder).register.automation("prevue")
    assert (after.plan.comparison, after.plan.expected_effect) == ("nothing", found.plan.expected_effect)
