"""Numbers, money, durations and dates as people write them. Babel is used here and nowhere else.

French puts U+202F before the unit and between thousands, and U+00A0 inside quotes; the minus is U+2212.
The digits are the same in both languages: only separators and words differ.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_symbol

NARROW = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"
NOT_A_NUMBER = "…"
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
_SHORT = {HOUR: ("h", "h"), MINUTE: ("min", "min"), 1.0: ("s", "s")}
_DURATION = {"fr": {DAY: ("jour", "jours"), **_SHORT}, "en": {DAY: ("day", "days"), **_SHORT}}


def decimals_for(half_width: float) -> int | None:
    """Decimals that keep two significant digits of an interval's half-width; None without a width.

    4 704 ± 1 175 is rounded to hundreds (-2), 3.71 ± 1.5 to tenths (1).
    """
    if not math.isfinite(half_width) or half_width <= 0:
        return None
    return min(6, 1 - math.floor(math.log10(half_width)))


def exact_decimals(value: float) -> int:
    """Decimals that keep three significant digits, and every digit of an integer."""
    if not math.isfinite(value) or value == 0:
        return 0
    return min(6, max(0, 2 - math.floor(math.log10(abs(value)))))


def two_digits(value: float) -> float:
    """A size rounded to two significant digits: 0.04183 is 0.042."""
    return float(f"{value:.2g}")


def number(
    value: float, lang: str, decimals: int | None = None, *, signed: bool = False, strip: bool = False
) -> str:
    """A number with its separators; `decimals` None keeps three significant digits, zeros stripped."""
    if not math.isfinite(value):
        return NOT_A_NUMBER
    places = exact_decimals(value) if decimals is None else decimals
    rounded = round(value, places)
    tail = ("#" if strip or decimals is None else "0") * max(places, 0)
    text = format_decimal(abs(rounded), format="#,##0." + tail if tail else "#,##0", locale=lang)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + str(text)


def rounded(value: float, lang: str) -> str:
    """A sum in a sentence: three significant digits at most, cents below 100. 1 663 is said 1 660."""
    if not math.isfinite(value):
        return NOT_A_NUMBER
    if abs(value) < 100:
        return number(value, lang, 0 if value == round(value) else 2)
    return number(value, lang, min(0, 2 - math.floor(math.log10(abs(value)))))


def integer(value: float, lang: str) -> str:
    """A whole number with its thousands separators."""
    return number(value, lang, 0)


def is_one(value: float, lang: str) -> bool:
    """True when a noun after this number is singular: below two in French, exactly one in English."""
    return abs(value) < 2 if lang == "fr" else abs(value) == 1


def noun(value: float, lang: str, one: str, many: str) -> str:
    """A number and its noun, never broken across two lines."""
    return f"{number(value, lang)}{NBSP}{one if is_one(value, lang) else many}"


def percent(text: str, lang: str) -> str:
    """An already written number, as a percentage."""
    return f"{text}{NARROW}%" if lang == "fr" else f"{text}%"


def money(text: str, lang: str, currency: str) -> str:
    """An already written number, as money. English puts the symbol between the sign and the digits."""
    symbol = get_currency_symbol(currency, locale=lang)
    if lang == "fr":
        return f"{text}{NARROW}{symbol}"
    sign, digits = (text[0], text[1:]) if text[:1] in {"+", MINUS} else ("", text)
    return f"{sign}{symbol}{NBSP if symbol[-1:].isalpha() else ''}{digits}"


def duration_size(seconds: float) -> float:
    """The unit that a duration is said in, in seconds: days from two days on, hours from 90 minutes."""
    length = abs(seconds)
    if length >= 2 * DAY:
        return DAY
    if length >= 1.5 * HOUR:
        return HOUR
    return MINUTE if length >= MINUTE or length == 0 else 1.0


def duration_unit(size: float, value: float, lang: str) -> str:
    """The word for a duration's unit after `value`."""
    one, many = _DURATION[lang][size]
    return one if is_one(value, lang) else many


def duration(seconds: float, lang: str, *, signed: bool = False) -> str:
    """A duration on its own: 45 min, 4 h, 3,2 jours."""
    size = duration_size(seconds)
    value = seconds / size
    return f"{number(value, lang, signed=signed)}{NBSP}{duration_unit(size, value, lang)}"


def day(value: date, lang: str) -> str:
    """A full date; the first of the month is « 1ᵉʳ » in French."""
    text = str(format_date(value, "d MMMM y", locale=lang))
    if lang == "fr" and value.day == 1:
        text = text.replace("1 ", "1ᵉʳ ", 1)
    return text.replace(" ", NBSP)


def moment(value: datetime, lang: str) -> str:
    """A date and its time of day."""
    if lang == "fr":
        return f"{day(value, lang)}{NBSP}à{NBSP}{value.hour}{NBSP}h{NBSP}{value.minute:02d}"
    return f"{day(value, lang)} at {value:%H:%M}"


def month(value: date, lang: str) -> str:
    """A short month for an axis; January carries its year."""
    return str(format_skeleton("yMMM" if value.month == 1 else "MMM", value, locale=lang))


def month_of_year(value: date, lang: str) -> str:
    """A month and its year in words."""
    return str(format_date(value, "MMMM y", locale=lang)).replace(" ", NBSP)


def listed(items: Sequence[str], lang: str) -> str:
    """A list in words: « a, b et c »."""
    return str(format_list(list(items), style="standard", locale=lang)) if items else ""
