"""Accounting identities: whatever is declared, lines add up to the net, draw by draw and to the cent."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from retour.assessment.assess import assess
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.workspace import Register, Role, Tool, WorkCalendar
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    Per,
    SpendLine,
    Subscription,
    TimeLine,
    Use,
)
from retour.worth import Shared, worth_of
from retour.worth.result import Nature

CENT = 0.01
TODAY = date(2026, 7, 1)
DRAWS = 400
MANY = settings(max_examples=60, deadline=None, derandomize=True)
FEW = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def ranges(top):
    """Somebody's low, likely and high, up to `top`, typed to the cent."""
    numbers = some.lists(some.integers(0, round(100 * top)), min_size=3, max_size=3)
    return numbers.map(lambda said: DeclaredRange(*sorted(number / 100 for number in said)))


minutes = ranges(6000).map(lambda said: (DatedRange(value=said),))
times = some.builds(
    TimeLine,
    role=some.sampled_from(["clerk", "seller", "nobody"]),  # nobody gave the last one's hourly cost
    per=some.sampled_from([Per.MONTH, Per.WEEK, Per.WORKING_DAY, Per.RUN]),  # no run was ever seen
    before=minutes,
    after=minutes | minutes | some.just(()),
    people=some.integers(1, 3),
    use=some.sampled_from(list(Use)),
)
spends = some.builds(SpendLine, label=some.just("old tool"), per_month=ranges(500))
efforts = some.builds(Effort, money=ranges(400)) | some.builds(
    Effort, hours=ranges(10), role=some.sampled_from(["clerk", "seller", "nobody"])
)
costs = some.builds(
    Costs,
    build=some.none() | efforts,
    upkeep=some.none() | efforts,
    supervision=some.none() | efforts,
    subscriptions=some.just(())
    | some.builds(lambda share: (Subscription(tool="make", share=share),), ranges(1)),
    ai_per_month=some.none() | ranges(50),
)
timed = some.builds(  # time whose money is known
    TimeLine,
    role=some.sampled_from(["clerk", "seller"]),
    per=some.sampled_from([Per.MONTH, Per.WEEK, Per.WORKING_DAY]),
    before=minutes,
    after=minutes,
    use=some.sampled_from(list(Use)),
)
upkeep = some.builds(
    lambda said, upkeep: replace(said, upkeep=upkeep), costs, some.builds(Effort, money=ranges(400))
)


def automation(worth, spent):
    return some.builds(
        Automation,
        key=some.just("one"),
        name=some.just(Text.same("one")),
        process=some.none(),
        rollout=some.just(Rollout(kind=RolloutKind.NONE)),
        worth=worth,
        costs=spent,
    )


anything = automation(some.lists(times | spends, max_size=4).map(tuple), costs)
priced = automation(some.tuples(timed, spends, timed | spends | times), upkeep)
automations = anything | priced


def firm(*known, hours_per_year=1607.0, money=1.0):
    """A firm with two roles and a tool, every price multiplied by `money`."""

    def price(*said):
        return DeclaredRange(*(money * each for each in said))

    return Dossier(
        register=Register(
            name="firm",
            calendar=replace(WorkCalendar(), hours_per_year=hours_per_year),
            roles=(
                Role(key="clerk", name=Text.same("Clerk"), hourly_cost=price(26, 31, 40)),
                Role(key="seller", name=Text.same("Seller"), hourly_cost=price(36, 45, 64)),
            ),
            tools=(Tool(key="make", name=Text.same("Make"), per_month=price(9, 16, 35)),),
            automations=known,
        )
    )


def valued(automation, dossier=None):
    return worth_of(
        automation,
        dossier or firm(automation),
        (),
        today=TODAY,
        rng=np.random.default_rng(7),
        shared=Shared(size=DRAWS),
    )


def known(worth, *natures):
    """Draws of the lines whose money is known, of some natures; shape (lines, draws)."""
    found = [line.draws for line in worth.lines if line.draws is not None and line.nature in natures]
    return np.array(found) if found else np.zeros((1, DRAWS))


def middle(value):
    """The mean that a figure shows."""
    return value.mode if isinstance(value, DeclaredRange) else value.value


@MANY
@given(automations)
def test_the_net_is_the_sum_of_its_lines_draw_by_draw_and_to_the_cent(automation):
    worth = valued(automation)
    if isinstance(worth.net, Unknown):
        assert worth.net_draws is None
        return
    everything = known(worth, *Nature)
    assert np.abs(everything.sum(0) - worth.net_draws).max() < CENT
    shown = sum(middle(line.value) for line in worth.lines if not isinstance(line.value, Unknown))
    assert middle(worth.net) == pytest.approx(shown, abs=CENT)


