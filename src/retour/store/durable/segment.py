"""The log of a process as one file with the columns of a segment, for whoever reads a folder's files."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from retour.store.durable.files import engine, reading
from retour.store.durable.known import Known
from retour.store.schema import BASE, attribute_column
from retour.store.whole import quoted_path

SAID = "md5_number_lower(concat(hex(identity), hex(content)))"


def write_segment(target: Path, known: Known, attributes: Iterable[str]) -> tuple[int, str]:
    """Write the events of a process; how many, and a digest of what they say, in whatever order.

    The id of an event there is its identity: two sources may call two events by the same id.
    """
    names = ["lower(hex(identity)) AS event_id"]
    names += [name for name, _ in BASE if name != "event_id"]
    names += [_attribute(name, known) for name in attributes]
    with engine() as con:
        query = known.query(con)
        found = con.execute(f"SELECT count(*), coalesce(bit_xor({SAID}), 0) FROM ({query})").fetchall()
        con.execute(
            f"COPY (SELECT {', '.join(names)} FROM ({query})) TO {quoted_path(target)} (FORMAT parquet)"
        )
    events, digest = (int(value) for value in found[0])
    return events, digest_of(events, digest)


def digest_of(events: int, said: int) -> str:
    """A digest of so many events; `said`: the exclusive or of what each says (`SAID`)."""
    return f"{events}-{said:016x}"


def _attribute(name: str, known: Known) -> str:
    column = attribute_column(name).replace('"', '""')
    there = attribute_column(name) in known.columns
    return f'"{column}"' if there else f'CAST(NULL AS VARCHAR) AS "{column}"'


def both_tell(log: Path, files: Sequence[Path]) -> int:
    """How many steps of a case, at a time, are in the log and in one of the files."""
    here, there = (f"SELECT DISTINCT case_id, activity, ts FROM {reading(p)}" for p in ([log], files))
    with engine() as con:
        both = f"SELECT count(*) FROM ({here}) JOIN ({there}) USING (case_id, activity, ts)"
        return int(con.execute(both).fetchall()[0][0])
