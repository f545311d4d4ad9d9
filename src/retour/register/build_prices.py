"""What things cost in `retour.yaml`: other currencies, rate cards, roles, tools and their plans."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from retour.quantity import DeclaredRange
from retour.register.build_names import check_currency, key_is_written_well, name_of
from retour.register.build_values import Scale, money_per_hour, money_per_month, number, optional, ranged
from retour.register.cards import Card, Standing, cards_with, on
from retour.register.currency import Currency, ExchangeRate, exchanged
from retour.register.keys import nearest
from retour.register.sheet import Path, Sheet
from retour.register.wire import DatedMap, RangeMap
from retour.register.wire_values import Quantity
from retour.register.wire_workspace import CardMap, ExchangeMap, RoleMap, ToolMap, ToolPlanMap, WorkspaceMap
from retour.register.workspace import LowerPlan, Role, Tool, ToolPlan

_RATE = Scale(units={"": 1.0}, low=1e-9)
_UNITS = Scale(units={"": 1.0, "/month": 1.0}, low=1.0)
LAST = date.max


def rates(sheet: Sheet, wire: WorkspaceMap) -> tuple[ExchangeRate, ...]:
    """The rates of other currencies that the workspace wrote."""
    made = (_rate(sheet, wire.currency, key, found) for key, found in wire.exchange.items())
    return tuple(rate for rate in made if rate is not None)


def _rate(sheet: Sheet, home: str, key: str, wire: ExchangeMap) -> ExchangeRate | None:
    path: Path = ("exchange", key)
    value = ranged(sheet, path, RangeMap(low=wire.low, mode=wire.mode, high=wire.high), _RATE)
    if key == home:
        sheet.note(path, "exchange.itself", value=key)
    if not check_currency(sheet, path, key) or value is None or key == home:
        return None
    return ExchangeRate(currency=key, value=value, at=wire.at, source=wire.source)


@dataclass(frozen=True, slots=True)
class Prices:
    """Reads the cards, the roles and the tools of a workspace, in its currency."""

    sheet: Sheet
    wire: WorkspaceMap
    exchange: tuple[ExchangeRate, ...]

    @property
    def currency(self) -> Currency:
        """The workspace's currency, with its rates."""
        return Currency(self.wire.currency, {rate.currency: rate.value for rate in self.exchange})

    @property
    def own(self) -> tuple[Card, ...]:
        """The workspace's own cards, in its currency."""
        return tuple(card for key, found in self.wire.cards.items() for card in self._cards(key, found))

    def _cards(self, key: str, wire: CardMap) -> Iterator[Card]:
        path: Path = ("cards", key)
        for place, found in wire.hourly_cost.items():
            value = ranged(self.sheet, (*path, "hourly_cost", place), found, money_per_hour(self.currency))
            year = _year(found, wire)
            if year is None:
                self.sheet.note((*path, "year"), "key.missing", value="year", hint="year: 2026")
            elif value is not None:
                yield Card(
                    key=key,
                    hourly_cost=value,
                    year=year,
                    source=found.source,
                    currency=self.wire.currency,
                    standing=Standing.OWN,
                    place="",
                    valid_from=found.valid_from,
                    name=wire.name,
                )

    def roles(self) -> tuple[Role, ...]:
        """Every role whose hour has a cost, typed or of a card."""
        cards = cards_with(self.own)
        made = (self._role(key, found, cards) for key, found in self.wire.roles.items())
        return tuple(role for role in made if role is not None)

    def _role(self, key: str, wire: RoleMap, cards: dict[str, tuple[Card, ...]]) -> Role | None:
        path: Path = ("roles", key)
        well = key_is_written_well(self.sheet, path, key)
        if wire.card is not None and wire.hourly_cost is not None:
            self.sheet.note((*path, "card"), "role.cost_twice", value=wire.card)
            return None
        role = self._typed(path, wire) if wire.card is None else self._of_card(path, wire, cards)
        return role if well else None

    def _typed(self, path: Path, wire: RoleMap) -> Role | None:
        if wire.hourly_cost is None:
            self.sheet.note((*path, "hourly_cost"), "key.missing", value="hourly_cost")
            return None
        cost = ranged(self.sheet, (*path, "hourly_cost"), wire.hourly_cost, money_per_hour(self.currency))
        key = str(path[-1])
        if cost is None:
            return None
        return Role(key=key, name=name_of(key, wire.name), hourly_cost=cost, source=wire.hourly_cost.source)

    def _of_card(self, path: Path, wire: RoleMap, cards: dict[str, tuple[Card, ...]]) -> Role | None:
        here: Path = (*path, "card")
        found = cards.get(wire.card or "")
        if found is None:
            self.sheet.note(here, "card.unknown", value=wire.card, hint=nearest(str(wire.card), cards))
            return None
        priced = [self._priced(here, card) for card in found]
        known = tuple(card for card in priced if card is not None)
        if len(known) < len(priced):
            return None
        key, last = str(path[-1]), on(known, LAST)
        return Role(
            key=key,
            name=name_of(key, wire.name),
            hourly_cost=last.hourly_cost,
            source=last.source,
            cards=known,
        )

    def _priced(self, path: Path, card: Card) -> Card | None:
        """The card in the workspace's currency, said where it comes from; None without a rate."""
        value, home = card.hourly_cost, self.currency
        if card.currency != home.home:
            if card.currency not in home.rates:
                hint = f"exchange: {{{card.currency}: …}}"
                self.sheet.note(path, "currency.no_rate", value=card.currency, hint=hint, home=home.home)
                return None
            value = exchanged(value, home.rates[card.currency])
        source = ", ".join(filter(None, (card.key, card.source, str(card.year))))
        value = DeclaredRange(
            value.low, value.mode, value.high, place=self.sheet.document.place(path), source=source
        )
        return replace(card, hourly_cost=value)

    def tools(self) -> tuple[Tool, ...]:
        """Every tool without a mistake."""
        made = (self._tool(key, found) for key, found in self.wire.tools.items())
        return tuple(tool for tool in made if tool is not None)

    def _tool(self, key: str, wire: ToolMap) -> Tool | None:
        errors, path = self.sheet.errors, ("tools", key)
        key_is_written_well(self.sheet, path, key)
        price = optional(self.sheet, (*path, "per_month"), wire.per_month, money_per_month(self.currency))
        if wire.plan is not None and wire.per_month is not None:
            self.sheet.note((*path, "plan"), "tool.price_twice", value=key)
        plan = None if wire.plan is None else self._plan((*path, "plan"), wire.plan)
        if self.sheet.errors != errors:
            return None
        price = plan.price if plan is not None else price
        return Tool(key=key, name=name_of(key, wire.name), per_month=price, plan=plan)

    def _plan(self, path: Path, wire: ToolPlanMap) -> ToolPlan | None:
        scale = money_per_month(self.currency)
        price = ranged(self.sheet, (*path, "price"), wire.price, scale)
        includes = self._units((*path, "includes"), wire.includes)
        lower = self._lower(path, wire, scale)
        if price is None or includes is None:
            return None
        price = replace(price, source=", ".join(filter(None, (wire.source, wire.at.isoformat()))))
        return ToolPlan(
            price=price, includes=includes, unit=wire.unit, at=wire.at, lower=lower, source=wire.source
        )

    def _lower(self, path: Path, wire: ToolPlanMap, scale: Scale) -> LowerPlan | None:
        below = wire.lower
        if below is None:
            return None
        price = ranged(self.sheet, (*path, "lower", "price"), below.price, scale)
        includes = self._units((*path, "lower", "includes"), below.includes)
        if includes is not None and includes >= wire.includes:
            self.sheet.note((*path, "lower", "includes"), "plan.not_lower", value=f"{includes:g}")
        return None if price is None or includes is None else LowerPlan(price=price, includes=includes)

    def _units(self, path: Path, written: float) -> float | None:
        return number(self.sheet, path, Quantity(written), _UNITS)


def _year(found: DatedMap, wire: CardMap) -> int | None:
    """The year that a value speaks of: said, else that of the day from which it holds."""
    return wire.year or (found.valid_from.year if found.valid_from else None)
