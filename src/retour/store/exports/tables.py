"""A log as a table: CSV, Parquet."""

import csv
from pathlib import Path

from retour.events.exported import COLUMNS, column_of, guarded
from retour.store.exports.held import MINUTES, Held, Row, decimal, quoted
from retour.store.exports.written import part_of, text_of, without_nul
from retour.store.schema import attribute_column


def write_csv(held: Held, out: Path) -> None:
    """A row an event of a case, in UTF-8, between commas; what a spreadsheet would run is behind an ``'``."""
    with text_of(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*COLUMNS, *(_cell(column_of(name), held) for name in held.attributes)])
        writer.writerows(_cells(row, held) for row in held.rows())


def _cells(row: Row, held: Held) -> list[str]:
    texts = (row.event_id, row.case, row.activity)
    return [
        *(_cell(text, held) for text in texts),
        row.time,
        row.actor_kind or "",
        row.actor or "",
        "" if row.amount is None else decimal(row.amount, 2),
        "" if row.minutes is None else decimal(row.minutes, 3),
        _cell(row.automation, held),
        *(_cell(text, held) for text in row.attributes),
    ]


def _cell(text: str | None, held: Held) -> str:
    return guarded(without_nul(text, held)) if text else ""


def write_parquet(held: Held, out: Path) -> None:
    """The same columns, typed: times in µs UTC, amounts and minutes as decimals."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only one format needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    typed = {
        "case": "case_id",
        "time": "make_timestamp(ts)::TIMESTAMPTZ",
        "actor": "'pseudonym:' || actor",
        "amount": "amount::DECIMAL(20, 0) * 0.01::DECIMAL(3, 2)",
        "minutes": f"({MINUTES})::DECIMAL(20, 0) * 0.001::DECIMAL(4, 3)",
    }
    told = [f"{typed.get(name, name)} AS {quoted(name)}" for name in COLUMNS]
    told += [f"{quoted(attribute_column(a))} AS {quoted(column_of(a))}" for a in held.attributes]
    with part_of(out) as part, held.reading() as con:
        con.execute("SET TimeZone = 'UTC'")
        batches: pa.RecordBatchReader = con.sql(f"SELECT {', '.join(told)} FROM log").to_arrow_reader(100_000)
        with pq.ParquetWriter(part, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
