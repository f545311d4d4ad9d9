"""The promise card: what somebody signs before go-live, and what it has become on its day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retour.assessment.result import Sheet
from retour.audit.evidence import sign
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Grade, Unit, Unknown
from retour.quantity.figure import Value
from retour.register.automation import Status
from retour.register.indicator import Indicator
from retour.review.log import Entry, Kind, Statement
from retour.review.sought import answered_in
from retour.review.statement import definition, recorded, remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is promised of one automation, and by whom.

    `gain` is on the main indicator, in its effect's unit, positive when it is good news; `chance` is its
    author's probability that at least its low end is reached. `worth` is the net a month expected then.
    """

    automation: str
    at: date
    by: str
    due: date
    indicator: str
    gain: Value
    unit: Unit
    chance: float | None
    worth: Value
    worth_grade: Grade
    comparison: str
    definition: str
    number: int = 0  # of its entry in the log; 0 before it is signed
    seal: str = ""


class Became(StrEnum):
    """What a promise has become."""

    KEPT = "kept"  # at least the low end of what was promised is established
    PARTLY = "partly"  # a gain is established, not the size promised
    BROKEN = "broken"  # what was promised is excluded, and no gain is established
    NOT_YET = "not_yet"  # not measurable yet: `why` says


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What was promised beside what happened; `happened` is None where the sheet has no such figure."""

    what: str  # gain | worth
    promised: Value
    unit: Unit
    grade: Grade
    happened: Figure | None
    became: Became
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A promise that comes back: the first line judges it (the indicator's where a gain was promised)."""

    promise: Promise
    today: date
    lines: tuple[Beside, ...]

    @property
    def due(self) -> bool:
        """True on its day and after."""
        return self.today >= self.promise.due

    @property
    def became(self) -> Became:
        """What the promise has become."""
        return self.lines[0].became if self.lines else Became.NOT_YET

    @property
    def why(self) -> str:
        """Why it cannot be said yet; empty when it can."""
        return self.lines[0].why if self.lines else "nothing_promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an author says to sign: the gain and its chance, the day it comes back."""

    by: str
    due: date
    gain: DeclaredRange | None = None
    chance: float | None = None


def in_effect_unit(gain: DeclaredRange | None, main: Indicator | None) -> DeclaredRange | None:
    """A gain typed in points or in hours in the unit of the indicator's effect; any other as it was typed."""
    if gain is None or main is None:
        return gain
    times = answered_in(main)
    return DeclaredRange(gain.low / times, gain.mode / times, gain.high / times)


def unsigned_because(card: Card, sheet: Sheet, today: date) -> tuple[str, ...]:
    """Why a card cannot be signed: `no_name`, `past_due`, `nothing_promised`, `no_indicator`, `no_chance`."""
    return tuple(_missing(card, sheet, today))


def _missing(card: Card, sheet: Sheet, today: date) -> Iterator[str]:
    net = sheet.figures.get(f"{sheet.automation.key}/worth/net")
    if not card.by.strip():
        yield "no_name"
    if card.due <= today:
        yield "past_due"
    if card.gain is None and (net is None or not net.known):
        yield "nothing_promised"
    if card.gain is not None and sheet.automation.main is None:
        yield "no_indicator"
    if card.gain is not None and not 0 < (card.chance or 0.0) < 1:
        yield "no_chance"


def promise_statement(card: Card, sheet: Sheet, *, at: date, digest: str) -> Statement:
    """A promise as it is signed; ValueError with the first code of `unsigned_because` when it cannot be.

    Args:
        card: what its author says.
        sheet: the automation today: its expected worth is promised with it.
        at: the day of the signature.
        digest: of the assessment that the card was written from.
    """
    missing = unsigned_because(card, sheet, at)
    if missing:
        raise ValueError(missing[0])
    key, main, plan = sheet.automation.key, sheet.automation.main, sheet.automation.plan
    net = sheet.figures.get(f"{key}/worth/net")
    said: dict[str, object] = {
        "due": card.due.isoformat(),
        "indicator": main.key if main else "",
        "definition": definition(main),
        "comparison": plan.comparison.value if plan and plan.comparison else "",
        "inputs": digest,
    }
    if card.gain is not None and main is not None:
        said["gain"] = recorded(_promised(card.gain, main, key))
        said["chance"] = card.chance
    if net is not None:
        said["worth"] = recorded(net)
    return Statement(kind=Kind.PROMISE, automation=key, at=at, by=card.by.strip(), said=said)


def _promised(gain: DeclaredRange, main: Indicator, key: str) -> Figure:
    return Figure(
        key=f"{key}/promised/{main.key}",
        value=gain,
        unit=main.effect_unit,
        grade=Grade.D,
        formula="declared",
        better=main.better,
    )


def promise_of(entry: Entry) -> Promise | None:
    """The promise of an entry of the log; None when it is none, or cannot be read."""
    said, statement = entry.statement.said, entry.statement
    if statement.kind is not Kind.PROMISE:
        return None
    gain, worth = (_said(said.get(name)) for name in ("gain", "worth"))
    chance = said.get("chance")
    try:
        return Promise(
            automation=statement.automation,
            at=statement.at,
            by=statement.by,
            due=date.fromisoformat(str(said.get("due", ""))),
            indicator=str(said.get("indicator", "")),
            gain=remembered(gain) if gain else Unknown("not_said"),
            unit=Unit(str(gain.get("unit", Unit.POINTS.value))),
            chance=float(chance) if isinstance(chance, int | float) else None,
            worth=remembered(worth) if worth else Unknown("not_said"),
            worth_grade=Grade(str(worth.get("grade", "E"))),
            comparison=str(said.get("comparison", "")),
            definition=str(said.get("definition", "")),
            number=entry.number,
            seal=entry.seal,
        )
    except ValueError:
        return None