@MANY
@given(automations)
def test_cash_is_cash_less_costs_and_never_holds_time(automation):
    worth = valued(automation)
    if isinstance(worth.net, Unknown):
        return
    cash, time = known(worth, Nature.CASH, Nature.COST).sum(0), known(worth, Nature.CAPACITY).sum(0)
    assert middle(worth.cash) == pytest.approx(cash.mean(), abs=CENT)
    assert (worth.cash.low, worth.cash.high) == pytest.approx(
        np.quantile(cash, [0.05, 0.95]), abs=CENT, rel=0.02
    )
    if not isinstance(worth.capacity, Unknown):
        assert middle(worth.capacity) == pytest.approx(time.mean(), abs=CENT)
        assert middle(worth.net) == pytest.approx(middle(worth.cash) + middle(worth.capacity), abs=CENT)
    else:
        assert middle(worth.net) == pytest.approx(middle(worth.cash), abs=CENT)


@MANY
@given(automations)
def test_costs_are_taken_off_and_shown_as_an_amount(automation):
    worth = valued(automation)
    spent = known(worth, Nature.COST)
    assert (spent <= 0).all()
    if isinstance(worth.running_cost, Unknown):
        assert not spent.any()
    else:
        assert worth.running_cost.mode == pytest.approx(-spent.sum(0).mean(), abs=CENT)


@MANY
@given(automations)
def test_what_is_unknown_is_listed_with_its_reason_and_is_no_zero(automation):
    worth = valued(automation)
    for line in worth.lines:
        assert isinstance(line.value, Unknown) == (line.draws is None)
        if isinstance(line.value, Unknown):
            assert line.value.reason
    asked = [line for line in automation.worth if isinstance(line, TimeLine)]
    unknown = [line.value for line in worth.lines if line.code.startswith("time_") and line.draws is None]
    lacking = [t for t in asked if not t.after or t.per is Per.RUN or t.role == "nobody"]
    assert len(unknown) == len(lacking)
    if automation.worth and automation.worth[0] in lacking:
        assert isinstance(worth.net, Unknown)  # the main benefit is unknown: never "minus the costs"


@MANY
@given(automations, some.floats(1000, 2500))
def test_full_time_is_twelve_months_of_hours_over_the_hours_of_a_year(automation, hours_per_year):
    worth = valued(automation, firm(automation, hours_per_year=hours_per_year))
    if isinstance(worth.hours, Unknown):
        assert isinstance(worth.fte, Unknown)
        return
    shown = (worth.hours.low, worth.hours.mode, worth.hours.high)
    fte = (worth.fte.low, worth.fte.mode, worth.fte.high)
    assert fte == pytest.approx(tuple(12 * hours / hours_per_year for hours in shown), abs=1e-9)


def in_cents(automation):
    """The same automation with every amount of money in cents."""

    def cents(said):
        return None if said is None else DeclaredRange(100 * said.low, 100 * said.mode, 100 * said.high)

    def effort(said):
        return said and replace(said, money=cents(said.money))

    said = automation.costs
    return replace(
        automation,
        worth=tuple(
            replace(line, per_month=cents(line.per_month)) if isinstance(line, SpendLine) else line
            for line in automation.worth
        ),
        costs=replace(
            said,
            build=effort(said.build),
            upkeep=effort(said.upkeep),
            supervision=effort(said.supervision),
            ai_per_month=cents(said.ai_per_month),
        ),
    )


@MANY
@given(automations)
def test_the_same_firm_counted_in_cents_is_worth_a_hundred_times_as_many(automation):
    euros = valued(automation)
    cents = valued(in_cents(automation), firm(automation, money=100.0))
    assert type(cents.net) is type(euros.net)
    if euros.net_draws is not None:
        assert cents.net_draws == pytest.approx(100 * euros.net_draws, abs=1e-6)
        assert cents.p_positive == pytest.approx(euros.p_positive, abs=2 / DRAWS)
        assert cents.payback_months == pytest.approx(euros.payback_months)
    if not isinstance(euros.hours, Unknown):
        assert cents.hours.mode == pytest.approx(euros.hours.mode, abs=1e-9)


def audited(*found):
    return assess(firm(*found), today=TODAY, seed=3)


def own(assessment):
    """Every figure of every automation by its key, without those of the whole firm."""
    keys = {sheet.automation.key for sheet in assessment.sheets}
    return {key: f.value for key, f in assessment.figures.items() if key.split("/")[0] in keys}


@FEW
@given(some.lists(automations, min_size=2, max_size=4), some.randoms(use_true_random=False))
def test_totals_are_the_sum_of_the_nets_and_nobody_depends_on_anybody_elses_place(found, chance):
    named = [replace(one, key=f"a{n}") for n, one in enumerate(found)]
    whole = audited(*named)
    nets = [sheet.worth.net_draws for sheet in whole.sheets if sheet.worth.net_draws is not None]
    total = sum(middle(each.value) for each in whole.totals.by_grade.values())
    assert total == pytest.approx(sum(float(net.mean()) for net in nets), abs=CENT)
    shuffled = named.copy()
    chance.shuffle(shuffled)
    assert own(audited(*shuffled)) == own(whole)
    alone = own(audited(*named[:-1]))
    assert alone == {key: value for key, value in own(whole).items() if key in alone}
