"""Over-claims: words stronger than what a sentence rests on, in the catalogues or in one sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from retour.wording.catalogue import catalogue
from retour.wording.strength.scale import BORNE_BY, Basis
from retour.wording.strength.stated import basis_of
from retour.wording.strength.vocabulary import Strong, Vocabulary, flat, sentences

_SLOT = re.compile(r"\{(\w+)(?::(noun|pick) ([^{}|]*)\|([^{}]*)|[^{}]*)\}")
_AMOUNT = re.compile(r"[€$£] ?\d|\d ?(?:€|EUR|k€|CHF)|\bCHF \d")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverClaim:
    """A sentence that says more than it can: `words` are too strong, or stand without what defends them.

    `why` is a strength, or ``money.interval``, ``money.evidence``, ``effect.comparison``; `where` is a code
    of the catalogue, a figure's key, or empty.
    """

    sentence: str
    words: str
    why: str
    basis: Basis
    where: str = ""


def over_claims(sentence: str, basis: Basis, lang: str, *, where: str = "") -> tuple[OverClaim, ...]:
    """What one text, of one or more sentences, over-claims when it rests on `basis`."""
    text = flat(sentence)
    found = [
        _over(part, strong.words, strong.strength, basis, where)
        for part in sentences(text)
        for strong in Vocabulary.of(lang).strong(part)
        if basis not in BORNE_BY[strong.strength]
    ]
    return (*found, *undefended(text, basis, lang, where=where))


def lint_catalogue(lang: str) -> tuple[OverClaim, ...]:
    """The sentences of a language's catalogues whose words are stronger than what they state to rest on."""
    return tuple(
        found
        for family, said in catalogue(lang).items()
        for code, sentence in said.items()
        for written in unfilled(sentence)
        for found in over_claims(written, basis_of(family, code), lang, where=f"{family}.{code}")
    )


def undefended(text: str, basis: Basis, lang: str, *, where: str = "") -> Iterator[OverClaim]:
    """A gain in money without interval or evidence, and a change named an effect without a comparison."""
    words = Vocabulary.of(lang)
    beside = words.beside
    for part in sentences(text):
        gain, effect = beside["worth"].search(part), beside["effect"].search(part)
        if gain and _AMOUNT.search(part) and not part.endswith("?") and not words.hedged(part, gain):
            missing = [need for need in ("interval", "evidence") if not beside[need].search(text)]
            yield from (_over(part, gain[0], f"money.{need}", basis, where) for need in missing)
        if effect and not beside["against"].search(text):
            yield _over(part, effect[0], "effect.comparison", basis, where)


def _over(sentence: str, words: str, why: str, basis: Basis, where: str) -> OverClaim:
    return OverClaim(sentence=sentence, words=words, why=why, basis=basis, where=where)


def unfilled(sentence: str) -> tuple[str, ...]:
    """A sentence of the catalogue with a mark for each of its slots: in the singular, then in the plural."""
    return tuple(dict.fromkeys(_SLOT.sub(partial(_form, form=form), sentence) for form in (3, 4)))


def _form(slot: re.Match[str], form: int) -> str:
    if slot[2] is None:
        return "~"
    return f"~ {slot[form]}" if slot[2] == "noun" else slot[form]


def traced(part: str, strong: Strong, lang: str) -> Basis | None:
    """What a strong word of a written sentence rests on, when a sentence of the catalogue put it there."""
    for template, basis in _strong_templates(lang):
        for found in template.finditer(part):
            if found.start() <= strong.at < found.end() and basis in BORNE_BY[strong.strength]:
                return basis
    return None


@cache
def _strong_templates(lang: str) -> tuple[tuple[re.Pattern[str], Basis], ...]:
    """The sentences of the catalogue that use strong words rightly, as patterns of what they become."""
    words = Vocabulary.of(lang)
    return tuple(
        (_template(part), basis_of(family, code))
        for family, said in catalogue(lang).items()
        for code, sentence in said.items()
        for written in unfilled(sentence)
        for part in sentences(flat(written))
        if any(basis_of(family, code) in BORNE_BY[found.strength] for found in words.strong(part))
    )


def _template(part: str) -> re.Pattern[str]:
    return re.compile(".{0,120}?".join(re.escape(piece) for piece in part.split("~")), re.IGNORECASE)
