"""The door on a real server: who may bring in what, what is answered, and that an answer means the disk."""

import gzip
import json
import socket
import time

import pytest

from retour.connectors.pushed.limits import LARGEST_BODY
from retour.connectors.pushed.signing import key_of, sign
from retour.store.durable.hot import open_hot
from serving import served
from web.doors import Firm, door, event, zipped


@pytest.fixture(scope="module")
def firms(tmp_path_factory):
    with door(tmp_path_factory.mktemp("door") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def firm(firms):
    return firms[0]


def signed(firm, told, *, at=None, id_="msg_1", secret=None):
    body, at = json.dumps(told).encode(), int(time.time()) if at is None else at
    headers = {
        "webhook_id": id_,
        "webhook_timestamp": str(at),
        "webhook_signature": sign(key_of(secret or firm.secret), id_, at, body),
    }
    return firm.post(body, f"/v1/events/{firm.address}", "", **headers)


def test_an_event_is_in_the_log_when_it_is_accepted_and_again_it_is_known(firm):
    first = firm.post(event("once"))
    assert (first.status, first.json) == (202, {"accepted": 1, "duplicates": 0, "errors": []})
    assert firm.events.count(("crm", "once")) == 1
    assert firm.post(event("once")).json == {"accepted": 0, "duplicates": 1, "errors": []}
    assert firm.events.count(("crm", "once")) == 1


def test_an_event_without_an_id_that_is_sent_again_is_counted_once(firm):
    told = {name: value for name, value in event("").items() if name != "id"} | {"case": "no id"}
    assert firm.post(told).json == {"accepted": 1, "duplicates": 0, "errors": []}
    assert firm.post(told).json == {"accepted": 0, "duplicates": 1, "errors": []}


def test_the_good_events_of_a_batch_are_kept_and_the_bad_ones_named(firm):
    told = [event("good"), event("bad", time="yesterday"), event("odd", surprise=1), event("fine")]
    answer = firm.post(told)
    found = [(e["index"], e["rule"], e["field"], e["value"]) for e in answer.json["errors"]]
    assert (answer.status, answer.json["accepted"]) == (202, 2)
    assert found == [
        (1, "time.unreadable", "time", "yesterday"),
        (2, "field.unknown", "surprise", "surprise"),
    ]
    assert answer.json["errors"][1]["said"] == "“surprise” is not a known field. Put it in “attributes”."
    assert {("crm", "good"), ("crm", "fine")} <= set(firm.events)


def test_what_is_wrong_is_said_in_the_language_of_the_sender(firm):
    answer = firm.post([event("fr", surprise=1)], Accept_Language="fr-FR,fr;q=0.9,en;q=0.5")
    assert "n’est pas un champ connu" in answer.json["errors"][0]["said"]


@pytest.mark.parametrize(
    ("status", "code", "told", "headers"),
    [
        (422, "field.unknown", [event("x", surprise=1)], {}),
        (422, "process.unknown", event("x", process="other"), {}),
        (400, "body.not_json", b"[{", {}),
        (400, "body.empty", b"", {}),
        (400, "body.not_json", b"[" * 100_000, {}),
        (413, "body.too_many_items", [event(str(n)) for n in range(10_001)], {}),
        (413, "event_body_too_large", b" " * (LARGEST_BODY + 1), {}),
        (413, "event_body_too_large", gzip.compress(bytes(10 * LARGEST_BODY)), {"Content_Encoding": "gzip"}),
        (400, "not_zipped", b"this is not gzip", {"Content_Encoding": "gzip"}),
        (415, "coding", b"{}", {"Content_Encoding": "br"}),
        (415, "body.kind_unknown", b"<event/>", {"Content_Type": "application/xml"}),
        (405, "method", b"{}", {"method": "PUT"}),
        (404, "missing", b"{}", {"path": "/v1/nothing"}),
    ],
)
def test_what_cannot_be_taken_is_answered_with_a_problem(firm, status, code, told, headers):
    before = firm.events
    answer = firm.post(told, **headers)
    assert (answer.status, answer.json["type"]) == (status, f"urn:retour:{code}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["detail"]
    assert firm.events == before


def test_a_zipped_batch_is_read(firm):
    answer = firm.post(zipped([event("z1"), event("z2")]), Content_Encoding="gzip")
    assert (answer.status, answer.json["accepted"]) == (202, 2)


def test_nobody_without_the_token_of_a_source_brings_anything_in(firm):
    for token in ("", "rt_in_nothing", firm.write, firm.secret, firm.address):
        answer = firm.post(event("stranger"), token=token)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="retour"')
    assert ("crm", "stranger") not in firm.events


def test_a_token_brings_in_to_its_own_workspace_and_opens_nothing_else(firms):
    one, other = firms
    assert other.post(event("theirs")).status == 202
    assert ("crm", "theirs") in other.events
    assert ("crm", "theirs") not in one.events
    assert one.post(b"", "/api/v1/workspace", method="GET").status == 401
    assert one.post(b"", "/v1/events", one.write).status == 401


def test_two_sources_may_use_the_same_id_for_two_events(firm):
    assert firm.post(event("shared")).json["accepted"] == 1
    assert firm.post(event("shared"), token=firm.second).json["accepted"] == 1
    assert {("crm", "shared"), ("second", "shared")} <= set(firm.events)


def test_a_revoked_token_is_refused_within_five_seconds_and_a_new_one_taken_at_once(firm):
    token, make = "rt_in_of_this_test_only", "from retour.web.workspaces.models import Token, Workspace; "
    make += "from retour.web.workspaces.secrets import digest_of; "
    found = f"space = Workspace.objects.get(key={firm.space!r}); digest = digest_of({token!r}); "
    new = "Token.objects.create(workspace=space, name='t', source='t', scope='ingest', digest=digest)"
    assert firm.post(event("early"), token=token).status == 401
    assert firm.server.run("manage", "shell", "-v0", "-c", make + found + new).returncode == 0
    assert firm.post(event("new"), token=token).status == 202
    end = "from django.utils.timezone import now; Token.objects.filter(digest=digest).update(revoked=now())"
    assert firm.server.run("manage", "shell", "-v0", "-c", make + found + end).returncode == 0
    revoked = time.monotonic()
    while firm.post(event("late"), token=token).status == 202:
        assert time.monotonic() < revoked + 5.5
        time.sleep(0.1)
    assert firm.post(event("late"), token=token).status == 401


def test_a_signed_request_needs_no_token(firm):
    assert signed(firm, event("signed")).json == {"accepted": 1, "duplicates": 0, "errors": []}
    assert ("shop", "signed") in firm.events


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"secret": "whsec_" + "AAAA" * 8}, "signature.wrong"),
        ({"at": 1_700_000_000}, "signature.clock"),
    ],
)
def test_a_signature_that_does_not_fit_or_is_old_is_refused(firm, how, code):
    answer = signed(firm, event("forged"), **how)
    assert (answer.status, answer.json["type"]) == (401, f"urn:retour:{code}")
    assert ("shop", "forged") not in firm.events


