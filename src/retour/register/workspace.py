"""A workspace as declared: one organisation, its objectives, roles, tools, processes, automations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from retour.quantity import DeclaredRange, Text
from retour.register.automation import Automation, Change, JournalLine, Review
from retour.register.cards import Card, on
from retour.register.currency import ExchangeRate
from retour.register.engine import EngineChoice
from retour.register.process import Process
from retour.register.retention import Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Something the organisation wants; `reviewed` is when somebody last confirmed it."""

    key: str
    name: Text
    reviewed: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A function with its loaded hourly cost (currency per hour worked), and where the range comes from.

    `cards`: the dated values of the rate card that it follows, oldest first, in the workspace's currency;
    `hourly_cost` is then the last of them. Empty where somebody typed the cost.
    """

    key: str
    name: Text
    hourly_cost: DeclaredRange
    source: str = ""
    cards: tuple[Card, ...] = ()

    def at(self, day: date) -> "Role":
        """The role with the cost that its card gives on a day."""
        if not self.cards:
            return self
        card = on(self.cards, day)
        return replace(self, hourly_cost=card.hourly_cost, source=card.source)


class Billed(StrEnum):
    """What a tool counts on its invoice."""

    EXECUTIONS = "executions"  # n8n
    TASKS = "tasks"  # Zapier: action steps
    CREDITS = "credits"  # Make since August 2025
    OPERATIONS = "operations"  # Make before


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerPlan:
    """The plan just below: its price a month and the units a month that it includes."""

    price: DeclaredRange
    includes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolPlan:
    """A plan as invoiced: money a month for units a month, of which day, and who says so."""

    price: DeclaredRange
    includes: float
    unit: Billed
    at: date
    lower: LowerPlan | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool and its monthly price; with a `plan`, its price is the plan's."""

    key: str
    name: Text
    per_month: DeclaredRange | None = None
    plan: ToolPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Working days: Monday is 0. `country` adds public holidays. Hours per full-time year for FTE."""

    country: str | None = None
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours_per_year: float = 1607.0  # legal full time, France (INSEE)
    days_per_month: float = 19.1  # 1607 / 7 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All that is declared in a workspace. `revision` is a digest of the files it came from."""

    name: str
    currency: str = "EUR"
    exchange: tuple[ExchangeRate, ...] = ()
    cards: tuple[Card, ...] = ()  # the workspace's own
    locale: str = "fr"
    timezone: str = "Europe/Paris"
    calendar: WorkCalendar = WorkCalendar()
    retention: Retention = Retention()
    engine: EngineChoice = EngineChoice()
    objectives: tuple[Objective, ...] = ()
    roles: tuple[Role, ...] = ()
    tools: tuple[Tool, ...] = ()
    processes: tuple[Process, ...] = ()
    automations: tuple[Automation, ...] = ()
    changes: tuple[Change, ...] = ()  # changes.yaml: prices, holidays, other projects
    reviews: tuple[Review, ...] = ()
    journal: tuple[JournalLine, ...] = ()  # journal.yaml: what people saw on the ground
    thresholds: Mapping[str, float] = field(
        default_factory=dict
    )  # of the verdict, where somebody changed one
    revision: str = ""

    def rate(self, currency: str) -> ExchangeRate | None:
        """What one unit of another currency is in this one's, if somebody wrote it."""
        return next((r for r in self.exchange if r.currency == currency), None)

    def at(self, day: date) -> "Register":
        """The register with the hourly costs in force on a day."""
        if not any(role.cards for role in self.roles):
            return self
        return replace(self, roles=tuple(role.at(day) for role in self.roles))

    def automation(self, key: str) -> Automation | None:
        """The automation with this key, if declared."""
        return next((a for a in self.automations if a.key == key), None)

    def process(self, key: str | None) -> Process | None:
        """The process with this key, if declared."""
        return next((p for p in self.processes if p.key == key), None)

    def role(self, key: str | None) -> Role | None:
        """The role with this key, if declared."""
        return next((r for r in self.roles if r.key == key), None)

    def tool(self, key: str) -> Tool | None:
        """The tool with this key, if declared."""
        return next((t for t in self.tools if t.key == key), None)

    def objective(self, key: str | None) -> Objective | None:
        """The objective with this key, if declared."""
        return next((o for o in self.objectives if o.key == key), None)
