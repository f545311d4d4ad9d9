"""The worth of one automation: its lines, summed draw by draw, and everything that follows from the sum."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from retour.effect.result import Effect
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Estimate, Grade, Unknown, worst
from retour.register.automation import Automation
from retour.register.worth_lines import ErrorLine, MarginLine, SpeedLine
from retour.worth.benefits import part_of
from retour.worth.break_even import Booked, Books, break_evens
from retour.worth.chance import Ends, declared_of, estimate_of, mean_of, share_of
from retour.worth.costs import RUNNING, build_draws, cost_parts
from retour.worth.desk import Desk, Formula, Inputs, Part
from retour.worth.quantity import machine_hours
from retour.worth.result import BreakEven, Draws, Information, Line, Nature, Worth, numbered
from retour.worth.shared import Shared
from retour.worth.value import (
    DISCOUNT,
    LIFE_MONTHS,
    annuity,
    dots_of,
    drivers_of,
    ends_of,
    information_of,
    months_to_repay,
    net_present_value,
    never_repaid,
    payback,
    perfect_information,
)

Value = Estimate | DeclaredRange | Unknown
Terms = tuple[tuple[Formula, float], ...]  # formulas and the sign of each
NO_LINE = Unknown("not_applicable")


def worth_of(
    automation: Automation,
    dossier: Dossier,
    effects: tuple[Effect, ...],
    *,
    today: date,
    rng: np.random.Generator,
    shared: Shared | None = None,
) -> Worth:
    """What an automation is worth a month, net of every cost that somebody gave.

    Args:
        automation: live (measured) or planned (from its plan, grade D).
        dossier: volumes, runs, amounts, roles and prices.
        effects: effects of this automation on its indicators.
        today: the day of the assessment; nothing after it is counted.
        rng: source of chance, consumed in a fixed order.
        shared: draws that the workspace's automations share, and how many draws; drawn here when absent.

    Returns:
        Lines in money a month, cash and capacity apart; the net is Unknown when its main benefit is,
        and when not one running cost was given. Source of the formulas: spec worth.
    """
    desk = Desk(
        automation=automation,
        dossier=dossier,
        effects=effects,
        today=today,
        rng=rng,
        shared=shared or Shared(),
    )
    benefits = tuple(part_of(desk, line) for line in automation.worth)
    build = build_draws(desk)
    account = Account(desk=desk, benefits=benefits, costs=tuple(cost_parts(desk, build)), build=build)
    unknown = _why_unknown(account)
    return _unpriced(account, unknown) if unknown else _priced(account)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The parts of one automation's worth on one desk, and what it cost to build."""

    desk: Desk
    benefits: tuple[Part, ...]
    costs: tuple[Part, ...]
    build: Draws | None
    known: dict[Formula, Draws] = field(default_factory=dict)  # what each formula gave
    sums: dict[Terms, Draws] = field(default_factory=dict)

    @property
    def priced(self) -> list[Part]:
        """Parts whose money is known."""
        return [part for part in (*self.benefits, *self.costs) if part.amount is not None]

    @property
    def stands_alone(self) -> bool:
        """False for a link of a chain whose gain is counted upstream: its costs alone judge nothing."""
        return not any("counted_in" in part.details for part in self.benefits)

    def net(self, parts: Iterable[Part]) -> Draws:
        """Signed sum of parts, draw by draw; shape (draws,)."""
        return self.summed((part.amount, part.sign) for part in parts)

    def summed(self, signed: Iterable[tuple[Formula | None, float]]) -> Draws:
        """Sum of formulas, each with its sign, draw by draw; shape (draws,). Computed once, read only."""
        terms = tuple((formula, sign) for formula, sign in signed if formula is not None)
        if terms not in self.sums:
            self.sums[terms] = self._sum(terms)
            self.sums[terms].flags.writeable = False  # it is given to all who ask
        return self.sums[terms]

    def _sum(self, terms: Terms) -> Draws:
        if not terms:
            return np.zeros(self.desk.draws)
        (first, sign), *others = terms
        total = self._drawn(first) if sign > 0 else -self._drawn(first)
        for turn, (formula, sign) in enumerate(others):
            add = np.add if sign > 0 else np.subtract
            total = add(total, self._drawn(formula), out=total if turn else None)
        return total

    def _drawn(self, formula: Formula) -> Draws:
        if formula not in self.known:
            found = np.asarray(formula(self.desk.inputs))
            self.known[formula] = (
                found if len(found) == self.desk.draws else found + np.zeros(self.desk.draws)
            )
        return self.known[formula]

    @property
    def avoidable(self) -> Draws:
        """What stopping would lose: the net without the costs that go on, what a lower plan saves counted."""
        net = self.net(part for part in self.priced if part.avoidable)
        saved = [part.saved for part in self.costs if part.saved is not None]
        return np.asarray(net - sum(saved)) if saved else net

    @property
    def unused_borne(self) -> Draws:
        """Its part of what nobody used of the plans, shared out by use; shape (draws,)."""
        borne = [part.unused_borne for part in self.costs if part.unused_borne is not None]
        return np.asarray(np.zeros(self.desk.draws) + sum(borne))

    @property
    def used(self) -> dict[str, Draws]:
        """Inputs that the net depends on."""
        codes = dict.fromkeys(code for part in self.priced for code in part.inputs)
        return {code: self.desk.inputs[code] for code in codes}


