"""What a sheet says of versions and of costs: each dated change with its effect, each cost with its range."""

from collections.abc import Iterator
from datetime import date

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.html import Child, Html, grid, tag
from retour.report.node import View, figure_node
from retour.wording.numbers import day
from retour.worth.result import Nature


def versions_block(view: View, sheet: Sheet) -> Html | None:
    """Go-live, then every dated change, with its effect over the version before; nothing without a change."""
    changes, effect = sorted(sheet.automation.changes, key=lambda change: change.at), sheet.main_effect
    if not changes or effect is None:
        return None
    dated = [(sheet.automation.go_live, view.label("pilot.versions_first"))]
    dated += [(change.at, change.what.in_(view.lang)) for change in changes]
    rows = [_version(view, sheet, number, *one) for number, one in enumerate(dated, 1)]
    indicator = view.names.indicator(sheet.automation, effect.indicator)
    head = [view.label(f"pilot.version_{c}") for c in ("column", "since", "what")]
    head.append(view.label("pilot.version_effect", indicator=indicator))
    note = view.label("pilot.versions_note")
    table = grid(head, rows, view.label("pilot.versions_title"), "data loose")
    title = tag("h3", view.label("pilot.versions_title"))
    return tag("section", title, tag("p", note, class_="note"), table, class_="blk")


def _version(view: View, sheet: Sheet, number: int, since: date | None, what: str) -> tuple[Child, ...]:
    effect = sheet.main_effect
    figure = view.figure(sheet, f"effect/{effect.indicator}/v{number}") if effect else None
    measured = figure_node(view, figure) if figure else view.label("pilot.version_unmeasured")
    said = day(since, view.lang) if since else view.label("not_said")
    return view.label("pilot.version_said", number=number), said, what, measured


def costs_block(view: View, sheet: Sheet) -> Html | None:
    """Every cost with its range; nothing for an automation whose worth nobody can tell yet."""
    if not sheet.worth.lines:
        return None
    rows = [(name, figure_node(view, figure)) for name, figure in _costs(view, sheet)]
    title, note = tag("h3", view.label("pilot.costs_title")), view.label("pilot.costs_note")
    head = [view.label(c) for c in ("column_what", "column_point")]
    content = (
        grid(head, rows, view.label("pilot.costs_title"), "data loose")
        if rows
        else tag("p", view.label("pilot.costs_none"))
    )
    return tag("section", title, tag("p", note, class_="note"), content, class_="blk")


def _costs(view: View, sheet: Sheet) -> Iterator[tuple[str, Figure]]:
    prefix = f"{sheet.automation.key}/worth/line/"
    costs = {line.code for line in sheet.worth.lines if line.nature is Nature.COST}
    for key, figure in sheet.figures.items():
        name = key.removeprefix(prefix)
        if key.startswith(prefix) and name.partition("#")[0] in costs:
            yield view.names.money_word(name), figure
    for part in ("running_cost", "build"):
        found = view.figure(sheet, f"worth/{part}")
        if found is not None and found.known:
            yield view.label(f"worth_{part}"), found
