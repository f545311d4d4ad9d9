"""The audit as plain text: certainties, then the table, then decisions and what would settle more."""

import unicodedata
from collections.abc import Iterable, Sequence

from retour.assessment.result import Assessment
from retour.report.node import View
from retour.report.portfolio_rows import budget_lines, group_lines, overlap_lines
from retour.report.table import SIX, THEN, Table, defended, steering_table
from retour.wording.beside import notes_beside, parts, said_of_hidden_cause, said_of_segments
from retour.wording.certainties import by_urgency, certainties, nobody_knows
from retour.wording.headline import headline_all
from retour.wording.outlook import said_of_outlook
from retour.wording.verdicts import by_decision, say_decision, say_measurement, say_reason

NARROWEST, WIDEST, COLUMNS_FROM = 60, 200, 110
_SHARES = (16, 13, 14, 13, 12, 32)


def render(assessment: Assessment, lang: str, width: int = 100) -> str:
    """The audit in `width` columns; from 110 on, the article's six columns side by side."""
    view, width = View.of(assessment, lang), min(max(width, NARROWEST), WIDEST)
    if not assessment.sheets:
        return (
            "\n".join(
                lines
                for code in ("empty_title", "empty_text", "empty_action")
                for lines in wrapped(view.label(code), width)
            )
            + "\n"
        )
    shown = [wrapped(headline_all(assessment, lang), width), _certain(view, width), _table(view, width)]
    shown += [
        _beside(view, width),
        _decisions(view, width),
        _settle(view, width),
        _portfolio(view, width),
        _foot(view, width),
    ]
    return "\n\n".join("\n".join(part) for part in shown if part) + "\n"


