"""YAML 1.2 plain scalars as plain Python (core schema). `yes`, `no` and dates stay texts."""

import re

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

Scalar = str | int | float | bool | None


def plain(words: str) -> Scalar:
    """The value of an unquoted scalar. `00042` stays a text: it is a number to nobody."""
    if _NULL.fullmatch(words):
        return None
    if _TRUE.fullmatch(words):
        return True
    if _FALSE.fullmatch(words):
        return False
    if _INTEGER.fullmatch(words):
        return int(words)
    if _SPECIAL.fullmatch(words):
        return float(words.replace(".", "", 1))
    return float(words) if _FLOAT.fullmatch(words) else words