def _why_unknown(account: Account) -> Unknown | None:
    """Why there is no net at all, or None; secondary benefits that are unknown are listed."""
    desk = account.desk
    no_cost = all(part.amount is None for part in account.costs)
    if not account.benefits:
        nothing = no_cost and account.build is None
        return Unknown("nothing_entered" if nothing else "no_benefit_declared")
    main = account.benefits[_main_line(desk.automation)]
    if main.unknown is not None:
        why = {"code": main.code, "reason": main.unknown.reason}
        return Unknown("benefit_unknown", {**main.unknown.details, **why})
    for part in account.benefits:
        if part.unknown is not None:
            desk.say_missing(f"benefit:{part.code}")
    if no_cost:
        return Unknown("costs_not_said", {"not_said": [c for c in RUNNING if c in desk.not_said]})
    return None


def _main_line(automation: Automation) -> int:
    """The line that rests on the main indicator, else the first."""
    main = automation.main
    for index, line in enumerate(automation.worth):
        if (
            main is not None
            and isinstance(line, MarginLine | ErrorLine | SpeedLine)
            and line.indicator == main.key
        ):
            return index
    return 0


def _priced(account: Account) -> Worth:
    """The whole worth, net included."""
    grade = worst(part.grade for part in account.benefits if part.amount is not None)
    show = declared_of if grade >= Grade.D else estimate_of
    parts = account.priced
    net = account.net(parts)
    dots = dots_of(net)
    ends = ends_of(dots)
    avoidable = account.avoidable
    blank = _unpriced(account, NO_LINE)
    months = None if account.build is None else months_to_repay(net, account.build)
    repaid = None if months is None else payback(months)
    evpi, information = _information(account, net, avoidable)
    return replace(
        blank,
        net=show(net, ends),
        cash=show(account.net(part for part in parts if part.nature is not Nature.CAPACITY)),
        grade=grade,
        p_positive=share_of(net > 0) if account.stands_alone else None,
        p_avoidable_negative=share_of(avoidable < 0) if account.stands_alone else None,
        npv=_npv(account, net, show),
        payback_months=None if repaid is None else repaid[1],
        payback=_payback(months, repaid, show),
        drivers=drivers_of(account.used, _net_at(parts), account.desk.tornado),
        break_even=_break_even(account, net, ends, declared=show is declared_of),
        evpi=evpi,
        information=information,
        dots=dots,
        net_draws=net,
        details=blank.details | _return(account, net, months),
    )


def _break_even(account: Account, net: Draws, ends: Ends, *, declared: bool) -> tuple[BreakEven, ...]:
    """Nothing for a link of a chain: what it frees is counted upstream."""
    if not account.stands_alone:
        return ()
    books = Books(
        desk=account.desk,
        parts=[
            Booked(name, part, account.net([part]))
            for name, part in numbered((*account.benefits, *account.costs))
            if part.amount is not None
        ],
        net=net,
        ends=ends,
        build=account.build,
        declared=declared,
    )
    return break_evens(books)


def _net_at(parts: Sequence[Part]) -> Callable[[Inputs], Draws]:
    """The net at points of the inputs: arrays of shape (k,) in, (k,) out."""

    def net(x: Inputs) -> Draws:
        points = np.zeros(len(next(iter(x.values()))))
        for part in parts:
            if part.amount is not None:
                points = points + part.sign * part.amount(x)
        return points

    return net


def _information(account: Account, net: Draws, avoidable: Draws) -> tuple[float, tuple[Information, ...]]:
    """EVPI, and what each input tells, over the life.

    The choice is keep or stop (avoidable costs); launch or not (NPV) while planned.
    """
    utility = annuity() * avoidable
    if account.desk.planned and account.build is not None:
        utility = net_present_value(net, account.build)
    known = {code: account.desk.bins_of(code) for code in account.used}
    return perfect_information(utility), information_of(utility, known)


def _npv(account: Account, net: Draws, show: Callable[[Draws], Value]) -> Value:
    if account.build is None:
        return Unknown("build_not_said")
    return show(net_present_value(net, account.build))


def _payback(
    months: Draws | None, repaid: tuple[float, float, float] | None, show: Callable[[Draws], Value]
) -> Value:
    """Median months, and 5-95 % of the draws that pay back within the life."""
    if months is None:
        return Unknown("build_not_said")
    if repaid is None:
        return Unknown("not_paid_back", {"months": LIFE_MONTHS, "never": never_repaid(months)})
    low, middle, high = repaid
    return DeclaredRange(low, middle, high) if show is declared_of else Estimate(middle, low, high)


