"""The calendar of reviews and readings, on a page and in the terminal: the same words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retour.report.html import Child, Html, grid, join, listing, tag
from retour.report.node import View
from retour.report.steering import named
from retour.report.terminal import wrapped
from retour.review.early import Early
from retour.review.readings import ReadingDue
from retour.review.rhythm import Obligation
from retour.wording.numbers import day
from retour.wording.rhythm import (
    MISSED,
    late_reviews,
    say_early,
    say_every,
    say_frequency,
    say_keys,
    say_last_reading,
    say_state,
    say_summary,
    say_when,
)

REVIEWS = ("name", "state", "slot", "last", "every")
READINGS = ("name", "frequency", "read", "next")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a workspace owes on a day: reviews, readings, and what asks for a review at once."""

    owed: Sequence[Obligation]
    readings: Sequence[ReadingDue]
    early: Sequence[Early]

    @property
    def is_late(self) -> bool:
        """True when a review or a reading is past its day."""
        return bool(late_reviews(self.owed)) or any(r.late for r in self.readings)


def summary(view: View, calendar: Calendar) -> str:
    """What is late, in a sentence."""
    return say_summary(calendar.owed, calendar.readings, view.assessment.today, view.lang)


def calendar_blocks(view: View, calendar: Calendar) -> Html:
    """The three blocks of the page: what cannot wait, the reviews, the readings."""
    return join([_early(view, calendar.early), _reviews(view, calendar.owed), _readings(view, calendar)])


def _early(view: View, early: Sequence[Early]) -> Html:
    lines = [say_early(one, view.names) for one in early]
    note = view.label("rhythm.early_note" if lines else "rhythm.early_none")
    return _block(view, "early", tag("p", note, class_="note"), listing(lines, "plain"))


def _reviews(view: View, owed: Sequence[Obligation]) -> Html:
    note = " ".join([view.label("rhythm.intro"), say_keys(owed, view.lang)]).strip()
    head = [view.label(f"rhythm.column_{code}") for code in REVIEWS]
    table = grid(head, [_review(view, one) for one in owed], view.label("rhythm.reviews"), "data loose")
    return _block(view, "reviews", tag("p", note, class_="note"), table if owed else None)


def _review(view: View, owed: Obligation) -> tuple[Child, ...]:
    today = view.assessment.today
    state = tag("b", say_state(owed, view.lang), class_="alert" if owed.state in MISSED else None)
    last = day(owed.reviewed, view.lang) if owed.reviewed else view.label("rhythm.never")
    return (
        _reviewed_at(view, owed),
        state,
        join([_time(view, owed), tag("small", say_when(owed.slot, today, view.lang))], " "),
        last,
        say_every(owed, view.lang),
    )


def _reviewed_at(view: View, owed: Obligation) -> Html:
    """The name, leading to the review where there is such a page, else to the sheet."""
    address = view.manner.review(owed.automation.key)
    if address is None:
        return named(view, view.assessment.sheet(owed.automation.key))
    return tag("a", view.names.automation(owed.automation), href=address, class_="name")


def _time(view: View, owed: Obligation) -> Html:
    return tag("time", day(owed.slot, view.lang), datetime=owed.slot.isoformat())


def _readings(view: View, calendar: Calendar) -> Html | None:
    if not calendar.readings:
        return None
    head = [view.label(f"rhythm.column_{code}") for code in READINGS]
    rows = [_reading(view, one) for one in calendar.readings]
    note = tag("p", view.label("rhythm.readings_note"), class_="note")
    return _block(view, "readings", note, grid(head, rows, view.label("rhythm.readings"), "data loose"))


def _reading(view: View, reading: ReadingDue) -> tuple[Child, ...]:
    sheet = view.assessment.sheet(reading.automation.key)
    frequency, last = say_frequency(reading, view.lang), say_last_reading(reading, view.lang)
    return named(view, sheet), frequency, last, _next(view, reading)


def _next(view: View, reading: ReadingDue) -> Child:
    if reading.due is None:
        return view.label(f"rhythm.{reading.unknown}")
    when = say_when(reading.due, view.assessment.today, view.lang)
    return join(
        [
            tag("time", day(reading.due, view.lang), datetime=reading.due.isoformat()),
            tag("small", when, class_="alert" if reading.late else None),
        ],
        " ",
    )


def _block(view: View, code: str, *children: Child) -> Html:
    return tag("section", tag("h2", view.label(f"rhythm.{code}")), *children, class_="blk")


def calendar_text(view: View, calendar: Calendar, width: int = 100) -> str:
    """The calendar in the terminal: what is late first."""
    parts = [
        [summary(view, calendar)],
        list(_early_lines(view, calendar)),
        list(_review_lines(view, calendar)),
    ]
    parts.append(list(_reading_lines(view, calendar)))
    shown = [[piece for line in part for piece in wrapped(line, width)] for part in parts if part]
    return "\n\n".join("\n".join(part) for part in shown) + "\n"


def _early_lines(view: View, calendar: Calendar) -> Iterator[str]:
    if calendar.early:
        yield view.label("rhythm.early")
        yield from (f"- {say_early(one, view.names)}" for one in calendar.early)


def _review_lines(view: View, calendar: Calendar) -> Iterator[str]:
    yield view.label("rhythm.reviews")
    for one in calendar.owed:
        when = say_when(one.slot, view.assessment.today, view.lang)
        name, state = view.names.automation(one.automation), say_state(one, view.lang)
        yield "- " + view.label("rhythm.line", state=state, name=name, slot=one.slot, when=when)
    if keys := say_keys(calendar.owed, view.lang):
        yield keys


def _reading_lines(view: View, calendar: Calendar) -> Iterator[str]:
    if calendar.readings:
        yield view.label("rhythm.readings")
    for one in calendar.readings:
        due = view.label(f"rhythm.{one.unknown}") if one.due is None else _due(view, one)
        said = {"name": view.names.automation(one.automation), "frequency": say_frequency(one, view.lang)}
        yield "- " + view.label("rhythm.line_reading", **said, next=due)


def _due(view: View, reading: ReadingDue) -> str:
    assert reading.due is not None  # noqa: S101  an unknown one is said otherwise
    when = say_when(reading.due, view.assessment.today, view.lang)
    return f"{day(reading.due, view.lang)} ({when})"
