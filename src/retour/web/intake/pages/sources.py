"""Every data file of the workspace: what it gave, what was guessed; added, replaced, removed, downloaded."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from retour.assessment.result import Assessment
from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.connectors.files import Guessed
from retour.register.process import EventFile, Process
from retour.web.frame.context import language
from retour.web.frame.downloads import attached
from retour.web.frame.uploads import refused
from retour.web.frame.waiting import looking_again
from retour.web.intake import columns, drops
from retour.web.intake.columns import Reading, columns_of
from retour.web.intake.drafting import Unsaved
from retour.web.intake.drops import Telling
from retour.web.intake.incoming import Brought, bring, counts_of, mapping_of, reports_of, rests_on
from retour.web.intake.incoming import remove as take_out
from retour.web.portfolio import jobs, logs_out, snapshots
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.folder import folder_of, keep_upload
from retour.web.portfolio.models import DataFile, Job
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.names import Names
from retour.wording.problems import say_guess
from retour.workspace.first_look.copies import CASE

SHOWN_ROWS = 3
SINGLE = ["amount", "minutes", "actor", "actor_kind", "automation", "event_id", "activity", "time", "case"]


def assessed(seat: Seat) -> Assessment | None:
    """The last assessment of the workspace, if it can be shown."""
    snapshot = snapshots.latest(seat.workspace)
    return snapshots.shown(snapshot) if snapshot else None


@seated(Role.VIEWER)
def sources(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every data file, with what it gave."""
    return _sources(request, seat)


def _sources(request: HttpRequest, seat: Seat, wrong: str = "", status: int = 200) -> HttpResponse:
    assessment, lang = assessed(seat), language()
    register, _ = register_of(texts(seat.workspace))
    working = Job.objects.filter(workspace=seat.workspace, kind="assess", state__in=("queued", "running"))
    about = {
        "section": "sources",
        "files": _lines(seat, assessment),
        "wrong": wrong,
        "kinds": [("", label("intake.kind_guess", lang))]
        + [(kind, label(f"intake.kind_{kind}", lang)) for kind in DATA_FOLDERS],
        "processes": [(p.key, p.name.in_(lang)) for p in register.processes] if register else [],
        "forms": [(form, label(f"intake.log_{form}", lang)) for form in logs_out.FORMS],
        "job": working.first(),
        "problems": len(assessment.dossier.problems) if assessment else 0,
    }
    return render(request, "intake/sources.html", about, status=status)


