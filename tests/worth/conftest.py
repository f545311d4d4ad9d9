"""A small firm whose minutes, runs and prices are in sight of every test of worth."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from retour.events.run import Run, RunStatus
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Place, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, DatedRange, Effort, Per, TimeLine, Use
from retour.worth import Shared, Worth, worth_of

TODAY = date(2026, 7, 1)
GO_LIVE = date(2026, 4, 1)


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


def dated(value: float, since: date | None = None) -> DatedRange:
    return DatedRange(value=sure(value), valid_from=since)


@pytest.fixture
def fixed() -> Callable[[float], DeclaredRange]:
    return sure


@pytest.fixture
def at_date() -> Callable[..., DatedRange]:
    return dated


@pytest.fixture
def run() -> Callable[..., Run]:
    """A production run of `reminders` that ends well after a minute, unless said otherwise."""

    def make(key: str, day: date, **said: Any) -> Run:
        started = datetime(day.year, day.month, day.day, 9)
        usual: dict[str, Any] = {
            "automation": "reminders",
            "ended": started + timedelta(minutes=1),
            "status": RunStatus.SUCCESS,
            "place": Place("runs.csv", 2),
        }
        return Run(id=key, started=started, **(usual | said))

    return make


@pytest.fixture
def minutes() -> Callable[..., TimeLine]:
    """A time line of exactly so many minutes an item, all of it cash at 60 an hour (1 a minute)."""

    def make(was: float, then: float = 0.0, **said: Any) -> TimeLine:
        usual: dict[str, Any] = {
            "role": "clerk",
            "per": Per.ITEM,
            "before": (dated(was),),
            "after": (dated(then),),
            "use": Use.AVOIDED,
        }
        return TimeLine(**(usual | said))

    return make


@pytest.fixture
def automation() -> Callable[..., Automation]:
    """An automation live since 1 April whose upkeep is 10 a month and nothing else."""

    def make(*lines: Any, **said: Any) -> Automation:
        usual: dict[str, Any] = {
            "key": "reminders",
            "name": Text.same("Reminders"),
            "process": "quote",
            "rollout": Rollout(kind=RolloutKind.DATE, at=GO_LIVE),
            "costs": Costs(upkeep=Effort(money=sure(10))),
        }
        return Automation(worth=lines, **(usual | said))

    return make


@pytest.fixture
def dossier() -> Callable[..., Dossier]:
    """A dossier with a clerk at 60 an hour and a tool at 20 a month."""

    def make(*automations: Automation, **said: Any) -> Dossier:
        register = Register(
            name="firm",
            roles=(Role(key="clerk", name=Text.same("Clerk"), hourly_cost=sure(60)),),
            tools=(Tool(key="make", name=Text.same("Make"), per_month=sure(20)),),
            automations=automations,
        )
        return Dossier(register=register, **said)

    return make


@pytest.fixture
def worth(dossier: Callable[..., Dossier]) -> Callable[..., Worth]:
    """The worth of an automation on 1 July, with a thousand draws and a fixed seed."""

    def make(automation: Automation, *effects: Any, draws: int = 1000, **said: Any) -> Worth:
        others = said.pop("others", ())
        today = said.pop("today", TODAY)
        return worth_of(
            automation,
            dossier(automation, *others, **said),
            effects,
            today=today,
            rng=np.random.default_rng(7),
            shared=Shared(size=draws),
        )

    return make
