"""What changed in a workspace since it was last told: only that, certainties first.

What was told is kept as a memory (a JSON map), so that nothing is read again from the past: a corrected
export changes what is said now, never what was said then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Unknown
from retour.review.difference import Difference, MovedFigure, moved_since
from retour.review.early import Early, newly_lost
from retour.review.log import Kind, Statement
from retour.review.statement import definition, recorded, told

Memory = Mapping[str, object]
CERTAIN = frozenset(
    {"silent", "newly_lost", "newly_lost_least"}
)  # said as certainties, not again as reasons for a review


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed for one automation. `found` None: it was not there before.

    `lost`: cases whose deadline passed since; `silent`: True it fell silent, False it is seen again.
    `early`: new reasons to review it without waiting.
    """

    sheet: Sheet
    found: Difference | None
    lost: int = 0
    silent: bool | None = None
    early: tuple[Early, ...] = ()

    @property
    def figures(self) -> tuple[MovedFigure, ...]:
        """The figures that surely moved, that became known or unknown, or whose evidence changed."""
        return tuple(f for f in self.found.figures if _moved(f, self.sheet)) if self.found else ()

    @property
    def matters(self) -> bool:
        """True when there is something to tell."""
        moved = self.found is None or self.found.decision_moved or self.found.redefined
        return bool(moved or self.lost or self.silent is not None or self.early or self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed between two days; `gone` are the keys of automations that are no longer declared."""

    since: date
    today: date
    changes: tuple[Change, ...]
    gone: tuple[str, ...] = ()


def remember(assessment: Assessment, early: Iterable[Early] = ()) -> dict[str, object]:
    """What is told of an assessment, to be compared with later: plain JSON."""
    return {
        "at": assessment.today.isoformat(),
        "automations": {s.automation.key: _memory(s) for s in assessment.sheets},
        "early": sorted({_reason(one) for one in early}),
    }


def _reason(early: Early) -> str:
    """What tells a reason from another one: two changes on two days are two."""
    parts = (early.automation.key, early.code, early.details.get("indicator"), early.details.get("at"))
    return " ".join(str(part) for part in parts if part)


def _memory(sheet: Sheet) -> dict[str, object]:
    return {
        "taken": sheet.verdict.decision.value,
        "figures": {figure.key: recorded(figure) for figure in told(sheet)},
        "definition": definition(sheet.automation.main),
        "silent": sheet.watched.silence.silent,
    }


def news(assessment: Assessment, memory: Memory, early: Iterable[Early] = ()) -> News:
    """What changed since a memory. ValueError when the memory is none."""
    since = date.fromisoformat(str(memory.get("at")))
    known = _mapping(memory.get("automations"))
    told_early = memory.get("early")
    before = set(map(str, told_early)) if isinstance(told_early, list) else set()
    new = [e for e in early if e.code not in CERTAIN and _reason(e) not in before]
    changes = (_change(sheet, assessment, known, since, new) for sheet in assessment.sheets)
    here = {s.automation.key for s in assessment.sheets}
    return News(
        since=since,
        today=assessment.today,
        changes=tuple(change for change in changes if change.matters),
        gone=tuple(key for key in known if key not in here),
    )


def _change(
    sheet: Sheet, assessment: Assessment, known: Mapping[str, object], since: date, early: list[Early]
) -> Change:
    key = sheet.automation.key
    mine = tuple(e for e in early if e.automation.key == key)
    lost = newly_lost(sheet, since, assessment.dossier.register.timezone)
    if key not in known:
        return Change(sheet=sheet, found=None, lost=lost, early=mine)
    said = _mapping(known[key])
    was = Statement(kind=Kind.REVIEW, automation=key, at=since, by="", said=said)
    silent = _silent(said.get("silent"), sheet)
    return Change(sheet=sheet, found=moved_since(sheet, was), lost=lost, silent=silent, early=mine)


def _silent(before: object, sheet: Sheet) -> bool | None:
    """True when it fell silent since, False when it is seen again, None when nothing changed for sure."""
    now = sheet.watched.silence.silent
    return now if now is not None and now is not bool(before) else None


def _moved(moved: MovedFigure, sheet: Sheet) -> bool:
    now = sheet.figures[moved.key]
    if isinstance(moved.was, Unknown) != isinstance(now.value, Unknown):
        return True
    return bool(moved.clear) or (now.known and moved.was_grade is not now.grade)


def _mapping(raw: object) -> Mapping[str, object]:
    return raw if isinstance(raw, Mapping) else {}
