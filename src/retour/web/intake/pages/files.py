"""2:00: what was read in each file, with real rows; every guess corrected by one select."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from retour.quantity import Problem, Severity
from retour.report.as_csv import safe
from retour.web.frame.context import language
from retour.web.frame.uploads import refused
from retour.web.intake import looks, reading, work
from retour.web.intake.models import Look, LookFile
from retour.web.intake.pages.waiting import waiting
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say_problem
from retour.wording.numbers import duration
from retour.wording.problems import say_rule
from retour.workspace.first_look import ROLES, Looked, say_looked, say_role

LISTED = 20  # rejected lines on the page; the rest are in the download
DEADLINES = (3_600, 14_400, 86_400, 172_800, 604_800, 2_592_000)  # seconds
USUAL_DEADLINE = 86_400  # of two exports
MOST_COLUMNS = 60  # shown: a file of two thousand columns is still a page
OFFERED = (*(role for role in ROLES if role), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A column as the page shows it: its cells, its part, and the name of its select."""

    name: str
    field: str
    role: str
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file as the page shows it."""

    file: LookFile
    looked: Looked
    part: str
    said: str
    guesses: tuple[str, ...]
    columns: tuple[ShownColumn, ...]
    more_columns: int
    rejected: tuple[tuple[int, str, str], ...]
    troubles: tuple[str, ...]
    day_first: bool | None


@seated(Role.EDITOR)
def look(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """The files of a look, as they were understood."""
    found = looks.look_of(seat, look)
    if not found.files.exists():
        return redirect("intake:scenario", seat.workspace.key, found.key)
    if request.method == "POST":
        return _correct(request, seat, found)
    job = work.under_way(seat, found, work.READ)
    seen = reading.seen_of(found)
    if job is not None or seen is None:
        return waiting(request, found, job) if job else redirect(request.path)
    return render(request, "intake/look.html", _about(found, seen))


def _about(look: Look, seen: Mapping[int, Looked]) -> dict[str, Any]:
    lang = language()
    parts = reading.parts_of(look, seen)
    shown = [_shown(file, seen[file.number], parts[file.number], lang) for file in look.files.all()]
    roles = [(role, say_role(role, lang)) for role in OFFERED]
    return {
        "section": "start",
        "step": "files",
        "look": look,
        "files": shown,
        "roles": roles,
        "parts": [(part.value, label(f"intake.part_{part.value}", lang)) for part in LookFile.Part],
        "orders": [(code, label(f"guess.{code}", lang)) for code in ("day_first", "month_first")],
        "deadlines": [(seconds, duration(seconds, lang)) for seconds in DEADLINES],
        "within": look.question.get("within") or (USUAL_DEADLINE if _two(shown) else 0),
        "comparable": any(one.looked.usable for one in shown),
        "exports": [one for one in shown if one.looked.usable],
        "scenarios": look.scenarios.all(),
    }


def _two(shown: list[ShownFile]) -> bool:
    return sum(one.looked.usable and one.part != LookFile.Part.ASIDE for one in shown) > 1


def _shown(file: LookFile, looked: Looked, part: str, lang: str) -> ShownFile:
    told = say_looked(looked, lang)
    columns = looked.columns[:MOST_COLUMNS]
    return ShownFile(
        file=file,
        looked=looked,
        part=part,
        said=told[0],
        guesses=told[1:],
        columns=tuple(
            ShownColumn(name=c.name, field=f"role-{file.number}-{i}", role=c.role, sample=c.sample)
            for i, c in enumerate(columns)
        ),
        more_columns=max(0, len(looked.columns) - MOST_COLUMNS),
        rejected=tuple(rejected_rows(looked.refused_lines[:LISTED], lang)),
        troubles=tuple(say_problem(p, lang) for p in _of_the_file(looked)),
        day_first=looked.mapping.day_first,
    )


def _of_the_file(looked: Looked) -> list[Problem]:
    """Problems of the file itself, not of one line, that a person should know."""
    return [p for p in looked.problems if not p.place.line and p.severity is not Severity.NOTE][:10]


def rejected_rows(lines: Iterable[Problem], lang: str) -> Iterable[tuple[int, str, str]]:
    """Lines that gave nothing: their number, the value, why."""
    return ((p.place.line, p.value, say_rule(p, lang)) for p in lines)


def _correct(request: HttpRequest, seat: Seat, look: Look) -> HttpResponse:
    """Take the corrections; then go on, or show what they change."""
    seen = reading.seen_of(look) or {}
    for file in look.files.all():
        if file.number in seen:
            _take(request.POST, file, seen[file.number])
    if "add" in request.POST or request.FILES:
        _add(request, seat, look)
        return redirect("intake:look", seat.workspace.key, look.key)
    _take_deadline(request.POST.get("within", ""), look)
    goes_on = "compare" in request.POST
    return redirect("intake:result" if goes_on else "intake:look", seat.workspace.key, look.key)


def _add(request: HttpRequest, seat: Seat, look: Look) -> None:
    """Add the other export to the look, and say what could not be."""
    lang = language()
    found = looks.sort_out(request.FILES.getlist("files"))
    if too_large := refused(request):
        limit = settings.UPLOAD_LIMIT // 1_000_000
        told = label("frame.error_too_large_text", lang, name=", ".join(too_large), limit=limit)
        messages.error(request, told)
    elif not found.exports and not found.scenarios:
        messages.error(request, label("intake.nothing_dropped", lang))
    for name in looks.add(seat, look, found):
        messages.info(request, label("intake.same_file_once", lang, file=name))


def _take_deadline(told: str, look: Look) -> None:
    """Past which delay a case is missing; nothing said leaves it as it was."""
    if told.isdecimal() and len(told) < 10 and int(told) in (0, *DEADLINES):
        look.question = look.question | {"within": int(told)}
        look.save(update_fields=["question"])


def _take(told: Mapping[str, str], file: LookFile, looked: Looked) -> None:
    corrected = dict(file.corrected)
    roles = dict(corrected.get("roles", {}))
    for i, column in enumerate(looked.columns[:MOST_COLUMNS]):
        role = told.get(f"role-{file.number}-{i}")
        if role in ROLES and role != column.role:
            roles[column.name] = role
    if roles:
        corrected["roles"] = roles
    order = told.get(f"days-{file.number}")
    if order in ("day_first", "month_first") and (order == "day_first") != looked.mapping.day_first:
        corrected["day_first"] = order == "day_first"
    sheet = told.get(f"sheet-{file.number}", "")
    if sheet in looked.sheets and sheet != (looked.mapping.sheet or looked.sheets[0]):
        corrected = {"sheet": sheet}  # what was said of the columns was of the other sheet
    part = told.get(f"part-{file.number}", "")
    file.part = part if part in LookFile.Part.values else file.part
    file.corrected = corrected
    file.save(update_fields=["part", "corrected"])


@seated(Role.EDITOR)
def rejected(request: HttpRequest, seat: Seat, look: str, number: int) -> HttpResponse:
    """The rejected lines of a file, as a sheet that no spreadsheet takes for formulas."""
    found = looks.look_of(seat, look)
    looked = (reading.seen_of(found) or {}).get(number)
    if looked is None:
        raise Http404
    lang = language()
    head = [label(f"intake.column_{code}", lang) for code in ("line", "value", "why")]
    rows = [(str(line), value, why) for line, value, why in rejected_rows(looked.refused_lines, lang)]
    return sheet_answer([head, *rows], f"{label('intake.rejected_file', lang)}-{number}.csv", lang)


def sheet_answer(rows: Iterable[Iterable[str]], name: str, lang: str) -> HttpResponse:
    """Rows as a CSV download: semicolons in French, commas in English, no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return csv_answer(out.getvalue(), name)


def csv_answer(text: str, name: str) -> HttpResponse:
    """A text as a CSV download that spreadsheets open with its accents."""
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@seated(Role.EDITOR)
def forget(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """Remove the files of a look at once."""
    looks.forget(seat, looks.look_of(seat, look))
    messages.success(request, label("intake.forgotten", language()))
    return redirect("intake:start", seat.workspace.key)
