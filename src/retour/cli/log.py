"""`retour log`: what the durable log holds; sealed, compacted, purged; a person erased."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from retour.cli.audit import opened
from retour.cli.output import Exit, Voice
from retour.quantity import Problem
from retour.register.workspace import Register
from retour.store.durable import proof
from retour.store.durable.erase import Erased, counted
from retour.store.durable.left_out import LeftOut
from retour.store.durable.log import DurableLog, Holding, Status, attempted
from retour.store.durable.person import Person
from retour.store.scan import moment
from retour.wording import label
from retour.wording.numbers import integer, number
from retour.wording.problems import say_problem
from retour.workspace.keeping import attributes_of, limits_of, log_of, months_kept
from retour.workspace.secret import pseudonym_key

MEGABYTE = 1_000_000
NAMED = 10  # names of attributes left out that are said; `--json` has them all


def _log(folder: Path, lang: str | None) -> tuple[DurableLog | None, Register | None, Voice]:
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return None, None, voice
    log = log_of(folder)
    if log is None:
        voice.tell(label("log.empty", voice.lang))
    return log, workspace.register, voice


def run_status(folder: Path, lang: str | None, *, as_json: bool) -> int:
    """Say what the log holds, how long it is kept, and whether the record of erasures is whole."""
    log, register, voice = _log(folder, lang)
    if register is None:
        return Exit.UNUSABLE
    if log is None:
        return Exit.OK
    nothing = Status(processes=(), runs=0, runs_waiting=0)
    status, unread = attempted(log.status, nothing)
    acts, altered = proof.read(folder)
    problems = (*unread, *altered)
    if as_json:
        voice.say(json.dumps(_status_json(status, register, acts, problems, voice), ensure_ascii=False))
    else:
        _say_status(status, register, acts, voice)
    return _ended(problems, voice)


def _say_status(status: Status, register: Register, acts: tuple[proof.Line, ...], voice: Voice) -> None:
    for each in status.processes:
        _say_holding(each, voice)
    voice.say(label("log.runs", voice.lang, n=status.runs, waiting=status.runs_waiting))
    _say_left_out(status.left_out, voice)
    kept = months_kept(register)
    for process, months in kept.items():
        voice.say(label("log.kept_months", voice.lang, process=process, n=months))
    if register.retention.runs is not None:
        voice.say(label("log.kept_runs", voice.lang, n=register.retention.runs))
    if not kept:
        voice.say(label("log.kept_ever", voice.lang))
    if acts:
        voice.say(label("log.acts", voice.lang, n=len(acts), seal=acts[-1].seal[:12]))


def _say_left_out(left: LeftOut, voice: Voice) -> None:
    if left.total:
        names = ", ".join(f"{name} ({integer(n, voice.lang)})" for name, n in left.names[:NAMED])
        voice.say(label("log.left_out", voice.lang, n=left.total, names=names))


def _say_holding(each: Holding, voice: Voice) -> None:
    if each.first is None or each.last is None:
        voice.say(label("log.holding_none", voice.lang, process=each.process))
    else:
        told = {
            "process": each.process,
            "events": each.events,
            "files": each.files,
            "size": f"{number(each.size / MEGABYTE, voice.lang, 1)} {'MB' if voice.lang == 'en' else 'Mo'}",
            "first": moment(each.first).date(),
            "last": moment(each.last).date(),
        }
        voice.say(label("log.holding", voice.lang, **told))
    if each.past:
        voice.say("  " + label("log.past", voice.lang, n=each.past))
    if each.waiting:
        voice.say("  " + label("log.waiting", voice.lang, n=each.waiting))


def _status_json(
    status: Status,
    register: Register,
    acts: tuple[proof.Line, ...],
    problems: Iterable[Problem],
    voice: Voice,
) -> dict[str, object]:
    kept = months_kept(register)
    return {
        "schema": "retour-log/1",
        "processes": [
            {
                "process": each.process,
                "events": each.events,
                "past": each.past,
                "waiting": each.waiting,
                "files": each.files,
                "bytes": each.size,
                "first": None if each.first is None else moment(each.first).isoformat(),
                "last": None if each.last is None else moment(each.last).isoformat(),
                "kept_months": kept.get(each.process),
            }
            for each in status.processes
        ],
        "left_out": {process: dict(each) for process, each in status.left_out.values.items()},
        "runs": {"tellings": status.runs, "waiting": status.runs_waiting},
        "acts": len(acts),
        "seal": acts[-1].seal if acts else None,
        "problems": [{"rule": p.rule, "said": say_problem(p, voice.lang)} for p in problems],
    }


def run_seal(folder: Path, lang: str | None) -> int:
    """Seal what came in."""
    log, register, voice = _log(folder, lang)
    if register is None or log is None:
        return Exit.UNUSABLE if register is None else Exit.OK
    done, problems = log.seal(attributes_of(register))
    if done.taken or done.runs:
        said = {"taken": done.taken, "added": done.added, "past": done.past, "runs": done.runs}
        voice.say(label("log.sealed", voice.lang, **said))
    elif not problems:
        voice.say(label("log.sealed_nothing", voice.lang))
    return _ended(problems, voice)


def run_compact(folder: Path, lang: str | None) -> int:
    """Make one file of the files of each bucket."""
    log, register, voice = _log(folder, lang)
    if register is None or log is None:
        return Exit.UNUSABLE if register is None else Exit.OK
    done, problems = log.compact(many=1)
    if done.before:
        voice.say(label("log.compacted", voice.lang, before=done.before, after=done.after))
    elif not problems:
        voice.say(label("log.compacted_nothing", voice.lang))
    return _ended(problems, voice)


def run_purge(folder: Path, lang: str | None, today: date | None) -> int:
    """Drop what is older than the workspace keeps."""
    log, register, voice = _log(folder, lang)
    if register is None or log is None:
        return Exit.UNUSABLE if register is None else Exit.OK
    _, before = log.seal(attributes_of(register))
    if before:
        return _ended(before, voice)
    act, problems = log.purge(limits_of(register, today or datetime.now(UTC).date()))
    if act is not None:
        voice.say(label("log.purged", voice.lang, n=sum(act.counts.values())))
    elif not problems:
        voice.say(label("log.purged_nothing", voice.lang))
    return _ended(problems, voice)


def run_erase(folder: Path, persons: tuple[str, ...], lang: str | None, *, yes: bool) -> int:
    """Erase a person; without `yes`, say what would be."""
    log, register, voice = _log(folder, lang)
    if register is None or log is None:
        return Exit.UNUSABLE if register is None else Exit.OK
    try:
        person = Person.of(persons, pseudonym_key())
    except ValueError:
        voice.tell(label("log.too_short", voice.lang))
        return Exit.USAGE
    _, problems = log.seal(attributes_of(register))
    if problems:
        return _ended(problems, voice)
    if not yes:
        voice.say(label("log.would_erase", voice.lang, **counted(log.cold, person)))
        return Exit.OK
    erased, problems = log.erase(person)
    if erased is not None:
        _say_erased(folder, erased, voice)
    return _ended(problems, voice)


def _say_erased(folder: Path, erased: Erased, voice: Voice) -> None:
    counts, last = erased.act.counts, proof.read(folder)[0][-1]
    if erased.left:
        voice.say(label("log.erased_not", voice.lang))
    else:
        told = {
            "cases": counts["cases"],
            "dropped": counts.get("events_dropped", 0) + counts.get("history_dropped", 0),
            "blanked": sum(n for name, n in counts.items() if name.endswith("_blanked")),
            "looked": erased.act.looked_in,
            "number": last.number,
            "seal": last.seal[:12],
        }
        voice.say(label("log.erased", voice.lang, **told))
    for path in erased.exports:
        voice.tell(label("log.export_left", voice.lang, path=path.relative_to(folder).as_posix()))


def _ended(problems: Iterable[Problem], voice: Voice) -> int:
    problems = tuple(problems)
    voice.problems(problems)
    return Exit.UNUSABLE if problems else Exit.OK