def columns_of(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def clean(text: str) -> str:
    """Text without control characters: a name cannot move the cursor nor change colours."""
    return "".join(c for c in text if c == "\n" or not unicodedata.category(c).startswith("C"))


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` columns, broken at ordinary spaces only; a longer word is cut."""
    lines, current = [], ""
    for word in _pieces(clean(text).split(" "), width - len(indent)):
        if current and columns_of(current) + 1 + columns_of(word) > width - len(indent):
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [indent + part for part in [*lines, current]]


def _pieces(words: Iterable[str], width: int) -> Iterable[str]:
    for word in words:
        rest = word
        while columns_of(rest) > width:
            cut = next(i for i in range(len(rest), 0, -1) if columns_of(rest[:i]) <= width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _title(text: str) -> list[str]:
    return [text, "─" * columns_of(text)]


def _certain(view: View, width: int) -> list[str]:
    lines = _title(view.label("certain_title"))
    for sheet in by_urgency(view.assessment.sheets, view.names):
        known = certainties(sheet, view.names)[not sheet.watched.reconciliations :]
        lines += wrapped(view.names.automation(sheet.automation), width) if known else []
        for said in known:
            lines += _bullet(said.text, width, "! " if said.alert else "- ")
            lines += _lost(view, said.named, said.unnamed, width)
    unwatched = nobody_knows(view.assessment.sheets, view.names)
    return [*lines, *wrapped(unwatched, width)] if unwatched else lines


def _lost(view: View, names: Sequence[str], unnamed: int, width: int) -> list[str]:
    if not names:
        return []
    shown = names[:10]
    rest = len(names) - len(shown) + unnamed
    more = " " + view.label("lost_more", n=rest) if rest > 0 else ""
    return wrapped(", ".join(shown) + more, width, "      ")


def _bullet(text: str, width: int, mark: str = "- ") -> list[str]:
    lines = wrapped(text, width, "    ")
    return ["  " + mark + lines[0].lstrip(" "), *lines[1:]]


def _table(view: View, width: int) -> list[str]:
    table = steering_table(view.assessment, view.lang)
    heading = _title(view.label("table_title"))
    if width < COLUMNS_FROM:
        return heading + _records(table, width)
    six = _columns(table, SIX, _widths(_SHARES, width), width)
    then = _columns(table, ("process", *THEN), _widths((20, 14, 38, 14, 14), width), width)
    return [*heading, *six, "", *then]


def _widths(shares: Sequence[int], width: int) -> list[int]:
    room = width - 2 * (len(shares) - 1)
    widths = [room * share // sum(shares) for share in shares]
    widths[-1] += room - sum(widths)
    return widths


def _columns(table: Table, codes: Sequence[str], widths: Sequence[int], width: int) -> list[str]:
    lines = [*_side_by_side([table.columns[c] for c in codes], widths), "─" * width]
    for row in table.rows:
        lines += [*_side_by_side([row.cells[c].text for c in codes], widths), "─" * width]
    return lines


def _side_by_side(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    return [
        "  ".join(
            _padded(column[i] if i < len(column) else "", width)
            for column, width in zip(columns, widths, strict=True)
        ).rstrip()
        for i in range(height)
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _records(table: Table, width: int) -> list[str]:
    """One block per automation, names on the left: for narrow terminals."""
    margin = max(columns_of(name) for name in table.columns.values()) + 2
    lines: list[str] = []
    for row in table.rows:
        for code, name in table.columns.items():
            cell = wrapped(row.cells[code].text, width - margin)
            lines += [_padded(name, margin) + cell[0], *(" " * margin + rest for rest in cell[1:])]
        lines.append("─" * width)
    return lines


def _beside(view: View, width: int) -> list[str]:
    """What the table has no room for: whether an effect lasts, for which cases, what could explain it."""
    lines = []
    for sheet in view.assessment.sheets:
        effect = sheet.main_effect
        beside = notes_beside(sheet, view.names, brief=True)
        said = [f"{note} {defended(view, figure)}" for note, figure in beside]
        if effect is not None and effect.segments is not None:
            said += said_of_segments(effect.segments, view.names)
        for part in parts(sheet, view.names):
            said.append(f"{view.label('named', name=part.name)} {part.said}, {defended(view, part.figure)}")
        said += [line for line, _ in said_of_hidden_cause(sheet, view.names)]
        said += said_of_outlook(sheet, view.names)
        lines += wrapped(view.names.automation(sheet.automation), width) if said else []
        lines += [line for text in said for line in _bullet(text, width)]
    return _title(view.label("beside_title")) + lines if lines else []


def _decisions(view: View, width: int) -> list[str]:
    lines = _title(view.label("decide_title"))
    for sheet in by_decision(view.assessment.sheets):
        name, decision = view.names.automation(sheet.automation), say_decision(sheet, view.lang)
        lines += wrapped(f"{decision} · {name}", width)
        for reason in sheet.verdict.reasons:
            lines += _bullet(say_reason(sheet, reason, view.names), width)
    return lines


def _settle(view: View, width: int) -> list[str]:
    lines = []
    for sheet in view.assessment.sheets:
        said, found = say_measurement(sheet, view.names), sheet.verdict.measurement
        if said and found is not None and found.design != "none" and found.useful:
            lines += wrapped(view.names.automation(sheet.automation), width)
            lines += _bullet(" · ".join(said), width)
    return _title(view.label("settle_title")) + lines if lines else []


def _portfolio(view: View, width: int) -> list[str]:
    """Where the gain comes from, what is counted once, what to establish next and at what cost."""
    groups, shared, budget = list(group_lines(view)), list(overlap_lines(view)), list(budget_lines(view))
    lines = _title(view.label("portfolio.title")) if groups or shared else []
    for title, told in groups:
        lines += wrapped(title, width)
        lines += [line for text in told for line in _bullet(text, width)]
    lines += [line for text in shared for line in _bullet(text, width, "! ")]
    if budget:
        lines += [*([""] if lines else []), *_title(view.label("portfolio.budget_title"))]
        lines += [line for text in budget for line in _bullet(text, width)]
    return lines


def _foot(view: View, width: int) -> list[str]:
    newest = max(view.assessment.dossier.watermark.values(), default=None)
    today, problems = view.assessment.today, view.assessment.dossier.problems
    said = (
        view.label("footer_watermark", day=newest.date(), today=today)
        if newest
        else view.label("footer_no_data", today=today)
    )
    lines = wrapped(f"{view.label('footer_level')} {said}", width)
    if problems:
        lines += wrapped(view.label("problems_count", n=len(problems)), width)
    return lines
