"""Posting to the door in tests: a policy in sight, and requests in one line."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from retour.connectors.pushed.delivery import Delivery, Policy
from retour.connectors.pushed.events import read_pushed_events
from retour.connectors.pushed.runs import read_pushed_runs
from retour.connectors.pushed.traces import read_pushed_traces
from retour.wording.problems import say_hint, say_rule

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MAY_12 = 1_778_580_000_000_000  # 2026-05-12T10:00:00Z in µs since 1970
POLICY = Policy(
    source="crm",
    processes={"quote": ("client_type", "region"), "ticket": ()},
    process="quote",
    activities={"quote": {"sent": "quote_sent", "devis envoye": "quote_sent", "quote sent": "quote_sent"}},
    automations={"quote follow up": "quote-follow-up", "wf 7": "quote-follow-up", "other": "other"},
    key=b"a key that only this test has, long",
    zone=ZoneInfo("Europe/Paris"),
)
SENT = {"id": "e1", "case": "4711", "activity": "quote_sent", "time": "2026-05-12T10:00:00Z"}


def _posted(read, told, kind, headers, policy):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return read(Delivery(kind, headers or {}, body), policy, NOW)


def post(told, kind="application/json", headers=None, policy=POLICY):
    return _posted(read_pushed_events, told, kind, headers, policy)


def post_runs(told, kind="application/json", policy=POLICY):
    return _posted(read_pushed_runs, told, kind, None, policy)


def post_traces(told, kind="application/json", policy=POLICY):
    return _posted(read_pushed_traces, told, kind, None, policy)


def one(pushed):
    """The only event of a request in which nothing was wrong."""
    assert [p.rule for p in pushed.problems] == []
    (event,) = pushed.events
    return event


def wrong(pushed):
    """(item, rule, column, hint) of every problem."""
    return [(p.place.line, p.rule, p.place.column, p.hint) for p in pushed.problems]


def in_words(pushed, lang="fr"):
    """What is said of every problem, with plain spaces."""
    said = (f"{say_rule(p, lang)} {say_hint(p, lang)}".strip() for p in pushed.problems)
    return [s.replace("\u202f", " ").replace("\u00a0", " ") for s in said]
