"""What the files say: the lost cases by name, how they were recognised, delays and cost; then one date."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.quantity import Figure
from retour.report.html import Html
from retour.report.node import View, figure_node
from retour.report.sheet_effect import plot
from retour.web.frame.context import language
from retour.web.intake import looks, reading, work
from retour.web.intake.models import Look
from retour.web.intake.pages.files import csv_answer
from retour.web.intake.pages.waiting import waiting
from retour.web.intake.reading import Answer
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say_problem
from retour.wording.numbers import number
from retour.workspace.first_look import (
    USUAL_HOUR,
    Compared,
    facts,
    headline,
    how_matched,
    lost_csv,
    say_answer,
    say_doubt,
    say_pair,
    say_proposal,
    to_paste,
)
from retour.workspace.first_look.exporting import emails_by_line

LISTED = 50  # lost cases, pairs and doubts on the page
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
Shown = Callable[[Look, Answer], dict[str, Any]]


def answered(request: HttpRequest, seat: Seat, key: str, shown: Shown) -> HttpResponse:
    """A page of a look's answer; while it is being found, the page that says how far."""
    look = looks.look_of(seat, key)
    if not look.files.exists():
        return redirect("intake:scenario", seat.workspace.key, look.key)
    job = work.under_way(seat, look, work.ANSWER)
    found = reading.answer_of(look)
    if job is not None:
        return waiting(request, look, job)
    if found is None:
        return redirect("intake:look", seat.workspace.key, look.key)
    about = shown(look, found)
    return render(request, about.pop("template"), {"section": "start", "look": look} | about)


