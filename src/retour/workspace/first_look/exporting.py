"""Answers as data: the lost cases as a sheet, everything as JSON."""

import csv
import io
from datetime import date, datetime
from functools import singledispatch
from typing import Any
from zoneinfo import ZoneInfo

from retour.claim import Finding
from retour.connectors.declared import Draft
from retour.kpi.dossier import LostCase
from retour.quantity import DeclaredRange, Estimate, Exact, Unknown
from retour.report.as_csv import safe
from retour.report.as_json import figure_json, problem_json
from retour.report.node import View
from retour.watch.matching import Doubt, Matching, NamePair
from retour.wording import say
from retour.workspace.first_look.answer import Answered
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.dates import DateProposal
from retour.workspace.first_look.looked import Looked
from retour.workspace.first_look.pasted import Export, Pasted
from retour.workspace.first_look.speaking import (
    say_answer,
    say_exports,
    say_looked,
    say_pasted,
    say_proposal,
    say_role,
    to_paste,
)
from retour.workspace.first_look.telling import (
    FAMILY,
    Sentence,
    facts,
    headline,
    how_matched,
    say_doubt,
    say_pair,
)

SCHEMA = "retour-measure/1"
COLUMNS = ("name", "email", "at", "deadline", "case", "file", "line")
Json = dict[str, Any]


