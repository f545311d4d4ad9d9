"""A portfolio on a page: where the gain comes from, what is shared, what to establish next, its cost."""

from collections.abc import Iterator, Sequence

from retour.assessment.result import Budget, Group, Next
from retour.report.html import Child, Html, details, grid, join, tag
from retour.report.node import View, explained_at, figure_node, grade_node
from retour.wording.numbers import listed
from retour.wording.portfolio import KINDS, by_size, grades_of, lifts, say_group, say_overlap, say_step

NAMES_SHOWN = 6


def groups_block(view: View, most: int | None = None) -> Html | None:
    """Totals by team, tool and objective, a grade a line, folded behind the largest of them.

    Nothing where there is one automation.
    """
    totals = view.assessment.totals
    if totals.automations < 2:
        return None
    tables = [table for kind in KINDS if (table := _groups(view, kind, most))]
    note = tag("p", view.label("portfolio.note"), class_="note")
    title = tag("h2", view.label("portfolio.title"))
    folded = details(_first_group(view), note, *tables, paper=True) if tables else note
    return tag("section", title, folded, class_="blk", id="portfolio")


def _first_group(view: View) -> Child:
    """The largest known gain of one group at one grade, and by what the rest is read."""
    shown = {kind: shown_groups(view, kind) for kind in KINDS}
    kinds = listed(
        [view.label(f"portfolio.{kind}").lower() for kind, found in shown.items() if found], view.lang
    )
    known = [(f, group) for found in shown.values() for group in found for f in grades_of(group)]
    if not any((figure.point or 0.0) > 0 for figure, _ in known):
        return view.label("portfolio.folded_none", kinds=kinds)
    figure, group = max(known, key=lambda pair: pair[0].point or 0.0)
    plain = View(view.assessment, view.names)  # a fold opens where it is touched: nothing in it is a link
    before, _, after = view.label(
        "portfolio.folded", kinds=kinds, group=say_group(group, view.names), gain="\0"
    ).partition("\0")
    return join([before, figure_node(plain, figure), after])


def shown_groups(view: View, kind: str) -> list[Group]:
    """The groups of a kind; none where nobody said any."""
    found = [group for group in view.assessment.totals.groups if group.kind == kind]
    return found if any(group.name for group in found) else []


def _groups(view: View, kind: str, most: int | None) -> Html | None:
    groups = shown_groups(view, kind)
    if not groups:
        return None
    rows = [_group(view, group) for group in groups[:most]]
    title = view.label(f"portfolio.{kind}")
    table = grid([title, view.label("column_net")], rows, title, "data loose")
    rest = len(groups) - len(rows)
    more = tag("p", view.label("portfolio.rest_groups", n=rest), class_="note") if rest else None
    note = tag("p", view.label("portfolio.tool_note"), class_="note") if kind == "tool" else None
    return join([part for part in (table, note, more) if part is not None])


def _group(view: View, group: Group) -> tuple[Child, ...]:
    name = join([say_group(group, view.names), " ", tag("small", said_of_group(view, group))])
    known = [tag("div", grade_node(view, f.grade), " ", figure_node(view, f)) for f in grades_of(group)]
    return name, join(known) if known else view.label("portfolio.group_none")


def said_of_group(view: View, group: Group) -> str:
    """How many automations, and how many of them have no known gain."""
    code = "portfolio.of_group_unknown" if group.unknown else "portfolio.of_group"
    return view.label(code, n=group.automations, unknown=group.unknown)


def overlap_notes(view: View, most: int | None = None) -> Iterator[Html]:
    """Pairs that save the same minutes, those whose figures count them twice first."""
    pairs = by_size(view.assessment.totals.overlaps)
    for overlap in pairs[:most]:
        said = explained_at(view, overlap.money.key, say_overlap(overlap, view.names))
        yield tag("p", said, class_="note" if overlap.declared else "note alert")
    if most is not None and len(pairs) > most:
        yield tag("p", view.label("portfolio.rest_overlaps", n=len(pairs) - most), class_="note")


def budget_block(view: View, most: int | None = None) -> Html | None:
    """What could be established next, what it costs, what it brings; the total is of all of them."""
    budget = view.assessment.totals.budget
    if budget is None:
        return None
    title, note = view.label("portfolio.budget_title"), view.label("portfolio.budget_note")
    parts: list[Child] = [tag("h2", title)]
    if budget.steps:
        parts += [tag("p", note, class_="note"), _steps(view, budget.steps[:most], title)]
    if most is not None and len(budget.steps) > most:
        rest = view.label("portfolio.rest_budget", n=len(budget.steps) - most)
        parts.append(tag("p", rest, class_="note"))
    if budget.steps:
        parts.append(_total(view, budget))
    parts += [tag("p", said, class_="note") for said in said_beside(view, budget)]
    return tag("section", *parts, class_="blk", id="budget")


def _steps(view: View, steps: Sequence[Next], title: str) -> Html:
    codes = ("what", "weeks", "cost", "gain", "lifts", "spent")
    head = [view.label("column_process"), *(view.label(f"portfolio.budget_{c}") for c in codes)]
    return grid(head, [_step(view, step) for step in steps], title, "data loose")


def _step(view: View, step: Next) -> tuple[Child, ...]:
    grade = lifts(step)
    return (
        view.names.of_key(step.automation),
        say_step(view.assessment, step, view.names),
        said_weeks(view, step),
        figure_node(view, step.cost),
        figure_node(view, step.gain),
        grade_node(view, grade) if grade else view.label("portfolio.budget_none"),
        figure_node(view, step.spent),
    )


def said_weeks(view: View, step: Next) -> str:
    """Whole weeks; empty where nobody knows."""
    weeks = step.measurement.weeks
    return "" if weeks is None else view.label("portfolio.budget_weeks_n", n=round(weeks))


def _total(view: View, budget: Budget) -> Html:
    before, _, after = view.label("portfolio.budget_total", cost="\0").partition("\0")
    return tag("p", before, figure_node(view, budget.total), after)


def said_beside(view: View, budget: Budget) -> Iterator[str]:
    """What the total leaves out, and where measuring more is not worth it."""
    if budget.unpriced:
        yield view.label("portfolio.budget_unpriced", n=budget.unpriced)
    if budget.settled:
        names = ", ".join(view.names.of_key(key) for key in budget.settled[:NAMES_SHOWN])
        rest = len(budget.settled) - NAMES_SHOWN
        code = "portfolio.budget_settled_more" if rest > 0 else "portfolio.budget_settled"
        yield view.label(code, names=names, n=rest)
