"""The form that makes a source: what it is called, whose events it sends, how it is let in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Token
from retour.web.workspaces.sources import Source
from retour.wording import label

SENT, SIGNING = "sent", "signing"
Choices = list[tuple[str, str]]


def open_sources(seat: Seat) -> QuerySet[Token]:
    """The tokens of sources that still let something in, by name."""
    tokens = Token.objects.filter(workspace=seat.workspace, scope=Token.Scope.INGEST, revoked=None)
    return tokens.order_by("source", "-created")


class NewSource(Worded, forms.Form):
    """A source to be made."""

    words = {"name": "sending.name", "process": "sending.process", "how": "sending.how"}
    hints = {"name": "sending.name_hint", "process": "sending.process_hint", "how": "sending.how_hint"}
    name = forms.CharField(max_length=80)
    process = forms.ChoiceField(required=False)
    how = forms.ChoiceField()

    def __init__(self, *args: Any, seat: Seat, processes: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        lang = language()
        self._seat = seat
        process, how = self.fields["process"], self.fields["how"]
        process.choices = [("", label("sending.process_each", lang)), *processes]  # type: ignore[attr-defined]
        how.choices = [(code, label(f"sending.how_{code}", lang)) for code in (SENT, SIGNING)]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A name that no open source has: what two send would not be told apart."""
        name = str(self.cleaned_data["name"]).strip()
        if open_sources(self._seat).filter(source__iexact=name).exists():
            raise forms.ValidationError(label("sending.name_taken", language()))
        return name

    @property
    def wanted(self) -> Source:
        """What was asked for, once the form is valid."""
        told = self.cleaned_data
        return Source(name=told["name"], source=told["name"], process=told["process"])
