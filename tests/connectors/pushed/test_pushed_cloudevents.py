"""CloudEvents 1.0: the required attributes and time formats follow the project's conformance cases."""

import base64
import json

import pytest

from connectors.pushed.posting import MAY_12, in_words, one, post, wrong

ONE, MANY = "application/cloudevents+json", "application/cloudevents-batch+json"
SENT = {
    "specversion": "1.0",
    "id": "A234-1234-1234",
    "source": "/crm/quotes",
    "type": "com.example.devis.quote_sent.v2",
    "subject": "4711",
    "time": "2026-05-12T10:00:00Z",
    "datacontenttype": "application/json",
    "data": {"amount": 1240.5, "client_type": "B2C"},
}


def test_a_structured_event_is_read_by_our_mapping():
    event = one(post(SENT, ONE))
    assert (event.source, event.event_id) == ("crm", "/crm/quotes#A234-1234-1234")
    assert (event.process, event.case, event.activity, event.at) == ("quote", "4711", "quote_sent", MAY_12)
    assert (event.amount, event.attributes) == (124050, '{"client_type":"B2C"}')


def test_the_three_modes_say_the_same():
    headers = {f"ce-{k}": v for k, v in SENT.items() if k not in {"data", "datacontenttype"}}
    binary = post(json.dumps(SENT["data"]).encode(), "application/json; charset=utf-8", headers)
    assert one(binary) == one(post(SENT, ONE + "; charset=utf-8")) == one(post([SENT], MANY))


def test_a_header_holds_any_character_percent_encoded():
    headers = {f"ce-{k}": v for k, v in SENT.items() if k not in {"data", "datacontenttype"}}
    event = one(post(b"", "application/json", headers | {"ce-subject": "Caf%C3%A9%20%E2%82%AC"}))
    assert event.case == "Café €"


def test_packed_data_is_the_same_as_plain():
    packed = base64.b64encode(json.dumps(SENT["data"]).encode()).decode()
    told = {k: v for k, v in SENT.items() if k != "data"} | {"data_base64": packed}
    assert one(post(told, ONE)) == one(post(SENT, ONE))


@pytest.mark.parametrize("lacks", ["id", "source", "type"])
@pytest.mark.parametrize("value", [None, "", 25, {"xyz": "abc"}])
def test_what_the_specification_requires_is_required(lacks, value):
    pushed = post({**SENT, lacks: value}, ONE)
    assert [(p.rule, p.value) for p in pushed.problems] == [("cloudevent.missing", lacks)]


@pytest.mark.parametrize("version", [None, "", "0.3", "0.9", 1.0])
def test_another_version_is_refused(version):
    assert [p.rule for p in post({**SENT, "specversion": version}, ONE).problems] == ["cloudevent.version"]


@pytest.mark.parametrize(
    "time", ["lunchtime", "2018-04-05T18:31:00X", "2018-04-05T18:31:00+25:00", "2018-04-05T18:31:00+xx:00"]
)
def test_a_time_that_is_none_is_refused(time):
    pushed = post({**SENT, "time": time}, ONE)
    assert pushed.events == ()
    assert [p.place.column for p in pushed.problems] == ["time"]


@pytest.mark.parametrize(
    "time",
    [
        "2018-04-05T17:31:00Z",
        "2018-04-05T17:31:00.000000000Z",
        "2018-04-05T18:31:00+01:00",
        "2018-04-05T16:31:00-01:00",
    ],
)
def test_one_moment_has_many_writings(time):
    assert one(post({**SENT, "time": time}, ONE)).at == 1_522_949_460_000_000


def test_without_a_case_or_a_time_a_cloudevent_is_no_event_of_a_process():
    bare = {k: SENT[k] for k in ("specversion", "id", "source", "type")}
    assert wrong(post({**bare, "subject": "4711"}, ONE)) == [(1, "field.missing", "time", "")]
    assert wrong(post({**bare, "time": SENT["time"]}, ONE)) == [(1, "field.missing", "case", "")]


