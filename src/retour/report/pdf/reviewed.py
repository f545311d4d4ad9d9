"""What people signed this quarter, as the report quotes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.review.difference import Difference
from retour.review.log import Entry, Kind, of
from retour.worth.ledger import entry as ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The decision log, oldest first, what moved since the last reviews, and the last entry of the ledger."""

    entries: tuple[Entry, ...] = ()
    moved: Mapping[str, Difference] = field(default_factory=dict)
    accounts: ledger.Entry | None = None

    @property
    def head(self) -> Entry | None:
        """The last entry of the log: its seal holds all the others."""
        return self.entries[-1] if self.entries else None

    def last(self, automation: str) -> Entry | None:
        """The last signed review of an automation."""
        found = of(self.entries, automation, Kind.REVIEW)
        return found[-1] if found else None


NOT_REVIEWED = Reviewed()
