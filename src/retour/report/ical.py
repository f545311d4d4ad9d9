"""A calendar that other programs subscribe to: RFC 5545, whole days, so that no time zone can move one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import category

from retour.report.node import View
from retour.report.rhythm import Calendar
from retour.review.readings import COMPUTED, ReadingDue
from retour.review.rhythm import Obligation
from retour.wording.numbers import day
from retour.wording.rhythm import say_every, say_state, say_when

OCTETS = 75  # a line, its end left out
REMINDED = 7  # days before
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, and what some readers end lines at


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A whole day. `uid` is the same for the same obligation, whatever its text; `revision` only rises."""

    uid: str
    day: date
    title: str
    about: str
    address: str = ""
    revision: int = 0


def ical(view: View, calendar: Calendar, place: str) -> str:
    """The reviews and the readings to type, as an iCalendar file.

    Args:
        view: the assessment, the words, where a sheet is (whole addresses).
        calendar: what is owed on the assessment's day; what is late stands on that day until it is done.
        place: what makes the identifiers unique: the workspace's key and host.
    """
    title = f"{view.assessment.dossier.register.name} · {view.label('rhythm.title')}"
    events = [*_reviews(view, calendar.owed, place), *_readings(view, calendar.readings, place)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Retour//Retour//" + view.lang.upper(),
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
        f"X-WR-TIMEZONE:{escaped(view.assessment.dossier.register.timezone)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        *(line for event in events for line in _event(event, view.assessment.today)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _reviews(view: View, owed: Sequence[Obligation], place: str) -> Iterator[Event]:
    today = view.assessment.today
    for one in owed:
        name = view.names.automation(one.automation)
        when = f"{say_state(one, view.lang)} ({say_when(one.slot, today, view.lang)})"
        yield Event(
            uid=f"review-{one.automation.key}-{one.slot}@{place}",
            day=max(one.slot, today),
            title=view.label("rhythm.ical_review", name=name),
            about=f"{day(one.slot, view.lang)} · {when}\n{say_every(one, view.lang)}",
            address=view.manner.review(one.automation.key) or view.manner.sheet(one.automation.key) or "",
            revision=one.late,
        )


def _readings(view: View, readings: Sequence[ReadingDue], place: str) -> Iterator[Event]:
    """The readings that a person makes; those that are computed ask for nothing until they are late."""
    today = view.assessment.today
    for one in readings:
        if one.due is None or (one.how == COMPUTED and not one.late):
            continue
        name = view.names.automation(one.automation)
        yield Event(
            uid=f"reading-{one.automation.key}-{one.due}@{place}",
            day=max(one.due, today),
            title=view.label("rhythm.ical_reading", name=name),
            about=f"{day(one.due, view.lang)} ({say_when(one.due, today, view.lang)})",
            address=view.manner.sheet(one.automation.key) or "",
            revision=one.late,
        )


def _event(event: Event, today: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_basic(today)}T000000Z"
    yield f"SEQUENCE:{event.revision}"
    yield f"DTSTART;VALUE=DATE:{_basic(event.day)}"
    yield f"DTEND;VALUE=DATE:{_basic(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"DESCRIPTION:{escaped(event.about)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}")
    yield from (f"TRIGGER:-P{REMINDED}D", "END:VALARM", "END:VEVENT")


def _basic(value: date) -> str:
    """A day as the standard writes it: 20261123."""
    return value.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text value: what would end it or part it is escaped, control characters are left out."""
    plain = "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or category(c) not in UNSEEN)
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, "\\" + mark)
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line of at most 75 octets: the rest goes on lines that begin with a space, no letter cut in two."""
    parts, room, size = [""], OCTETS, 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > room:
            parts.append("")
            room, size = OCTETS - 1, 0
        parts[-1] += letter
        size += octets
    return "\r\n ".join(parts)
