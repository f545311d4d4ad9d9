"""What changed since it was last told, in words: certainties, decisions, then figures with their evidence."""

from collections.abc import Iterator

from retour.assessment.result import Assessment
from retour.quantity import Figure, Grade, Unknown
from retour.quantity.figure import Value
from retour.review.difference import MovedFigure
from retour.review.early import all_are_new
from retour.review.news import Change, News
from retour.wording.figures import figure_name
from retour.wording.names import Names
from retour.wording.sentence import label, say
from retour.wording.values import (
    is_signed,
    needs_defence,
    say_defence,
    say_direction,
    say_grade,
    say_quantity,
    say_value,
)


def certain_news(change: Change, names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Cases lost since, silence that began or ended; each with what stands beside it."""
    name, silence = names.automation(change.sheet.automation), change.sheet.watched.silence
    if change.lost:
        least = all_are_new(change.sheet, change.lost)
        code = "rhythm.digest_lost_least" if least else "rhythm.digest_lost"
        yield label(code, names.lang, name=name, n=change.lost), _all_lost(change, names)
    if change.silent and silence.since is not None:
        told = {"name": name, "since": silence.since.date(), "expected": silence.expected or 0.0}
        yield label("rhythm.digest_silent", names.lang, **told), ()
    if change.silent is False:
        yield label("rhythm.digest_heard", names.lang, name=name), ()


def _all_lost(change: Change, names: Names) -> tuple[str, ...]:
    """How many are lost in all, from the figure itself."""
    total = change.sheet.figures.get(f"{change.sheet.automation.key}/lost")
    if total is None or total.point is None or not total.n:
        return ()
    return (label("rhythm.digest_lost_total", names.lang, total=total.point, due=total.n),)


def decision_news(change: Change, names: Names) -> Iterator[str]:
    """A new automation, another decision proposed, another definition."""
    name, found = names.automation(change.sheet.automation), change.found
    now = _decision(change.sheet.verdict.decision, names)
    if found is None:
        yield label("rhythm.digest_new", names.lang, name=name, now=now)
        return
    if found.decision_moved:
        was = _decision(found.was, names)
        yield label("rhythm.digest_decision", names.lang, name=name, now=now, was=was)
    if found.redefined:
        yield label("rhythm.digest_redefined", names.lang, name=name)


def _decision(code: str, names: Names) -> str:
    return say(code, {}, names.lang, family="decision").lower()


def figure_news(
    assessment: Assessment, found: News, moved: MovedFigure, names: Names
) -> tuple[str, tuple[str, ...]]:
    """A figure that moved: its name and value, then what defends it, and what it was."""
    now = assessment.figures[moved.key]
    said = {
        "name": figure_name(assessment, moved.key, names),
        "now": say_value(now, names.lang, names.currency),
    }
    defended = [_direction(now, names.lang), say_defence(now, names.lang)] if needs_defence(now) else []
    was = _was(found, moved, now, names)
    code = "rhythm.digest_figure" if now.known else "rhythm.digest_figure_unknown"
    return label(code, names.lang, **said), tuple(p for p in [*defended, was] if p)


def _direction(figure: Figure, lang: str) -> str:
    return say_direction(figure, lang) if figure.key.split("/")[1:2] == ["effect"] else ""


def _was(found: News, moved: MovedFigure, now: Figure, names: Names) -> str:
    if isinstance(moved.was, Unknown):
        return label("rhythm.digest_was_unknown", names.lang, since=found.since)
    said = _said(moved.was, now, names)
    if not needs_defence(now) or moved.was_grade is Grade.E:
        return label("rhythm.digest_was", names.lang, since=found.since, was=said)
    proof = say_grade(moved.was_grade, names.lang).lower()
    return label("rhythm.digest_was_proof", names.lang, since=found.since, was=said, proof=proof)


def _said(value: Value, like: Figure, names: Names) -> str:
    return say_quantity(value, like.unit, names.voice, signed=is_signed(like.key))
