"""A workspace keeps so many bytes and no more, whichever way they come."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from retour.events.received import Received
from retour.store.durable.log import opened
from retour.web.frame.errors import Unkept
from retour.web.portfolio import folder, jobs
from retour.web.portfolio.models import DataFile, Job
from retour.web.portfolio.room import room_of
from retour.web.workspaces import people


@pytest.fixture
def small(cast, settings):
    """The cast's workspace, which may keep 2 MB and keeps 1.5 MB."""
    settings.QUOTA = 2_000_000
    folder.keep_chunks(cast.seat, [b"a" * 1_500_000], "answers/old.csv")
    return cast


def kept(cast):
    """The data files, in the list and on the disk."""
    on_disk = [p.name for p in (folder.folder_of(cast.seat.workspace) / "answers").iterdir()]
    return sorted(DataFile.objects.values_list("path", flat=True)), sorted(on_disk)


def test_a_file_that_does_not_fit_is_refused_with_the_figure_and_what_to_do(small):
    upload = SimpleUploadedFile("new.csv", b"b" * 600_000)
    page = small.client("editor").post(
        f"/w/{small.seat.workspace.key}/measure/sources/add/", {"files": upload, "kind": "answers"}
    )
    said = " ".join(page.content.decode().split())
    assert page.status_code == 413
    assert "new.csv was not kept: with it, the workspace’s data would be more than 2 MB." in said
    assert "Remove old files" in said
    assert kept(small) == (["answers/old.csv"], ["old.csv"])


def test_a_program_is_told_as_well(small):
    token = people.make_token(small.seat, "push", "write")
    answer = Client().put(
        "/api/v1/files/answers/new.csv",
        b"b" * 600_000,
        content_type="text/csv",
        headers={"authorization": f"Bearer {token}"},
    )
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:retour:workspace_full")
    assert kept(small) == (["answers/old.csv"], ["old.csv"])


def test_a_file_is_replaced_by_a_newer_one_of_the_same_size(small):
    folder.keep_chunks(small.seat, [b"c" * 1_600_000], "answers/old.csv")
    assert DataFile.objects.get().size == 1_600_000


def test_what_was_dropped_and_not_taken_yet_counts(small):
    waiting = folder.folder_of(small.seat.workspace) / ".looks" / "x" / "quotes.csv"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"d" * 400_000)
    with pytest.raises(Unkept):
        folder.keep_chunks(small.seat, [b"e" * 200_000], "answers/new.csv")


def test_work_that_finds_no_room_says_so(small, monkeypatch):
    keep = lambda work: folder.keep_chunks(work.seat, [b"b" * 600_000], "answers/new.csv")  # noqa: E731
    monkeypatch.setitem(jobs.HANDLERS, "keep", keep)
    Job.objects.all().delete()
    job = jobs.ask(small.seat, "keep")
    jobs.work_once()
    page = small.client("editor").get(f"/w/{small.seat.workspace.key}/work/{job.key}/")
    assert "This workspace is full: remove old files" in " ".join(page.content.decode().split())


def test_a_workspace_does_not_pay_for_another(small):
    folder.keep_chunks(small.elsewhere, [b"f" * 1_900_000], "answers/theirs.csv")
    assert DataFile.objects.filter(workspace=small.elsewhere.workspace).count() == 1


def test_the_log_counts_in_the_room_of_its_workspace(cast, settings):
    settings.QUOTA = 2_000_000
    here = folder.folder_of(cast.seat.workspace)
    here.mkdir(parents=True, exist_ok=True)
    before = room_of(cast.seat.workspace, here)
    with opened(here) as log:
        log.hot.append([Received("crm", "1", "quote", "Q-1", "sent", 0)]).result(30)
    held = sum(path.stat().st_size for path in (here / "log").rglob("*") if path.is_file())
    assert held > 1_000
    assert room_of(cast.seat.workspace, here) == before - held
