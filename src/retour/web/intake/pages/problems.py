"""Every problem of the register and of the data: where, which rule, what to do; filtered by the address."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.quantity import Problem, Severity
from retour.web.frame.context import language
from retour.web.intake.pages.files import sheet_answer
from retour.web.intake.pages.sources import assessed
from retour.web.portfolio.documents import register_of, texts
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.problems import say_hint, say_rule

A_PAGE = 50
ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for: a severity, a file, or everything."""

    severity: str
    file: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """The filters of a request."""
        severity = request.GET.get("severity", "")
        return cls(severity if severity in set(Severity) else "", request.GET.get("file", "")[:300])

    def keep(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems that the filters let through, the worst first."""
        kept = [p for p in problems if self.severity in ("", p.severity) and self.file in ("", p.place.file)]
        return sorted(kept, key=lambda p: (ORDER[p.severity], p.place))


def all_of(seat: Seat) -> list[Problem]:
    """Problems of the documents as they are now, and of the data as they were last read."""
    _, declared = register_of(texts(seat.workspace))
    assessment = assessed(seat)
    read = assessment.dossier.problems if assessment else ()
    documents = set(texts(seat.workspace))
    return [*declared, *(p for p in read if p.place.file not in documents)]


@seated(Role.VIEWER)
def problems(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list, fifty at a time."""
    filters, found, lang = Filters.of(request), all_of(seat), language()
    page = Paginator(filters.keep(found), A_PAGE).get_page(request.GET.get("page"))
    counts = Counter(p.severity for p in found)
    about = {
        "section": "sources",
        "page": page,
        "rows": [(p, p.severity.value, say_rule(p, lang), say_hint(p, lang)) for p in page],
        "total": len(found),
        "filters": filters,
        "severities": [(s.value, label(f"intake.severity_{s.value}", lang), counts[s]) for s in Severity],
        "files": sorted({p.place.file for p in found if p.place.file}),
        "query": request.GET.urlencode(),
    }
    return render(request, "intake/problems.html", about)


@seated(Role.VIEWER)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The same, as a sheet."""
    lang = language()
    head = [label(f"intake.column_{c}", lang) for c in ("severity", "file", "line", "column", "why", "hint")]
    rows = [
        [
            label(f"intake.severity_{p.severity.value}", lang),
            p.place.file,
            str(p.place.line or ""),
            p.place.column,
            say_rule(p, lang),
            say_hint(p, lang),
        ]
        for p in Filters.of(request).keep(all_of(seat))
    ]
    return sheet_answer([head, *rows], f"{label('intake.problems_file', lang)}.csv", lang)