@pytest.mark.parametrize(
    ("type_", "activity"),
    [
        ("sent", "quote_sent"),  # a declared word
        ("com.example.quote.sent", "quote_sent"),
        ("com.example.quote.sent.v1", "quote_sent"),
        ("com/example/opened", "opened"),  # not declared: its last word
        ("com.example.opened.1.2", "opened"),
        ("...", "..."),
    ],
)
def test_the_type_gives_the_activity(type_, activity):
    assert one(post({**SENT, "type": type_}, ONE)).activity == activity


def test_extensions_and_data_say_what_the_mapping_leaves_open():
    told = {**SENT, "process": "ticket", "actorkind": "robot", "data": {"activity": "closed", "minutes": 3}}
    event = one(post(told, ONE))
    assert (event.process, event.activity, event.actor_kind, event.minutes) == (
        "ticket",
        "closed",
        "robot",
        3000,
    )


def test_a_payload_has_its_own_words_which_are_not_refused():
    data = {"id": 3, "time": "noon", "process": "smelting", "amount": {"value": 1}, "client_type": "B2B"}
    pushed = post({**SENT, "data": data, "traceparent": "00-ab-cd-01"}, ONE)
    assert [e.attributes for e in pushed.events] == ['{"client_type":"B2B"}']
    assert [e.amount for e in pushed.events] == [None]
    assert pushed.problems[0].details["names"] == [
        "amount",
        "id",
        "process",
        "time",
        "traceparent",
    ] or sorted(pushed.problems[0].details["names"]) == ["amount", "id", "process", "time", "traceparent"]


def test_data_that_is_no_json_is_left_out_and_said():
    pushed = post({**SENT, "datacontenttype": "text/plain", "data": "Simple text"}, ONE)
    assert len(pushed.events) == 1
    assert pushed.problems[0].details["names"] == ["data"]


def test_a_plain_text_in_binary_mode_is_left_out_and_said():
    headers = {f"ce-{k}": v for k, v in SENT.items() if k not in {"data", "datacontenttype"}}
    pushed = post(b"Simple text", "text/plain", headers)
    assert (len(pushed.events), pushed.problems[0].details["names"]) == (1, ["data"])
    packed = {k: v for k, v in SENT.items() if k != "data"} | {"data_base64": "AAEC"}
    pushed = post(packed | {"datacontenttype": "application/octet-stream"}, ONE)
    assert (len(pushed.events), pushed.problems[0].details["names"]) == (1, ["data"])


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"data": "text", "data_base64": "eyAieHl6IjogMTIzIH0="}, "cloudevent.data_twice"),
        ({"data": None, "data_base64": "%%%"}, "cloudevent.data_unreadable"),
        ({"data": None, "data_base64": "e30"}, "cloudevent.data_unreadable"),
    ],
)
def test_data_that_cannot_be_read_is_refused(more, rule):
    assert [p.rule for p in post({**SENT, **more}, ONE).problems] == [rule]


def test_one_bad_event_of_a_batch_leaves_the_others():
    pushed = post([SENT, {**SENT, "id": ""}, 3, {**SENT, "id": "b"}], MANY)
    assert [e.event_id for e in pushed.events] == ["/crm/quotes#A234-1234-1234", "/crm/quotes#b"]
    assert [(p.place.line, p.rule) for p in pushed.problems] == [
        (2, "cloudevent.missing"),
        (3, "item.not_object"),
    ]


def test_one_id_of_two_sources_is_two_events():
    pushed = post([SENT, {**SENT, "source": "/crm/other"}], MANY)
    assert len({e.event_id for e in pushed.events}) == 2
    assert {e.source for e in pushed.events} == {"crm"}


def test_a_retraction_is_an_extension():
    assert one(post({**SENT, "retracted": True}, ONE)).retracted is True
    headers = {f"ce-{k}": v for k, v in SENT.items() if k not in {"data", "datacontenttype"}}
    assert one(post(b"", "", headers | {"ce-retracted": "true"})).retracted is True


def test_a_cloudevent_sent_as_plain_json_is_told_how_to_be_sent():
    (said,) = in_words(post(SENT))
    assert said.endswith("Un CloudEvent s’envoie en « application/cloudevents+json ».")
