"""Versions: each dated change opens its own comparison, and all of them together over the time before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retour.effect.question import Question
from retour.effect.result import Rule

WHOLE = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Cases from `start` (until `limit`) against cases of [base_start, base_end).

    `base_start` None: as far back as the data go. `limit`: the next version may reach the cases begun from
    this day on; it came after `lived` days. `covers` names the version live in the window, `current` the
    one live today.
    """

    version: str
    base_start: date | None
    base_end: date
    start: date
    limit: date | None = None
    lived: int | None = None
    covers: str = "v1"
    current: str = "v1"

    @property
    def coverage(self) -> tuple[Rule, ...]:
        """For the whole automation: whether the window shows the version that is live today."""
        if self.version != WHOLE:
            return ()
        details: dict[str, object] = {"covers": self.covers, "current": self.current}
        return (Rule("versions_in_window", passed=self.covers == self.current, details=details),)


def comparisons(question: Question) -> tuple[Comparison, ...]:
    """The whole automation first; then, when there were changes, each version over the one before."""
    starts = version_starts(question)
    whole = _whole(starts, question)
    if len(starts) == 1:
        return (whole,)
    return (whole, *(_version(starts, i, question) for i in range(len(starts))))


def version_starts(question: Question) -> tuple[date, ...]:
    """Go-live and the dates of the changes that followed, up to today."""
    go_live = question.go_live
    later = {c.at for c in question.automation.changes if go_live < c.at <= question.today}
    return (go_live, *sorted(later))


def _whole(starts: Sequence[date], question: Question) -> Comparison:
    """Both together: the newest version that can be read, over the time before the first."""
    readable = [i for i, at in enumerate(starts) if _readable(starts, i, at, question)]
    last = readable[-1] if readable else 0
    return Comparison(
        version=WHOLE,
        base_start=None,
        base_end=starts[0],
        start=starts[last],
        limit=_limit(starts, last, question),
        lived=_lived(starts, last),
        covers=f"v{last + 1}",
        current=f"v{len(starts)}",
    )


def _readable(starts: Sequence[date], place: int, at: date, question: Question) -> bool:
    """Whether four weeks of the version have a known outcome (three months for a slow indicator)."""
    end = min(_limit(starts, place, question) or question.mature_until, question.mature_until)
    return end - at >= timedelta(days=28)


def _version(starts: Sequence[date], place: int, question: Question) -> Comparison:
    name = f"v{place + 1}"
    return Comparison(
        version=name,
        base_start=starts[place - 1] if place else None,
        base_end=starts[place],
        start=starts[place],
        limit=_limit(starts, place, question),
        lived=_lived(starts, place),
        covers=name,
        current=f"v{len(starts)}",
    )


def _limit(starts: Sequence[date], place: int, question: Question) -> date | None:
    if place + 1 == len(starts):
        return None
    return starts[place + 1] - timedelta(days=question.transition_days)


def _lived(starts: Sequence[date], place: int) -> int | None:
    return (starts[place + 1] - starts[place]).days if place + 1 < len(starts) else None
