"""A process's log, out of the server: for programs that may write, and for those who edit."""

import os
import time

import pytest
from django.core.cache import cache
from django.test import Client

from retour.web.portfolio import jobs, logs_out
from retour.web.portfolio.documents import Draft, save
from retour.web.portfolio.folder import keep_chunks
from retour.web.portfolio.models import Job
from retour.web.workspaces import people
from retour.web.workspaces.models import Token

QUOTE = "process: quote\nattributes: [email]\nfiles: [{path: events/quotes.csv, actor: who}]\n"
EMPTY = "process: empty\nactivities: {sent: }\n"
CSV = (
    b"case,activity,time,who,email\nQ1,sent,2026-05-11 09:00,Ann Martin,a@b.fr\n"
    b"=Q2,signed,2026-05-12 09:00,,\n"
)


@pytest.fixture(autouse=True)
def firm(cast):
    """Atelier Ver has two events of quotes, and a process of which nothing is known."""
    cache.clear()
    keep_chunks(cast.seat, iter([CSV]), "events/quotes.csv")
    save(
        cast.seat,
        [Draft(path="processes/quote.yaml", text=QUOTE), Draft(path="processes/empty.yaml", text=EMPTY)],
    )


def asked(cast, path, scope=Token.Scope.WRITE):
    secret = people.make_token(cast.seat, "night job", scope)
    return Client(headers={"accept-language": "en"}).get(
        f"/api/v1/logs/{path}", headers={"Authorization": f"Bearer {secret}"}
    )


def work():
    while jobs.work_once():
        pass


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_program_asks_for_a_log_and_gets_it_when_the_work_is_done(cast):
    first = asked(cast, "quote/csv")
    assert first.status_code == 202
    work()
    there = asked(cast, "quote/csv")
    assert (there.status_code, there["Content-Disposition"]) == (200, 'attachment; filename="quote.csv"')
    told = body(there).decode()
    assert told.startswith("event_id,case,activity,time,actor_kind,actor,amount,minutes,automation,email\n")
    assert "'=Q2" in told
    assert "pseudonym:" in told
    assert "Ann Martin" not in told


@pytest.mark.parametrize("form", logs_out.FORMS)
def test_every_format_is_made(cast, form):
    asked(cast, f"quote/{form}")
    work()
    assert asked(cast, f"quote/{form}").status_code == 200


def test_a_program_that_may_only_read_gets_no_log(cast):
    assert asked(cast, "quote/csv", Token.Scope.READ).status_code == 403


@pytest.mark.parametrize("path", ["quote/docx", "unknown/csv", "..%2f..%2fx/csv"])
def test_what_is_not_there_is_said(cast, path):
    assert asked(cast, path).status_code == 404


def test_an_old_file_is_made_again_and_removed_by_the_daily_chore(cast):
    asked(cast, "quote/xes")
    work()
    path = logs_out.kept(cast.seat.workspace, "quote", "xes")
    past = time.time() - 2 * logs_out.FRESH
    os.utime(path, (past, past))
    assert asked(cast, "quote/xes").status_code == 202
    logs_out.forget_logs()
    assert not path.exists()


def test_a_process_without_events_ends_the_work_in_words(cast):
    asked(cast, "empty/csv")
    work()
    job = Job.objects.filter(kind=logs_out.WORK).get()
    assert (job.state, job.error) == ("failed", "no_events")
    page = cast.client("editor").get(f"/w/{cast.seat.workspace.key}/work/{job.key}/")
    assert "This process has no event to export" in page.content.decode()


def test_an_editor_follows_a_link_waits_and_downloads_and_a_viewer_sees_none(cast):
    home = f"/w/{cast.seat.workspace.key}/measure/sources/"
    link = f"{home}log/quote/ocel-json/"
    editor = cast.client("editor")
    assert link in editor.get(home).content.decode()
    assert link not in cast.client("viewer").get(home).content.decode()
    waiting = editor.get(link)
    work()
    assert link in editor.get(waiting["Location"]).content.decode()
    assert b'"objectTypes"' in body(editor.get(link))
    assert cast.client("viewer").get(link).status_code == 403


def test_an_export_is_in_the_journal_of_the_workspace(cast):
    asked(cast, "quote/csv")
    work()
    page = cast.client("owner").get(f"/w/{cast.seat.workspace.key}/people/journal/").content.decode()
    assert "exported the events of quote" in page
