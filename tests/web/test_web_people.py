"""People: signing in, a forgotten password, roles, invitations, tokens, the journal."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from retour.web.accounts import outbox
from retour.web.accounts.models import Attempt, User
from retour.web.workspaces import people
from retour.web.workspaces.models import Entry, Invitation, Membership, Role, Token
from web.conftest import PASSWORD


def sign_in(client, email, password):
    return client.post("/account/sign-in/", {"username": email, "password": password})


def mailed():
    """The path of the link of the mail that waits, once it was sent."""
    assert outbox.deliver() == 1
    return re.search(r"http://localhost:8321(/\S+)", mail.outbox[-1].body)[1]


def test_an_address_signs_in_whatever_its_case(cast):
    answer = sign_in(cast.client("anonymous"), "OWNER@example.com", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast):
    pages = [
        sign_in(cast.client("anonymous"), email, "not the right one").content.decode()
        for email in ("owner@example.com", "nobody@example.com")
    ]
    said = [re.search(r'role="alert"><p>(.*?)</p>', page)[1] for page in pages]
    assert said == ["This address and this password do not go together."] * 2


def test_after_five_failures_even_the_right_password_waits(cast):
    client = cast.client("anonymous")
    for _ in range(5):
        sign_in(client, "owner@example.com", "wrong")
    answer = sign_in(client, "owner@example.com", PASSWORD)
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


def test_a_quarter_of_an_hour_later_one_may_try_again(cast):
    client = cast.client("anonymous")
    for _ in range(5):
        sign_in(client, "owner@example.com", "wrong")
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, "owner@example.com", PASSWORD).status_code == 302


def test_signing_in_leads_only_to_pages_of_this_server(cast):
    client = cast.client("anonymous")
    asked = {"username": "owner@example.com", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/account/sign-in/", asked)["Location"] == "/"


def test_a_session_that_was_idle_for_a_day_is_over(cast, settings):
    client = cast.client("owner")
    client.get("/spaces/")
    session = client.session
    session["seen"] = session["seen"] - settings.SESSION_IDLE - 1
    session.save()
    assert client.get("/spaces/")["Location"].startswith("/account/sign-in/")


def test_a_session_ends_after_a_week_however_busy_it_was(cast, settings):
    client = cast.client("owner")
    client.get("/spaces/")
    session = client.session
    session["since"] = session["since"] - settings.SESSION_COOKIE_AGE - 1
    session.save()
    assert client.get("/spaces/")["Location"].startswith("/account/sign-in/")


def test_a_forgotten_password_is_chosen_again_by_mail_once(cast):
    client = cast.client("anonymous")
    client.post("/account/forgotten/", {"email": "Owner@example.com"})
    link = mailed()
    hidden = client.get(link)["Location"]
    assert link.split("/")[-2] not in hidden
    chosen = {"password": "another long sentence", "again": "another long sentence"}
    assert client.post(hidden, chosen).status_code == 200
    assert sign_in(cast.client("anonymous"), "owner@example.com", "another long sentence").status_code == 302
    assert cast.client("anonymous").get(link).status_code == 404


def test_asking_for_a_link_says_nothing_about_who_has_an_account(cast):
    answers = {
        cast.client("anonymous").post("/account/forgotten/", {"email": email}).content
        for email in ("owner@example.com", "nobody@example.com")
    }
    assert len({re.sub(rb'value="[^"]{64}"', b"", answer) for answer in answers}) == 1
    outbox.deliver()
    assert [m.to for m in mail.outbox] == [["owner@example.com"]]


def test_changing_the_password_closes_the_other_sessions(cast):
    here, there = cast.client("owner"), cast.client("owner")
    changed = {
        "form": "password",
        "old": PASSWORD,
        "password": "another long sentence",
        "again": "another long sentence",
    }
    here.post("/account/", changed)
    assert here.get("/spaces/").status_code == 200
    assert there.get("/spaces/").status_code == 302


def test_the_old_password_is_guessed_five_times_at_most(cast):
    client = cast.client("owner")
    chosen = {"form": "password", "password": "another long sentence", "again": "another long sentence"}
    said = [client.post("/account/", {**chosen, "old": f"guess {n}"}).status_code for n in range(5)]
    right = client.post("/account/", {**chosen, "old": PASSWORD})
    assert (said, right.status_code) == ([200] * 5, 429)
    assert "Too many tries" in right.content.decode()
    assert User.objects.get(email="owner@example.com").check_password(PASSWORD)


def test_a_workspace_invites_thirty_people_a_quarter_of_an_hour(cast):
    client = cast.client("owner")
    said = [
        client.post(people_of(cast), {"email": f"{n}@example.com", "role": 1}).status_code for n in range(31)
    ]
    assert said == [302] * 30 + [429]
    assert Invitation.objects.count() == 30


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "owner@example.com"])
def test_an_easy_password_is_refused(cast, password):
    changed = {"form": "password", "old": PASSWORD, "password": password, "again": password}
    page = cast.client("owner").post("/account/", changed)
    assert 'class="error"' in page.content.decode()
    assert User.objects.get(email="owner@example.com").check_password(PASSWORD)


def test_somebody_new_joins_by_the_link_of_a_mail(cast):
    cast.client("owner").post(people_of(cast), {"email": "new@example.com", "role": Role.EDITOR})
    client, link = cast.client("anonymous"), mailed()
    client.post(link, {"name": "Nour", "password": "another long sentence"})
    joined = Membership.objects.get(user__email="new@example.com")
    assert (joined.workspace, joined.role) == (cast.seat.workspace, Role.EDITOR)
    assert cast.client("anonymous").get(link).status_code == 404


def test_an_invitation_is_for_the_address_that_it_was_sent_to(cast):
    cast.client("owner").post(people_of(cast), {"email": "new@example.com", "role": Role.EDITOR})
    page = cast.client("stranger").post(mailed())
    assert "The invitation is for new@example.com" in page.content.decode()
    assert not Membership.objects.filter(workspace=cast.seat.workspace, user=cast.people["stranger"]).exists()


def test_an_invitation_ends_after_fourteen_days(cast):
    secret = people.invite(cast.seat, "new@example.com", Role.VIEWER)
    Invitation.objects.update(ends=timezone.now() - timedelta(seconds=1))
    assert cast.client("anonymous").get(f"/join/{secret}/").status_code == 404


def test_the_secret_of_an_invitation_and_of_a_token_is_kept_nowhere(cast):
    secrets = [
        people.invite(cast.seat, "new@example.com", Role.VIEWER),
        people.make_token(cast.seat, "night job", Token.Scope.READ),
    ]
    kept = str([list(model.objects.values()) for model in (Invitation, Token, Entry)])
    assert [secret in kept for secret in secrets] == [False, False]


def test_the_last_owner_cannot_leave_nor_step_down(cast):
    mine = cast.seat.workspace.memberships.get(role=Role.OWNER)
    owner = cast.client("owner")
    owner.post(f"{people_of(cast)}{mine.pk}/role/", {"role": Role.VIEWER})
    owner.post(f"{people_of(cast)}{mine.pk}/remove/")
    mine.refresh_from_db()
    assert mine.role == Role.OWNER


def test_an_owner_changes_nobody_elsewhere(cast):
    theirs = cast.elsewhere.workspace.memberships.get()
    answer = cast.client("owner").post(f"{people_of(cast)}{theirs.pk}/role/", {"role": Role.VIEWER})
    theirs.refresh_from_db()
    assert (answer.status_code, theirs.role) == (404, Role.OWNER)


def test_a_token_opens_its_workspace_until_it_is_revoked(cast):
    secret = people.make_token(cast.seat, "night job", Token.Scope.WRITE)
    seat, token = people.seat_of_token(secret)
    assert (seat.workspace, seat.role, seat.through) == (cast.seat.workspace, Role.EDITOR, "night job")
    people.revoke(cast.seat, token)
    assert people.seat_of_token(secret) is None


def test_the_journal_says_who_did_what(cast):
    cast.client("owner").post(people_of(cast), {"email": "new@example.com", "role": Role.EDITOR})
    page = cast.client("viewer", "fr").get(f"{people_of(cast)}journal/").content.decode()
    assert "owner@example.com" in page
    assert "a invité new@example.com" in page


def people_of(cast):
    return f"/w/{cast.seat.workspace.key}/people/"
