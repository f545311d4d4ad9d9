"""One line of the ledger: an amount of one month, everything that it was made from, and its seal.

A line is its body (canonical JSON: keys sorted, no spaces, UTF-8) with the seal added last. The seal is the
SHA-256 of the body, which holds the seal of the line before: a bit changed, a line taken out, put in, moved
or said twice breaks the chain at that line. A whole chain written anew is only seen beside a seal that was
quoted elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from retour.quantity import Grade, Unknown
from retour.worth.ledger.amounts import Unreadable, Written, amount_of
from retour.worth.ledger.draws import bounds_of, draws_of
from retour.worth.ledger.month import Month
from retour.worth.result import Draws, Nature

FILE = "ledger.jsonl"
FORMAT = 1
BEGINNING = "0" * 64  # the seal before the first entry
SHOWN = 12  # characters of a seal that a report quotes
MARK = b',"seal":"'
TAIL = len(MARK) + 64 + 2  # bytes of a line that are its seal and its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One product of inputs over some days of the month, [start, end), and the rule that it used.

    `shared` names the inputs that other entries use too (`role:sales`): they are drawn together. `rule` says
    which declared range was used: since when it is valid, and where it comes from.
    """

    formula: str
    start: date
    end: date
    inputs: Mapping[str, Written]
    shared: Mapping[str, str] = field(default_factory=dict)
    rule: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        """Its mean in hundredths; Unreadable when its inputs are not those of its formula."""
        return amount_of(self.formula, self.inputs)

    def draws(self, automation: str, line: str) -> Draws:
        """Its draws, in hundredths."""
        own = {name: f"{automation}/{line}/{name}" for name in self.inputs}
        return draws_of(self.formula, self.inputs, own | dict(self.shared))

    @property
    def body(self) -> dict[str, object]:
        """As it is written."""
        return {
            "formula": self.formula,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "in": dict(self.inputs),
            "as": dict(self.shared),
            "rule": {name: dict(said) for name, said in self.rule.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What one line of one automation made in one month: known, with its parts, or unknown, with its reason.

    `value`, `low` and `high` are hundredths of the currency, negative for a cost, all None when unknown.
    """

    automation: str
    month: Month
    line: str  # time_capacity, margin, upkeep, subscription#2...
    nature: Nature
    grade: Grade
    currency: str
    parts: tuple[Part, ...] = ()
    value: int | None = None
    low: int | None = None
    high: int | None = None
    unknown: str = ""  # why nothing is known: a code that `wording` says
    about: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Month, str]:
        """What it is an amount of: an entry that restates another has the same."""
        return self.automation, self.month, self.line

    @property
    def draws(self) -> Draws | None:
        """The draws of its parts, summed; None when unknown."""
        if not self.parts:
            return None
        each = [part.draws(self.automation, self.line) for part in self.parts]
        return sum(each[1:], start=each[0])

    def same_as(self, other: "Amount") -> bool:
        """True when both say the same: where it comes from may be written otherwise."""
        return _told(self) == _told(other)


def _told(amount: Amount) -> tuple[object, ...]:
    return amount.value, amount.low, amount.high, amount.unknown, amount.grade


def known(blank: Amount, parts: Iterable[Part]) -> Amount:
    """The amount that parts make: their means, each rounded, added; 5 % and 95 % of their summed draws."""
    whole = replace(blank, parts=tuple(parts))
    value = sum(part.amount for part in whole.parts)
    draws = whole.draws
    low, high = bounds_of(() if draws is None else (draws,), value)
    return replace(whole, value=value, low=low, high=high)


def unknown(blank: Amount, why: Unknown) -> Amount:
    """The amount that nobody can say: never zero."""
    told = {k: v for k, v in why.details.items() if isinstance(v, str | int | float)}
    nothing = replace(blank, parts=(), value=None, low=None, high=None, grade=Grade.E)
    return replace(nothing, unknown=why.reason, about={**blank.about, **told})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An amount in the ledger: its number (from 1), the day it was recorded, what it restates, its seals."""

    number: int
    amount: Amount
    recorded: date
    restates: int | None = None
    because: str = ""
    before: str = BEGINNING
    seal: str = ""

    @property
    def body(self) -> bytes:
        """What is sealed."""
        return canonical(_said(self)).encode()

    @property
    def line(self) -> str:
        """The line of the ledger, without its end."""
        return f'{self.body[:-1].decode()},"seal":"{self.seal}"}}'

    @property
    def short(self) -> str:
        """The seal as a report quotes it."""
        return self.seal[:SHOWN]


def sealed(
    amount: Amount, *, after: Entry | None, recorded: date, restates: int | None = None, because: str = ""
) -> Entry:
    """The next entry of a ledger that ends with `after`.

    ValueError("recorded.before") on a day before the last entry's: what was known then is not rewritten.
    """
    if after is not None and recorded < after.recorded:
        raise ValueError("recorded.before")
    entry = Entry(
        number=after.number + 1 if after else 1,
        amount=amount,
        recorded=recorded,
        restates=restates,
        because=because,
        before=after.seal if after else BEGINNING,
    )
    return replace(entry, seal=seal_of(entry.body))


def seal_of(body: bytes) -> str:
    """The seal of a body."""
    return hashlib.sha256(body).hexdigest()


def canonical(value: object) -> str:
    """JSON with sorted keys and without spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _said(entry: Entry) -> dict[str, object]:
    amount = entry.amount
    return {
        "v": FORMAT,
        "n": entry.number,
        "recorded": entry.recorded.isoformat(),
        "restates": entry.restates,
        "because": entry.because,
        "before": entry.before,
        "automation": amount.automation,
        "month": str(amount.month),
        "line": amount.line,
        "nature": amount.nature.value,
        "grade": amount.grade.value,
        "currency": amount.currency,
        "amount": amount.value,
        "low": amount.low,
        "high": amount.high,
        "unknown": amount.unknown,
        "about": dict(amount.about),
        "parts": [part.body for part in amount.parts],
    }


def parted(line: bytes) -> tuple[bytes, str]:
    """The body and the seal of a line; Unreadable when it does not end with a seal."""
    if len(line) <= TAIL or line[-TAIL : -TAIL + len(MARK)] != MARK or line[-2:] != b'"}':
        raise Unreadable("line")
    try:
        return line[:-TAIL] + b"}", line[-66:-2].decode("ascii")
    except UnicodeDecodeError:
        raise Unreadable("line") from None


def read_line(line: bytes) -> Entry:
    """The entry of a line as it is written, true or not; Unreadable when it is none."""
    body, seal = parted(line)
    try:
        return _entry(json.loads(body), seal)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("line") from error


def _entry(raw: Mapping[str, object], seal: str) -> Entry:
    if raw["v"] != FORMAT:
        raise Unreadable("line")
    restates, parts = raw["restates"], raw["parts"]
    if not isinstance(parts, list):
        raise Unreadable("line")
    return Entry(
        number=_whole(raw["n"]),
        recorded=date.fromisoformat(str(raw["recorded"])),
        restates=None if restates is None else _whole(restates),
        because=str(raw["because"]),
        before=str(raw["before"]),
        seal=seal,
        amount=_amount(raw, tuple(_part(each) for each in parts)),
    )


def _amount(raw: Mapping[str, object], parts: tuple[Part, ...]) -> Amount:
    about = raw["about"]
    value, low, high = (None if raw[k] is None else _whole(raw[k]) for k in ("amount", "low", "high"))
    return Amount(
        automation=str(raw["automation"]),
        month=Month.read(str(raw["month"])),
        line=str(raw["line"]),
        nature=Nature(str(raw["nature"])),
        grade=Grade(str(raw["grade"])),
        currency=str(raw["currency"]),
        parts=parts,
        value=value,
        low=low,
        high=high,
        unknown=str(raw["unknown"]),
        about=dict(about) if isinstance(about, Mapping) else {},
    )


def _part(raw: Mapping[str, object]) -> Part:
    inputs, shared, rule = raw["in"], raw["as"], raw["rule"]
    if not (isinstance(inputs, dict) and isinstance(shared, dict) and isinstance(rule, dict)):
        raise Unreadable("line")
    return Part(
        formula=str(raw["formula"]),
        start=date.fromisoformat(str(raw["from"])),
        end=date.fromisoformat(str(raw["to"])),
        inputs=inputs,
        shared=shared,
        rule=rule,
    )


def _whole(value: object) -> int:
    if type(value) is not int:
        raise Unreadable("line")
    return value
