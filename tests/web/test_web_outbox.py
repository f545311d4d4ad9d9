"""Mails wait in a box: no page waits for a mail server, nothing secret rests, nothing is lost in silence."""

import logging
import re
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from retour.web.accounts import outbox
from retour.web.accounts.models import Outgoing
from retour.web.workspaces import people
from retour.web.workspaces.models import Invitation, Role
from serving import Visitor, served

DEAF = "django.core.mail.backends.smtp.EmailBackend"  # of a port where nobody answers


@pytest.fixture
def unreachable(settings):
    """A mail server that refuses every connection."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
            DEAF,
            "127.0.0.1",
            one.getsockname()[1],
        )
        yield


def everything_kept():
    """All that the database holds, as text."""
    return repr([list(model.objects.values()) for model in apps.get_models()])


def test_asking_for_a_link_costs_the_same_whether_or_not_the_address_has_an_account(cast):
    said = []
    for email in ("owner@example.com", "nobody@example.com"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().post("/account/forgotten/", {"email": email})
        said.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
    assert said[0] == said[1]


def test_no_page_sends_a_mail(cast):
    cast.client("anonymous").post("/account/forgotten/", {"email": "owner@example.com"})
    cast.client("owner").post(f"/w/{cast.seat.workspace.key}/people/", {"email": "n@example.com", "role": 1})
    assert (mail.outbox, Outgoing.objects.count()) == ([], 2)
    assert (outbox.deliver(), Outgoing.objects.count()) == (2, 0)


def test_the_secrets_of_waiting_mails_are_nowhere_in_the_database(cast):
    cast.client("anonymous").post("/account/forgotten/", {"email": "owner@example.com"})
    people.invite(cast.seat, "new@example.com", Role.VIEWER)
    before = everything_kept()
    outbox.deliver()
    secrets = [re.search(r"http\S+/([^/\s]+)/\n", message.body)[1] for message in mail.outbox]
    assert len(secrets) == 2
    assert not [secret for secret in secrets if secret in before or secret in everything_kept()]


def test_the_link_of_a_mail_is_the_one_that_the_page_showed(cast):
    secret = people.invite(cast.seat, "new@example.com", Role.VIEWER)
    outbox.deliver()
    assert f"http://localhost:8321/join/{secret}/" in mail.outbox[0].body


def test_an_invitation_that_was_withdrawn_meanwhile_is_not_mailed(cast):
    people.invite(cast.seat, "new@example.com", Role.VIEWER)
    Invitation.objects.all().delete()
    assert (outbox.deliver(), mail.outbox, Outgoing.objects.count()) == (1, [], 0)


def test_a_link_goes_to_the_address_of_the_account_and_not_to_a_look_alike(cast):
    outbox.post("reset", "OWNER@EXAMPLE.COM")
    outbox.deliver()
    assert mail.outbox[0].to == ["owner@example.com"]


def test_a_link_leads_to_the_server_and_not_where_a_request_claims(cast):
    cast.client("anonymous").post(
        "/account/forgotten/", {"email": "owner@example.com"}, headers={"host": "localhost:6666"}
    )
    outbox.deliver()
    assert re.findall(r"https?://[^/]+", mail.outbox[0].body) == ["http://localhost:8321"]


def test_a_mail_that_cannot_go_is_tried_again_later_and_later(cast, unreachable, caplog):
    outbox.post("reset", "owner@example.com")
    waits = []
    for _ in range(9):
        start = timezone.now()
        assert outbox.deliver() == 0
        waits.append(round((Outgoing.objects.get().due - start).total_seconds()))
        Outgoing.objects.update(due=start)
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_a_mail_that_cannot_go_for_a_day_is_given_up_with_a_line_in_the_log(cast, unreachable, caplog):
    logging.getLogger("retour").addHandler(caplog.handler)
    outbox.post("reset", "owner@example.com")
    Outgoing.objects.update(created=timezone.now() - timedelta(days=1))
    assert outbox.deliver() == 0
    logging.getLogger("retour").removeHandler(caplog.handler)
    assert not Outgoing.objects.exists()
    assert "a mail (reset) is given up after 1 tries" in caplog.messages
    assert "owner@example.com" not in caplog.text


@pytest.fixture
def slow_post_office():
    """A mail server that takes a connection and never says a word; how many came."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: _let_in(server, came), daemon=True).start()
        yield server.getsockname()[1], came


def _let_in(server, came):
    while True:
        try:
            came.append(server.accept())
        except OSError:
            return


def test_with_a_mail_server_that_never_answers_pages_are_as_quick_as_ever(tmp_path, slow_post_office):
    port, came = slow_post_office
    with served(tmp_path / "data", RETOUR_MAIL=f"smtp://127.0.0.1:{port}") as server:
        server.account("anne@example.com")
        anne = Visitor(server, "anne@example.com")
        start = time.monotonic()
        anne.post("/account/forgotten/", email="anne@example.com").read()
        took = time.monotonic() - start
        end = time.monotonic() + 20
        while not came and time.monotonic() < end:
            time.sleep(0.1)
        waiting = server.run("manage", "outbox").stdout
    assert took < 2  # the mail server is waited for 20 s, by the background work only
    assert (len(came), waiting.splitlines()[-1]) == (1, "1")
    assert "anne@example.com" not in waiting
