"""The audit as one JSON object, schema `retour-audit/1`: raw values, and the text that every face shows."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from retour.assessment.result import Assessment, Sheet
from retour.effect.result import Rule
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Problem, Text, Unknown
from retour.report.node import View
from retour.report.portfolio_rows import portfolio_json
from retour.report.table import evidence, steering_table
from retour.wording.certainties import certainties
from retour.wording.headline import headline, headline_all
from retour.wording.problems import say_problem
from retour.wording.verdicts import say_decision, say_measurement, say_reason

SCHEMA = "retour-audit/1"
Json = dict[str, Any]


def as_json(assessment: Assessment, lang: str) -> Json:
    """Everything a program needs; only built-in types, so `json.dumps` takes it as it is."""
    view = View.of(assessment, lang)
    table = steering_table(assessment, lang)
    watermark = assessment.dossier.watermark
    return {
        "schema": SCHEMA,
        "lang": lang,
        "workspace": assessment.dossier.register.name,
        "currency": view.names.currency,
        "today": assessment.today.isoformat(),
        "watermark": {process: at.isoformat() for process, at in sorted(watermark.items())},
        "seed": assessment.seed,
        "digest": assessment.digest,
        "methods": dict(assessment.methods),
        "headline": headline_all(assessment, lang),
        "table": [
            {"automation": r.sheet.automation.key, **{c: cell.text for c, cell in r.cells.items()}}
            for r in table.rows
        ],
        "automations": [_sheet(view, sheet) for sheet in assessment.sheets],
        "figures": {key: figure_json(view, figure) for key, figure in assessment.figures.items()}
        if assessment.sheets
        else {},
        "portfolio": portfolio_json(view),
        "problems": [problem_json(problem, lang) for problem in assessment.dossier.problems],
    }


def _sheet(view: View, sheet: Sheet) -> Json:
    return {
        "automation": sheet.automation.key,
        "name": view.names.automation(sheet.automation),
        "status": sheet.automation.status.value,
        "headline": headline(sheet, view.lang, view.names.register),
        "certainties": [
            {"said": s.text, "figures": list(s.keys), "alert": s.alert}
            for s in certainties(sheet, view.names)
        ],
        "lost": [
            {
                "case": c.case,
                "label": c.label,
                "at": c.at.isoformat(),
                "file": c.place.file,
                "line": c.place.line,
            }
            for found in sheet.watched.reconciliations
            for c in found.lost
        ],
        "evidence": evidence(view, sheet).value,
        "rules": [
            {
                "indicator": e.indicator,
                "version": e.version,
                "rules": [_rule(view, sheet, e.indicator, r) for r in e.rules],
            }
            for e in sheet.effects
        ],
        "amor": {
            s.letter.value: {
                "bars": s.bars,
                "low": s.low,
                "high": s.high,
                "known": s.known,
                "checks": s.checks,
            }
            for s in sheet.audit.letters
        },
        "checks": [
            {"code": c.code, "status": c.status.value, "reason": c.reason, "details": raw(c.details)}
            for c in sheet.audit.checks
        ],
        "not_said": list(sheet.worth.not_said),
        "review": {"next": raw(sheet.audit.next_review), "stale": sheet.audit.stale},
        "verdict": _verdict(view, sheet),
    }


def _rule(view: View, sheet: Sheet, indicator: str, rule: Rule) -> Json:
    said = view.names.rule(sheet.automation, indicator, rule)
    return {"code": rule.code, "passed": rule.passed, "details": raw(rule.details), "said": said}


def _verdict(view: View, sheet: Sheet) -> Json:
    verdict = sheet.verdict
    return {
        "decision": verdict.decision.value,
        "said": say_decision(sheet, view.lang),
        "rule": verdict.rule,
        "reasons": [
            {
                "code": r.code,
                "details": raw(r.details),
                "evidence": list(r.evidence),
                "said": say_reason(sheet, r, view.names),
            }
            for r in verdict.reasons
        ],
        "would_change": [
            {"code": r.code, "said": say_reason(sheet, r, view.names, "change")} for r in verdict.would_change
        ],
        "measurement": list(say_measurement(sheet, view.names)),
    }


def figure_json(view: View, figure: Figure) -> Json:
    """One figure: its raw value, what defends it, and the text that every face shows."""
    return {
        **_value(figure),
        "unit": figure.unit.value,
        "grade": figure.grade.value,
        "n": figure.n,
        "n_before": figure.n_before,
        "comparator": figure.comparator.value,
        "period": [figure.period.start.isoformat(), figure.period.end.isoformat()] if figure.period else None,
        "formula": figure.formula,
        "inputs": list(figure.inputs),
        "said": view.value(figure),
    }


def _value(figure: Figure) -> Json:
    match figure.value:
        case Exact(value):
            return {"kind": "exact", "value": value}
        case Estimate(value, low, high, level):
            return {"kind": "estimate", "value": value, "low": low, "high": high, "level": level}
        case DeclaredRange(low, mode, high):
            return {"kind": "declared", "value": mode, "low": low, "high": high}
        case Unknown(reason, details):
            return {"kind": "unknown", "reason": reason, "details": raw(details)}


def problem_json(problem: Problem, lang: str) -> Json:
    """One problem: where, what, and its sentence."""
    return {
        "rule": problem.rule,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "value": problem.value,
        "hint": problem.hint,
        "severity": problem.severity.value,
        "details": raw(problem.details),
        "said": say_problem(problem, lang),
    }


def raw(value: object) -> Any:  # noqa: ANN401
    """A detail as built-in types."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Text():
            return {"fr": value.fr, "en": value.en}
        case Mapping():
            return {str(k): raw(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [raw(v) for v in value]
        case _ if hasattr(value, "item"):
            return value.item()
        case _:
            return str(value)
