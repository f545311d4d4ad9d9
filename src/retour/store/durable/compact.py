"""Compaction: the small files of a bucket become one, sorted by case; the rows stay what they are.

A bucket's largest file is left alone until the others weigh half of it, so that each row is written again a
number of times that grows with the logarithm of the log, not with the number of seals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retour.store.durable.cold import Cold
from retour.store.durable.files import DataFile, by_bucket, copy_query, engine, reading
from retour.store.durable.runs import ONCE
from retour.store.durable.table import Table

MANY = 8  # files of a bucket that are still read side by side
KEPT = 86_400.0  # seconds for which a reader may still read files that were replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """How many files became how many."""

    before: int = 0
    after: int = 0


def due(files: Sequence[DataFile], *, many: int = MANY) -> list[DataFile]:
    """The files of one bucket that should become one; none when they are few."""
    if len(files) <= many:
        return []
    ordered = sorted(files, key=lambda f: f.rows)
    small, largest = ordered[:-1], ordered[-1]
    apart = many > 1 and 2 * sum(f.rows for f in small) < largest.rows
    return small if apart else ordered


def compact(cold: Cold, *, many: int = MANY) -> Compacted:
    """Compact every bucket that has more than `many` files. Inside `Cold.turn`; one commit a bucket."""
    before = after = 0
    for table in cold.tables():
        for bucket, files in by_bucket(table.snapshot().files).items():
            chosen = due(files, many=many)
            if chosen:
                _compact(table, bucket, chosen)
                before, after = before + len(chosen), after + 1
        table.sweep(older_than=KEPT)
    used = [path.stem for table in cold.tables() for path in table.paths(table.snapshot().files)]
    cold.seen.forget_all_but(used)
    return Compacted(before=before, after=after)


def _compact(table: Table, bucket: int | None, files: Sequence[DataFile]) -> None:
    rows = f"(SELECT * FROM {reading(table.paths(files))})"
    query = f"SELECT * FROM {rows}" if table.bucketed else ONCE.format(rows)
    with engine() as con:
        made = copy_query(con, table.folder, bucket, query)
    table.commit(add=[made] if made else [], remove=files, same=True)
