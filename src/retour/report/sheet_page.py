"""The sheet of one automation: certainties, effect, worth, process, AMOR, decision, claims, voice."""

from collections.abc import Iterator

from retour.assessment.result import Sheet
from retour.kpi.dossier import Reconciliation
from retour.quantity import Figure
from retour.report.decision_sign import decision_sign
from retour.report.html import Child, Html, details, grid, join, listing, tag
from retour.report.map_layout import MOST_DRAWN
from retour.report.money_charts import worth_dots
from retour.report.node import View, explained_at, figure_node, grade_node
from retour.report.process_map import map_rows, process_maps
from retour.report.sheet_audit import amor_block, claims_block, decision_block, voice_block
from retour.report.sheet_break_even import break_even_block
from retour.report.sheet_effect import effect_block, rules_block
from retour.report.sheet_ground import ground_block
from retour.report.sheet_inputs import inputs_block
from retour.report.sheet_journal import journal_block
from retour.report.sheet_more import costs_block, versions_block
from retour.report.table import evidence, no_worth
from retour.wording.cards import say_old
from retour.wording.certainties import Said, certainties, pairs
from retour.wording.headline import headline
from retour.wording.numbers import integer, moment, money, number
from retour.wording.portfolio import say_shares
from retour.wording.sentence import place

WORTH = (
    "net",
    "cash",
    "capacity",
    "running_cost",
    "absorbed",
    "plan_saved",
    "hours",
    "hours_restated",
    "machine_hours",
    "fte",
    "volume_before",
    "volume_after",
    "volume_handled",
    "volume_hours_before",
    "volume_hours_after",
    "build",
    "payback",
    "npv",
    "turnover",
    "p_positive",
)


def sheet_html(view: View, sheet: Sheet) -> Html:
    """One section, reachable by its anchor."""
    said = headline(sheet, view.lang, view.names.register)
    name = view.names.automation(sheet.automation)
    heading = [tag("h2", name), tag("p", said, class_="note quote")]
    return tag("section", *heading, sheet_parts(view, sheet), class_="sheet", id=anchor(sheet))


def sheet_parts(view: View, sheet: Sheet) -> Html:
    """All that a sheet says under its name, certainties first."""
    return join(
        [
            _facts(view, sheet),
            certain_block(view, sheet),
            effect_block(view, sheet),
            journal_block(view, sheet),
            versions_block(view, sheet),
            tag("div", worth_block(view, sheet), rules_block(view, sheet), class_="two"),
            map_block(view, sheet),
            costs_block(view, sheet),
            ground_block(view, sheet),
            amor_block(view, sheet),
            tag(
                "div",
                decision_block(view, sheet),
                tag("div", claims_block(view, sheet), voice_block(view, sheet)),
                class_="two",
            ),
        ]
    )


def raised(parts: Html) -> Html:
    """The same with every title one level up: on a page of its own a sheet is not a part of a page."""
    for level in (2, 3, 4):
        parts = Html(
            parts.replace(f"<h{level + 1}>", f"<h{level}>").replace(f"</h{level + 1}>", f"</h{level}>")
        )
    return parts


def anchor(sheet: Sheet) -> str:
    """The anchor of a sheet."""
    return f"a-{sheet.automation.key}"


def block(title: str, *children: Child, note: str = "") -> Html:
    """A titled part of a sheet."""
    return tag(
        "section", tag("h3", title), tag("p", note, class_="note") if note else None, *children, class_="blk"
    )


def decision_chip(view: View, sheet: Sheet) -> Html:
    """Shape and word."""
    decision = sheet.verdict.decision
    word = view.names.say(decision, sheet.automation, {}, "decision")
    return tag("span", decision_sign(decision), word, class_=f"v d-{decision}")


def _facts(view: View, sheet: Sheet) -> Html:
    net = view.figure(sheet, "worth/net")
    lost = view.figure(sheet, "lost")
    cells = [
        (view.label("lost_name"), figure_node(view, lost, bare=True) if lost else view.label("unknown")),
        (view.label("column_net"), figure_node(view, net) if net else no_worth(view, sheet)),
        (view.label("column_evidence"), grade_node(view, evidence(view, sheet))),
        (view.label("decision_title"), decision_chip(view, sheet)),
    ]
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", cell)) for name, cell in cells), class_="facts")


def said_item(view: View, sheet: Sheet, said: Said) -> Html:
    """A certainty in a sentence; its figure's key stands on the sentence when there is only one."""
    keys = [key for key in said.keys if key in sheet.figures]
    only = keys[0] if len(keys) == 1 else None
    text = said.text if only is None else explained_at(view, only, said.text)
    return tag("span", text, class_="alert" if said.alert else None, data_figure=only)


def certain_block(view: View, sheet: Sheet) -> Html:
    """Lost cases by name, silence, runs, then levels before and after."""
    counted = [said_item(view, sheet, s) for s in certainties(sheet, view.names) if len(s.keys) < 2]
    named = [found for found in sheet.watched.reconciliations if found.lost and view.manner.lost_names]
    lost = [lost_list(view, found) for found in named]
    return block(
        view.label("certain_title"),
        listing(counted, "plain") or tag("p", view.label("certain_nothing"), class_="note"),
        *lost,
        levels(view, sheet),
        note=view.label("certain_note"),
    )


