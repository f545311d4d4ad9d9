"""Before go-live in the browser: eight questions on one page, what they give, promises, forecasts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from report.assessments import assessment, quotes
from retour.quantity import DeclaredRange, Estimate
from retour.review import log
from retour.review.promise import Card, promise_statement
from retour.web.portfolio import decisions, documents, jobs, snapshots
from retour.web.portfolio.documents import Draft
from retour.web.portfolio.models import Decision
from web.pages import read

RETOUR = """\
name: Atelier Ver
currency: EUR
locale: en
objectives:
  sell-more: {name: Sell more}
roles:
  sales: {name: Sales, hourly_cost: {low: 26, mode: 32, high: 40, unit: EUR/h}}
tools:
  mailer: Mailer
"""
QUOTE = """\
process: quote
name: Quotes
case: quote
activities: {sent: Sent, signed: Signed, refused: Refused}
"""
ANSWERS = {
    "name": "Quote follow-up",
    "objective": "sell-more",
    "process": "quote",
    "cases": "70 to 110",
    "role": "sales",
    "minutes": "6-15",
    "left": "1-4",
    "tools": ["mailer"],
    "paid_in": "money",
    "build": "300-900",
    "run": "20",
    "reaching": "quote/signed",
    "within": "30d",
    "guardrail": "quote/refused",
    "smallest": "4",
    "comparison": "hold_out",
    "expected": "2 to 10",
    "each": "",
    "risk": "Writing to somebody who has signed",
    "who_notices": "sales",
    "go_live": "11/01/2027",
    "stop_date": "30/06/2027",
}


@pytest.fixture
def plan(cast):
    """The address of the plan, in a workspace with an objective, a role, a tool and a process."""
    drafts = [Draft(path="retour.yaml", text=RETOUR), Draft(path="processes/quote.yaml", text=QUOTE)]
    documents.save(cast.seat, drafts)
    while jobs.work_once():
        pass
    return f"/w/{cast.seat.workspace.key}/reviews/plan/"


def test_the_page_asks_the_eight_questions_and_offers_the_firm_s_own_lists(cast, plan):
    page = read(cast.client("editor").get(plan))
    controls = [
        a["name"] for tag, a in page.tags if tag in ("input", "select") and a.get("id", "id_")[:3] == "id_"
    ]
    assert set(ANSWERS) <= set(controls)
    assert len([1 for tag, _ in page.tags if tag == "legend"]) == 8
    offered = {a["value"] for tag, a in page.tags if tag == "option"}
    assert {"", "sell-more", "quote", "sales", "money", "quote/signed", "hold_out"} <= offered
    assert "script" not in {tag for tag, _ in page.tags}


def test_the_answers_become_a_planned_automation_and_its_verdict_is_shown(cast, plan):
    editor = cast.client("editor")
    sent = editor.post(plan, ANSWERS)
    assert sent["Location"] == f"{plan}quote-follow-up/"
    while jobs.work_once():
        pass
    text = documents.texts(cast.seat.workspace)["automations/quote-follow-up.yaml"]
    assert "status: planned" in text
    page = read(editor.get(sent["Location"]))
    assert "launch" in page.said()
    (worth,) = [said for key, said in page.figures if key == "quote-follow-up/worth/net"]
    assert "declared, from" in worth
    assert "Unknown: the comparison is missing, or today’s volume and level." in page.said()
    (line,) = [li for li in re.split("(?=Quote follow-up)", read(editor.get(plan)).said()) if "of 8" in li][
        :1
    ]
    assert "8 questions of 8 answered" in line


def test_a_firm_that_knows_nothing_yet_is_asked_for_the_rest_not_given_a_verdict(cast, plan):
    sent = cast.client("editor").post(plan, {"name": "An idea"})
    while jobs.work_once():
        pass
    said = read(cast.client("viewer").get(sent["Location"])).said()
    assert "measure" in said.lower()
    assert "Gain expected after costs. Unknown:" in said
    assert "Say which comparison is possible: nothing can be prepared before." in said


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_saved(cast, plan):
    answer = cast.client("editor").post(plan, ANSWERS | {"minutes": "a while"})
    page = read(answer)
    (field,) = [a for tag, a in page.tags if tag == "input" and a.get("id") == "id_minutes"]
    assert (field["value"], field["aria-invalid"]) == ("a while", "true")
    assert "#id_minutes" in page.links()
    assert "automations/quote-follow-up.yaml" not in documents.texts(cast.seat.workspace)


def test_an_automation_that_is_there_already_is_never_overwritten(cast, plan):
    editor = cast.client("editor")
    editor.post(plan, ANSWERS)
    before = documents.texts(cast.seat.workspace)
    again = editor.post(plan, ANSWERS | {"objective": ""})
    assert "“quote-follow-up” is already there" in read(again).said()
    assert documents.texts(cast.seat.workspace) == before


def test_answers_are_changed_on_the_automation_s_own_page(cast, plan):
    editor = cast.client("editor")
    address = editor.post(plan, ANSWERS)["Location"]
    fields = [a for tag, a in read(editor.get(address)).tags if tag == "input" and "name" in a]
    values = {a["name"]: a.get("value", "") for a in fields}
    assert (values["minutes"], values["go_live"], values["seen"]) == ("6 - 10.5 - 15", "11/01/2027", "1")
    editor.post(address, ANSWERS | {"stop_date": "30/09/2027", "seen": "1"})
    assert "stop_date: 2027-09-30" in documents.texts(cast.seat.workspace)["automations/quote-follow-up.yaml"]
    late = editor.post(address, ANSWERS | {"stop_date": "31/12/2027", "seen": "1"})
    assert late.status_code == 200
    assert "2027-09-30" in documents.texts(cast.seat.workspace)["automations/quote-follow-up.yaml"]


def test_a_viewer_sees_the_verdict_and_no_form(cast, plan):
    cast.client("editor").post(plan, ANSWERS)
    while jobs.work_once():
        pass
    page = read(cast.client("viewer").get(f"{plan}quote-follow-up/"))
    assert "id_minutes" not in {a.get("id") for _, a in page.tags}
    assert cast.client("viewer").post(f"{plan}quote-follow-up/", ANSWERS).status_code == 403


def test_an_automation_that_nobody_declared_has_no_page(cast, plan):
    assert cast.client("editor").get(f"{plan}nothing/").status_code == 404


def test_a_promise_is_signed_from_its_card(cast, plan):
    editor = cast.client("editor")
    address = editor.post(plan, ANSWERS)["Location"]
    while jobs.work_once():
        pass
    card = {"gain": "2 to 10", "chance": "70", "due": "31/07/2030", "by": "Camille Morel"}
    said = read(editor.post(f"{address}promise/", card, follow=True)).said()
    assert "Promise signed: decision no. 1, seal" in said
    assert "Promised by Camille Morel" in said
    assert "70 chances in 100 of reaching at least 2 points, says its author." in said
    (entry,) = decisions.entries_of(cast.seat.workspace)
    gain = {"value": 0.06, "low": 0.02, "high": 0.1, "unit": "points", "grade": "D"}
    assert entry.statement.said["gain"] == gain


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"chance": "certain"}, "Say from 1 to 99 chances in 100."),
        ({"due": "soon"}, "The date on which it comes back is missing."),
        ({"due": "01/01/2020"}, "The date must come after today."),
        ({"by": " "}, "The name of who signs is missing."),
        ({"gain": "a lot"}, "“a lot” cannot be read."),
    ],
)
def test_a_card_that_lacks_something_is_not_signed(cast, plan, changed, said):
    editor = cast.client("editor")
    address = editor.post(plan, ANSWERS)["Location"]
    while jobs.work_once():
        pass
    card = {"gain": "2 to 10", "chance": "70", "due": "31/07/2030", "by": "Camille Morel"} | changed
    assert said in read(editor.post(f"{address}promise/", card, follow=True)).said()
    assert not Decision.objects.exists()


@pytest.fixture
def come_back(cast):
    """A promise of two points at least, whose day is past, and figures that hold more than two."""
    sheet = quotes()
    card = Card(by="Camille Morel", due=date(2026, 11, 1), gain=DeclaredRange(0.02, 0.06, 0.1), chance=0.7)
    statement = promise_statement(card, sheet, at=date(2026, 3, 2), digest="")
    decisions.sign(cast.seat, statement, recorded=datetime(2026, 3, 2, tzinfo=UTC))
    key = "quotes/effect/signed_late/all"
    measured = replace(sheet.figures[key], value=Estimate(0.037, 0.023, 0.053))
    snapshots.keep(cast.seat.workspace, assessment(replace(sheet, figures={**sheet.figures, key: measured})))
    return f"/w/{cast.seat.workspace.key}/reviews/promises/"


def test_on_its_day_a_promise_stands_beside_what_happened_and_is_settled_once(cast, come_back):
    editor = cast.client("editor")
    page = read(editor.get(come_back))
    said = page.said()
    assert "1 promise has come back on its date without a signed outcome." in said
    assert "+6.0 points (declared, from 2.0 to 10.0)" in said
    assert [s for key, s in page.figures if key == "quotes/effect/signed_late/all"]
    assert "kept" in said
    after = read(editor.post(f"{come_back}1/", {"by": "Léa", "note": "Measured twice"}, follow=True)).said()
    assert "Outcome signed by Léa" in after
    assert "Measured twice" in after
    assert "without a signed outcome" not in after
    first, second = decisions.entries_of(cast.seat.workspace)
    assert (second.statement.kind, second.statement.said["promise"]) == (log.Kind.OUTCOME, first.seal)
    assert decisions.problems_of(cast.seat.workspace) == ()


def test_nothing_is_signed_over_a_log_that_was_altered(cast, come_back):
    line = Decision.objects.get()
    Decision.objects.filter(pk=line.pk).update(line=line.line.replace("Camille", "Camilla"))
    said = read(cast.client("editor").post(f"{come_back}1/", {"by": "Léa"}, follow=True)).said()
    assert "The decision log was altered" in said
    assert Decision.objects.count() == 1


def test_forecasts_are_scored_by_author_and_nothing_is_said_below_five(cast, come_back):
    said = read(cast.client("viewer").get(come_back)).said()
    assert "Camille Morel 1 1 0 fewer than 5: no score" in said


def test_the_pages_speak_french(cast, plan):
    said = read(cast.client("editor", "fr").get(plan)).said()
    assert "Huit questions, deux minutes." in said
    assert "5 sur 8 · Qu’est-ce qui doit s’améliorer ?" in said