@seated(Role.EDITOR)
def result(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """The lost cases by name, what else is certain, how cases were recognised, and a date to confirm."""
    return answered(request, seat, look, _result)


def _result(look: Look, found: Answer) -> dict[str, Any]:
    lang, compared = language(), found.compared
    return {
        "template": "intake/result.html",
        "step": "result",
        "compared": compared,
        "title": headline(compared, lang).text,
        "lost": [] if compared.strangers else _lost(compared),
        "lost_more": 0 if compared.strangers else max(0, _lost_total(compared) - LISTED),
        "facts": facts(compared, lang),
        "matched": how_matched(compared, lang),
        "pairs": [
            (f"{a}-{b}", say_pair(p, lang)) for p in compared.name_pairs[:LISTED] for a, b in [p.lines]
        ],
        "pairs_total": len(compared.name_pairs),
        "pairs_more": max(0, len(compared.name_pairs) - LISTED),
        "refused": len(compared.asked.refused),
        "doubts": [say_doubt(d, lang) for d in compared.doubts[:LISTED]],
        "doubts_total": len(compared.doubts),
        "doubts_more": max(0, len(compared.doubts) - LISTED),
        "to_paste": to_paste(found.answered, lang) if compared.assessment else "",
        "problems": [say_problem(p, lang) for p in compared.problems[:LISTED]] if not compared.sheet else [],
        "proposals": proposals_of(look, found),
        "day": _proposed(found),
    } | _priced(look)


def _proposed(found: Answer) -> str:
    """The most telling day, or nothing."""
    return found.proposals[0].day.isoformat() if found.proposals else ""


def _priced(look: Look) -> dict[str, Any]:
    """What was said of costs, as the form shows it: low and high."""
    told = look.question
    hour = told.get("hourly_cost") or [USUAL_HOUR.low, USUAL_HOUR.mode, USUAL_HOUR.high]
    ranges = {
        "hour": hour,
        "before": told.get("minutes_before") or (),
        "after": told.get("minutes_after") or (),
    }
    return {name: [_typed(value) for value in found[::2]] for name, found in ranges.items()}


def _typed(value: float) -> str:
    return number(value, language(), strip=True)


def _lost_total(compared: Compared) -> int:
    return compared.reconciliation.lost_total if compared.reconciliation else 0


def _lost(compared: Compared) -> list[dict[str, Any]]:
    zone, emails = ZoneInfo(compared.asked.timezone), emails_by_line(compared)
    return [
        {
            "name": case.label,
            "email": emails.get(case.place.line, ""),
            "at": case.at.astimezone(zone),
            "day_only": case.at.astimezone(zone).time() == time.min,
            "line": case.place.line,
        }
        for case in compared.lost[:LISTED]
    ]


def proposals_of(look: Look, found: Answer) -> list[dict[str, Any]]:
    """The days to confirm, the most telling first, and whether one was chosen."""
    chosen, lang = look.question.get("go_live"), language()
    told = [{"day": p.day.isoformat(), "said": say_proposal(p, lang)} for p in found.proposals[:3]]
    return [one | {"chosen": one["day"] == chosen} for one in told]


@seated(Role.EDITOR)
def lost(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """The lost cases, to download."""
    found = reading.answer_of(looks.look_of(seat, look))
    if found is None:
        return redirect("intake:result", seat.workspace.key, look)
    lang = language()
    return csv_answer(lost_csv(found.compared, lang), f"{label('intake.lost_file', lang)}.csv")


def _is_line(told: str) -> bool:
    return told.isdecimal() and len(told) < 10


@require_POST
@seated(Role.EDITOR)
def names(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """Refuse pairs that were made by names, or take every refusal back."""
    found = looks.look_of(seat, look)
    refused = [] if "restore" in request.POST else list(found.question.get("refused", []))
    for told in request.POST.getlist("pair")[:1000]:
        one, _, other = told.partition("-")
        if _is_line(one) and _is_line(other) and [int(one), int(other)] not in refused:
            refused.append([int(one), int(other)])
    _ask(found, refused=refused)
    return redirect("intake:result", seat.workspace.key, found.key)


@require_POST
@seated(Role.EDITOR)
def costs(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """What an hour costs, and the minutes that a case takes by hand."""
    found = looks.look_of(seat, look)
    hour = _range(request, "hour")
    if hour == [USUAL_HOUR.low, (USUAL_HOUR.low + USUAL_HOUR.high) / 2, USUAL_HOUR.high]:
        hour = [USUAL_HOUR.low, USUAL_HOUR.mode, USUAL_HOUR.high]
    before, after = _range(request, "before"), _range(request, "after")
    _ask(found, hourly_cost=hour, minutes_before=before, minutes_after=after)
    return redirect("intake:result", seat.workspace.key, found.key)


def _range(request: HttpRequest, name: str) -> list[float] | None:
    """A range as it was typed; one number alone is a range too; None when nothing usable was."""
    told = [_number(request.POST.get(f"{name}_{end}", "")) for end in ("low", "high")]
    numbers = sorted(n for n in told if n is not None)
    if not numbers:
        return None
    return [numbers[0], (numbers[0] + numbers[-1]) / 2, numbers[-1]]


def _number(told: str) -> float | None:
    try:
        value = float("".join(told.split()).replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 100_000 else None


def _ask(look: Look, **told: object) -> None:
    look.question = {k: v for k, v in (look.question | told).items() if v}
    look.save(update_fields=["question"])


@seated(Role.EDITOR)
def effect(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """4:00: one date, then one effect; or why not, from when, and what can be measured instead."""
    found = looks.look_of(seat, look)
    if request.method == "POST":
        day = _day(request.POST.get("day", ""))
        if day is None:
            return answered(request, seat, look, lambda a, b: _effect(a, b) | {"wrong_day": True})
        _ask(found, go_live=day.isoformat())
        return redirect("intake:effect", seat.workspace.key, found.key)
    return answered(request, seat, look, _effect)


def _day(told: str) -> date | None:
    try:
        day = date.fromisoformat(told.strip())
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _effect(look: Look, found: Answer) -> dict[str, Any]:
    lang, compared = language(), found.compared
    return {
        "template": "intake/effect.html",
        "step": "effect",
        "compared": compared,
        "said": say_answer(found.answered, lang) if compared.asked.go_live else (),
        "measurable": found.answered.measurable,
        "facts": facts(compared, lang) if compared.asked.go_live else (),
        "figure": _figure(compared, found.answered.figure, lang) if found.answered.measurable else "",
        "plot": _plot(found, lang),
        "proposals": proposals_of(look, found),
        "day": look.question.get("go_live") or _proposed(found),
        "to_paste": to_paste(found.answered, lang) if compared.assessment else "",
    }


def _figure(compared: Compared, figure: Figure | None, lang: str) -> Html:
    if figure is None or compared.assessment is None:
        return Html()
    return figure_node(View.of(compared.assessment, lang), figure)


def _plot(found: Answer, lang: str) -> Html:
    """The effect over time, with what would have been without the automation."""
    compared, figure = found.compared, found.answered.figure
    if (
        compared.assessment is None
        or compared.sheet is None
        or figure is None
        or not found.answered.measurable
    ):
        return Html()
    effects = compared.sheet.effects
    effect = next(
        (e for e in effects if e.indicator == found.answered.indicator and e.version == "all"), None
    )
    drawn = plot(View.of(compared.assessment, lang), compared.sheet, effect, figure) if effect else None
    return drawn or Html()
