"""How a check is answered: by data, by a person at a review, or not at all."""

from collections.abc import Callable
from datetime import date

from retour.audit.evidence import Evidence
from retour.audit.result import Check, Letter, Status

SCORE = {Status.PASS: 1.0, Status.PARTIAL: 0.5, Status.FAIL: 0.0, Status.UNKNOWN: None}
ASKED = ("A1", "A5", "O5", "R4")  # what a person answers; a fact that the data show comes first
Rule = Callable[[Evidence, date], Check]


def check(code: str, status: Status, reason: str, **details: object) -> Check:
    """A check with its status's usual score."""
    return Check(
        code=code,
        letter=Letter(code[0]),
        status=status,
        score=SCORE[status],
        reason=reason,
        details=dict(details),
    )


def unknown(code: str, reason: str, **details: object) -> Check:
    """A check that nothing answers."""
    return check(code, Status.UNKNOWN, reason, **details)


def answered(code: str, evidence: Evidence, today: date) -> Check | None:
    """What a person answered at the newest review of the last 100 days; None when nobody did."""
    review = evidence.review(today)
    said = review.answers.get(code) if review else None
    if review is None or said not in ("pass", "partial", "fail"):
        return None
    status = Status(said)
    return Check(
        code=code,
        letter=Letter(code[0]),
        status=status,
        score=SCORE[status],
        reason="answered",
        details={"by": review.by, "at": review.at},
        asked=True,
        at=review.at,
    )
