"""How people write a range, a length of time and a day in one field, in French or in English."""

import re
from datetime import date

from retour.quantity import DeclaredRange

MOST = 3  # numbers in a range: low, likely, high
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
_BETWEEN = re.compile(r"(?<=[\d%a-z])\s*(?:-|–|—|/|;|à|to|et|and)\s*(?=[-+−]?\d)")
_THOUSANDS = {
    "fr": re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))"),
    "en": re.compile(r"(?<=\d)[\s,](?=\d{3}(?!\d))"),
}
_UNIT = re.compile(r"\s*(?:%|(?!(?:à|to|et|and)$)[^\W\d_][\w€/%]*|€)?")
_SPAN = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\w+)")
_UNITS = {
    **dict.fromkeys(("d", "j", "day", "days", "jour", "jours"), "d"),
    **dict.fromkeys(("h", "hour", "hours", "heure", "heures"), "h"),
    **dict.fromkeys(("w", "week", "weeks", "sem", "semaine", "semaines"), "w"),
    **dict.fromkeys(("min", "minute", "minutes"), "min"),
    **dict.fromkeys(("wd", "jo"), "wd"),
}
_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def range_in(words: str, lang: str = "fr") -> DeclaredRange | None:
    """``10``, ``6-15``, « 6 à 15 » or ``6 - 10 - 15``: low, likely, high; the middle when two are given.

    None when there is no number, more than three, when they are not in order, or when only a space
    stands between two of them.
    """
    parts = _BETWEEN.split(_THOUSANDS[lang].sub("", words.strip().lower()))
    numbers = [number for part in parts if (number := _number(part)) is not None]
    if len(numbers) < len(parts) or len(numbers) > MOST or numbers != sorted(numbers):
        return None
    middle = numbers[1] if len(numbers) == MOST else (numbers[0] + numbers[-1]) / 2
    return DeclaredRange(numbers[0], middle, numbers[-1])


def _number(part: str) -> float | None:
    """The number of a part, whatever unit is written after it."""
    found = _NUMBER.match(part.strip())
    if found is None or not _UNIT.fullmatch(part.strip()[found.end() :]):
        return None
    return float(found[0].replace(",", ".").replace("−", "-"))


def span_in(words: str) -> str | None:
    """A length of time as a document writes it (``30d``); a number alone is days."""
    found = _SPAN.fullmatch(words.strip().lower() if not words.strip().isdecimal() else f"{words.strip()}d")
    if found is None or found[2] not in _UNITS or not float(found[1].replace(",", ".")):
        return None
    return found[1].replace(",", ".") + _UNITS[found[2]]


def day_in(words: str) -> date | None:
    """A day written day first or year first."""
    first = _FIRST.fullmatch(words.strip())
    try:
        if first:
            return date(int(first[3]), int(first[2]), int(first[1]))
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


def written(value: DeclaredRange, lang: str = "fr") -> str:
    """A range as one field shows it: ``6 - 10 - 15``; one number when there is only one."""
    ends = (value.low, value.mode, value.high)
    plain = [f"{end:g}" for end in (ends if len(set(ends)) > 1 else ends[:1])]
    return " - ".join(plain).replace(".", "," if lang == "fr" else ".")
