"""The upkeep of a workspace's durable log: sealed, compacted, purged of what is older than is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from retour.kpi.calendar import local_midnight
from retour.quantity import Problem
from retour.register.workspace import Register
from retour.store.durable.compact import Compacted
from retour.store.durable.log import DurableLog
from retour.store.durable.proof import Act
from retour.store.durable.purge import Limits
from retour.store.durable.seal import Attributes, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the upkeep did, and what it could not do."""

    sealed: Sealed
    compacted: Compacted
    purged: Act | None
    problems: tuple[Problem, ...]


def attributes_of(register: Register) -> Attributes:
    """The attributes that each process keeps: those that it declares, and nothing else."""
    declared = {process.key: process.attributes for process in register.processes}
    return lambda process: declared.get(process, ())


def months_kept(register: Register) -> Mapping[str, int]:
    """For how many months each process is kept; those kept for ever are left out."""
    said = {p.key: p.retention or register.retention.events for p in register.processes}
    return {key: months for key, months in said.items() if months is not None}


def limits_of(register: Register, today: date) -> Limits:
    """The moments before which nothing is kept, on a day."""
    zone = ZoneInfo(register.timezone)

    def limit(months: int | None) -> int | None:
        return None if months is None else local_midnight(months_before(today, months), zone)

    said = register.retention
    own = {key: limit(months) for key, months in months_kept(register).items()}
    events = {key: at for key, at in own.items() if at is not None}
    return Limits(events=events, others=limit(said.events), runs=limit(said.runs))


def months_before(day: date, months: int) -> date:
    """The same day some months before; the last of its month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError("date.out_of_range")


def keep_up(log: DurableLog, register: Register, today: date, *, wait: float = 0.0) -> Kept:
    """Seal, compact, purge; what somebody else is doing is left to them. Nothing is purged unsealed."""
    sealed, first = log.seal(attributes_of(register), wait=wait)
    compacted, second = log.compact(wait=wait)
    purged, third = (None, ()) if first else log.purge(limits_of(register, today), wait=wait)
    return Kept(sealed=sealed, compacted=compacted, purged=purged, problems=(*first, *second, *third))


def log_of(folder: Path) -> DurableLog | None:
    """The durable log of a folder; None where nothing was ever told."""
    log = DurableLog.of(folder)
    return log if log.exists else None
