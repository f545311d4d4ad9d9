"""Looks: what is dropped is sorted, exports go to a folder of their own, all is removed in time."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import get_random_string

from retour.connectors.declared import Draft
from retour.connectors.scenarios import Found, drafts_of, read_scenario_bytes
from retour.connectors.scenarios.limits import LARGEST
from retour.quantity import Place, Problem
from retour.register.automation import Status
from retour.report.scenario_text import (
    said_counts,
    said_findings,
    said_score,
    said_sum,
    said_title,
    said_unseen,
)
from retour.scenario import lint
from retour.web.intake.dropping import Copy, copied
from retour.web.intake.models import KEPT_FOR, Look, LookFile, ScenarioReading
from retour.web.portfolio.chores import daily
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.access import Seat

LANGUAGES = ("fr", "en")
LONGEST_NAME = 100  # characters
MOST_EXPORTS = 6  # of one look
WAITING = ".in-"  # what the folder of a drop begins with, while it is copied


@dataclass(slots=True)
class Sorted:
    """What a drop holds: exports to look at, scenarios already read, and what could not be used."""

    exports: list[tuple[str, UploadedFile]] = field(default_factory=list)
    scenarios: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def look_of(seat: Seat, key: str) -> Look:
    """A look of this workspace; Http404 when there is none."""
    found = Look.objects.filter(workspace=seat.workspace, key=key).first()
    if found is None:
        raise Http404
    return found


def folder_of_look(look: Look) -> Path:
    """The look's own folder."""
    return folder_of(look.workspace) / ".looks" / look.key


def path_of(file: LookFile) -> Path:
    """Where an export of a look is: its own name, in a folder of its own."""
    return folder_of_look(file.look) / str(file.number) / file.name


def sort_out(uploads: Iterable[UploadedFile]) -> Sorted:
    """Tell scenario files from exports; a scenario is read here and its file goes no further."""
    found = Sorted()
    for upload in uploads:
        name = plain_name(upload.name or "")
        scenarios, problems = _scenarios(upload, name)
        if scenarios is None:
            found.exports.append((name, upload))
        else:
            found.scenarios += scenarios
            found.problems += problems
    return found


def _scenarios(upload: UploadedFile, name: str) -> tuple[tuple[Found, ...] | None, tuple[Problem, ...]]:
    """The scenarios of a file; None when it is something else."""
    if not name.lower().endswith(".json"):
        return None, ()
    upload.seek(0)
    found, problems = read_scenario_bytes(upload.read(LARGEST + 1), name)
    neither = not found and any(p.rule == "scenario.neither" for p in problems)
    return (None, ()) if neither else (found, problems)


def plain_name(told: str) -> str:
    """The name of an upload without its folders, its control characters, and most of its length."""
    last = PurePosixPath(told.replace("\\", "/")).name
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    path = PurePosixPath(clean or "export")
    return path.stem[: LONGEST_NAME - len(path.suffix[:10])] + path.suffix[:10]


def begin(seat: Seat, found: Sorted) -> tuple[Look, list[str]]:
    """A new look at what was dropped; and the names of the exports that were there twice."""
    forget_old()
    look = Look.objects.create(workspace=seat.workspace, by=seat.user)
    try:
        return look, add(seat, look, found)
    except BaseException:
        _remove(look)
        look.delete()
        raise


def add(seat: Seat, look: Look, found: Sorted) -> list[str]:
    """Add what was dropped to a look, all or nothing; the names of the exports that were there already.

    Files are copied and scenarios are read before the transaction, which only names them: no other writer
    waits for a copy. Unkept when the workspace has no room for a file.
    """
    waiting = folder_of_look(look) / f"{WAITING}{get_random_string(8).lower()}"
    placed: list[Path] = []
    try:
        copies = [
            copied(upload, waiting / str(i) / name, look.workspace)
            for i, (name, upload) in enumerate(found.exports[: _room(look)])
        ]
        readings = [_reading(look, one) for one in found.scenarios]
        with transaction.atomic():
            twice = [one.path.name for one in copies if not _place(look, one, placed)]
            for reading in readings:
                reading.save()
            names = [name for name, _ in found.exports] + [one.place.file for one in found.scenarios]
            seat.note("look.begun", ", ".join(names))
    except BaseException:
        for folder in placed:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return twice


def _room(look: Look) -> int:
    """How many more exports a look takes."""
    return max(0, MOST_EXPORTS - look.files.count())


def _place(look: Look, copy: Copy, placed: list[Path]) -> bool:
    """Give a copy its number and its place in the look; False when the look has the same bytes already."""
    if not _room(look) or look.files.filter(digest=copy.digest).exists():
        return False
    number = 1 + look.files.count()
    file = LookFile(look=look, number=number, name=copy.path.name, digest=copy.digest, size=copy.size)
    folder = path_of(file).parent
    shutil.rmtree(folder, ignore_errors=True)  # of a look whose server was stopped while it was made
    copy.path.parent.rename(folder)
    placed.append(folder)
    file.save()
    return True


def _reading(look: Look, found: Found) -> ScenarioReading:
    """What the lint says of a scenario, not saved yet."""
    linted = lint(found.scenario)
    said = {
        lang: {
            "title": said_title(linted, lang),
            "counts": said_counts(linted, lang),
            "score": said_score(linted, lang),
            "sum": said_sum(linted, lang),
            "points": linted.fragility.score if linted.fragility else 0,
            "findings": [
                {
                    "level": s.level,
                    "said": s.level_said,
                    "title": s.title,
                    "where": s.where,
                    "why": s.why,
                    "fix": s.fix,
                }
                for s in said_findings(linted, lang)
            ],
            "unseen": list(said_unseen(linted, lang)),
        }
        for lang in LANGUAGES
    }
    (draft,) = drafts_of([found])
    told = {
        "name": draft.name,
        "tools": list(draft.tools),
        "status": draft.status.value if draft.status else None,
        "notes": list(draft.notes),
    }
    day = found.scenario.created
    return ScenarioReading(look=look, file=found.place.file, said=said, draft=told, day=day)


def draft_of(reading: ScenarioReading) -> Draft:
    """The draft of an automation that a scenario gives."""
    told = reading.draft
    return Draft(
        name=told["name"],
        place=Place(reading.file),
        tools=tuple(told["tools"]),
        status=Status(told["status"]) if told["status"] else None,
        notes=tuple(told["notes"]),
    )


def days_said(look: Look) -> dict[str, date]:
    """The days that scenario files of a look say, by file."""
    return {s.file: s.day for s in look.scenarios.all() if s.day}


def forget(seat: Seat, look: Look) -> None:
    """Remove a look: its files, what was computed of them, its rows."""
    _remove(look)
    seat.note("look.forgotten", ", ".join(look.files.values_list("name", flat=True)))
    look.delete()


@daily
def forget_old() -> None:
    """Remove every look whose time is over."""
    for look in Look.objects.filter(created__lt=timezone.now() - KEPT_FOR).select_related("workspace"):
        _remove(look)
        look.delete()


def _remove(look: Look) -> None:
    shutil.rmtree(folder_of_look(look), ignore_errors=True)
