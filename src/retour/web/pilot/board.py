"""The first page of a snapshot in one language: its blocks, its lines, its rows, each made once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retour.assessment.result import Assessment
from retour.report.home_blocks import balance_block, certainties_block, queue_block, settle_block
from retour.report.html import Child, Html, join, tag
from retour.report.manner import Manner
from retour.report.node import View
from retour.report.portfolio_blocks import budget_block, groups_block
from retour.report.steering import Steering
from retour.web.pilot.filters import Asked
from retour.web.pilot.kept import Kept
from retour.web.pilot.lines import SORTS, Line, choices_of, line_of
from retour.web.portfolio.leading import served
from retour.web.portfolio.models import Snapshot
from retour.wording.headline import headline_all

FEW, MOST = 12, 6  # with few automations each block shows them all, else its first ones
MOST_NOTES = 2


@dataclass(frozen=True, slots=True)
class Board:
    """What the first page needs of one assessment; rows are made when they are first shown."""

    view: View
    lines: tuple[Line, ...]
    choices: Mapping[str, Mapping[str, str]]
    headline: str
    top: Html
    steering: Steering
    rows: dict[str, Html] = field(default_factory=dict)

    @classmethod
    def of(cls, assessment: Assessment, lang: str, manner: Manner) -> "Board":
        """The board of an assessment."""
        view = View.of(assessment, lang, manner)
        lines = tuple(line_of(view, sheet) for sheet in assessment.sheets)
        said = headline_all(assessment, lang)
        return cls(view, lines, choices_of(view, lines), said, _top(view), Steering.of(view))

    def table(self, lines: Iterable[Line], asked: Asked) -> Html:
        """The steering table of some lines, each title a link that sorts."""
        rows = [self._row(line) for line in lines]
        sorted_ = {asked.sort: "descending" if asked.down else "ascending"} if asked.sort else {}
        return self.steering.table(rows, lambda code, name: self._title(code, name, asked), sorted_)

    def _row(self, line: Line) -> Html:
        key = line.sheet.automation.key
        if key not in self.rows:
            self.rows[key] = self.steering.row(line.sheet)
        return self.rows[key]

    def _title(self, code: str, name: str, asked: Asked) -> Child:
        if code not in SORTS:
            return name
        said = self.view.label("pilot.sort_by", column=name)
        sign = (" ↓" if asked.down else " ↑") if code == asked.sort else None
        way = tag("span", sign, aria_hidden="true") if sign else None
        return tag("a", name, way, href=f"{asked.sorted_by(code).query()}#table", title=said)


def _top(view: View) -> Html:
    most = FEW if len(view.assessment.sheets) <= FEW else MOST
    left = tag("div", balance_block(view, MOST_NOTES), groups_block(view, most), settle_block(view, most))
    right = queue_block(view, most + 2, lambda decision: f"?decision={decision}#table")
    two = tag("div", left, right, class_="two")
    return join([part for part in (certainties_block(view, most), two, budget_block(view, most)) if part])


_boards: Kept[Board] = Kept(8)


def board_of(snapshot: Snapshot, assessment: Assessment, lang: str) -> Board:
    """The board of a snapshot, from memory when it was made before."""
    manner = served(snapshot.workspace.key)
    return _boards.get((snapshot.pk, lang), lambda: Board.of(assessment, lang, manner))
