"""Ten cases of a folder, drawn for a review, with what a person needs to read each of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from retour.audit.spot_check import TEN, drawn, salt_of
from retour.kpi.calendar import local_midnight
from retour.kpi.dossier import Dossier
from retour.register.automation import Automation, Review
from retour.register.indicator import Actor
from retour.register.process import Process
from retour.report.node import View
from retour.store.cache import Cache
from retour.store.handled import CaseEvent, events_of_case, handled
from retour.store.whole import is_whole
from retour.wording import numbers
from retour.workspace.cuts import read_as_actor

QUARTER = timedelta(weeks=13)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ten:
    """The cases drawn for a review. `by` says how they are known to be handled, `of` among how many."""

    log: Path
    by: str
    of: int
    since: date
    until: date  # the day of the review, included
    cases: tuple[str, ...]
    cutoff: int  # µs at which the review's day ends


def ten_of(
    folder: Path, automation: Automation, review: Review, dossier: Dossier, *, seed: int
) -> Ten | None:
    """The cases to read at a review: those it holds already, then as many drawn as make ten.

    None when the folder's log holds no event of the automation's process: nothing was read yet.
    """
    process = dossier.register.process(automation.process)
    cache = Cache.of(folder)
    with cache.in_use():
        log = _log(cache, process) if process else None
        if log is None:
            return None
        zone = ZoneInfo(dossier.register.timezone)
        since = review.at - QUARTER
        span = local_midnight(since, zone), local_midnight(review.at + timedelta(days=1), zone)
        found = handled(log, automation.key, automation.rollout.treatment, span)
    read = tuple(dict.fromkeys(one.case for one in review.spot_check))
    fresh = drawn(
        set(found.cases) - set(read), salt=salt_of(review, seed=seed), count=max(TEN - len(read), 0)
    )
    return Ten(
        log=log,
        by=found.by,
        of=len(found.cases),
        since=since,
        until=review.at,
        cases=(*read, *fresh),
        cutoff=span[1],
    )


def _log(cache: Cache, process: Process) -> Path | None:
    """The newest log of a process, as the last audit left it."""
    logs = sorted(cache.process(process.key).glob("log-*.parquet"), key=lambda path: path.stat().st_mtime)
    return next((path for path in reversed(logs) if is_whole(path)), None)


def told_of(ten: Ten, case: str, process: Process, dossier: Dossier) -> tuple[CaseEvent, ...]:
    """What the log says of a case; attributes that name a person are left out, so are addresses."""
    people = process.personal | read_as_actor(dossier.sources)
    named = (name for mapping in process.files for name in mapping.attributes.values())
    shown = tuple(name for name in dict.fromkeys([*process.attributes, *named]) if name not in people)
    return events_of_case(ten.log, case, ten.cutoff, shown)


def fields_of(events: Iterable[CaseEvent]) -> dict[str, tuple[str, ...]]:
    """The attributes of a case with the values they took, in the order of the events."""
    found: dict[str, dict[str, None]] = {}
    for event in events:
        for name, value in event.attributes:
            found.setdefault(name, {})[_ADDRESS.sub("…", value)] = None
    return {name: tuple(values) for name, values in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event of a case, in words."""

    when: str
    what: str
    who: str
    amount: str
    row: str


def in_words(view: View, automation: Automation, event: CaseEvent) -> Told:
    """An event as a reviewer reads it: of what a person did, the day and not the hour."""
    lang, zone = view.lang, ZoneInfo(view.assessment.dossier.register.timezone)
    at, kind = event.at.astimezone(zone), event.actor_kind or "unknown"
    amount = "" if event.amount is None else numbers.number(event.amount / 100, lang, 2, strip=True)
    return Told(
        when=numbers.day(at.date(), lang) if kind == Actor.HUMAN else numbers.moment(at, lang),
        what=view.names.activity(automation.process, event.activity),
        who=view.label(f"ground.kind_{kind}"),
        amount=numbers.money(amount, lang, view.names.currency) if amount else "",
        row=view.label("ground.at_row", file=event.place.file, line=event.place.line or 0),
    )
