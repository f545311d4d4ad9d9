"""Rules on the files' own words and delays: which activity ends a case, how long cases are followed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files import read_events
from retour.events.columns import EventColumns
from retour.quantity import Span, Text
from retour.register.process import Process
from retour.workspace.first_look.looked import Looked

HOUR, DAY = 3600, 86_400
HORIZONS = (HOUR, 4 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY, 90 * DAY)
USUAL = 0.95  # share of the finished cases that a horizon must hold
SUCCESSES = ("won", "signed", "accepted", "paid", "invoiced")
MOSTLY = 0.5  # share of its cases that an ending activity should follow the beginning of


def horizon_of(seconds: NDArray[np.float64], within: Span | None) -> Span:
    """How long a case is followed: the first usual length that holds 95 % of the delays and the deadline."""
    least = float(within.elapsed.total_seconds()) if within else 0.0
    longest = max(float(np.quantile(seconds, USUAL)) if len(seconds) else 0.0, least)
    return Span(seconds=next((h for h in HORIZONS if h >= longest), HORIZONS[-1]))


def success_of(done: Looked) -> str | None:
    """The activity that says a case succeeded, when the file of what was done has one."""
    named = set(done.mapping.dates.values()) - {done.mapping.dates.get(done.start or "")}
    return next((a for a in SUCCESSES if a in named), None)


@dataclass(frozen=True, slots=True)
class Followed:
    """Of one file: the activity that begins a case, the one that ends most of them, and the delays.

    `end` is None when every case has one moment only. `seconds` and `begun` (µs) are of the cases that ended.
    """

    start: str
    end: str | None
    seconds: NDArray[np.float64]
    begun: NDArray[np.int64]


def usual_delay(seen: Followed, looked: Looked, horizon: Span) -> tuple[int, float, float | None]:
    """Cases begun a horizon ago or more, the share of them that ended within it, and the median delay (s).

    Unfinished cases count: the median is None when half of the cases did not end.
    """
    if looked.lines is None:
        return 0, 0.0, None
    longest = horizon.elapsed.total_seconds()
    until = looked.lines.side.at.max() - longest * 1e6
    n = int(np.count_nonzero(looked.lines.side.at <= until))
    ended = np.sort(seen.seconds[(seen.begun <= until) & (seen.seconds <= longest)])
    if not n:
        return 0, 0.0, None
    half = (n + 1) // 2
    return n, len(ended) / n, float(ended[half - 1]) if len(ended) >= half else None


def followed(looked: Looked, said: str | None) -> Followed:
    """How the cases of one file are followed; `said` is the ending activity when a person chose it."""
    firsts = _first_times(looked)
    start = _beginning(looked, firsts)
    opened = firsts.get(start, {})
    best = Followed(start, None, np.zeros(0), np.zeros(0, np.int64))
    for activity, times in firsts.items():
        if activity == start or (said is not None and activity != said):
            continue
        both = [c for c in times if c in opened]
        begun = np.array([opened[c] for c in both], np.int64)
        gaps = (np.array([times[c] for c in both], np.int64) - begun) / 1e6
        later = int(np.count_nonzero(gaps > 0))  # a date that only repeats the beginning ends nothing
        if later > len(best.seconds) and later >= MOSTLY * len(gaps):
            best = Followed(start, activity, gaps[gaps >= 0], begun[gaps >= 0])
    return best


def _beginning(looked: Looked, firsts: Mapping[str, Mapping[str, int]]) -> str:
    if looked.start is not None:
        return looked.mapping.dates[looked.start]
    earliest: dict[str, tuple[int, str]] = {}
    for activity, times in firsts.items():
        for case, at in times.items():
            if case not in earliest or at < earliest[case][0]:
                earliest[case] = at, activity
    opened: dict[str, int] = {}
    for _, activity in earliest.values():
        opened[activity] = opened.get(activity, 0) + 1
    return max(opened, key=lambda a: opened[a])


def _first_times(looked: Looked) -> dict[str, dict[str, int]]:
    """Activity -> case -> first time (µs)."""
    firsts: dict[str, dict[str, int]] = {}

    def add(chunk: EventColumns) -> None:
        for activity, case, at in zip(chunk.activity, chunk.case, chunk.at.tolist(), strict=True):
            known = firsts.setdefault(activity, {})
            if case not in known or at < known[case]:
                known[case] = at

    process = Process(key="look", name=Text.same("look"), case=Text.same("case"))
    read_events(looked.path, process, looked.mapping, name=looked.name, timezone="UTC", key=b"", sink=add)
    return firsts