def lost_list(view: View, found: Reconciliation) -> Html:
    """The lost cases, by name, with where they come from."""
    rows = [
        (
            tag("span", case.label, translate="no"),
            tag("time", moment(case.at, view.lang), datetime=case.at.isoformat()),
            tag("time", moment(case.deadline, view.lang), datetime=case.deadline.isoformat()),
            ""
            if case.amount is None
            else money(number(case.amount / 100, view.lang, 2), view.lang, view.names.currency),
            place(case.place, view.lang),
        )
        for case in found.lost
    ]
    more = found.lost_total - len(found.lost)
    head = [
        view.label(c)
        for c in ("column_case", "column_since", "column_deadline", "column_amount", "column_place")
    ]
    table = grid(head, rows, view.label("lost_named"))
    rest = tag("p", view.label("lost_more", n=more), class_="note") if more > 0 else None
    return tag(
        "details",
        tag("summary", view.label("lost_named")),
        table,
        rest,
        open="open" if len(rows) <= 20 else None,
    )


def levels(view: View, sheet: Sheet) -> Html:
    """Levels before and after: no causal claim, each with its sample and evidence."""
    rows = [
        (pair.name, _side(view, pair.before), _side(view, pair.after)) for pair in pairs(sheet, view.names)
    ]
    if not rows:
        return Html()
    head = [view.label(c) for c in ("column_what", "column_before", "column_after")]
    return grid(head, rows, view.label("levels_note"), "data loose", spoken=False)


def _side(view: View, figure: Figure | None) -> Html:
    return figure_node(view, figure) if figure is not None else Html(view.label("unknown"))


def worth_block(view: View, sheet: Sheet) -> Html:
    """What it brings back: fifty dots, then every line; what was not said is listed, never zero."""
    net = view.figure(sheet, "worth/net")
    if net is None:
        return block(view.label("worth_none"), tag("p", no_worth(view, sheet)), _not_said(view, sheet))
    parts: list[Child] = [tag("p", figure_node(view, net))]
    if net.known and sheet.worth.dots:
        above = sum(dot > 0 for dot in sheet.worth.dots)
        said = view.label("worth_dots", above=above)
        parts.append(
            tag(
                "figure",
                worth_dots(sheet.worth.dots, said, view.names.voice, net.grade),
                tag("figcaption", said, class_="note"),
            )
        )
        parts.append(details(view.label("figures_details"), _dot_table(view, sheet)))
    parts += [_worth_lines(view, sheet), break_even_block(view, sheet), inputs_block(view, sheet)]
    parts.append(_not_said(view, sheet))
    note = view.label("worth_note") if net.known and sheet.worth.dots else ""
    return block(view.label("worth_title"), *parts, note=note)


def _dot_table(view: View, sheet: Sheet) -> Html:
    rows = [
        (integer(2 * (i + 1), view.lang), money(integer(v, view.lang), view.lang, view.names.currency))
        for i, v in enumerate(sheet.worth.dots)
    ]
    return grid(
        [view.label("column_chances"), view.label("column_at_most")],
        rows,
        view.label("dots_note"),
        spoken=False,
    )


def _worth_lines(view: View, sheet: Sheet) -> Html:
    rows: list[tuple[Child, ...]] = []
    for part in WORTH[1:]:
        figure = view.figure(sheet, f"worth/{part}")
        if figure is not None and figure.known:
            rows.append((view.label(f"worth_{part}"), figure_node(view, figure)))
    prefix = f"{sheet.automation.key}/worth/line/"
    lines = [(key.removeprefix(prefix), f) for key, f in sheet.figures.items() if key.startswith(prefix)]
    rows += [(view.names.money_word(code), figure_node(view, figure)) for code, figure in lines]
    if not rows:
        return Html()
    head = [view.label("column_what"), view.label("column_point")]
    return details(
        view.label("worth_lines"),
        grid(head, rows, view.label("worth_cash_capacity"), "data loose", spoken=False),
        *(tag("p", said, class_="note") for said in _beside_lines(view, sheet)),
    )


def _beside_lines(view: View, sheet: Sheet) -> Iterator[str]:
    """With whom a saving is shared; that more cases handled are no money."""
    for line in sheet.worth.lines:
        yield from say_shares(line, view.names)
    yield from say_old(sheet, view.names, view.assessment.today)
    more = view.figure(sheet, "worth/volume_handled")
    if more is not None and more.known:
        yield view.label("portfolio.volume_note")


def _not_said(view: View, sheet: Sheet) -> Html | None:
    if not sheet.worth.not_said:
        return None
    what = view.names.money_words(sheet.worth.not_said).lower()
    return tag("p", view.label("worth_not_said", what=what), class_="note")


def map_block(view: View, sheet: Sheet) -> Html:
    """The process before and after, on one layout."""
    register = view.names.register
    maps = process_maps(sheet, view.names, register.process(sheet.automation.process) if register else None)
    if maps is None or sheet.friction.before is None or sheet.friction.after is None:
        return Html()
    head = [view.label("column_activity")]
    for when in ("map_before", "map_after"):
        head += [f"{view.label(when)} · {view.label(c)}" for c in ("column_cases", "column_manual")]
    graphs = (sheet.friction.before, sheet.friction.after)
    rows = map_rows(graphs, view.names, sheet.automation.process)
    cut = tag("p", view.label("map_cut", n=MOST_DRAWN), class_="note") if len(rows) > MOST_DRAWN else None
    drawn = tag(
        "div",
        *(
            tag("figure", tag("figcaption", tag("h4", view.label(when))), drawing)
            for when, drawing in (("map_before", maps.before), ("map_after", maps.after))
        ),
        class_="two even" if maps.upright else None,
    )
    table = grid(head, rows, view.label("map_title"))
    return block(
        view.label("map_title"),
        drawn,
        cut,
        details(view.label("figures_details"), table),
        note=view.label("map_note"),
    )
