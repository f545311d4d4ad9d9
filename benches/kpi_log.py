"""A made-up event log of any size, written by the durable log: buckets of Parquet sorted by case and time.

The base is written by its compaction, one more day by its seal.
Twelve activities, cases that begin by the hours and days of a working week, tenants of very unequal size
whose automation goes live one after the other, rework with a heavy tail, truncated at a date. What happens on
the day after that date, and a few events of the ten days before that come late, are files of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

if TYPE_CHECKING:
    from retour.store.durable.files import DataFile

SEED = 20261126
DAYS, DAY = 730, 86_400
START = 1_704_067_200  # 2024-01-01 UTC, seconds
END = DAYS * DAY
EVENTS_A_CASE = 7.58  # measured: what the paths below give once truncated
CHUNK = 150_000  # cases made at once
LATE = 0.003  # of the last ten days' events: told a day late

LEAD, CREATED, QUALIFIED, CALLED, MAILED, REMINDED, QUOTED, SIGNED, LOST, INVOICED, PAID, CLOSED = range(12)
ACTIVITIES = (
    *("lead_received", "crm_created", "qualified", "called", "mailed", "reminded"),
    *("quote_sent", "signed", "lost", "invoiced", "paid", "closed"),
)
KINDS = ("customer", "human", "robot")
CUSTOMER, HUMAN, ROBOT = range(3)
# activity, chance, hours after the lead (median), spread of their logarithm
PATH = (
    (LEAD, 1.0, 0.0, 0.0),
    (CREATED, 0.93, 0.7, 1.6),
    (QUALIFIED, 0.72, 9.0, 1.3),
    (QUOTED, 0.55, 60.0, 1.1),
    (SIGNED, 0.24, 150.0, 1.0),
    (LOST, 0.3, 400.0, 0.9),
    (INVOICED, 0.2, 240.0, 0.9),
    (PAID, 0.18, 900.0, 0.7),
    (CLOSED, 0.5, 700.0, 1.2),
)
SEGMENTS, TENANTS = ("B2B", "B2C", "public"), 400
SCHEMA = pa.schema(
    [
        ("case_key", pa.int64()),
        ("case_id", pa.string()),
        ("activity", pa.dictionary(pa.int8(), pa.string())),
        ("ts", pa.int64()),
        ("actor_kind", pa.dictionary(pa.int8(), pa.string())),
        ("amount", pa.int64()),
        ("minutes", pa.int64()),
        ("automation", pa.dictionary(pa.int8(), pa.string())),
        ("file", pa.dictionary(pa.int8(), pa.string())),
        ("line", pa.int64()),
        ("minutes_recorded", pa.bool_()),
        ("a_segment", pa.dictionary(pa.int8(), pa.string())),
        ("a_arm", pa.dictionary(pa.int8(), pa.string())),
        ("a_tenant", pa.dictionary(pa.int16(), pa.string())),
    ]
)
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a made-up log, bucket by bucket, and those of one more day."""

    base: tuple[Path, ...]
    day: tuple[Path, ...]
    events: int
    cases: int
    day_events: int


def buckets_of(events: int) -> int:
    """Buckets of at most some seven million events, as the durable log keeps them."""
    return max(4, round(events / 3_500_000))


