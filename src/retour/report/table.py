"""The steering table: the article's six columns first, then evidence, net gain, AMOR and the decision."""

from dataclasses import dataclass

from retour.assessment.result import Assessment, Sheet
from retour.audit.result import LetterScore
from retour.quantity import Figure, Grade, Unknown, worst
from retour.report.node import View
from retour.wording.certainties import lost_count, pairs
from retour.wording.headline import main_figure
from retour.wording.sentence import label
from retour.wording.values import defence, grade_word, needs_defence, say_direction, say_unknown
from retour.wording.verdicts import say_decision

SIX = ("process", "objective", "tools", "kpi", "follow_up", "impact")
THEN = ("evidence", "net", "amor", "decision")
Piece = str | tuple[str, Figure]  # a sentence, or a figure after its name


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and the keys of the figures in it, in order."""

    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One automation: its sheet and a cell per column."""

    sheet: Sheet
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Column names by code, in order, and the rows."""

    columns: dict[str, str]
    rows: tuple[Row, ...]


def steering_table(assessment: Assessment, lang: str) -> Table:
    """The table of an assessment, in French or English, figures identical."""
    view = View.of(assessment, lang)
    columns = {code: label(f"column_{code}", lang) for code in (*SIX, *THEN)}
    return Table(columns, tuple(Row(sheet, cells_of(view, sheet)) for sheet in assessment.sheets))


def cells_of(view: View, sheet: Sheet) -> dict[str, Cell]:
    """The cells of one automation, by column."""
    automation, names = sheet.automation, view.names
    main, grade = automation.main, evidence(view, sheet)
    kpi = main.name if main else automation.kpi_in_words
    return {
        "process": Cell(names.automation(automation)),
        "objective": Cell(names.objective(automation.objective)),
        "tools": Cell(names.tools(automation)),
        "kpi": Cell(kpi.in_(view.lang) if kpi else view.label("not_declared")),
        "follow_up": Cell(view.label(automation.follow_up or "not_said")),
        "impact": impact(view, sheet),
        "evidence": Cell(f"{grade} {grade_word(grade, view.lang)}"),
        "net": _net(view, sheet),
        "amor": Cell(" ".join(f"{s.letter}{bars(s)}" for s in sheet.audit.letters)),
        "decision": Cell(", ".join(filter(None, (say_decision(sheet, view.lang), stale(view, sheet))))),
    }


def evidence(view: View, sheet: Sheet) -> Grade:
    """The grade of what the impact column shows: the worst of its figures, D for a claim, E for nothing."""
    pieces = observed(view, sheet)
    shown = [piece[1] for piece in pieces if not isinstance(piece, str)]
    known = [figure.grade for figure in shown if figure.known]
    if known:
        return worst(known)
    return Grade.D if sheet.claims and not shown else Grade.E


def bars(score: LetterScore) -> str:
    """0 to 3, or a question mark when nothing is known."""
    return "?" if score.bars is None else str(score.bars)


def stale(view: View, sheet: Sheet) -> str:
    """Since when a review has been owed for so long that the last one no longer stands; empty otherwise."""
    return view.label("amor_stale", day=sheet.audit.next_review) if sheet.audit.stale else ""


def next_review(view: View, sheet: Sheet) -> str:
    """When the next review is, or since when it is owed."""
    audit = sheet.audit
    if audit.next_review is None:
        return ""
    return view.label("amor_owed" if audit.owed else "amor_next", day=audit.next_review)


def impact(view: View, sheet: Sheet) -> Cell:
    """What was observed, as text: each piece of `observed`."""
    pieces = observed(view, sheet)
    said = [
        piece if isinstance(piece, str) else f"{piece[0]} {defended(view, piece[1])}".strip()
        for piece in pieces
    ]
    figures = tuple(piece[1] for piece in pieces if not isinstance(piece, str))
    return Cell(" ".join(said) or view.label("impact_none"), figures)


def observed(view: View, sheet: Sheet) -> list[Piece]:
    """Lost cases, then the main effect; without one, the first level before and after, or what is claimed."""
    pieces: list[Piece] = []
    lost, effect = view.figure(sheet, "lost"), main_figure(sheet)
    if lost is not None and lost_count(lost):
        pieces.append(view.label("impact_lost", n=lost_count(lost)))
    if effect is not None and effect.known:
        return [*pieces, ("", effect)]
    pieces += _levels(view, sheet)
    if not pieces and sheet.claims:
        pieces.append(view.label("impact_claim", sentence=sheet.claims[0].sentence))
    return pieces or ([("", effect)] if effect is not None else [])


def _levels(view: View, sheet: Sheet) -> list[Piece]:
    for pair in pairs(sheet, view.names):
        if pair.known and pair.before is not None and pair.after is not None:
            name, before, after = pair.name, view.label("column_before"), view.label("column_after")
            return [
                (view.label("named", name=f"{name}, {before.lower()}"), pair.before),
                (view.label("named", name=after), pair.after),
            ]
    return []


def defended(view: View, figure: Figure) -> str:
    """A figure and everything that defends it, on one line of text."""
    if not figure.known or not needs_defence(figure):
        return view.value(figure)
    direction = say_direction(figure, view.lang) if "/effect/" in figure.key else ""
    return " · ".join(part for part in [view.value(figure), direction, *defence(figure, view.lang)] if part)


def _net(view: View, sheet: Sheet) -> Cell:
    figure = view.figure(sheet, "worth/net")
    if figure is None:
        return Cell(no_worth(view, sheet))
    return Cell(defended(view, figure), (figure,))


def no_worth(view: View, sheet: Sheet) -> str:
    """Why there is no gain to show."""
    net = sheet.worth.net
    if not isinstance(net, Unknown):
        return view.label("unknown")
    return say_unknown(net.reason, view.names.named(sheet.automation, net.details), view.names.voice)
