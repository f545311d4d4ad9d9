"""Home: certainties, worth by evidence, decisions, the steering table; the inventory of tools."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.report.html import Html
from retour.report.node import View
from retour.web.frame.context import language
from retour.web.pilot.board import Board, board_of
from retour.web.pilot.filters import Asked
from retour.web.pilot.inventory import inventory
from retour.web.pilot.kept import Kept
from retour.web.pilot.lines import FILTERS, Line
from retour.web.pilot.standing import Standing, standing_of
from retour.web.portfolio import snapshots
from retour.web.portfolio.leading import served
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

A_PAGE = 50
MANY = 12  # with more automations than this the filters are unfolded
Context = dict[str, Any]


@seated(Role.VIEWER)
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The first page of a workspace."""
    now = standing_of(seat.workspace)
    if now.snapshot is not None and not (now.working or now.failed):
        snapshots.freshen(seat)
    if now.empty or now.snapshot is None or now.assessment is None:
        return nothing_yet(request, now)
    lang = language()
    board = board_of(now.snapshot, now.assessment, lang)
    asked = Asked.of(request.GET, board.choices)
    lines = asked.of_lines(board.lines)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "section": "home",
        "now": now,
        "board": board,
        "asked": asked,
        "table": board.table(page.object_list, asked) if lines else "",
        **_filters(board, asked, lang),
        **_pages(page, asked),
    }
    return render(request, "pilot/home.html", shown)


def nothing_yet(request: HttpRequest, now: Standing) -> HttpResponse:
    """What is missing, why it matters, one thing to do."""
    lang, code = language(), now.empty
    said = {
        part: label(f"pilot.state_{code}_{part}", lang, day=_day(now)) for part in ("title", "text", "action")
    }
    about = {"section": "home", "now": now, "state": code, **said}
    return render(request, "pilot/empty.html", about)


def _day(now: Standing) -> object:
    return now.snapshot.today if now.snapshot else None


def _filters(board: Board, asked: Asked, lang: str) -> Context:
    names = {name: label(f"pilot.filter_{name}", lang) for name in (*FILTERS, "sort")}
    fields = [
        {"name": name, "label": names[name], "chosen": asked.chosen.get(name, ""), "choices": found.items()}
        for name, found in board.choices.items()
        if len(found) > 1 or name in asked.chosen
    ]
    ignored = [
        label("pilot.filter_ignored", lang, field=names[name], value=value) for name, value in asked.ignored
    ]
    return {"fields": fields, "ignored": ignored, "unfolded": asked.active or len(board.lines) > MANY}


def _pages(page: "Page[Line]", asked: Asked) -> Context:
    before = page.previous_page_number() if page.has_previous() else 0
    after = page.next_page_number() if page.has_next() else 0
    return {
        "page": page,
        "before": asked.query(page=before) if before else "",
        "after": asked.query(page=after) if after else "",
    }


_inventories: Kept[Html] = Kept(8)


@seated(Role.VIEWER)
def tools(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Which tools, for how many automations, and which automations touch the same cases."""
    now = standing_of(seat.workspace)
    assessment, snapshot = now.assessment, now.snapshot
    if now.empty or assessment is None or snapshot is None:
        return nothing_yet(request, now)
    lang = language()

    def made() -> Html:
        return inventory(View.of(assessment, lang, served(seat.workspace.key)))

    return render(
        request, "pilot/tools.html", {"section": "home", "body": _inventories.get((snapshot.pk, lang), made)}
    )
