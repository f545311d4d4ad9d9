"""A review in the terminal: the letters, the twenty questions, the proposed decision, what moved."""

from retour.assessment.result import Sheet
from retour.report.node import View
from retour.report.terminal import wrapped
from retour.review.difference import Difference
from retour.wording.differences import said_of_difference
from retour.wording.sentence import say
from retour.wording.verdicts import say_decision, say_reason


def review_text(view: View, sheet: Sheet, moved: Difference | None, width: int = 100) -> str:
    """The whole review of one automation, before anybody answers."""
    name = view.names.automation(sheet.automation)
    proposes = view.label("review.proposes", decision=say_decision(sheet, view.lang).lower())
    reasons = [say_reason(sheet, r, view.names) for r in sheet.verdict.reasons]
    parts = [
        [view.label("review.heading", name=name, day=view.assessment.today)],
        [proposes, *_listed(reasons)],
        _letters(view, sheet),
        [check_said(view, sheet, code) for code in (c.code for c in sheet.audit.checks)],
        _moved(view, sheet, moved),
    ]
    return "\n\n".join("\n".join(_wrapped(part, width)) for part in parts) + "\n"


def _wrapped(lines: list[str], width: int) -> list[str]:
    return [piece for line in lines for piece in wrapped(line, width)]


def _listed(lines: list[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _letters(view: View, sheet: Sheet) -> list[str]:
    lines = [
        view.label(
            "review.letter",
            letter=view.label(f"letter_{s.letter}"),
            low=s.low,
            high=s.high,
            known=s.known,
            checks=s.checks,
        )
        for s in sheet.audit.letters
    ]
    return [view.label("review.weakest", letter=view.label(f"letter_{sheet.audit.weakest.letter}")), *lines]


def check_said(view: View, sheet: Sheet, code: str) -> str:
    """One of the twenty questions with its answer and why."""
    check = sheet.audit.check(code)
    return view.label(
        "review.check",
        code=code,
        question=say(code, {}, view.lang, family="check"),
        status=view.label(f"status_{check.status}"),
        why=view.names.say(check.reason, sheet.automation, check.details, "check_reason"),
    )


def _moved(view: View, sheet: Sheet, moved: Difference | None) -> list[str]:
    if moved is None:
        return [view.label("review.no_review_before")]
    since = view.label("review.since", by=moved.by, day=moved.since)
    return [since, *_listed(list(said_of_difference(view.assessment, sheet, moved, view.names)))]
