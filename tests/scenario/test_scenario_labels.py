"""Files that nobody here wrote, read by a person before the rules ran on them."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from retour.scenario import Level, lint, read_scenarios

SHARED = Path(__file__).parents[3] / "shared" / "data" / "scenarios"
LABELS = YAML(typ="safe").load((Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8"))["files"]
HELD_OUT = [label for label in LABELS if label.get("held_out")]

needs_files = pytest.mark.skipif(not SHARED.exists(), reason="the shared scenario files are not here")


def findings_of(label):
    value = json.loads((SHARED / label["file"]).read_text(encoding="utf-8-sig"))
    (scenario,) = read_scenarios(value)
    return lint(scenario).findings


def expected(label):
    return label.get("findings", {})


def found_names(findings, rule):
    return {at.name for finding in findings if finding.rule == rule for at in finding.at}


def accusations(label):
    """Warnings that the label neither asks for nor leaves open."""
    known = {*expected(label), *label.get("debatable", [])}
    return [f for f in findings_of(label) if f.level is not Level.NOTE and f.rule not in known]


def test_enough_files_of_both_tools_were_read_and_some_only_after_the_rules_were_frozen():
    assert len(LABELS) >= 30
    assert len(HELD_OUT) >= 10
    assert {label["file"].partition("/")[0] for label in HELD_OUT} == {"make", "n8n"}


@needs_files
@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["file"])
def test_what_a_reviewer_said_of_a_file_is_found_on_the_same_modules(label):
    findings = findings_of(label)
    missed = {
        rule: names
        for rule, names in expected(label).items()
        if rule not in {f.rule for f in findings} or not set(names) <= found_names(findings, rule)
    }
    assert missed == {}


@needs_files
@pytest.mark.parametrize("label", [x for x in LABELS if x.get("clean")], ids=lambda label: label["file"])
def test_a_clean_file_gets_at_most_one_warning(label):
    assert sum(f.level is not Level.NOTE for f in findings_of(label)) <= 1


@needs_files
def test_files_are_not_accused_of_what_the_reviewer_did_not_see():
    accused = {label["file"]: [f.rule for f in accusations(label)] for label in LABELS if accusations(label)}
    assert accused == {}
