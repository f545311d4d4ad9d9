"""Reading a value that nobody vouches for: what is not of the expected kind is simply not there."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
LONGEST_NAME = 80


def mapping(value: object) -> Mapping[str, object]:
    """The mapping, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> Iterator[Mapping[str, object]]:
    """The mappings of a list."""
    return (item for item in items(value) if isinstance(item, dict))


def words(value: object) -> str:
    """A short text on one line, without anything that could move a cursor; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = " ".join(_UNPRINTABLE.sub(" ", str(value)[: 4 * LONGEST_NAME]).split())
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def text(value: object) -> str:
    """A text as it is; empty for anything else."""
    return value if isinstance(value, str) else ""


def flag(value: object) -> bool | None:
    """True or false; None for anything else."""
    return value if isinstance(value, bool) else None


def count(value: object) -> int | None:
    """A whole number from 0 to a billion; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1e9:
        return None
    return int(value)


def at(value: object, *path: str) -> object:
    """What is found by walking down these keys; None when a step is missing."""
    for key in path:
        value = mapping(value).get(key)
    return value


def day(value: object) -> date | None:
    """The day, in UTC, of a moment written as ISO 8601; None for anything else."""
    try:
        moment = datetime.fromisoformat(text(value)[:40])
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def leaves(value: object) -> Iterator[tuple[str, str]]:
    """Every text inside a value, however deep, with the nearest key above it."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        key, found = waiting.pop()
        if isinstance(found, str):
            yield key, found
        elif isinstance(found, dict):
            waiting += [(str(k), v) for k, v in found.items()]
        elif isinstance(found, list):
            waiting += [(key, v) for v in found]


def mentions(pattern: re.Pattern[str], value: object) -> bool:
    """A text inside the value, or the key of one, holds the pattern."""
    return any(pattern.search(said) or pattern.search(key) for key, said in leaves(value))
