"""The calendar in words: where a review stands, why its date, when a reading is due, why so early."""

from collections.abc import Sequence
from datetime import date, timedelta

from retour.review.early import Early
from retour.review.readings import ReadingDue
from retour.review.rhythm import Obligation, State
from retour.review.weighty import Because
from retour.wording.names import Names
from retour.wording.numbers import listed
from retour.wording.sentence import label, say

MISSED = (State.STALE, State.LATE)


def say_state(owed: Obligation, lang: str) -> str:
    """« En retard », « À venir »."""
    return label(f"rhythm.state_{owed.state}", lang)


def say_when(day: date, today: date, lang: str) -> str:
    """« dans 11 jours », « 3 jours de retard », « aujourd’hui »."""
    days = (day - today).days
    if not days:
        return label("rhythm.today", lang)
    return label("rhythm.days_left" if days > 0 else "rhythm.days_late", lang, days=abs(days))


def say_every(owed: Obligation, lang: str) -> str:
    """How often it is reviewed, and why."""
    if not owed.key:
        return label("rhythm.every_other", lang)
    why = [label(f"rhythm.key_{share.because}", lang) for share in owed.key]
    return f"{label('rhythm.every_key', lang)} ({listed(why, lang)})"


def say_keys(owed: Sequence[Obligation], lang: str) -> str:
    """How the key automations were found, where nobody flagged any; empty where somebody did."""
    if any(share.because is Because.FLAGGED for one in owed for share in one.key) or not owed:
        return ""
    return label("rhythm.keys_computed" if any(o.key for o in owed) else "rhythm.keys_none", lang)


def say_last_reading(reading: ReadingDue, lang: str) -> str:
    """« 22 novembre 2026, d’après les données »."""
    if reading.last is None:
        return label("rhythm.never", lang)
    return label(f"rhythm.read_{reading.how}", lang, day=reading.last)


def say_frequency(reading: ReadingDue, lang: str) -> str:
    """« hebdomadaire », « non précisé »."""
    return label(str(reading.automation.follow_up or "not_said"), lang)


def say_early(early: Early, names: Names) -> str:
    """Why an automation is to be reviewed without waiting, with the figures."""
    what = names.named(early.automation, early.details)
    code = early.code if early.code != "volume" else _volume(what)
    said = say(code, what, names.lang, family="rhythm", currency=names.currency)
    return label("rhythm.early_line", names.lang, name=names.automation(early.automation), what=said)


def _volume(what: dict[str, object]) -> str:
    """More or less: the share is said without a sign, the window with its last day."""
    change, end = what.get("change"), what.get("end")
    if isinstance(end, date):
        what["last"] = end - timedelta(days=1)
    if not isinstance(change, float):
        return "volume_more"
    what["change"] = abs(change)
    return "volume_more" if change > 0 else "volume_less"


def say_summary(owed: Sequence[Obligation], readings: Sequence[ReadingDue], today: date, lang: str) -> str:
    """What is late on a day, reviews and readings."""
    late, unread = late_reviews(owed), [r for r in readings if r.late]
    if not owed:
        return label("rhythm.summary_none", lang)
    if not late and not unread:
        return label("rhythm.summary_clear", lang, day=today)
    return label("rhythm.summary_late", lang, late=len(late), readings=len(unread), day=today)


def late_reviews(owed: Sequence[Obligation]) -> list[Obligation]:
    """The reviews whose day is past."""
    return [one for one in owed if one.late > 0]
