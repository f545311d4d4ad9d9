"""Rate cards: what an hour of a function costs, dated and sourced, to be chosen by key and edited.

Only published or derived figures of spec worth; a published average is one value, never a made-up range.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retour.quantity import DeclaredRange, Text


class Standing(StrEnum):
    """How far the value of a card was checked."""

    READ = "read"  # in the source named
    SCALED = "scaled"  # an older published value, moved with the average of the country
    ASSUMED = "assumed"  # a published wage and a load of employer's costs that nobody published
    OWN = "own"  # written by the workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an hour worked of a population costs in its currency, charges included, from a day on."""

    key: str
    hourly_cost: DeclaredRange
    year: int  # that the value speaks of
    source: str
    currency: str = "EUR"
    standing: Standing = Standing.READ
    place: str = "FR"  # a country by its ISO code, EU, or EA for the euro area
    valid_from: date | None = None  # own cards only: the value holds from this day on
    name: Text | None = None  # own cards only: shipped ones are named by `wording`

    @property
    def average(self) -> bool:
        """True for a published average, which says nothing of how far one person is from it."""
        return self.hourly_cost.low == self.hourly_cost.high


OLD_AFTER = 2  # years


def is_old(card: Card, today: date) -> bool:
    """True when a card speaks of more than two years before a day."""
    return today.year - card.year > OLD_AFTER


def _one(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


_INSEE, _SECTORS = "insee.fr 6685426", "info-socialrh.fr"
_FRANCE, _EUROPE = "lejournaldesentreprises 2117022, Eurostat", "Eurostat, openstats.eu"
RATE_CARDS = (
    Card(
        key="admin-fr",
        hourly_cost=DeclaredRange(26, 31, 40),
        year=2024,
        source=f"{_INSEE} (28.0 × 43.7 / 39.2)",
        standing=Standing.SCALED,
    ),
    Card(
        key="managers-fr",
        hourly_cost=_one(64),
        year=2022,
        source="insee.fr 7767093 (4490 net), 8270416, × 1.45",
        standing=Standing.ASSUMED,
    ),
    Card(
        key="intermediate-fr",
        hourly_cost=_one(36),
        year=2022,
        source="insee.fr 7767093 (2570 net), 8270416, × 1.42",
        standing=Standing.ASSUMED,
    ),
    Card(key="all-fr", hourly_cost=_one(43.7), year=2024, source=_FRANCE),
    Card(key="firms-10-fr", hourly_cost=_one(38.7), year=2020, source=_INSEE),
    Card(key="admin-services-fr", hourly_cost=_one(28.0), year=2020, source=_INSEE),
    Card(key="finance-fr", hourly_cost=_one(60.3), year=2020, source=_SECTORS),
    Card(key="large-firms-fr", hourly_cost=_one(42.5), year=2020, source=_SECTORS),
    Card(key="paris-region-fr", hourly_cost=_one(48.3), year=2020, source=_SECTORS),
    Card(key="hotels-fr", hourly_cost=_one(23.8), year=2020, source=_SECTORS),
    Card(key="transport-fr", hourly_cost=_one(32.1), year=2020, source=_SECTORS),
    Card(key="all-eu", hourly_cost=_one(33.5), year=2024, source=_EUROPE, place="EU"),
    Card(key="all-euro-area", hourly_cost=_one(37.3), year=2024, source=_EUROPE, place="EA"),
    Card(key="all-de", hourly_cost=_one(43.4), year=2024, source=_EUROPE, place="DE"),
    Card(key="all-be", hourly_cost=_one(48.2), year=2024, source=_EUROPE, place="BE"),
    Card(key="all-lu", hourly_cost=_one(55.2), year=2024, source=_EUROPE, place="LU"),
    Card(key="all-bg", hourly_cost=_one(10.6), year=2024, source=_EUROPE, place="BG"),
)


def cards_with(own: tuple[Card, ...]) -> dict[str, tuple[Card, ...]]:
    """Every card by key, oldest first; a workspace's own values take the place of the shipped one."""
    found: dict[str, list[Card]] = {}
    for card in own:
        found.setdefault(card.key, []).append(card)
    for card in RATE_CARDS:
        found.setdefault(card.key, [card])
    return {key: tuple(sorted(cards, key=lambda c: c.valid_from or date.min)) for key, cards in found.items()}


def on(cards: tuple[Card, ...], day: date) -> Card:
    """The card in force on a day: the last that has begun, else the first one."""
    begun = [card for card in cards if card.valid_from is None or card.valid_from <= day]
    return begun[-1] if begun else cards[0]
