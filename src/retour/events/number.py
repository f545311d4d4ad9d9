"""Numbers as people write them (``1.234,56 €``, ``1 234,56``, ``(12.00)``), as scaled integers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

LARGEST = 2**53  # beyond this, a scaled integer is no amount of a firm's case
BLANK = frozenset({"", "-", "--", "null", "none", "n/a"})
_MARKS = {",": "comma", ".": "point"}
_DROP = dict.fromkeys(map(ord, "€$£"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t'\u2019"), " ")
_CURRENCY = re.compile(r"^(?:eur|usd|gbp|chf|cad)|(?:eur|euros?|usd|gbp|chf|cad|ht|ttc|fr\.)+$")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>\d{1,3}(?P<group>[ .,])\d{3}(?:(?P=group)\d{3})*|\d*)"
    r"(?:(?P<mark>[.,])(?P<rest>\d*))?(?P<power>e[+-]?\d{1,3})?"
)
_USUAL = re.compile(r"(-?)(\d{1,12})(?:[.,](\d{1,2}))?")  # can be read in one way only
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf(?:inity|ini)?|∞)")


@dataclass(frozen=True, slots=True)
class DecimalEvidence:
    """How many values settle their decimal mark, and how many could be read both ways (``1.234``)."""

    comma: int = 0
    point: int = 0
    either: int = 0

    def __add__(self, other: "DecimalEvidence") -> "DecimalEvidence":
        return DecimalEvidence(self.comma + other.comma, self.point + other.point, self.either + other.either)


def read_number(value: str, *, places: int, comma: bool) -> int | str | None:
    """A written number as an integer in units of 10^-places, rounded half to even.

    Args:
        value: the text; thousands may be parted by spaces of any width, points, commas, apostrophes.
        places: 2 gives cents, 3 thousandths.
        comma: whether the decimal mark is a comma where the value alone does not tell (``1.234``).

    Returns:
        The scaled integer; None when blank; or what is wrong: ``unreadable``, ``not_finite``,
        ``too_large``.
    """
    usual = _USUAL.fullmatch(value)
    if usual and places >= 2:
        scaled = int(usual[2] + (usual[3] or "").ljust(places, "0"))
        return -scaled if usual[1] else scaled
    text = _tidy(value)
    if text in BLANK:
        return None
    if _NOT_FINITE.fullmatch(text):
        return "not_finite"
    negative = text.startswith("(") and text.endswith(")")
    found = _NUMBER.fullmatch(text[1:-1].strip() if negative else text)
    plain = _with_point(found, comma=comma) if found else None
    if plain is None:
        return "unreadable"
    return _scaled(f"-{plain}" if negative else plain, places)


def decimal_evidence(values: Iterable[str]) -> DecimalEvidence:
    """Count the values that settle whether the decimal mark of a column is a comma or a point."""
    counts = {"comma": 0, "point": 0, "either": 0}
    for value in values:
        found = _NUMBER.fullmatch(_tidy(value))
        mark = found and _mark(found)
        if mark:
            counts[mark] += 1
    return DecimalEvidence(**counts)


def _tidy(value: str) -> str:
    text = value.translate(_SPACES).translate(_DROP).lower().replace("−", "-").strip()
    return text if text in BLANK else _CURRENCY.sub("", text).strip()


def _mark(found: re.Match[str]) -> str | None:
    """The decimal mark that a number shows: comma, point, either, or None when it shows none."""
    group, mark, whole = found["group"], found["mark"], found["whole"]
    if mark:
        return _MARKS[mark]
    if group not in _MARKS:
        return None
    if whole.startswith("0"):
        return _MARKS[group]
    if whole.count(group) > 1:
        return _MARKS["." if group == "," else ","]
    return "either"


def _with_point(found: re.Match[str], *, comma: bool) -> str | None:
    group, mark, whole, rest = found["group"], found["mark"], found["whole"], found["rest"] or ""
    if (mark and mark == group) or not (whole or rest):
        return None
    shown = _mark(found)
    decimal = ("comma" if comma else "point") if shown == "either" else shown
    if group and not mark and decimal == _MARKS.get(group):
        whole, _, rest = whole.partition(group)
        if group in rest:
            return None
    elif group:
        whole = whole.replace(group, "")
    return f"{found['sign']}{whole or 0}.{rest or 0}{found['power'] or ''}"


def _scaled(plain: str, places: int) -> int | str:
    scaled = Decimal(plain).scaleb(places).to_integral_value(ROUND_HALF_EVEN)
    return int(scaled) if abs(scaled) < LARGEST else "too_large"
