"""What a security review found, and what answers it now."""

import io
import logging
import zipfile

import pytest
from django.test import RequestFactory

from retour.claim.sentence import parse_sentence
from retour.store.cache import Cache
from retour.web.editing.archive import read_archive
from retour.web.frame.discretion import Discreet
from retour.web.frame.uploads import Bounded
from retour.web.portfolio.folder import Misplaced, keep_chunks, placed
from retour.web.portfolio.proposal import difference
from retour.web.workspaces import people
from retour.web.workspaces.models import Membership, Role, Token
from retour.workspace.intake import Reader


@pytest.mark.parametrize(
    "path", ["automations/./x.yaml", "automations//x.yaml", "automations/x.yaml/", "events/" + "é" * 180]
)
def test_two_ways_of_writing_one_path_are_not_two_documents(path):
    with pytest.raises(Misplaced):
        placed(path)


def test_a_viewer_downloads_no_raw_export_by_the_folder_either(cast):
    keep_chunks(cast.seat, [b"id,email\n1,a@example.com\n"], "events/x.csv")
    address = f"/w/{cast.seat.workspace.key}/register/folder/zip/"
    answers = {who: cast.client(who).get(address, {"data": "1"}) for who in ("viewer", "editor")}
    assert {who: answer.status_code for who, answer in answers.items()} == {"viewer": 403, "editor": 200}
    held = zipfile.ZipFile(io.BytesIO(b"".join(answers["editor"].streaming_content)))
    assert "events/x.csv" in held.namelist()


def test_an_owner_who_is_removed_keeps_no_token_and_no_open_invitation(cast):
    second = Membership.objects.get(user=cast.people["editor"])
    people.change_role(cast.seat, second, Role.OWNER)
    theirs = cast.seat.__class__(cast.seat.workspace, cast.people["editor"], Role.OWNER)
    secret = people.make_token(theirs, "mine", Token.Scope.WRITE)
    link = people.invite(theirs, "another@example.com", Role.OWNER)
    people.remove(cast.seat, second)
    assert (people.seat_of_token(secret), people.invitation_of(link)) == (None, None)


def test_a_large_body_outside_any_workspace_is_not_read(settings):
    handler = Bounded(RequestFactory().post("/account/sign-in/"))
    with pytest.raises(Exception, match=r"body\.too_large"):
        handler.handle_raw_input(io.BytesIO(), {}, 5_000_000, b"mark")


def test_a_pattern_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "outside.csv").write_text("a\n")
    (tmp_path / "firm").mkdir()
    reader = Reader(tmp_path / "firm", Cache.of(tmp_path / "firm"), "Europe/Paris", b"key")
    paths = ("../*.csv", "../../**/*", "/usr/**/*", "firm/../../outside.csv")
    assert [reader._meant(path) for path in paths] == [[], [], [], []]  # noqa: SLF001


def test_two_texts_of_thirty_thousand_lines_are_said_to_change_whole():
    assert difference("a\nb\n" * 16_000, "b\na\n" * 16_000) == ["@@ -1,32000 +1,32000 @@"]


def test_a_zip_with_too_many_entries_is_refused_before_its_list_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(4000):
            archive.writestr(f"events/{number}.csv", "")
    assert [p.rule for p in read_archive(tmp_path / "x.zip").problems] == ["archive.too_many"]


def test_a_number_of_twenty_thousand_digits_is_not_a_share():
    assert parse_sentence("9" * 20_000 + "%").numbers == {}


def test_the_log_keeps_no_secret_of_an_address():
    record = logging.LogRecord("x", 30, "", 0, "Forbidden: %s", ("/join/s3cret-s3cret/",), None)
    Discreet().filter(record)
    assert record.getMessage() == "Forbidden: /join/…"
