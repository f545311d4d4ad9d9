"""0:00: drop exports, paste a sentence or a table, or open the example."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.connectors.declared import Draft
from retour.quantity import Problem
from retour.register.automation import Status
from retour.web.frame.context import language
from retour.web.frame.uploads import refused
from retour.web.intake import looks
from retour.web.intake.drafting import Unsaved, create
from retour.web.intake.models import Look
from retour.web.intake.pages.claims import about_paste
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say_problem
from retour.workspace.first_look import Kind, answer_paste

RECENT = 5
LONGEST_PASTE = 20_000  # characters


@seated(Role.EDITOR)
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The first ten minutes begin, or go on."""
    if request.method == "POST":
        return _dropped(request, seat)
    looks.forget_old()
    return _start(request, seat)


def _start(request: HttpRequest, seat: Seat, *, wrong: str = "", status: int = 200) -> HttpResponse:
    recent = Look.objects.filter(workspace=seat.workspace).prefetch_related("files", "scenarios")[:RECENT]
    about = {"section": "start", "recent": recent, "wrong": wrong, "longest": LONGEST_PASTE, "pasting": True}
    return render(request, "intake/start.html", about, status=status)


def _dropped(request: HttpRequest, seat: Seat) -> HttpResponse:
    lang = language()
    uploads = request.FILES.getlist("files")
    too_large = refused(request)
    if too_large:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        wrong = label("frame.error_too_large_text", lang, name=", ".join(too_large), limit=limit)
        return _start(request, seat, wrong=wrong, status=413)
    found = looks.sort_out(uploads)
    if not found.exports and not found.scenarios:
        told = [say_problem(p, lang) for p in found.problems] or [label("intake.nothing_dropped", lang)]
        return _start(request, seat, wrong=" ".join(told), status=400)
    return _look(request, seat, found)


def _look(request: HttpRequest, seat: Seat, found: looks.Sorted) -> HttpResponse:
    lang = language()
    look, twice = looks.begin(seat, found)
    for problem in found.problems:
        messages.warning(request, say_problem(problem, lang))
    for name in twice:
        messages.info(request, label("intake.same_file_once", lang, file=name))
    if len(found.exports) > looks.MOST_EXPORTS:
        messages.warning(request, label("intake.too_many_exports", lang, most=looks.MOST_EXPORTS))
    page = "intake:look" if found.exports else "intake:scenario"
    return redirect(page, seat.workspace.key, look.key)


@seated(Role.EDITOR)
def paste(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What a pasted text claims, proves and lacks; or the drafts that a pasted table gives."""
    text = request.POST.get("text", "")[:LONGEST_PASTE]
    if request.method != "POST":
        return redirect("intake:start", seat.workspace.key)
    pasted = answer_paste(text)
    about = about_paste(pasted, language()) | {"section": "start", "text": text, "longest": LONGEST_PASTE}
    return render(request, "intake/paste.html", about)


@require_POST
@seated(Role.EDITOR)
def drafts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Create the automations that a pasted table lists, as planned or live ones."""
    pasted = answer_paste(request.POST.get("text", "")[:LONGEST_PASTE])
    if pasted.kind is not Kind.SHEET:
        return redirect("intake:start", seat.workspace.key)
    status = Status.PLANNED if request.POST.get("status") == Status.PLANNED else Status.LIVE
    return created(request, seat, [replace(draft, status=status) for draft in pasted.drafts])


def created(request: HttpRequest, seat: Seat, wanted: Sequence[Draft]) -> HttpResponse:
    """Create drafts, and say what was and what was not."""
    lang = language()
    try:
        changed, problems = create(seat, wanted, lang)
    except Unsaved as unsaved:
        messages.error(request, label(f"intake.{unsaved.code}", lang, path=unsaved.path))
        return redirect("intake:start", seat.workspace.key)
    made = sum(path.startswith("automations/") for path in changed)
    messages.success(request, label("intake.drafts_made", lang, n=made))
    for problem in problems[:5]:
        _tell(request, problem, lang)
    return redirect("editing:register", seat.workspace.key)


def _tell(request: HttpRequest, problem: Problem, lang: str) -> None:
    messages.warning(request, say_problem(problem, lang))
