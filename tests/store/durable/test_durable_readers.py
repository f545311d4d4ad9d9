"""The log is plain Parquet in a Delta table: other tools read it as it is."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from retour.store.durable.files import reading
from retour.store.durable.log import DurableLog, opened
from retour.store.durable.table import Table
from store.durable.tails import DAY, kept, told


@pytest.fixture
def log(tmp_path: Path) -> DurableLog:
    """Two hundred events of fifty cases, ten of them corrected after the first seal."""
    with opened(tmp_path) as made:
        events = [told(str(n), f"Q-{n % 50}", at=DAY + n, amount=100) for n in range(200)]
        made.hot.append(events).result(30)
        made.seal(kept)
        made.hot.append([event._replace(amount=300) for event in events[:10]]).result(30)
        made.seal(kept)
    return made


def table_of(log: DurableLog) -> Table:
    return log.cold.pair("quote").events


TRUTH = (200, 190 * 100 + 10 * 300, 50)


def test_duckdb_reads_the_files_that_the_table_lists(log: DurableLog) -> None:
    table = table_of(log)
    with duckdb.connect() as con:
        source = reading(table.paths(table.snapshot().files))
        found = con.execute(
            "SELECT count(*), sum(amount), count(DISTINCT case_key) FROM " + source  # noqa: S608
        ).fetchall()
    assert found == [TRUTH]


def test_polars_and_pyarrow_read_the_delta_table(log: DurableLog) -> None:
    import polars as pl
    from deltalake import DeltaTable

    table = DeltaTable(table_of(log).folder)
    frame = pl.read_parquet(table.file_uris())
    assert (frame.height, frame["amount"].sum(), frame["case_key"].n_unique()) == TRUTH
    arrow = table.to_pyarrow_table()
    assert (arrow.num_rows, sum(arrow["amount"].to_pylist())) == TRUTH[:2]
    assert sum(row["num_records"] for row in pyarrow_rows(table)) == TRUTH[0]


def pyarrow_rows(table: object) -> list[dict[str, int]]:
    import pyarrow as pa

    return pa.table(table.get_add_actions(flatten=True)).to_pylist()  # type: ignore[attr-defined]


CLICKHOUSE = """
import sys, chdb
sql = f"SELECT count(), sum(amount), uniqExact(case_key) FROM deltaLakeLocal('{sys.argv[1]}')"
print(chdb.query(sql, "CSV"))
"""


def test_clickhouse_reads_the_delta_table(log: DurableLog) -> None:
    pytest.importorskip("chdb")
    args = [sys.executable, "-c", CLICKHOUSE, str(table_of(log).folder)]
    ran = subprocess.run(args, capture_output=True, text=True, check=True, cwd=log.workspace)
    assert ran.stdout.strip() == ",".join(map(str, TRUTH))


def test_a_compacted_bucket_is_one_file_sorted_by_case_and_time(log: DurableLog) -> None:
    done, problems = log.compact(many=1)
    assert (problems, done.before > done.after) == ((), True)
    files = table_of(log).snapshot().files
    assert len({f.bucket for f in files}) == len(files)
    with duckdb.connect() as con:
        for path in table_of(log).paths(files):
            source = "SELECT case_key, ts, line FROM " + reading([path])  # noqa: S608
            rows = con.execute(source).fetchall()
            assert rows == sorted(rows)
            assert len({key % 16 for key, _, _ in rows}) == 1


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_reads_the_parquet_files(log: DurableLog, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    try:
        table = table_of(log)
        frame = session.read.parquet(*map(str, table.paths(table.snapshot().files)))
        frame.createOrReplaceTempView("events")
        found = session.sql("SELECT count(*), sum(amount), count(DISTINCT case_key) FROM events").collect()
        assert tuple(found[0]) == TRUTH
    finally:
        session.stop()
