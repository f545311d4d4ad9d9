"""The digest to send: only what changed, certainties first, before it is set as text or as HTML."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from retour.quantity import Figure
from retour.report.effect_plot import SMALL, effect_plot
from retour.report.html import Html
from retour.report.node import View
from retour.report.rhythm import Calendar
from retour.report.sheet_effect import main_curve
from retour.report.svg import static
from retour.review.news import Change, News
from retour.review.rhythm import Obligation, State, state_of
from retour.wording.news import certain_news, decision_news, figure_news
from retour.wording.rhythm import late_reviews, say_early, say_state, say_when

MOST_LINES = 12  # a section
MOST_PICTURES = 3
OPENINGS = {
    "": "rhythm.digest_opening",
    "_none": "rhythm.digest_none",
    "_first": "rhythm.digest_opening_first",
}
CALLING = frozenset({State.PACK, State.REMINDER, State.DUE, State.LATE, State.STALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A small drawing (SVG, hexadecimal colours); `said` carries the number for whoever does not see it."""

    name: str
    said: str
    drawn: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change; `notes` defend it, `address` leads to its sheet."""

    text: str
    notes: tuple[str, ...] = ()
    alert: bool = False
    address: str | None = None
    picture: str = ""  # the name of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some changes under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is sent. `n` is how many things changed; `closing` stands under them."""

    lang: str
    subject: str
    opening: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    pictures: tuple[Picture, ...]
    n: int


def digest_of(
    view: View,
    found: News,
    calendar: Calendar,
    *,
    only: Collection[str] | None = None,
    reminded: Collection[str] = (),
) -> Digest:
    """The digest of what changed.

    Args:
        view: the assessment, the words, where things lead (whole addresses, for a mail).
        found: what changed since the last digest.
        calendar: the reviews and readings of the same day.
        only: keys of the automations to speak of; None: all of them.
        reminded: keys of those whose review is told of, even where its state did not change since.
    """
    wanted = found if only is None else _only(found, only)
    owed = [o for o in calendar.owed if only is None or o.automation.key in only]
    readings = [r for r in calendar.readings if only is None or r.automation.key in only]
    calendar = Calendar(owed=owed, readings=readings, early=())
    told = (
        ("certain", list(_certain(view, wanted))),
        ("decisions", list(_decisions(view, wanted))),
        ("figures", list(_figures(view, wanted))),
        ("calendar", list(_called(view, wanted, calendar, reminded))),
    )
    n = sum(len(lines) for _, lines in told)
    sections = tuple(_section(view, code, lines) for code, lines in told if lines)
    used = {line.picture for section in sections for line in section.lines}
    name = view.assessment.dossier.register.name
    days = {"since": found.since, "today": found.today, "name": name, "n": n}
    kind = "_none" if not n else "_first" if found.since == found.today else ""
    return Digest(
        lang=view.lang,
        subject=view.label(f"rhythm.digest_subject{kind}", **days),
        opening=view.label(OPENINGS[kind], **days),
        sections=sections,
        closing=tuple(_closing(view, wanted, calendar, reminded, n)),
        pictures=tuple(p for p in _pictures(view, wanted) if p.name in used),
        n=n,
    )


def _only(found: News, keys: Collection[str]) -> News:
    mine = tuple(c for c in found.changes if c.sheet.automation.key in keys)
    return replace(found, changes=mine, gone=())


def _section(view: View, code: str, lines: list[Line]) -> Section:
    shown, rest = lines[:MOST_LINES], len(lines) - MOST_LINES
    if rest > 0:
        shown.append(Line(text=view.label("rhythm.digest_more", n=rest)))
    return Section(title=view.label(f"rhythm.digest_{code}"), lines=tuple(shown))


def _address(view: View, change: Change) -> str | None:
    return view.manner.sheet(change.sheet.automation.key)


