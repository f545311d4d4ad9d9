"""Answers to surveys and readings typed by hand, from any table."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retour.connectors.files.findings import Findings
from retour.connectors.files.opening import Sheet, read_table
from retour.connectors.files.table import Row
from retour.events.actor import plain
from retour.events.answer import Answer, Audience, Reading
from retour.events.number import decimal_evidence, read_number
from retour.events.written_period import read_day, read_period
from retour.quantity import Place, Problem

_MILLION = 1_000_000
_ANSWER = {
    "automation": ("automation", "automatisation"),
    "audience": ("audience", "public", "repondants"),
    "wave": ("wave", "vague", "date"),
    "item": ("item", "question"),
    "value": ("value", "valeur", "note", "reponse", "answer", "score"),
    "respondent": ("respondent", "repondant", "code"),
    "after": ("after", "apres"),
    "comment": ("comment", "commentaire", "remarque"),
}
_READING = {
    "automation": ("automation", "automatisation"),
    "kpi": ("kpi", "indicator", "indicateur"),
    "period": ("period", "periode", "mois", "month", "date"),
    "value": ("value", "valeur"),
    "n": ("n", "nombre", "volume", "count"),
    "source": ("source",),
}
_AUDIENCES = {
    Audience.TEAM: "team equipe staff salarie salaries employee employees interne",
    Audience.CUSTOMER: "customer customers client clients cliente externe",
}
_WHO = {word: audience for audience, words in _AUDIENCES.items() for word in words.split()}
_YES = {"true", "yes", "oui", "1", "after", "apres", "vrai"}
_NO = {"false", "no", "non", "0", "before", "avant", "faux"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row by part (automation, value…): its text cells and where it stands."""

    place: Place
    cells: dict[str, str]


def read_answers(path: Path, *, name: str = "") -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    """Answers, one a row: automation, audience, wave, item, value, respondent, after, comment.

    An empty value is an invitation without an answer; comments pass as they are. A row that cannot be
    used is a problem with its line, and the others are kept.
    """
    findings = Findings(name or path.name)
    sheet, lines = _lines(path, _ANSWER, ("automation", "audience", "wave", "item", "value"), findings)
    comma = _comma(sheet, _ANSWER["value"])
    answers = tuple(a for line in lines if (a := _answer(line, findings, comma=comma)))
    return answers, (*sheet.problems, *findings.problems())


def read_readings(path: Path, *, name: str = "") -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Readings, one a row: automation, kpi, period, value, n, source. ``22,6 %`` is 0.226.

    A row that cannot be used is a problem with its line, and the others are kept.
    """
    findings = Findings(name or path.name)
    sheet, lines = _lines(path, _READING, ("automation", "kpi", "period", "value"), findings)
    comma = _comma(sheet, _READING["value"])
    readings = tuple(r for line in lines if (r := _reading(line, findings, comma=comma)))
    return readings, (*sheet.problems, *findings.problems())


def _lines(
    path: Path, names: dict[str, tuple[str, ...]], needed: tuple[str, ...], findings: Findings
) -> tuple[Sheet, list[Line]]:
    sheet = read_table(path, name=findings.file)
    if not sheet.header:
        return sheet, []
    places = {part: at for part, known in names.items() if (at := sheet.column(*known)) is not None}
    missing = [part for part in needed if part not in places]
    for part in missing:
        findings.add("column.missing", value=part, role=part, columns=list(sheet.header[:30]))
    return sheet, [] if missing else list(_by_part(sheet.rows, places, findings.file))


def _by_part(rows: tuple[Row, ...], places: dict[str, int], file: str) -> Iterator[Line]:
    for row in rows:
        yield Line(Place(file, row.line), {part: row.cells[at].strip() for part, at in places.items()})


def _comma(sheet: Sheet, names: tuple[str, ...]) -> bool:
    at = sheet.column(*names)
    cells = [] if at is None else [row.cells[at].rstrip("% ") for row in sheet.rows]
    found = decimal_evidence(cells)
    return found.comma > found.point


def _answer(line: Line, findings: Findings, *, comma: bool) -> Answer | None:
    cells, number = line.cells, line.place.line
    wave, who = read_day(cells["wave"]), _WHO.get(plain(cells["audience"]))
    broken = [
        ("answer.automation_missing", "automation", not cells["automation"]),
        ("answer.audience_unknown", "audience", who is None),
        ("answer.wave_unreadable", "wave", wave is None),
        ("answer.item_missing", "item", not cells["item"]),
    ]
    value = _number(cells["value"], comma=comma)
    broken.append(("answer.value_unreadable", "value", isinstance(value, str)))
    for rule, column, wrong in broken:
        if wrong:
            findings.reject(rule, line=number, column=column, value=cells[column])
            return None
    if who is None or wave is None or isinstance(value, str):
        return None
    return Answer(
        automation=cells["automation"],
        audience=who,
        wave=wave,
        item=cells["item"],
        value=value,
        place=line.place,
        respondent=cells.get("respondent") or None,
        after=_after(cells.get("after", ""), number, findings),
        comment=cells.get("comment") or None,
    )


def _after(written: str, line: int, findings: Findings) -> bool | None:
    word = plain(written)
    if word and word not in _YES | _NO:
        findings.warn("answer.after_unreadable", line=line, column="after", value=written)
    return True if word in _YES else (False if word in _NO else None)


def _reading(line: Line, findings: Findings, *, comma: bool) -> Reading | None:
    cells, number = line.cells, line.place.line
    period, value = read_period(cells["period"]), _number(cells["value"], comma=comma)
    broken = [
        ("reading.automation_missing", "automation", not cells["automation"]),
        ("reading.indicator_missing", "kpi", not cells["kpi"]),
        ("reading.period_unreadable", "period", period is None),
        ("reading.value_missing", "value", value is None),
        ("reading.value_unreadable", "value", isinstance(value, str)),
    ]
    for rule, column, wrong in broken:
        if wrong:
            findings.reject(rule, line=number, column=column, value=cells[column])
            return None
    if period is None or value is None or isinstance(value, str):
        return None
    return Reading(
        automation=cells["automation"],
        indicator=cells["kpi"],
        period=period,
        value=value,
        place=line.place,
        n=_count(cells.get("n", ""), number, findings),
        source=cells.get("source", ""),
    )


def _count(written: str, line: int, findings: Findings) -> int | None:
    count = read_number(written, places=0, comma=True)
    if isinstance(count, str) or (count is not None and count < 0):
        findings.warn("reading.n_unreadable", line=line, column="n", value=written)
        return None
    return count


def _number(written: str, *, comma: bool) -> float | str | None:
    """A value as typed; a percentage is a share."""
    bare = written.removesuffix("%").rstrip()
    scaled = read_number(bare, places=6, comma=comma)
    if scaled is None or isinstance(scaled, str):
        return "unreadable" if bare != written and scaled is None else scaled
    return scaled / _MILLION / (100 if bare != written else 1)
