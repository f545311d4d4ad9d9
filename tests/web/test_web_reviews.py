"""Reviews in the browser: answers are kept, decisions taken and signed, and what was signed stays."""

import shutil
from dataclasses import replace

import pytest

import retour
from retour.review import log
from retour.web.portfolio import decisions, jobs, opening, snapshots
from retour.web.portfolio.documents import Draft, Sealed, save
from retour.web.portfolio.models import Decision, Document
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY

KEYS = ("after-sales", "ai-email", "booking", "slack-digest")


@pytest.fixture(scope="session")
def assessed():
    return retour.open(EXAMPLE).audit(today=EXAMPLE_DAY)


class Firm:
    """The example firm's workspace, its assessment kept, and somebody who reviews it."""

    def __init__(self, cast, assessed):
        self.cast = cast
        self.seat = opening.open_example(cast.people["owner"])
        self.home = f"/w/{self.seat.workspace.key}/reviews/"
        snapshots.keep(self.seat.workspace, assessed)
        self.client = cast.client("owner", lang="en")

    def decide(self, **typed):
        return self.client.post(f"{self.home}decide/", typed)

    def text(self, path):
        return Document.objects.get(workspace=self.seat.workspace, path=path).text

    def compute(self):
        while jobs.work_once():
            pass


