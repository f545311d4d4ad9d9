"""What the eight answers give, as a block of a page and as text."""

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.html import Html, join, listing, tag
from retour.report.node import View, figure_node
from retour.report.table import defended
from retour.report.terminal import wrapped
from retour.wording.prospect import prospect
from retour.wording.verdicts import say_decision


def plan_block(view: View, sheet: Sheet) -> Html:
    """The verdict, then why, what it is worth, what could be seen and when, what to prepare."""
    decision = say_decision(sheet, view.lang).lower()
    parts = [
        tag("div", tag("h3", part.title), listing([_line(view, *line) for line in part.lines], "plain"))
        for part in prospect(sheet, view.names)
    ]
    return tag(
        "section",
        tag("h2", view.label("decision_is", decision=decision)),
        *parts,
        class_="blk",
    )


def _line(view: View, said: str, figure: Figure | None) -> Html:
    return join([said] if figure is None else [said, " ", figure_node(view, figure)])


def plan_text(view: View, sheet: Sheet, width: int = 100) -> str:
    """The same for a terminal."""
    name = view.names.automation(sheet.automation)
    lines = [name, view.label("decision_is", decision=say_decision(sheet, view.lang).lower())]
    for part in prospect(sheet, view.names):
        lines += ["", part.title]
        for said, figure in part.lines:
            told = said if figure is None else f"{said} {defended(view, figure)}"
            lines += [p if n == 0 else f"  {p}" for n, p in enumerate(wrapped(f"- {told}", width - 2))]
    return "\n".join(lines) + "\n"
