"""Data files of a workspace: brought in by what they seem to be, removed with the line that read them."""

import fnmatch
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.files import File
from django.db import transaction

from retour.assessment.result import Assessment
from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.connectors.declared.rewriting import Unreadable, rewritten
from retour.connectors.declared.tree import Refused, read_tree
from retour.events.columns import SourceReport
from retour.quantity import Problem
from retour.register.process import EventFile, Process
from retour.register.workspace import Register
from retour.web.intake.drafting import changed_in, numbers_of, save_own, write_out
from retour.web.intake.keeping import free
from retour.web.intake.looks import plain_name
from retour.web.portfolio import jobs
from retour.web.portfolio.documents import Draft, register_of, texts
from retour.web.portfolio.folder import forget_data, keep_data
from retour.web.portfolio.models import DataFile
from retour.web.workspaces.access import Seat
from retour.workspace.importing import Kind, bring_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file became: the data file that was kept (if any), the documents that changed, the problems."""

    name: str
    kind: str
    file: DataFile | None = None
    already: bool = False
    documents: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def bring(seat: Seat, upload: File, *, kind: str, process: str | None, lang: str) -> Brought:
    """Bring one file into the workspace; `kind` is one of DATA_FOLDERS, or empty: as it seems to be."""
    name = plain_name(upload.name or "")
    with tempfile.TemporaryDirectory() as made:
        folder, inbox = Path(made) / "workspace", Path(made) / "inbox"
        inbox.mkdir()
        folder.mkdir()
        path = inbox / _free_name(seat, name)
        digest = _written(upload, path)
        known = DataFile.objects.filter(workspace=seat.workspace, digest=digest).first()
        if known is not None:
            return Brought(name=name, kind=known.path.partition("/")[0], file=known, already=True)
        if kind in DATA_FOLDERS and kind != "events":
            file = keep_data(seat, path, f"{kind}/{path.name}")
            jobs.ask(seat, "assess")
            return Brought(name=name, kind=kind, file=file)
        return _imported(seat, folder, path, process, lang)


def _imported(seat: Seat, folder: Path, path: Path, process: str | None, lang: str) -> Brought:
    register, _ = register_of(texts(seat.workspace))
    write_out(seat.workspace, folder)
    found = bring_in(folder, path, register or Register(name=""), process=process, lang=lang)
    if found.kind is Kind.NOTHING:
        return Brought(name=path.name, kind="nothing", problems=found.problems)
    data = [p for p in found.written if p.relative_to(folder).parts[0] in DATA_FOLDERS]
    with transaction.atomic():
        kept = [keep_data(seat, p, p.relative_to(folder).as_posix()) for p in data]
        changed = save_own(seat, changed_in(seat.workspace, folder))
        jobs.ask(seat, "assess")
    file = kept[0] if kept else None
    return Brought(
        name=path.name, kind=found.kind.value, file=file, documents=tuple(changed), problems=found.problems
    )


def _free_name(seat: Seat, name: str) -> str:
    taken = [p.rpartition("/")[2] for p in _paths(seat)]
    path = Path(name)
    return free(path.stem, {Path(one).stem for one in taken}) + path.suffix


def _paths(seat: Seat) -> Iterable[str]:
    return DataFile.objects.filter(workspace=seat.workspace).values_list("path", flat=True)


def _written(upload: File, path: Path) -> str:
    digest = sha256()
    with path.open("wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()


def mapping_of(register: Register | None, path: str) -> tuple[Process, EventFile] | None:
    """The process that reads a file, and how."""
    for process in register.processes if register else ():
        for mapping in process.files:
            if mapping.path == path or fnmatch.fnmatch(path, mapping.path):
                return process, mapping
    return None


def reports_of(assessment: Assessment | None) -> dict[str, SourceReport]:
    """What each event file gave, by its path."""
    return {report.file: report for report in assessment.dossier.sources} if assessment else {}


def counts_of(assessment: Assessment | None) -> Counter[str]:
    """How many runs, answers and readings each other file gave."""
    if assessment is None:
        return Counter()
    dossier = assessment.dossier
    runs = (run.place.file for found in dossier.runs.values() for run in found)
    answers = (answer.place.file for answer in dossier.answers)
    readings = (reading.place.file for reading in dossier.readings)
    return Counter([*runs, *answers, *readings])


def rests_on(assessment: Assessment | None, path: str) -> dict[str, int]:
    """Which automations' figures rest on a file: the automation's key → how many known figures it has."""
    if assessment is None:
        return {}
    dossier = assessment.dossier
    reading = mapping_of(dossier.register, path)
    process = reading[0].key if reading else None
    named = {key for key, found in dossier.runs.items() if any(r.place.file == path for r in found)}
    named |= {answer.automation for answer in dossier.answers if answer.place.file == path}
    named |= {typed.automation for typed in dossier.readings if typed.place.file == path}
    return {
        sheet.automation.key: sum(figure.known for figure in sheet.figures.values())
        for sheet in assessment.sheets
        if sheet.automation.key in named or (process is not None and sheet.automation.process == process)
    }


def remove(seat: Seat, file: DataFile) -> None:
    """Remove a data file, and the line of its process that reads it and nothing else."""
    with transaction.atomic():
        save_own(seat, _without(seat, file.path))
        forget_data(seat, file.path)
        jobs.ask(seat, "assess")


def _without(seat: Seat, path: str) -> list[Draft]:
    numbers, drafts = numbers_of(seat.workspace), []
    for document, text in texts(seat.workspace).items():
        if document.startswith("processes/") and path in text:
            changed = _unmapped(text, path)
            if changed is not None:
                drafts.append(Draft(path=document, text=changed, seen=numbers[document]))
    return drafts


def _unmapped(text: str, path: str) -> str | None:
    """A process's text without the entry of one file; None when it has none, or cannot be read."""
    try:
        told = read_tree("", text).data
        files = told.get("files") if isinstance(told, dict) else None
        listed = enumerate(files if isinstance(files, list) else ())
        at = [i for i, one in listed if isinstance(one, dict) and one.get("path") == path]
        return rewritten(text, [(("files", i), None) for i in at]) if at else None
    except (Refused, Unreadable):
        return None
