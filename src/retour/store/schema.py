"""Columns of the event log, the same in every segment; attributes are columns named ``a_<name>``."""

import pyarrow as pa

BASE = (
    ("event_id", pa.string()),
    ("case_id", pa.string()),
    ("activity", pa.string()),
    ("ts", pa.int64()),
    ("actor_kind", pa.string()),
    ("actor", pa.string()),
    ("amount", pa.int64()),
    ("minutes", pa.int64()),
    ("automation", pa.string()),
    ("file", pa.string()),
    ("line", pa.int64()),
)


def attribute_column(name: str) -> str:
    """The log column of a declared attribute."""
    return f"a_{name}"


def log_schema(attributes: tuple[str, ...]) -> pa.Schema:
    """Arrow schema of a process's log."""
    extra = [(attribute_column(name), pa.string()) for name in attributes]
    return pa.schema([*BASE, *extra])
