"""The engine that a workspace chose, ready."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from retour.quantity import Problem
from retour.register.engine import EngineChoice, EngineKind
from retour.store.engines.engine import SETTING, Engine, EngineError

ALLOWED = "RETOUR_ENGINES"  # the words of those that may be chosen; unset: all


@contextmanager
def engine_of(choice: EngineChoice, environment: Mapping[str, str]) -> Iterator[Engine]:
    """The engine, until the end of the block. EngineError when it cannot be had."""
    allowed = environment.get(ALLOWED)
    if allowed is not None and choice.kind.value not in allowed.replace(",", " ").split():
        raise EngineError(Problem("engine.not_allowed", SETTING, choice.kind.value))
    engine = _started(choice, environment)
    try:
        yield engine
    finally:
        engine.close()


def _started(choice: EngineChoice, environment: Mapping[str, str]) -> Engine:
    match choice.kind:
        case EngineKind.CLICKHOUSE:
            from retour.store.engines.clickhouse import ClickHouseEngine  # noqa: PLC0415  its library is an extra

            return ClickHouseEngine()
        case EngineKind.SPARK:
            from retour.store.engines.spark import SparkEngine  # noqa: PLC0415  the same

            return SparkEngine(choice.master)
        case EngineKind.POSTGRESQL:
            from retour.store.engines.postgresql import PostgresEngine  # noqa: PLC0415  the same

            return PostgresEngine(_address(choice, environment))
        case _:
            from retour.store.engines.duckdb import DuckEngine  # noqa: PLC0415  only what is used is loaded

            return DuckEngine()


def _address(choice: EngineChoice, environment: Mapping[str, str]) -> str:
    url = environment.get(choice.url_env, "")
    if not url:
        raise EngineError(Problem("engine.no_address", SETTING, choice.url_env))
    return url
