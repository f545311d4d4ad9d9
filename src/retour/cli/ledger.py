"""`retour ledger` and `retour verify`: months closed, restated, shown; a file verified by itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from retour.assessment.result import Assessment
from retour.cli.audit import opened
from retour.cli.output import Exit, Voice, unusable, width, writing
from retour.quantity import Problem
from retour.report.ledger import ledger_json, ledger_text
from retour.wording import label
from retour.wording.ledger import say_moved
from retour.wording.names import Names
from retour.wording.problems import say_problem
from retour.workspace import ledger
from retour.workspace.terminal import system_language
from retour.worth.ledger.book import Moved, told
from retour.worth.ledger.entry import FILE
from retour.worth.ledger.month import Month

FEW = 12  # moved amounts that are listed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """What is asked to be restated, and why."""

    month: Month | None = None
    automation: str | None = None
    because: str = ""
    latest: bool = False


def month_of(said: str | None, lang: str | None = None) -> Month | None:
    """``2026-10``; a usage error when it is no month."""
    if not said:
        return None
    try:
        return Month.read(said)
    except ValueError:
        words = label("ledger.bad_month", lang or system_language(), value=said)
        raise click.BadParameter(words, param_hint="--month") from None


def run_close(folder: Path, today: date | None, month: Month | None, lang: str | None) -> int:
    """Close every month that is over; tell what would be said otherwise today."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    try:
        closed = ledger.close(folder, assessment, month=month)
    except ledger.Broken as broken:
        voice.problems(broken.problems)
        return Exit.UNUSABLE
    _say_added(closed, voice)
    _tell_moved(closed.moved, assessment, voice)
    voice.problems(assessment.dossier.problems)
    return Exit.UNUSABLE if unusable(assessment.dossier.problems) else Exit.OK


def _say_added(closed: ledger.Closed, voice: Voice) -> None:
    if not closed.added:
        voice.say(label("ledger.closed_nothing", voice.lang))
        return
    months = len({entry.amount.month for entry in closed.added})
    voice.say(label("ledger.closed", voice.lang, n=len(closed.added), months=months))
    last = closed.added[-1]
    voice.say(label("ledger.head", voice.lang, entries=last.number, seal=last.short))


def _tell_moved(moved: Sequence[Moved], assessment: Assessment, voice: Voice) -> None:
    if not moved:
        return
    names = Names.of(assessment, voice.lang)
    voice.say(label("ledger.moved_title", voice.lang))
    for each in moved[:FEW]:
        voice.say(f"- {say_moved(each, names)}")
    if len(moved) > FEW:
        voice.say(label("ledger.moved_more", voice.lang, n=len(moved) - FEW))


def run_restate(folder: Path, today: date | None, asked: Restated, lang: str | None) -> int:
    """Add what closed months would say today, beside what they say."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    if not asked.because.strip():
        voice.tell(label("ledger.no_reason", voice.lang))
        return Exit.USAGE
    try:
        done = ledger.restate(
            folder,
            workspace.audit(today=today),
            month=asked.month,
            automation=asked.automation,
            because=asked.because.strip(),
            latest=asked.latest,
        )
    except ledger.Broken as broken:
        voice.problems(broken.problems)
        return Exit.UNUSABLE
    code = "restated_n" if done.added else "restated_nothing"
    voice.say(label(f"ledger.{code}", voice.lang, n=len(done.added)))
    return Exit.OK


def run_show(
    folder: Path, known_on: date | None, month: Month | None, lang: str | None, *, as_json: bool
) -> int:
    """Print the ledger, as known on a day."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    entries, problems = ledger.ledger_of(folder)
    seen = [e for e in entries if month in (None, e.amount.month)]
    book = told(seen, known_on=known_on)
    if as_json:
        voice.say(json.dumps(ledger_json(book, entries), ensure_ascii=False, indent=1))
    else:
        if known_on is not None:
            voice.say(label("ledger.known_on", voice.lang, day=known_on))
        voice.say(ledger_text(book, Names(voice.lang, workspace.register), width()))
        last = entries[-1] if entries else None
        code, seal = ("head", last.short) if last else ("how_to_close", "")
        voice.say("\n" + label(f"ledger.{code}", voice.lang, entries=len(entries), seal=seal))
    voice.problems(problems)
    return Exit.UNUSABLE if problems else Exit.OK


def run_export(folder: Path, to: Path, lang: str | None) -> int:
    """Copy the ledger, byte for byte, and print its last seal."""
    voice = Voice(lang or system_language())
    entries, problems = ledger.ledger_of(folder)
    if not entries and not problems:
        voice.tell(label("ledger.empty", voice.lang))
        return Exit.UNUSABLE
    with writing(voice, to):
        to.write_bytes((folder / FILE).read_bytes())
    seal = entries[-1].seal if entries else ""
    voice.say(label("ledger.exported", voice.lang, entries=len(entries), path=to, seal=seal))
    voice.problems(problems)
    return Exit.UNUSABLE if problems else Exit.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How deep a file is verified, and how that is said."""

    draws: bool = False
    quoted: str = ""
    as_json: bool = False


def run_verify(path: Path, looked: Looked, lang: str | None) -> int:
    """Verify one exported file by itself; exit 3 with every line that does not hold."""
    from retour.workspace.verifying import verify_file  # noqa: PLC0415  processes, for large files

    found = verify_file(path, draws=looked.draws, quoted=looked.quoted)
    voice = Voice(lang or system_language())
    if looked.as_json:
        told_all = [_problem_json(p, voice.lang) for p in found.problems]
        answer = {
            "schema": "retour-verify/1",
            "kind": found.kind,
            "sound": not found.problems,
            "entries": found.entries,
            "seal": found.seal,
            "problems": told_all,
        }
        voice.say(json.dumps(answer, ensure_ascii=False, indent=1))
    elif not found.problems:
        code = "sound_decisions" if found.kind == "decisions" else "sound_ledger"
        code = "sound_draws" if looked.draws and found.kind == "ledger" else code
        voice.say(label(f"ledger.{code}", voice.lang, n=found.entries, seal=found.seal))
        voice.tell(label("ledger.compare_seal", voice.lang))
    else:
        counted = {"n": len(found.problems), "entries": found.entries}
        voice.say(label("ledger.not_sound", voice.lang, **counted))
        voice.problems(found.problems)
    return Exit.UNUSABLE if found.problems else Exit.OK


def _problem_json(problem: Problem, lang: str) -> dict[str, object]:
    return {
        "line": problem.place.line,
        "rule": problem.rule,
        "entry": problem.value,
        "said": say_problem(problem, lang),
        "details": {k: v for k, v in problem.details.items() if isinstance(v, int | str | None)},
    }