def _certain(view: View, found: News) -> Iterator[Line]:
    for change in sorted(found.changes, key=lambda c: -c.lost):
        alert = bool(change.lost or change.silent)
        for said, notes in certain_news(change, view.names):
            yield Line(text=said, notes=notes, alert=alert, address=_address(view, change))


def _decisions(view: View, found: News) -> Iterator[Line]:
    for change in found.changes:
        for said in decision_news(change, view.names):
            yield Line(text=said, address=_address(view, change))
    for key in found.gone:
        yield Line(text=view.label("rhythm.digest_gone", key=key))


def _figures(view: View, found: News) -> Iterator[Line]:
    drawn = {picture.name for picture in _pictures(view, found)}
    for change in found.changes:
        for moved in change.figures:
            if change.lost and moved.key.endswith("/lost"):
                continue  # said as a certainty
            text, notes = figure_news(view.assessment, found, moved, view.names)
            picture = moved.key if moved.key in drawn else ""
            yield Line(text=text, notes=notes, address=_address(view, change), picture=picture)


def _pictures(view: View, found: News) -> list[Picture]:
    """The curves of the first effects that moved."""
    drawn: list[Picture] = []
    for change in found.changes:
        figure, curve = _main(change), main_curve(view, change.sheet)
        if figure is not None and curve is not None and len(drawn) < MOST_PICTURES:
            name = view.names.automation(change.sheet.automation)
            said = view.label("rhythm.digest_graph", name=name, value=view.value(figure))
            small = effect_plot(replace(curve, events=()), SMALL)
            drawn.append(Picture(name=figure.key, said=said, drawn=static(small)))
    return drawn


def _main(change: Change) -> Figure | None:
    """The figure of the main effect, when it moved."""
    effect = change.sheet.main_effect
    if effect is None:
        return None
    key = f"{change.sheet.automation.key}/effect/{effect.indicator}/{effect.version}"
    return change.sheet.figures.get(key) if key in {f.key for f in change.figures} else None


def _called(view: View, found: News, calendar: Calendar, reminded: Collection[str]) -> Iterator[Line]:
    """What asks for something since the last digest: early reviews, reviews and readings that came due."""
    for change in found.changes:
        for one in change.early:
            yield Line(text=say_early(one, view.names), address=_address(view, change))
    for owed in calendar.owed:
        moved = _state_on(owed, found.since) is not owed.state or owed.automation.key in reminded
        if owed.state in CALLING and moved:
            yield _review(view, owed)
    for reading in calendar.readings:
        if reading.late and reading.due is not None and reading.due >= found.since:
            name = view.names.automation(reading.automation)
            when = say_when(reading.due, view.assessment.today, view.lang)
            yield Line(
                text=view.label("rhythm.digest_reading", name=name, slot=reading.due, when=when), alert=True
            )


def _state_on(owed: Obligation, day: date) -> State:
    return state_of(owed.slot, day, reviewed=owed.reviewed is not None)


def _review(view: View, owed: Obligation) -> Line:
    name = view.names.automation(owed.automation)
    when = say_when(owed.slot, view.assessment.today, view.lang)
    words = {"name": name, "slot": owed.slot, "when": when, "state": say_state(owed, view.lang)}
    key = owed.automation.key
    address = view.manner.review(key) or view.manner.sheet(key)
    return Line(text=view.label("rhythm.digest_review", **words), alert=owed.late > 0, address=address)


def _closing(view: View, found: News, calendar: Calendar, reminded: Collection[str], n: int) -> Iterator[str]:
    missed = (o for o in late_reviews(calendar.owed) if o.automation.key not in reminded)
    late = [o for o in missed if _state_on(o, found.since) is o.state]
    unread = [r for r in calendar.readings if r.late and r.due and r.due < found.since]
    if late or unread:
        yield view.label("rhythm.digest_still", reviews=len(late), readings=len(unread))
    if n:
        yield view.label("footer_level")
