"""The page on sending cannot lie: every body that it shows is accepted by the door."""

import json
import re
from pathlib import Path

import pytest

from connectors.pushed.posting import post, post_runs
from retour.connectors.pushed.told import FIELDS

DOCS = Path(__file__).parents[3] / "docs" / "how-to"
PAGES = ("push.md", "push.fr.md")
FILLED = {  # what Make, n8n and Zapier put in these places
    "{{1.id}}": "4711",
    "{{timestamp}}": "1778580000",
    "{{ $json.id }}": "4711",
    "{{ $now.toISO() }}": "2026-05-12T12:00:00.000+02:00",
    "{{id}}": "4711",
    "{{zap_meta_utc_iso}}": "2026-05-12T10:00:00+00:00",
}


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def commands(page):
    """(what is posted to, its body) of every curl command."""
    for block in blocks(page, "bash"):
        if found := re.search(r"/v1/(\w+) .*-d '(.*)'", block, re.DOTALL):
            yield found[1], found[2]


@pytest.mark.parametrize("page", PAGES)
def test_the_body_of_every_command_is_accepted(page):
    posted = [(what, (post_runs if what == "runs" else post)(body.encode())) for what, body in commands(page)]
    assert [(what, len(p.events) + len(p.runs), p.problems) for what, p in posted] == [
        ("events", 1, ()),
        ("events", 2, ()),
        ("runs", 1, ()),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_the_body_of_every_tool_is_accepted_once_the_tool_filled_it(page):
    bodies = blocks(page, "json")
    assert len(bodies) == 4
    for body in bodies:
        for place, value in FILLED.items():
            body = body.replace(place, value)  # noqa: PLW2901  one place after the other
        assert "{{" not in body
        kind = "application/cloudevents+json" if "specversion" in body else "application/json"
        pushed = post(body.encode(), kind)
        assert (pushed.problems, [e.case for e in pushed.events]) == ((), ["4711"])


@pytest.mark.parametrize("page", PAGES)
def test_the_events_of_the_python_are_accepted(page):
    for block in blocks(page, "python"):
        (event,) = re.findall(r"\[(\{.*?\})\]", block)
        assert post([json.loads(event)]).problems == ()


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_fields_is_the_one_that_the_door_reads(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", text.split("curl")[0], re.MULTILINE)
    assert sorted(re.findall(r"\w+", " ".join(rows))) == sorted(FIELDS)


def test_the_two_pages_show_the_same_steps():
    heads = [len(re.findall(r"^## ", (DOCS / p).read_text(encoding="utf-8"), re.MULTILINE)) for p in PAGES]
    assert heads[0] == heads[1]
