"""What a log holds, in the six figures that every process-mining tool gives."""

from dataclasses import dataclass

import duckdb

from retour.store.source import Log
from retour.store.whole import parquet_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A log in figures. The time through is from a case's first event to its last, in µs, over all cases.

    A variant is a sequence of activities that at least one case went through, in time order; events of the
    same time are in the order of their file. The median is the middle, or the mean of the two in the middle.
    """

    cases: int
    events: int
    activities: int
    variants: int
    mean_through: float
    median_through: float
    several: int = 0  # cases with two events or more, and the same figures over them
    mean_several: float | None = None
    median_several: float | None = None


def overview(log: Log) -> Overview:
    """The figures of a log."""
    files = " UNION ALL BY NAME ".join(
        f"SELECT *, {i} AS part FROM {parquet_sql(path, 'file_row_number = true')}"
        for i, path in enumerate(log.files)
    )
    with duckdb.connect() as con:
        con.execute("SET memory_limit = '700MB'")
        con.execute(
            "CREATE TABLE cases AS SELECT count(*) AS events, max(ts) - min(ts) AS through, "
            "md5_number(string_agg(activity, chr(31) ORDER BY ts, part, file_row_number)) AS variant "
            f"FROM ({files}) GROUP BY case_id"
        )
        found = con.execute(
            "SELECT count(*), sum(events), count(DISTINCT variant), avg(through), median(through), "
            "count(*) FILTER (events > 1), avg(through) FILTER (events > 1), "
            "median(through) FILTER (events > 1) FROM cases"
        ).fetchall()[0]
        activities = con.execute(f"SELECT count(DISTINCT activity) FROM ({files})").fetchall()[0][0]
    cases, events, variants, mean, median, several, mean_several, median_several = found
    return Overview(
        cases=int(cases),
        events=int(events or 0),
        activities=int(activities),
        variants=int(variants),
        mean_through=float(mean or 0),
        median_through=float(median or 0),
        several=int(several),
        mean_several=mean_several,
        median_several=median_several,
    )
