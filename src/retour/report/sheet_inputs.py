"""What the money of a sheet rests on: every number that somebody wrote or that was counted, and where."""

from retour.assessment.result import Sheet
from retour.report.html import Html, details, grid
from retour.report.node import View, figure_node
from retour.wording.worked import input_name, input_of, say_origin


def inputs_block(view: View, sheet: Sheet) -> Html | None:
    """Folded: each input, its value and where it comes from; nothing where the money rests on none.

    On a page for strangers there is none: the hourly cost of a role may be what one person earns.
    """
    if not view.manner.people:
        return None
    prefix = f"{sheet.automation.key}/worth/input/"
    rows = [
        (
            input_name(view.names, view.assessment, key),
            figure_node(view, figure),
            " ".join(say_origin(view.names, said)),
        )
        for key, figure in sheet.figures.items()
        if key.startswith(prefix) and (said := input_of(view.assessment, key)) is not None
    ]
    if not rows:
        return None
    head = [view.label(c) for c in ("column_what", "column_point", "column_place")]
    return details(
        view.label("worth_inputs"),
        grid(head, rows, view.label("worth_inputs_note"), "data loose", spoken=False),
    )
