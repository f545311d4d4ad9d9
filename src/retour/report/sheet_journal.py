"""The field journal of an automation: dated lines that people wrote, numbered as on the chart."""

from retour.assessment.result import Sheet
from retour.register.automation import JournalLine
from retour.report.html import Html, grid, tag
from retour.report.node import View
from retour.wording.numbers import day, integer

MOST = 20  # lines: the newest; a plot holds no more


def numbered_journal(view: View, sheet: Sheet) -> list[tuple[int, JournalLine]]:
    """The newest lines, oldest first, numbered from one.

    None on a page for a stranger: what people write freely may name somebody.
    """
    register = view.names.register
    if register is None or not (view.manner.people and view.manner.lost_names):
        return []
    mine = [line for line in register.journal if line.automation == sheet.automation.key]
    return list(enumerate(mine[-MOST:], 1))


def journal_block(view: View, sheet: Sheet) -> Html | None:
    """What the numbers of the chart are; nothing without a line."""
    rows = journal_rows(view, sheet)
    if not rows:
        return None
    title = view.label("ground.journal_title")
    table = grid(journal_head(view), rows, title, "data loose", spoken=False)
    note = tag("p", view.label("ground.journal_note"), class_="note")
    return tag("section", tag("h3", title), note, table, class_="blk")


def journal_head(view: View) -> list[str]:
    """The titles of the columns."""
    return [view.label(f"ground.journal_{c}") for c in ("number", "day", "mood", "what", "by")]


def journal_rows(view: View, sheet: Sheet) -> list[tuple[str, ...]]:
    """Number, day, good, bad or unexpected, what, and who wrote it."""
    return [
        (
            integer(number, view.lang),
            day(line.at, view.lang),
            view.label(f"ground.mood_{line.mood}"),
            line.what.in_(view.lang),
            line.by or view.label("not_said"),
        )
        for number, line in numbered_journal(view, sheet)
    ]
