"""The steering table drawn: the article's six columns, then evidence, gain on one axis, AMOR, decision."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.axis import domain
from retour.report.html import Child, Html, join, tag
from retour.report.money_charts import interval_axis, interval_bar
from retour.report.node import View, explained_at, figure_node, grade_node
from retour.report.sheet_audit import amor_cells
from retour.report.sheet_effect import main_curve
from retour.report.sheet_page import decision_chip
from retour.report.sparkline import sparkline
from retour.report.table import SIX, THEN, Piece, cells_of, evidence, observed, stale

WIDTHS = (11, 8, 8, 9, 9, 16, 8, 14, 8, 9)  # percent, in the order of the columns
WHOLE = frozenset({"impact", "net"})  # they take the whole row on a small screen
UNSORTED: Mapping[str, str] = MappingProxyType({})
Heading = Callable[[str, str], Child]  # the title of a column, from its code and its name


def named(view: View, sheet: Sheet) -> Html:
    """The name of an automation, leading to its sheet where the page has one."""
    address = view.manner.sheet(sheet.automation.key)
    element = "span" if address is None else "a"
    return tag(element, view.names.automation(sheet.automation), href=address, class_="name")


def heading(code: str, name: str) -> Child:
    """The title of a column that cannot be sorted."""
    del code
    return name


@dataclass(frozen=True, slots=True)
class Steering:
    """The table of an assessment, row by row; every interval of money stands on the same axis."""

    view: View
    columns: dict[str, str]
    domain: tuple[float, float]

    @classmethod
    def of(cls, view: View) -> "Steering":
        """The table of a view, no row of it made yet."""
        columns = {code: view.label(f"column_{code}") for code in (*SIX, *THEN)}
        return cls(view, columns, domain(_nets(view, view.assessment.sheets)))

    def row(self, sheet: Sheet) -> Html:
        """One automation."""
        text = {code: cell.text for code, cell in cells_of(self.view, sheet).items()}
        return _row(self, sheet, text)

    def table(
        self, rows: Iterable[Html], title: Heading = heading, sort: Mapping[str, str] = UNSORTED
    ) -> Html:
        """The table of some rows; `sort` says in which way a column is sorted, for those who hear it."""
        caption = tag("caption", self.view.label("table_title"), class_="vh")
        widths = tag("colgroup", *(tag("col", width=f"{w}%") for w in WIDTHS))
        head = tag("thead", _head(self, title, sort))
        return tag("table", caption, widths, head, tag("tbody", *rows), class_="steer")


def steering(view: View, sheets: Sequence[Sheet]) -> Html:
    """The table of some sheets of the assessment."""
    drawn = Steering.of(view)
    return drawn.table(drawn.row(sheet) for sheet in sheets)


def _head(drawn: Steering, title: Heading, sort: Mapping[str, str]) -> Html:
    axis = interval_axis(drawn.domain, drawn.view.names.voice)
    names = {code: drawn.columns[code] for code in (*SIX, *THEN)}
    cells = [
        tag("th", title(code, name), axis if code == "net" else None, scope="col", aria_sort=sort.get(code))
        for code, name in names.items()
    ]
    return tag("tr", *cells)


def _nets(view: View, sheets: Sequence[Sheet]) -> list[Figure]:
    nets = (view.figure(sheet, "worth/net") for sheet in sheets)
    return [net for net in nets if net is not None]


def _row(drawn: Steering, sheet: Sheet, text: dict[str, str]) -> Html:
    view = drawn.view
    cells: dict[str, Child] = dict(text)
    cells["impact"] = _impact(view, sheet, text["impact"])
    cells["evidence"] = grade_node(view, evidence(view, sheet))
    net = view.figure(sheet, "worth/net")
    if net is not None:
        cells["net"] = join([figure_node(view, net), interval_bar(net, drawn.domain, view.names.voice)])
    cells["amor"], cells["decision"] = amor_cells(view, sheet), _decision(view, sheet)
    first = tag("th", named(view, sheet), scope="row", class_="name")
    return tag("tr", first, *(_cell(drawn, code, cells[code]) for code in (*SIX, *THEN)[1:]))


def _decision(view: View, sheet: Sheet) -> Html:
    late = stale(view, sheet)
    return join([decision_chip(view, sheet), tag("div", late, class_="alert") if late else None])


def _cell(drawn: Steering, code: str, content: Child) -> Html:
    return tag("td", content, data_name=drawn.columns[code], class_="whole" if code in WHOLE else None)


def _impact(view: View, sheet: Sheet, text: str) -> Child:
    parts = [_piece(view, sheet, piece) for piece in observed(view, sheet)]
    curve = main_curve(view, sheet)
    return join([*parts, sparkline(curve) if curve else None]) if parts else text


def _piece(view: View, sheet: Sheet, piece: Piece) -> Html:
    if isinstance(piece, str):
        lost = view.figure(sheet, "lost")
        if lost is None or not lost.point:
            return tag("div", piece)
        return tag("div", explained_at(view, lost.key, piece), class_="alert", data_figure=lost.key)
    name, figure = piece
    return tag("div", name, " " if name else None, figure_node(view, figure, bare=True))
