"""Break-even: set the input to it, compute the worth again, and nothing is left: not a cent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from retour.effect.result import Design, Effect
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Estimate, Exact, Grade, Period, Span, Text, Unit, Unknown
from retour.register.automation import Automation, Plan, Rollout, RolloutKind, Status
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    Failures,
    MarginLine,
    Per,
    Subscription,
    TimeLine,
    Use,
)
from retour.worth import Shared, Worth, worth_of
from retour.worth.benefits import part_of
from retour.worth.costs import build_draws, cost_parts
from retour.worth.desk import SCALE, Desk
from retour.worth.result import BreakEven
from retour.worth.value import annuity

TODAY, LIVE = date(2026, 7, 1), date(2026, 4, 1)
NAME = Text.same("x")
CENT = 0.005


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


def nearly(value: float) -> DeclaredRange:
    """A value whose draws are taken all the same: every other input keeps its own."""
    return DeclaredRange(value - 1e-9, value, value + 1e-9)


def dated(low: float, mode: float, high: float) -> DatedRange:
    return DatedRange(value=DeclaredRange(low, mode, high))


MINUTES = TimeLine(
    role="clerk",
    per=Per.CASE,
    before=(dated(4, 6, 12),),
    after=(dated(0.5, 1, 2),),
    exception_share=DeclaredRange(0.02, 0.05, 0.1),
    exception_minutes=DeclaredRange(5, 10, 20),
    use=Use.REDEPLOYED,
)
MARGIN = MarginLine(
    indicator="signed", amount=DeclaredRange(80, 100, 150), margin_rate=DeclaredRange(0.2, 0.4, 0.6)
)
COSTS = Costs(
    build=Effort(hours=DeclaredRange(6, 14, 30), role="builder"),
    supervision=Effort(hours=DeclaredRange(0.5, 1.5, 4), role="clerk"),
    subscriptions=(Subscription(tool="make", share=DeclaredRange(0.2, 0.5, 1)),),
    ai_per_case=DeclaredRange(0.01, 0.02, 0.05),
    failures=Failures(
        per_year=DeclaredRange(1, 4, 8),
        detection_days=DeclaredRange(0.5, 1, 2),
        repair_days=DeclaredRange(0.2, 0.5, 1),
        loss_share=DeclaredRange(0.1, 0.3, 0.5),
        cost_each=DeclaredRange(5, 20, 80),
    ),
)


def cells(a_day: int) -> Cells:
    days = np.arange(day_number(LIVE), day_number(TODAY))
    n = np.full(len(days), a_day, np.int64)
    none = np.zeros(len(days), np.int64)
    return Cells(
        day=days,
        segment=("",) * len(days),
        arm=("",) * len(days),
        n=n,
        total=n // 5,
        square=(n // 5).astype(float),
        pending=none,
        missing=none,
        amount=none,
        amount_n=none,
    )


def effect(point: float = 0.03, low: float = 0.01, high: float = 0.05) -> Effect:
    return Effect(
        automation="a",
        indicator="signed",
        version="all",
        design=Design.SINGLE_SERIES,
        estimate=Estimate(point, low, high),
        grade=Grade.C,
        n=900,
        after=Period(LIVE, TODAY),
    )


def automation(*lines: Any, **said: Any) -> Automation:
    measure = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))
    usual: dict[str, Any] = {
        "rollout": Rollout(kind=RolloutKind.DATE, at=LIVE),
        "indicators": (Indicator(key="signed", name=NAME, measure=measure, better=Better.HIGHER, main=True),),
        "costs": COSTS,
    }
    return Automation(key="a", name=NAME, process="quote", worth=lines, **(usual | said))


RATES = (DeclaredRange(26, 31, 40), DeclaredRange(40, 55, 80))


def firm(each: Automation, *, a_day: int = 5, rates: tuple[DeclaredRange, DeclaredRange] = RATES) -> Dossier:
    clerk, builder = rates
    days = [(LIVE + timedelta(days=n)) for n in range((TODAY - LIVE).days)]
    return Dossier(
        register=Register(
            name="firm",
            roles=(
                Role(key="clerk", name=NAME, hourly_cost=clerk),
                Role(key="builder", name=NAME, hourly_cost=builder),
            ),
            tools=(Tool(key="make", name=NAME, per_month=DeclaredRange(9, 16, 35)),),
            automations=(each,),
        ),
        cells={("a", "signed"): cells(a_day)},
        cases_per_day={"quote": {day_number(day): a_day for day in days}},
    )


def worth(
    each: Automation,
    *effects: Effect,
    a_day: int = 5,
    rates: tuple[DeclaredRange, DeclaredRange] = RATES,
    draws: int = 2000,
) -> Worth:
    return worth_of(
        each,
        firm(each, a_day=a_day, rates=rates),
        effects,
        today=TODAY,
        rng=np.random.default_rng(3),
        shared=Shared(size=draws),
    )


def found(worth: Worth, code: str) -> BreakEven:
    return next(each for each in worth.break_even if each.code == code)


def at(value: object) -> float:
    assert isinstance(value, DeclaredRange | Estimate), value
    return value.mode if isinstance(value, DeclaredRange) else value.value


def mean_net(worth: Worth) -> float:
    assert worth.net_draws is not None
    return float(worth.net_draws.mean())


@pytest.fixture
def both() -> tuple[Worth, Callable[..., Worth]]:
    """The worth of minutes and a margin at every cost, and the same with something else said."""

    def again(**said: Any) -> Worth:
        lines = said.pop("lines", (MINUTES, MARGIN))
        costs = said.pop("costs", COSTS)
        effects = said.pop("effects", (effect(),))
        return worth(automation(*lines, costs=costs), *effects, **said)

    return again(), again


def test_at_the_cases_of_the_break_even_every_line_that_counts_cases_leaves_nothing():
    """Cases are counted: the same day's cases are computed at 1 and at 3, the net of any number is a line."""
    one, three = (worth(automation(MINUTES), a_day=n) for n in (1, 3))
    told = found(one, "cases")
    slope = (mean_net(three) - mean_net(one)) / (3 * told.now - told.now)
    needed = at(told.net)
    assert abs(mean_net(one) + slope * (needed - told.now)) < CENT
    assert found(three, "cases").now == pytest.approx(3 * told.now)
    assert at(found(three, "cases").net) == pytest.approx(needed)
    assert told.at_least
    assert told.unit is Unit.CASES_PER_MONTH


