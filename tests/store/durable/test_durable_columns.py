"""The columns of the log: the attributes that a process declares, when it declares them."""

from pathlib import Path

import duckdb

from retour.store.durable.log import opened
from store.durable.tails import told


def test_an_attribute_declared_later_is_a_column_from_then_on_and_one_never_declared_is_not_kept(
    tmp_path: Path,
) -> None:
    said = '{"Client type":"B2B","secret":"x"}'
    with opened(tmp_path) as log:
        log.hot.append([told("1", attributes=said)]).result(30)
        log.seal(lambda _: ())
        log.hot.append([told("2", "Q-2", attributes=said), told("1", amount=5, attributes=said)]).result(30)
        log.seal(lambda _: ("Client type",))
        log.hot.append([told("3", "Q-3", attributes=said)]).result(30)
        known = log.view().known("quote", lambda _: ("Client type",))
        with duckdb.connect() as con:
            query = known.query(con)
            columns = 'SELECT case_id, amount, "a_Client type" '
            rows = con.execute(f"{columns} FROM ({query}) ORDER BY 1").fetchall()
        assert rows == [("Q-1", 5, "B2B"), ("Q-2", None, "B2B"), ("Q-3", None, "B2B")]
        assert "a_secret" not in log.cold.pair("quote").events.snapshot().columns
        assert not any(b"secret" in path.read_bytes() for path in tmp_path.rglob("*.parquet"))


def test_a_process_whose_name_no_folder_may_have_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told("1", process="../../etc"), told("2", process="_runs")]).result(30)
        log.seal(lambda _: ())
        view = log.view()
        assert {name: view.count(name) for name in view.processes} == {"../../etc": 1, "_runs": 1}
        assert {p.parent for p in (tmp_path / "log").iterdir()} == {tmp_path / "log"}
    assert {p.name for p in tmp_path.iterdir()} <= {".retour", "log"}
