"""The shown figures as files: the same snapshot, in the reader's language."""

import json
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from retour.assessment.result import Assessment
from retour.report import as_csv, as_json, as_xlsx, page
from retour.report.explain_page import sheet_of
from retour.report.forwarded import forwarded_main
from retour.report.page import alone, sheet_page
from retour.web.frame.context import language
from retour.web.pilot.standing import figures_of
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

MOST_SHEETS = 100  # in one file: each weighs about 90 kB
KINDS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@seated(Role.VIEWER)
def export(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """Everything, as a page, a table, a workbook or an object."""
    if kind not in KINDS:
        raise Http404
    _, assessment = figures_of(seat.workspace)
    name = safe_name(seat.workspace.name, assessment.today, kind)
    return attached(written(assessment, kind, language()), kind, name)


def written(assessment: Assessment, kind: str, lang: str) -> bytes:
    """An assessment as a file of some kind; CSV begins with a mark, so that spreadsheets read accents."""
    match kind:
        case "html":
            return _page(assessment, lang).encode()
        case "csv":
            return as_csv(assessment, lang).encode("utf-8-sig")
        case "xlsx":
            return as_xlsx(assessment, lang)
        case _:
            return json.dumps(as_json(assessment, lang), ensure_ascii=False, indent=1).encode()


def _page(assessment: Assessment, lang: str) -> str:
    """The whole page; of a large portfolio its first page only, since every sheet is a file of its own."""
    if len(assessment.sheets) <= MOST_SHEETS:
        return page(assessment, lang)
    name = assessment.dossier.register.name
    return alone(lang, label("page_title", lang, name=name), forwarded_main(assessment, lang))


@seated(Role.VIEWER)
def sheet_export(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """One sheet as a page of its own."""
    _, assessment = figures_of(seat.workspace)
    found = sheet_of(assessment, automation)
    if found is None:
        raise Http404
    body = sheet_page(assessment, found, language()).encode()
    return attached(body, "html", safe_name(seat.workspace.name, assessment.today, "html", automation))


def safe_name(workspace: str, today: date, kind: str, part: str = "") -> str:
    """A file name of plain letters, whatever the workspace is called."""
    words = (slugify(workspace)[:60], slugify(part)[:60], today.isoformat())
    return "-".join(["retour", *(word for word in words if word)]) + f".{kind}"


def attached(body: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; the browser neither shows it nor guesses what it is."""
    response = HttpResponse(body, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
