"""A dated event in one line: when, what, and what it is about; drawn on every chart it concerns."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from retour.register.sheet import Path
from retour.web.editing.opened import Opened, automations_in, opened
from retour.web.editing.written import understood_day
from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, save
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.problems import say_rule

EVERYWHERE = "changes.yaml"


class Dated(Worded, forms.Form):
    """When, what, and what it is about."""

    words = {"at": "editing.dated_at", "what": "editing.dated_what", "about": "editing.dated_about"}
    hints = {"at": "editing.dated_at_hint", "about": "editing.dated_about_hint"}
    at = forms.CharField(max_length=20)
    what = forms.CharField(max_length=200)
    about = forms.ChoiceField(required=False)

    def __init__(self, *args: object, automations: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        everywhere = ("", label("editing.dated_everywhere", language()))
        field = self.fields["about"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [everywhere, *((key, key) for key in sorted(automations))]

    def clean_at(self) -> date:
        """The day, however it is written."""
        found = understood_day(str(self.cleaned_data["at"]).strip())
        if found is None:
            raise forms.ValidationError(label("editing.dated_unclear", language()))
        return found


@seated(Role.EDITOR)
def note(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Note a dated event, of one automation (a version) or of the organisation."""
    begun = {"about": request.GET.get("about", "")}
    form = Dated(request.POST or None, initial=begun, automations=automations_in(seat.workspace))
    if request.method == "POST" and form.is_valid():
        refused = _save(seat, form)
        if not refused:
            day = form.cleaned_data["at"]
            messages.success(request, label("editing.dated_saved", language(), day=day))
            return redirect(_next(request, seat))
        form.add_error(None, refused)
    about = {
        "form": form,
        "section": "register",
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    return render(request, "editing/dated.html", about)


def _next(request: HttpRequest, seat: Seat) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else f"/w/{seat.workspace.key}/register/"


def _save(seat: Seat, form: Dated) -> str:
    """Add the event to its document; why not, or nothing."""
    about = form.cleaned_data["about"]
    document = opened(seat, f"automations/{about}.yaml" if about else EVERYWHERE)
    if document.locked:
        return label("editing.locked", language(), path=document.path)
    if not document.has_form:
        return label("editing.unreadable", language())
    draft = Draft(path=document.path, text=_with_event(document, form), seen=document.number)
    problems = problems_of(seat.workspace, [draft])
    if is_refused(problems):
        return " ".join(say_rule(problem, language()) for problem in problems)
    try:
        save(seat, [draft])
    except Conflict:
        return label("editing.changed_meanwhile", language())
    return ""


def _with_event(document: Opened, form: Dated) -> str:
    data = document.data
    listed = data.get("changes") if isinstance(data, dict) else None
    place: Path = ("changes", len(listed) if isinstance(listed, list) else 0)
    return document.changed([(place, {"at": form.cleaned_data["at"], "what": form.cleaned_data["what"]})])
