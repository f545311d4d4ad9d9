"""The rhythm: who is told what, once, in their language; a calendar to subscribe to; mails that stop."""

import re
import socketserver
import threading
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail

from report.assessments import assessment, leads, quotes
from retour.review.rhythm import owed_slot
from retour.verdict.result import Decision
from retour.web.accounts.models import Mails
from retour.web.audits import mailing, reminding
from retour.web.audits.models import CalendarLink, Reminder, Told
from retour.web.frame.discretion import SECRETS
from retour.web.portfolio import jobs, opening, snapshots
from retour.web.workspaces import people
from retour.web.workspaces.models import Workspace

BEGAN = date(2026, 3, 2)


def keyed(sheet, **more):
    return replace(sheet, automation=replace(sheet.automation, key_automation=True, **more))


SLOT = owed_slot(keyed(quotes()).automation, 13, reviewed=None, since=BEGAN)


def on(days: int, *sheets):
    """The figures of a day, counted from the slot of the quotes."""
    return replace(assessment(*(sheets or (keyed(quotes()),))), today=SLOT + timedelta(days=days))


@pytest.fixture
def workspace(cast):
    """Atelier Ver, which began in March; its owner reads French."""
    workspace = cast.seat.workspace
    Workspace.objects.filter(pk=workspace.pk).update(created=f"{BEGAN}T09:00:00Z")
    workspace.refresh_from_db()
    for who, lang in (("owner", "fr"), ("editor", "en"), ("viewer", "en")):
        cast.people[who].language = lang
        cast.people[who].save()
    return workspace


def told(workspace, now):
    """Who was written to on a day."""
    mail.outbox.clear()
    reminding.tell(workspace, now)
    return sorted(message.to[0].partition("@")[0] for message in mail.outbox)


def test_the_first_look_only_remembers_and_a_week_later_what_changed_is_told(workspace):
    assert told(workspace, on(-60)) == []
    assert Told.objects.count() == 3
    assert told(workspace, on(-54)) == []
    stopped = keyed(quotes())
    stopped = replace(stopped, verdict=replace(stopped.verdict, decision=Decision.STOP))
    assert told(workspace, on(-53, stopped)) == ["editor", "owner", "viewer"]
    english = next(m for m in mail.outbox if m.to == ["editor@example.com"])
    assert "Retour proposes “stop”" in english.body
    french = next(m for m in mail.outbox if m.to == ["owner@example.com"])
    assert "Retour propose «\u00a0arrêter\u00a0»" in french.body
    assert "nothing to report" not in english.subject


def test_a_week_without_any_change_is_said_in_one_line(workspace):
    told(workspace, on(-60))
    assert told(workspace, on(-53)) == ["editor", "owner", "viewer"]
    english = next(m for m in mail.outbox if m.to == ["editor@example.com"])
    assert "nothing to report" in english.subject
    assert english.body.startswith("Nothing to report")


@pytest.mark.parametrize(
    ("days", "who"),
    [
        (-15, []),
        (-14, ["editor", "owner"]),
        (-7, ["editor", "owner"]),
        (0, []),
        (7, ["owner"]),
        (30, ["editor", "owner"]),
    ],
)
def test_each_state_of_a_review_is_told_once_to_those_whom_it_concerns(workspace, days, who):
    now = on(days)
    Told.objects.bulk_create(
        Told(workspace=workspace, user=m.user, at=now.today, memory=reminding.remember(now))
        for m in workspace.memberships.select_related("user")
    )
    assert told(workspace, now) == who
    assert Reminder.objects.count() == len(who)
    assert told(workspace, now) == []


def test_a_reminder_names_the_review_its_day_and_where_it_is(workspace):
    told(workspace, on(-14))
    english = next(m for m in mail.outbox if m.to == ["editor@example.com"])
    assert "review on" in english.body
    assert "(in 14\u00a0days)" in english.body
    assert "what awaits you on" in english.subject
    page = english.alternatives[0].content
    assert f"/w/{workspace.key}/reviews/a/quotes/" in page


def test_whoever_refused_gets_nothing_and_whoever_asked_for_theirs_gets_only_theirs(workspace, cast):
    cast.people["owner"].mails = Mails.NOTHING
    cast.people["owner"].save()
    cast.people["editor"].mails = Mails.MINE
    cast.people["editor"].name = "Camille"
    cast.people["editor"].save()
    assert told(workspace, on(-14)) == []
    mine = keyed(quotes(), owner="CAMILLE")
    assert told(workspace, on(-14, mine, keyed(leads()))) == ["editor"]
    assert "Incoming leads" not in mail.outbox[0].body


