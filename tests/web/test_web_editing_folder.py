"""The folder in and out: byte for byte, looked at before it is taken, and hostile archives."""

import io
import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.folder import folder_of, keep_chunks
from retour.web.portfolio.models import DataFile, Document

ODD = "# Accents é, tabs and a last line without its end\nname: {fr: Été, en: Summer}   # kept"


def zipped(files, compression=ZIP_DEFLATED):
    out = io.BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def address(cast, rest=""):
    return f"/w/{cast.seat.workspace.key}/register/folder/{rest}"


def look(cast, *files, who="editor"):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return cast.client(who).post(address(cast, "look/"), {"files": uploads})


def take(cast, looked, who="editor"):
    where = address(cast, f"take/{looked.context['incoming']}/")
    return cast.client(who).post(where, {"seen": looked.context["seen"]})


def test_documents_go_out_byte_for_byte_with_the_data_when_asked(cast):
    save(cast.seat, [Draft(path="automations/odd.yaml", text=ODD)])
    keep_chunks(cast.seat, [b"a;b\r\n1;2\r\n"], "events/x.csv")
    for query, names in (("", 2), ("?data=1", 3)):
        answer = cast.client("editor").get(address(cast, f"zip/{query}"))
        with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert len(archive.namelist()) == names
            assert archive.read("automations/odd.yaml").decode() == ODD
            if query:
                assert archive.read("events/x.csv") == b"a;b\r\n1;2\r\n"


def test_what_is_sent_is_looked_at_first_and_then_taken(cast):
    sent = zipped({"firm/automations/odd.yaml": ODD, "firm/events/x.csv": "a,b\n", "firm/notes.txt": "hello"})
    looked = look(cast, ("firm.zip", sent))
    assert "automations/odd.yaml" not in texts(cast.seat.workspace)
    page = looked.content.decode()
    assert "automations/odd.yaml" in page
    assert "notes.txt" in page
    take(cast, looked)
    assert texts(cast.seat.workspace)["automations/odd.yaml"] == ODD
    assert (folder_of(cast.seat.workspace) / "events/x.csv").read_text() == "a,b\n"
    assert DataFile.objects.get().path == "events/x.csv"


def test_the_same_folder_sent_again_changes_nothing(cast):
    out = b"".join(cast.client("editor").get(address(cast, "zip/")).streaming_content)
    assert look(cast, ("back.zip", out)).context["proposal"].changes == ()


def test_files_sent_one_by_one_find_their_place_by_their_keys(cast):
    looked = look(
        cast,
        ("a.yaml", b"name: A\nowner: me\ntools: [make]\n"),
        ("p.yml", b"activities: {sent: }\nfiles: []\n"),
        ("changes.yaml", b"changes: []\n"),
        ("r.yaml", b"automation: a\nat: 2026-01-01\nby: C\ntaken: keep\n"),
    )
    assert {c.path for c in looked.context["proposal"].changes} == {
        "automations/a.yaml",
        "processes/p.yaml",
        "changes.yaml",
        "reviews/r.yaml",
    }


def test_errors_are_listed_and_nothing_is_taken(cast):
    looked = look(cast, ("x.zip", zipped({"automations/bad.yaml": "nam: x\n"})))
    assert looked.context["proposal"].is_refused
    take(cast, looked)
    assert "automations/bad.yaml" not in texts(cast.seat.workspace)


def test_what_moved_since_it_was_looked_at_is_not_taken(cast):
    save(cast.seat, [Draft(path="automations/a.yaml", text="name: A\n")])
    looked = look(cast, ("x.zip", zipped({"automations/a.yaml": "name: B\n"})))
    save(cast.seat, [Draft(path="automations/a.yaml", text="name: C\n")])
    take(cast, looked)
    assert texts(cast.seat.workspace)["automations/a.yaml"] == "name: C\n"


def test_documents_kept_by_files_are_left_alone(cast):
    save(cast.seat, [Draft(path="automations/a.yaml", text="name: A\n")], keeper=Document.Keeper.FILES)
    looked = look(cast, ("x.zip", zipped({"automations/a.yaml": "name: B\n"})))
    assert looked.context["locked"] == ["automations/a.yaml"]
    assert looked.context["proposal"].changes == ()


def link(name, target):
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "/etc/evil.yaml",
        "automations/../../evil.yaml",
        "automations\\evil.yaml",
        "events/.hidden",
    ],
)
def test_a_member_that_leads_out_is_left_out_and_said(cast, name):
    looked = look(cast, ("x.zip", zipped({name: "name: x\n", "automations/ok.yaml": "name: OK\n"})))
    assert [c.path for c in looked.context["proposal"].changes] == ["automations/ok.yaml"]
    assert len([said for said, _ in looked.context["problems"] if name in said]) == 1


def test_a_link_is_left_out(cast):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(*link("automations/passwd.yaml", "/etc/passwd"))
        archive.writestr(*link("events/passwd.csv", "/etc/passwd"))
    looked = look(cast, ("x.zip", out.getvalue()))
    assert looked.context["proposal"].changes == ()
    assert looked.context["data"] == []
    assert len(looked.context["problems"]) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"this is no archive",
        b"PK\x03\x04" + b"\0" * 40,
        zipped({"events/zeros.csv": b"0" * 60_000_000}),
        zipped({f"events/{n}.csv": "" for n in range(3_001)}),
    ],
    ids=["not a zip", "cut", "bomb", "too many"],
)
def test_a_hostile_archive_is_refused_whole(cast, raw):
    looked = look(cast, ("x.zip", raw))
    assert looked.status_code == 200
    assert looked.context["proposal"].changes == ()
    assert looked.context["data"] == []
    assert len(looked.context["problems"]) == 1


@pytest.mark.parametrize(
    "raw", ["name: Été\n".encode("cp1252"), "name: x\n".encode("utf-16"), b"name: a\0b\n", b"a" * 1_000_001]
)
def test_a_text_in_another_encoding_or_too_large_is_said(cast, raw):
    looked = look(cast, ("x.zip", zipped({"automations/a.yaml": raw})))
    assert looked.context["proposal"].changes == ()
    assert len(looked.context["problems"]) == 1


def test_somebody_else_s_incoming_folder_is_not_there(cast):
    looked = look(cast, ("x.zip", zipped({"automations/a.yaml": "name: A\n"})))
    theirs = f"/w/{cast.elsewhere.workspace.key}/register/folder/take/{looked.context['incoming']}/"
    assert cast.client("stranger").post(theirs, {"seen": looked.context["seen"]}).status_code == 404
    assert cast.client("editor").post(address(cast, "take/..%2F..%2Fx/")).status_code == 404
