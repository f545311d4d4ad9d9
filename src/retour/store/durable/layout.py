"""How the durable log lies in a workspace folder: names, columns, buckets.

``log/hot.sqlite`` holds what came in and is not sealed yet; ``log/<process>/events`` exactly one row an
event, as it is known today; ``log/<process>/history`` what was said before and corrected, and what was taken
back; ``log/_runs`` the runs. The three last are Delta tables of plain Parquet files.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from retour.register.keys import is_key
from retour.store.schema import BASE, attribute_column

FOLDER = "log"
HOT = "hot.sqlite"
EVENTS, HISTORY, RUNS = "events", "history", "_runs"
BUCKETS = 16
PREFIX = attribute_column("")
KNOWING = (
    ("case_key", pa.int64()),
    ("identity", pa.binary()),
    ("content", pa.binary()),
    ("recorded", pa.int64()),
)
PAST = (("superseded", pa.int64()), ("retracted", pa.bool_()))
RUN_COLUMNS = (
    ("source", pa.string()),
    ("run_id", pa.string()),
    ("automation", pa.string()),
    ("started", pa.int64()),
    ("told", pa.string()),
    ("identity", pa.binary()),
    ("content", pa.binary()),
    ("recorded", pa.int64()),
    ("line", pa.int64()),
)
TYPES = (*BASE, *KNOWING, *PAST)
BUCKET = ("bucket", pa.int32())


def events_schema(attributes: Iterable[str], *, past: bool = False) -> pa.Schema:
    """Columns of a file of events; `past`: of the history, with when each row stopped being believed."""
    extra = [(attribute_column(name), pa.string()) for name in sorted(set(attributes))]
    return pa.schema([*BASE, *KNOWING, *(PAST if past else ()), *extra])


def runs_schema() -> pa.Schema:
    """Columns of a file of runs."""
    return pa.schema(RUN_COLUMNS)


def case_key(case: str, turn: int = 0) -> int:
    """63 bits that stand for a case; another `turn` gives others, for the case whose first ones are taken."""
    said = case.encode("utf-8", "surrogatepass") + (b"\x1f%d" % turn if turn else b"")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") >> 1


def case_check(case: str) -> int:
    """32 other bits of a case: two cases that share a key do not share these too."""
    return int.from_bytes(hashlib.blake2b(case.encode("utf-8", "surrogatepass"), digest_size=12).digest()[8:])


def folder_name(process: str) -> str:
    """The folder of a process: its key, or a digest of a name that no folder may have."""
    if is_key(process) and len(process) <= 100:
        return process
    return "_" + hashlib.blake2b(process.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def log_folder(workspace: Path) -> Path:
    """The folder of the durable log."""
    return workspace / FOLDER
