"""Promises in the browser: signed before go-live, beside what happened on their day, scored by author."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.report.html import Html
from retour.report.promise_block import promise_card, returns_of, scores_block
from retour.review.log import Entry, Statement
from retour.review.promise import (
    Card,
    Return,
    in_effect_unit,
    outcome_of,
    outcome_statement,
    promise_statement,
    unsigned_because,
)
from retour.review.scoring import scores
from retour.review.written import day_in, range_in
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.portfolio.decisions import entries_of, problems_of, sign
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One promise on the page."""

    number: int
    automation: str
    name: str
    body: Html
    settles: bool


@seated(Role.VIEWER)
def promises(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every promise beside what happened, and how past forecasts did."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    entries = entries_of(seat.workspace)
    found = returns_of(table.view, entries)
    cards = [_shown(table, seat, back, outcome_of(back.promise, entries)) for back in reversed(found)]
    about = {
        "section": "reviews",
        "cards": cards,
        "waiting": sum(b.due and outcome_of(b.promise, entries) is None for b in found),
        "scores": scores_block(table.view, scores(entries, table.assessment)),
        "by": str(seat.user or ""),
    }
    return render(request, "audits/promises.html", about)


def _shown(table: Table, seat: Seat, back: Return, outcome: Entry | None) -> Shown:
    key = back.promise.automation
    declared = table.assessment.dossier.register.automation(key)
    return Shown(
        number=back.promise.number,
        automation=key if declared else "",
        name=table.view.names.automation(declared) if declared else key,
        body=promise_card(table.view, back, outcome),
        settles=seat.edits and back.due and outcome is None,
    )


@require_POST
@seated(Role.EDITOR)
def promise(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """Sign the promise card of an automation."""
    table = table_of(seat)
    if table is None:
        raise Http404
    sheet = table.sheet(automation)
    due = day_in(request.POST.get("due", ""))
    gain = range_in(request.POST.get("gain", ""), language())
    typed = request.POST.get("chance", "").strip(" %\u00a0\u202f")
    card = Card(
        by=request.POST.get("by", "")[:120],
        due=due or table.assessment.today,
        gain=in_effect_unit(gain, sheet.automation.main),
        chance=int(typed) / 100 if typed.isdecimal() and len(typed) < 4 else None,
    )
    missing = ("no_due",) if due is None else unsigned_because(card, sheet, table.assessment.today)
    unread = ("wrong_unreadable",) if request.POST.get("gain", "").strip() and gain is None else ()
    for code in (*missing, *unread):
        messages.error(request, label(f"plan.{code}", language(), typed=request.POST.get("gain", "")))
    if not (missing or unread):
        said = promise_statement(card, sheet, at=table.assessment.today, digest=table.assessment.digest)
        _sign(request, seat, said, "promise_signed")
    return redirect("audits:plan_of", seat.workspace.key, automation)


@require_POST
@seated(Role.EDITOR)
def settle(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Sign what a promise became."""
    table = table_of(seat)
    found = returns_of(table.view, entries_of(seat.workspace)) if table else ()
    back = next((b for b in found if b.promise.number == number), None)
    if table is None or back is None:
        raise Http404
    by, note = request.POST.get("by", "")[:120], request.POST.get("note", "")[:LONGEST]
    try:
        said = outcome_statement(back, by=by, at=table.assessment.today, note=note)
    except ValueError as refused:
        messages.error(request, label(f"plan.{refused}", language()))
    else:
        _sign(request, seat, said, "outcome_signed")
    return redirect("audits:promises", seat.workspace.key)


def _sign(request: HttpRequest, seat: Seat, said: Statement, done: str) -> None:
    """Seal a statement in the log, unless the log was altered."""
    if any(p.rule.startswith("decisions.") for p in problems_of(seat.workspace)):
        messages.error(request, label("plan.log_broken", language()))
        return
    entry = sign(seat, said)
    messages.success(request, label(f"plan.{done}", language(), number=entry.number, seal=entry.short))
