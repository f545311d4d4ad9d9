"""The quarter as a PDF: who it is prepared for and by, a logo, and the file."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from retour.report.pdf import Brand, PdfNotInstalled, Reviewed, UnusableLogo, as_pdf
from retour.review.difference import difference
from retour.web.audits.models import Cover
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.portfolio import ledger
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

KINDS = ("quarter", "founder")
MOST_SHEETS = 100  # in one document: each is a page or two


class CoverForm(Worded, forms.Form):
    """Names for the cover, and a logo that can do no harm."""

    words: ClassVar = {"client": "review.client", "consultant": "review.consultant", "logo": "review.logo"}
    hints: ClassVar = {"logo": "review.logo_hint"}
    client = forms.CharField(max_length=120, required=False)
    consultant = forms.CharField(max_length=120, required=False)
    logo = forms.FileField(required=False)

    def clean_logo(self) -> bytes:
        """The logo's bytes; an error when it is no picture that may be drawn."""
        found = self.cleaned_data.get("logo")
        raw = found.read() if found else b""
        try:
            Brand(logo=raw)
        except UnusableLogo as unusable:
            raise forms.ValidationError(label(f"review.logo_{unusable.code}", language())) from None
        return bytes(raw)


@seated(Role.VIEWER)
def document(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the document will say on its cover, and the ways to have it."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    kept = Cover.objects.filter(workspace=seat.workspace).first()
    form = CoverForm(initial={"client": kept.client, "consultant": kept.consultant} if kept else None)
    if request.method == "POST":
        if not seat.edits:
            raise PermissionDenied
        form = CoverForm(request.POST, request.FILES)
        if form.is_valid():
            _keep(seat, form, without_logo="forget" in request.POST)
            messages.success(request, label("review.cover_kept", language()))
            return redirect("audits:document", seat.workspace.key)
    about = {
        "section": "reviews",
        "table": table,
        "form": form,
        "logo": bool(kept and kept.logo),
        "kinds": KINDS if len(table.assessment.sheets) <= MOST_SHEETS else KINDS[1:],
        "many": len(table.assessment.sheets) > MOST_SHEETS,
    }
    return render(request, "audits/document.html", about, status=422 if form.errors else 200)


def _keep(seat: Seat, form: CoverForm, *, without_logo: bool) -> None:
    said = {name: form.cleaned_data[name] for name in ("client", "consultant")}
    logo = form.cleaned_data["logo"]
    if logo or without_logo:
        said["logo"] = b"" if without_logo else logo
    Cover.objects.update_or_create(workspace=seat.workspace, defaults=said)


@seated(Role.VIEWER)
def pdf(request: HttpRequest, seat: Seat, paper: str) -> HttpResponse:
    """The document itself."""
    del request
    table = table_of(seat)
    if table is None or paper not in KINDS or (paper == "quarter" and len(table.sheets) > MOST_SHEETS):
        raise Http404
    try:
        body = as_pdf(
            table.assessment,
            table.view.lang,
            brand=brand_of(seat),
            reviewed=reviewed_of(table),
            founder=paper == "founder",
        )
    except PdfNotInstalled:
        raise Http404 from None
    words = (slugify(seat.workspace.name)[:60], paper, table.assessment.today.isoformat())
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{"-".join(("retour", *filter(None, words)))}.pdf"'
    return answer


def brand_of(seat: Seat) -> Brand:
    """What the workspace's documents say on their cover."""
    kept = Cover.objects.filter(workspace=seat.workspace).first()
    if kept is None:
        return Brand()
    return Brand(client=kept.client, consultant=kept.consultant, logo=bytes(kept.logo))


def reviewed_of(table: Table) -> Reviewed:
    """The decision log, and what moved since the review before the last one where it is of today."""
    moved = {}
    for sheet in table.sheets:
        key = sheet.automation.key
        past = [e for e in table.desk.reviewed(key) if e.statement.at < table.desk.day]
        if past:
            moved[key] = difference(sheet, past[-1])
    last = ledger.last_of(table.seat.workspace)
    return Reviewed(entries=table.desk.entries, moved=moved, accounts=last)