def test_a_mail_that_could_not_go_is_sent_the_next_time(workspace, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    assert reminding.tell(workspace, on(-14)) == 0
    assert Reminder.objects.count() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(workspace, on(-13)) == ["editor", "owner"]


def test_the_daily_chore_asks_for_work_only_where_somebody_is_to_be_told(workspace, monkeypatch):
    snapshots.keep(workspace, on(-60))
    monkeypatch.setattr(snapshots, "day_of", lambda _: on(-60).today)
    reminding.remind()
    assert workspace.jobs.filter(kind="remind").count() == 1
    workspace.jobs.all().delete()
    told(workspace, on(-60))
    reminding.remind()
    assert workspace.jobs.count() == 0


def test_the_evidence_is_gathered_kept_and_mailed_by_the_background_work(cast, monkeypatch):
    workspace = opening.open_example(cast.people["owner"]).workspace
    Workspace.objects.filter(pk=workspace.pk).update(is_example=False)
    while jobs.work_once():
        pass
    kept = workspace.snapshots.count()
    mail.outbox.clear()
    monkeypatch.setattr(snapshots, "day_of", lambda _: date(2026, 11, 23))
    workspace.snapshots.update(today=date(2026, 11, 22))
    reminding.remind()
    while jobs.work_once():
        pass
    job = workspace.jobs.get(kind="remind")
    assert (job.state, job.found) == ("done", {"mails": 1})
    assert workspace.snapshots.count() == kept + 1
    (message,) = mail.outbox
    assert "revue le" in message.body
    assert f"/w/{workspace.key}/reviews/a/quote-follow-up/" in message.alternatives[0].content
    reminding.remind()
    assert not jobs.work_once()


def test_one_click_in_a_mail_client_stops_the_mails_and_a_look_at_the_page_does_not(workspace, cast):
    told(workspace, on(-14))
    message = next(m for m in mail.outbox if m.to == ["editor@example.com"])
    headers = message.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"<https?://[^/]+(/mails/[^>]+)>", headers["List-Unsubscribe"])[1]
    assert path in message.body
    stranger, editor = cast.client("anonymous"), cast.people["editor"]
    assert stranger.get(path).status_code == 200
    editor.refresh_from_db()
    assert editor.mails == Mails.ALL
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    editor.refresh_from_db()
    assert editor.mails == Mails.NOTHING
    assert stranger.get(path.replace("/mails/", "/mails/9")).status_code == 404
    assert SECRETS.sub("", path) == ""


def test_the_choice_is_in_one_s_account(cast):
    client = cast.client("editor")
    assert 'name="mails"' in client.get("/account/").content.decode()
    client.post("/account/", {"form": "person", "name": "C", "language": "en", "mails": "mine"})
    cast.people["editor"].refresh_from_db()
    assert cast.people["editor"].mails == Mails.MINE


def subscribed(cast, who="viewer"):
    """The address of somebody's calendar, as the page shows it once."""
    page = cast.client(who).post(f"/w/{cast.seat.workspace.key}/reviews/calendar/link/").content.decode()
    return re.search(r">https?://[^/]+(/c/[^<]+\.ics)<", page)[1]


def test_a_calendar_opens_to_whoever_has_its_address_until_it_is_closed(workspace, cast):
    snapshots.keep(workspace, on(-20))
    path = subscribed(cast)
    answer = cast.client("anonymous").get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Review: " in answer.content.decode()
    other = subscribed(cast)
    assert cast.client("anonymous").get(path).status_code == 404
    assert cast.client("anonymous").get(other).status_code == 200
    cast.client("viewer").post(f"/w/{workspace.key}/reviews/calendar/close/")
    assert cast.client("anonymous").get(other).status_code == 404
    assert CalendarLink.objects.count() == 0


def test_the_calendar_of_somebody_who_was_taken_out_opens_nothing(workspace, cast):
    snapshots.keep(workspace, on(-20))
    path = subscribed(cast)
    people.remove(cast.seat, workspace.memberships.get(user=cast.people["viewer"]))
    assert cast.client("anonymous").get(path).status_code == 404


class Inbox(socketserver.StreamRequestHandler):
    """An SMTP server of one message (RFC 5321, as little of it as a client needs)."""

    def handle(self):
        self.wfile.write(b"220 inbox\r\n")
        while line := self.rfile.readline().strip():
            verb = line[:4].upper()
            self.wfile.write({b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n"))
            if verb == b"DATA":
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got = b"".join(
                    one.removeprefix(b".") if one[:2] == b".." else one for one in lines
                )
                self.wfile.write(b"250 kept\r\n")
            if verb == b"QUIT":
                return


@pytest.fixture
def inbox(settings):
    """A real mail server on this machine."""
    with socketserver.TCPServer(("127.0.0.1", 0), Inbox) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        thread.join(10)


def test_through_a_real_server_a_digest_arrives_whole_light_and_with_its_picture_inside(
    workspace, cast, inbox
):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    now = on(-60)
    view = reminding.View.of(now, "fr", reminding.whole(workspace))
    found = reminding.news(now, {"at": "2026-05-11", "automations": {"quotes": {"taken": "stop"}}})
    found = replace(found, changes=tuple(replace(c, found=moved(c.found)) for c in found.changes))
    digest = reminding.digest_of(view, found, reminding.calendar_of(workspace, now))
    assert mailing.sent(mailing.mail_of(digest, workspace, cast.people["owner"]))
    raw = inbox.got
    assert len(raw) <= mailing.MOST_BYTES
    got = message_from_bytes(raw, policy=policy.default)
    assert got.get_content_type() == "multipart/related"
    page = got.get_body(("html",)).get_content()
    (cid,) = re.findall(r'src="cid:([^"]+)"', page)
    picture = next(part for part in got.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == f"<{cid}>"
    assert picture.get_content().startswith(b"\x89PNG")
    assert got["Subject"].strip() == digest.subject
    assert digest.sections[0].lines[0].text.split("\u202f")[0] in got.get_body(("plain",)).get_content()


def moved(difference):
    """The main effect, as if it had not been known before."""
    from retour.quantity import Grade, Unknown
    from retour.review.difference import MovedFigure

    one = MovedFigure(
        key="quotes/effect/signed_late/all", was=Unknown("too_early"), was_grade=Grade.E, clear=None
    )
    return replace(difference, figures=(one,))
