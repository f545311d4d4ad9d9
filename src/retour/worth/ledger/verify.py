"""The verifier: every seal and every amount of a ledger, from its lines alone.

It needs nothing but the file: neither the workspace, nor the engine that made the amounts.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import NoneType

import numpy as np

from retour.quantity import Place, Problem
from retour.worth.ledger.amounts import Unreadable, amount_of
from retour.worth.ledger.draws import bounds_of
from retour.worth.ledger.entry import BEGINNING, FILE, FORMAT, parted, read_line, seal_of
from retour.worth.result import Draws

LISTED = 1000  # problems kept: a file that is wrong everywhere is wrong


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a run of lines says, so that runs checked apart can be put together.

    `keys[i]` tells what line i is an amount of; `again` are the lines that restate another.
    """

    file: str
    lines: int = 0
    first: tuple[int, str, str] | None = None  # number, seal before and recorded day of the first line
    last: tuple[int, tuple[str, ...], str] | None = None  # number, seals and recorded day of the last one
    problems: list[Problem] = field(default_factory=list)
    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    again: dict[int, int] = field(default_factory=dict)  # line -> the number that it restates
    numbers_hold: bool = True  # every line was readable and its number was its line's


def check_lines(
    lines: Iterable[bytes], *, file: str = FILE, draws: bool = False, begins: bool = True
) -> Checked:
    """Check lines one after the other.

    Args:
        lines: each with its end of line.
        begins: they are the first lines of the file; else the first one follows whatever it says it follows.
        file: the name that problems carry.
        draws: also make the draws of every part again, and the bounds that they give.

    Returns:
        Rules: `ledger.unreadable`, `ledger.truncated` (the last line has no end), `ledger.altered` (not what
        was sealed), `ledger.broken` (a line before it was taken out, put in, said twice or moved),
        `ledger.order` (recorded before the line above), `ledger.amount`, `ledger.bounds`.
    """
    run = Checked(file=file, last=(0, (BEGINNING,), "") if begins else None)
    for line in lines:
        run.lines += 1
        try:
            _check(run, line, draws=draws)
        except (Unreadable, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            rule = "ledger.unreadable" if line.endswith(b"\n") else "ledger.truncated"
            _say(run, rule, line[:60].decode("utf-8", "replace").rstrip("\n"))
            run.last, run.numbers_hold = None, False
            run.keys.append(0)
    return run


def _say(run: Checked, rule: str, value: str, **details: object) -> None:
    if len(run.problems) < LISTED:
        run.problems.append(Problem(rule, Place(run.file, run.lines), value, details=details))


def _check(run: Checked, line: bytes, *, draws: bool) -> None:
    body, seal = parted(line[:-1] if line.endswith(b"\n") else line)
    made = seal_of(body)
    raw = json.loads(body.decode())
    number, before, recorded = _identity(raw)
    if not line.endswith(b"\n"):
        _say(run, "ledger.truncated", _name(raw))
    if made != seal:
        _say(run, "ledger.altered", _name(raw))
        run.last = run.last and (run.last[0] + 1, (seal, made), run.last[2])
        run.numbers_hold = False
    else:
        _recompute(run, raw, line, draws=draws)
        if run.last is not None:
            _follow(run, (number, before, recorded), run.last)
        elif run.lines == 1:
            run.first = (number, before, recorded)
        run.last = (number, (seal,), recorded)
    run.keys.append(_key(raw))
    if raw["restates"] is not None:
        run.again[run.lines] = raw["restates"]


def _key(raw: Mapping[str, object]) -> int:
    """Which thing it is an amount of, in 64 bits."""
    told = f"{raw['automation']}\n{raw['month']}\n{raw['line']}"
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), "big")


def _identity(raw: Mapping[str, object]) -> tuple[int, str, str]:
    number, before, recorded = raw["n"], raw["before"], raw["recorded"]
    right = type(number) is int and isinstance(before, str) and isinstance(recorded, str)
    if not right or raw["v"] != FORMAT or type(raw["restates"]) not in (int, NoneType):
        raise Unreadable("line")
    return number, before, recorded  # type: ignore[return-value]  # just looked at


def _name(raw: Mapping[str, object]) -> str:
    return f"n° {raw['n']} {raw['month']} {raw['automation']} {raw['line']}"


