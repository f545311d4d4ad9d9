"""What a review signs: the verdict proposed and taken, the letters, the chances, the figures behind."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from retour.assessment.result import Assessment, Sheet
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Unknown
from retour.quantity.figure import Value
from retour.register.automation import Review
from retour.register.indicator import Indicator
from retour.review.log import Kind, Statement
from retour.verdict.result import Decision

NEEDS_WHY = (Decision.QUESTION,)  # nothing is proven: the owner says why it stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The document that is signed: where it is, and the SHA-256 of its text."""

    path: str
    sha256: str


def unsigned_because(review: Review, sheet: Sheet) -> tuple[str, ...]:
    """Why a review cannot be signed yet: codes `no_name`, `no_decision`, `no_reason`, `not_why`.

    A decision other than the proposed one needs its reason; so does keeping what nothing proves.
    """
    return tuple(_missing(review, sheet))


def _missing(review: Review, sheet: Sheet) -> Iterator[str]:
    if not review.by.strip():
        yield "no_name"
    if not review.taken:
        yield "no_decision"
    elif review.taken != sheet.verdict.decision.value and not review.reason.strip():
        yield "no_reason"
    elif sheet.verdict.decision in NEEDS_WHY and not (review.reason.strip() or review.note.strip()):
        yield "not_why"


def review_statement(
    review: Review, sheet: Sheet, assessment: Assessment, *, document: Document, next_review: date
) -> Statement:
    """A review as it is signed. ValueError with the first code of `unsigned_because` when it cannot be."""
    missing = unsigned_because(review, sheet)
    if missing:
        raise ValueError(missing[0])
    return Statement(
        kind=Kind.REVIEW,
        automation=review.automation,
        at=review.at,
        by=review.by,
        said={
            "proposed": sheet.verdict.decision.value,
            "rule": sheet.verdict.rule,
            "taken": review.taken,
            "reason": review.reason,
            "letters": {s.letter.value: [s.low, s.high, s.known, s.checks] for s in sheet.audit.letters},
            "checks": {c.code: c.status.value for c in sheet.audit.checks},
            "chances": dict(chances(sheet)),
            "figures": {figure.key: recorded(figure) for figure in told(sheet)},
            "inputs": assessment.digest,
            "assessed": assessment.today.isoformat(),
            "methods": dict(assessment.methods),
            "definition": definition(sheet.automation.main),
            "thresholds": dict(assessment.dossier.register.thresholds),
            "document": {"path": document.path, "sha256": document.sha256},
            "next": next_review.isoformat(),
        },
    )


def chances(sheet: Sheet) -> Iterator[tuple[str, float]]:
    """What the review foresees, as probabilities that a later review can score: P(net > 0)."""
    if sheet.worth.p_positive is not None:
        yield "net", _short(sheet.worth.p_positive)


def told(sheet: Sheet) -> Iterator[Figure]:
    """The figures that a review is remembered by: losses, effect, worth, cost per case, wrong cases read."""
    key, main = sheet.automation.key, sheet.main_effect
    wanted = [
        f"{key}/lost",
        f"{key}/completeness",
        f"{key}/effect/{main.indicator}/{main.version}" if main else "",
        f"{key}/worth/net",
        f"{key}/manual_tasks/after",
        f"{key}/cost_per_case/after",
        f"{key}/ground/error_rate",
    ]
    yield from (sheet.figures[name] for name in wanted if name in sheet.figures)


def recorded(figure: Figure) -> dict[str, object]:
    """A figure as the log keeps it: its value and interval, its unit and its grade; unknown keeps why."""
    return {**_value(figure.value), "unit": figure.unit.value, "grade": figure.grade.value}


def _value(value: Value) -> dict[str, object]:
    match value:
        case Exact(number):
            return {"value": _short(number)}
        case Estimate(point, low, high, level):
            return {"value": _short(point), "low": _short(low), "high": _short(high), "level": level}
        case DeclaredRange(low, mode, high):
            return {"value": _short(mode), "low": _short(low), "high": _short(high)}
        case Unknown(reason):
            return {"unknown": reason}


def remembered(raw: Mapping[str, object]) -> Value:
    """A recorded figure's value again; Unknown("unreadable") when it is none."""
    try:
        if "unknown" in raw:
            return Unknown(str(raw["unknown"]))
        if "low" not in raw:
            return Exact(_number(raw["value"]))
        point, low, high = (_number(raw[name]) for name in ("value", "low", "high"))
        if "level" in raw:
            return Estimate(point, low, high, _number(raw["level"]))
        return DeclaredRange(low, point, high)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable")


def _number(raw: object) -> float:
    if not isinstance(raw, int | float):
        raise TypeError
    return float(raw)


def definition(indicator: Indicator | None) -> str:
    """A digest of how the main indicator is defined: a changed definition is another indicator."""
    return hashlib.sha256(repr(indicator).encode()).hexdigest()[:16] if indicator else ""


def _short(number: float) -> float:
    """Six significant digits: what a person may read, and the same bytes on every machine."""
    return float(f"{number:.6g}")
