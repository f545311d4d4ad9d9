"""Reviews of a folder: the document that somebody signs, and the log that it is sealed in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from retour.assessment.assess import reviewed
from retour.assessment.result import Assessment
from retour.connectors.declared.rewriting import rewritten
from retour.register.automation import Review
from retour.review import log
from retour.review.limits import thresholds_statement
from retour.review.log import Entry
from retour.review.rhythm import next_slot
from retour.review.statement import Document, review_statement, unsigned_because
from retour.store.lock import shared
from retour.store.whole import keep
from retour.workspace.decisions import append, decisions_of


class Unsigned(ValueError):  # noqa: N818  it reads as what it is
    """A review that cannot be signed yet: `reasons` are codes of `unsigned_because`, or `log_broken`."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def document_of(review: Review) -> str:
    """A review as YAML, without what was not said."""
    return rewritten("", [((key,), value) for key, value in _said(review)])


def _said(review: Review) -> Iterator[tuple[str, object]]:
    yield from (("automation", review.automation), ("at", review.at), ("by", review.by))
    lines = [
        {"case": s.case, "found": s.found} | ({"note": s.note} if s.note else {}) for s in review.spot_check
    ]
    rest: Mapping[str, object] = {
        "answers": dict(review.answers),
        "proposed": review.proposed,
        "taken": review.taken,
        "reason": review.reason,
        "note": review.note,
        "notes": dict(review.notes),
        "spot_check": lines,
    }
    yield from ((key, value) for key, value in rest.items() if value)


def sign(folder: Path, assessment: Assessment, review: Review, *, recorded: datetime) -> Entry:
    """Write a review in a folder and seal it in the decision log.

    The audit and the proposed verdict are those of the assessment once the review's answers are counted.
    Raises Unsigned when something is missing, or when the log is broken: nothing is written then.
    """
    entries, problems = decisions_of(folder)
    if any(p.rule.startswith(("decisions.", "file.")) for p in problems):
        raise Unsigned("log_broken")
    now = reviewed(assessment, review)
    sheet = now.sheet(review.automation)
    missing = unsigned_because(review, sheet)
    if missing:
        raise Unsigned(*missing)
    path = free_path(review, folder)
    text = document_of(review)
    statement = review_statement(
        review,
        sheet,
        now,
        document=Document(path=path, sha256=log.digest_of(text)),
        next_review=next_slot(now, review),
    )
    changed = thresholds_statement(review, entries, assessment.dossier.register.thresholds)
    (folder / path).parent.mkdir(exist_ok=True)
    with shared(folder):
        keep(folder / path, text)
        last = entries[-1] if entries else None
        if changed is not None:
            last = append(folder, log.sealed(changed, after=last, recorded=recorded))
        return append(folder, log.sealed(statement, after=last, recorded=recorded))


def free_path(review: Review, folder: Path) -> str:
    """Where a new review is written: never over another one."""
    names = (
        f"reviews/{review.at}-{review.automation}{f'-{n}' if n > 1 else ''}.yaml" for n in range(1, 1000)
    )
    return next(name for name in names if not (folder / name).exists())
