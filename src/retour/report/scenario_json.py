"""The lint of scenario files as one JSON object, schema `retour-lint/1`."""

from collections.abc import Iterable
from typing import Any

from retour.quantity import Problem
from retour.report.as_json import raw
from retour.report.scenario_text import Said, said_findings, said_unseen
from retour.scenario import Finding, Fragility, Linted
from retour.wording import say_problem

SCHEMA = "retour-lint/1"
Json = dict[str, Any]


def scenario_json(read: Iterable[tuple[str, Linted]], problems: Iterable[Problem], lang: str) -> Json:
    """Everything a program needs, in built-in types; `read` is each scenario with the name of its file."""
    return {
        "schema": SCHEMA,
        "lang": lang,
        "scenarios": [_scenario(file, linted, lang) for file, linted in read],
        "problems": [_problem(problem, lang) for problem in problems],
    }


def _scenario(file: str, linted: Linted, lang: str) -> Json:
    scenario = linted.scenario
    trigger = scenario.trigger
    pairs = zip(linted.findings, said_findings(linted, lang), strict=True)
    return {
        "file": file,
        "builder": scenario.builder.value,
        "name": scenario.name,
        "active": scenario.active,
        "created": raw(scenario.created),
        "edited": raw(scenario.edited),
        "trigger": None if trigger is None else {"name": trigger.name, "starts": raw(trigger.starts)},
        "apps": list(scenario.apps),
        "modules": linted.counts.modules,
        "calls": linted.counts.calls,
        "fragility": _fragility(linted.fragility),
        "findings": [_finding(finding, said) for finding, said in pairs],
        "unseen": [
            {"code": code, "said": said}
            for code, said in zip(linted.unseen, said_unseen(linted, lang), strict=True)
        ],
    }


def _fragility(fragility: Fragility | None) -> Json | None:
    if fragility is None:
        return None
    parts = [{"rule": part.rule, "points": part.points} for part in fragility.parts]
    return {"score": fragility.score, "level": fragility.level, "parts": parts}


def _finding(finding: Finding, said: Said) -> Json:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "modules": [{"id": at.id, "name": at.name} for at in finding.at],
        "details": raw(finding.details),
        "title": said.title,
        "why": said.why,
        "fix": said.fix,
    }


def _problem(problem: Problem, lang: str) -> Json:
    return {
        "rule": problem.rule,
        "file": problem.place.file,
        "line": problem.place.line,
        "severity": problem.severity.value,
        "said": say_problem(problem, lang),
    }
