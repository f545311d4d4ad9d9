"""The state of a durable log of any size: what is kept of its sealed files, and what came since.

The kept state follows the sealed files. The few cases that something not sealed speaks of are read again from
all of their events, each time: what is not sealed may still change.
"""

from collections.abc import Sequence
from pathlib import Path

from retour.kpi.plan import Plan
from retour.store.durable.files import engine, reading
from retour.store.engines.engine import Tables
from retour.store.source import InPlace, Log
from retour.store.state import KeptState, folder_of
from retour.store.state_steps import Keyed
from retour.store.tree import state_query
from retour.store.whole import parquet_sql


def keyed_of(plan: Plan) -> Keyed:
    """The kept state of a plan has the name of each case beside its key."""
    return Keyed(plan, also=("case_id",))


def kept_in(folder: Path, plan: Plan) -> Path:
    """Where the state of a plan is kept under a folder."""
    return folder_of(folder, keyed_of(plan))


def see_state(tables: Tables, log: Log, plan: Plan, folder: Path) -> tuple[str, ...]:
    """Make `state` stand for the state of a log that is seen as `log`; the names of all that was made.

    What is kept of it is in a folder.
    """
    if log.in_place is None:
        raise ValueError("state.not_a_durable_log")
    if not log.files:
        tables.keep("state", state_query(plan).sql(dialect="duckdb"))
        return ("state",)
    with engine() as con:
        kept = KeptState(folder, keyed_of(plan), con)
        kept.bring(log.sealed)
        sealed = kept.sql
    columns = ", ".join(f'"{name}"' for name in ("case_id", *(plan.name(c) for c in plan.columns)))
    tables.see("sealed_state", sealed)
    tables.keep("moved", _moved(log.files, log.in_place))
    if not tables.rows("SELECT count(*) FROM moved")[0][0]:
        tables.see("state", f"SELECT {columns} FROM sealed_state")
        return "state", "moved", "sealed_state"
    tables.see("moved_log", "SELECT * FROM log SEMI JOIN moved USING (case_key)")
    tables.keep("moved_state", state_query(plan, "moved_log").sql(dialect="duckdb"))
    sealed_and_moved = (
        f"SELECT {columns} FROM sealed_state ANTI JOIN moved USING (case_key) "
        f"UNION ALL SELECT {columns} FROM moved_state"
    )
    tables.see("state", sealed_and_moved)
    return "state", "moved_state", "moved_log", "moved", "sealed_state"


def _moved(files: Sequence[Path], where: InPlace) -> str:
    """The keys of the cases that something not sealed speaks of."""
    came = f"SELECT DISTINCT case_key FROM {parquet_sql(where.fresh)}"
    if where.gone is None:
        return came
    gone = f"(FROM {parquet_sql(where.gone)})"
    return f"{came} UNION SELECT case_key FROM {reading(files)} SEMI JOIN {gone} USING (identity)"
