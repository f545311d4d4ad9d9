"""A new client on the model of another: what is copied, what never is, and no road from one to the other."""

from datetime import date

import pytest

from retour.register.automation import RolloutKind, Status
from retour.review.log import Kind, Statement
from retour.web.portfolio import decisions, opening
from retour.web.portfolio.cloning import cloned
from retour.web.portfolio.documents import Draft, register_of, save, texts
from retour.web.portfolio.folder import folder_of, keep_chunks
from retour.web.portfolio.models import DataFile, Decision, Document, Revision, Snapshot
from retour.web.workspaces import people
from retour.web.workspaces.models import Entry, Invitation, Membership, Role, Token, Workspace
from retour.workspace.example import EXAMPLE

OURS = """# Madame Durand, at Verrière Durand, decides
automation: quotes
name: Quote follow-up
owner: Madame Durand
process: quote
tools: [make]
status: live
rollout: {kind: date, at: 2026-05-11}
changes:
  - {at: 2026-08-03, what: A Durand version}
kpis:
  signed: {main: true, rate: {of: sent, reaching: signed, by: 30d}, better: higher, guardrails: [complaints]}
  complaints: {rate: {of: sent, reaching: complaint, by: 30d}, better: lower, margin: 2 points}
worth:
  - time: {role: sales, before: {low: 3, mode: 5, high: 8, unit: min/case, source: Durand}}
costs: {build: {money: 777 EUR}}
plan: {comparison: hold_out, risk: Reminds too often, who_notices: Madame Durand, cases_per_month: 777/month}
failure_modes:
  - {what: Wrong name, who_notices: Madame Durand}
claims:
  told: {kind: stated, sentence: Durand saves 777 hours}
"""
PROCESS = """name: Quotes
activities:
  sent: {name: Sent, minutes: 777 min}
  signed:
  complaint:
files:
  - {path: events/durand.csv, shape: long, case: no, activity: what, time: when}
"""
SETTINGS = """format: 1
name: Verrière Durand
currency: CHF
tools: {make: {name: Make, per_month: {low: 16, mode: 18, high: 34}}}
roles: {sales: {name: Sales, hourly_cost: {low: 36, mode: 45, high: 64}}}
thresholds: {keep_net: 70%}
"""


@pytest.fixture
def client_firm(cast):
    """Verrière Durand: everything that a workspace can hold."""
    save(
        cast.seat,
        [
            Draft(path="retour.yaml", text=SETTINGS),
            Draft(path="processes/quote.yaml", text=PROCESS),
            Draft(path="automations/quotes.yaml", text=OURS),
            Draft(path="automations/old.yaml", text="name: Old Durand\nstatus: retired\n"),
            Draft(path="changes.yaml", text="changes: [{at: 2026-01-01, what: Durand moved}]\n"),
            Draft(
                path="journal.yaml",
                text="journal: [{at: 2026-01-01, automation: quotes, mood: good, what: Durand}]\n",
            ),
            Draft(
                path="reviews/r.yaml", text="automation: quotes\nat: 2026-01-01\nby: Durand\ntaken: keep\n"
            ),
        ],
    )
    keep_chunks(cast.seat, [b"no,what,when\n"], "events/durand.csv")
    said = Statement(kind=Kind.REVIEW, automation="quotes", at=date(2026, 1, 1), by="Durand")
    decisions.sign(cast.seat, said)
    people.make_token(cast.seat, "durand", Token.Scope.READ)
    people.invite(cast.seat, "durand@example.com", Role.VIEWER)
    return cast.seat


def clone(cast, who="owner", name="Maison Neuve"):
    return cast.client(who).post(f"/w/{cast.seat.workspace.key}/clone/", {"name": name})


def made(cast):
    clone(cast)
    return Workspace.objects.get(name="Maison Neuve")


