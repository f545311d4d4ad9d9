"""Any bytes: nothing crashes, every item is an event or an error, and the quick way is no other way."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.pushed.posting import POLICY, SENT, post, post_runs, post_traces
from retour.connectors.pushed.told import FIELDS
from retour.quantity import Severity

KINDS = [
    "",
    "application/json",
    "application/x-ndjson",
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
    "application/x-protobuf",
    "text/csv; charset=",
    ";;;",
]
FINITE = st.floats(allow_nan=False, allow_infinity=False)
SCALAR = st.none() | st.booleans() | st.integers() | FINITE | st.text(max_size=20)


def holding(some):
    return st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=8), some, max_size=4)


JSON = st.recursive(SCALAR, holding, max_leaves=12)
TIMES = st.sampled_from(["2026-05-12T10:00:00Z", "12/05/2026", 1_778_580_000, None, True, "1"])
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FIELDS, SCALAR | JSON),
        "time": TIMES | SCALAR,
        "case": st.text(max_size=5) | st.integers(),
        "activity": st.text(max_size=5),
        "amout": SCALAR,
    },
)
ITEMS = st.lists(st.just(SENT) | NEARLY | JSON, max_size=6)


def errors(pushed):
    return sum(p.severity is Severity.ERROR and p.place.line > 0 for p in pushed.problems)


@pytest.mark.parametrize("read", [post, post_runs, post_traces])
@given(body=st.binary(max_size=200) | JSON.map(json.dumps).map(str.encode), kind=st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_value(read, body, kind):
    pushed = read(body, kind)
    assert pushed.items == len(pushed.events) + len(pushed.runs) + pushed.refused + pushed.aside
    assert pushed.problems or pushed.items == len(pushed.events) + len(pushed.runs)


@given(items=ITEMS)
@settings(max_examples=300, deadline=None)
def test_good_and_bad_make_all_items(items):
    pushed = post(json.dumps(items).encode())
    assert pushed.items == len(items)
    assert len(pushed.events) + errors(pushed) == len(items)
    assert sorted({p.place.line for p in pushed.problems if p.severity is Severity.ERROR}) == sorted(
        p.place.line for p in pushed.problems if p.severity is Severity.ERROR
    )
    assert [e.event_id for e in pushed.events].count("e1") == items.count(SENT)


@given(items=st.lists(st.just(SENT) | NEARLY, min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_the_quick_way_and_the_way_by_item_give_the_same(items):
    body = json.dumps(items).encode()
    quick = post(body)
    by_item = post(json.dumps([*items, 3]).encode())  # a bad item: the others are gone through one by one
    assert by_item.events == quick.events
    assert [p for p in by_item.problems if p.rule != "item.not_object"] == list(quick.problems)


NAMES = ("specversion", "id", "source", "type", "subject", "time", "retracted", "amount", "ÿ")


@given(
    headers=st.dictionaries(st.sampled_from([f"ce-{n}" for n in NAMES]), st.text(max_size=12)),
    body=st.binary(max_size=40),
)
@settings(max_examples=150, deadline=None)
def test_any_headers_give_a_value(headers, body):
    pushed = post(body, "application/json", {"ce-specversion": "1.0"} | headers)
    assert pushed.items == len(pushed.events) + pushed.refused


@given(item=NEARLY)
@settings(max_examples=200, deadline=None)
def test_what_was_read_can_be_kept(item):
    for event in post({**SENT, **item}).events:
        assert event.process in POLICY.processes
        assert "\0" not in repr(event)
        json.loads(event.attributes or "{}")
        assert event.identity != event.content