def lost_csv(compared: Compared, lang: str) -> str:
    """The lost cases, one a line, for a spreadsheet of that language: no cell is taken for a formula.

    Semicolons in French, commas in English; times in the zone of the comparison. At most a thousand.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow([say(f"column_{c}", {}, lang, family=FAMILY) for c in COLUMNS])
    zone, emails = ZoneInfo(compared.asked.timezone), emails_by_line(compared)
    for case in compared.lost:
        writer.writerow([safe(cell) for cell in _row(case, emails, zone)])
    return out.getvalue()


def emails_by_line(compared: Compared) -> dict[int, str]:
    """The e-mail of each line that came in, as it was written."""
    lines = compared.came_in.lines
    if lines is None:
        return {}
    return {n: mail for n, mail in zip(lines.side.line.tolist(), lines.email, strict=True) if mail}


def _row(case: LostCase, emails: dict[int, str], zone: ZoneInfo) -> tuple[str, ...]:
    at, deadline = (
        str(m.astimezone(zone).replace(tzinfo=None, microsecond=0)) for m in (case.at, case.deadline)
    )
    number = "" if case.case == f"L{case.place.line}" else case.case
    return (
        case.label,
        emails.get(case.place.line, ""),
        at,
        deadline,
        number,
        case.place.file,
        str(case.place.line),
    )


@singledispatch
def report(value: object, lang: str) -> Json:  # noqa: ARG001  each kind of answer says it
    """Any answer of the façade as one JSON object: raw values, codes, and the sentences in `lang`.

    Accepts Looked, Compared, Answered, Pasted and DateProposal. Only built-in types come out.
    """
    raise TypeError(type(value).__name__)


@report.register
def _looked(value: Looked, lang: str) -> Json:
    return {
        "schema": SCHEMA,
        "lang": lang,
        "kind": "looked",
        "file": value.name,
        "origin": value.origin,
        "holds": value.holds,
        "shape": value.mapping.shape,
        "sheets": list(value.sheets),
        "sheet": value.mapping.sheet,
        "day_first": value.mapping.day_first,
        "rows": value.rows,
        "cases": value.cases,
        "rejected": value.rejected,
        "first": _written(value.first),
        "last": _written(value.last),
        "digest": value.digest,
        "columns": [
            {
                "name": c.name,
                "role": c.role,
                "role_said": say_role(c.role, lang),
                "activity": c.activity,
                "sample": list(c.sample),
            }
            for c in value.columns
        ],
        "guesses": [{"what": g.what, "value": g.value, "sure": g.sure} for g in value.guesses],
        "refused_lines": [problem_json(p, lang) for p in value.refused_lines],
        "problems": [problem_json(p, lang) for p in value.problems],
        "said": list(say_looked(value, lang)),
    }


@report.register
def _compared(value: Compared, lang: str) -> Json:
    found, emails, zone = value.reconciliation, emails_by_line(value), ZoneInfo(value.asked.timezone)
    assessment = value.assessment
    view = View.of(assessment, lang) if assessment else None
    return {
        "schema": SCHEMA,
        "lang": lang,
        "kind": "compared",
        "came_in": _looked(value.came_in, lang),
        "done": _looked(value.done, lang) if value.done else None,
        "swapped": value.swapped,
        "go_live": _written(value.asked.go_live),
        "within": value.ends.within.seconds if value.ends and value.ends.within else None,
        "headline": _sentence(headline(value, lang)),
        "facts": [_sentence(s) for s in facts(value, lang)],
        "matching": _matching(value.matching, lang),
        "how_matched": [_sentence(s) for s in how_matched(value, lang)],
        "lost_total": found.lost_total if found else None,
        "lost": [dict(zip(COLUMNS, _row(case, emails, zone), strict=True)) for case in value.lost],
        "figures": {k: figure_json(view, f) for k, f in assessment.figures.items()}
        if assessment and view
        else {},
        "problems": [problem_json(p, lang) for p in value.problems],
    }


@report.register
def _answered(value: Answered, lang: str) -> Json:
    told = _compared(value.compared, lang)
    effect = {
        "indicator": value.indicator,
        "measurable": value.measurable,
        "figure": value.figure.key if value.figure else None,
        "why": value.why.reason if value.why else None,
        "from_day": _written(value.from_day),
        "instead": list(value.instead),
        "said": [_sentence(s) for s in say_answer(value, lang)],
    }
    return told | {"kind": "answered", "effect": effect, "to_paste": to_paste(value, lang)}


@report.register
def _pasted(value: Pasted, lang: str) -> Json:
    return {
        "schema": SCHEMA,
        "lang": lang,
        "kind": value.kind.value,
        "language": value.language,
        "sentence": value.sentence,
        "claim": _finding(value.finding),
        "exports": [_export(e, lang) for e in value.exports],
        "drafts": [_draft(d) for d in value.drafts],
        "problems": [problem_json(p, lang) for p in value.problems],
        "said": list(say_pasted(value, lang)),
    }


@report.register
def _proposal(value: DateProposal, lang: str) -> Json:
    details = {name: _plain(detail) for name, detail in value.details.items()}
    return {
        "day": value.day.isoformat(),
        "code": value.code,
        "details": details,
        "said": say_proposal(value, lang),
    }


def _matching(matching: Matching | None, lang: str) -> Json | None:
    if matching is None:
        return None
    rule = matching.rule
    return {
        "by_step": {step.value: n for step, n in matching.by_step.items()},
        "not_tried": {step.value: why.value for step, why in matching.not_tried.items()},
        "rule": {
            "threshold": rule.threshold,
            "with_other_address": rule.with_other_address,
            "window_days": rule.window_days,
            "margin": rule.margin,
        },
        "pairs": [_pair(pair, lang) for pair in matching.pairs],
        "doubts": [_doubt(doubt, lang) for doubt in matching.doubts],
    }


def _pair(pair: NamePair, lang: str) -> Json:
    return {
        "lines": list(pair.lines),
        "names": list(pair.names),
        "similarity": round(pair.similarity, 3),
        "seconds": pair.seconds,
        "said": say_pair(pair, lang),
    }


def _doubt(doubt: Doubt, lang: str) -> Json:
    records = [{"line": line, "name": name} for line, name in doubt.records]
    return {"line": doubt.line, "name": doubt.name, "records": records, "said": say_doubt(doubt, lang)}


def _sentence(sentence: Sentence) -> Json:
    return {"code": sentence.code, "said": sentence.text, "figures": list(sentence.figures)}


def _finding(finding: Finding | None) -> Json | None:
    if finding is None:
        return None
    return {
        "kind": finding.kind,
        "says": finding.says,
        "grade": finding.grade.value,
        "terms": [
            {"code": t.code, "stated": t.stated, "unit": t.unit.value, **_value(t.value)}
            for t in finding.terms
        ],
        "proves": list(finding.proves),
        "missing": list(finding.missing),
    }


def _value(value: Exact | Estimate | DeclaredRange | Unknown) -> Json:
    match value:
        case Exact(point):
            return {"value": point}
        case Estimate(point, low, high, level):
            return {"value": point, "low": low, "high": high, "level": level}
        case DeclaredRange(low, mode, high):
            return {"value": mode, "low": low, "high": high}
        case Unknown(reason):
            return {"value": None, "reason": reason}


def _export(export: Export, lang: str) -> Json:
    said = say_exports((export,), lang)[0].removeprefix("- ")
    return {"code": export.code, "subject": export.subject, "tools": list(export.tools), "said": said}


def _draft(draft: Draft) -> Json:
    return {
        "name": draft.name,
        "line": draft.place.line,
        "objective": draft.objective,
        "tools": list(draft.tools),
        "kpi": draft.kpi,
        "follow_up": draft.follow_up.value if draft.follow_up else None,
        "impact": draft.impact,
    }


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _written(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
