"""Over-claims in what a reader sees: each sentence against the grade of the figures that it holds."""

import dataclasses
from collections.abc import Iterator, Mapping

from retour.assessment.result import Assessment
from retour.quantity import Estimate, Figure, Grade, Text, worst
from retour.wording.strength.blocks import Block, blocks
from retour.wording.strength.linting import OverClaim, traced, undefended
from retour.wording.strength.scale import BORNE_BY, Basis, Strength
from retour.wording.strength.vocabulary import Vocabulary, flat, sentences
from retour.wording.values import MONEY, grade_word, needs_defence, say_value

_GRADES = frozenset(Basis.of(grade) for grade in Grade)
_SHORTEST_NAME = 4  # letters under which a name is not looked for in a text


def lint_text(written: str, assessment: Assessment, lang: str) -> tuple[OverClaim, ...]:
    """What a page, a terminal's text or an e-mail over-claims about an assessment.

    In HTML the figures of a sentence are those of its `data-figure` nodes; in plain text those whose words
    stand in it. A sentence without a figure rests on what its code of the catalogue states, else on nothing.
    What people typed (names, statements, anything quoted) is theirs and not judged.
    """
    page = _Page.of(assessment, lang)
    return tuple(found for block in blocks(written) for found in page.judged(block))


@dataclasses.dataclass(frozen=True, slots=True)
class _Page:
    lang: str
    figures: Mapping[str, Figure]
    said: tuple[tuple[str, Figure], ...]  # the words of each effect and sum of money, longest first
    typed: tuple[str, ...]  # what people wrote, longest first

    @classmethod
    def of(cls, assessment: Assessment, lang: str) -> "_Page":
        currency = assessment.dossier.register.currency
        claims = [f for f in assessment.figures.values() if f.known and needs_defence(f)]
        said = {flat(say_value(figure, lang, currency)): figure for figure in claims}
        typed = {flat(name) for name in _typed(assessment.dossier.register)}
        return cls(
            lang,
            assessment.figures,
            tuple(sorted(said.items(), key=lambda item: -len(item[0]))),
            tuple(sorted((name for name in typed if len(name) >= _SHORTEST_NAME), key=len, reverse=True)),
        )

    def judged(self, block: Block) -> Iterator[OverClaim]:
        text = self._own_words(block.text)
        figures = self._figures(block, text)
        basis = _basis(figures)
        for part in sentences(text):
            held = _basis(self._figures_in(part)) if not block.figures else basis
            yield from self._too_strong(part, held or basis)
        yield from undefended(text, basis or Basis.NOTHING, self.lang)
        yield from self._bare_money(block)

    def _own_words(self, text: str) -> str:
        text = flat(text)
        for name in self.typed:
            text = text.replace(name, "“”")
        return text

    def _figures(self, block: Block, text: str) -> list[Figure]:
        keyed = [self.figures[key] for key, _ in block.figures if key in self.figures]
        return [figure for figure in keyed if figure.known] or self._figures_in(text)

    def _figures_in(self, text: str) -> list[Figure]:
        return [figure for words, figure in self.said if words in text]

    def _too_strong(self, part: str, basis: Basis | None) -> Iterator[OverClaim]:
        for strong in Vocabulary.of(self.lang).strong(part):
            if basis is not None and basis in BORNE_BY[strong.strength]:
                continue
            graded = basis in _GRADES and strong.strength is not Strength.ABSOLUTE
            if graded or traced(part, strong, self.lang) is None:
                yield OverClaim(
                    sentence=part, words=strong.words, why=strong.strength, basis=basis or Basis.NOTHING
                )

    def _bare_money(self, block: Block) -> Iterator[OverClaim]:
        """A sum that is a figure, whose own node lacks its interval or its evidence."""
        for key, text in block.figures:
            figure = self.figures.get(key)
            if figure is None or not figure.known or figure.unit not in MONEY:
                continue
            said, word = flat(text), flat(grade_word(figure.grade, self.lang))
            if flat(say_value(figure, self.lang)) not in said and isinstance(figure.value, Estimate):
                yield _money(said, "money.interval", figure)
            if word not in said:
                yield _money(said, "money.evidence", figure)


def _money(said: str, why: str, figure: Figure) -> OverClaim:
    return OverClaim(sentence=said, words=said[:40], why=why, basis=Basis.of(figure.grade), where=figure.key)


def _basis(figures: list[Figure]) -> Basis | None:
    """The weakest grade among effects and money; a count when there are only counts; None without figure."""
    claimed = [figure.grade for figure in figures if needs_defence(figure)]
    if claimed:
        return Basis.of(worst(claimed))
    if not figures:
        return None
    return (
        Basis.COUNTED
        if worst(f.grade for f in figures) is Grade.A
        else Basis.of(worst(f.grade for f in figures))
    )


def _typed(value: object) -> Iterator[str]:
    """Every text that people typed in a register."""
    match value:
        case str():
            yield value
        case Text():
            yield from (value.fr, value.en)
        case Mapping():
            for inner in value.values():
                yield from _typed(inner)
        case list() | tuple() | set() | frozenset():
            for inner in value:
                yield from _typed(inner)
        case _ if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from _typed(getattr(value, field.name))
