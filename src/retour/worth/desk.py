"""The desk where one automation's inputs are drawn, each once, so that lines that share one move together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from retour.effect.result import Effect
from retour.kpi.cells import Cells, day_number, day_of
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Grade, Period, Unknown
from retour.register.automation import Automation, RolloutKind, Status
from retour.register.workspace import Register
from retour.worth.chance import pert
from retour.worth.result import Draws, Nature

Inputs = Mapping[str, Draws]
Formula = Callable[[Inputs], Draws]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line before it is summed: a formula over the inputs, or why it is unknown.

    `amount` gives money a month (positive for a benefit and for a cost), `hours` human hours a month
    (freed by a benefit, spent by a cost), `turnover` money a month before margin.
    """

    code: str
    nature: Nature
    grade: Grade
    inputs: tuple[str, ...] = ()
    amount: Formula | None = None
    hours: Formula | None = None
    restated: Formula | None = None
    turnover: Formula | None = None
    unknown: Unknown | None = None
    avoidable: bool = True
    details: dict[str, object] = field(default_factory=dict)

    @property
    def sign(self) -> float:
        """-1 for a cost."""
        return -1.0 if self.nature is Nature.COST else 1.0


@dataclass(kw_only=True)
class Desk:
    """One automation, its dossier, and the inputs drawn so far by code."""

    automation: Automation
    dossier: Dossier
    effects: tuple[Effect, ...]
    today: date
    rng: np.random.Generator
    draws: int
    inputs: dict[str, Draws] = field(default_factory=dict)
    not_said: list[str] = field(default_factory=list)

    @property
    def register(self) -> Register:
        """What the workspace declares."""
        return self.dossier.register

    @property
    def planned(self) -> bool:
        """True before go-live: only a plan can be valued."""
        return self.automation.status is Status.PLANNED

    @property
    def go_live(self) -> date | None:
        """First day of the automation on any unit, when known."""
        rollout = self.automation.rollout
        return rollout.at or min(rollout.units.values(), default=None)

    def keep(self, code: str, sample: Draws) -> str:
        """Keep draws under a code of their own; the code, with a suffix when it was taken."""
        name, turn = code, 2
        while name in self.inputs:
            name, turn = f"{code}#{turn}", turn + 1
        self.inputs[name] = sample
        return name

    def draw(self, code: str, declared: DeclaredRange) -> str:
        """Draw a declared range; the input's code."""
        return self.keep(code, pert(declared, self.rng, self.draws))

    def rate(self, role_key: str | None) -> str | None:
        """The input code of a role's hourly cost, drawn once for every line; None when nobody gave it."""
        role = self.register.role(role_key)
        if role is None:
            return None
        return self.once(f"rate:{role.key}", role.hourly_cost)

    def once(self, code: str, declared: DeclaredRange) -> str:
        """Draw a range that several lines share; the input's code."""
        return code if code in self.inputs else self.draw(code, declared)

    def say_missing(self, code: str) -> None:
        """List something that nobody gave, once."""
        if code not in self.not_said:
            self.not_said.append(code)

    def effect(self, indicator: str) -> Effect | None:
        """The effect of the whole automation on an indicator; else the first one given."""
        found = [e for e in self.effects if e.indicator == indicator]
        return next((e for e in found if e.version == "all"), found[0] if found else None)

    def treated_cells(self, indicator: str) -> Cells | None:
        """Cells of the cases that get the automation (the treated arm where lots were drawn)."""
        cells = self.dossier.cells.get((self.automation.key, indicator))
        rollout = self.automation.rollout
        if cells is None or rollout.kind is not RolloutKind.RANDOM:
            return cells
        return cells.of_arm(lambda arm: arm == rollout.treated_arm)

    @property
    def treated_share(self) -> float:
        """Share of the cases that get the automation: less than one where some are left aside at random."""
        rollout = self.automation.rollout
        if rollout.kind is not RolloutKind.RANDOM:
            return 1.0
        return 1.0 if rollout.treated_share is None else rollout.treated_share

    def watermark(self) -> datetime | None:
        """Time of the process's last event."""
        return self.dossier.watermark.get(self.automation.process or "")

    def observed_end(self) -> date:
        """First day not observed yet: the day after the process's last event, today at the latest."""
        mark = self.watermark()
        return self.today if mark is None else min(mark.date() + timedelta(days=1), self.today)

    def mature_period(self, indicator: str, effect: Effect) -> Period | None:
        """Days after go-live whose outcomes are known for good."""
        cells = self.treated_cells(indicator)
        start = effect.after.start if effect.after else self.go_live
        if cells is None or start is None or not len(cells):
            return effect.after
        return _known_days(cells, start, effect.after.end if effect.after else self.observed_end())


def _known_days(cells: Cells, start: date, end: date) -> Period | None:
    """The period cut at the first day that still has pending cases."""
    first, last = day_number(start), day_number(end)
    waiting = cells.day[(cells.pending > 0) & (cells.day >= first) & (cells.day < last)]
    stop = min((int(day) for day in waiting), default=last)
    return Period(start, day_of(stop)) if stop > first else None
