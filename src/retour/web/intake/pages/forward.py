"""10:00: a page to forward, a sentence to paste, and the look kept in the workspace."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from retour.register.automation import Automation
from retour.web.frame.context import language
from retour.web.intake import keeping, looks, reading
from retour.web.intake.drafting import Unsaved
from retour.web.intake.models import Look
from retour.web.intake.pages.result import answered
from retour.web.intake.reading import Answer
from retour.web.portfolio.documents import register_of, texts
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.workspace.first_look import headline, page, to_paste

LONGEST_NAME = 80  # characters


@seated(Role.EDITOR)
def forward(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """What can be forwarded, and how to keep it."""
    return answered(request, seat, look, lambda one, found: _forward(seat, one, found))


def _forward(seat: Seat, look: Look, found: Answer) -> dict[str, Any]:
    lang = language()
    first = look.scenarios.first()
    return {
        "template": "intake/forward.html",
        "step": "forward",
        "compared": found.compared,
        "title": headline(found.compared, lang).text,
        "to_paste": to_paste(found.answered, lang) if found.compared.assessment else "",
        "name": first.draft["name"] if first else "",
        "longest": LONGEST_NAME,
        "earlier": [(one.key, one.name.in_(lang)) for one in _kept_before(seat)],
        "share": _share_of(seat),
    }


def _kept_before(seat: Seat) -> list[Automation]:
    register, _ = register_of(texts(seat.workspace))
    return keeping.kept_before(register)


def _share_of(seat: Seat) -> str:
    """Where a read-only link is made, when these pages are there."""
    try:
        return reverse("pilot:shares", args=[seat.workspace.key])
    except NoReverseMatch:
        return ""


@seated(Role.EDITOR)
def download(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """The page to forward: one file that asks for nothing from anywhere."""
    found = reading.answer_of(looks.look_of(seat, look))
    if found is None or found.compared.assessment is None:
        return redirect("intake:result", seat.workspace.key, look)
    lang = language()
    answer = HttpResponse(page(found.answered, lang), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{label("intake.page_file", lang)}.html"'
    return answer


@require_POST
@seated(Role.EDITOR)
def keep(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """Make the look part of the workspace, and show the home page."""
    lang, one = language(), looks.look_of(seat, look)
    found = reading.answer_of(one)
    if found is None or found.compared.assessment is None:
        return redirect("intake:result", seat.workspace.key, one.key)
    if one.automation and f"automations/{one.automation}.yaml" in texts(seat.workspace):
        messages.info(request, label("intake.kept_already", lang))
        return redirect("pilot:home", seat.workspace.key)
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    said = label("intake.automation_name", lang)
    into = next((a for a in _kept_before(seat) if a.key == request.POST.get("into")), None)
    try:
        kept = keeping.keep(seat, one, found.compared, name or said, into=into)
    except Unsaved as unsaved:
        messages.error(request, label(f"intake.{unsaved.code}", lang, path=unsaved.path))
        return redirect("intake:forward", seat.workspace.key, one.key)
    code = "renewed" if into else "kept"
    messages.success(request, label(f"intake.{code}", lang, key=kept.automation))
    for old, new in kept.renamed.items():
        messages.info(request, label("intake.renamed", lang, old=old, new=new))
    return redirect("pilot:home", seat.workspace.key)
