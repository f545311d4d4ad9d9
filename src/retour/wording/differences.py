"""What moved since the last signed review, in words."""

from collections.abc import Iterator

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Figure
from retour.quantity.figure import Value
from retour.review.difference import Difference, MovedFigure
from retour.wording.figures import figure_name
from retour.wording.names import Names
from retour.wording.sentence import label, say
from retour.wording.values import is_signed, say_quantity

MOVED = {True: "moved_clear", False: "moved_unclear", None: "moved_unknown"}
LEAST = 0.005  # half a point: what is written with whole percents


def said_of_difference(
    assessment: Assessment, sheet: Sheet, found: Difference, names: Names
) -> tuple[str, ...]:
    """The decision first, then what surely moved, then the letters, the checks, and the other figures."""
    clear = [f for f in found.figures if f.clear]
    rest = [f for f in found.figures if not f.clear and _shown(assessment, f, names)]
    lines = [
        _decision(found, names.lang),
        *([label("review.redefined", names.lang)] if found.redefined else []),
        *(_figure(assessment, f, names) for f in clear),
        *_letters(sheet, found, names.lang),
        *(_check(code=c.code, was=c.was, now=c.now, lang=names.lang) for c in found.checks),
        *(_figure(assessment, f, names) for f in rest),
    ]
    return tuple(lines) if len(lines) > 1 else (lines[0], label("review.nothing_moved", names.lang))


def _decision(found: Difference, lang: str) -> str:
    was, now = (say(code, {}, lang, family="decision").lower() for code in (found.was, found.proposed))
    code = "review.was_decided" if found.decision_moved else "review.same_decision"
    return label(code, lang, was=was, now=now)


def _letters(sheet: Sheet, found: Difference, lang: str) -> Iterator[str]:
    for score in sheet.audit.letters:
        was = found.letters.get(score.letter)
        if was and max(abs(was[0] - score.low), abs(was[1] - score.high)) >= LEAST:
            yield label(
                "review.moved_letter",
                lang,
                letter=label(f"letter_{score.letter}", lang),
                low=was[0],
                high=was[1],
                now_low=score.low,
                now_high=score.high,
            )


def _check(*, code: str, was: str, now: str, lang: str) -> str:
    question = say(code, {}, lang, family="check")
    states = {"was": label(f"status_{was}", lang), "now": label(f"status_{now}", lang)}
    return label("review.moved_check", lang, code=code, question=question, **states)


def _shown(assessment: Assessment, moved: MovedFigure, names: Names) -> bool:
    """False where both texts are the same: nothing to read."""
    now = assessment.figures[moved.key]
    return _said(moved.was, now, names) != _said(now.value, now, names)


def _figure(assessment: Assessment, moved: MovedFigure, names: Names) -> str:
    now = assessment.figures[moved.key]
    return label(
        f"review.{MOVED[moved.clear]}",
        names.lang,
        name=figure_name(assessment, moved.key, names),
        was=_said(moved.was, now, names),
        now=_said(now.value, now, names),
    )


def _said(value: Value, like: Figure, names: Names) -> str:
    return say_quantity(value, like.unit, names.voice, signed=is_signed(like.key))
