"""What is asked of one or two exports besides the files: the deadline, the date, what a case costs."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from retour.quantity import DeclaredRange, Span
from retour.watch.matching import NameRule

DAY = Span(seconds=86_400)
# INSEE, coût du travail 2020-2022 porté à 2024: loaded cost of an hour, administrative staff to managers.
USUAL_HOUR = DeclaredRange(26.0, 35.0, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What turns minutes into money; whatever is None stays unknown and is said so.

    `hourly_cost` of who does it; minutes of a case by hand before and after (the files' own minutes are
    believed first); `per_month`, what the tool costs for this automation.
    """

    hourly_cost: DeclaredRange | None = None
    minutes_before: DeclaredRange | None = None
    minutes_after: DeclaredRange | None = None
    per_month: DeclaredRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question.

    `today` and `timezone` settle what is late; `within` None: a day with two files, no deadline with one.
    `rule` None: names are not compared. `refused`: (line came in, line done) of name pairs refused by a
    person. `end`: with one file, the activity that ends a case (guessed otherwise). `name` is what the user
    calls the automation.
    """

    today: date
    within: Span | None = None
    go_live: date | None = None
    timezone: str = "Europe/Paris"
    lang: str = "fr"
    rule: NameRule | None = NameRule()
    refused: AbstractSet[tuple[int, int]] = frozenset()
    priced: Priced = field(default_factory=Priced)
    end: str | None = None
    name: str = ""
    currency: str = "EUR"
