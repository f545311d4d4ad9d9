"""A figure walked back: its formula, the figures it came from, and the lines of the files behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from retour.assessment.result import Assessment
from retour.assessment.worked import worked
from retour.quantity import Figure
from retour.report.explain_more import method_said, sheet_of, would_change
from retour.report.node import View
from retour.wording.catalogue import find
from retour.wording.figures import figure_name
from retour.wording.sentence import MISSING, place, say
from retour.wording.values import defence
from retour.wording.worked import input_of, say_origin, say_symbols, say_worked
from retour.worth.inputs import Origin

DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One figure and the way back from it.

    `figure` None: it is not among the figures of the audit. `again`: it was walked back already, above.
    """

    key: str
    figure: Figure | None
    inputs: tuple["Explained", ...] = ()
    again: bool = False


def explained(figures: Mapping[str, Figure], key: str, *, deepest: int = DEEPEST) -> Explained:
    """The way back of one figure, each figure walked once."""
    return _walk(figures, key, deepest, set())


def _walk(figures: Mapping[str, Figure], key: str, deepest: int, seen: set[str]) -> Explained:
    figure = figures.get(key)
    if figure is None or key in seen or deepest < 0:
        return Explained(key=key, figure=figure, again=figure is not None)
    seen.add(key)
    inputs = tuple(_walk(figures, name, deepest - 2, seen) for name in figure.inputs)
    return Explained(key=key, figure=figure, inputs=inputs)


def used_by(figures: Mapping[str, Figure], key: str) -> list[str]:
    """Keys of the figures that are computed from this one."""
    return [user for user, figure in figures.items() if key in figure.inputs]


def explain(assessment: Assessment, key: str, lang: str, version: str = "") -> str:
    """The whole way back of one figure as text; the nearest keys when there is no such figure.

    `version` is that of the program which computed it.
    """
    view = View.of(assessment, lang)
    figures = assessment.figures if assessment.sheets else {}
    if key not in figures:
        return _unknown(view, key, figures)
    figure = figures[key]
    parts = {
        "pilot.explain_change_title": dict.fromkeys(would_change(view, figure)),
        "pilot.explain_method_title": method_said(view, figure, version or MISSING),
    }
    lines = [view.label("explain_title", key=key), "", *_told(view, explained(figures, key), "")]
    for title, said in parts.items():
        lines += ["", view.label(title), *(f"  {line}" for line in said)]
    return "\n".join(lines) + "\n"


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


def _told(view: View, step: Explained, pad: str) -> list[str]:
    if step.figure is None:
        return [pad + view.label("explain_missing_input", key=step.key)]
    if step.again:
        return [f"{pad}{step.key} ({view.label('explain_already')})"]
    figure = step.figure
    proof = " · ".join(defence(figure, view.lang))
    said = [_named(view, figure), proof, formula_said(view, figure), *worked_said(view, figure)]
    lines = [f"{pad}{step.key}", *(f"{pad}  {line}" for line in (*said, *_rows(view, figure)))]
    if step.inputs:
        lines.append(f"{pad}  {view.label('explain_inputs')}")
    return [*lines, *(line for before in step.inputs for line in _told(view, before, pad + "    "))]


def formula_said(view: View, figure: Figure) -> str:
    """How a figure is computed, in a sentence."""
    if "claim/" in figure.key and figure.formula != "stated":
        return view.label("explain_formula_said", said=f"{say_symbols(figure.formula, view.lang)}.")
    if find(figure.formula, "formula", view.lang) is None:
        return view.label("explain_formula_named", name=figure.formula)
    return view.label("explain_formula_said", said=say(figure.formula, {}, view.lang, family="formula"))


def _named(view: View, figure: Figure) -> str:
    name = figure_name(view.assessment, figure.key, view.names)
    return view.label("explain_named", name=name, value=view.value(figure))


def worked_said(view: View, figure: Figure, known_as: Mapping[str, Figure] | None = None) -> list[str]:
    """The formula with its numbers in it, or why there is none; of an input, where it comes from.

    `known_as`: the figures of the assessment by key, where somebody has gathered them already.
    """
    known = input_of(view.assessment, figure.key)
    if known is not None and known.origin is not Origin.DERIVED:
        return list(say_origin(view.names, known))
    figures = view.assessment.figures if known_as is None else known_as
    found = worked(view.assessment, figures, figure)
    sheet = sheet_of(view.assessment, figure.key.partition("/")[0])
    draws = sheet.worth.details.get("draws") if sheet else None
    return [say_worked(view.names, figures, figure, found, draws)]


def rows_said(view: View, figure: Figure) -> str:
    """How many of the lines behind a figure are listed; empty when it comes from other figures.

    Where an input was written is said with it, and what was counted is not listed.
    """
    if figure.formula.startswith("input."):
        return ""
    if not figure.rows:
        return "" if figure.inputs else view.label("explain_no_rows")
    total = max(figure.row_count, len(figure.rows))
    return view.label("explain_rows_of", shown=len(figure.rows), total=total)


def _rows(view: View, figure: Figure) -> list[str]:
    head = rows_said(view, figure)
    if not head:
        return []
    return [line for line in (head, *(f"  {place(row, view.lang)}" for row in figure.rows)) if line]
