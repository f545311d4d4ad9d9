"""What is declared: one line a document, with its state, its owner, who keeps it, and what is wrong in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from retour.quantity import Problem, Severity
from retour.web.frame.context import language
from retour.web.portfolio.documents import read_around, sheet_of, texts
from retour.web.portfolio.folder import DECLARED_FILES
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role, Workspace
from retour.wording import label
from retour.wording.sentence import knows

A_PAGE = 50
STARTS: Mapping[str, str] = {"automation": "automations/", "process": "processes/", "review": "reviews/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document of the list."""

    path: str
    key: str
    name: str
    status: str
    owner: str
    process: str
    keeper: str
    errors: int
    warnings: int
    sheet: str  # the address of its sheet; empty when it has none


@seated(Role.VIEWER)
def register(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list of one kind of document, searched and paged."""
    kind = request.GET.get("kind", "automation")
    kind = kind if kind in (*STARTS, "other") else "automation"
    query = request.GET.get("q", "").strip()[:100]
    found = _documents(seat.workspace, kind, query)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    about = {
        "section": "register",
        "kind": kind,
        "query": query,
        "kinds": [(one, _count(seat.workspace, one)) for one in (*STARTS, "other")],
        "page": page,
        "lines": _lines(seat.workspace, list(page), kind),
    }
    return render(request, "editing/register.html", about)


def _documents(workspace: Workspace, kind: str, query: str = "") -> QuerySet[Document]:
    every = Document.objects.filter(workspace=workspace).order_by("path")
    of_kind = (
        every.filter(path__in=DECLARED_FILES)
        if kind == "other"
        else every.filter(path__startswith=STARTS[kind])
    )
    return of_kind.filter(Q(path__icontains=query) | Q(text__icontains=query)) if query else of_kind


def _count(workspace: Workspace, kind: str) -> int:
    return _documents(workspace, kind).count()


def _lines(workspace: Workspace, documents: Sequence[Document], kind: str) -> list[Line]:
    paths = {document.path for document in documents}
    _, problems = read_around(texts(workspace), paths) if paths else (None, ())
    wrong = _counted(problems)
    return [_line(workspace, document, kind, wrong) for document in documents]


def _counted(problems: Sequence[Problem]) -> Counter[tuple[str, Severity]]:
    return Counter((problem.place.file, problem.severity) for problem in problems)


def _line(workspace: Workspace, document: Document, kind: str, wrong: Counter[tuple[str, Severity]]) -> Line:
    data = sheet_of(document.path, document.text)[0].data
    said: Mapping[str, object] = data if isinstance(data, dict) else {}
    key = str(said.get(kind) or PurePosixPath(document.path).stem)
    return Line(
        path=document.path,
        key=key,
        name=_name(said) or key,
        status=_status(said) if kind == "automation" else "",
        owner=str(said.get("owner") or said.get("by") or ""),
        process=str(said.get("process") or "") if kind == "automation" else "",
        keeper=document.keeper,
        errors=wrong[document.path, Severity.ERROR],
        warnings=wrong[document.path, Severity.WARNING],
        sheet=sheet_address(workspace, key) if kind == "automation" else "",
    )


def _status(said: Mapping[str, object]) -> str:
    code = f"choice_{said.get('status') or 'live'}"
    known = knows(code, language(), "editing")
    return label(f"editing.{code}", language()) if known else str(said.get("status"))


def _name(said: Mapping[str, object]) -> str:
    name = said.get("name")
    if isinstance(name, dict):
        return str(name.get(language()) or next(iter(name.values()), "") or "")
    return str(name or "")


def sheet_address(workspace: Workspace, key: str) -> str:
    """Where an automation's sheet is; empty when there is no such page."""
    try:
        return reverse("pilot:sheet", args=[workspace.key, key])
    except NoReverseMatch:
        return ""
