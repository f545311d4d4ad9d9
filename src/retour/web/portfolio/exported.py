"""The figures of a snapshot as files.

Those of a large portfolio take seconds: they are made once, in the background, and kept beside their
snapshot, which never changes.
"""

import json
from pathlib import Path

import retour
from retour.assessment.result import Assessment
from retour.report import as_csv, as_json, as_xlsx, page
from retour.report.forwarded import forwarded_main
from retour.report.page import alone
from retour.store.whole import beside
from retour.web.portfolio import jobs, snapshots
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import Job, Snapshot
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.wording import label

KINDS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
QUICK = frozenset({"csv"})  # half a second for 400 automations
AT_ONCE = 40  # automations whose file is made while somebody waits: about half a second
MOST_SHEETS = 100  # in one file: each weighs about 90 kB
KEPT = 3  # snapshots whose files are kept, a workspace
WORK = "export"


def is_quick(assessment: Assessment, kind: str) -> bool:
    """True when a file can be made while somebody waits for it."""
    return kind in QUICK or len(assessment.sheets) <= AT_ONCE


def kept(snapshot: Snapshot, kind: str, lang: str) -> bytes | None:
    """The file of a snapshot, once it was made."""
    try:
        return _path(snapshot, kind, lang).read_bytes()
    except OSError:
        return None


def ask(seat: Seat, snapshot: Snapshot, kind: str, lang: str) -> Job:
    """Ask for a file; the same one is not made twice at once."""
    wanted = {"snapshot": snapshot.pk, "file": kind, "lang": lang}
    under_way = Job.objects.filter(
        workspace=seat.workspace, kind=WORK, asked=wanted, state=Job.State.RUNNING
    ).first()
    return under_way or jobs.ask(seat, WORK, **wanted)


@handles(WORK)
def make(work: Work) -> Found:
    """Make a file, and keep it with its snapshot."""
    kind, lang = str(work.job.asked["file"]), str(work.job.asked["lang"])
    snapshot = Snapshot.objects.filter(workspace=work.job.workspace, pk=work.job.asked["snapshot"]).first()
    assessment = snapshots.shown(snapshot) if snapshot else None
    if snapshot is None or assessment is None:
        raise Refused("no_assessment")
    path = _path(snapshot, kind, lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = beside(path)
    part.write_bytes(written(assessment, kind, lang))
    part.replace(path)
    _forget_old(snapshot.workspace)
    return {"file": kind}


def written(assessment: Assessment, kind: str, lang: str) -> bytes:
    """An assessment as a file of some kind; CSV begins with a mark, so that spreadsheets read accents."""
    match kind:
        case "html":
            return _page(assessment, lang).encode()
        case "csv":
            return as_csv(assessment, lang).encode("utf-8-sig")
        case "xlsx":
            return as_xlsx(assessment, lang)
        case _:
            return json.dumps(as_json(assessment, lang), ensure_ascii=False, indent=1).encode()


def _page(assessment: Assessment, lang: str) -> str:
    """The whole page; of a large portfolio its first page only, since every sheet is a file of its own."""
    if len(assessment.sheets) <= MOST_SHEETS:
        return page(assessment, lang)
    name = assessment.dossier.register.name
    return alone(lang, label("page_title", lang, name=name), forwarded_main(assessment, lang))


def _folder(workspace: Workspace) -> Path:
    return folder_of(workspace) / ".exports"


def _path(snapshot: Snapshot, kind: str, lang: str) -> Path:
    return _folder(snapshot.workspace) / f"{snapshot.pk}-{lang}-{retour.__version__}.{kind}"


def _forget_old(workspace: Workspace) -> None:
    """Remove the files of all but the latest snapshots that have some."""
    files = [path for path in _folder(workspace).iterdir() if path.suffix != ".part"]
    numbers = sorted({_number(path) for path in files}, reverse=True)[:KEPT]
    for path in files:
        if _number(path) not in numbers:
            path.unlink(missing_ok=True)


def _number(path: Path) -> int:
    return int(path.name.partition("-")[0])
