"""Work in the background: claimed once, done again after a crash, refused with a reason; the daily chores."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retour.web.portfolio import chores, jobs, opening, snapshots
from retour.web.portfolio.documents import Conflict, Draft, problems_of, save, texts
from retour.web.portfolio.folder import Misplaced, folder_of, placed
from retour.web.portfolio.models import Job, Revision, Snapshot

QUOTE = "process: quote\nname: Quotes\ncase: quote\nactivities: {sent: Sent, signed: Signed}\n"


@pytest.fixture
def handler():
    """A kind of work of the test's own."""
    jobs.HANDLERS["test"] = lambda work: {"seen": work.job.asked}
    yield jobs.HANDLERS
    jobs.HANDLERS.pop("test", None)


def test_the_same_work_that_waits_already_is_not_asked_for_twice(cast):
    assert jobs.ask(cast.seat, "assess").pk == jobs.ask(cast.seat, "assess").pk


def test_work_says_what_it_found(cast, handler):
    Job.objects.all().delete()
    job = jobs.ask(cast.seat, "test", rows=3)
    assert jobs.work_once()
    job.refresh_from_db()
    assert (job.state, job.found) == ("done", {"seen": {"rows": 3}})


def test_work_of_a_worker_that_is_gone_is_done_again_three_times_at_most(cast, handler):
    Job.objects.all().delete()
    job = jobs.ask(cast.seat, "test")
    seen = []
    for tries in (1, 2, 3):
        gone = timezone.now() - timedelta(minutes=5)
        Job.objects.update(state="running", tries=tries, alive=gone, worker="elsewhere:1")
        jobs._take_back_abandoned()  # noqa: SLF001
        job.refresh_from_db()
        seen.append((job.state, job.error))
    assert seen == [("queued", ""), ("queued", ""), ("failed", "interrupted")]


def test_a_mistake_in_the_work_fails_it_and_not_the_worker(cast, handler):
    Job.objects.all().delete()
    del handler["test"]
    job = jobs.ask(cast.seat, "test")
    assert jobs.work_once()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "broken")


def test_a_workspace_without_a_register_is_refused_with_the_reason(cast):
    save(cast.seat, [Draft(path="retour.yaml", text=None)])
    Job.objects.all().delete()
    job = jobs.ask(cast.seat, "assess")
    jobs.work_once()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "no_register")
    page = cast.client("viewer").get(f"/w/{cast.seat.workspace.key}/work/{job.key}/").content.decode()
    assert "The register has no usable retour.yaml file: open the settings to correct it." in page


def test_a_kept_assessment_comes_back_whole_and_a_changed_file_is_not_read(cast):
    seat = opening.open_example(cast.people["owner"])
    while jobs.work_once():
        pass
    snapshot = snapshots.latest(seat.workspace)
    snapshots._shown.clear()  # noqa: SLF001
    shown = snapshots.shown(snapshot)
    assert {key: f.point for key, f in shown.figures.items()} == {
        key: told["point"] for key, told in Snapshot.objects.get(pk=snapshot.pk).figures.items()
    }
    path = next((folder_of(seat.workspace) / ".assessments").glob("*.pickle"))
    path.rename(other := path.with_name(path.name.replace(".pickle", "0.pickle")))  # kept by other code
    snapshots._shown.clear()  # noqa: SLF001
    assert snapshots.shown(snapshot) is None
    other.rename(path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    snapshots._shown.clear()  # noqa: SLF001
    assert snapshots.shown(snapshot) is None


def test_of_two_people_who_save_at_once_the_second_is_told_and_nothing_is_lost(cast):
    save(cast.seat, [Draft(path="processes/quote.yaml", text=QUOTE, seen=0)])
    save(cast.seat, [Draft(path="processes/quote.yaml", text=QUOTE + "# Anne\n", seen=1)])
    with pytest.raises(Conflict):
        save(cast.seat, [Draft(path="processes/quote.yaml", text=QUOTE + "# Bob\n", seen=1)])
    assert texts(cast.seat.workspace)["processes/quote.yaml"].endswith("# Anne\n")
    assert Revision.objects.filter(path="processes/quote.yaml").count() == 2


def test_drafts_are_saved_all_or_none(cast):
    drafts = [
        Draft(path="processes/a.yaml", text="process: a\n", seen=0),
        Draft(path="retour.yaml", text="name: X\n", seen=7),
    ]
    with pytest.raises(Conflict):
        save(cast.seat, drafts)
    assert "processes/a.yaml" not in texts(cast.seat.workspace)


def test_a_removed_document_keeps_its_history_and_its_numbers_go_on(cast):
    for text in (QUOTE, None, QUOTE):
        save(cast.seat, [Draft(path="processes/quote.yaml", text=text)])
    numbers = Revision.objects.filter(path="processes/quote.yaml").values_list("number", "text")
    assert list(numbers) == [(3, QUOTE), (2, None), (1, QUOTE)]


def test_what_is_wrong_with_a_draft_is_said_by_the_rules_of_the_files(cast):
    draft = Draft(path="retour.yaml", text="format: 1\nname: X\ncurency: EUR\n")
    found = problems_of(cast.seat.workspace, [draft])
    assert [(p.rule, p.place.line, p.hint) for p in found] == [("key.unknown", 3, "currency")]


@pytest.mark.parametrize(
    "path",
    [
        "../retour.yaml",
        "/etc/passwd",
        "events/../../x",
        "events/.a",
        "other/x.csv",
        "events\\x.csv",
        "events/",
    ],
)
def test_a_path_that_leads_out_of_the_workspace_is_refused(path):
    with pytest.raises(Misplaced):
        placed(path)


def test_chores_are_due_once_a_day_and_one_that_fails_stops_no_other(monkeypatch):
    now = [0.0]
    rhythm = chores.Rhythm(lambda: now[0])
    due = [rhythm.is_due(), rhythm.is_due()]
    now[0] += chores.A_DAY
    due.append(rhythm.is_due())
    done = []
    monkeypatch.setattr(chores, "CHORES", [lambda: {}["missing"], lambda: done.append("second")])
    chores.tidy()
    assert (due, done) == ([True, False, True], ["second"])
