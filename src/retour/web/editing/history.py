"""Every state that a document had: who, when, through what, what changed; and going back to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from retour.web.editing.form import listed
from retour.web.editing.opened import kind_at
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, save
from retour.web.portfolio.models import Document, Revision
from retour.web.portfolio.proposal import difference
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A revision, and how many lines it added and took away."""

    revision: Revision
    added: int
    taken: int


@seated(Role.VIEWER)
def revisions(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """The revisions of a document, latest first."""
    kind_at(path)
    every = Revision.objects.filter(workspace=seat.workspace, path=path).select_related("by")
    page = Paginator(every.order_by("-number"), A_PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404
    about = {"path": path, "page": page, "steps": _steps(list(page)), "section": "register"}
    return render(request, "editing/history.html", about | {"present": _present(seat, path)})


def _present(seat: Seat, path: str) -> Document | None:
    return Document.objects.filter(workspace=seat.workspace, path=path).first()


def _steps(shown: Sequence[Revision]) -> list[Step]:
    return [_step(revision) for revision in shown]


def _step(revision: Revision) -> Step:
    lines = difference(before_of(revision), revision.text, context=0)
    return Step(
        revision=revision,
        added=sum(line.startswith("+") for line in lines),
        taken=sum(line.startswith("-") for line in lines),
    )


def before_of(revision: Revision) -> str | None:
    """The text that a revision replaced; None when there was none."""
    here = Revision.objects.filter(workspace=revision.workspace, path=revision.path)
    return here.filter(number__lt=revision.number).order_by("-number").values_list("text", flat=True).first()


@seated(Role.VIEWER)
def revision(request: HttpRequest, seat: Seat, number: int, path: str) -> HttpResponse:
    """One revision: what it changed, and its whole text."""
    kind_at(path)
    found = get_object_or_404(Revision, workspace=seat.workspace, path=path, number=number)
    present = _present(seat, path)
    about = {
        "path": path,
        "revision": found,
        "lines": difference(before_of(found), found.text),
        "present": present,
        "section": "register",
        "can": seat.edits
        and found.text is not None
        and _may_restore(present)
        and not _is_present(present, found),
    }
    return render(request, "editing/revision.html", about)


def _may_restore(present: Document | None) -> bool:
    return present is None or present.keeper == Document.Keeper.WEB


def _is_present(present: Document | None, found: Revision) -> bool:
    return present is not None and present.text == found.text


@require_POST
@seated(Role.EDITOR)
def restore(request: HttpRequest, seat: Seat, number: int, path: str) -> HttpResponse:
    """Make an old text the present one, as a new revision; refused when it would be wrong today."""
    kind_at(path)
    found = get_object_or_404(Revision, workspace=seat.workspace, path=path, number=number)
    present = _present(seat, path)
    if found.text is None or not _may_restore(present):
        raise PermissionDenied
    draft = Draft(path=path, text=found.text, seen=present.number if present else 0)
    problems = problems_of(seat.workspace, [draft])
    if is_refused(problems):
        said = " ".join(problem.said for problem in listed(problems, language())[:3])
        messages.error(request, f"{label('editing.restore_refused', language())} {said}")
        return redirect("editing:revision", seat.workspace.key, number, path)
    try:
        save(seat, [draft])
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
    else:
        messages.success(request, label("editing.restored", language(), number=number))
    return redirect("editing:history", seat.workspace.key, path)