def test_at_the_cases_of_a_plan_at_its_break_even_nothing_is_left():
    def planned(cases: DeclaredRange) -> Worth:
        plan = Plan(cases_per_month=cases)
        return worth(
            automation(MINUTES, status=Status.PLANNED, rollout=Rollout(kind=RolloutKind.NONE), plan=plan)
        )

    first = planned(DeclaredRange(60, 100, 200))
    needed = at(found(first, "cases").net)
    assert abs(mean_net(planned(nearly(needed)))) < CENT
    life = at(found(first, "cases").npv)
    again = planned(nearly(life))
    assert abs(at(again.npv)) < annuity() * CENT


@pytest.mark.parametrize("name", ["net", "npv"])
def test_at_the_hourly_cost_of_the_break_even_nothing_is_left_build_and_usual_upkeep_following_it(name: str):
    """One role does the work, builds, and its upkeep was never said: all of it moves."""
    costs = replace(COSTS, build=Effort(hours=DeclaredRange(6, 14, 30), role="clerk"))
    each = automation(replace(MINUTES, before=(dated(4, 6, 7),)), costs=costs)
    first = worth(each, a_day=4)
    needed = at(getattr(found(first, "rate:clerk"), name))
    again = worth(each, a_day=4, rates=(nearly(needed), DeclaredRange(40, 55, 80)))
    assert abs(at(getattr(again, name))) < annuity() * CENT


def test_at_the_effect_of_the_break_even_nothing_is_left():
    each = automation(MARGIN)
    needed = at(found(worth(each, effect()), "effect:signed").net)
    assert abs(mean_net(worth(each, effect(needed, needed, needed)))) < CENT


def test_where_less_is_better_the_effect_has_a_most():
    measure = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))
    fewer = Indicator(key="signed", name=NAME, measure=measure, better=Better.LOWER, main=True)
    told = found(worth(automation(MARGIN, indicators=(fewer,)), effect(-0.03, -0.05, -0.01)), "effect:signed")
    assert not told.at_least
    assert at(told.net) < 0


def test_at_the_minutes_saved_of_the_break_even_nothing_is_left():
    each = automation(MINUTES)
    needed = at(found(worth(each), "minutes_saved").net)
    at_it = replace(MINUTES, before=(dated(*[1 + needed] * 3),), after=(dated(1, 1, 1),))
    assert abs(mean_net(worth(automation(at_it)))) < CENT


