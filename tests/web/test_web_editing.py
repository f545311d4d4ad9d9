"""The register in the browser: saved, refused, restored, removed, kept by files, changed by two at once."""

import lxml.html
import pytest

from retour.web.editing.listing import A_PAGE
from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.models import Document, Revision
from retour.web.workspaces.models import Entry

PATH = "automations/follow-up.yaml"
TEXT = """\
# Written by hand.
automation: follow-up
name: {fr: Relance, en: Follow-up}
process: quote
owner: sales
status: live
rollout: {kind: date, at: 2026-05-01}
kpis:
  signed: {rate: {of: sent, reaching: signed, by: 10d}, better: higher}
"""
PROCESS = "process: quote\nactivities: {sent: , signed: }\n"


@pytest.fixture
def firm(cast):
    """Atelier Ver with a process and an automation."""
    save(cast.seat, [Draft(path="processes/quote.yaml", text=PROCESS), Draft(path=PATH, text=TEXT)])
    return cast


def address(cast, rest=""):
    return f"/w/{cast.seat.workspace.key}/register/{rest}"


def sent(client, where, **changes):
    """A form as its page gave it, some fields changed, saved."""
    page = lxml.html.fromstring(client.get(where).content)
    form = next(f for f in page.forms if "seen" in f.fields)
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {**fields, **{name.replace("__", "."): value for name, value in changes.items()}, "action": "save"}


def text_of(cast, path=PATH):
    return texts(cast.seat.workspace).get(path)


def test_a_field_is_changed_and_the_rest_of_the_text_stays(firm):
    client = firm.client("editor")
    where = address(firm, f"form/{PATH}")
    answer = client.post(where, sent(client, where, owner="accounting"))
    assert answer.status_code == 302
    assert text_of(firm) == TEXT.replace("owner: sales", "owner: accounting")
    assert Revision.objects.filter(path=PATH).first().by == firm.people["editor"]


def test_a_form_sent_unchanged_makes_no_revision(firm):
    client = firm.client("editor")
    where = address(firm, f"form/{PATH}")
    client.post(where, sent(client, where))
    assert text_of(firm) == TEXT
    assert Revision.objects.filter(path=PATH).count() == 1


def test_an_error_is_refused_and_said_beside_its_field(firm):
    client = firm.client("editor")
    where = address(firm, f"form/{PATH}")
    page = client.post(where, sent(client, where, rollout__at="31/02/2026")).content.decode()
    assert text_of(firm) == TEXT
    beside = page[page.index('for="f-rollout.at"') : page.index('id="f-rollout.at"')]
    assert 'class="error"' in beside
    assert 'value="31/02/2026"' in page


def test_a_day_in_the_reader_s_way_is_saved_as_a_day_and_said_in_full(firm):
    client = firm.client("editor", lang="fr")
    where = address(firm, f"form/{PATH}")
    client.post(where, sent(client, where, rollout__at="11/05/2026"))
    assert "at: 2026-05-11" in text_of(firm)
    assert "= 11\u00a0mai\u00a02026" in client.get(where).content.decode()


def test_checking_saves_nothing(firm):
    client = firm.client("editor")
    where = address(firm, f"form/{PATH}")
    page = client.post(where, {**sent(client, where, owner="x"), "action": "check"})
    assert page.status_code == 200
    assert text_of(firm) == TEXT


def test_the_text_is_checked_by_the_same_rules_with_lines(firm):
    client = firm.client("editor")
    wrong = TEXT.replace("objective", "").replace("owner: sales", "ownr: sales")
    page = client.post(
        address(firm, f"text/{PATH}"), {"text": wrong, "seen": "1", "action": "save"}
    ).content.decode()
    assert text_of(firm) == TEXT
    assert "line 5" in page
    assert "ownr: sales" in page


def test_two_people_in_different_places_both_have_their_way(firm):
    one, two = firm.client("editor"), firm.client("owner")
    where = address(firm, f"form/{PATH}")
    first, second = sent(one, where, owner="accounting"), sent(two, where, rollout__at="02/06/2026")
    one.post(where, first)
    page = two.post(where, second)
    assert page.status_code == 409
    assert text_of(firm) == TEXT.replace("owner: sales", "owner: accounting")
    again = {"seen": page.context["seen"], "text": page.context["text"], "action": "save"}
    assert two.post(address(firm, f"text/{PATH}"), again).status_code == 302
    assert text_of(firm) == TEXT.replace("owner: sales", "owner: accounting").replace(
        "2026-05-01", "2026-06-02"
    )


