"""Scenario files: weak points with why and the fix, a score with its sum, drafts of automations."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.web.frame.context import language
from retour.web.frame.uploads import refused
from retour.web.intake import looks
from retour.web.intake.models import Look
from retour.web.intake.pages.start import created
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say_problem

RECENT = 10
TOLD = 20  # problems said in one answer


@seated(Role.EDITOR)
def scenarios(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Drop scenario files; those read lately are listed."""
    if request.method == "POST":
        return _dropped(request, seat)
    return _page(request, seat)


def _page(request: HttpRequest, seat: Seat, wrong: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    looked = Look.objects.filter(workspace=seat.workspace).annotate(n=Count("scenarios")).filter(n__gt=0)
    about = {"section": "start", "wrong": wrong, "recent": looked[:RECENT]}
    return render(request, "intake/scenarios.html", about, status=status)


def _dropped(request: HttpRequest, seat: Seat) -> HttpResponse:
    lang = language()
    uploads = request.FILES.getlist("files")
    if too_large := refused(request):
        limit = settings.UPLOAD_LIMIT // 1_000_000
        wrong = label("frame.error_too_large_text", lang, name=", ".join(too_large), limit=limit)
        return _page(request, seat, (wrong,), status=413)
    found = looks.sort_out(uploads)
    others = [label("intake.not_a_scenario", lang, file=name) for name, _ in found.exports]
    told = tuple([say_problem(p, lang) for p in found.problems] + others)[:TOLD]
    if not found.scenarios:
        return _page(request, seat, told or (label("intake.nothing_dropped", lang),), status=400)
    found.exports.clear()
    look, _ = looks.begin(seat, found)
    for one in told:
        messages.warning(request, one)
    return redirect("intake:scenario", seat.workspace.key, look.key)


@seated(Role.EDITOR)
def scenario(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """What the files of one drop show."""
    found, lang = looks.look_of(seat, look), language()
    read = [(reading, reading.said[lang]) for reading in found.scenarios.all()]
    read.sort(key=lambda one: -one[1]["points"])
    about = {"section": "start", "look": found, "read": read, "has_exports": found.files.exists()}
    return render(request, "intake/scenario.html", about)


@require_POST
@seated(Role.EDITOR)
def drafts(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """Create drafts of automations from the scenarios of one drop."""
    found = looks.look_of(seat, look)
    return created(request, seat, [looks.draft_of(reading) for reading in found.scenarios.all()])
