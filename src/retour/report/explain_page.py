"""The explanation of a figure as HTML: computation, inputs, lines, method, what would change it."""

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.explain import Explained, explained, formula_said, rows_said, used_by, worked_said
from retour.report.explain_more import method_said, sheet_of, would_change
from retour.report.html import Child, Html, grid, join, listing, tag
from retour.report.node import View, explained_at, figure_node
from retour.wording.figures import figure_name
from retour.wording.numbers import integer

MOST_USED = 12


def explanation(view: View, key: str, version: str) -> Html:
    """Every part of the explanation of a figure that is there; `version` of the program."""
    assessment = view.assessment
    step = explained(assessment.figures, key, deepest=2)
    figure = assessment.figures[key]
    parts = [
        _computation(view, step, figure),
        _rows(view, figure),
        _changes(view, figure),
        _method(view, figure, version),
        _used(view, key),
    ]
    return join(parts)


def title_of(view: View, key: str, own: Sheet | None = None) -> str:
    """The name of a figure, beginning with a capital; without the name of its automation when it is `own`."""
    name = figure_name(view.assessment, key, view.names)
    if own is not None:
        name = name.removeprefix(view.label("named", name=view.names.automation(own.automation))).strip()
    return name[:1].upper() + name[1:]


def _part(view: View, code: str, *children: Child) -> Html:
    return tag("section", tag("h2", view.label(f"pilot.explain_{code}")), *children, class_="blk")


def _computation(view: View, step: Explained, figure: Figure) -> Html:
    said = [tag("p", line) for line in (formula_said(view, figure), *worked_said(view, figure))]
    own = sheet_of(view.assessment, step.key.split("/")[0])
    rows = [(_led(view, before.key, own), _worth(view, before)) for before in step.inputs]
    head = [view.label(f"pilot.explain_column_{c}") for c in ("figure", "value")]
    caption = view.label("pilot.explain_inputs_title")
    table = grid(head, rows, caption, "data loose", spoken=False) if rows else None
    return _part(view, "formula_title", *said, table)


def _led(view: View, key: str, own: Sheet | None) -> Child:
    """The name of a figure, leading to its explanation; without its automation on that one's own page.

    What is no figure of the audit, as a range that was declared, leads nowhere.
    """
    name = title_of(view, key, own)
    return explained_at(view, key, name) if key in view.assessment.figures else name


def _worth(view: View, step: Explained) -> Html:
    if step.figure is None:
        return tag("span", view.label("explain_missing_input", key=step.key), class_="unknown")
    return figure_node(view, step.figure)


def _rows(view: View, figure: Figure) -> Html | None:
    """The lines of the files, or that there is none: never silence."""
    if (figure.inputs and not figure.rows) or figure.formula.startswith("input."):
        return None
    head = [view.label(f"pilot.explain_row_{c}") for c in ("file", "line")]
    said = rows_said(view, figure)
    rows = [(row.file, integer(row.line, view.lang) if row.line else "…") for row in figure.rows]
    table = grid(head, rows, said) if rows else None
    return _part(view, "rows_title", tag("p", said), table)


def _method(view: View, figure: Figure, version: str) -> Html:
    said = [
        *method_said(view, figure, version),
        view.label("pilot.explain_key", key=figure.key),
        view.label("pilot.explain_command", key=figure.key),
    ]
    return _part(view, "method_title", listing(said, "plain"))


def _changes(view: View, figure: Figure) -> Html:
    said = list(dict.fromkeys(would_change(view, figure)))
    return _part(view, "change_title", listing(said, "plain"))


def _used(view: View, key: str) -> Html | None:
    """The figures that are computed from this one."""
    users = used_by(view.assessment.figures, key)
    own = sheet_of(view.assessment, key.split("/", maxsplit=1)[0])
    items = [_led(view, user, own) for user in users[:MOST_USED]]
    rest = len(users) - len(items)
    more = tag("p", view.label("lost_more", n=rest), class_="note") if rest > 0 else None
    return _part(view, "used_title", listing(items, "plain"), more) if items else None