def test_two_people_in_the_same_place_see_both_texts_and_lose_nothing(firm):
    one, two = firm.client("editor"), firm.client("owner")
    where = address(firm, f"form/{PATH}")
    first, second = sent(one, where, owner="accounting"), sent(two, where, owner="marketing")
    one.post(where, first)
    page = two.post(where, second)
    said = page.content.decode()
    assert page.status_code == 409
    assert "owner: accounting" in said
    assert "owner: marketing" in page.context["text"]
    assert "# Written by hand." in page.context["text"]


def test_an_old_revision_comes_back_as_a_new_one(firm):
    save(firm.seat, [Draft(path=PATH, text=TEXT.replace("sales", "x"))])
    firm.client("editor").post(address(firm, f"restore/1/{PATH}"))
    assert text_of(firm) == TEXT
    assert list(Revision.objects.filter(path=PATH).values_list("number", flat=True)) == [3, 2, 1]


def test_a_revision_says_its_lines_with_a_sign_and_a_word(firm):
    save(firm.seat, [Draft(path=PATH, text=TEXT.replace("sales", "x"))])
    page = firm.client("viewer").get(address(firm, f"revision/2/{PATH}")).content.decode()
    assert (
        '<li class="del"><span class="vh">taken away:</span><span translate="no">owner: sales</span></li>'
        in page
    )
    assert '<li class="add"><span class="vh">added:</span><span translate="no">owner: x</span></li>' in page


def test_a_removed_document_can_be_restored_from_its_history(firm):
    client = firm.client("editor")
    assert PATH in client.get(address(firm, "remove/processes/quote.yaml")).content.decode()
    client.post(address(firm, f"remove/{PATH}"))
    assert text_of(firm) is None
    assert client.get(address(firm, f"history/{PATH}")).status_code == 200
    client.post(address(firm, f"restore/1/{PATH}"))
    assert text_of(firm) == TEXT


def test_a_new_automation_needs_only_its_name(firm):
    client = firm.client("editor", lang="fr")
    where = address(firm, "new/automation/")
    answer = client.post(where, {"name.fr": "Résumé du matin", "name.en": "", "action": "save", "seen": "0"})
    assert answer["Location"].endswith("form/automations/resume-du-matin.yaml")
    assert text_of(firm, "automations/resume-du-matin.yaml") == "name: Résumé du matin\n"


def test_a_new_automation_never_takes_the_place_of_another(firm):
    client = firm.client("editor")
    fields = {"name.en": "Follow up", "action": "save", "seen": "0"}
    client.post(address(firm, "new/automation/"), fields)
    assert text_of(firm) == TEXT
    assert "automations/follow-up-2.yaml" in texts(firm.seat.workspace)


def test_a_copy_keeps_everything_but_the_key(firm):
    client = firm.client("editor")
    where = address(firm, f"new/automation/?copy={PATH}")
    fields = sent(client, where, name__en="Second follow-up", name__fr="Deuxième relance")
    client.post(address(firm, "new/automation/"), fields)
    made = text_of(firm, "automations/deuxieme-relance.yaml")
    assert "rate: {of: sent, reaching: signed, by: 10d}" in made
    assert "automation:" not in made


def test_a_document_kept_by_files_is_read_only_here(firm):
    Document.objects.filter(path=PATH).update(keeper=Document.Keeper.FILES)
    client = firm.client("owner")
    page = client.get(address(firm, f"form/{PATH}")).content.decode()
    assert "<fieldset disabled>" in page
    assert "retour apply" in page
    assert (
        client.post(address(firm, f"form/{PATH}"), {"owner": "x", "seen": "1", "action": "save"}).status_code
        == 403
    )
    assert client.post(address(firm, f"remove/{PATH}")).status_code == 403
    assert client.post(address(firm, f"restore/1/{PATH}")).status_code == 403
    assert text_of(firm) == TEXT


def test_only_an_owner_takes_a_document_over_from_files_and_it_is_noted(firm):
    Document.objects.filter(path=PATH).update(keeper=Document.Keeper.FILES)
    assert firm.client("editor").post(address(firm, f"take-over/{PATH}")).status_code == 403
    firm.client("owner").get(address(firm, f"take-over/{PATH}"))
    assert Document.objects.get(path=PATH).keeper == Document.Keeper.FILES
    firm.client("owner").post(address(firm, f"take-over/{PATH}"))
    assert Document.objects.get(path=PATH).keeper == Document.Keeper.WEB
    assert Entry.objects.filter(action="document.moved", subject=PATH).exists()