def test_a_cost_may_rise_by_what_the_net_is(both: tuple[Worth, Callable[..., Worth]]):
    first, again = both
    told = found(first, "cost:supervision")
    assert at(told.net) == pytest.approx(told.now + mean_net(first))
    at_it = replace(COSTS, supervision=Effort(money=nearly(at(told.net))))
    assert abs(mean_net(again(costs=at_it))) < CENT
    assert not told.at_least


def test_the_build_may_cost_what_the_life_brings_at_most(both: tuple[Worth, Callable[..., Worth]]):
    first, _ = both
    told = found(first, "build")
    assert at(told.npv) == pytest.approx(annuity() * mean_net(first))
    assert told.net == Unknown("not_applicable")


def test_what_needs_to_be_repaid_needs_more_cases_than_what_only_runs():
    told = found(worth(automation(MINUTES)), "cases")
    assert at(told.npv) > at(told.net)


def test_a_range_is_where_the_draws_themselves_cross_zero():
    """Brute force: at the 95 % end of the hourly cost, the net is above zero in 95 % of the draws."""
    costs = Costs(upkeep=Effort(money=DeclaredRange(20, 60, 100)))
    each = automation(replace(MINUTES, exception_share=None, exception_minutes=None), costs=costs)
    told = found(worth(each), "rate:clerk").net
    assert isinstance(told, DeclaredRange)
    for value, share in ((told.low, 0.05), (told.high, 0.95)):
        again = worth(each, rates=(sure(value), sure(55)))
        assert again.p_positive == pytest.approx(share, abs=0.02)


def test_where_even_the_most_plausible_does_not_pay_it_is_said():
    dear = Costs(upkeep=Effort(money=sure(100_000)))
    told = worth(automation(MINUTES, MARGIN, costs=dear), effect())
    assert found(told, "cases").net == Unknown("never_pays_cases")
    assert found(told, "minutes_saved").net == Unknown("never_pays_minutes_saved")
    assert found(told, "realisation").net == Unknown("never_pays_realisation")
    assert found(told, "effect:signed").net == Unknown("never_pays_effect")
    assert found(told, "cost:upkeep").net != Unknown("never_pays_cost")


def test_where_it_pays_whatever_the_input_is_it_is_said():
    free = Costs(upkeep=Effort(money=sure(1)))
    told = worth(automation(MINUTES, MARGIN, costs=free), effect())
    assert found(told, "realisation").net == Unknown("pays_anyway_realisation")
    assert found(told, "effect:signed").net == Unknown("pays_anyway_effect")


def test_a_cost_that_a_loss_would_outlive_has_no_break_even():
    dear = Costs(
        upkeep=Effort(money=sure(100_000)), supervision=Effort(hours=DeclaredRange(0.5, 1.5, 4), role="clerk")
    )
    told = worth(automation(MINUTES, costs=dear))
    assert found(told, "cost:supervision").net == Unknown("never_pays_cost")


def test_what_a_calendar_says_has_no_number_of_cases():
    by_day = replace(MINUTES, per=Per.WORKING_DAY, exception_share=None, exception_minutes=None)
    costs = Costs(upkeep=Effort(money=sure(10)))
    codes = [each.code for each in worth(automation(by_day, costs=costs)).break_even]
    assert "cases" not in codes
    assert "minutes_saved" in codes


def test_without_a_build_there_is_no_break_even_over_the_life():
    told = worth(automation(MINUTES, costs=Costs(upkeep=Effort(money=sure(10)))))
    assert found(told, "cases").npv == Unknown("build_not_said")
    assert all(each.code != "build" for each in told.break_even)


def test_a_measured_gain_gives_an_interval_and_a_declared_one_a_range():
    assert isinstance(found(worth(automation(MARGIN), effect()), "cases").net, Estimate)
    assert isinstance(found(worth(automation(MINUTES)), "cases").net, DeclaredRange)


def test_no_net_no_break_even():
    assert worth(automation(MARGIN)).break_even == ()


