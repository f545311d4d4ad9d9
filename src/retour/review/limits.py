"""The thresholds of the verdict as the log knows them: a change between two signed reviews is an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from retour.register.automation import Review
from retour.review.log import Entry, Kind, Statement
from retour.verdict.thresholds import Thresholds

MONEY = ("little_loss", "least_gain")  # a month, in the workspace's currency; the others are shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A threshold that changed: its name, what it was, what it is."""

    name: str
    before: float
    now: float


def thresholds_statement(
    review: Review, entries: Sequence[Entry], declared: Mapping[str, float]
) -> Statement | None:
    """What is signed before a review whose thresholds are not those of the last entry; None when they are.

    Args:
        review: the review about to be signed; its day and its author are those of the entry.
        entries: the log so far. Before the first entry, the thresholds are the method's own.
        declared: the thresholds that the register changes, by name.
    """
    before, now = (asdict(Thresholds().changed(said)) for said in (known(entries), declared))
    changed = {name: [before[name], now[name]] for name in now if now[name] != before[name]}
    if not changed:
        return None
    said = {"changed": changed, "thresholds": dict(declared)}
    return Statement(kind=Kind.THRESHOLDS, automation="", at=review.at, by=review.by, said=said)


def known(entries: Sequence[Entry]) -> dict[str, float]:
    """The thresholds that the last review or the last change was signed with; none: the method's own."""
    names = asdict(Thresholds())
    for entry in reversed(entries):
        said = entry.statement.said.get("thresholds")
        if isinstance(said, Mapping):
            return {k: float(v) for k, v in said.items() if k in names and isinstance(v, int | float)}
    return {}


def moved(entry: Entry) -> tuple[Moved, ...]:
    """What an entry of the log changed; nothing when it is no change of thresholds."""
    changed = entry.statement.said.get("changed")
    if entry.statement.kind is not Kind.THRESHOLDS or not isinstance(changed, Mapping):
        return ()
    return tuple(
        Moved(name=str(name), before=float(pair[0]), now=float(pair[1]))
        for name, pair in changed.items()
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(v, int | float) for v in pair)
    )
