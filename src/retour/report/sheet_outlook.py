"""Before go-live, on the sheet: what each design could show, and by when."""

from retour.assessment.result import Sheet
from retour.report.html import Html, grid, listing, tag
from retour.report.node import View
from retour.wording.outlook import outlook_rows, said_of_outlook


def outlook_block(view: View, sheet: Sheet) -> Html | None:
    """A sentence a design, then the same as a table; nothing where nothing is to be foreseen."""
    said = said_of_outlook(sheet, view.names)
    if not said:
        return None
    title = view.label("outlook_title")
    head = [view.label(f"outlook_column_{c}") for c in ("design", "seen", "cases", "answer")]
    table = grid(head, outlook_rows(sheet, view.names), title, "data loose")
    return tag("div", tag("h4", title), listing(said, "plain"), table)