def make(folder: Path, events: int) -> Made:
    """Write a log of about so many events."""
    buckets, cases = buckets_of(events), round(events / EVENTS_A_CASE)
    folder.mkdir(parents=True, exist_ok=True)
    counts = [_bucket(folder, b, cases // buckets, buckets) for b in range(buckets)]
    return Made(
        tuple(folder / f"base-{b:03d}.parquet" for b in range(buckets)),
        tuple(folder / f"day-{b:03d}.parquet" for b in range(buckets)),
        sum(c[0] for c in counts),
        (cases // buckets) * buckets,
        sum(c[1] for c in counts),
    )


def _bucket(folder: Path, bucket: int, cases: int, buckets: int) -> tuple[int, int]:
    from retour.store.durable.files import copy_query, engine, reading, write_rows  # noqa: PLC0415  not for the floor

    drawn, late = folder / f"drawn-{bucket:03d}.parquet", []
    rng = np.random.default_rng([SEED, bucket])
    with pq.ParquetWriter(drawn, SCHEMA) as keep:
        for chunk in _chunks(rng, cases, bucket, buckets):
            told = chunk.column("ts").to_numpy() // 1_000_000 - START
            after = (told >= END) | ((told >= END - 10 * DAY) & (rng.random(len(told)) < LATE))
            keep.write_table(chunk.filter(pa.array(~after)))
            late.append(chunk.filter(pa.array(after)))
    with engine() as con:
        con.execute("SET enable_progress_bar = false")
        base = copy_query(con, folder, bucket, f"SELECT * FROM {reading([drawn])}")  # noqa: S608
    drawn.unlink()
    day = write_rows(folder, bucket, pa.concat_tables(late))
    return _named(folder, base, f"base-{bucket:03d}"), _named(folder, day, f"day-{bucket:03d}")


def _named(folder: Path, made: "DataFile | None", name: str) -> int:
    assert made is not None  # noqa: S101  never empty
    written = folder / made.name
    written.rename(folder / f"{name}.parquet")
    if not any(written.parent.iterdir()):
        written.parent.rmdir()
    return made.rows


def _chunks(rng: np.random.Generator, cases: int, bucket: int, buckets: int) -> Iterator[pa.Table]:
    """Chunks of cases with growing keys: as keys are digests, they say nothing of when a case began."""
    for first in range(0, cases, CHUNK):
        count = min(CHUNK, cases - first)
        low, high = (2**62 * (first + n) // cases for n in (0, count))
        steps = np.sort(rng.integers(0, (high - low) // buckets - count, count)) + np.arange(count)
        yield _events(rng, low - low % buckets + steps * buckets + bucket)


def _begun(rng: np.random.Generator, count: int) -> Ints:
    """Seconds at which cases begin: growing a little, quiet at weekends and at night."""
    days = np.arange(DAYS + 1)
    weight = (1 + 0.5 * days / DAYS) * np.where(days % 7 < 5, 1.0, 0.25)
    hours = np.array([1] * 7 + [4, 9, 12, 11, 10, 7, 9, 11, 10, 9, 7, 5, 4, 3, 2, 2, 1], float)
    day = rng.choice(len(days), count, p=weight / weight.sum())
    hour = rng.choice(24, count, p=hours / hours.sum())
    return np.asarray(day * DAY + hour * 3600 + rng.integers(0, 3600, count), np.int64)


def _tenants(rng: np.random.Generator, count: int) -> Ints:
    weight = 1 / np.arange(1, TENANTS + 1)
    return np.asarray(rng.choice(TENANTS, count, p=weight / weight.sum()), np.int64)


def _events(rng: np.random.Generator, keys: Ints) -> pa.Table:
    count = len(keys)
    begun, tenant = _begun(rng, count), _tenants(rng, count)
    live = begun >= DAY * (200 + tenant)  # every tenant has its own go-live
    cases, acts, at = _path(rng, begun, live)
    more, their, when = _rework(rng, begun, live)
    case, act, at = np.concatenate([cases, more]), np.concatenate([acts, their]), np.concatenate([at, when])
    told = at < END + DAY
    case, act, at = case[told], act[told], at[told]
    order = np.argsort(case << 27 | at)
    return _table(rng, keys, case[order], act[order], at[order], tenant, live)


def _path(rng: np.random.Generator, begun: Ints, live: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    parts = []
    for activity, chance, hours, spread in PATH:
        which = np.flatnonzero(rng.random(len(begun)) < chance)
        median = np.where(live[which] & (activity == CREATED), 0.05, hours)
        after = 3600 * median * np.exp(spread * rng.standard_normal(len(which)))
        parts.append((which, np.full(len(which), activity), begun[which] + after.astype(np.int64)))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))  # type: ignore[return-value]


def _rework(rng: np.random.Generator, begun: Ints, live: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Calls, mails and reminders: most cases have two, a few have hundreds."""
    times = np.minimum((rng.pareto(1.6, len(begun)) * 2.2).astype(np.int64), 800)
    case = np.repeat(np.arange(len(begun)), times)
    chosen = np.where(live[case], rng.choice([CALLED, MAILED, REMINDED], len(case), p=[0.3, 0.3, 0.4]), 0)
    act = np.where(chosen > 0, chosen, rng.choice([CALLED, MAILED], len(case)))
    return case, act, begun[case] + rng.exponential(9 * DAY, len(case)).astype(np.int64)


def _table(  # noqa: PLR0913, PLR0917  the columns of a log
    rng: np.random.Generator,
    keys: Ints,
    case: Ints,
    act: Ints,
    at: Ints,
    tenant: Ints,
    live: NDArray[np.bool_],
) -> pa.Table:
    size, key = len(case), keys[case]
    robot = (act == REMINDED) | (act == INVOICED) | ((act == CREATED) & live[case])
    kind = np.where(np.isin(act, (LEAD, SIGNED, PAID)), CUSTOMER, np.where(robot, ROBOT, HUMAN))
    money = np.isin(act, (QUOTED, SIGNED))
    amount = (100 * np.exp(7 + rng.standard_normal(size))).astype(np.int64)
    segment = (tenant % 7 // 3)[case]
    arm = (keys // 97 % 2)[case]
    unknown = rng.random(size) < 0.01
    columns = {
        "case_key": pa.array(key),
        "case_id": pa.array(key).cast(pa.string()),
        "activity": _words(act, ACTIVITIES),
        "ts": pa.array((START + at) * 1_000_000 + rng.integers(0, 1_000_000, size)),
        "actor_kind": _words(kind, KINDS, unknown),
        "amount": pa.array(amount, mask=~money),
        "minutes": pa.array(np.full(size, 6_000), mask=(kind != HUMAN) | unknown),
        "automation": _words(np.zeros(size, np.int64), ("follow-up",), ~robot),
        "file": _words(np.zeros(size, np.int64), ("door",)),
        "line": pa.array(np.arange(size)),
        "minutes_recorded": pa.array(np.zeros(size, bool)),
        "a_segment": _words(segment, SEGMENTS),
        "a_arm": _words(arm, ("a", "b")),
        "a_tenant": _words(tenant[case], [f"tenant-{i:03d}" for i in range(TENANTS)], wide=True),
    }
    return pa.table(columns, schema=SCHEMA)


def _words(
    code: Ints, words: object, mask: NDArray[np.bool_] | None = None, *, wide: bool = False
) -> pa.Array:
    index = pa.array(code.astype(np.int16 if wide else np.int8), mask=mask)
    return pa.DictionaryArray.from_arrays(index, pa.array(words, pa.string()))


def peak_memory() -> float:
    """MB that this process had at most. What it inherits from whoever started it is not counted."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmHWM"))
