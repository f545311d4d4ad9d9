"""Every rule that the door can say has its sentence, in both languages."""

import ast
import re
from pathlib import Path

import pytest

from retour.connectors import pushed
from retour.connectors.pushed.told import FIELDS
from retour.wording.catalogue import catalogue

FOLDER = Path(pushed.__file__).parent
MADE = {  # rules that are made of a name and what is wrong with it
    f"{column}.{wrong}"
    for column in ("amount", "minutes")
    for wrong in ("unreadable", "not_finite", "too_large", "ambiguous")
} | {"minutes.negative"}
MADE |= {f"run.{part}_unreadable" for part in ("items", "ignored", "machine_seconds", "cost_units")}
MADE |= {"spans.nodes", "spans.unknown"}
HINTS = {
    "iso_time",
    "declare",
    "json_lines",
    "otlp_json",
    "send_as_cloudevents",
    "in_attributes",
    "left_aside",
}


def written_rules():
    for path in FOLDER.glob("*.py"):
        for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            first = call.args[0] if call.args else None
            if name in {"Refused", "warn", "note", "Problem"} and isinstance(first, ast.Constant):
                yield first.value


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_rule_of_the_door_is_said(lang):
    rules = set(written_rules())
    assert len(rules) > 30
    assert sorted((rules | MADE) - set(catalogue(lang)["problem"])) == []
    assert sorted(HINTS - set(catalogue(lang)["hint"])) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_kind_of_field_is_said(lang):
    assert set(FIELDS.values()) <= set(catalogue(lang)["field_kind"])


def test_no_module_of_the_door_says_a_sentence():
    said = re.compile(r"Refused\(\s*\"[^\"]* [^\"]*\"")
    assert [p.name for p in FOLDER.glob("*.py") if said.search(p.read_text("utf-8"))] == []
