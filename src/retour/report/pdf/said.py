"""Figures, grades, letters and decisions as spans: the words of the page, without its tags."""

from retour.assessment.result import Sheet
from retour.audit.result import LetterScore
from retour.quantity import Figure, Grade
from retour.report.decision_sign import decision_sign
from retour.report.html import Html
from retour.report.node import BARS, View, colour_of, notes_of
from retour.report.pdf.piece import Data, Rich, rich, span
from retour.report.svg import INK, PAPER, static
from retour.wording.values import grade_word, needs_defence, say_grade


def figure(view: View, found: Figure, *, bare: bool = False) -> Rich:
    """A figure with what defends it. `bare` leaves out the defence of a level or a count only."""
    said = view.value(found)
    if not found.known:
        return [span(said, "quiet", found.key)]
    tone = colour_of(found)
    shown = span(said, "strong" if tone == "plain" else tone, found.key)
    if bare and not needs_defence(found):
        return [shown]
    return rich(shown, " ", span("\u00a0· ".join(notes_of(view, found)), "small"))


def grade(view: View, found: Grade) -> Rich:
    """Letter, ladder and word."""
    return [
        {"k": "ladder", "letter": str(found), "bars": BARS[found], "said": say_grade(found, view.lang)},
        span(grade_word(found, view.lang)),
    ]


def letter(view: View, score: LetterScore) -> Data:
    """A letter with 0 to 3 bars; hollow ones where nothing is known."""
    said = view.label("amor_unknown") if score.bars is None else view.label("amor_bars", bars=score.bars)
    name = view.label(f"letter_{score.letter}")
    return {
        "k": "letter",
        "letter": str(score.letter),
        "bars": score.bars,
        "name": name,
        "said": said,
        "known": view.label("amor_known", known=score.known, checks=score.checks),
        "spoken": view.label("amor_letter", letter=name, bars=said),
    }


def decision(view: View, sheet: Sheet) -> Rich:
    """Shape and word."""
    code = sheet.verdict.decision
    word = view.names.say(code, sheet.automation, {}, "decision")
    return rich({"k": "sign", "svg": _sign(code)}, span(word, "strong"))


def _sign(code: str) -> str:
    """The shape with the look that a stylesheet gives it on the page."""
    drawn = decision_sign(code).replace("currentColor", INK).replace('class="cut"', f'stroke="{PAPER}"')
    look = 'stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"'
    return static(Html(drawn.replace("<svg ", f"<svg {look} ", 1)))
