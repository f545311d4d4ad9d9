"""The spot check in the browser: ten cases, one letter each, the interval, and what it does not prove."""

import re
import shutil

import pytest

import retour
from retour.web.portfolio import jobs, opening, snapshots
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import Document
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from web.pages import read

PATH = "reviews/2026-11-23-quote-follow-up.yaml"


@pytest.fixture(scope="session")
def computed(tmp_path_factory):
    """The example's assessment, and the folder where its log was left."""
    folder = tmp_path_factory.mktemp("firm") / "firm"
    shutil.copytree(EXAMPLE, folder)
    return retour.open(folder).audit(today=EXAMPLE_DAY), folder / ".retour"


class Firm:
    """The example firm's workspace as its background work left it."""

    def __init__(self, cast, assessed, log):
        self.cast = cast
        self.seat = opening.open_example(cast.people["owner"])
        snapshots.keep(self.seat.workspace, assessed)
        shutil.copytree(log, folder_of(self.seat.workspace) / ".retour")
        self.reviews = f"/w/{self.seat.workspace.key}/reviews/"
        self.page = f"{self.reviews}ground/quote-follow-up/"
        self.client = cast.client("owner", lang="en")

    def work(self):
        while jobs.work_once():
            pass

    def cases(self):
        """The cases drawn, in the order of the page."""
        html = self.client.get(self.page).content.decode()
        return re.findall(r'href="\?case=\d+">([^<]+)</a>', html)

    def find(self, case, found, note=""):
        return self.client.post(self.page, {"case": case, "found": found, "note": note})

    def review(self):
        return Document.objects.get(workspace=self.seat.workspace, path=PATH).text

    def sheet(self):
        return snapshots.shown(snapshots.latest(self.seat.workspace)).sheet("quote-follow-up")


@pytest.fixture
def firm(cast, computed):
    return Firm(cast, *computed)


def test_ten_cases_are_read_one_by_one_and_answer_o5(firm):
    ten = firm.cases()
    assert len(set(ten)) == 10
    assert firm.cases() == ten  # looking again draws nothing else
    for case in ten[:9]:
        assert firm.find(case, "right").status_code == 302
    assert "9 cases read: it takes ten to answer." in read(firm.client.get(firm.page)).said()
    firm.find(ten[9], "unexpected", "signed twice")
    said = read(firm.client.get(firm.page)).said()
    assert "No wrong case out of 10 does not mean that there is none: up to 26% of all" in said
    assert "1 unexpected case, counted apart: neither right nor wrong." in said
    assert firm.cases() == ten
    firm.work()
    check = firm.sheet().audit.check("O5")
    assert (check.status, check.reason, check.details["unexpected"]) == ("pass", "read_right", 1)
    assert "10 cases read, none wrong, 1 unexpected" in read(firm.client.get(firm.reviews)).said()


def test_what_was_found_is_kept_in_the_review_under_way_and_may_be_changed(firm):
    ten = firm.cases()
    firm.find(ten[0], "wrong", "Wrong price: the old one")
    firm.find(ten[1], "right")
    firm.find(ten[0], "right")
    lines = "".join(f"  - {{case: {case}, found: right}}\n" for case in ten[:2])
    assert firm.review().endswith(f"spot_check:\n{lines}")


def test_a_case_that_was_not_drawn_or_a_finding_that_is_none_is_not_kept(firm):
    ten = firm.cases()
    firm.find("D00001", "right")
    firm.find(ten[0], "perfect")
    assert not Document.objects.filter(workspace=firm.seat.workspace, path=PATH).exists()


def test_a_viewer_reads_the_cases_and_answers_nothing(firm):
    from retour.web.workspaces.models import Membership, Role

    viewer = firm.cast.people["viewer"]
    Membership.objects.create(workspace=firm.seat.workspace, user=viewer, role=Role.VIEWER)
    html = firm.cast.client("viewer").get(firm.page).content.decode()
    assert 'name="found"' not in html
    answer = firm.cast.client("viewer").post(firm.page, {"case": firm.cases()[0], "found": "right"})
    assert answer.status_code == 403


def test_the_page_shows_what_the_data_say_and_no_person_nor_the_hour_of_what_somebody_did(firm):
    page = read(firm.client.get(f"{firm.page}?case=1"))
    said = page.said()
    assert "a person" in said
    assert "events/devis.csv, line" in said
    for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", firm.client.get(firm.page).content.decode()):
        if "a person" in row:
            assert " at " not in row


def test_the_review_page_shows_how_fragile_it_is_and_leads_to_the_cases(firm):
    page = read(firm.client.get(f"{firm.reviews}a/quote-follow-up/"))
    assert firm.page in page.links()
    assert "People able to repair it 2" in page.said()


def test_answers_that_wait_to_be_counted_hold_the_signature_back(firm):
    firm.find(firm.cases()[0], "right")
    answer = firm.client.post(
        f"{firm.reviews}decide/", {"quote-follow-up:sign": "1", "quote-follow-up:taken": "extend"}
    )
    assert answer.status_code == 422
    assert "not counted yet" in answer.content.decode()
