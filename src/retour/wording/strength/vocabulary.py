"""The strong words of a language: found in a sentence, unless they are denied, doubted or asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from retour.wording.catalogue import parse
from retour.wording.strength.scale import Strength

_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'"})
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_REACH = 45  # characters before a word in which a doubt still bears on it


@dataclass(frozen=True, slots=True)
class Strong:
    """A strong word found in a sentence: the words, where they begin and their strength."""

    words: str
    at: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns of one language."""

    strengths: dict[Strength, re.Pattern[str]]
    hedge: re.Pattern[str]
    after: re.Pattern[str]
    cancel: re.Pattern[str]
    clause: re.Pattern[str]
    beside: dict[str, re.Pattern[str]]

    @classmethod
    def of(cls, lang: str) -> "Vocabulary":
        """The vocabulary of a language (``fr`` or ``en``)."""
        return _vocabulary(lang)

    def strong(self, sentence: str) -> Iterator[Strong]:
        """The strong words that the sentence asserts; its text must be `flat`."""
        if sentence.rstrip(" \u201d»").endswith("?"):
            return
        for strength, pattern in self.strengths.items():
            for found in pattern.finditer(sentence):
                if not self.hedged(sentence, found):
                    yield Strong(found[0], found.start(), strength)

    def hedged(self, sentence: str, found: re.Match[str]) -> bool:
        """True when the words found are denied, doubted or supposed within their clause."""
        begins = max((m.end() for m in self.clause.finditer(sentence, 0, found.start())), default=0)
        before = sentence[max(begins, found.start() - _REACH) : found.start()]
        denied = self.hedge.search(before) or self.after.match(sentence[found.end() :].lstrip())
        return denied is not None and self.cancel.search(before) is None


def flat(text: str) -> str:
    """Ordinary spaces, straight apostrophes, and nothing of what is quoted: those are others' words."""
    return re.sub(r"\s+", " ", _QUOTED.sub("“”", text.translate(_PLAIN))).strip()


def sentences(text: str) -> list[str]:
    """A flat text cut at the ends of its sentences."""
    return [part for part in re.split(r"(?<=[.!…])\s+(?=[^a-zà-ÿ])|(?<=\?)\s+|\s·\s", text) if part.strip()]


@cache
def _vocabulary(lang: str) -> Vocabulary:
    from retour.wording.en import strong as english  # noqa: PLC0415  read on first use, like the sentences
    from retour.wording.fr import strong as french  # noqa: PLC0415

    lines = parse({"fr": french.TEXT, "en": english.TEXT}[lang])
    found = {name: _pattern(line) for name, line in lines.items()}
    return Vocabulary(
        strengths={strength: found[strength] for strength in Strength},
        hedge=found["hedge"],
        after=found["after"],
        cancel=found["cancel"],
        clause=found["clause"],
        beside={name: found[name] for name in ("effect", "against", "worth", "interval", "evidence")},
    )


def _pattern(line: str) -> re.Pattern[str]:
    """Alternatives parted by " | ", as whole words; a continued line may break inside one."""
    parts = [re.sub(r" (?=\|)|(?<=\() ", "", part.strip()) for part in re.split(r"\s\|\s", line)]
    return re.compile("|".join(_whole(part) for part in parts if part), re.IGNORECASE)


def _whole(part: str) -> str:
    """A pattern that neither begins nor ends inside a word; an elision or a space is an end."""
    return part if part.startswith("[") else rf"(?<!\w)(?:{part})(?:(?<=['\s])|(?!\w))"