def said(answer):
    """The words of a page, its spaces all plain."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def firm(cast, assessed):
    return Firm(cast, assessed)


def test_the_grid_shows_every_automation_its_letters_and_what_is_left_to_answer(firm):
    html = firm.client.get(firm.home).content.decode()
    assert html.count("<tr>") - 1 == 10
    assert 'name="after-sales:A1"' in html
    assert 'name="slack-digest:A1"' not in html  # no objective is declared: nobody is asked
    assert 'name="ai-email:O5"' not in html  # customers found it bad
    assert "No objective is declared." in html


def test_answers_are_kept_as_documents_and_lead_to_the_decisions(firm):
    answer = firm.client.post(firm.home, {"after-sales:A5": "pass", "booking:A1": "fail", "ai-email:A5": ""})
    assert (answer.status_code, answer.url) == (302, f"{firm.home}decide/")
    assert firm.text("reviews/2026-11-23-after-sales.yaml") == (
        "automation: after-sales\nat: 2026-11-23\nby: owner@example.com\nanswers: {A5: pass}\n"
    )
    kept = Document.objects.filter(workspace=firm.seat.workspace, path__startswith="reviews/2026-11")
    assert sorted(kept.values_list("path", flat=True)) == [
        "reviews/2026-11-23-after-sales.yaml",
        "reviews/2026-11-23-booking.yaml",
    ]


def test_what_is_no_answer_is_not_kept(firm):
    firm.client.post(firm.home, {"after-sales:A5": "perhaps", "after-sales:R1": "pass", "nobody:A1": "pass"})
    assert not Document.objects.filter(workspace=firm.seat.workspace, path__contains="2026-11-23").exists()


def test_answers_that_are_not_counted_yet_cannot_be_signed(firm):
    firm.client.post(firm.home, {"after-sales:A5": "fail"})
    answer = firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    assert answer.status_code == 422
    assert "Your last answers are not counted yet" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_review_is_signed_once_its_answers_are_counted(firm):
    firm.client.post(firm.home, {"after-sales:A5": "fail"})
    firm.compute()
    answer = firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    assert answer.status_code == 302
    (entry,) = decisions.entries_of(firm.seat.workspace)
    held = entry.statement.said
    assert (entry.statement.automation, entry.statement.by) == ("after-sales", "owner@example.com")
    assert (held["proposed"], held["taken"], held["checks"]["A5"]) == ("keep", "keep", "fail")
    assert held["document"]["sha256"] == log.digest_of(firm.text("reviews/2026-11-23-after-sales.yaml"))
    assert decisions.problems_of(firm.seat.workspace) == ()


def test_thresholds_that_changed_are_a_line_of_the_log_before_the_review(firm, assessed):
    register = replace(assessed.dossier.register, thresholds={"keep_net": 0.7})
    changed = replace(assessed, dossier=replace(assessed.dossier, register=register))
    snapshots.keep(firm.seat.workspace, changed)
    for key in ("after-sales", "booking"):
        why = {f"{key}:reason": "Ours to say"}
        firm.decide(**{f"{key}:sign": "1", f"{key}:taken": "stop"}, **why)
    kinds = [e.statement.kind for e in decisions.entries_of(firm.seat.workspace)]
    assert kinds == [log.Kind.THRESHOLDS, log.Kind.REVIEW, log.Kind.REVIEW]
    html = said(firm.client.get(f"{firm.home}log/"))
    assert "Keep when the chance of making money reaches: 70% (before: 80%)" in html
    assert "the whole organisation" in html


def test_all_that_is_ticked_is_signed_or_nothing_is(firm):
    ticked = {f"{key}:sign": "1" for key in KEYS}
    taken = {"after-sales:taken": "keep", "ai-email:taken": "keep", "booking:taken": "stop"}
    answer = firm.decide(**ticked, **taken, **{"slack-digest:taken": "question"})
    html = said(answer)
    assert answer.status_code == 422
    assert "Nothing is signed: 2 reviews need your attention." in html
    assert "You do not follow the proposed decision: say why." in html
    assert "Nothing is proven: say why it stays." in html
    assert not Decision.objects.exists()
    why = {"ai-email:reason": "The tone is being rewritten", "slack-digest:reason": "Three people read it"}
    assert firm.decide(**ticked, **taken, **why, **{"slack-digest:taken": "question"}).status_code == 302
    entries = decisions.entries_of(firm.seat.workspace)
    assert [(e.statement.automation, e.statement.said["taken"]) for e in entries] == [
        ("after-sales", "keep"),
        ("ai-email", "keep"),
        ("booking", "stop"),
        ("slack-digest", "question"),
    ]


def test_a_decision_that_is_none_is_not_signed(firm):
    answer = firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "launch"})
    assert (answer.status_code, Decision.objects.exists()) == (422, False)


def test_what_was_signed_is_no_longer_changed_nor_removed(firm):
    firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    path = "reviews/2026-11-23-after-sales.yaml"
    before = firm.text(path)
    form = f"/w/{firm.seat.workspace.key}/register/text/{path}"
    assert "This document is signed" in firm.client.get(form).content.decode()
    firm.client.post(form, {"text": before.replace("keep", "stop"), "seen": "1", "action": "save"})
    for text in (before.replace("keep", "stop"), None):
        with pytest.raises(Sealed):
            save(firm.seat, [Draft(path=path, text=text)])
    assert firm.text(path) == before


def test_a_later_review_follows_the_signed_one_and_says_what_moved(firm):
    firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    firm.client.post(firm.home, {"after-sales:A5": "fail"})
    firm.compute()
    assert "answers: {A5: fail}" in firm.text("reviews/2026-11-23-after-sales-2.yaml")
    html = firm.client.get(f"{firm.home}a/after-sales/").content.decode()
    assert "Same decision as then: keep." in html
    assert "yes, then no" in html
    firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    first, second = decisions.entries_of(firm.seat.workspace)
    assert second.before == first.seal


def test_the_log_says_that_it_is_intact_and_then_where_it_was_changed(firm):
    firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    html = said(firm.client.get(f"{firm.home}log/"))
    assert "The log is intact: 1 line" in html
    line = Decision.objects.get()
    Decision.objects.update(line=line.line.replace('"taken":"keep"', '"taken":"stop"'))
    html = said(firm.client.get(f"{firm.home}log/"))
    assert "Decision n° 1 is no longer the one that was signed" in html


def test_the_log_leaves_as_a_file_that_anybody_can_check(firm, tmp_path):
    firm.decide(**{"after-sales:sign": "1", "after-sales:taken": "keep"})
    answer = firm.client.get(f"{firm.home}log/file/")
    assert log.read(answer.content.decode()) == (decisions.entries_of(firm.seat.workspace), ())
    folder = shutil.copytree(EXAMPLE, tmp_path / "firm", ignore=shutil.ignore_patterns(".retour*"))
    (folder / "reviews/decisions.jsonl").write_bytes(answer.content)
    rules = [p.rule for p in retour.open(folder).problems if p.rule.startswith("review")]
    assert rules == ["review.removed"]  # its document did not come along


def test_notes_and_answers_of_one_automation_are_kept_together(firm):
    typed = {"after-sales:A1": "partial", "note:A1": "To be confirmed in January", "note": "See with Nadia"}
    firm.client.post(f"{firm.home}a/after-sales/", typed)
    assert firm.text("reviews/2026-11-23-after-sales.yaml").splitlines()[3:] == [
        "answers: {A1: partial}",
        "notes: {A1: To be confirmed in January}",
        "note: See with Nadia",
    ]


@pytest.mark.parametrize("path", ["", "decide/", "a/after-sales/"])
def test_a_viewer_reads_and_writes_nothing(firm, cast, path):
    from retour.web.workspaces.models import Membership, Role

    Membership.objects.create(workspace=firm.seat.workspace, user=cast.people["viewer"], role=Role.VIEWER)
    viewer = cast.client("viewer", lang="en")
    assert viewer.get(firm.home + path).status_code == 200
    typed = {"after-sales:A5": "pass", "after-sales:sign": "1", "after-sales:taken": "keep"}
    assert viewer.post(firm.home + path, typed).status_code == 403
    assert not Decision.objects.exists()


def test_before_anything_is_computed_there_is_nothing_to_review(cast):
    client = cast.client("owner", lang="en")
    html = client.get(f"/w/{cast.seat.workspace.key}/reviews/").content.decode()
    assert "there is nothing to review" in html
