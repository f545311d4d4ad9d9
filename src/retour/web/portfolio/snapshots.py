"""Kept assessments: made by the background work, shown by the pages, never made again by an upgrade."""

import hashlib
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.db import transaction
from django.utils import timezone

import retour
from retour.assessment.result import Assessment, Sheet
from retour.quantity import Figure
from retour.report.money_charts import bounds
from retour.review.rhythm import standing
from retour.web.portfolio import decisions, jobs, signed
from retour.web.portfolio.folder import folder_of, written
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import Snapshot
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.workspace.folder import UnusableWorkspace

KEPT_IN_MEMORY = 8
KEPT_ON_DISK = 3  # a workspace
CHAPTERS = (
    *("quantity", "register", "events", "kpi", "effect", "friction", "voice", "watch", "worth", "claim"),
    *("audit", "verdict", "assessment"),
)
_shown: "OrderedDict[int, Assessment]" = OrderedDict()
_lock = Lock()


@handles("assess")
def assess(work: Work) -> Found:
    """Audit the workspace as of today, and keep what was found."""
    workspace = work.job.workspace
    asked = work.job.asked.get("today")
    folder = written(workspace)
    try:
        opened = retour.open(folder, progress=work.tell)
    except UnusableWorkspace:
        raise Refused("no_register") from None
    today = date.fromisoformat(asked) if asked else day_of(workspace)
    work.tell("assessing")
    try:
        found = opened.audit(today=today)
    except UnusableWorkspace:
        raise Refused("no_engine") from None
    since = min(timezone.localtime(workspace.created).date(), today)
    snapshot = keep(workspace, standing(decisions.entries_of(workspace), found, since=since))
    return {"snapshot": snapshot.pk}


def day_of(workspace: Workspace) -> date:
    """The day that a workspace is seen on: today; for the example, the day that it was made for."""
    from retour.workspace.example import EXAMPLE_DAY  # noqa: PLC0415

    return EXAMPLE_DAY if workspace.is_example else date.today()  # noqa: DTZ011  the server's own calendar day


def freshen(seat: Seat) -> None:
    """Ask for today's assessment, when the last one is of another day."""
    snapshot = latest(seat.workspace)
    if snapshot is None or snapshot.today < day_of(seat.workspace):
        jobs.ask(seat, "assess")


def keep(workspace: Workspace, assessment: Assessment) -> Snapshot:
    """Keep an assessment: its figures in the database, the whole of it in a signed file.

    Nobody sees the one without the other: the row is there once the file is.
    """
    kept = light(assessment)
    figures = {key: _noted(figure) for key, figure in assessment.figures.items()}
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            workspace=workspace,
            today=assessment.today,
            seed=assessment.seed,
            digest=assessment.digest,
            version=retour.__version__,
            figures=figures,
        )
        signed.keep(_path(snapshot), kept)
    _forget_old_files(workspace)
    return snapshot


def light(assessment: Assessment) -> Assessment:
    """The assessment without what only computing needs: cells, frames, draws (nine tenths of its weight)."""
    dossier = replace(assessment.dossier, cells={}, frames={})
    return replace(assessment, dossier=dossier, sheets=tuple(_without_draws(s) for s in assessment.sheets))


def _without_draws(sheet: Sheet) -> Sheet:
    lines = tuple(replace(line, draws=None, gross=None) for line in sheet.worth.lines)
    effects = tuple(replace(effect, draws=None) for effect in sheet.effects)
    return replace(sheet, effects=effects, worth=replace(sheet.worth, lines=lines, net_draws=None))


def _noted(figure: Figure) -> dict[str, Any]:
    low, _, high = bounds(figure) or (None, None, None)
    return {
        "kind": type(figure.value).__name__,
        "point": figure.point,
        "low": low,
        "high": high,
        "grade": figure.grade.value,
        "unit": figure.unit.value,
        "n": figure.n,
    }


def _path(snapshot: Snapshot) -> Path:
    name = f"{snapshot.pk}-{snapshot.version}-{_shape()}.pickle"
    return folder_of(snapshot.workspace) / ".assessments" / name


@cache
def _shape() -> str:
    """A digest of the code that defines an assessment: what other code kept is not read by this one."""
    digest = hashlib.sha256()
    for chapter in CHAPTERS:
        for path in sorted((Path(retour.__file__).parent / chapter).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _forget_old_files(workspace: Workspace) -> None:
    folder = folder_of(workspace) / ".assessments"
    numbered = sorted(folder.glob("*.pickle"), key=lambda p: int(p.name.partition("-")[0]), reverse=True)
    for path in numbered[KEPT_ON_DISK:]:
        path.unlink(missing_ok=True)


def latest(workspace: Workspace) -> Snapshot | None:
    """The last assessment that was kept."""
    return Snapshot.objects.filter(workspace=workspace).defer("figures").first()


def shown(snapshot: Snapshot) -> Assessment | None:
    """A kept assessment, whole; None when its file is gone or was not written by this server and version."""
    with _lock:
        if snapshot.pk in _shown:
            _shown.move_to_end(snapshot.pk)
            return _shown[snapshot.pk]
    found = _read(snapshot)
    if found is not None:
        with _lock:
            _shown[snapshot.pk] = found
            while len(_shown) > KEPT_IN_MEMORY:
                _shown.popitem(last=False)
    return found


def forget() -> None:
    """Keep no assessment in memory any more."""
    with _lock:
        _shown.clear()


def _read(snapshot: Snapshot) -> Assessment | None:
    found = signed.kept(_path(snapshot))
    return found if isinstance(found, Assessment) else None
