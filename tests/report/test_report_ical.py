"""The calendar for other programs: read back by other readers, same identifiers, days that do not move."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.assessments import assessment, leads, quotes
from retour.quantity import Text
from retour.register.automation import FollowUp
from retour.report.ical import escaped, folded, ical
from retour.report.manner import Manner, nowhere
from retour.report.node import View
from retour.report.rhythm import Calendar
from retour.review.readings import readings_due
from retour.review.rhythm import obligations

SERVED = Manner(sheet=lambda key: f"https://retour.example.com/w/abc/a/{key}/", figure=nowhere)
HARD = "Relance ; devis, à J+7 : « oui » \\ 100 %, " + "é" * 60


def feed(day: date, lang: str = "fr", **changes) -> str:
    one = replace(quotes(), automation=replace(quotes().automation, **changes))
    now = replace(assessment(one, leads()), today=day)
    since = date(2026, 6, 1)
    calendar = Calendar(
        owed=obligations((), now, since=since), readings=readings_due(now, since=since), early=()
    )
    return ical(View.of(now, lang, SERVED), calendar, "abc.retour.example.com")


def read(text: str) -> list[dict[str, str]]:
    """A reader of our own: unfolds, splits, takes the escapes away; properties of each event."""
    events: list[dict[str, str]] = []
    inside = ""
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line.startswith("BEGIN:"):
            inside = value
            if value == "VEVENT":
                events.append({})
        elif line.startswith("END:"):
            inside = "VEVENT" if value == "VALARM" else ""
        elif inside == "VEVENT":
            events[-1][name] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    out, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters)
            out += "\n" if following in "nN" else following
        else:
            out += letter
    return out


def test_every_obligation_is_a_whole_day_with_its_name_and_its_sheet():
    day = date(2026, 6, 2)
    events = read(feed(day, name=Text(fr=HARD, en=HARD), key_automation=True))
    one = next(e for e in events if e["UID"].startswith("review-quotes-"))
    slot = date.fromisoformat(one["UID"].removeprefix("review-quotes-").partition("@")[0])
    assert one["SUMMARY"].startswith("Revue\u202f: Relance")
    assert "\\ 100" in one["SUMMARY"]
    assert "é" * 60 in one["SUMMARY"]
    assert one["DTSTART;VALUE=DATE"] == f"{slot:%Y%m%d}"
    assert one["DTEND;VALUE=DATE"] == f"{slot + timedelta(days=1):%Y%m%d}"
    assert one["URL"] == "https://retour.example.com/w/abc/a/quotes/"


def readings(day: date) -> list[str]:
    """Of an automation read every month from data that ends on 22 November 2026."""
    found = read(feed(day, follow_up=FollowUp.MONTHLY))
    return [e["UID"] for e in found if e["UID"].startswith("reading-")]


def test_what_is_late_stands_today_with_the_same_identifier_and_a_higher_revision():
    on_time, late, later = (
        next(e for e in read(feed(day, key_automation=True)) if e["UID"].startswith("review-quotes-"))
        for day in (date(2026, 6, 2), date(2026, 11, 22), date(2026, 11, 23))
    )
    assert on_time["UID"] == late["UID"] == later["UID"]
    assert late["DTSTART;VALUE=DATE"] == "20261122"
    assert int(later["SEQUENCE"]) == int(late["SEQUENCE"]) + 1 > int(on_time["SEQUENCE"])


def test_a_computed_reading_is_nobody_s_appointment_until_it_is_late():
    assert [uid for uid in readings(date(2026, 12, 1)) if "quotes" in uid] == []
    assert len([uid for uid in readings(date(2027, 3, 1)) if "quotes" in uid]) == 1


def test_no_line_is_longer_than_75_octets_and_every_line_ends_as_the_standard_says():
    text = feed(date(2026, 6, 2), name=Text(fr=HARD, en=HARD))
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=300))
def test_any_name_comes_back_as_it_was_once_folded_and_escaped(name):
    line = folded(f"SUMMARY:{escaped(name)}")
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    assert unescaped(line.replace("\r\n ", "").removeprefix("SUMMARY:")) == name


def test_a_name_cannot_add_a_line_of_its_own():
    assert escaped("a\r\nBEGIN:VEVENT\x00\u2028") == "a\\nBEGIN:VEVENT"


def test_another_implementation_reads_the_same_events():
    icalendar = pytest.importorskip("icalendar", reason="the library is not installed here")
    text = feed(date(2026, 6, 2), name=Text(fr=HARD, en=HARD))
    found = icalendar.Calendar.from_ical(text.encode())
    theirs = {str(e["uid"]): (str(e["summary"]), f"{e['dtstart'].dt:%Y%m%d}") for e in found.walk("VEVENT")}
    ours = {e["UID"]: (e["SUMMARY"], e["DTSTART;VALUE=DATE"]) for e in read(text)}
    assert theirs == ours
