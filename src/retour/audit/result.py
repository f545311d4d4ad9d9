"""The AMOR audit of one automation."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Outcome of a check. UNKNOWN is never counted as a pass nor as a fail."""

    PASS = "pass"  # noqa: S105  an outcome, not a password
    PARTIAL = "partial"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Letter(StrEnum):
    """Alignement, Mesure, Observation, Rendement."""

    A = "A"
    M = "M"
    O = "O"  # noqa: E741  the framework's own letter
    R = "R"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the twenty checks. `reason` is a code for `wording`; `evidence` are keys of figures."""

    code: str  # A1 ... R5
    letter: Letter
    status: Status
    score: float | None  # 1, .75, .5, 0; None: unknown
    reason: str
    details: dict[str, object] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    asked: bool = False  # a person answers this one
    at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterScore:
    """A letter between unknown = 0 and unknown = 1; bars are 0 to 3 of the interval's middle."""

    letter: Letter
    low: float
    high: float
    known: int
    checks: int

    @property
    def bars(self) -> int | None:
        """0 to 3 bars; None when nothing is known."""
        return round(3 * (self.low + self.high) / 2) if self.known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Twenty checks, four letters; the weakest letter is the headline, there is no overall average.

    `next_review` is past when the review is owed; `stale` says that it is so late that the last one no
    longer stands.
    """

    checks: tuple[Check, ...]
    letters: tuple[LetterScore, ...]
    at: date
    next_review: date | None = None
    stale: bool = False

    @property
    def owed(self) -> bool:
        """Whether the day of the review is there, or past."""
        return self.next_review is not None and self.next_review <= self.at

    def check(self, code: str) -> Check:
        """The check with this code."""
        return next(c for c in self.checks if c.code == code)

    def letter(self, letter: Letter) -> LetterScore:
        """The score of one letter."""
        return next(s for s in self.letters if s.letter is letter)

    @property
    def weakest(self) -> LetterScore:
        """The weakest letter by its interval's middle."""
        return min(self.letters, key=lambda s: s.low + s.high)
