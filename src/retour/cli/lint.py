"""`retour lint`: scenario files of Make and n8n, their weak points and how to mend them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from retour.cli.output import Exit, Voice, unusable, writing
from retour.connectors.declared import write_drafts
from retour.connectors.scenarios import Found, drafts_of, read_scenario_files
from retour.quantity import Problem
from retour.report.scenario_json import scenario_json
from retour.report.scenario_text import scenario_text
from retour.scenario import Level, Linted, lint
from retour.wording import say
from retour.workspace.terminal import system_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked besides the files."""

    as_json: bool = False
    fail: bool = False
    drafts: Path | None = None


def run_lint(files: tuple[Path, ...], asked: Asked, lang: str | None) -> int:
    """Lint some files.

    Returns:
        10 with `fail` when a finding is serious; else 3 when a file could not be used; else 0.
    """
    voice = Voice(lang or system_language())
    found, problems = read_scenario_files(_listed(files))
    read = [(one.place.file, lint(one.scenario)) for one in found]
    voice.problems(problems)
    _show(voice, read, problems, as_json=asked.as_json)
    if asked.drafts is not None:
        _write(voice, asked.drafts, found)
    if asked.fail and any(f.level is Level.SERIOUS for _, linted in read for f in linted.findings):
        return Exit.ALERT
    return Exit.UNUSABLE if unusable(problems) else Exit.OK


def _listed(files: Iterable[Path]) -> list[Path]:
    """The files, and the JSON files of the folders."""
    return [inside for path in files for inside in (sorted(path.glob("*.json")) if path.is_dir() else [path])]


def _show(
    voice: Voice, read: list[tuple[str, Linted]], problems: Iterable[Problem], *, as_json: bool
) -> None:
    if as_json:
        voice.say(json.dumps(scenario_json(read, problems, voice.lang), ensure_ascii=False, indent=2))
        return
    for file, linted in read:
        voice.say(scenario_text(file, linted, voice.lang) + "\n")
    voice.tell(say("read", {"n": len(read)}, voice.lang, family="lint"))


def _write(voice: Voice, folder: Path, found: tuple[Found, ...]) -> None:
    with writing(voice, folder):
        written, problems = write_drafts(folder, drafts_of(found), voice.lang)
    voice.problems(problems)
    voice.tell(say("imported_sheet", {"n": len(written)}, voice.lang, family="measure"))
