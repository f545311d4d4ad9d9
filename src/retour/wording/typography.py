"""French typography: the spaces that must not break, and the apostrophe that must curl."""

import re

from retour.wording.numbers import NARROW, NBSP

_BEFORE = re.compile(r"[ \u00a0]+([;:!?%€])")
_QUOTED = ((re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP), (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"))
_EQUALS = re.compile(r"\bn = (?=[\d…])")
_UNITS = "€|%|h|min|s|j|jours?|semaines?|mois|points?|dossiers?|ETP|FTE|hours?|days?|weeks?|months?|cases?"
_DIGIT_WORD = re.compile(rf"(?<=\d) (?=(?:{_UNITS})\b)")


def french(text: str) -> str:
    """U+202F before ; : ! ? % €, U+00A0 inside « », curly apostrophes, « n = 984 » unbreakable."""
    text = _BEFORE.sub(NARROW + r"\1", text)
    for pattern, replacement in _QUOTED:
        text = pattern.sub(replacement, text)
    return text.replace("'", "’")


def set_type(text: str, lang: str) -> str:
    """A sentence with the spacing of its language; numbers stay with their units."""
    text = _EQUALS.sub(f"n{NBSP}={NBSP}", text)
    text = _DIGIT_WORD.sub(NBSP, text)
    return french(text) if lang == "fr" else text