def _lines(seat: Seat, assessment: Assessment | None) -> list[dict[str, Any]]:
    reports, counts = reports_of(assessment), counts_of(assessment)
    wrong: dict[str, int] = {}
    for problem in assessment.dossier.problems if assessment else ():
        wrong[problem.place.file] = wrong.get(problem.place.file, 0) + 1
    files = DataFile.objects.filter(workspace=seat.workspace).select_related("by").order_by("path")
    return [
        {
            "file": file,
            "kind": label(f"intake.kind_{file.path.partition('/')[0]}", language()),
            "kb": max(1, file.size // 1000),
            "report": reports.get(file.path),
            "count": counts.get(file.path),
            "problems": wrong.get(file.path, 0),
        }
        for file in files
    ]


@require_POST
@seated(Role.EDITOR)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Bring files in; each is said to be what it was taken for."""
    lang = language()
    uploads = request.FILES.getlist("files")
    if too_large := refused(request):
        limit = settings.UPLOAD_LIMIT // 1_000_000
        wrong = label("frame.error_too_large_text", lang, name=", ".join(too_large), limit=limit)
        return _sources(request, seat, wrong, status=413)
    if not uploads:
        return _sources(request, seat, label("intake.nothing_dropped", lang), status=400)
    kind, process = request.POST.get("kind", ""), request.POST.get("process") or None
    if not drops.are_light(uploads):
        job = drops.ask(seat, uploads, {"home": kind, "process": process, "lang": lang})
        return redirect("intake:drop", seat.workspace.key, job.key)
    brought: list[Brought] = []
    tellings: list[Telling] = []
    for upload in uploads:
        try:
            brought.append(bring(seat, upload, kind=kind, process=process, lang=lang))
        except Unsaved as unsaved:
            tellings.append(drops.unsaved_said(unsaved, lang))
    tellings += [telling for one in brought for telling in drops.brought_said(one, lang)]
    return _brought(request, seat, tellings, [one.file.pk for one in brought if one.file])


def _brought(request: HttpRequest, seat: Seat, tellings: list[Telling], files: list[int]) -> HttpResponse:
    """Say how it went, on the page of the file when there is one only."""
    for telling in tellings:
        messages.add_message(request, getattr(messages, telling.level.upper()), telling.text)
    if len(files) == 1:
        return redirect("intake:source", seat.workspace.key, files[0])
    return redirect("intake:sources", seat.workspace.key)


@seated(Role.EDITOR)
def drop(request: HttpRequest, seat: Seat, job: str) -> HttpResponse:
    """Files that the worker brings in: how far it is, then what they became."""
    found = get_object_or_404(Job, workspace=seat.workspace, kind=drops.BRING, key=job)
    if found.state == Job.State.DONE:
        return _brought(request, seat, [Telling(*told) for told in found.found["told"]], found.found["files"])
    since = (timezone.now() - found.started).total_seconds() if found.started else 0.0
    about = {"section": "sources", "job": found, "since": since}
    page = render(request, "intake/drop.html", about)
    return page if found.is_over else looking_again(request, page, seconds=1)


def _file(seat: Seat, file: int) -> DataFile:
    return get_object_or_404(DataFile, pk=file, workspace=seat.workspace)


@seated(Role.VIEWER)
def source(request: HttpRequest, seat: Seat, file: int) -> HttpResponse:
    """One file: how it is read, three real rows, what it gave, what rests on it."""
    found, assessment, lang = _file(seat, file), assessed(seat), language()
    register, _ = register_of(texts(seat.workspace))
    reading = mapping_of(register, found.path)
    guessed = columns_of(seat, found, register) if seat.edits else None
    report = reports_of(assessment).get(found.path)
    about = {
        "section": "sources",
        "file": found,
        "report": report,
        "count": counts_of(assessment).get(found.path),
        "process": reading[0] if reading else None,
        "matched": is_matched(reading),
        "process_name": reading[0].name.in_(lang) if reading else "",
        "guesses": [say_guess(guess, lang) for guess in report.guesses] if report else [],
        "columns": _columns(guessed, reading, lang) if isinstance(guessed, Guessed) else [],
        "job": guessed if isinstance(guessed, Job) else None,
        "resting": _resting(assessment, found.path, lang),
        "problems": sum(p.place.file == found.path for p in assessment.dossier.problems) if assessment else 0,
    }
    page = render(request, "intake/source.html", about)
    waits = isinstance(guessed, Job) and not guessed.is_over
    return looking_again(request, page, seconds=2) if waits else page


def _columns(guessed: Guessed, reading: Reading, lang: str) -> list[dict[str, Any]]:
    """Columns, their part in words, and three real cells."""
    mapping = reading[1] if reading else guessed.mapping
    parts = {c: f"attribute:{a}" for c, a in mapping.attributes.items()}
    parts |= {c: f"date:{a}" for c, a in mapping.dates.items()}
    for name in SINGLE:
        if (column := getattr(mapping, name)) is not None:
            parts[column] = name
    rows = guessed.rows[:SHOWN_ROWS]
    return [
        {
            "name": column.name,
            "part": _part(parts.get(column.name, ""), lang),
            "sample": [row[i] if i < len(row) else "" for row in rows],
        }
        for i, column in enumerate(guessed.header)
    ]


def _part(part: str, lang: str) -> str:
    kind, _, name = part.partition(":")
    if not kind:
        return label("first.role_none", lang)
    if kind in ("date", "attribute"):
        return label(f"intake.part_of_{kind}", lang, name=name)
    return label(f"column_role.{kind}", lang)


def _resting(assessment: Assessment | None, path: str, lang: str) -> list[tuple[str, int]]:
    found = rests_on(assessment, path)
    if assessment is None:
        return []
    names = Names.of(assessment, lang)
    return [(names.automation(assessment.sheet(key).automation), n) for key, n in found.items()]


@seated(Role.EDITOR)
def download(request: HttpRequest, seat: Seat, file: int) -> HttpResponse:
    """The file as it came."""
    found = _file(seat, file)
    path = folder_of(seat.workspace) / found.path
    if not path.is_file():
        raise Http404
    return attached(path)


@seated(Role.EDITOR)
def log(request: HttpRequest, seat: Seat, process: str, form: str) -> HttpResponse:
    """The events of a process as a log for other tools: made in the background, then downloaded."""
    if form not in logs_out.FORMS or not logs_out.is_declared(seat.workspace, process):
        raise Http404
    path = logs_out.kept(seat.workspace, process, form)
    if path is None:
        return redirect("portfolio:job", seat.workspace.key, logs_out.ask(seat, process, form).key)
    return attached(path)


def is_matched(reading: tuple[Process, EventFile] | None) -> bool:
    """True for a file that holds the cases of two exports, recognised: one new export cannot replace it."""
    return reading is not None and reading[1].case == CASE


@require_POST
@seated(Role.EDITOR)
def replace_(request: HttpRequest, seat: Seat, file: int) -> HttpResponse:
    """Put a newer export in the place of a file; it is read the same way."""
    found, lang = _file(seat, file), language()
    upload = request.FILES.get("file")
    if too_large := refused(request):
        limit = settings.UPLOAD_LIMIT // 1_000_000
        wrong = label("frame.error_too_large_text", lang, name=", ".join(too_large), limit=limit)
        return _sources(request, seat, wrong, status=413)
    register, _ = register_of(texts(seat.workspace))
    if is_matched(mapping_of(register, found.path)):
        messages.error(request, label("intake.replace_matched", lang))
    elif upload is None:
        messages.error(request, label("intake.nothing_dropped", lang))
    else:
        keep_upload(seat, upload, found.path)
        columns.forget(found)
        jobs.ask(seat, "assess")
        messages.success(request, label("intake.replaced", lang, file=found.path))
    return redirect("intake:source", seat.workspace.key, found.pk)


@seated(Role.EDITOR)
def remove(request: HttpRequest, seat: Seat, file: int) -> HttpResponse:
    """Remove a file, once it was seen which figures rest on it."""
    found, lang = _file(seat, file), language()
    if request.method == "POST":
        try:
            take_out(seat, found)
            columns.forget(found)
        except Unsaved as unsaved:
            messages.error(request, label(f"intake.{unsaved.code}", lang, path=unsaved.path))
            return redirect("intake:source", seat.workspace.key, found.pk)
        messages.success(request, label("intake.removed", lang, file=found.path))
        return redirect("intake:sources", seat.workspace.key)
    about = {"section": "sources", "file": found, "resting": _resting(assessed(seat), found.path, lang)}
    return render(request, "intake/remove.html", about)
