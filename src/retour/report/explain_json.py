"""An explanation as one JSON object, schema `retour-explain/1`: what the terminal and the page say."""

from retour.assessment.arithmetic import Why, leaves_of
from retour.assessment.result import Assessment
from retour.assessment.worked import worked
from retour.quantity import Figure
from retour.report.as_json import Json, figure_json, raw
from retour.report.explain import Explained, explained, formula_said, nearest, used_by, worked_said
from retour.report.explain_more import method_said, would_change
from retour.report.node import View
from retour.wording.figures import figure_name
from retour.wording.worked import input_of

SCHEMA = "retour-explain/1"


def explain_json(assessment: Assessment, key: str, lang: str, version: str) -> Json:
    """The whole way back of one figure, only built-in types; `nearest` keys where there is no such figure.

    `inputs` nest as in the terminal: a figure that was already told has `again` and nothing else.
    """
    view = View.of(assessment, lang)
    figures = assessment.figures if assessment.sheets else {}
    base: Json = {"schema": SCHEMA, "lang": lang, "key": key}
    if key not in figures:
        return base | {"nearest": nearest(key, figures)}
    figure = figures[key]
    return (
        base
        | _step(view, explained(figures, key))
        | {
            "would_change": list(dict.fromkeys(would_change(view, figure))),
            "method": {
                "said": list(method_said(view, figure, version)),
                "version": version,
                "methods": dict(assessment.methods),
                "today": assessment.today.isoformat(),
                "watermark": raw(assessment.dossier.watermark),
                "revision": assessment.dossier.register.revision,
                "seed": assessment.seed,
                "digest": assessment.digest,
            },
            "used_by": used_by(figures, key),
        }
    )


def _step(view: View, step: Explained) -> Json:
    """One figure on the way, and those that it was computed from."""
    if step.figure is None or step.again:
        return {"key": step.key, "again": step.again}
    figure = step.figure
    return {
        "key": step.key,
        "name": figure_name(view.assessment, step.key, view.names),
        **figure_json(view, figure),
        "formula": formula_json(view, figure),
        "written": written_json(view, figure),
        "rows": [{"file": row.file, "line": row.line} for row in figure.rows],
        "row_count": figure.row_count,
        "inputs": [_step(view, before) for before in step.inputs],
    }


def formula_json(view: View, figure: Figure) -> Json:
    """The formula in words, with its numbers, and what they give; `why` where it has none."""
    found = worked(view.assessment, view.assessment.figures, figure)
    told: Json = {
        "code": figure.formula,
        "said": formula_said(view, figure),
        "worked": worked_said(view, figure),
    }
    if isinstance(found, Why):
        return told | {"why": found.value}
    numbers = [
        {"value": leaf.value, "unit": leaf.unit.value if leaf.unit else None, "key": leaf.key or None}
        for leaf in leaves_of(found.term)
    ]
    return told | {"kind": found.kind.value, "result": found.result, "numbers": numbers}


def written_json(view: View, figure: Figure) -> Json | None:
    """Where an input comes from; None for what is no input."""
    said = input_of(view.assessment, figure.key)
    if said is None:
        return None
    return {
        "origin": said.origin.value,
        "subject": said.subject,
        "source": said.source,
        "valid_from": raw(said.valid_from),
        "file": said.place.file if said.place else None,
        "line": said.place.line if said.place else None,
    }
