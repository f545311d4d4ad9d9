"""Where the one scan of a workspace runs."""

from dataclasses import dataclass
from enum import StrEnum


class EngineKind(StrEnum):
    """Engines that give the same figures, to the last digit."""

    DUCKDB = "duckdb"
    CLICKHOUSE = "clickhouse"
    POSTGRESQL = "postgresql"
    SPARK = "spark"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """An engine, and where it is: an environment variable that holds an address, or a Spark master's own.

    An address may hold a password: it never stands in the folder.
    """

    kind: EngineKind = EngineKind.DUCKDB
    url_env: str = ""  # PostgreSQL
    master: str = ""  # Spark
