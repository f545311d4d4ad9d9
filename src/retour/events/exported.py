"""How an exported log says what it is, so that reading it again gives the same events.

The columns of its tables, and three marks: a pseudonym stays the pseudonym that it is, a cell that a
spreadsheet would take for a formula is behind an apostrophe, an event that has no id has none afterwards.
"""

import re

COLUMNS = (
    "event_id", "case", "activity", "time", "actor_kind", "actor", "amount", "minutes", "automation",
)  # fmt: skip
SOURCE = "retour export"  # said by the formats that have a place for it
OWN_ID = "retour:event_id"  # OCEL: the whole id of an event, where the file had to give it another
ROW = "retour-row:"  # OCEL: begins the id of an event that has none of its own
XES_KEYS = {
    "event_id": "identity:id",
    "case": "case:concept:name",
    "activity": "concept:name",
    "time": "time:timestamp",
    "actor": "org:resource",
} | {role: role for role in ("actor_kind", "amount", "minutes", "automation")}  # as flattened logs name them
_RESERVED = frozenset({*COLUMNS, *XES_KEYS.values(), OWN_ID, "lifecycle:transition", "ocel_id", "ocel_time"})
_APART = "attribute:"
_PSEUDONYM = re.compile(r"pseudonym:([0-9a-f]{16})")
_FORMULA = ("=", "+", "-", "@", "|", "%", "#", "'")


def column_of(attribute: str) -> str:
    """The column of an attribute: its name, apart from those that every export has (A is a, as in SQLite)."""
    taken = attribute.lower() in _RESERVED or attribute.startswith((_APART, "case:"))
    return f"{_APART}{attribute}" if taken else attribute


def marked(pseudonym: str) -> str:
    """A pseudonym as it is exported."""
    return f"pseudonym:{pseudonym}"


def unmarked(actor: str) -> str | None:
    """The pseudonym of an exported actor; None for anything else, which still names somebody."""
    found = _PSEUDONYM.fullmatch(actor.strip())
    return found[1] if found else None


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, nor for one of its errors.

    >>> guarded("=1+1"), guarded("'t is"), guarded("Paris")
    ("'=1+1", "''t is", 'Paris')
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1] in {"\t", "\r", "\n"} else text


def unguarded(text: str) -> str:
    """The text of a guarded cell."""
    return text.removeprefix("'")
