"""Data files for programs: listed, sent in one stream of a bounded size, removed."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.web.api.answers import Json, Refusal, limit_of, page
from retour.web.frame.errors import Unkept
from retour.web.portfolio import jobs
from retour.web.portfolio.folder import Misplaced, forget_data, keep_chunks, placed
from retour.web.portfolio.models import DataFile
from retour.web.workspaces.access import Seat

CHUNK = 1 << 20


def files(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The data files, by path."""
    here = DataFile.objects.filter(workspace=seat.workspace, path__gt=request.GET.get("after", ""))
    limit = limit_of(request)
    found = list(here.order_by("path")[: limit + 1])
    return page(
        request, [_about(one) for one in found[:limit]], found[limit - 1].path if len(found) > limit else None
    )


def _about(found: DataFile) -> Json:
    return {"path": found.path, "size": found.size, "sha256": found.digest, "at": found.at.isoformat()}


def keep(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """Keep a data file: it appears when its last byte is there, or not at all."""
    _check(path)
    length = _length(request)
    new = not DataFile.objects.filter(workspace=seat.workspace, path=path).exists()
    try:
        found = keep_chunks(seat, _chunks(request, length), path)
    except Unkept as unkept:
        if unkept.code != "full":
            raise Refusal(unkept.status, unkept.code, path=path) from None
        raise Refusal(unkept.status, "workspace_full", megabytes=unkept.details["limit"]) from None
    jobs.ask(seat, "assess")
    return JsonResponse(_about(found), status=201 if new else 200)


def _length(request: HttpRequest) -> int:
    """The size that the program says; Refusal when it says none, or too much."""
    said = request.headers.get("Content-Length", "")
    if not said.isdecimal():
        raise Refusal(411, "no_length")
    if len(said) > 15 or int(said) > settings.UPLOAD_LIMIT:
        raise Refusal(413, "file_too_large", megabytes=settings.UPLOAD_LIMIT // 1_000_000)
    return int(said)


def _chunks(request: HttpRequest, length: int) -> Iterator[bytes]:
    """The body in pieces; Refusal when it ends before its time, so that no half of a file is kept."""
    size = 0
    while chunk := request.read(CHUNK):
        size += len(chunk)
        yield chunk
    if size != length:
        raise Refusal(400, "cut_short")


def forget(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """Remove a data file."""
    _check(path)
    if not DataFile.objects.filter(workspace=seat.workspace, path=path).exists():
        raise Refusal(404, "missing")
    forget_data(seat, path)
    jobs.ask(seat, "assess")
    return HttpResponse(status=204)


def _check(path: str) -> None:
    try:
        home = placed(path).parts[0]
    except Misplaced:
        home = ""
    if home not in DATA_FOLDERS:
        raise Refusal(404, "no_such_folder", path=path, known=list(DATA_FOLDERS))
