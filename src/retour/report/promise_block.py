"""Promises beside what happened, and how past forecasts did: blocks of a page, and the same as text."""

from collections.abc import Sequence

from retour.quantity import DeclaredRange, Exact
from retour.report.html import Child, Html, grid, tag
from retour.report.node import View, figure_node
from retour.report.table import defended
from retour.review.log import Entry
from retour.review.promise import Became, Beside, Promise, Return, outcome_of, promises_of, returned
from retour.review.scoring import FEW, Score
from retour.wording.names import Names
from retour.wording.numbers import number
from retour.wording.sentence import say
from retour.wording.values import grade_word, say_quantity

HEAD = ("what", "promised", "happened", "became")
SCORED = ("author", "said", "scored", "open", "brier", "base", "ranges")
DECIMALS = 3  # of a Brier score


def returns_of(view: View, entries: Sequence[Entry], automation: str = "") -> tuple[Return, ...]:
    """Every promise of a log (or of one automation) beside today's figures."""
    sheets = {sheet.automation.key: sheet for sheet in view.assessment.sheets}
    today = view.assessment.today
    return tuple(returned(p, sheets.get(p.automation), today) for p in promises_of(entries, automation))


def promise_block(view: View, entries: Sequence[Entry], automation: str) -> Html | None:
    """The promises of one automation, for its sheet; nothing when none was signed."""
    found = returns_of(view, entries, automation)
    if not found:
        return None
    cards = [promise_card(view, back, outcome_of(back.promise, entries)) for back in found]
    return tag("section", tag("h2", view.label("plan.promise_title")), *cards, class_="blk")


def promise_card(view: View, back: Return, outcome: Entry | None) -> Html:
    """One promise: who, until when, each figure promised beside what happened."""
    table = grid(
        [view.label(f"plan.column_{code}") for code in HEAD],
        [_row(view, line) for line in back.lines],
        view.label("plan.promise_title"),
        "data loose",
    )
    said = [tag("p", line, translate="no") for line in lines_of(view.names, back, outcome)]
    return tag("div", *said, table)


def lines_of(names: Names, back: Return, outcome: Entry | None) -> list[str]:
    """Who promised and when it comes back, the chance given, and how it ended."""
    promise = back.promise
    said = [_said(names, "promise_line", by=promise.by, at=promise.at, due=promise.due)]
    if promise.chance is not None and isinstance(promise.gain, DeclaredRange):
        low = say_quantity(Exact(promise.gain.low), promise.unit, names.voice)
        said.append(_said(names, "promise_chance_said", chance=promise.chance, low=low))
    if outcome is not None:
        signed = outcome.statement
        became = f"became_{signed.said.get('became', '')}"
        said.append(_said(names, "promise_outcome", by=signed.by, at=signed.at, became=became))
        said += [str(signed.said["note"])] if signed.said.get("note") else []
    return said


def _said(names: Names, code: str, **details: object) -> str:
    return say(code, details, names.lang, family="plan", currency=names.currency)


def _row(view: View, line: Beside) -> tuple[Child, ...]:
    promised = tag("span", _promised(view, line))
    return _what(view, line), promised, _happened(view, line), became_said(view.names, line)


def _what(view: View, line: Beside) -> str:
    return view.label(f"plan.what_{line.what}")


def _promised(view: View, line: Beside) -> str:
    """What was promised, as it was written then, with its evidence."""
    said = say_quantity(line.promised, line.unit, view.names.voice, signed=True)
    declared = isinstance(line.promised, DeclaredRange)
    return said if declared else f"{said} · {grade_word(line.grade, view.lang)}"


def _happened(view: View, line: Beside) -> Child:
    return view.label("unknown") if line.happened is None else figure_node(view, line.happened)


def became_said(names: Names, line: Beside) -> str:
    """« tenue », « pas encore mesurable : elle n’est pas encore en service »."""
    became = _said(names, f"became_{line.became}")
    if line.became is not Became.NOT_YET or not line.why:
        return became
    return say(
        "named_because", {"name": became, "why": _said(names, f"why_{line.why}")}, names.lang, family="plan"
    )


def scores_block(view: View, scores: Sequence[Score]) -> Html:
    """How past forecasts did, one line an author, by name."""
    title = tag("h2", view.label("plan.scores_title"))
    if not scores:
        return tag("section", title, tag("p", view.label("plan.scores_none")), class_="blk")
    head = [view.label(f"plan.score_{code}") for code in SCORED]
    table = grid(head, score_rows(view, scores), view.label("plan.scores_title"), "data loose")
    note = tag("p", view.label("plan.scores_note"), class_="note")
    return tag("section", title, note, table, class_="blk")


def score_rows(view: View, scores: Sequence[Score]) -> list[tuple[Child, ...]]:
    """A line an author: below five settled forecasts only their number is said."""
    return [
        (
            tag("span", score.author, translate="no"),
            number(score.said, view.lang),
            number(score.scored, view.lang),
            _open(view, score),
            _score(view, score.brier),
            _score(view, score.base),
            _ranges(view, score),
        )
        for score in scores
    ]


def _open(view: View, score: Score) -> str:
    undecided = number(score.undecided, view.lang)
    return f"{undecided} · {view.label('plan.score_known', n=score.known)}" if score.known else undecided


def _score(view: View, value: float | None) -> str:
    if value is None:
        return view.label("plan.score_few", few=FEW)
    return number(value, view.lang, DECIMALS)


def _ranges(view: View, score: Score) -> str:
    if not score.ranges_decided:
        return view.label("plan.score_ranges_open")
    return view.label("plan.score_held", held=score.ranges_held, decided=score.ranges_decided)


def promises_text(view: View, entries: Sequence[Entry], scores: Sequence[Score]) -> str:
    """Every promise and every score, for a terminal."""
    found = returns_of(view, entries)
    lines = [view.label("plan.promises_title"), ""]
    lines += [] if found else [view.label("plan.promises_none")]
    for back in found:
        lines += [*_told(view, back, entries), ""]
    lines += ["", view.label("plan.scores_title")]
    lines += [] if scores else [view.label("plan.scores_none")]
    for row in score_rows(view, scores):
        named = zip(SCORED, row, strict=True)
        lines.append(" · ".join(_plain(view, code, cell) for code, cell in named))
    return "\n".join(lines) + "\n"


def _plain(view: View, code: str, cell: Child) -> str:
    words = cell or ""
    if isinstance(words, Html):
        return words[words.index(">") + 1 : words.rindex("<")]
    return view.label("named", name=view.label(f"plan.score_{code}")) + f" {words}"


def _told(view: View, back: Return, entries: Sequence[Entry]) -> list[str]:
    promise: Promise = back.promise
    declared = view.names.register.automation(promise.automation) if view.names.register else None
    name = view.names.automation(declared) if declared else promise.automation
    said = [f"n° {promise.number} · {name}", *lines_of(view.names, back, outcome_of(promise, entries))]
    for line in back.lines:
        happened = view.label("unknown") if line.happened is None else defended(view, line.happened)
        what = view.label("named", name=_what(view, line))
        said.append(f"  {what} {_promised(view, line)} → {happened} → {became_said(view.names, line)}")
    return said
