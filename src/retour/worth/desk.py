"""The desk where one automation's inputs are drawn, each once, so that lines that share one move together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from retour.effect.result import Effect
from retour.kpi.caseload import SHORTEST, CaseLoad, case_load, observed_end
from retour.kpi.cells import CaseFrame, Cells, day_number, day_of
from retour.kpi.dossier import Dossier
from retour.kpi.switched import got_it, steady_since
from retour.quantity import DeclaredRange, Grade, Period, Unit, Unknown
from retour.register.automation import Automation, Status
from retour.register.workspace import Register
from retour.worth.bins import Bins, bins_by_rank, bins_of
from retour.worth.chance import ENDS, TORNADO, Drawn, declared_of, ranked_pert
from retour.worth.inputs import Input, Origin, declared, derived
from retour.worth.quantiles import quantiles_of
from retour.worth.result import Draws, Nature
from retour.worth.shared import Shared
from retour.worth.strata import Ranks

Inputs = Mapping[str, Draws]
Formula = Callable[[Inputs], Draws]
SCALE = "cases_scale"  # an input that nothing draws: how many times the cases that were counted
ONCE = np.ones(1)


def scale(x: Inputs) -> Draws:
    """How many times the cases counted are handled: once, but where a break-even moves them."""
    return x.get(SCALE, ONCE)


@dataclass(eq=False, slots=True)
class Once:
    """A formula that other formulas are made of: what it gave first is given again while its inputs stay."""

    formula: Formula
    codes: tuple[str, ...]  # of its inputs
    first: tuple[Draws | None, ...] = ()
    gave: Draws | None = None

    def __call__(self, x: Inputs) -> Draws:
        """Its value at inputs; those of the first call are held, so another array is never taken for one."""
        at = tuple(x.get(code) for code in self.codes)
        if self.gave is None:
            self.first, self.gave = at, self.formula(x)
        elif any(one is not other for one, other in zip(at, self.first, strict=True)):
            return self.formula(x)
        return self.gave


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line before it is summed: a formula over the inputs, or why it is unknown.

    `amount` gives money a month (positive for a benefit and for a cost), `hours` human hours a month
    (freed by a benefit, spent by a cost), `turnover` money a month before margin. `inputs` are codes of
    draws, `facts` codes of what is not drawn: it was counted. `by` are inputs that `amount` is proportional
    to, with `SCALE` where it follows the cases that were counted.
    """

    code: str
    nature: Nature
    grade: Grade
    inputs: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    amount: Formula | None = None
    hours: Formula | None = None
    restated: Formula | None = None
    turnover: Formula | None = None
    gross: Formula | None = None  # before exceptions, and were nothing shared
    unknown: Unknown | None = None
    avoidable: bool = True
    saved: Draws | None = None  # what stopping saves of a cost that is not avoidable: the plan drops
    unused_borne: Draws | None = None  # beside `amount`, its part of what nobody used: for a return
    facts: tuple[str, ...] = ()
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
    shared: Shared
    inputs: dict[str, Draws] = field(default_factory=dict)
    commons: dict[str, Drawn] = field(default_factory=dict)
    ranks: dict[str, Ranks] = field(default_factory=dict)  # of the draws, where they are known
    tornado: dict[str, tuple[float, ...]] = field(default_factory=dict)  # their ends, where they are known
    binned: dict[str, Bins] = field(default_factory=dict)
    made: dict[str, Formula] = field(default_factory=dict)  # inputs that follow others, where those are moved
    told: dict[str, Input] = field(default_factory=dict)  # where each input comes from, drawn or counted
    not_said: list[str] = field(default_factory=list)

    @property
    def draws(self) -> int:
        """Monte Carlo draws."""
        return self.shared.size

    @property
    def register(self) -> Register:
        """What the workspace declares."""
        return self.dossier.register

    @property
    def planned(self) -> bool:
        """True before go-live: only a plan can be valued."""
        return self.automation.status is Status.PLANNED

    @cached_property
    def load(self) -> CaseLoad | Unknown:
        """Cases a month that get the automation, counted once for every line."""
        return case_load(self.automation, self.dossier, self.today)

    @property
    def go_live(self) -> date | None:
        """First day that the automation was on for anybody, when known."""
        return self.automation.rollout.first_on

    def keep(self, code: str, sample: Draws, said: Input | None = None) -> str:
        """Keep draws under a code, and what they come from; the code, with a suffix when it was taken."""
        name, turn = code, 2
        while name in self.inputs and self.inputs[name] is not sample:
            name, turn = f"{code}#{turn}", turn + 1
        self.inputs[name] = sample
        if name not in self.told:
            self.tell(name, said or derived(name, declared_of(sample), Unit.COUNT, ()))
        return name

    def tell(self, name: str, said: Input) -> str:
        """List an input that is not drawn, or what a drawn one comes from; its code."""
        self.told[name] = said if said.code == name else replace(said, code=name)
        return name

    def draw(self, code: str, ranged: DeclaredRange, said: Input | None = None) -> str:
        """Draw a declared range; the input's code."""
        return self.keep_drawn(
            code, ranked_pert(ranged, self.rng, self.draws), said or declared(code, ranged)
        )

    def keep_drawn(self, code: str, drawn: Drawn, said: Input | None) -> str:
        """Keep draws and what is known of them; the input's code."""
        name = self.keep(code, drawn.sample, said)
        if drawn.ranks is not None:
            self.ranks[name] = drawn.ranks
        if drawn.tornado is not None:
            self.tornado[name] = drawn.tornado
        return name

    def keep_made(
        self, code: str, sample: Draws, unit: Unit, parts: tuple[str, ...], subject: str = ""
    ) -> str:
        """Keep draws that were made of others, told as `parts`; the input's code."""
        low, *tornado, high = quantiles_of(sample, (ENDS[0], *TORNADO, ENDS[1]))
        made = derived("", declared_of(sample, (low, high)), unit, parts, subject=subject)
        return self.keep_drawn(code, Drawn(sample, tornado=tuple(tornado)), made)

    def bins_of(self, code: str) -> Bins:
        """The draws of an input in bins of about equal count."""
        if code not in self.binned:
            ranks = self.ranks.get(code)
            self.binned[code] = bins_of(self.inputs[code]) if ranks is None else bins_by_rank(ranks)
        return self.binned[code]

    def rate(self, role_key: str | None) -> str | None:
        """The input code of a role's hourly cost, drawn once for every line; None when nobody gave it."""
        role = self.register.role(role_key)
        if role is None:
            return None
        code = f"rate:{role.key}"
        if code in self.inputs:
            return code
        origin = Origin.CARD if role.cards else Origin.DECLARED
        source = role.hourly_cost.source or role.source
        said = declared(code, role.hourly_cost, subject=role.key, source=source, origin=origin)
        return self.keep_common(code, code, role.hourly_cost, said)

    def keep_common(self, name: str, code: str, ranged: DeclaredRange, said: Input) -> str:
        """Keep what every automation of the workspace shares under a name of this desk; the input's code."""
        kept = self.keep_drawn(name, self._common(code, ranged), said)
        if code in self.shared.binned:
            self.binned[kept] = self.shared.binned[code]
        return kept

    def common(self, code: str, ranged: DeclaredRange) -> Draws:
        """Draws that every automation of the workspace shares; drawn here, once, when none were given."""
        return self._common(code, ranged).sample

    def _common(self, code: str, ranged: DeclaredRange) -> Drawn:
        if code not in self.commons:
            given = self.shared.drawn.get(code)
            self.commons[code] = given or ranked_pert(ranged, self.rng, self.draws)
        return self.commons[code]

    def once(self, code: str, ranged: DeclaredRange, said: Input | None = None) -> str:
        """Draw a range that several lines share; the input's code."""
        return code if code in self.inputs else self.draw(code, ranged, said)

    def say_missing(self, code: str) -> None:
        """List something that nobody gave, once."""
        if code not in self.not_said:
            self.not_said.append(code)

    def effect(self, indicator: str) -> Effect | None:
        """The effect of the whole automation on an indicator; else the first one given."""
        found = [e for e in self.effects if e.indicator == indicator]
        return next((e for e in found if e.version == "all"), found[0] if found else None)

    def treated_cells(self, indicator: str) -> Cells | None:
        """Cells of the cases that get the automation (the treated arm, the units and the days it is on)."""
        cells = self.dossier.cells.get((self.automation.key, indicator))
        return None if cells is None else got_it(cells, self.automation.rollout)

    def frame(self, indicator: str) -> CaseFrame | None:
        """Rows of every case of an indicator; None without them, or when some were cut off."""
        frame = self.dossier.frames.get((self.automation.key, indicator))
        return None if frame is None or frame.total > len(frame.rows) else frame

    def mature_period(self, indicator: str, effect: Effect) -> Period | None:
        """Days after go-live whose outcomes are known for good."""
        cells = self.treated_cells(indicator)
        start = effect.after.start if effect.after else self.go_live
        if cells is None or start is None or not len(cells):
            return effect.after
        end = effect.after.end if effect.after else self._observed_end
        return _known_days(cells, self._settled(start, end), end)

    def _settled(self, start: date, end: date) -> date:
        """The day from which it was on wherever it went; `start` where less than a week is left after it.

        A volume taken while units were still being switched on is not that of a usual month.
        """
        settled = steady_since(self.automation.rollout, end)
        late = settled is not None and start < settled <= end - timedelta(days=SHORTEST)
        return settled if late and settled is not None else start

    @property
    def _observed_end(self) -> date:
        return observed_end(self.automation, self.dossier, self.today)


def _known_days(cells: Cells, start: date, end: date) -> Period | None:
    """The period cut at the first day that still has pending cases."""
    first, last = day_number(start), day_number(end)
    waiting = cells.day[(cells.pending > 0) & (cells.day >= first) & (cells.day < last)]
    stop = min((int(day) for day in waiting), default=last)
    return Period(start, day_of(stop)) if stop > first else None
