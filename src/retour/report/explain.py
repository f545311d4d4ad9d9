"""A figure walked back: its formula, the figures it came from, and the lines of the files behind it."""

from collections.abc import Mapping
from difflib import get_close_matches

from retour.assessment.result import Assessment
from retour.quantity import Figure
from retour.report.node import View
from retour.wording.catalogue import find
from retour.wording.sentence import place, say
from retour.wording.values import defence

DEEPEST = 12


def explain(assessment: Assessment, key: str, lang: str) -> str:
    """The whole way back of one figure; the nearest keys when there is no such figure."""
    view = View.of(assessment, lang)
    figures = assessment.figures if assessment.sheets else {}
    if key not in figures:
        return _unknown(view, key, figures)
    lines = [view.label("explain_title", key=key), ""]
    return "\n".join(lines + _walk(view, figures, key, depth=0, seen=set())) + "\n"


def nearest(key: str, figures: Mapping[str, Figure]) -> list[str]:
    """The keys most like `key`: those that contain it first."""
    inside = [known for known in figures if key and key in known]
    alike = get_close_matches(key, figures, n=5, cutoff=0.4)
    return list(dict.fromkeys([*inside[:5], *alike]))[:5]


def _unknown(view: View, key: str, figures: Mapping[str, Figure]) -> str:
    lines = [view.label("explain_unknown_key", key=key)]
    if not figures:
        lines.append(view.label("explain_nothing"))
    elif found := nearest(key, figures):
        lines.append(view.label("explain_nearest", keys=", ".join(found)))
    return "\n".join(lines) + "\n"


def _walk(view: View, figures: Mapping[str, Figure], key: str, *, depth: int, seen: set[str]) -> list[str]:
    pad = "  " * depth
    figure = figures.get(key)
    if figure is None:
        return [pad + view.label("explain_missing_input", key=key)]
    if key in seen or depth > DEEPEST:
        return [f"{pad}{key} ({view.label('explain_already')})"]
    seen.add(key)
    lines = [
        f"{pad}{key}",
        f"{pad}  {view.value(figure)}",
        f"{pad}  {' · '.join(defence(figure, view.lang))}",
    ]
    lines += [f"{pad}  {line}" for line in (*_formula(view, figure), *_rows(view, figure))]
    if figure.inputs:
        lines.append(f"{pad}  {view.label('explain_inputs')}")
        for name in figure.inputs:
            lines += _walk(view, figures, name, depth=depth + 2, seen=seen)
    return lines


def _formula(view: View, figure: Figure) -> list[str]:
    if find(figure.formula, "formula", view.lang) is None:
        return [view.label("explain_formula_named", name=figure.formula)]
    return [view.label("explain_formula_said", said=say(figure.formula, {}, view.lang, family="formula"))]


def _rows(view: View, figure: Figure) -> list[str]:
    if not figure.rows:
        return [] if figure.inputs else [view.label("explain_no_rows")]
    total = max(figure.row_count, len(figure.rows))
    head = view.label("explain_rows_of", shown=len(figure.rows), total=total)
    return [head, *(f"  {place(row, view.lang)}" for row in figure.rows)]