def _return(account: Account, net: Draws, months: Draws | None) -> dict[str, object]:
    """ROI = (PV benefits - PV costs) / PV costs over the life, costs the build and the known running ones.

    Plans are borne whole, the part that nobody used shared out by use (spec worth, full absorption).
    """
    if account.build is None or months is None:
        return {}
    running = account.summed([(part.amount, 1.0) for part in account.costs])
    borne, build = mean_of(account.unused_borne), mean_of(account.build)
    costs = build + annuity() * (mean_of(running) + borne)
    found: dict[str, object] = {"never_paid_back": never_repaid(months)}
    if costs > 0:
        found["roi"] = (annuity() * (mean_of(net) - borne) - build) / costs
    return found


def _unpriced(account: Account, why: Unknown) -> Worth:
    """Everything but the net: lines, costs, hours. Without its benefit a net is never 'minus the costs'."""
    desk = account.desk
    hours = _hours(account)
    return Worth(
        lines=tuple(_line(account, part) for part in (*account.benefits, *account.costs)),
        net=why,
        cash=why,
        capacity=_subtotal(account, account.benefits, Nature.CAPACITY) or NO_LINE,
        running_cost=_subtotal(account, account.costs, Nature.COST) or Unknown("not_said"),
        grade=Grade.E,
        hours=hours,
        fte=_fte(hours, desk.register.calendar.hours_per_year),
        hours_restated=_restated(account),
        machine_hours=machine_hours(desk),
        p_positive=None,
        npv=why,
        build=Unknown("not_said") if account.build is None else declared_of(account.build),
        turnover=_turnover(account),
        not_said=tuple(desk.not_said),
        inputs=dict(desk.told),
        volume=_volume(account.benefits),
        details={
            "discount": DISCOUNT,
            "life_months": LIFE_MONTHS,
            "hours_per_year": desk.register.calendar.hours_per_year,
            "days_per_month": desk.register.calendar.days_per_month,
            "draws": desk.draws,
        },
    )


def _line(account: Account, part: Part) -> Line:
    if part.amount is None:
        return Line(
            code=part.code,
            nature=part.nature,
            value=part.unknown or Unknown("not_said"),
            grade=part.grade,
            inputs=part.inputs,
            facts=part.facts,
            details=part.details,
        )
    sample = account.net([part])
    return Line(
        code=part.code,
        nature=part.nature,
        value=(declared_of if part.grade >= Grade.D else estimate_of)(sample),
        grade=part.grade,
        draws=sample,
        gross=None if part.gross is None else account.summed([(part.gross, 1.0)]),
        inputs=part.inputs,
        facts=part.facts,
        details=part.details,
    )


def _subtotal(account: Account, parts: Iterable[Part], nature: Nature) -> Value | None:
    """Known lines of a nature, summed (costs as a positive amount); None without any."""
    of_nature = [part for part in parts if part.nature is nature]
    known = [part for part in of_nature if part.amount is not None]
    if not known:
        return next((part.unknown for part in of_nature if nature is Nature.CAPACITY), None)
    return declared_of(account.summed([(part.amount, 1.0) for part in known]))


def _fte(hours: DeclaredRange | Unknown, a_year: float) -> DeclaredRange | Unknown:
    """Full-time equivalents: twelve months of those hours over the hours of a full-time year."""
    if isinstance(hours, Unknown):
        return hours
    return DeclaredRange(*(12 * each / a_year for each in (hours.low, hours.mode, hours.high)))


def _hours(account: Account) -> DeclaredRange | Unknown:
    """Human hours freed a month, net of supervision and upkeep hours."""
    freed = [part.hours for part in account.benefits if part.hours is not None]
    if not freed:
        timed = (p for p in account.benefits if p.code in ("time_cash", "time_capacity"))
        return next((part.unknown for part in timed if part.unknown), NO_LINE)
    return declared_of(_net_of_costs(account, freed))


def _restated(account: Account) -> Value:
    """The same hours as if the latest minutes had always held; not applicable where none was corrected."""
    if all(part.restated is None for part in account.benefits):
        return NO_LINE
    freed = [part.restated or part.hours for part in account.benefits]
    return declared_of(_net_of_costs(account, freed))


def _net_of_costs(account: Account, freed: Iterable[Formula | None]) -> Draws:
    spent = [(part.hours, -1.0) for part in account.costs]
    return account.summed([*((hours, 1.0) for hours in freed), *spent])


def _turnover(account: Account) -> Value:
    """Turnover a month, apart: the margin is the benefit."""
    sold = [part for part in account.benefits if part.turnover is not None]
    if not sold:
        return next(
            (part.unknown for part in account.benefits if part.code == "margin" and part.unknown), NO_LINE
        )
    show = declared_of if worst(part.grade for part in sold) >= Grade.D else estimate_of
    return show(account.summed([(part.turnover, 1.0) for part in sold]))


def _volume(benefits: Iterable[Part]) -> float | None:
    """Cases (or items) a month behind the first line that has a volume."""
    for part in benefits:
        volume = part.details.get("volume", part.details.get("exposed_per_month"))
        if isinstance(volume, float):
            return volume
    return None
