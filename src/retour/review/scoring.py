"""How past forecasts did: the probabilities and the ranges that people signed, against what came out.

Only what later evidence establishes is scored: an interval wholly on one side, grade C at least. What is
still undecided is counted, never scored; so is what was already established on the day of the forecast.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum

from retour.assessment.result import Assessment, Sheet
from retour.quantity import DeclaredRange, Estimate, Grade, Unknown
from retour.quantity.figure import Value
from retour.review.log import Entry, Kind
from retour.review.promise import Promise, gained, promise_of
from retour.review.statement import definition, remembered

FEW = 5  # scored forecasts below which only their number is said


class About(StrEnum):
    """What a probability was about."""

    NET = "net"  # the net worth is positive
    GAIN = "gain"  # the gain promised is reached


class Came(StrEnum):
    """What later evidence says of a forecast."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"
    KNOWN = "known"  # it was already established: nothing was foreseen


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A probability that somebody signed, and what came of it; `number` is its entry in the log."""

    author: str
    automation: str
    at: date
    about: About
    chance: float
    came: Came
    number: int


class Held(StrEnum):
    """Whether a promised range held the outcome with its interval."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One author's forecasts. `brier` and `base` are None below five scored ones.

    `brier` is the mean squared distance between probability and outcome (0 is perfect, 0.25 is what
    « one chance in two » always scores); `base` is what always saying the author's own base rate would.
    """

    author: str
    said: int
    scored: int
    undecided: int
    known: int
    brier: float | None
    base: float | None
    ranges: int
    ranges_decided: int
    ranges_held: int


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean of (probability - outcome)^2; Brier (1950), for one of the two outcomes. Never empty."""
    return fsum((chance - came) ** 2 for chance, came in pairs) / len(pairs)


def base_score(pairs: Sequence[tuple[float, bool]]) -> float:
    """What always saying the share that came true would score: r (1 - r)."""
    rate = sum(came for _, came in pairs) / len(pairs)
    return rate * (1 - rate)


def scores(entries: Sequence[Entry], assessment: Assessment) -> tuple[Score, ...]:
    """One score an author, by name; never by result."""
    forecasts = tuple(forecasts_of(entries, assessment))
    ranges = tuple(ranges_of(entries, assessment))
    authors = sorted({f.author for f in forecasts} | {author for author, _ in ranges}, key=str.casefold)
    return tuple(
        score_of(a, [f for f in forecasts if f.author == a], [h for one, h in ranges if one == a])
        for a in authors
    )


def score_of(author: str, forecasts: Sequence[Forecast], ranges: Iterable[Held]) -> Score:
    """The score of one author's forecasts and ranges."""
    pairs = [(f.chance, f.came is Came.TRUE) for f in forecasts if f.came in (Came.TRUE, Came.FALSE)]
    held = list(ranges)
    enough = len(pairs) >= FEW
    return Score(
        author=author,
        said=len(forecasts),
        scored=len(pairs),
        undecided=sum(f.came is Came.UNDECIDED for f in forecasts),
        known=sum(f.came is Came.KNOWN for f in forecasts),
        brier=brier(pairs) if enough else None,
        base=base_score(pairs) if enough else None,
        ranges=len(held),
        ranges_decided=sum(h is not Held.UNDECIDED for h in held),
        ranges_held=sum(h is Held.YES for h in held),
    )


def forecasts_of(entries: Sequence[Entry], assessment: Assessment) -> Iterator[Forecast]:
    """Every probability of a log: those of reviews and those of promises, in order."""
    sheets = {sheet.automation.key: sheet for sheet in assessment.sheets}
    for entry in entries:
        said, sheet = entry.statement, sheets.get(entry.statement.automation)
        later = sheet if sheet is not None and assessment.today > said.at else None
        promise = promise_of(entry)
        if said.kind is Kind.REVIEW and (chance := _net_chance(entry)) is not None:
            yield _forecast(entry, About.NET, chance, _net_came(entry, entries, later))
        if promise is not None and promise.chance is not None:
            yield _forecast(entry, About.GAIN, promise.chance, _gain_came(promise, later))


