"""Sources that send by themselves: made by owners, shown with recipes that work, renewed, closed, counted."""

import re

import pytest
from django.urls import reverse

from connectors.pushed.posting import post
from retour.events.received import Received, ReceivedRun
from retour.store.durable.hot import open_hot
from retour.web.intake.recipes import ACTIVITY, Way, recipes
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.models import Token
from retour.web.workspaces.sources import Source, make_sent, signing_keys

SECRET = re.compile(r'<code class="token" translate="no">(rt_in_\S+?|whsec_\S+?)</code>')


def page(cast, view, /, *args, who="owner"):
    return cast.client(who).get(reverse(f"intake:{view}", args=[cast.seat.workspace.key, *args]))


def done(cast, view, /, *args, who="owner", **told):
    return cast.client(who).post(reverse(f"intake:{view}", args=[cast.seat.workspace.key, *args]), told)


def made(cast, **told):
    asked = {"name": "make-quotes", "process": "", "how": "sent"} | told
    return SECRET.search(done(cast, "sending_make", **asked).content.decode())[1]


def test_an_owner_makes_a_source_and_sees_its_token_once(cast):
    secret = made(cast)
    token = Token.objects.get()
    assert (token.scope, token.source, token.signs) == ("ingest", "make-quotes", False)
    assert secret.startswith("rt_in_")
    for name, args in (("sending", ()), ("sending_recipes", (token.pk,))):
        told = page(cast, name, *args).content.decode()
        assert secret not in told
        assert "make-quotes" in told


def test_a_source_may_sign_and_its_address_is_its_own(cast):
    secret = made(cast, how="signing")
    token = Token.objects.get()
    assert secret.startswith("whsec_")
    told = page(cast, "sending_recipes", token.pk).content.decode()
    assert f"/v1/events/{token.key}" in told
    assert secret not in told


def test_two_open_sources_never_share_a_name(cast):
    made(cast)
    answer = done(cast, "sending_make", name="MAKE-quotes", process="", how="sent")
    assert answer.status_code == 422
    assert "has this name already" in answer.content.decode()
    assert Token.objects.count() == 1


def test_a_renewed_token_and_the_former_both_count_until_one_is_revoked(cast):
    first = made(cast)
    token = Token.objects.get()
    second = SECRET.search(done(cast, "sending_renew", token.pk).content.decode())[1]
    assert first != second
    assert set(Token.objects.values_list("source", "revoked")) == {("make-quotes", None)}
    assert Token.objects.count() == 2
    done(cast, "sending_close", token.pk)
    assert list(Token.objects.filter(revoked=None)) == list(Token.objects.exclude(pk=token.pk))


def test_a_renewed_secret_leaves_the_former_valid(cast):
    made(cast, how="signing")
    token = Token.objects.get()
    before = signing_keys(token)
    done(cast, "sending_renew", token.pk)
    token.refresh_from_db()
    assert len(signing_keys(token)) == 2
    assert signing_keys(token)[1:] == before


def test_only_owners_make_renew_and_close(cast):
    make_sent(cast.seat, Source(name="s", source="s"))
    token = Token.objects.get()
    for who in ("viewer", "editor"):
        assert page(cast, "sending", who=who).status_code == 200
        assert b"sending/make/" not in page(cast, "sending", who=who).content
        for name in ("sending_renew", "sending_close"):
            assert done(cast, name, token.pk, who=who).status_code == 403


def test_a_token_of_another_workspace_is_not_there(cast):
    make_sent(cast.elsewhere, Source(name="s", source="s"))
    assert page(cast, "sending_recipes", Token.objects.get().pk).status_code == 404
    assert done(cast, "sending_close", Token.objects.get().pk).status_code == 404


def test_what_each_source_sent_is_counted_each_thing_once(cast):
    make_sent(cast.seat, Source(name="crm", source="crm"))
    folder = folder_of(cast.seat.workspace)
    folder.mkdir(parents=True, exist_ok=True)
    hot = open_hot(folder)
    events = [Received("crm", f"e{n}", "quote", "4711", "sent", 1_778_580_000_000_000 + n) for n in range(3)]
    run = ReceivedRun("crm", "815", "other", 1, '{"status":"running"}')
    hot.append(events, [run]).result(10)
    again = [events[0], events[1]._replace(amount=1)]
    hot.append(again, [run._replace(told='{"status":"success"}')]).result(10)
    hot.close()
    told = page(cast, "sending").content.decode()
    assert re.findall(r'data-name="(Events|Runs)">(\d+)<', told) == [("Events", "3"), ("Runs", "1")]


def test_tokens_of_sources_are_not_among_those_of_programs(cast):
    make_sent(cast.seat, Source(name="only-sends", source="only-sends"))
    told = cast.client("owner").get(reverse("workspaces:people", args=[cast.seat.workspace.key])).content
    assert b"only-sends" not in told
    assert reverse("intake:sending", args=[cast.seat.workspace.key]).encode() in told


FILLED = {
    "{{1.id}}": "4711",
    "{{timestamp}}": "1778580000",
    "{{ $json.id }}": "4711",
    "{{ $now.toISO() }}": "2026-05-12T12:00:00.000+02:00",
    "{{id}}": "4711",
    "{{zap_meta_utc_iso}}": "2026-05-12T10:00:00+00:00",
}


def filled(text):
    for place, value in FILLED.items():
        text = text.replace(place, value)
    assert "{{" not in text
    return text


@pytest.mark.parametrize("way", [Way(server="http://r"), Way(server="http://r", process="ticket")])
def test_every_body_of_a_recipe_is_accepted(way):
    bodies = {r.code: r.text for r in recipes(way) if r.language == "json"}
    assert set(bodies) == {"make", "n8n", "zapier"}
    for text in bodies.values():
        (event,) = post(filled(text).encode()).events
        assert (event.case, event.activity, event.process) == ("4711", ACTIVITY, way.process or "quote")


@pytest.mark.parametrize("code", ["curl", "runs"])
def test_the_body_of_a_command_is_accepted(code):
    from connectors.pushed.posting import post_runs

    (text,) = (r.text for r in recipes(Way(server="http://r")) if r.code == code)
    body = re.search(r"-d '(.*)'$", text)[1]
    pushed = (post_runs if code == "runs" else post)(body.encode())
    assert (pushed.problems, len(pushed.events) + len(pushed.runs)) == ((), 1)
