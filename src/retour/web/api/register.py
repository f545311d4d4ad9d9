"""Documents of the register for programs: listed, read, written one by one or as a whole folder."""

import json
import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse

from retour.connectors.declared.folder import MAX_BYTES, decoded, kind_of
from retour.connectors.declared.tree import Refused
from retour.quantity import Problem
from retour.web.api.answers import Json, Refusal, limit_of, page, problems_json
from retour.web.portfolio.decisions import Diverged
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, register_of, save, texts
from retour.web.portfolio.folder import Misplaced, placed
from retour.web.portfolio.models import Document
from retour.web.portfolio.proposal import Change, Proposal, propose
from retour.web.portfolio.proposal import apply as make_true
from retour.web.portfolio.snapshots import latest, shown
from retour.web.workspaces.access import Seat

YAML = "application/yaml; charset=utf-8"
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def documents(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The documents, by path."""
    here = Document.objects.filter(workspace=seat.workspace, path__gt=request.GET.get("after", ""))
    limit = limit_of(request)
    found = list(here.defer("text").order_by("path")[: limit + 1])
    items = [
        {"path": d.path, "kind": kind_of(d.path), "revision": d.number, "keeper": d.keeper}
        for d in found[:limit]
    ]
    return page(request, items, found[limit - 1].path if len(found) > limit else None)


def read(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """A document's text; its revision is the entity tag."""
    found = _document(seat, path)
    if found is None:
        raise Refusal(404, "missing")
    tag = f'"{found.number}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(found.text, content_type=YAML, headers={"ETag": tag})


def write(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """Save a document, under the rules of the files."""
    found = _document(seat, path)
    draft = Draft(path=path, text=_text(request, path), seen=_seen(request, found))
    problems = problems_of(seat.workspace, [draft])
    if is_refused(problems):
        raise _wrong(problems)
    changed = _saved(seat, draft, found)
    now = _document(seat, path)
    number = now.number if now else 0
    body = {"path": path, "revision": number, "changed": changed, "problems": problems_json(problems)}
    return JsonResponse(body, status=200 if found else 201, headers={"ETag": f'"{number}"'})


def remove(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """Remove a document; its revisions stay."""
    found = _document(seat, path)
    if found is None:
        raise Refusal(404, "missing")
    _saved(seat, Draft(path=path, text=None, seen=_seen(request, found)), found)
    return HttpResponse(status=204)


def _saved(seat: Seat, draft: Draft, found: Document | None) -> bool:
    """Save for whoever keeps the document already."""
    try:
        return bool(save(seat, [draft], keeper=found.keeper if found else Document.Keeper.WEB))
    except Conflict:
        raise Refusal(412, "changed_meanwhile", path=draft.path) from None


def _document(seat: Seat, path: str) -> Document | None:
    """The document at a path, if any; Refusal when none may be there."""
    _check_path(path)
    return Document.objects.filter(workspace=seat.workspace, path=path).first()


def _check_path(path: str) -> None:
    try:
        kind_of(placed(path).as_posix())
    except (Misplaced, KeyError):
        raise Refusal(404, "no_such_place", path=path) from None
    if not path.endswith(".yaml"):
        raise Refusal(404, "no_such_place", path=path)


def _seen(request: HttpRequest, found: Document | None) -> int | None:
    """The revision that the program saw, when it says so; Refusal when it is not the present one."""
    number = found.number if found else 0
    if request.headers.get("If-None-Match", "").strip() == "*":
        if found:
            raise Refusal(412, "changed_meanwhile", path=found.path)
        return 0
    said = request.headers.get("If-Match", "").strip()
    if not said:
        return number
    tags = {int(tag) for tag in _TAG.findall(said)}
    if (said == "*" and found) or number in tags:
        return number
    raise Refusal(412, "changed_meanwhile", path=found.path if found else "")


def _text(request: HttpRequest, path: str) -> str:
    if len(request.body) > MAX_BYTES:
        raise Refusal(413, "body_too_large")
    try:
        return decoded(request.body, path)
    except Refused as refused:
        raise _wrong([refused.problem]) from None


def _wrong(problems: list[Problem] | tuple[Problem, ...]) -> Refusal:
    return Refusal(422, "wrong", more={"problems": problems_json(problems)}, n=len(problems))


def apply(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Compare a whole folder with the register; without ``dry_run``, make the register say the same.

    Documents that files kept and that the folder has no more are removed; those that the web keeps stay.
    """
    wanted, seen, (decided, ledger) = _folder(request)
    files = Document.Keeper.FILES
    proposal = propose(seat.workspace, wanted, keeper=files, whole=True, decided=decided, ledger=ledger)
    dry = request.GET.get("dry_run", "") in ("1", "true")
    body = _proposed(proposal)
    if dry:
        return JsonResponse(body | {"applied": False})
    if proposal.is_refused:
        raise _wrong(proposal.problems)
    if seen is not None and seen != {c.path: c.seen for c in proposal.changes}:
        raise Refusal(409, "changed_since_looked")
    try:
        make_true(seat, proposal)
    except Conflict as conflict:
        raise Refusal(409, "changed_meanwhile", path=conflict.path) from None
    except Diverged as diverged:
        raise _wrong([diverged.problem]) from None
    return JsonResponse(body | {"applied": True})


def _folder(request: HttpRequest) -> tuple[Mapping[str, str], Mapping[str, int] | None, tuple[str, str]]:
    """The documents sent, the revisions they were compared with, if said, the decisions, the ledger."""
    body = json_of(request)
    wanted, seen = body.get("documents"), body.get("seen")
    decided, ledger = body.get("decisions", ""), body.get("ledger", "")
    if not isinstance(decided, str) or not isinstance(ledger, str):
        raise Refusal(400, "not_a_folder")
    if not isinstance(wanted, dict) or not all(isinstance(text, str) for text in wanted.values()):
        raise Refusal(400, "not_a_folder")
    if seen is not None and not isinstance(seen, dict):
        raise Refusal(400, "not_a_folder")
    for path in wanted:
        _check_path(path)
    return {path: text.removeprefix("\ufeff") for path, text in wanted.items()}, seen, (decided, ledger)


def json_of(request: HttpRequest) -> Json:
    """The body as a JSON object."""
    try:
        found = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refusal(400, "not_json") from None
    if not isinstance(found, dict):
        raise Refusal(400, "not_json")
    return found


def _proposed(proposal: Proposal) -> Json:
    return {
        "changes": [_change(change) for change in proposal.changes],
        "problems": problems_json(proposal.problems),
        "refused": proposal.is_refused,
        "decisions": proposal.signed,
        "ledger": proposal.recorded,
    }


def _change(change: Change) -> Json:
    return {"path": change.path, "kind": change.kind, "seen": change.seen, "diff": change.lines}


def problems(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is wrong in the register now, and in the data at the last assessment."""
    _, found = register_of(texts(seat.workspace))
    snapshot = latest(seat.workspace)
    assessment = shown(snapshot) if snapshot else None
    files = {problem.place.file for problem in found} | set(texts(seat.workspace))
    told = [p for p in assessment.dossier.problems if p.place.file not in files] if assessment else []
    return JsonResponse({"register": problems_json(found), "data": problems_json(told)})
