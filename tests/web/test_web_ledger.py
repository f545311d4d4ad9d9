"""The ledger in the browser: months closed by the background work, read, taken away and brought back."""

import io
import json
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from retour.web.portfolio import jobs, ledger, opening
from retour.web.portfolio.decisions import Diverged
from retour.web.portfolio.models import Document, Job, LedgerLine
from retour.web.workspaces import people
from retour.web.workspaces.models import Entry, Token
from retour.workspace.ledger import read_ledger
from retour.worth.ledger.entry import FILE
from traps.folders import plain, write
from web.pages import read

RUNS = "id,automation,started,status,items\n" + "".join(
    f"r{n},reminders,2026-{month:02d}-{day:02d} 08:00,success,10\n"
    for n, (month, day) in enumerate((m, d) for m in (8, 9, 10, 11) for d in (3, 20))
)
AUTOMATION = (
    "name: Reminders\nrollout: {kind: date, at: 2026-08-01}\n"
    "worth:\n  - time: {role: clerk, before: 6 min/item, after: 0 min/item, realisation: redeployed}\n"
    "costs:\n  upkeep: {money: 10}\n"
)


class Firm:
    """A small firm seen on 23 November 2026, opened by an owner."""

    def __init__(self, cast, folder):
        write(folder, {"automations/reminders.yaml": AUTOMATION, "runs/reminders.csv": RUNS})
        self.cast = cast
        self.seat = opening.begin(cast.people["owner"], "Firm", lang="en", is_example=True)
        opening.take_folder(self.seat, folder)
        self.home = f"/w/{self.seat.workspace.key}/reviews/ledger/"
        self.client = cast.client("owner", lang="en")
        self.compute()

    def compute(self):
        while jobs.work_once():
            pass

    def close(self):
        answer = self.client.post(f"{self.home}close/")
        self.compute()
        assert Job.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2]).state == "done"
        return self.client.get(answer["Location"])

    def page(self, lang="en"):
        return plain(self.cast.client("owner", lang=lang).get(self.home).content.decode())

    @property
    def text(self):
        return ledger.text_of(self.seat.workspace)


@pytest.fixture
def firm(cast, tmp_path):
    return Firm(cast, tmp_path / "firm")


def test_a_button_closes_the_months_that_are_over_and_the_page_shows_them_apart(firm):
    assert "No month is closed yet" in firm.page()
    assert firm.home in firm.close().content.decode()
    html = firm.page()
    # 20 items x 6 min / 60 x 60 an hour x (0.4 + 4 x 0.6 + 0.9) / 6, each of three months.
    for month in ("August 2026", "September 2026", "October 2026"):
        assert f"{month}</h2>" in html
    assert html.count("€74.00") == 6  # the total of its nature, and its line
    assert "−€10.00" in html
    assert "€64.00" not in html  # time and costs are never added together


def test_the_page_leads_to_its_file_and_its_tables_are_whole(firm):
    assert f"{firm.home}file/" not in read(firm.client.get(firm.home)).links()
    firm.close()
    page = read(firm.client.get(firm.home))
    assert f"{firm.home}file/" in page.links()
    assert [tag for tag, _ in page.tags].count("table") == 6  # three months, time and costs
    assert "retour verify ledger.jsonl" in page.said()
    assert firm.home in read(firm.client.get(firm.home.replace("ledger/", ""))).links()


def test_both_languages_show_the_same_figures(firm):
    firm.close()
    assert firm.page("fr").count("74,00 €") == firm.page("en").count("€74.00")
    assert "août 2026" in firm.page("fr")


def test_closing_again_adds_nothing_and_the_trail_says_who_closed(firm):
    firm.close()
    before = firm.text
    firm.close()
    assert firm.text == before
    noted = Entry.objects.get(workspace=firm.seat.workspace, action="ledger.closed")
    assert (noted.details["n"], noted.by) == (15, firm.cast.people["owner"])


def test_the_file_that_is_downloaded_is_sound_without_the_server(firm):
    firm.close()
    entries, problems = read_ledger(firm.client.get(f"{firm.home}file/").content)
    assert (len(entries), problems) == (15, ())


def test_a_line_changed_in_the_database_is_told_on_the_page_and_nothing_is_added(firm):
    firm.close()
    line = LedgerLine.objects.get(workspace=firm.seat.workspace, number=1)
    LedgerLine.objects.filter(pk=line.pk).update(line=line.line.replace('"amount":7400', '"amount":7401'))
    assert "The ledger was altered" in firm.page()
    before = firm.text
    answer = firm.client.post(f"{firm.home}close/")
    firm.compute()
    assert "nothing was added" in firm.client.get(answer["Location"]).content.decode()
    assert firm.text == before


def zipped(**files):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return SimpleUploadedFile("firm.zip", out.getvalue())