def test_exceptions_of_a_plan_follow_its_cases():
    """Redone work is a share of the cases that come, not of the likely number of them."""
    plan = Plan(cases_per_month=DeclaredRange(10, 100, 1000))
    each = automation(
        replace(
            MINUTES,
            exception_share=sure(1.0),
            exception_minutes=sure(6),
            before=(dated(6, 6, 6),),
            after=(dated(0, 0, 0),),
        ),
        status=Status.PLANNED,
        rollout=Rollout(kind=RolloutKind.NONE),
        plan=plan,
        costs=Costs(upkeep=Effort(money=sure(10))),
    )
    hours = worth(each).hours
    assert isinstance(hours, DeclaredRange)
    assert hours.mode == pytest.approx(0.0, abs=1e-9)


def test_how_often_is_exact():
    assert found(worth(automation(MINUTES)), "cases").now == pytest.approx(
        worth(automation(MINUTES)).inputs["volume:case"].value.value  # type: ignore[union-attr]
    )
    assert isinstance(worth(automation(MINUTES)).inputs["volume:case"].value, Exact)


def test_where_many_draws_never_pay_no_range_is_shown_and_their_share_is():
    """The effect may be a loss: then more cases lose more, and no number of them is a least."""
    unsure = worth(automation(MARGIN, costs=Costs(upkeep=Effort(money=sure(60)))), effect(0.02, -0.02, 0.06))
    told = found(unsure, "cases").net
    assert isinstance(told, Unknown)
    assert told.reason == "break_even_never"
    assert unsure.net_draws is not None
    lost = float(np.mean(unsure.net_draws + 60 <= 0))  # of the draws: the margin itself is none
    assert lost <= told.details["share"] <= lost + 0.15  # type: ignore[operator]
    assert lost > 0.1


def test_a_cost_that_many_draws_could_not_bear_at_all_has_no_most():
    unsure = worth(automation(MARGIN, costs=Costs(upkeep=Effort(money=sure(60)))), effect(0.02, -0.02, 0.06))
    assert unsure.net_draws is not None
    lost = float(np.mean(unsure.net_draws + 60 <= 0))
    assert found(unsure, "cost:upkeep").net == Unknown("break_even_never", {"share": lost})


def test_an_hourly_cost_that_also_builds_goes_the_other_way_over_the_life():
    """200 hours to build: each euro an hour brings more a month, and less over the life."""
    costs = Costs(
        build=Effort(hours=DeclaredRange(195, 200, 205), role="clerk"), upkeep=Effort(money=sure(80))
    )
    each = automation(MINUTES, MARGIN, costs=costs)
    told = found(worth(each, effect(0.05, 0.045, 0.055), a_day=3), "rate:clerk")
    assert told.at_least
    assert told.npv == Unknown("break_even_turned")
    dear = worth(each, effect(0.05, 0.045, 0.055), a_day=3, rates=(sure(200), sure(55)))
    cheap = worth(each, effect(0.05, 0.045, 0.055), a_day=3, rates=(sure(5), sure(55)))
    assert mean_net(dear) > mean_net(cheap)
    assert at(dear.npv) < 0 < at(cheap.npv)


PLANNED = {
    "status": Status.PLANNED,
    "rollout": Rollout(kind=RolloutKind.NONE),
    "plan": Plan(
        cases_per_month=DeclaredRange(60, 100, 200), expected_effect=DeclaredRange(0.01, 0.03, 0.05)
    ),
}


@pytest.mark.parametrize(("said", "cases"), [({}, SCALE), (PLANNED, "volume")])
def test_what_multiplies_a_part_makes_nothing_of_it_at_zero_and_twice_as_much_at_two(
    said: dict[str, Any], cases: str
):
    """It is declared with each part, so that no break-even computes a part again at zero."""
    each = automation(MINUTES, MARGIN, **said)
    desk = Desk(
        automation=each,
        dossier=firm(each),
        effects=(effect(),),
        today=TODAY,
        rng=np.random.default_rng(4),
        shared=Shared(size=100),
    )
    parts = [*(part_of(desk, line) for line in each.worth), *cost_parts(desk, build_draws(desk))]
    assert {"rate:clerk", "effect:signed", cases} <= {code for part in parts for code in part.by}
    for part in parts:
        assert part.amount is not None
        whole = part.amount(desk.inputs)
        for code in part.by:
            now = desk.inputs.get(code, np.ones(1))
            assert part.amount({**desk.inputs, code: 0 * now}) == pytest.approx(0)
            assert part.amount({**desk.inputs, code: 2 * now}) == pytest.approx(2 * whole)