def _said(raw: object) -> Mapping[str, object]:
    return raw if isinstance(raw, Mapping) else {}


def promises_of(entries: Sequence[Entry], automation: str = "") -> tuple[Promise, ...]:
    """Every promise of a log, or of one automation, oldest first."""
    found = (promise_of(e) for e in entries if automation in ("", e.statement.automation))
    return tuple(p for p in found if p is not None)


def outcome_of(promise: Promise, entries: Sequence[Entry]) -> Entry | None:
    """The last signed outcome of a promise, if any."""
    mine = [
        e
        for e in entries
        if e.statement.kind is Kind.OUTCOME and e.statement.said.get("promise") == promise.seal
    ]
    return mine[-1] if mine else None


def returned(promise: Promise, sheet: Sheet | None, today: date) -> Return:
    """A promise beside today's sheet (None: its automation is gone)."""
    return Return(promise=promise, today=today, lines=tuple(_lines(promise, sheet)))


def _lines(promise: Promise, sheet: Sheet | None) -> Iterator[Beside]:
    if not isinstance(promise.gain, Unknown):
        figure = _main(promise, sheet)
        became, why = _judged(promise.gain, figure, sheet)
        if sheet is not None and definition(sheet.automation.main) != promise.definition:
            became, why = Became.NOT_YET, "redefined"
        yield Beside(
            what="gain",
            promised=promise.gain,
            unit=promise.unit,
            grade=Grade.D,
            happened=figure,
            became=became,
            why=why,
        )
    if not isinstance(promise.worth, Unknown):
        net = sheet.figures.get(f"{promise.automation}/worth/net") if sheet else None
        became, why = _judged(promise.worth, net, sheet)
        yield Beside(
            what="worth",
            promised=promise.worth,
            unit=Unit.MONEY_PER_MONTH,
            grade=promise.worth_grade,
            happened=net,
            became=became,
            why=why,
        )


def _main(promise: Promise, sheet: Sheet | None) -> Figure | None:
    effect = sheet.main_effect if sheet else None
    if sheet is None or effect is None or effect.indicator != promise.indicator:
        return None
    return sheet.figures.get(f"{promise.automation}/effect/{effect.indicator}/{effect.version}")


def gained(figure: Figure | None, main: Indicator | None) -> Estimate | None:
    """A measured effect turned so that a gain is positive; None where it is not measured."""
    if figure is None or main is None or not isinstance(figure.value, Estimate):
        return None
    value, side = figure.value, sign(main)
    low, high = sorted((side * value.low, side * value.high))
    return Estimate(side * value.value, low, high, value.level)


def _judged(promised: Value, happened: Figure | None, sheet: Sheet | None) -> tuple[Became, str]:
    """What became of a promise, and why nothing can be said when nothing can.

    A promise is kept when the whole interval reaches its low end, partly when a gain is established that
    is smaller or may be, broken when its low end is excluded and no gain is established.
    """
    low, span = _low(promised), _turned(happened)
    if sheet is not None and sheet.automation.status is Status.PLANNED:
        return Became.NOT_YET, "not_live"
    if happened is None or span is None:
        return Became.NOT_YET, "gone" if sheet is None else "unknown"
    if happened.grade > Grade.C:
        return Became.NOT_YET, "weak"
    if span[0] >= low:
        return Became.KEPT, ""
    if span[0] > 0:
        return Became.PARTLY, ""
    return (Became.BROKEN, "") if span[1] < low else (Became.NOT_YET, "wide")


def _low(promised: Value) -> float:
    match promised:
        case DeclaredRange(low=low) | Estimate(low=low):
            return low
        case Exact(value):
            return value
        case Unknown():
            return 0.0


def _turned(figure: Figure | None) -> tuple[float, float] | None:
    """The interval of a figure, good news upwards."""
    if figure is None:
        return None
    match figure.value:
        case Estimate(low=low, high=high) | DeclaredRange(low=low, high=high):
            ends = (low, high)
        case Exact(value):
            ends = (value, value)
        case Unknown():
            return None
    return (-ends[1], -ends[0]) if figure.better is not None and figure.better.value == "lower" else ends


def outcome_statement(back: Return, *, by: str, at: date, note: str = "") -> Statement:
    """What a promise became, as it is signed; ValueError `no_name`, or `not_due` before its day."""
    if not by.strip():
        raise ValueError("no_name")
    if not back.due:
        raise ValueError("not_due")
    figures = {line.what: recorded(line.happened) for line in back.lines if line.happened is not None}
    return Statement(
        kind=Kind.OUTCOME,
        automation=back.promise.automation,
        at=at,
        by=by.strip(),
        said={
            "promise": back.promise.seal,
            "number": back.promise.number,
            "became": back.became.value,
            "why": back.why,
            "figures": figures,
            "note": note.strip(),
        },
    )
