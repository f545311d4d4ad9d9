"""Drafts of automations, from a table or a scenario file: valid files, what is missing as comments."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from retour.connectors.declared.declaring import declare
from retour.connectors.declared.six_columns import Draft
from retour.connectors.declared.template import template_text
from retour.quantity import Problem, Severity
from retour.register.automation import Status
from retour.register.keys import slug

_ASKED = f"# status: {' | '.join(Status)}"


def write_drafts(
    folder: Path, drafts: Iterable[Draft], lang: str = "fr"
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write one file per draft in `automations/`; objectives and tools are added to `retour.yaml`.

    A file that exists is never touched (``draft.exists``). What could not be added to `retour.yaml`
    stays in the draft as a comment (``draft.not_declared``). Returns the files written and the problems.
    """
    keyed, problems = _keyed(drafts)
    fresh = {key: draft for key, draft in keyed.items() if not _there(folder, key)}
    problems += [
        Problem("draft.exists", keyed[key].place, f"automations/{key}.yaml")
        for key in keyed
        if key not in fresh
    ]
    objectives = declare(folder, "objectives", [d.objective for d in fresh.values() if d.objective])
    tools = declare(folder, "tools", [tool for d in fresh.values() for tool in d.tools])
    written = []
    for key, draft in fresh.items():
        problems += _undeclared(draft, objectives, tools)
        path = folder / "automations" / f"{key}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(key, draft, objectives, tools) + template_text(lang, "draft.yaml"), "utf-8")
        written.append(path)
    return tuple(written), tuple(problems)


def _keyed(drafts: Iterable[Draft]) -> tuple[dict[str, Draft], list[Problem]]:
    keyed: dict[str, Draft] = {}
    problems = []
    for draft in drafts:
        plain = slug(draft.name) or "automation"
        key = plain
        number = 2
        while key in keyed:
            key, number = f"{plain}-{number}", number + 1
        if key != slug(draft.name):
            details = {"key": key}
            problems.append(
                Problem("draft.key_changed", draft.place, draft.name, severity=Severity.NOTE, details=details)
            )
        keyed[key] = draft
    return keyed, problems


def _there(folder: Path, key: str) -> bool:
    return any((folder / "automations" / f"{key}{suffix}").exists() for suffix in (".yaml", ".yml"))


def _undeclared(draft: Draft, objectives: Mapping[str, str], tools: Mapping[str, str]) -> list[Problem]:
    missing = [t for t in draft.tools if t not in tools]
    if draft.objective and draft.objective not in objectives:
        missing.insert(0, draft.objective)
    return [Problem("draft.not_declared", draft.place, m, severity=Severity.WARNING) for m in missing]


def _text(key: str, draft: Draft, objectives: Mapping[str, str], tools: Mapping[str, str]) -> str:
    lines = [f"automation: {key}", f"name: {_quoted(draft.name)}"]
    if draft.objective:
        known = objectives.get(draft.objective)
        lines.append(f"objective: {known}" if known else f"# objective: {_comment(draft.objective)}")
    if draft.tools:
        lines.append(f"tools: [{', '.join(tools[t] for t in draft.tools if t in tools)}]")
        lines += [f"# tools: {_comment(t)}" for t in draft.tools if t not in tools]
    if draft.follow_up is not None:
        lines.append(f"follow_up: {draft.follow_up.value}")
    lines.append(f"status: {draft.status.value}" if draft.status else _ASKED)
    lines += [f"# {_comment(note)}" for note in draft.notes]
    if draft.kpi:
        lines.append(f"kpi_in_words: {_quoted(draft.kpi)}")
    if draft.impact:
        lines += [
            "claims:",
            "  observed-impact:",
            "    kind: stated",
            f"    sentence: {_quoted(draft.impact)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _comment(words: str) -> str:
    return re.sub(r"\s+", " ", words)
