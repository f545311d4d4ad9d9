"""The whole folder in and out: a ZIP to download, a ZIP or files to look at and then to take."""

import json
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST

from retour.register.keys import slug
from retour.review import log
from retour.web.editing.archive import CHUNK, LEDGER_BYTES, Folder, chunks_of, pack, read_archive, read_files
from retour.web.frame.context import language
from retour.web.frame.uploads import refused
from retour.web.portfolio import ledger
from retour.web.portfolio.chores import daily
from retour.web.portfolio.decisions import Diverged, text_of
from retour.web.portfolio.documents import Conflict, texts
from retour.web.portfolio.folder import folder_of, keep_chunks
from retour.web.portfolio.models import DataFile, Document
from retour.web.portfolio.proposal import Proposal, apply, propose
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role, Workspace
from retour.wording import label, say_problem
from retour.worth.ledger import entry

KEPT_FOR = 86_400  # seconds that something looked at waits to be taken
_NAME = re.compile(r"[a-z0-9]{20}")


@seated(Role.VIEWER)
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Download the folder, or send one."""
    about = {
        "section": "register",
        "documents": Document.objects.filter(workspace=seat.workspace).count(),
        "files": DataFile.objects.filter(workspace=seat.workspace).count(),
    }
    return render(request, "editing/folder.html", about)


@seated(Role.VIEWER)
def download(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The folder as a ZIP: documents byte for byte; with ``data=1`` the data files too."""
    with_data = request.GET.get("data") == "1"
    if with_data and not seat.edits:
        raise PermissionDenied
    here = folder_of(seat.workspace)
    listed = DataFile.objects.filter(workspace=seat.workspace) if with_data else []
    data = {one.path: here / one.path for one in listed if (here / one.path).is_file()}
    name = f"{slug(seat.workspace.name) or 'retour'}.zip"
    decided = text_of(seat.workspace)
    accounts = ledger.text_of(seat.workspace)
    documents = texts(seat.workspace) | _sealed(decided, accounts)
    pieces = _zipped(documents, data)
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=named)  # type: ignore[return-value]


def _zipped(documents: Mapping[str, str], data: Mapping[str, Path]) -> Iterator[bytes]:
    """A ZIP in pieces; nothing of it stays on the server, even when nobody reads it to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "folder.zip"
        pack(path, documents, data)
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(CHUNK), b"")


@require_POST
@seated(Role.EDITOR)
def look(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was sent, and what it would change; nothing is changed yet."""
    uploads = request.FILES.getlist("files")
    if not uploads:
        said = "editing.too_large" if refused(request) else "editing.no_file"
        messages.error(request, label(said, language()))
        return redirect("editing:folder", seat.workspace.key)
    incoming = _incoming(seat.workspace)
    incoming.mkdir(parents=True, exist_ok=True)
    _forget_old(incoming)
    name = get_random_string(20, "abcdefghijklmnopqrstuvwxyz0123456789")
    found = _received(uploads, incoming / f"{name}.zip")
    proposal, locked = _proposal(seat, found)
    about = {
        "incoming": name,
        "seen": _seen(proposal),
        "proposal": proposal,
        "problems": [
            (say_problem(p, language()), p.severity.value) for p in (*found.problems, *proposal.problems)
        ],
        "data": [(path, size, _is_there(seat, path)) for path, (_, size) in sorted(found.data.items())],
        "locked": locked,
        "section": "register",
    }
    return render(request, "editing/look.html", about)


def _incoming(workspace: Workspace) -> Path:
    return folder_of(workspace) / ".incoming"


@daily
def forget_incoming() -> None:
    """Remove what was sent to be looked at and never taken, of every workspace."""
    for incoming in (Path(settings.RETOUR_DATA) / "workspaces").glob("*/.incoming"):
        _forget_old(incoming)


def _forget_old(incoming: Path) -> None:
    for path in incoming.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_FOR:
            path.unlink(missing_ok=True)


def _received(uploads: Iterable[UploadedFile], path: Path) -> Folder:
    """What was sent, kept as one ZIP until it is taken."""
    uploads = list(uploads)
    if len(uploads) == 1 and str(uploads[0].name).lower().endswith(".zip"):
        with path.open("wb") as out:
            for chunk in uploads[0].chunks():
                out.write(chunk)
        return read_archive(path)
    small = {str(one.name): one.read(LEDGER_BYTES + 1) for one in uploads}
    found = read_files(small)
    pack(path, {**found.documents, **_sealed(found.decided, found.ledger)}, {})
    return found


def _sealed(decided: str, accounts: str) -> dict[str, str]:
    """The decision log and the ledger as documents, where there are any."""
    return {name: text for name, text in ((log.FILE, decided), (entry.FILE, accounts)) if text}


def _proposal(seat: Seat, found: Folder) -> tuple[Proposal, list[str]]:
    """What would change, and the documents that are left as they are because files keep them."""
    kept = Document.objects.filter(workspace=seat.workspace, keeper=Document.Keeper.FILES)
    locked = set(kept.values_list("path", flat=True)) & set(found.documents)
    wanted = {path: text for path, text in found.documents.items() if path not in locked}
    proposal = propose(
        seat.workspace, wanted, keeper=Document.Keeper.WEB, decided=found.decided, ledger=found.ledger
    )
    return proposal, sorted(locked)


def _is_there(seat: Seat, path: str) -> bool:
    return DataFile.objects.filter(workspace=seat.workspace, path=path).exists()


@require_POST
@seated(Role.EDITOR)
def take(request: HttpRequest, seat: Seat, incoming: str) -> HttpResponse:
    """Take what was looked at: documents whole or not at all, then the data files."""
    path = _incoming(seat.workspace) / f"{incoming}.zip"
    if not _NAME.fullmatch(incoming) or not path.is_file():
        raise Http404
    found = read_archive(path)
    proposal, _ = _proposal(seat, found)
    if proposal.is_refused or _seen(proposal) != request.POST.get("seen", ""):
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect("editing:folder", seat.workspace.key)
    try:
        changed = apply(seat, proposal)
    except (Conflict, Diverged):
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect("editing:folder", seat.workspace.key)
    with ZipFile(path) as archive:
        for name, (member, _) in found.data.items():
            keep_chunks(seat, chunks_of(archive, member), name)
    path.unlink(missing_ok=True)
    messages.success(request, label("editing.taken", language(), n=len(changed), files=len(found.data)))
    if proposal.signed:
        messages.success(request, label("editing.taken_signed", language(), n=proposal.signed))
    if proposal.recorded:
        messages.success(request, label("editing.taken_recorded", language(), n=proposal.recorded))
    return redirect("editing:register", seat.workspace.key)


def _seen(proposal: Proposal) -> str:
    changes = [(change.path, change.seen) for change in proposal.changes]
    return json.dumps([changes, proposal.signed, proposal.recorded])
