"""The field journal: what people saw on the ground, one dated line at a time, kept in ``journal.yaml``."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from retour.connectors.declared.rewriting import Unreadable, rewritten
from retour.register.automation import JournalLine
from retour.register.build_references import Names
from retour.register.build_workspace import journal
from retour.register.sheet import Sheet
from retour.register.wire_workspace import Mood
from retour.report.explain_more import sheet_of as shown_sheet
from retour.review.written import day_in
from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.pilot.standing import figures_of
from retour.web.portfolio import snapshots
from retour.web.portfolio.documents import Conflict, Draft, save, sheet_of
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role, Workspace
from retour.wording import label

PATH = "journal.yaml"
EARLIEST = date(1990, 1, 1)


class NoteForm(Worded, forms.Form):
    """One line: when, good, bad or unexpected, what, and by whom."""

    words: ClassVar = {name: f"ground.journal_{name}" for name in ("day", "mood", "what", "by")}
    hints: ClassVar = {"day": "ground.journal_day_hint", "what": "ground.journal_add_note"}
    day = forms.CharField(max_length=20)
    mood = forms.ChoiceField()
    what = forms.CharField(max_length=500)
    by = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        moods = [(mood.value, label(f"ground.mood_{mood.value}", language())) for mood in Mood]
        self.fields["mood"] = forms.ChoiceField(label=self.fields["mood"].label, choices=moods)

    def clean_day(self) -> date:
        """The day, today at the latest."""
        found = day_in(self.cleaned_data["day"])
        if found is None or not EARLIEST <= found <= self.today:
            raise forms.ValidationError(label("ground.journal_no_day", language()))
        return found


def lines_of(workspace: Workspace, automation: str) -> tuple[JournalLine, ...]:
    """The lines of an automation as the document holds them now."""
    found = Document.objects.filter(workspace=workspace, path=PATH).first()
    sheet = sheet_of(PATH, found.text)[0] if found else None
    if sheet is None or sheet.data is None:
        return ()
    return tuple(line for line in journal(Sheet(sheet), Names("automation")) if line.automation == automation)


def form_of(seat: Seat) -> NoteForm | None:
    """An empty line for who may write one."""
    today = snapshots.day_of(seat.workspace)
    if not seat.edits:
        return None
    return NoteForm(today=today, initial={"day": today.isoformat(), "by": str(seat.user or "")})


@require_POST
@seated(Role.EDITOR)
def note(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """Add a line."""
    _, assessment = figures_of(seat.workspace)
    sheet = shown_sheet(assessment, automation)
    if sheet is None:
        raise Http404
    form = NoteForm(request.POST, today=snapshots.day_of(seat.workspace))
    back = f"{reverse('pilot:sheet', args=[seat.workspace.key, automation])}#journal"
    if not form.is_valid():
        name = sheet.automation.name.in_(language())
        about = {"section": "home", "form": form, "automation": automation, "name": name}
        return render(request, "pilot/note.html", about, status=422)
    try:
        save(seat, [_draft(seat, automation, form)])
    except (Conflict, Unreadable):
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect(back)
    messages.success(request, label("ground.journal_kept", language()))
    return redirect(back)


def _draft(seat: Seat, automation: str, form: NoteForm) -> Draft:
    found = Document.objects.filter(workspace=seat.workspace, path=PATH).first()
    text, number = (found.text, found.number) if found else ("", 0)
    said = sheet_of(PATH, text)[0].data if text.strip() else None
    lines = said.get("journal") if isinstance(said, dict) else None
    place = len(lines) if isinstance(lines, list) else 0
    edit = (("journal", place), dict(_line(automation, form)))
    return Draft(path=PATH, text=rewritten(text, [edit]), seen=number)


def _line(automation: str, form: NoteForm) -> Iterator[tuple[str, object]]:
    yield "at", form.cleaned_data["day"]
    yield "automation", automation
    yield "mood", form.cleaned_data["mood"]
    yield "what", form.cleaned_data["what"].strip()
    if form.cleaned_data["by"].strip():
        yield "by", form.cleaned_data["by"].strip()