def test_what_is_declared_in_general_is_copied(cast, client_firm):
    found = texts(made(cast))
    register, problems = register_of(found)
    automation = register.automation("quotes")
    assert problems == ()
    assert sorted(found) == ["automations/quotes.yaml", "processes/quote.yaml", "retour.yaml"]
    assert (register.name, register.currency, register.thresholds["keep_net"]) == ("Maison Neuve", "CHF", 0.7)
    assert register.role("sales").hourly_cost.mode == 45
    assert [i.key for i in automation.indicators] == ["signed", "complaints"]
    assert (automation.main.guardrails, automation.plan.comparison) == (("complaints",), "hold_out")
    assert [a.key for a in register.process("quote").activities] == ["sent", "signed", "complaint"]


def test_every_automation_begins_planned_and_those_that_ended_are_left_out(cast, client_firm):
    register, _ = register_of(texts(made(cast)))
    assert [(a.key, a.status, a.rollout.kind) for a in register.automations] == [
        ("quotes", Status.PLANNED, RolloutKind.NONE)
    ]


def test_nothing_that_is_the_client_s_is_copied_not_even_a_comment(cast, client_firm):
    copy = made(cast)
    documents = "".join(texts(copy).values())
    trail = [f"{e.subject} {e.details}" for e in Entry.objects.filter(workspace=copy)]
    assert [word for word in ("Durand", "durand", "777", "2026") if word in documents] == []
    assert [line for line in trail if "Durand" in line or "Atelier Ver" in line] == []


def test_no_row_but_documents_is_made_and_only_for_whoever_cloned(cast, client_firm):
    copy = made(cast)
    for rows in (DataFile, Decision, Snapshot, Token, Invitation):
        assert rows.objects.filter(workspace=copy).count() == 0, rows
    assert [(m.user, m.role) for m in Membership.objects.filter(workspace=copy)] == [
        (cast.people["owner"], Role.OWNER)
    ]
    assert (
        Revision.objects.filter(workspace=copy).count()
        == Document.objects.filter(workspace=copy).count()
        == 3
    )
    assert not folder_of(copy).exists()


def test_the_new_workspace_opens_nothing_of_the_old_one(cast, client_firm):
    copy = made(cast)
    Membership.objects.create(workspace=copy, user=cast.people["stranger"], role=Role.OWNER)
    stranger = cast.client("stranger")
    for rest in ("", "register/", "reviews/log/", "people/journal/", "clone/"):
        assert stranger.get(f"/w/{cast.seat.workspace.key}/{rest}").status_code == 404
    told = stranger.get(f"/w/{copy.key}/people/journal/").content.decode()
    assert "on the model of another" in told
    assert "Atelier Ver" not in told


def test_both_trails_say_it_and_neither_names_the_other(cast, client_firm):
    copy = made(cast)
    old = cast.client("owner").get(f"/w/{cast.seat.workspace.key}/people/journal/").content.decode()
    assert "as the model of another" in old
    assert "Maison Neuve" not in old
    assert Entry.objects.filter(workspace=copy, action="workspace.from_model").count() == 1


@pytest.mark.parametrize("who", ["viewer", "editor"])
def test_only_an_owner_takes_a_workspace_as_a_model(cast, who):
    assert clone(cast, who).status_code == 403
    assert not Workspace.objects.filter(name="Maison Neuve").exists()


def test_without_a_name_nothing_is_made(cast):
    assert clone(cast, name="  ").status_code == 200
    assert Workspace.objects.count() == 2


def test_the_example_firm_as_a_model_gives_a_register_without_an_error(cast):
    seat = opening.open_example(cast.people["owner"])
    assert {p.split("/")[0] for p in opening.declared_in(EXAMPLE)} >= {"automations", "processes"}
    copy = cloned(seat, cast.people["owner"], "Maison Neuve")
    register, problems = register_of(texts(copy.workspace))
    assert len(register.automations) == 10
    assert {p.rule for p in problems} <= {"kpi.none"}


def test_the_list_of_workspaces_and_the_settings_lead_to_it(cast):
    owner, where = cast.client("owner"), f"/w/{cast.seat.workspace.key}/clone/"
    for page in ("/spaces/", f"/w/{cast.seat.workspace.key}/register/settings/"):
        assert where in owner.get(page).content.decode()
    assert where not in cast.client("viewer").get("/spaces/").content.decode()