@pytest.mark.parametrize(
    "rest",
    [
        f"form/{PATH}",
        f"text/{PATH}",
        f"remove/{PATH}",
        "new/automation/",
        "dated/",
        "settings/",
        "folder/look/",
    ],
)
def test_a_viewer_writes_nothing(firm, rest):
    before = texts(firm.seat.workspace)
    answer = firm.client("viewer").post(
        address(firm, rest), {"name.en": "x", "text": "x", "seen": "1", "action": "save"}
    )
    assert answer.status_code == 403
    assert texts(firm.seat.workspace) == before


def test_a_dated_event_goes_to_the_organisation_or_to_the_automation(firm):
    client = firm.client("editor", lang="fr")
    client.post(address(firm, "dated/"), {"at": "01/06/2026", "what": "Hausse de prix", "about": ""})
    client.post(address(firm, "dated/"), {"at": "03/08/2026", "what": "Version 2", "about": "follow-up"})
    assert text_of(firm, "changes.yaml") == "changes:\n  - {at: 2026-06-01, what: Hausse de prix}\n"
    assert text_of(firm) == TEXT + "changes:\n  - {at: 2026-08-03, what: Version 2}\n"


def test_a_dated_event_without_a_day_is_asked_again(firm):
    page = firm.client("editor").post(address(firm, "dated/"), {"at": "soon", "what": "x"}).content.decode()
    assert "not understood" in page
    assert "changes.yaml" not in texts(firm.seat.workspace)


def test_settings_are_the_workspace_s_own_document(firm):
    client = firm.client("editor")
    where = address(firm, "settings/")
    changes = {
        "roles__0__@": "sales",
        "roles__0__hourly_cost__low": "36",
        "roles__0__hourly_cost__mode": "45",
        "roles__0__hourly_cost__high": "64",
        "roles__0__hourly_cost__source": "payroll 2026",
        "calendar__hours_per_year": "1,607",
    }
    client.post(where, sent(client, where, **changes))
    said = text_of(firm, "retour.yaml")
    assert "hourly_cost: {low: 36, mode: 45, high: 64, source: payroll 2026}" in said
    assert "calendar: {hours_per_year: 1607}" in said


def test_the_list_is_paged_and_searched(firm):
    drafts = [
        Draft(path=f"automations/a{n:03}.yaml", text=f"name: Number {n}\nowner: team-{n % 7}\n")
        for n in range(120)
    ]
    save(firm.seat, drafts)
    client = firm.client("viewer")
    first = client.get(address(firm))
    assert len(first.context["lines"]) == A_PAGE
    assert len(client.get(address(firm, "?page=3")).context["lines"]) == 121 - 2 * A_PAGE
    assert [line.key for line in client.get(address(firm, "?q=number+77")).context["lines"]] == ["a077"]


def test_the_list_says_how_much_is_wrong_in_each_document(firm):
    save(firm.seat, [Draft(path="automations/odd.yaml", text="name: Odd\nobjetive: x\nprocess: none\n")])
    lines = {line.key: line for line in firm.client("viewer").get(address(firm)).context["lines"]}
    assert lines["odd"].errors == 2
    assert (lines["follow-up"].errors, lines["follow-up"].warnings) == (0, 0)


def test_a_document_too_large_for_a_form_opens_as_text(firm):
    many = "changes:\n" + "".join(f"  - {{at: 2026-01-01, what: Event {n}}}\n" for n in range(1200))
    save(firm.seat, [Draft(path="changes.yaml", text=many)])
    answer = firm.client("editor").get(address(firm, "form/changes.yaml"))
    assert answer["Location"].endswith("text/changes.yaml")


@pytest.mark.parametrize(
    "path", ["../retour.yaml", "events/x.csv", "automations/x.txt", "automations/none.yaml"]
)
def test_what_is_no_document_is_not_there(firm, path):
    assert firm.client("owner").get(address(firm, f"form/{path}")).status_code == 404


def test_a_script_in_a_name_stays_a_name(firm):
    save(firm.seat, [Draft(path=PATH, text=TEXT.replace("Relance", "'<script>alert(1)</script>\"'"))])
    for rest in (f"form/{PATH}", f"text/{PATH}", f"history/{PATH}", f"revision/2/{PATH}", ""):
        assert b"<script>" not in firm.client("viewer", lang="fr").get(address(firm, rest)).content
