"""A figure on the page: its text, and beside every effect or money what defends it."""

from dataclasses import dataclass, field

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Figure, Grade
from retour.report.html import Child, Html, join, tag
from retour.report.manner import ALONE, Manner
from retour.report.svg import rect
from retour.wording.names import Names
from retour.wording.sentence import label
from retour.wording.values import (
    defence,
    grade_word,
    needs_defence,
    say_direction,
    say_grade,
    say_value,
    tone,
)

BARS = {Grade.A: 4, Grade.B: 3, Grade.C: 2, Grade.D: 1, Grade.E: 0}


@dataclass(frozen=True, slots=True)
class View:
    """What every part of the page needs: the assessment, the words, where things lead."""

    assessment: Assessment
    names: Names
    manner: Manner = field(default=ALONE, repr=False)

    @classmethod
    def of(cls, assessment: Assessment, lang: str, manner: Manner = ALONE) -> "View":
        """The view of an assessment in a language."""
        return cls(assessment, Names.of(assessment, lang), manner)

    @property
    def lang(self) -> str:
        """The language."""
        return self.names.lang

    def label(self, code: str, /, **details: object) -> str:
        """A title or a fixed sentence."""
        return label(code, self.lang, **details)

    def value(self, figure: Figure) -> str:
        """The one text of a figure, the same on every face."""
        return say_value(figure, self.lang, self.names.currency)

    def figure(self, sheet: Sheet, path: str) -> Figure | None:
        """A figure of a sheet by the end of its key."""
        return sheet.figures.get(f"{sheet.automation.key}/{path}")


def figure_node(view: View, figure: Figure, *, bare: bool = False) -> Html:
    """A figure with what defends it. `bare` leaves out the defence of a level or a count only."""
    said = explained_at(view, figure.key, view.value(figure))
    shown = tag("b", said, class_=f"v-{colour_of(figure)}")
    if not figure.known:
        return tag("span", said, data_figure=figure.key, class_="fig unknown")
    if bare and not needs_defence(figure):
        return tag("span", shown, data_figure=figure.key, class_="fig")
    notes = join([tag("span", part) for part in notes_of(view, figure)], "\u00a0· ")
    return tag("span", shown, " ", tag("small", notes), data_figure=figure.key, class_="fig")


def notes_of(view: View, figure: Figure) -> list[str]:
    """What stands beside a figure: its direction when it is an effect, then all that defends it."""
    parts = [say_direction(figure, view.lang)] if _is_effect(figure) else []
    return [part for part in [*parts, *defence(figure, view.lang)] if part]


def explained_at(view: View, key: str, said: Child) -> Child:
    """What is said of a figure, leading to its explanation where the page has one."""
    address = view.manner.figure(key)
    return said if address is None else tag("a", said, href=address, class_="why")


def _is_effect(figure: Figure) -> bool:
    return figure.key.split("/")[1:2] == ["effect"]


def colour_of(figure: Figure) -> str:
    """gain, loss or none for an effect or a balance; plain for everything else."""
    signed = _is_effect(figure) or "/worth/net" in figure.key or figure.key.startswith("totals/net")
    return tone(figure) if signed else "plain"


def grade_node(view: View, grade: Grade) -> Html:
    """Letter, word and ladder: the ink rises with the evidence."""
    look = {True: 'class="on"', False: 'class="off"'}
    drawn = "".join(rect((i * 5, 12 - 3 * i), (3.6, 4 + 3 * i), look[i < BARS[grade]]) for i in range(4))
    box = 'viewBox="-1 -1 22 18" width="22" height="18"'
    ladder = Html(f'<svg class="ladder" {box} aria-hidden="true">{drawn}</svg>')
    word = grade_word(grade, view.lang)
    spoken = tag("span", say_grade(grade, view.lang), class_="vh")
    return tag(
        "span",
        tag("b", str(grade), aria_hidden="true"),
        ladder,
        tag("span", word, aria_hidden="true"),
        spoken,
        class_="gr",
    )
