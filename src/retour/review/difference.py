"""What moved since the last signed review: the decision, the letters, the checks, the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from retour.assessment.result import Sheet
from retour.audit.result import Letter
from retour.quantity import DeclaredRange, Estimate, Exact, Grade, Unknown
from retour.quantity.figure import Value
from retour.review.log import Entry, Statement
from retour.review.statement import definition, remembered, told


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCheck:
    """A check whose outcome is not what it was."""

    code: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFigure:
    """A figure then and now. `clear`: the two intervals do not touch; None where one of them is unknown."""

    key: str
    was: Value
    was_grade: Grade
    clear: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """This audit against the one that was signed before. `redefined`: the main indicator is another one."""

    since: date
    by: str
    was: str  # the decision taken then
    proposed: str  # the decision proposed now
    letters: Mapping[Letter, tuple[float, float]]  # the interval then
    checks: tuple[MovedCheck, ...]
    figures: tuple[MovedFigure, ...]
    redefined: bool

    @property
    def decision_moved(self) -> bool:
        """True when what is proposed now is not what was decided then."""
        return self.was != self.proposed


def difference(sheet: Sheet, before: Entry) -> Difference:
    """What moved since a signed review of the same automation."""
    return moved_since(sheet, before.statement)


def moved_since(sheet: Sheet, before: Statement) -> Difference:
    """What moved since a statement about the same automation, signed or not."""
    said = before.said
    was_defined = str(said.get("definition", ""))
    return Difference(
        since=before.at,
        by=before.by,
        was=str(said.get("taken", "")),
        proposed=sheet.verdict.decision.value,
        letters=dict(_letters(said.get("letters"))),
        checks=tuple(_checks(sheet, said.get("checks"))),
        figures=tuple(_figures(sheet, said.get("figures"))),
        redefined=was_defined not in ("", definition(sheet.automation.main)),
    )


def _letters(raw: object) -> Iterator[tuple[Letter, tuple[float, float]]]:
    said = raw if isinstance(raw, Mapping) else {}
    for letter in Letter:
        span = said.get(letter.value)
        if isinstance(span, list) and len(span) >= 2:
            yield letter, (float(span[0]), float(span[1]))


def _checks(sheet: Sheet, raw: object) -> Iterator[MovedCheck]:
    was = raw if isinstance(raw, Mapping) else {}
    for check in sheet.audit.checks:
        before = str(was.get(check.code, ""))
        if before and before != check.status.value:
            yield MovedCheck(code=check.code, was=before, now=check.status.value)


def _figures(sheet: Sheet, raw: object) -> Iterator[MovedFigure]:
    was = raw if isinstance(raw, Mapping) else {}
    for figure in told(sheet):
        before = was.get(figure.key)
        if isinstance(before, Mapping):
            value = remembered(before)
            grade = Grade(str(before.get("grade", "E")))
            clear = apart(value, figure.value)
            yield MovedFigure(key=figure.key, was=value, was_grade=grade, clear=clear)


def apart(one: Value, other: Value) -> bool | None:
    """Whether two values are surely different; None when one of them is unknown."""
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return None
    return first[1] < second[0] or second[1] < first[0]


def _span(value: Value) -> tuple[float, float] | None:
    match value:
        case Exact(number):
            return number, number
        case Estimate(low=low, high=high) | DeclaredRange(low=low, high=high):
            return low, high
        case Unknown():
            return None
