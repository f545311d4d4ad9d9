"""The ledger of a folder: months that are closed, restated on request, and only ever added to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retour.assessment.result import Assessment
from retour.quantity import Place, Problem
from retour.store.lock import adding, shared
from retour.worth.ledger.amounts import Unreadable
from retour.worth.ledger.book import Moved, to_record
from retour.worth.ledger.closing import Account, amounts_of, months_of
from retour.worth.ledger.entry import FILE, Amount, Entry, read_line, sealed
from retour.worth.ledger.month import Month
from retour.worth.ledger.verify import check_lines, joined


class Broken(ValueError):  # noqa: N818  it reads as what it is
    """The ledger was altered, or ends after today: nothing is added to it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].rule)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What was added, and what would be said otherwise today but was left as it is."""

    added: tuple[Entry, ...]
    moved: tuple[Moved, ...]


def ledger_of(folder: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The ledger of a folder, and everything that is wrong in it; nothing where no month was closed."""
    try:
        raw = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        details = {"reason": type(error).__name__}
        return (), (Problem("file.unreadable", Place(FILE), FILE, details=details),)
    return read_ledger(raw)


def last_entry(folder: Path) -> Entry | None:
    """The last entry of a sound ledger, whose seal holds all the others; None without one."""
    entries, problems = ledger_of(folder)
    return entries[-1] if entries and not problems else None


def ledger_text(folder: Path) -> tuple[str, tuple[Problem, ...]]:
    """The ledger of a folder as it is written (empty without one), and everything that is wrong in it."""
    problems = ledger_of(folder)[1]
    path = folder / FILE
    return ("" if problems or not path.exists() else path.read_text(encoding="utf-8")), problems


def read_ledger(raw: bytes) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Every entry that can be read, and every problem of the verifier."""
    lines = raw.splitlines(keepends=True) if b"\r" not in raw else raw.replace(b"\r\n", b"\n").split(b"\n")
    lines = [line if line.endswith(b"\n") else line + b"\n" for line in lines if line]
    checked = joined([check_lines(lines)])
    entries = []
    for line in lines:
        try:
            entries.append(read_line(line.rstrip(b"\n")))
        except Unreadable:
            continue  # the verifier says it
    return tuple(entries), tuple(checked.problems)


def fresh_amounts(
    assessment: Assessment,
    *,
    month: Month | None = None,
    automation: str | None = None,
    latest: bool = False,
) -> tuple[Amount, ...]:
    """Every line of every month that is over, as known on the day of the assessment.

    Args:
        assessment: its dossier, effects and worth.
        month: only this one.
        automation: only this one.
        latest: minutes as if the latest rule had always held.
    """
    accounts = (
        Account(
            automation=sheet.automation,
            dossier=assessment.dossier,
            effects=sheet.effects,
            worth=sheet.worth,
            today=assessment.today,
            latest=latest,
        )
        for sheet in assessment.sheets
        if automation in (None, sheet.automation.key)
    )
    found = [(each, account) for account in accounts for each in months_of(account) if month in (None, each)]
    found.sort(key=lambda pair: pair[0])
    return tuple(amount for each, account in found for amount in amounts_of(account, each))


def close(folder: Path, assessment: Assessment, *, month: Month | None = None) -> Closed:
    """Record every month that is over and not closed yet; Broken when the ledger cannot be added to.

    What was recorded is never touched: where it would be said otherwise today, that is told. An amount that
    nobody could know then, and that is known now, is added and says which one it completes.
    """
    with shared(folder), adding(folder / FILE) as out:
        closed = closing(_sound(folder, assessment.today), assessment, month=month)
        out.write("".join(f"{entry.line}\n" for entry in closed.added).encode())
    return closed


def closing(entries: Sequence[Entry], assessment: Assessment, *, month: Month | None = None) -> Closed:
    """What closing adds to a sound ledger, and what it only tells; nothing is written."""
    new, moved = to_record(entries, fresh_amounts(assessment, month=month))
    completed = [(each.now, each.was) for each in moved if each.completes]
    rest = tuple(each for each in moved if not each.completes)
    added = chained(entries, [*((amount, None) for amount in new), *completed], assessment.today)
    return Closed(added=added, moved=rest)


def restate(
    folder: Path,
    assessment: Assessment,
    *,
    month: Month | None = None,
    automation: str | None = None,
    because: str,
    latest: bool = False,
) -> Closed:
    """Add what closed months would say today, each with the entry that it restates, which stays.

    Broken when the ledger cannot be added to. Months that were never closed are left to `close`.
    """
    with shared(folder), adding(folder / FILE) as out:
        fresh = fresh_amounts(assessment, month=month, automation=automation, latest=latest)
        added = restating(_sound(folder, assessment.today), fresh, assessment.today, because=because)
        out.write("".join(f"{entry.line}\n" for entry in added).encode())
    return Closed(added=added, moved=())


def restating(
    entries: Sequence[Entry], fresh: Iterable[Amount], today: date, *, because: str
) -> tuple[Entry, ...]:
    """What restating adds to a sound ledger: amounts that are said otherwise today; nothing is written."""
    _, moved = to_record(entries, fresh)
    return chained(entries, [(each.now, each.was) for each in moved], today, because=because)


def _sound(folder: Path, today: date) -> tuple[Entry, ...]:
    entries, problems = ledger_of(folder)
    return sound(entries, problems, today)


def sound(entries: tuple[Entry, ...], problems: Sequence[Problem], today: date) -> tuple[Entry, ...]:
    """A ledger that can be added to on a day; Broken when it was altered, or ends after that day."""
    if problems:
        raise Broken(*problems)
    if entries and entries[-1].recorded > today:
        last = entries[-1]
        details = {"recorded": last.recorded, "today": today}
        raise Broken(Problem("ledger.later", Place(FILE, last.number), f"n° {last.number}", details=details))
    return entries


def chained(
    entries: Sequence[Entry],
    amounts: Iterable[tuple[Amount, Entry | None]],
    recorded: date,
    *,
    because: str = "",
) -> tuple[Entry, ...]:
    """Amounts as the next entries of a ledger, each with the entry that it follows."""
    last = entries[-1] if entries else None
    added = []
    for amount, was in amounts:
        number = None if was is None else was.number
        last = sealed(amount, after=last, recorded=recorded, restates=number, because=because)
        added.append(last)
    return tuple(added)
