"""The ledger in words: amounts to the hundredth, months, what was recorded and what restates it."""

from retour.quantity import Grade
from retour.wording.names import Names
from retour.wording.numbers import money, month_of_year, number
from retour.wording.sentence import label, say
from retour.wording.values import grade_word
from retour.worth.ledger.amounts import MINOR
from retour.worth.ledger.book import WAITING, Moved, Told, Total
from retour.worth.ledger.entry import Amount, Entry
from retour.worth.ledger.month import Month


def say_month(month: Month, lang: str) -> str:
    """« octobre 2026 »."""
    return month_of_year(month.first, lang)


def say_hundredths(value: int, lang: str, currency: str) -> str:
    """An amount to the cent, as accounts are written."""
    return money(number(value / MINOR, lang, 2), lang, currency)


def say_amount(amount: Amount, lang: str) -> str:
    """An amount, or that nobody can say."""
    if amount.value is None:
        return label("ledger.nothing", lang)
    return say_hundredths(amount.value, lang, amount.currency)


def say_range(low: int | None, high: int | None, lang: str, currency: str) -> str:
    """« entre 12,00 € et 18,00 € »; empty where the two are one."""
    if low is None or high is None or low == high:
        return ""
    ends = {"low": say_hundredths(low, lang, currency), "high": say_hundredths(high, lang, currency)}
    return label("ledger.range", lang, **ends)


def say_unknown(amount: Amount, lang: str) -> str:
    """Why nobody can say."""
    return say(amount.unknown, amount.about, lang, family="unknown", currency=amount.currency)


def say_line(amount: Amount, names: Names) -> str:
    """What a line is about: its kind, and the indicator, the tool or the label that tells it from others."""
    code, _, turn = amount.line.partition("#")
    said = say(code, amount.about, names.lang, family="money")
    told = str(amount.about.get("label") or amount.about.get("tool") or "")
    told = told or (f"n° {turn}" if turn else "")
    return f"{said} ({told})" if told else said


def name_of(amount: Amount, names: Names) -> str:
    """The automation's own name; its key where it is no longer declared."""
    found = names.register.automation(amount.automation) if names.register else None
    return found.name.in_(names.lang) if found else amount.automation


def say_total(total: Total, lang: str, currency: str) -> str:
    """The total of one nature in a month, and how far it may be off."""
    nature = label(f"ledger.{total.nature.value}", lang)
    if total.value is None:
        return label("ledger.total_unknown", lang, nature=nature)
    amount = say_hundredths(total.value, lang, currency)
    range_ = say_range(total.low, total.high, lang, currency)
    code = "total_declared" if total.grade >= Grade.D else "total"
    code = code if range_ else "total_alone"
    said = label(f"ledger.{code}", lang, nature=nature, amount=amount, range=range_)
    return f"{said} ({grade_word(total.grade, lang)})"


def say_not_counted(total: Total, lang: str) -> str:
    """How many lines nobody can say; empty without any."""
    return label("ledger.not_counted", lang, n=total.unknown) if total.unknown else ""


def say_history(told: Told, lang: str) -> list[str]:
    """Each figure that was recorded, oldest first, with its day and its reason; the first one alone too."""
    return [_said(told, index, lang) for index in range(len(told.entries))]


def _said(told: Told, index: int, lang: str) -> str:
    entry = told.entries[index]
    details = {"day": entry.recorded, "amount": say_amount(entry.amount, lang), "because": entry.because}
    return label(f"ledger.{_kind(told, index, entry)}", lang, **details)


def _kind(told: Told, index: int, entry: Entry) -> str:
    if index == 0:
        return "was"
    if told.entries[index - 1].amount.unknown in WAITING:
        return "completed"
    return "restated_because" if entry.because else "restated"


def say_moved(moved: Moved, names: Names) -> str:
    """What would be said otherwise today."""
    now = moved.now
    details = {
        "month": say_month(now.month, names.lang),
        "name": name_of(now, names),
        "line": say_line(now, names),
        "now": say_amount(now, names.lang),
        "was": say_amount(moved.was.amount, names.lang) if moved.was else "",
    }
    return label(f"ledger.{_moved_code(moved)}", names.lang, **details)


def _moved_code(moved: Moved) -> str:
    if moved.was is None:
        return "moved_new"
    if moved.was.amount.value is None:
        return "moved_unknown"
    return "moved" if moved.now.value is not None else "moved_to_unknown"