def test_the_ledger_leaves_with_the_folder_and_comes_back_in_another_workspace(firm):
    firm.close()
    root = f"/w/{firm.seat.workspace.key}/register/folder/"
    with ZipFile(io.BytesIO(b"".join(firm.client.get(f"{root}zip/")))) as archive:
        assert archive.read(FILE).decode() == firm.text
    cast = firm.cast
    there = f"/w/{cast.seat.workspace.key}/register/folder/"
    looked = firm.client.post(f"{there}look/", {"files": zipped(**{FILE: firm.text})})
    assert "The ledger continues the one here: 15 entries more." in plain(looked.content.decode())
    context = looked.context
    firm.client.post(f"{there}take/{context['incoming']}/", {"seen": context["seen"]})
    assert ledger.text_of(cast.seat.workspace) == firm.text


def test_a_ledger_that_does_not_continue_the_one_here_is_refused_at_its_first_line(firm):
    firm.close()
    lines = firm.text.splitlines(keepends=True)
    assert ledger.adopted(firm.seat, "".join(lines[:4])) == 0
    with pytest.raises(Diverged, match=r"ledger\.altered"):
        ledger.adopted(firm.seat, "".join([lines[0].replace("7400", "7401"), *lines[1:]]))
    other = Firm.__new__(Firm)
    other.seat = opening.begin(firm.cast.people["owner"], "Other", lang="en")
    assert ledger.adopted(other.seat, "".join(lines[:5])) == 5
    LedgerLine.objects.filter(workspace=other.seat.workspace, number=5).update(line="{}")
    with pytest.raises(Diverged, match=r"ledger\.diverged"):
        ledger.adopted(other.seat, firm.text)


def test_a_pushed_folder_brings_its_ledger_and_says_how_much_first(firm, cast):
    firm.close()
    secret = people.make_token(cast.seat, "push", Token.Scope.WRITE)
    body = json.dumps({"documents": {"retour.yaml": "format: 1\nname: Ver\n"}, "ledger": firm.text})

    def push(query=""):
        return firm.client.post(
            f"/api/v1/apply{query}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        ).json()

    assert push("?dry_run=1")["ledger"] == 15
    assert ledger.text_of(cast.seat.workspace) == ""
    assert push()["applied"] is True
    assert ledger.text_of(cast.seat.workspace) == firm.text
    assert push("?dry_run=1")["ledger"] == 0


def restate(firm, **said):
    return firm.client.post(f"{firm.home}restate/", {"month": "", "automation": "", "because": ""} | said)


def correct_minutes(firm):
    """6 minutes were 9 all along."""
    document = Document.objects.get(workspace=firm.seat.workspace, path="automations/reminders.yaml")
    document.text = document.text.replace("before: 6 min", "before: 9 min")
    document.save()


def test_a_restatement_shows_both_figures_and_its_reason_and_leaves_what_was_sealed(firm):
    firm.close()
    before = firm.text
    correct_minutes(firm)
    answer = restate(firm, month="2026-09", because="Minutes were timed again")
    firm.compute()
    assert Job.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2]).found == {
        "added": 1,
        "moved": 0,
    }
    assert firm.text.startswith(before)
    html = firm.page()
    assert "€74.00" in html
    assert "restated on" in html
    assert "€111.00 (Minutes were timed again)" in html
    assert html.count("€111.00") == 3  # September's line, its total, and the history; August stays
    noted = Entry.objects.get(workspace=firm.seat.workspace, action="ledger.restated")
    assert noted.details["n"] == 1


def test_a_restatement_without_a_reason_or_of_no_month_adds_nothing_and_says_why(firm):
    firm.close()
    before = firm.text
    assert "needs a reason" in plain(firm.client.get(restate(firm)["Location"]).content.decode())
    answer = restate(firm, month="yesterday", because="x")
    assert answer["Location"] == firm.home
    firm.compute()
    assert firm.text == before


def test_the_form_is_for_owners_and_every_field_has_its_words(firm):
    firm.close()
    form = f"{firm.home}restate/"
    assert form in firm.page()
    for name in ("month", "automation", "because"):
        assert f'<label for="{name}">' in firm.page()
    editor = firm.cast.client("editor", lang="en").get(f"/w/{firm.cast.seat.workspace.key}/reviews/ledger/")
    assert "restate/" not in editor.content.decode()


def test_the_same_ledger_is_verified_once_and_one_changed_byte_is_seen(firm, monkeypatch):
    firm.close()
    firm.page()
    seen = []
    verified = ledger.read_ledger
    monkeypatch.setattr(ledger, "read_ledger", lambda raw: seen.append(len(raw)) or verified(raw))
    firm.page()
    assert seen == []
    line = LedgerLine.objects.get(workspace=firm.seat.workspace, number=2)
    LedgerLine.objects.filter(pk=line.pk).update(line=line.line.replace("2026", "2025", 1))
    assert "The ledger was altered" in firm.page()
    assert len(seen) == 1
