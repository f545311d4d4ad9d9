"""The ledger: closed months with both figures where one was restated, the file of it, and closing."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.register.workspace import Register
from retour.report.ledger import pages
from retour.web.frame.context import language
from retour.web.portfolio import jobs, ledger, snapshots
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.ledger import name_of, say_month
from retour.wording.names import Names
from retour.wording.problems import say_problem
from retour.worth.ledger.book import Key, Told, by_month, told
from retour.worth.ledger.entry import FILE
from retour.worth.ledger.month import Month

A_PAGE = 3  # months
LONGEST = 500  # characters of a reason


@seated(Role.VIEWER)
def accounts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every closed month, latest first: cash, time and costs apart."""
    entries, problems = ledger.read_of(seat.workspace)
    snapshot = snapshots.latest(seat.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    register = assessment.dossier.register if assessment else Register(name="")
    book = told(entries)
    page = Paginator(list(by_month(book)), A_PAGE).get_page(request.GET.get("page"))
    here = {key: each for key, each in book.items() if key[1] in set(page)}
    about = {
        "section": "reviews",
        "page": page,
        "months": pages(here, Names(language(), register)),
        "head": entries[-1] if entries else None,
        "total": len(entries),
        "choices": _choices(book, register) if seat.owns else None,
        "problems": [say_problem(p, language()) for p in problems],
    }
    return render(request, "audits/accounts.html", about)


@seated(Role.VIEWER)
def accounts_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The ledger as a file: one line an entry, to be verified by anybody."""
    del request
    answer = HttpResponse(ledger.text_of(seat.workspace), content_type="application/x-ndjson")
    answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return answer


@require_POST
@seated(Role.EDITOR)
def close(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Close every month that is over."""
    del request
    return redirect("portfolio:job", seat.workspace.key, jobs.ask(seat, "close").key)


@require_POST
@seated(Role.OWNER)
def restate(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Add what closed months would say today, beside what they say, with a reason."""
    because = request.POST.get("because", "").strip()[:LONGEST]
    month, automation = (request.POST.get(name, "") for name in ("month", "automation"))
    if not because or not _is_month(month):
        code = "ledger.bad_month" if because else "ledger.no_reason_web"
        messages.error(request, label(code, language(), value=month))
        return redirect("audits:accounts", seat.workspace.key)
    job = jobs.ask(seat, "restate", month=month, automation=automation, because=because)
    return redirect("portfolio:job", seat.workspace.key, job.key)


def _is_month(said: str) -> bool:
    try:
        return not said or Month.read(said) is not None
    except ValueError:
        return False


def _choices(book: Mapping[Key, Told], register: Register) -> dict[str, list[tuple[str, str]]]:
    """Closed months, latest first, and the automations that they are about."""
    names = Names(language(), register)
    amounts = {key[0]: each.stands.amount for key, each in book.items()}
    return {
        "months": [(str(month), say_month(month, language())) for month in by_month(book)],
        "automations": sorted((key, name_of(amount, names)) for key, amount in amounts.items()),
    }
