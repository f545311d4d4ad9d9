"""The portfolio as rows of a workbook, as lines of a terminal, and as raw values."""

from collections.abc import Iterator, Sequence
from typing import Any

from retour.assessment.result import Group
from retour.quantity import Figure
from retour.report.as_csv import raw_bounds
from retour.report.node import View
from retour.report.portfolio_blocks import said_beside, said_of_group, said_weeks, shown_groups
from retour.wording.portfolio import KINDS, by_size, grades_of, lifts, say_group, say_overlap, say_step
from retour.wording.values import grade_word, say_defence

Cells = Sequence[str | float | int | None]
MOST_LINES, MOST_PAIRS = 8, 3


def portfolio_rows(view: View) -> Iterator[Cells]:
    """Groups, then overlaps, then what to establish next: every row, whatever their number."""
    numbers = [view.label(f"column_{c}") for c in ("key", "said", "point", "low", "high", "n", "grade")]
    yield [view.label("portfolio.column_group"), view.label("column_what"), *numbers]
    totals = view.assessment.totals
    for group in totals.groups:
        name = say_group(group, view.names)
        kind = view.label(f"portfolio.{group.kind}")
        known = grades_of(group)
        for figure in known:
            yield [kind, name, *_numbers(view, figure)]
        if not known:
            yield [kind, name, None, said_of_group(view, group)]
    for overlap in totals.overlaps:
        said = say_overlap(overlap, view.names)
        for figure in (overlap.cases, overlap.money):
            yield [view.label("portfolio.title"), said, *_numbers(view, figure)]
    if totals.budget is None:
        return
    title = view.label("portfolio.budget_title")
    for step in totals.budget.steps:
        said = f"{view.names.of_key(step.automation)} · {say_step(view.assessment, step, view.names)}"
        for figure in (step.cost, step.gain, step.spent):
            yield [title, said, *_numbers(view, figure)]
    if totals.budget.steps:
        yield [title, None, *_numbers(view, totals.budget.total)]
    yield from ([title, said] for said in said_beside(view, totals.budget))


def _numbers(view: View, figure: Figure) -> Cells:
    return [figure.key, view.value(figure), *raw_bounds(figure), figure.n, figure.grade.value]


def group_lines(view: View) -> Iterator[tuple[str, list[str]]]:
    """A title, then its lines: by team, by tool, by objective; the first of each and how many more."""
    if view.assessment.totals.automations < 2:
        return
    for kind in KINDS:
        groups = shown_groups(view, kind)
        lines = [_group_line(view, group) for group in groups[:MOST_LINES]]
        if len(groups) > MOST_LINES:
            lines.append(view.label("portfolio.rest_groups", n=len(groups) - MOST_LINES))
        if lines and kind == "tool":
            lines.append(view.label("portfolio.tool_note"))
        if lines:
            yield view.label(f"portfolio.{kind}"), lines


def _group_line(view: View, group: Group) -> str:
    said = " ; ".join(f"{view.value(f)} · {say_defence(f, view.lang)}" for f in grades_of(group))
    gain = said or view.label("portfolio.group_none")
    name = view.label("named", name=f"{say_group(group, view.names)} ({said_of_group(view, group)})")
    return f"{name} {gain}"


def overlap_lines(view: View) -> Iterator[str]:
    """Pairs that save the same minutes."""
    overlaps = by_size(view.assessment.totals.overlaps)
    yield from (say_overlap(overlap, view.names) for overlap in overlaps[:MOST_PAIRS])
    if len(overlaps) > MOST_PAIRS:
        yield view.label("portfolio.rest_overlaps", n=len(overlaps) - MOST_PAIRS)


def budget_lines(view: View) -> Iterator[str]:
    """What to establish next, each with its cost, gain, evidence and the cost so far; then the total."""
    budget = view.assessment.totals.budget
    if budget is None:
        return
    for step in budget.steps[:MOST_LINES]:
        grade, weeks = lifts(step), said_weeks(view, step)
        facts = [(code, view.value(f)) for code, f in (("cost", step.cost), ("gain", step.gain))]
        facts += [("weeks", weeks)] if weeks else []
        facts += [("lifts", grade_word(grade, view.lang))] if grade else []
        facts.append(("spent", view.value(step.spent)))
        said = [view.label("named", name=view.label(f"portfolio.budget_{c}")) + f" {v}" for c, v in facts]
        what = say_step(view.assessment, step, view.names)
        yield " · ".join([f"{view.label('named', name=view.names.of_key(step.automation))} {what}", *said])
    if len(budget.steps) > MOST_LINES:
        yield view.label("portfolio.rest_budget", n=len(budget.steps) - MOST_LINES)
    if budget.steps:
        yield view.label("portfolio.budget_total", cost=view.value(budget.total))
    yield from said_beside(view, budget)


def portfolio_json(view: View) -> dict[str, Any]:
    """Keys of the figures of each group, pair and step: their values are among the figures."""
    totals = view.assessment.totals
    budget = totals.budget
    return {
        "groups": [
            {
                "by": group.kind,
                "key": group.key,
                "name": say_group(group, view.names),
                "automations": group.automations,
                "unknown": group.unknown,
                "figures": [figure.key for figure in grades_of(group)],
            }
            for group in totals.groups
        ],
        "overlaps": [
            {
                "automations": [overlap.one, overlap.other],
                "declared": overlap.declared,
                "figures": [overlap.cases.key, overlap.money.key],
                "said": say_overlap(overlap, view.names),
            }
            for overlap in totals.overlaps
        ],
        "next": None
        if budget is None
        else {
            "steps": [
                {
                    "automation": step.automation,
                    "design": step.measurement.design,
                    "said": say_step(view.assessment, step, view.names),
                    "weeks": step.measurement.weeks,
                    "lifts_to": None if lifts(step) is None else str(lifts(step)),
                    "figures": [step.cost.key, step.gain.key, step.spent.key],
                }
                for step in budget.steps
            ],
            "total": budget.total.key if budget.steps else None,
            "unpriced": budget.unpriced,
            "settled": list(budget.settled),
        },
    }
