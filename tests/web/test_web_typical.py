"""Typical automations: all of them listed, each added as a planned one, nothing ever replaced."""

import pytest

from retour.connectors.declared import automation_templates
from retour.register.automation import Status
from retour.web.portfolio.documents import Draft, register_of, save, texts

KEYS = [one.key for one in automation_templates()]


def address(cast, name=""):
    return f"/w/{cast.seat.workspace.key}/register/templates/{name}"


def add(cast, template, *, name="Ours", key="ours", who="editor", lang="en"):
    where = address(cast, f"{template}/")
    return cast.client(who, lang).post(where, {"name": name, "key": key})


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_type_is_listed_with_a_sentence_and_its_main_indicator(cast, lang):
    page = cast.client("viewer", lang).get(address(cast)).content.decode()
    assert [key for key in KEYS if address(cast, f"{key}/") in page] == KEYS
    assert ("Signés à J+37" if lang == "fr" else "Signed by day 37") in page


@pytest.mark.parametrize("template", KEYS)
def test_a_type_is_added_as_planned_without_any_problem(cast, template):
    answer = add(cast, template)
    assert answer["Location"].endswith("/reviews/plan/ours/")
    register, problems = register_of(texts(cast.seat.workspace))
    made = register.automation("ours")
    assert (problems, made.status, made.name.fr, len(register.processes)) == ((), Status.PLANNED, "Ours", 1)


def test_the_name_that_is_left_as_it_was_stays_in_both_languages(cast):
    page = cast.client("editor").get(address(cast, "dunning/"))
    add(cast, "dunning", **page.context["form"].initial)
    register, _ = register_of(texts(cast.seat.workspace))
    name = register.automation("dunning").name
    assert name.fr != name.en


def test_a_short_name_that_is_taken_is_refused_and_nothing_is_replaced(cast):
    add(cast, "dunning")
    before = texts(cast.seat.workspace)
    page = add(cast, "invoicing").content.decode()
    assert "nothing was replaced" in page
    assert texts(cast.seat.workspace) == before


def test_a_second_one_of_the_same_type_shares_the_process(cast):
    add(cast, "dunning")
    add(cast, "dunning", key="ours-too")
    found = texts(cast.seat.workspace)
    assert sum(path.startswith("processes/") for path in found) == 1
    assert register_of(found)[0].automation("ours-too").process == "invoice"


def test_a_process_of_ones_own_that_lacks_an_activity_is_kept_and_the_activity_said(cast):
    mine = "name: Mine\nactivities:\n  quote_sent: {name: Sent}\n"
    save(cast.seat, [Draft(path="processes/quote.yaml", text=mine)])
    page = add(cast, "quote-followup").content.decode()
    assert "processes/quote.yaml is declared already" in page
    assert "followup_sent" in page
    assert texts(cast.seat.workspace)["processes/quote.yaml"] == mine
    assert "automations/ours.yaml" not in texts(cast.seat.workspace)


@pytest.mark.parametrize("key", ["", "Été", "a b", "../x"])
def test_a_short_name_that_is_no_key_is_refused(cast, key):
    assert add(cast, "dunning", key=key).status_code == 200
    assert [path for path in texts(cast.seat.workspace) if "/" in path] == []


def test_a_reader_reads_and_is_not_offered_to_add(cast):
    page = cast.client("viewer").get(address(cast, "dunning/")).content.decode()
    assert '<form method="post" class="stack">' not in page
    assert add(cast, "dunning", who="viewer").status_code == 403


def test_the_register_leads_to_the_types(cast):
    page = cast.client("editor").get(f"/w/{cast.seat.workspace.key}/register/").content.decode()
    assert page.count(address(cast)) == 2