def test_a_signature_that_is_missing_or_for_another_address_is_refused(firms):
    one, other = firms
    assert one.post(event("x"), f"/v1/events/{one.address}").status == 401
    assert one.post(event("x"), "/v1/events/nobody").status == 401
    elsewhere = Firm(**{**vars(one), "address": other.address})
    assert signed(elsewhere, event("x")).status == 401


def test_runs_and_traces_are_kept_as_runs(firm):
    run = {"id": "r1", "automation": "follow-up", "started": "2026-05-12T10:00:00Z", "status": "success"}
    assert firm.post(run, "/v1/runs").json == {"accepted": 1, "duplicates": 0, "errors": []}
    span = {
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
        "name": "workflow.execute",
        "startTimeUnixNano": "1778580000000000000",
        "endTimeUnixNano": "1778580001000000000",
        "attributes": [
            {"key": "n8n.workflow.name", "value": {"stringValue": "follow-up"}},
            {"key": "n8n.execution.id", "value": {"stringValue": "42"}},
            {"key": "n8n.execution.status", "value": {"stringValue": "success"}},
        ],
        "status": {},
    }
    traces = {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}
    answer = firm.post(traces, "/v1/traces")
    assert (answer.status, answer.json) == (200, {})
    kept = [row[5] for row in open_hot(firm.folder).runs()]
    assert len(kept) == 2
    assert kept[0] == "r1"


def test_one_source_that_sends_too_much_is_told_when_to_come_back_and_no_other_waits(tmp_path):
    with door(tmp_path / "data", RETOUR_EVENTS_RATE="10") as (firm, _):
        answers = [firm.post([event(f"{n}-{i}") for i in range(20)]) for n in range(3)]
        assert [answer.status for answer in answers] == [202, 202, 429]
        assert int(answers[2].headers["retry-after"]) >= 1
        assert answers[2].json["type"] == "urn:retour:too_often"
        assert firm.post(event("calm"), token=firm.second).status == 202
        assert len(firm.events) == 41


def test_a_sender_that_dawdles_is_answered_and_keeps_nobody_waiting(tmp_path):
    with door(tmp_path / "data", RETOUR_PATIENCE="1") as (firm, _):
        port = int(firm.server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
            head = f"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {firm.sent}\r\n"
            slow.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
            assert firm.post(event("quick")).status == 202
            assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
        assert firm.events == [("crm", "quick")]


def test_a_token_does_not_travel_in_the_clear_where_the_server_is_reached_by_https(tmp_path):
    with door(tmp_path / "data") as (firm, _):
        data = firm.server.data
        firm.server.stop()
    with served(data, RETOUR_URL="https://localhost", RETOUR_PROXY="1") as server:
        again = Firm(**{**vars(firm), "server": server})
        assert again.post(event("clear")).json["type"] == "urn:retour:not_secure"
        assert again.post(event("safe"), X_Forwarded_Proto="https").status == 202
