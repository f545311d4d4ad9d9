"""Catalogues of full sentences, keyed by code, one per language and family of codes."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

Family = Mapping[str, str]


def parse(text: str) -> Family:
    """Read `code = sentence` lines; an indented line continues the sentence, `#` begins a comment.

    Raises:
        ValueError: a code is said twice, or a line has no code.
    """
    said: dict[str, str] = {}
    code = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            said[code] += " " + line.strip()
            continue
        code, equals, sentence = line.partition(" = ")
        if not equals or code in said:
            raise ValueError(f"catalogue.line: {line}")
        said[code] = sentence.strip()
    return MappingProxyType(said)


@cache
def catalogue(lang: str) -> Mapping[str, Family]:
    """Every family of one language (``fr`` or ``en``)."""
    from retour.wording import en, fr  # noqa: PLC0415  the sentences import nothing and load on first use

    return {"fr": fr.FAMILIES, "en": en.FAMILIES}[lang]


def find(code: str, family: str, lang: str) -> str | None:
    """The template of a code: in its family first, then wherever else it is said."""
    families = catalogue(lang)
    if code in families.get(family, {}):
        return families[family][code]
    return next((said[code] for said in families.values() if code in said), None) if not family else None
