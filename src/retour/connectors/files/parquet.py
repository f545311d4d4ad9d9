"""Parquet, a batch at a time, every column as text."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from retour.connectors.files.cells import cell_text
from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import CHUNK_EVENTS, MOST_COLUMNS
from retour.connectors.files.source import Kind, Source
from retour.connectors.files.table import Block, Row, Table, name_columns


def open_parquet(source: Source, findings: Findings) -> Table | None:
    """A table out of a Parquet file; a row's line is its number, from 1."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and most files are CSV
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(source.path)
        names = list(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError):
        findings.add("file.broken", kind="parquet")
        return None
    header = name_columns(Row(0, names), findings)
    return Table(Kind.PARQUET, header, _blocks(file, names[:MOST_COLUMNS], findings))


def _blocks(file: Any, names: list[str], findings: Findings) -> Iterator[Block]:  # noqa: ANN401 - pyarrow
    import pyarrow as pa  # noqa: PLC0415

    row = 1
    try:
        for batch in file.iter_batches(batch_size=CHUNK_EVENTS):
            if not batch.num_rows:
                continue
            columns = tuple(_texts(batch.column(i)) for i in range(len(names)))
            yield Block(np.arange(row, row + batch.num_rows, dtype=np.int64), columns)
            row += batch.num_rows
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        findings.add("file.broken", line=row, kind="parquet")


def _texts(array: Any) -> list[str]:  # noqa: ANN401 - pyarrow
    """A column as text; times with a zone are written in UTC with their offset."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    kind = array.type
    if pa.types.is_dictionary(kind):
        array, kind = array.cast(kind.value_type), kind.value_type
    if pa.types.is_timestamp(kind):
        plain = array.cast(pa.timestamp("us"), safe=False) if kind.tz is None else array
        texts = (
            pc.cast(plain.cast(pa.timestamp("us", tz=kind.tz), safe=False), pa.int64()) if kind.tz else None
        )
        if texts is None:
            return [t or "" for t in plain.cast(pa.string()).to_pylist()]
        utc = texts.cast(pa.timestamp("us")).cast(pa.string())
        return [f"{t}Z" if t else "" for t in utc.to_pylist()]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return [t or "" for t in array.cast(pa.string()).to_pylist()]
    return [cell_text(v) for v in array.to_pylist()]
