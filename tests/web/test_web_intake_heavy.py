"""Heavy files: read by the worker and not inside a request; copied first, whole or not at all."""

import gzip
import io
import random
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from retour.web.intake import columns, drops, looks, weight
from retour.web.intake.models import Look, LookFile
from retour.web.portfolio import jobs
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import DataFile, Job

HEADER = "case,created,won\n"
ROW = "{0},2026-03-01 08:00,2026-03-02 09:00\n"


def log(size):
    """A log of at least so many bytes."""
    rows = "".join(ROW.format(i) for i in range(1 + size // len(ROW)))
    return (HEADER + rows).encode()


def workbook(rows):
    """A workbook of as many rows, no two alike."""
    chance, out = random.Random(5), io.BytesIO()  # noqa: S311  invented data
    book = openpyxl.Workbook()
    book.active.append(["case", "created", "won", "note"])
    for i in range(rows):
        note = f"{chance.getrandbits(256):x}"
        book.active.append([str(i), "2026-03-01 08:00", "2026-03-02 09:00", note])
    book.save(out)
    return out.getvalue()


def work():
    while jobs.work_once():
        pass


@pytest.fixture
def sources(cast):
    return f"/w/{cast.seat.workspace.key}/measure/sources/"


def added(client, sources, *files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{sources}add/", {"files": uploads})


@pytest.mark.parametrize(
    ("content", "light"),
    [
        (log(1_000), True),
        (log(weight.PLAIN - 300_000), True),
        (log(weight.PLAIN), False),
        (workbook(50), True),
        (workbook(9_000), False),
        (gzip.compress(log(100)), False),
        (b"PK\x03\x04 no archive", True),
        (b"", True),
    ],
    ids=["csv", "csv-4MB", "csv-more", "xlsx", "xlsx-9000-rows", "gzip", "no-archive", "empty"],
)
def test_what_takes_half_a_second_to_read_is_heavy(content, light):
    stream = io.BytesIO(content)
    assert weight.is_light(stream, len(content)) == light
    assert stream.read() == content


def test_a_small_workbook_that_unpacks_to_much_is_heavy():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2 * weight.UNPACKED)
    assert len(out.getvalue()) < 10_000
    assert not weight.is_light(out, len(out.getvalue()))


def test_a_heavy_file_is_brought_in_by_the_worker_and_its_page_opens_by_itself(cast, sources):
    client = cast.client("editor")
    waiting = added(client, sources, ("log.csv", log(weight.PLAIN)))["Location"]
    assert "/sources/drops/" in waiting
    assert not DataFile.objects.exists()
    page = client.get(waiting)
    assert page["Refresh"] == "1"
    assert "Refresh" not in client.get(f"{waiting}?still=1").headers
    work()
    page = client.get(waiting, follow=True)
    kept = DataFile.objects.get(workspace=cast.seat.workspace)
    assert page.request["PATH_INFO"] == f"{sources}{kept.pk}/"
    shown = page.content.decode()
    assert "Check how it is read" in shown
    assert "2026-03-01 08:00" in shown
    assert "Refresh" not in page.headers
    assert list((folder_of(cast.seat.workspace) / drops.DROPS).iterdir()) == []


def test_a_light_file_is_there_at_once(cast, sources):
    answer = added(cast.client("editor"), sources, ("log.csv", log(1_000)), ("other.csv", log(2_000)))
    assert answer["Location"] == sources
    assert DataFile.objects.count() == 2


def test_several_heavy_files_are_told_one_by_one(cast, sources):
    client = cast.client("editor")
    big = log(weight.PLAIN)
    waiting = added(
        client, sources, ("log.csv", big), ("twin.csv", big), ("notes.csv.gz", gzip.compress(b"a,b\n1,2\n"))
    )
    work()
    shown = client.get(waiting["Location"], follow=True).content.decode()
    assert "“log.csv” is added" in shown
    assert "“twin.csv” is in the workspace already" in shown
    assert "“notes.csv.gz” was not added" in shown


def test_the_page_of_a_heavy_file_reads_nothing_itself_and_waits_for_the_worker(cast, sources):
    client = cast.client("editor")
    added(client, sources, ("log.csv", log(weight.PLAIN)))
    work()
    kept = DataFile.objects.get()
    columns.forget(kept)
    for _ in range(2):
        page = client.get(f"{sources}{kept.pk}/")
        assert page["Refresh"] == "2"
        assert "2026-03-01 08:00" not in page.content.decode()
    assert Job.objects.filter(kind=columns.COLUMNS, state="queued").count() == 1
    work()
    page = client.get(f"{sources}{kept.pk}/")
    assert "2026-03-01 08:00" in page.content.decode()
    assert "Refresh" not in page.headers


def test_first_rows_that_were_kept_go_with_their_file(cast, sources):
    client = cast.client("editor")
    added(client, sources, ("log.csv", log(weight.PLAIN)))
    work()
    folder = folder_of(cast.seat.workspace) / columns.FOLDER
    assert len(list(folder.iterdir())) == 1
    client.post(f"{sources}{DataFile.objects.get().pk}/remove/")
    assert list(folder.iterdir()) == []


def test_a_drop_that_is_gone_fails_and_says_so(cast, sources):
    client = cast.client("editor")
    job = jobs.ask(cast.seat, drops.BRING, drop="gone", home="", process=None, lang="en")
    work()
    shown = client.get(f"{sources}drops/{job.key}/").content.decode()
    assert "was stopped several times" in shown


def test_without_room_a_heavy_file_is_refused_and_nothing_of_it_is_left(cast, sources, settings):
    settings.QUOTA = weight.PLAIN // 2
    answer = added(cast.client("editor"), sources, ("log.csv", log(weight.PLAIN)))
    assert answer.status_code == 413
    assert not Job.objects.filter(kind=drops.BRING).exists()
    assert list((folder_of(cast.seat.workspace) / drops.DROPS).iterdir()) == []


class Watched(SimpleUploadedFile):
    """An upload that notes whether a transaction was open when it was copied, and may break half-way."""

    def __init__(self, name, content, *, breaks=False):
        super().__init__(name, content)
        self.breaks, self.inside = breaks, []

    def chunks(self, chunk_size=None):
        self.inside.append(connection.in_atomic_block)
        yield from super().chunks(chunk_size)
        if self.breaks:
            raise OSError("the disk is full")


@pytest.mark.django_db(transaction=True)
def test_exports_are_copied_before_the_transaction_that_names_them(cast):
    uploads = [Watched("form.csv", log(100)), Watched("deals.csv", log(200))]
    look, twice = looks.begin(cast.seat, looks.sort_out(uploads))
    assert [upload.inside for upload in uploads] == [[False], [False]]
    assert twice == []
    kept = [(file.number, file.name, looks.path_of(file).read_bytes()) for file in look.files.all()]
    assert kept == [(1, "form.csv", log(100)), (2, "deals.csv", log(200))]
    assert sorted(path.name for path in looks.folder_of_look(look).iterdir()) == ["1", "2"]


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_breaks_leaves_nothing_of_its_look(cast):
    with pytest.raises(OSError, match="disk is full"):
        looks.begin(
            cast.seat, looks.sort_out([Watched("a.csv", log(9)), Watched("b.csv", log(99), breaks=True)])
        )
    assert not Look.objects.exists()
    assert list((folder_of(cast.seat.workspace) / ".looks").iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_breaks_leaves_what_the_look_had(cast):
    look, _ = looks.begin(cast.seat, looks.sort_out([Watched("a.csv", log(9))]))
    with pytest.raises(OSError, match="disk is full"):
        looks.add(
            cast.seat,
            look,
            looks.sort_out([Watched("b.csv", log(99)), Watched("c.csv", log(999), breaks=True)]),
        )
    assert [file.name for file in LookFile.objects.all()] == ["a.csv"]
    assert [path.name for path in looks.folder_of_look(look).iterdir()] == ["1"]


def test_without_room_a_look_is_refused_and_nothing_of_it_is_left(cast, settings):
    settings.QUOTA = 1_000
    files = [SimpleUploadedFile("form.csv", log(2_000))]
    answer = cast.client("editor").post(f"/w/{cast.seat.workspace.key}/measure/", {"files": files})
    assert answer.status_code == 413
    assert not Look.objects.exists()
