"""What freed time became: one question, one tap, and nothing is taken as used until somebody answers."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from retour.assessment.result import Sheet
from retour.connectors.declared.rewriting import Edit, Unreadable, rewritten
from retour.register.worth_lines import TimeLine, Use
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, Draft, save, sheet_of
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

ANSWERS = (Use.AVOIDED, Use.REDEPLOYED, Use.ABSORBED)


def answers_of(seat: Seat, sheet: Sheet) -> list[tuple[str, str]]:
    """The answers that may be given, with their words; none where all is said, or nobody here may answer."""
    lines = (line for line in sheet.automation.worth if isinstance(line, TimeLine))
    if not any(line.use is Use.UNKNOWN for line in lines) or _found(seat, sheet.automation.key) is None:
        return []
    return [(use.value, label(f"portfolio.use_{use}", language())) for use in ANSWERS]


@require_POST
@seated(Role.EDITOR)
def use(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """Write the answer on every time line that has none."""
    answer, found = request.POST.get("use", ""), _found(seat, automation)
    if found is None:
        raise Http404
    back = reverse("pilot:sheet", args=[seat.workspace.key, automation])
    if answer not in ANSWERS:
        messages.error(request, label("portfolio.use_none", language()))
        return redirect(back)
    try:
        text = rewritten(found.text, _edits(found, answer))
        save(seat, [Draft(path=found.path, text=text, seen=found.number)])
    except (Conflict, Unreadable):
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect(back)
    messages.success(request, label("portfolio.use_kept", language()))
    return redirect(back)


def _found(seat: Seat, automation: str) -> Document | None:
    """What declares an automation, where it may be changed here."""
    path = f"automations/{automation}.yaml"
    kept = Document.objects.filter(workspace=seat.workspace, path=path, keeper=Document.Keeper.WEB)
    return kept.first() if seat.edits else None


def _edits(found: Document, answer: str) -> Iterator[Edit]:
    said = sheet_of(found.path, found.text)[0]
    data = said.data if said else None
    lines = data.get("worth") if isinstance(data, dict) else None
    for place, line in enumerate(lines if isinstance(lines, list) else []):
        time = line.get("time") if isinstance(line, dict) else None
        if isinstance(time, dict) and str(time.get("realisation", Use.UNKNOWN)) == Use.UNKNOWN:
            yield ("worth", place, "time", "realisation"), answer
