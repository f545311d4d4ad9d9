"""Looks: what is dropped is sorted, exports go to a folder of their own, all is removed in time."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

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
from retour.web.intake.models import KEPT_FOR, Look, LookFile, ScenarioReading
from retour.web.portfolio.chores import daily
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.access import Seat

LANGUAGES = ("fr", "en")
LONGEST_NAME = 100  # characters
MOST_EXPORTS = 6  # of one look


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
    return look, add(seat, look, found)


def add(seat: Seat, look: Look, found: Sorted) -> list[str]:
    """Add what was dropped to a look; the names of the exports that were there already."""
    with transaction.atomic():
        room = max(0, MOST_EXPORTS - look.files.count())
        twice = [name for name, upload in found.exports[:room] if not _add(look, name, upload)]
        for one in found.scenarios:
            _read(look, one)
    names = [name for name, _ in found.exports] + [one.place.file for one in found.scenarios]
    seat.note("look.begun", ", ".join(names))
    return twice


def _add(look: Look, name: str, upload: UploadedFile) -> bool:
    """Keep an export; False when the look has the same bytes already."""
    digest, size = sha256(), 0
    number = 1 + look.files.count()
    file = LookFile(look=look, number=number, name=name)
    target = path_of(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    file.digest, file.size = digest.hexdigest(), size
    if look.files.filter(digest=file.digest).exists():
        shutil.rmtree(target.parent, ignore_errors=True)
        return False
    file.save()
    return True


def _read(look: Look, found: Found) -> None:
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
    ScenarioReading.objects.create(look=look, file=found.place.file, said=said, draft=told, day=day)


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
