"""The signed log goes out with the folder and comes back: continued, never contradicted, never lost."""

import io
import json
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from retour.review import log
from retour.review.log import Kind, Statement
from retour.web.portfolio import decisions
from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.models import Decision
from retour.web.workspaces import people
from retour.web.workspaces.models import Entry

REVIEW = "automation: a\nat: 2026-10-01\nby: Ana\ntaken: keep\n"
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def statement(n, **said):
    return Statement(kind=Kind.REVIEW, automation="a", at=date(2026, 10, n), by="Ana", said=said)


def longer(text, *statements):
    """A log with more entries, as somebody signs them in a folder."""
    entries, _ = log.read(text)
    last = entries[-1] if entries else None
    for one in statements:
        last = log.sealed(one, after=last, recorded=NOW)
        text += last.line + "\n"
    return text


@pytest.fixture
def here(cast):
    """The log of Atelier Ver, two lines long."""
    save(cast.seat, [Draft(path="automations/a.yaml", text="name: A\n")])
    for n in (1, 2):
        decisions.sign(cast.seat, statement(n), recorded=NOW)
    return decisions.text_of(cast.seat.workspace)


def address(cast, rest=""):
    return f"/w/{cast.seat.workspace.key}/register/folder/{rest}"


def zipped(**files):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") if "/" not in name else name, content)
    return out.getvalue()


def look(cast, text, **documents):
    sent = zipped(**{log.FILE: text, **documents})
    upload = SimpleUploadedFile("firm.zip", sent)
    return cast.client("editor").post(address(cast, "look/"), {"files": [upload]})


def take(cast, looked):
    where = address(cast, f"take/{looked.context['incoming']}/")
    return cast.client("editor").post(where, {"seen": looked.context["seen"]}, follow=True)


def test_the_archive_holds_the_log_byte_for_byte(cast, here):
    answer = cast.client("viewer").get(address(cast, "zip/"))
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.read(log.FILE).decode() == here


def test_an_archive_without_anything_signed_has_no_log(cast):
    answer = cast.client("viewer").get(address(cast, "zip/"))
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == ["retour.yaml"]


def test_a_log_that_continues_is_taken_with_the_review_that_it_signs(cast, here):
    signed = {"path": "reviews/r.yaml", "sha256": log.digest_of(REVIEW)}
    looked = look(cast, longer(here, statement(3, document=signed)), **{"reviews/r.yaml": REVIEW})
    assert "1 signed line more" in looked.content.decode().replace("\xa0", " ")
    assert decisions.text_of(cast.seat.workspace) == here
    take(cast, looked)
    assert len(decisions.entries_of(cast.seat.workspace)) == 3
    assert decisions.problems_of(cast.seat.workspace) == ()
    assert decisions.is_signed(cast.seat.workspace, "reviews/r.yaml")
    assert Entry.objects.filter(workspace=cast.seat.workspace, action="decision.adopted").count() == 1


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_log_that_says_no_more_changes_nothing(cast, here, n):
    shorter = "".join(here.splitlines(keepends=True)[:n])
    looked = look(cast, shorter, **{"automations/b.yaml": "name: B\n"})
    take(cast, looked)
    assert "automations/b.yaml" in texts(cast.seat.workspace)
    assert decisions.text_of(cast.seat.workspace) == here


def test_an_upload_without_a_log_changes_nothing_in_it(cast, here):
    upload = SimpleUploadedFile("b.yaml", b"name: B\n")
    looked = cast.client("editor").post(address(cast, "look/"), {"files": [upload]})
    take(cast, looked)
    assert decisions.text_of(cast.seat.workspace) == here


def test_a_log_sent_alone_is_taken_even_with_the_ends_of_line_of_windows(cast, here):
    more = longer(here, statement(3)).replace("\n", "\r\n").encode()
    upload = SimpleUploadedFile("decisions.jsonl", more)
    looked = cast.client("editor").post(address(cast, "look/"), {"files": [upload]})
    take(cast, looked)
    assert decisions.text_of(cast.seat.workspace) == longer(here, statement(3))


def rewritten_second(here):
    first = here.splitlines(keepends=True)[0]
    return longer(first, statement(9), statement(10))


@pytest.mark.parametrize(
    ("made", "rule", "line"),
    [
        (rewritten_second, "decisions.diverged", 2),
        (lambda here: longer(here, statement(3)).replace("Ana", "Bob"), "decisions.altered", 1),
        (lambda here: here.splitlines(keepends=True)[1], "decisions.broken", 1),
        (lambda here: longer(here, statement(3)) + "not json\n", "decisions.unreadable", 4),
    ],
)  # fmt: skip
def test_a_log_that_contradicts_is_refused_with_its_line_and_nothing_is_taken(cast, here, made, rule, line):
    looked = look(cast, made(here), **{"automations/b.yaml": "name: B\n"})
    problems = [p for p in looked.context["proposal"].problems if p.place.file == log.FILE]
    assert (problems[0].rule, problems[0].place.line) == (rule, line)
    take(cast, looked)
    assert "automations/b.yaml" not in texts(cast.seat.workspace)
    assert decisions.text_of(cast.seat.workspace) == here


def test_a_signed_review_that_is_not_what_was_signed_is_refused(cast, here):
    signed = {"path": "reviews/r.yaml", "sha256": log.digest_of(REVIEW)}
    more = longer(here, statement(3, document=signed))
    looked = look(cast, more, **{"reviews/r.yaml": REVIEW.replace("keep", "stop")})
    assert "review.altered" in [p.rule for p in looked.context["proposal"].problems]
    assert looked.context["proposal"].is_refused


def test_what_is_signed_while_somebody_looks_is_never_lost(cast, here):
    looked = look(cast, longer(here, statement(3)))
    decisions.sign(cast.seat, statement(4), recorded=NOW)
    take(cast, looked)
    assert [e.statement.at.day for e in decisions.entries_of(cast.seat.workspace)] == [1, 2, 4]


def test_a_program_sends_the_log_with_its_folder_under_the_same_rules(cast, here):
    secret = people.make_token(cast.seat, "ci", "write")
    client = cast.client("anonymous")

    def ask(text, query=""):
        body = json.dumps({"documents": texts(cast.seat.workspace), "decisions": text})
        told = {"Authorization": f"Bearer {secret}"}
        return client.post(f"/api/v1/apply{query}", body, content_type="application/json", headers=told)

    more = longer(here, statement(3))
    assert ask(more, "?dry_run=1").json()["decisions"] == 1
    assert Decision.objects.count() == 2
    assert ask(more).json()["applied"] is True
    assert decisions.text_of(cast.seat.workspace) == more
    refused = ask(rewritten_second(here))
    assert (refused.status_code, refused.json()["problems"][0]["rule"]) == (422, "decisions.diverged")
    assert decisions.text_of(cast.seat.workspace) == more
