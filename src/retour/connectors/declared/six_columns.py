"""The article's six-column table: process, objective, tools, main KPI, frequency, observed impact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.connectors.declared.rows import Row, Unreadable, read_rows
from retour.quantity import Place, Problem, Severity
from retour.register.automation import FollowUp, Status
from retour.register.keys import folded, nearest

_TITLES: Mapping[str, str] = {
    "process": "nom du process, process, nom du processus, processus, automatisation, nom, "
    "process name, name of the process, automation, name",
    "objective": "objectif, objectifs, but, objective, objectives, goal, purpose",
    "tools": "outil(s), outil, outils, outils utilisés, logiciels, tool(s), tool, tools, stack",
    "kpi": "kpi principal, kpi, kpi suivi, indicateur principal, indicateur, indicateur clé, "
    "main kpi, key kpi, primary kpi, main indicator, metric, key metric",
    "frequency": "fréquence de suivi, fréquence du suivi, fréquence, suivi, périodicité, "
    "follow-up frequency, follow-up, frequency, monitoring frequency, review frequency",
    "impact": "impact constaté, impact, impact observé, résultat, résultats, résultat constaté, "
    "gain constaté, observed impact, impact observed, result, results, outcome",
}
_FREQUENCIES: Mapping[FollowUp, str] = {
    FollowUp.DAILY: "quotidien, quotidienne, quotidiennement, journalier, journalière, tous les jours, "
    "chaque jour, par jour, jour, daily, every day, each day, day",
    FollowUp.WEEKLY: "hebdomadaire, hebdo, chaque semaine, toutes les semaines, par semaine, semaine, "
    "weekly, every week, each week, week",
    FollowUp.MONTHLY: "mensuel, mensuelle, mensuellement, chaque mois, tous les mois, par mois, mois, "
    "monthly, every month, each month, month",
    FollowUp.QUARTERLY: "trimestriel, trimestrielle, chaque trimestre, tous les trimestres, trimestre, "
    "tous les 3 mois, quarterly, every quarter, every 3 months, quarter",
    FollowUp.YEARLY: "annuel, annuelle, chaque année, tous les ans, par an, an, année, "
    "yearly, annual, annually, every year, each year, year",
}
_BY_TITLE = {folded(re.sub(r"\W", "", t)): role for role, all_ in _TITLES.items() for t in all_.split(", ")}
_BY_FREQUENCY = {folded(word): kind for kind, all_ in _FREQUENCIES.items() for word in all_.split(", ")}
_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One line of the table, as it was written; an empty text is a cell left empty.

    A scenario file of an automation tool gives one too, with what the file shows.
    """

    name: str
    place: Place
    objective: str = ""
    tools: tuple[str, ...] = ()
    kpi: str = ""
    follow_up: FollowUp | None = None
    impact: str = ""
    status: Status | None = Status.LIVE  # None: not known, the line is left to be filled in
    notes: tuple[str, ...] = ()  # what else is known, written as comments


def read_six_columns(path: Path) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """Read a six-column sheet (CSV or XLSX), French or English headings, in any order.

    Lines above the headings (a merged title) are passed over. Lines without a process name, columns and
    frequencies that are not understood are listed. Only the process column is required.
    """
    try:
        sheets = read_rows(path)
    except Unreadable as refused:
        return (), (refused.problem,)
    return drafts_of_rows(sheets, path.name)


def drafts_of_rows(
    sheets: Sequence[Sequence[Row]], file: str
) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The drafts of rows already read, wherever they come from: a file, or a table pasted from a sheet."""
    found = [(rows, header) for rows in sheets if (header := _header(rows)) is not None]
    if not found:
        seen = next((" | ".join(row.cells) for rows in sheets for row in rows if any(row.cells)), "")
        rule = "table.header_missing" if seen else "table.empty"
        return (), (Problem(rule, Place(file), seen[:80], details={"missing": list(_TITLES)}),)
    rows, header = found[0]
    return _drafts(rows, header, file)


def _header(rows: Sequence[Row]) -> int | None:
    """Index of the line of headings: it names the process column and at least one other."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        roles = {_role(cell) for cell in row.cells} - {None}
        if "process" in roles and len(roles) >= 2:
            return index
    return None


def _role(title: str) -> str | None:
    words = folded(re.sub(r"\W", "", title))
    return _BY_TITLE.get(words) or _BY_TITLE.get(_close(words))


def _close(words: str) -> str:
    likely = nearest(words, _BY_TITLE) if len(words) > 5 else ""
    return likely if likely and abs(len(likely) - len(words)) <= 2 else ""


def _drafts(rows: Sequence[Row], header: int, file: str) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    titles = rows[header].cells
    columns, problems = _columns(titles, Place(file, rows[header].line))
    drafts = []
    for row in rows[header + 1 :]:
        cells = {role: row.cells[at].strip() for role, at in columns.items() if at < len(row.cells)}
        place = Place(file, row.line)
        if not cells.get("process"):
            problems.append(Problem("table.row_incomplete", place, " | ".join(filter(None, row.cells))[:80]))
            continue
        drafts.append(_draft(cells, place, problems))
    if not drafts and not problems:
        problems.append(Problem("table.empty", Place(file)))
    return tuple(drafts), tuple(problems)


def _columns(titles: Sequence[str], place: Place) -> tuple[dict[str, int], list[Problem]]:
    columns: dict[str, int] = {}
    problems = []
    for at, title in enumerate(titles):
        role = _role(title)
        if role is not None and role not in columns:
            columns[role] = at
        elif title.strip():
            problems.append(Problem("table.column_unknown", place, title.strip(), severity=Severity.WARNING))
    return columns, problems


def _draft(cells: Mapping[str, str], place: Place, problems: list[Problem]) -> Draft:
    said = cells.get("frequency", "")
    follow_up = _frequency(said)
    if said and follow_up is None:
        hint = nearest(said, (word for all_ in _FREQUENCIES.values() for word in all_.split(", ")))
        problems.append(Problem("table.frequency_unknown", place, said, hint, Severity.WARNING))
    return Draft(
        name=cells["process"],
        place=place,
        objective=cells.get("objective", ""),
        tools=_split(cells.get("tools", "")),
        kpi=cells.get("kpi", ""),
        follow_up=follow_up,
        impact=cells.get("impact", ""),
    )


def _frequency(words: str) -> FollowUp | None:
    plain = folded(words.strip(" ."))
    return _BY_FREQUENCY.get(plain) or _BY_FREQUENCY.get(plain.removesuffix("s"))


def _split(words: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[+,;/\n]", words))
    return tuple(dict.fromkeys(part for part in parts if part))
