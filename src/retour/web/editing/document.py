"""A document changed by a form or as text, under the same rules; two people at once lose nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.connectors.declared.merging import merged
from retour.connectors.declared.rewriting import Edit, Unreadable
from retour.quantity import Problem
from retour.web.editing.form import drawn_form, listed
from retour.web.editing.opened import Opened, opened, sent
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, save
from retour.web.portfolio.proposal import difference
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

SETTINGS = "retour.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody wants a document to say, and the edits that lead there when they come from a form."""

    text: str
    seen: int
    values: Mapping[str, str]
    edits: Sequence[Edit] = ()
    by_form: bool = False


@seated(Role.VIEWER)
def form(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """The form of a document; what is sent is checked, then saved."""
    document = opened(seat, path)
    if request.method == "POST":
        return take(request, seat, document, _by_form(request, document))
    if not document.has_form:
        return redirect("editing:text", seat.workspace.key, path)
    return show_form(request, seat, document, None, document.around()[1])


@seated(Role.VIEWER)
def text(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """A document as text; what is sent is checked, then saved."""
    document = opened(seat, path)
    if request.method == "POST":
        return take(request, seat, document, _by_text(request, document))
    return show_text(request, seat, document, None, document.around()[1])


@seated(Role.VIEWER)
def settings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The workspace's settings: its own document, by its form."""
    return form(request, workspace=seat.workspace.key, path=SETTINGS)


def take(request: HttpRequest, seat: Seat, document: Opened, attempt: Attempt) -> HttpResponse:
    """Check what somebody wants; save it when it was asked for and nothing in it is wrong."""
    may_change(seat, document)
    draft = Draft(path=document.path, text=attempt.text, seen=attempt.seen)
    problems = problems_of(seat.workspace, [draft])
    refused = is_refused(problems)
    if request.POST.get("action") != "save" or refused:
        if refused and request.POST.get("action") == "save":
            messages.error(request, label("editing.refused", language()))
        show = show_form if attempt.by_form else show_text
        return show(request, seat, document, attempt, problems)
    try:
        changed = save(seat, [draft])
    except Conflict:
        return show_conflict(request, seat, document, attempt)
    messages.success(request, label("editing.saved" if changed else "editing.nothing_changed", language()))
    if attempt.by_form and document.path == SETTINGS:
        return redirect("editing:settings", seat.workspace.key)
    page = "editing:form" if attempt.by_form else "editing:text"
    return redirect(page, seat.workspace.key, document.path)


def may_change(seat: Seat, document: Opened) -> None:
    """PermissionDenied when the person may not edit, or when the document is kept by files."""
    if not seat.edits or document.locked or document.signed:
        raise PermissionDenied


def _by_form(request: HttpRequest, document: Opened) -> Attempt:
    seen = _number(request)
    base = document.at_revision(seen)
    values = sent(request.POST)
    try:
        edits = base.edits(values, language())
        return Attempt(text=base.changed(edits), seen=seen, values=values, edits=edits, by_form=True)
    except Unreadable:
        return Attempt(text=base.text, seen=seen, values=values)


def _by_text(request: HttpRequest, document: Opened) -> Attempt:
    written = request.POST.get("text", "").replace("\r\n", "\n")
    if written and not written.endswith("\n"):
        written += "\n"
    return Attempt(text=written, seen=_number(request), values={})


def _number(request: HttpRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def show_form(
    request: HttpRequest,
    seat: Seat,
    document: Opened,
    attempt: Attempt | None,
    problems: Iterable[Problem],
) -> HttpResponse:
    """The page of a document's form."""
    problems = tuple(problems)
    base = document.at_revision(attempt.seen) if attempt else document
    register, _ = base.around(attempt.text if attempt else None)
    lang = language()
    values = attempt.values if attempt else {}
    about = {
        "drawn": drawn_form(base, values, problems, register, lang),
        "seen": base.number,
        "dirty": attempt is not None and attempt.text != base.text,
        "changes": difference(base.text, attempt.text) if attempt else [],
    }
    return render(request, "editing/form.html", about | _common(seat, document, problems))


def show_text(
    request: HttpRequest,
    seat: Seat,
    document: Opened,
    attempt: Attempt | None,
    problems: Iterable[Problem],
) -> HttpResponse:
    """The page of a document as text."""
    about = {
        "text": attempt.text if attempt else document.text,
        "seen": attempt.seen if attempt else document.number,
        "changes": difference(document.text, attempt.text) if attempt else [],
    }
    return render(request, "editing/text.html", about | _common(seat, document, tuple(problems)))


def show_conflict(request: HttpRequest, seat: Seat, document: Opened, attempt: Attempt) -> HttpResponse:
    """Somebody was faster: both texts, and one's own changes brought over to the newer one, ready to save."""
    newer = opened(seat, document.path) if document.number else document
    base = newer.at_revision(attempt.seen)
    ready, clean = _on_top(newer, base, attempt)
    about = {
        "mine": difference(base.text, attempt.text),
        "theirs": difference(base.text, newer.text),
        "their_text": newer.text,
        "my_text": attempt.text,
        "text": ready,
        "clean": clean,
        "seen": newer.number,
        "problems": listed(newer.around(ready)[1], language()),
    }
    return render(request, "editing/conflict.html", _common(seat, newer, ()) | about, status=409)


def _on_top(newer: Opened, base: Opened, attempt: Attempt) -> tuple[str, bool]:
    """One's own changes on top of the newer text, and whether that could be done without choosing."""
    brought = merged(base.text, attempt.text, newer.text)
    if brought is not None:
        return brought, True
    if attempt.edits:
        try:
            return newer.changed(attempt.edits), False
        except Unreadable:
            pass
    return attempt.text, False


def _common(seat: Seat, document: Opened, problems: Sequence[Problem]) -> dict[str, object]:
    return {
        "section": "settings" if document.path == SETTINGS else "register",
        "document": document,
        "problems": listed(problems, language()),
        "can": seat.edits and not document.locked and not document.signed,
        "is_settings": document.path == SETTINGS,
    }