def _forecast(entry: Entry, about: About, chance: float, came: Came) -> Forecast:
    said = entry.statement
    return Forecast(
        author=said.by,
        automation=said.automation,
        at=said.at,
        about=about,
        chance=chance,
        came=came,
        number=entry.number,
    )


def _net_chance(entry: Entry) -> float | None:
    chances = entry.statement.said.get("chances")
    found = chances.get("net") if isinstance(chances, Mapping) else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def _net_came(entry: Entry, entries: Sequence[Entry], later: Sheet | None) -> Came:
    """By today's sheet; where the automation is gone, by the last review signed after this one."""
    if _side(*_recorded_net(entry)) is not None:
        return Came.KNOWN
    if later is not None:
        net = later.figures.get(f"{entry.statement.automation}/worth/net")
        side = _side(net.value, net.grade) if net else None
    else:
        after = [e for e in entries if _reviews_again(e, entry)]
        side = _side(*_recorded_net(after[-1])) if after else None
    return Came.UNDECIDED if side is None else Came.TRUE if side else Came.FALSE


def _reviews_again(one: Entry, before: Entry) -> bool:
    same = one.statement.automation == before.statement.automation
    return same and one.statement.kind is Kind.REVIEW and one.statement.at > before.statement.at


def _recorded_net(entry: Entry) -> tuple[Value, Grade]:
    figures = entry.statement.said.get("figures")
    key = f"{entry.statement.automation}/worth/net"
    raw = figures.get(key) if isinstance(figures, Mapping) else None
    if not isinstance(raw, Mapping):
        return Unknown("not_said"), Grade.E
    try:
        return remembered(raw), Grade(str(raw.get("grade", "E")))
    except ValueError:
        return Unknown("unreadable"), Grade.E


def _side(value: Value, grade: Grade) -> bool | None:
    """True above nought, False below; None while the interval holds it or the evidence is too weak."""
    if grade > Grade.C or not isinstance(value, Estimate) or not value.excludes_zero:
        return None
    return value.low > 0


def _gain_came(promise: Promise, later: Sheet | None) -> Came:
    low, _ = _ends(promise.gain)
    measured = _measured(promise, later)
    if low is None or measured is None:
        return Came.UNDECIDED
    if measured[0] >= low:
        return Came.TRUE
    return Came.FALSE if measured[1] < low else Came.UNDECIDED


def ranges_of(entries: Sequence[Entry], assessment: Assessment) -> Iterator[tuple[str, Held]]:
    """Every promised range with its author: held when the outcome's whole interval is in it."""
    sheets = {sheet.automation.key: sheet for sheet in assessment.sheets}
    for promise in filter(None, map(promise_of, entries)):
        if isinstance(promise.gain, DeclaredRange):
            sheet = sheets.get(promise.automation) if assessment.today > promise.at else None
            yield promise.by, _held(promise, sheet)


def _held(promise: Promise, sheet: Sheet | None) -> Held:
    low, high = _ends(promise.gain)
    measured = _measured(promise, sheet)
    if low is None or high is None or measured is None:
        return Held.UNDECIDED
    if low <= measured[0] and measured[1] <= high:
        return Held.YES
    return Held.NO if measured[1] < low or measured[0] > high else Held.UNDECIDED


def _ends(value: Value) -> tuple[float | None, float | None]:
    return (value.low, value.high) if isinstance(value, DeclaredRange | Estimate) else (None, None)


def _measured(promise: Promise, sheet: Sheet | None) -> tuple[float, float] | None:
    """The interval of the gain measured since, good news upwards; None while nothing is established."""
    main = sheet.automation.main if sheet else None
    effect = sheet.main_effect if sheet else None
    if sheet is None or main is None or effect is None or definition(main) != promise.definition:
        return None
    figure = sheet.figures.get(f"{promise.automation}/effect/{effect.indicator}/{effect.version}")
    measured = gained(figure, main)
    if figure is None or measured is None or figure.grade > Grade.C:
        return None
    return measured.low, measured.high
