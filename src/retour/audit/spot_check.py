"""The spot check: ten cases drawn at random and read by a person, and what ten readings do not prove."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from retour.quantity import Estimate, Unknown
from retour.register.automation import Review
from retour.watch.exact import exact

TEN = 10
FOUND = ("right", "wrong", "unexpected")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """What the cases read were; an unexpected one is neither right nor wrong, and is counted apart."""

    right: int
    wrong: int
    unexpected: int
    at: date | None = None  # the newest review that read one

    @property
    def read(self) -> int:
        """Cases read."""
        return self.right + self.wrong + self.unexpected

    @property
    def enough(self) -> bool:
        """True when ten cases were read."""
        return self.read >= TEN

    @property
    def rate(self) -> Estimate | Unknown:
        """Share of wrong cases among those read, with its exact interval; unknown below ten."""
        return exact(self.wrong, self.read) if self.enough else Unknown("too_few_read")


def spot_check(reviews: Iterable[Review]) -> SpotCheck:
    """The cases read at some reviews: each once, as it was read last."""
    found: dict[str, str] = {}
    newest: date | None = None
    for review in sorted(reviews, key=lambda r: r.at):
        found |= {read.case: read.found for read in review.spot_check}
        newest = review.at if review.spot_check else newest
    right, wrong, unexpected = (list(found.values()).count(one) for one in FOUND)
    return SpotCheck(right=right, wrong=wrong, unexpected=unexpected, at=newest)


def drawn(cases: Iterable[str], *, salt: str, count: int = TEN) -> tuple[str, ...]:
    """Some cases at random, each at most once, in the order they were drawn; fewer when there are fewer.

    A case's lot is the SHA-256 of the salt and of the case: as good as drawn when nobody chose the salt,
    the same on every machine, and a case that arrives later moves one other out at most. Not stratified:
    a rare kind of case may have none.
    """
    return tuple(nsmallest(count, set(cases), key=lambda case: (_lot(salt, case), case)))


def salt_of(review: Review, *, seed: int) -> str:
    """The salt of a review: the same review and seed draw the same cases."""
    return f"{seed}:{review.automation}:{review.at.isoformat()}"


def _lot(salt: str, case: str) -> bytes:
    return hashlib.sha256(f"{salt}:{case}".encode()).digest()
