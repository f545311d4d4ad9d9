"""The few things that sqlglot alone does not say the same way everywhere: one small table a dialect.

Queries come in DuckDB's words. What they may use is the portable subset of decision 0020.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache

import sqlglot
from sqlglot import TokenType, exp

WRITTEN = "duckdb"
LONGEST_NAME = 63  # bytes of a name in PostgreSQL
Rewriting = Callable[[exp.Expr], exp.Expr]

# Letters whose lower case is one other letter: Latin, Greek, Cyrillic. `lower` of PostgreSQL knows only the
# ASCII ones where texts are compared byte by byte, which is how they are ordered the same on every engine.
_UPPER = "".join(c for c in map(chr, range(0x530)) if len(c.lower()) == 1 and c.lower() != c)
_LOWER = _UPPER.lower()


def translated(sql: str, dialect: str, values: Sequence[object] = ()) -> str:
    """A query in the words of another engine, its question marks replaced by literals."""
    return _written(_filled(sql, values) if values else sql, dialect)


@lru_cache(maxsize=512)
def _written(sql: str, dialect: str) -> str:
    rules = RULES[dialect]
    tree = sqlglot.parse_one(sql, read=WRITTEN)
    for node in reversed(list(tree.find_all(*rules))):  # what is inside first
        node.replace(rules[type(node)](node))
    return tree.sql(dialect=dialect)


def _filled(sql: str, values: Sequence[object]) -> str:
    marks = [t for t in sqlglot.tokenize(sql, read=WRITTEN) if t.token_type is TokenType.PLACEHOLDER]
    for mark, value in reversed(list(zip(marks, values, strict=True))):
        sql = f"{sql[: mark.start]}{literal(value)}{sql[mark.end + 1 :]}"
    return sql


def literal(value: object) -> str:
    """A value in DuckDB's words: a text, an integer, or nothing."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    return exp.Literal.string(str(value)).sql(dialect=WRITTEN)


def _call(name: str) -> Rewriting:
    """The same arguments, given to a function of another name."""
    return lambda node: exp.Anonymous(this=name, expressions=[node.this, *_second(node)])


def _second(node: exp.Expr) -> list[exp.Expr]:
    other = node.args.get("expression")
    return [] if other is None else [other]


def _exactly(name: str) -> Rewriting:
    """An exact quantile of ClickHouse: ``name(0.5)(x)``."""
    half = exp.Literal.number("0.5")
    return lambda node: exp.ParameterizedAgg(this=name, expressions=[half], params=[node.this])


def _truncated(node: exp.Expr) -> exp.Expr:
    """A quotient of integers, towards zero."""
    return exp.Div(this=exp.paren(node.this), expression=exp.paren(node.expression), typed=True, safe=False)


def _within_group(node: exp.Expr) -> exp.Expr:
    """The exact discrete quantile of Spark, for which sqlglot would write an approximate one."""
    order = exp.Order(expressions=[exp.Ordered(this=node.this)])
    share = exp.Anonymous(this="percentile_disc", expressions=[node.args["expression"]])
    return exp.WithinGroup(this=share, expression=order)


def _unforced(node: exp.Expr) -> exp.Expr:
    """A named subquery, without the hint that it be computed once: only DuckDB and PostgreSQL take it."""
    node.set("materialized", None)
    return node


def short(name: str) -> str:
    """A name that PostgreSQL does not cut, and that stays apart from others that begin alike."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return f"long_{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _shortened(node: exp.Expr) -> exp.Expr:
    node.set("this", short(str(node.this)))
    return node


def _lowered(node: exp.Expr) -> exp.Expr:
    letters = [exp.Literal.string(_UPPER), exp.Literal.string(_LOWER)]
    return exp.Anonymous(this="translate", expressions=[node.this, *letters])


RULES: dict[str, dict[type[exp.Expr], Rewriting]] = {
    "postgres": {exp.IntDiv: _truncated, exp.Lower: _lowered, exp.Identifier: _shortened},
    "clickhouse": {
        exp.IntDiv: _call("intDiv"),
        exp.Lower: _call("lowerUTF8"),
        exp.Median: _exactly("quantileExactInclusive"),
        exp.PercentileDisc: _exactly("quantileExactLow"),
        exp.CTE: _unforced,
    },
    "spark": {exp.PercentileDisc: _within_group, exp.CTE: _unforced},
}