def _follow(run: Checked, here: tuple[int, str, str], last: tuple[int, tuple[str, ...], str]) -> None:
    (number, before, recorded), (after, seals, day) = here, last
    if number != after + 1 or before not in seals:
        _say(run, "ledger.broken", f"n° {number}", expected=after + 1, found=number)
    if recorded < day:
        _say(run, "ledger.order", f"n° {number}", recorded=recorded, above=day)


def _recompute(run: Checked, raw: Mapping[str, object], line: bytes, *, draws: bool) -> None:
    parts, amount = raw["parts"], raw["amount"]
    if not isinstance(parts, list):
        raise Unreadable("line")
    if amount is None and raw["unknown"]:
        return
    try:
        made = sum([amount_of(part["formula"], part["in"]) for part in parts])
    except Unreadable:
        _say(run, "ledger.amount", _name(raw), written=amount, made=None)
        return
    if made != amount or not parts or raw["unknown"]:
        _say(run, "ledger.amount", _name(raw), written=amount, made=made)
    elif not _between(raw["low"], amount, raw["high"]) or (draws and not _bounds_hold(line)):
        _say(run, "ledger.bounds", _name(raw), low=raw["low"], high=raw["high"])


def _between(low: object, amount: object, high: object) -> bool:
    if type(low) is int and type(high) is int and type(amount) is int:
        return low <= amount <= high
    return False


def _bounds_hold(line: bytes) -> bool:
    """The bounds, made again, to the last hundredth but one: a power may differ in its last bit elsewhere."""
    entry = read_line(line.rstrip(b"\n"))
    sample: Draws | None = entry.amount.draws
    if sample is None or entry.amount.value is None:
        return False
    made = bounds_of((sample,), entry.amount.value)
    written = (entry.amount.low, entry.amount.high)
    return all(one is not None and abs(one - other) <= 1 for one, other in zip(written, made, strict=True))


def joined(runs: Iterable[Checked]) -> Checked:
    """Runs of lines that follow one another, as one, with what only shows once they are together.

    Rules: `ledger.broken` where a run does not follow the one before,
    `ledger.restates` (an entry restates one that is not there, or is about something else), `ledger.twice`
    (the same thing twice, and the second does not say that it restates the first).
    """
    whole = Checked(file=FILE)
    for run in runs:
        _join(whole, run)
    whole.problems += _over_all(whole)
    whole.problems.sort(key=lambda p: p.place.line)
    return whole


def _join(whole: Checked, run: Checked) -> None:
    start = whole.lines
    whole.file = run.file
    if run.first is not None and whole.last is not None:
        whole.lines = start + 1
        _follow(whole, run.first, whole.last)
    whole.lines = start + run.lines
    whole.problems += [_moved(p, start) for p in run.problems[: LISTED - len(whole.problems)]]
    whole.keys.extend(run.keys)
    whole.again |= {line + start: number for line, number in run.again.items()}
    whole.numbers_hold &= run.numbers_hold
    whole.last = run.last if run.lines else whole.last


def _moved(problem: Problem, by: int) -> Problem:
    place = Place(problem.place.file, problem.place.line + by)
    return Problem(problem.rule, place, problem.value, details=problem.details)


def _over_all(whole: Checked) -> Iterator[Problem]:
    """What the numbers point to; only where every line is the one that its number says."""
    if not whole.numbers_hold or any(p.rule == "ledger.broken" for p in whole.problems):
        return
    for line, number in whole.again.items():
        if not 0 < number < line or whole.keys[number - 1] != whole.keys[line - 1]:
            yield Problem(
                "ledger.restates", Place(whole.file, line), f"n° {line}", details={"number": number}
            )
    for line in _twice(whole):
        yield Problem("ledger.twice", Place(whole.file, line), f"n° {line}")


def _twice(whole: Checked) -> list[int]:
    """Lines whose thing was said before and that restate nothing."""
    keys = np.frombuffer(whole.keys, dtype=np.uint64)
    lines = np.setdiff1d(np.arange(1, whole.lines + 1), np.fromiter(whole.again, np.int64, len(whole.again)))
    order = lines[np.argsort(keys[lines - 1], kind="stable")]
    same = keys[order[1:] - 1] == keys[order[:-1] - 1]
    return [int(line) for line in order[1:][same]]
