"""Who was recognised in two files, how, and who could not be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

DAY = 86_400_000_000  # µs


class Step(StrEnum):
    """How a case was recognised, in the order in which it is tried."""

    CASE = "case"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


class State(IntEnum):
    """What became of one case that came in."""

    MISSING = 0  # nothing like it in the other file
    FOUND = 1
    REPEATED = 2  # the same person asked again within a day: one case
    KNOWN = 3  # the same person has a record, which is older or answers another request
    DOUBTFUL = 4  # several names are as near: a person must say
    NOTHING = 5  # nothing to recognise it by
    UNCHECKED = 6  # it may well be there by its name, which was not compared: too many of them


class Why(StrEnum):
    """Why a step was not tried, or was given up."""

    ABSENT = "absent"  # one of the files has no such column
    OTHER_NUMBERS = "other_numbers"  # the numbers of the two files do not mean the same thing
    TOO_LARGE = "too_large"  # too many names to compare within a few seconds
    REFUSED = "refused"  # the user asked not to
    NOBODY_LEFT = "nobody_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One file's cases, n of them: line, first moment (µs UTC), and what each can be recognised by.

    E-mails and phones are normalised; None or an empty text where there is none. `own_numbers`: the file
    has a column of case numbers (else two lines of one person within a day are one request).
    """

    line: NDArray[np.int64]
    at: NDArray[np.int64]
    case: Sequence[str | None]
    email: Sequence[str | None]
    phone: Sequence[str | None]
    person: Sequence[str]
    company: Sequence[str]
    own_numbers: bool = True

    def __len__(self) -> int:
        return len(self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """When two names are one: stated to the user as it is.

    `threshold` is the share of letters that agree (1: the same); `with_other_address` the same where both
    files give an e-mail or a phone and none agrees; `window_days` how long after the request the record
    may have been made; `margin` how far the second best must stay behind.
    """

    threshold: float = 0.85
    with_other_address: float = 0.95
    window_days: float = 14.0
    margin: float = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePair:
    """Two lines taken for one case because of their names: listed, so that it can be refused."""

    came_in: int  # places in the two sides
    done: int
    lines: tuple[int, int]
    names: tuple[str, str]
    similarity: float
    seconds: float  # from the request to the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A request whose name is near several records, or that several requests could claim: not matched."""

    came_in: int
    line: int
    name: str
    records: tuple[tuple[int, str], ...]  # (line, name) of the nearest, at most five


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The outcome: for each case that came in its state, its record (-1: none) and by which step.

    `of` is, for a repeated request, the place of the one that it repeats (-1 otherwise).
    """

    state: NDArray[np.int8]
    record: NDArray[np.int64]
    of: NDArray[np.int64]
    by_step: Mapping[Step, int]
    not_tried: Mapping[Step, Why] = field(default_factory=dict)
    rule: NameRule = NameRule()
    pairs: tuple[NamePair, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    swapped: bool = False  # the records mostly come before the requests: the files were given the other way

    def count(self, state: State) -> int:
        """How many requests are in a state."""
        return int(np.count_nonzero(self.state == state))
