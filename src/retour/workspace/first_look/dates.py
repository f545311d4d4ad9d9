"""The date of the automation, proposed where the data show one; always to be confirmed by a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from retour.watch.matching import State
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.looked import Looked
from retour.workspace.first_look.steps import followed

US = 1_000_000
FEWEST = 20  # cases on each side of a change
LEAST_T = 6.0  # standard errors: one such jump in ten thousand steady series of a year
LEAST_RATIO = 1.3  # between the two levels, or it is nothing a person would see
QUIET = 0.15  # share of the file's time during which something new must have been absent
COMMON = 0.3  # share of the later cases that show it
OF_EVENTS = 0.5  # activities share the events of a case

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateProposal:
    """A day and why.

    `code`: new_activity, new_kind, first_run, said_by_file, delay, share or volume; `details`: its numbers.
    """

    day: date
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def propose_dates(
    compared: Compared, *, runs: Looked | None = None, said: Mapping[str, date] | None = None
) -> tuple[DateProposal, ...]:
    """Days on which the automation may have been switched on, the most telling first; none is fine.

    Args:
        compared: one or two exports, compared.
        runs: a run history, when there is one: its first run is a date.
        said: days written in a scenario file: name of the file -> day.
    """
    zone = ZoneInfo(compared.asked.timezone)
    found: list[DateProposal] = [
        DateProposal(day=day, code="said_by_file", details={"file": name})
        for name, day in (said or {}).items()
    ]
    if runs is not None and runs.first is not None and _late_enough(runs.first, compared):
        found.append(
            DateProposal(
                day=runs.first.astimezone(zone).date(), code="first_run", details={"file": runs.name}
            )
        )
    for looked in filter(None, (compared.done, compared.came_in)):
        found += _appearances(looked, zone)
    found += _changes(compared, zone)
    days: dict[date, DateProposal] = {}
    for proposal in found:
        days.setdefault(proposal.day, proposal)
    return tuple(days.values())


def _late_enough(first: datetime, compared: Compared) -> bool:
    began = compared.came_in.first
    return began is None or first - began >= timedelta(days=14)


def _appearances(looked: Looked, zone: ZoneInfo) -> list[DateProposal]:
    """Activities and kinds that were never seen at first, and often later."""
    lines = looked.lines
    if lines is None or len(lines.side) < 2 * FEWEST:
        return []
    start, end = int(lines.side.at.min()), int(lines.side.at.max())
    rivals = Counter(seen.column for seen in lines.appearances)
    found = []
    for seen in lines.appearances:
        common = COMMON * (1 if seen.column else OF_EVENTS) * seen.since
        late = seen.first - start >= QUIET * (end - start)
        if rivals[seen.column] > 1 and late and seen.n >= max(FEWEST, common):
            details: dict[str, object] = {"value": seen.value, "column": seen.column, "n": seen.n}
            day = datetime.fromtimestamp(seen.first / US, zone).date()
            code = "new_kind" if seen.column else "new_activity"
            found.append(DateProposal(day=day, code=code, details=details))
    return sorted(found, key=lambda p: p.day)


def _changes(compared: Compared, zone: ZoneInfo) -> list[DateProposal]:
    at, delays, found = _cases(compared)
    proposals = []
    if len(delays) >= 2 * FEWEST:
        moment, t, levels = _jump(at[found], np.log1p(delays))
        before, after = (float(np.expm1(level)) for level in levels)
        if abs(t) >= LEAST_T and max(before, after) >= LEAST_RATIO * max(1.0, min(before, after)):
            proposals.append(_proposal("delay", moment, (before, after), zone))
    if len(found) >= 2 * FEWEST and 0 < np.count_nonzero(found) < len(found):
        moment, t, levels = _jump(at, found.astype(np.float64))
        if abs(t) >= LEAST_T:
            proposals.append(_proposal("share", moment, levels, zone))
    days, counts = _daily(at)
    if len(days) >= 2 * FEWEST:
        moment, t, levels = _jump(days, np.sqrt(counts))
        before, after = levels[0] ** 2, levels[1] ** 2
        if abs(t) >= LEAST_T and max(before, after) >= LEAST_RATIO * max(1e-9, min(before, after)):
            proposals.append(_proposal("volume", moment, (before * 7, after * 7), zone))
    return proposals


def _proposal(code: str, moment: int, levels: tuple[float, float], zone: ZoneInfo) -> DateProposal:
    day = datetime.fromtimestamp(moment / US, zone).date()
    return DateProposal(day=day, code=code, details={"before": levels[0], "after": levels[1]})


def _cases(compared: Compared) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Beginnings (µs, in order), delays (s) of the finished ones, and which are finished."""
    lines = compared.came_in.lines
    if lines is None:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_)
    if compared.matching is None or compared.done is None or compared.done.lines is None:
        return _alone(compared)
    told = np.isin(compared.matching.state, (State.FOUND, State.MISSING))
    record = compared.matching.record
    at = lines.side.at[told]
    found = compared.matching.state[told] == State.FOUND
    gaps = (compared.done.lines.side.at[record[told][found]] - at[found]) / US
    order = np.argsort(at, kind="stable")
    delays = np.zeros(len(at))
    delays[found] = np.maximum(gaps, 0)
    return at[order], delays[order][found[order]], found[order]


def _alone(compared: Compared) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    looked = compared.came_in
    seen = followed(looked, compared.ends.end if compared.ends else None)
    order = np.argsort(seen.begun, kind="stable")
    return seen.begun[order], seen.seconds[order], np.ones(len(order), np.bool_)


def _daily(at: Ints) -> tuple[Ints, Floats]:
    """Midnights (µs) of every day of the period, and how many cases began on each."""
    if not len(at):
        return np.zeros(0, np.int64), np.zeros(0)
    day = at // (86_400 * US)
    counts = np.bincount(day - day[0]).astype(np.float64)
    return (day[0] + np.arange(len(counts))) * 86_400 * US, counts


def _jump(at: Ints, values: Floats) -> tuple[int, float, tuple[float, float]]:
    """Where two levels fit best: the moment, Welch's t of the difference, and the two levels.

    Every cut with enough cases on each side is tried (a likelihood-ratio search for one change of mean;
    Hinkley, 1970), so the t asked for is far above the usual one.
    """
    n = len(values)
    cuts = np.arange(FEWEST, n - FEWEST + 1)
    sums, squares = np.cumsum(values), np.cumsum(values**2)
    left, right = sums[cuts - 1] / cuts, (sums[-1] - sums[cuts - 1]) / (n - cuts)
    var_left = np.maximum(squares[cuts - 1] / cuts - left**2, 1e-12)
    var_right = np.maximum((squares[-1] - squares[cuts - 1]) / (n - cuts) - right**2, 1e-12)
    pooled = (var_left * cuts + var_right * (n - cuts)) / n
    t = (right - left) / np.sqrt(pooled * (1 / cuts + 1 / (n - cuts)))
    best = int(np.argmax(np.abs(t)))
    return int(at[cuts[best]]), float(t[best]), (float(left[best]), float(right[best]))
