"""The steering table drawn: the article's six columns, then evidence, gain on one axis, AMOR, decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.axis import domain
from retour.report.html import Child, Html, join, tag
from retour.report.money_charts import interval_axis, interval_bar
from retour.report.node import View, figure_node, grade_node
from retour.report.sheet_audit import amor_cells
from retour.report.sheet_effect import main_curve
from retour.report.sheet_page import anchor, decision_chip
from retour.report.sparkline import sparkline
from retour.report.table import SIX, THEN, Piece, evidence, observed, steering_table

WIDTHS = (11, 8, 8, 9, 8, 16, 8, 15, 8, 9)  # percent, in the order of the columns
WHOLE = frozenset({"impact", "net"})  # they take the whole row on a small screen
Link = Callable[[Sheet], str]


def on_page(sheet: Sheet) -> str:
    """The address of a sheet on the page that holds them all."""
    return f"#{anchor(sheet)}"


def named(view: View, sheet: Sheet, link: Link = on_page) -> Html:
    """The name of an automation, leading to its sheet."""
    return tag("a", view.names.automation(sheet.automation), href=link(sheet), class_="name")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What every row needs: the view, the titles of the columns, the shared axis, where names lead."""

    view: View
    columns: dict[str, str]
    domain: tuple[float, float]
    link: Link


def steering(view: View, sheets: Sequence[Sheet], link: Link = on_page) -> Html:
    """The table of some sheets of the assessment; every interval of money stands on the same axis."""
    table = steering_table(view.assessment, view.lang)
    shown = {sheet.automation.key for sheet in sheets}
    drawn = _Drawn(view, table.columns, domain(_nets(view, view.assessment.sheets)), link)
    rows = [
        _row(drawn, row.sheet, {code: cell.text for code, cell in row.cells.items()})
        for row in table.rows
        if row.sheet.automation.key in shown
    ]
    caption = tag("caption", view.label("table_title"), class_="vh")
    columns = tag("colgroup", *(tag("col", width=f"{w}%") for w in WIDTHS))
    return tag("table", caption, columns, tag("thead", _head(drawn)), tag("tbody", *rows), class_="steer")


def _head(drawn: _Drawn) -> Html:
    axis = interval_axis(drawn.domain, drawn.view.names.voice)
    names = {code: drawn.columns[code] for code in (*SIX, *THEN)}
    cells = [tag("th", name, axis if code == "net" else None, scope="col") for code, name in names.items()]
    return tag("tr", *cells)


def _nets(view: View, sheets: Sequence[Sheet]) -> list[Figure]:
    nets = (view.figure(sheet, "worth/net") for sheet in sheets)
    return [net for net in nets if net is not None]


def _row(drawn: _Drawn, sheet: Sheet, text: dict[str, str]) -> Html:
    view = drawn.view
    cells: dict[str, Child] = dict(text)
    cells["impact"] = _impact(view, sheet, text["impact"])
    cells["evidence"] = grade_node(view, evidence(view, sheet))
    net = view.figure(sheet, "worth/net")
    if net is not None:
        cells["net"] = join([figure_node(view, net), interval_bar(net, drawn.domain, view.names.voice)])
    cells["amor"], cells["decision"] = amor_cells(view, sheet), decision_chip(view, sheet)
    first = tag("th", named(view, sheet, drawn.link), scope="row", class_="name")
    return tag("tr", first, *(_cell(drawn, code, cells[code]) for code in (*SIX, *THEN)[1:]))


def _cell(drawn: _Drawn, code: str, content: Child) -> Html:
    return tag("td", content, data_name=drawn.columns[code], class_="whole" if code in WHOLE else None)


def _impact(view: View, sheet: Sheet, text: str) -> Child:
    parts = [_piece(view, sheet, piece) for piece in observed(view, sheet)]
    curve = main_curve(view, sheet)
    return join([*parts, sparkline(curve) if curve else None]) if parts else text


def _piece(view: View, sheet: Sheet, piece: Piece) -> Html:
    if isinstance(piece, str):
        lost = view.figure(sheet, "lost")
        known = lost is not None and lost.point
        return tag(
            "div", piece, class_="alert" if known else None, data_figure=lost.key if lost and known else None
        )
    name, figure = piece
    return tag("div", name, " " if name else None, figure_node(view, figure, bare=True))
