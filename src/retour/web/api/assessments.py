"""Assessments, figures and exports for programs; work asked for, and how far it is."""

import json
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from retour.assessment.result import Assessment
from retour.report.as_csv import as_csv
from retour.report.as_json import as_json, figure_json
from retour.report.as_xlsx import as_xlsx
from retour.report.explain import explain, nearest
from retour.report.explain_json import explain_json
from retour.report.node import View
from retour.report.page import page as html_page
from retour.report.table import steering_table
from retour.web.api.answers import Json, Refusal, limit_of, page
from retour.web.frame.context import language
from retour.web.portfolio import exported, jobs
from retour.web.portfolio.models import Job, Snapshot
from retour.web.portfolio.snapshots import latest, shown
from retour.web.workspaces.access import Seat
from retour.wording import say

Writer = Callable[[Assessment, str], str | bytes]
EXPORTS: Mapping[str, tuple[Writer, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (lambda found, lang: json.dumps(as_json(found, lang), ensure_ascii=False), "application/json"),
    "html": (html_page, "text/html; charset=utf-8"),
}


def workspace(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The workspace that the token opens."""
    found = latest(seat.workspace)
    body = {
        "key": seat.workspace.key,
        "name": seat.workspace.name,
        "documents": seat.workspace.documents.count(),
        "files": seat.workspace.data_files.count(),
        "writes": seat.edits,
        "latest": _about(found) if found else None,
    }
    return JsonResponse(body)


def _about(snapshot: Snapshot) -> Json:
    return {
        "id": snapshot.pk,
        "today": snapshot.today.isoformat(),
        "made": snapshot.made.isoformat(),
        "digest": snapshot.digest,
        "seed": snapshot.seed,
        "version": snapshot.version,
    }


def assessments(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The kept assessments, latest first."""
    here = Snapshot.objects.filter(workspace=seat.workspace).defer("figures").order_by("-id")
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 16:
        here = here.filter(pk__lt=int(after))
    limit = limit_of(request)
    found = list(here[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else None
    return page(request, [_about(one) for one in found[:limit]], more)


def _assessment(seat: Seat) -> Assessment:
    return _latest(seat)[1]


def _latest(seat: Seat) -> tuple[Snapshot, Assessment]:
    """The last assessment, whole; Refusal when there is none that this version can show."""
    snapshot = latest(seat.workspace)
    if snapshot is None:
        raise Refusal(404, "not_assessed")
    found = shown(snapshot)
    if found is None:
        raise Refusal(404, "assessment_gone")
    return snapshot, found


def _lang(request: HttpRequest) -> str:
    said = request.GET.get("lang", "")
    return said if said in ("fr", "en") else language()


def latest_one(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The last assessment as one object; a large one is made in the background, to be asked for again."""
    snapshot, assessment = _latest(seat)
    lang = _lang(request)
    if exported.is_quick(assessment, "json"):
        return JsonResponse(as_json(assessment, lang))
    body = exported.kept(snapshot, "json", lang)
    if body is None:
        return under_way(exported.ask(seat, snapshot, "json", lang))
    return HttpResponse(body, content_type="application/json")


def figure(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """One figure of the last assessment, and the way back to its rows."""
    snapshot, assessment = _latest(seat)
    lang = _lang(request)
    found = assessment.figures.get(key)
    if found is None:
        raise Refusal(404, "no_such_figure", more={"nearest": nearest(key, assessment.figures)[:5]}, key=key)
    about = figure_json(View.of(assessment, lang), found)
    told = explain(assessment, key, lang, snapshot.version)
    explanation = explain_json(assessment, key, lang, snapshot.version)
    return JsonResponse({"key": key, **about, "explained": told, "explanation": explanation})


def steering(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The steering table of the last assessment: columns in order, and a row an automation."""
    table = steering_table(_assessment(seat), _lang(request))
    rows = [
        {
            "automation": row.sheet.automation.key,
            "cells": {code: cell.text for code, cell in row.cells.items()},
            "figures": {
                code: [f.key for f in cell.figures] for code, cell in row.cells.items() if cell.figures
            },
        }
        for row in table.rows
    ]
    return JsonResponse({"columns": table.columns, "rows": rows})


def export(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """The last assessment as a file; a large one is made in the background, to be asked for again."""
    if kind not in EXPORTS:
        raise Refusal(404, "no_such_export", known=list(EXPORTS))
    writer, content = EXPORTS[kind]
    snapshot, assessment = _latest(seat)
    lang = _lang(request)
    body: str | bytes | None
    if exported.is_quick(assessment, kind):
        body = writer(assessment, lang)
    else:
        body = exported.kept(snapshot, kind, lang)
    if body is None:
        return under_way(exported.ask(seat, snapshot, kind, lang))
    named = {"Content-Disposition": f'attachment; filename="retour.{kind}"'}
    return HttpResponse(body, content_type=content, headers=named)


def assess(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for an assessment as of today."""
    return under_way(jobs.ask(seat, "assess"))


def under_way(job: Job) -> HttpResponse:
    """Work that was asked for, and where to see how far it is."""
    where = {"Location": reverse("api:job", args=[job.key]), "Retry-After": "5"}
    return JsonResponse(_job(job), status=202, headers=where)


def job(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """How far some work is."""
    found = Job.objects.filter(workspace=seat.workspace, key=key).first()
    if found is None:
        raise Refusal(404, "missing")
    return JsonResponse(_job(found))


def _job(found: Job) -> Json:
    error = say(found.error, {}, language(), family="work_error") if found.error else None
    return {
        "key": found.key,
        "kind": found.kind,
        "state": found.state,
        "step": found.step,
        "error": error,
        "created": found.created.isoformat(),
        "ended": found.ended.isoformat() if found.ended else None,
    }
