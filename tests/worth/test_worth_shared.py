"""What automations share is drawn once; what their build brings back, and when."""

import zlib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from retour.quantity import DeclaredRange, Text, Unknown
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, Effort, Per, SpendLine, Subscription, Use
from retour.worth import shared_of, worth_of

TODAY = date(2026, 7, 1)
RATE = DeclaredRange(20, 40, 90)
ROLES = (Role(key="clerk", name=Text.same("Clerk"), hourly_cost=RATE),)
TOOLS = (Tool(key="make", name=Text.same("Make"), per_month=DeclaredRange(10, 20, 60)),)


def stream(code):
    return np.random.default_rng([1, zlib.crc32(code.encode())])


def test_what_is_shared_does_not_depend_on_what_else_is_declared():
    more = Role(key="seller", name=Text.same("Seller"), hourly_cost=RATE)
    few = shared_of(Register(name="firm", roles=ROLES, tools=TOOLS), stream)
    many = shared_of(Register(name="firm", roles=(more, *ROLES)), stream)
    assert np.array_equal(few.drawn["rate:clerk"].sample, many.drawn["rate:clerk"].sample)
    assert not np.array_equal(many.drawn["rate:clerk"].sample, many.drawn["rate:seller"].sample)


def test_two_automations_priced_by_one_role_and_one_tool_are_wrong_together(
    automation, minutes, dossier, fixed
):
    paid = Costs(subscriptions=(Subscription(tool="make", share=fixed(1)),))
    line = minutes(60, per=Per.MONTH, use=Use.UNKNOWN)
    known = automation(line, costs=paid)
    base = dossier(known)
    base = replace(base, register=replace(base.register, roles=ROLES, tools=TOOLS))
    shared = shared_of(base.register, stream)
    one, other = (
        worth_of(
            replace(known, key=key),
            base,
            (),
            today=TODAY,
            rng=np.random.default_rng(seed),
            shared=shared,
        ).net_draws
        for key, seed in (("a", 1), ("b", 2))
    )
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(1)
    assert (one + other).std() == pytest.approx(2 * one.std())


def test_two_lines_whose_freed_time_becomes_the_same_thing_share_its_share(automation, minutes, worth):
    lines = (minutes(60, per=Per.MONTH), minutes(30, per=Per.MONTH))
    found = worth(automation(*lines))
    assert [line.inputs[-1] for line in found.lines[:2]] == ["realisation", "realisation"]


def test_a_build_that_is_sure_is_paid_back_at_one_month_and_its_return_is_that_of_every_cost(
    automation, worth, fixed
):
    costs = Costs(build=Effort(money=fixed(900)), upkeep=Effort(money=fixed(10)))
    found = worth(automation(SpendLine(label="old tool", per_month=fixed(100)), costs=costs))
    assert found.payback == DeclaredRange(10, 10, 10)
    assert found.payback_months == 10
    assert found.details["never_paid_back"] == 0
    years = sum(1.1 ** (-t / 12) for t in range(1, 25))
    assert found.details["roi"] == pytest.approx((100 * years - 900 - 10 * years) / (900 + 10 * years))


def test_a_payback_is_the_range_of_the_draws_that_pay_back_and_says_how_many_never_do(
    automation, worth, fixed
):
    costs = Costs(build=Effort(money=fixed(900)), upkeep=Effort(money=fixed(10)))
    line = SpendLine(label="old tool", per_month=DeclaredRange(0, 80, 160))
    found = worth(automation(line, costs=costs), draws=4000)
    months = np.sort(900 / found.net_draws[found.net_draws > 900 / 24])
    assert found.details["never_paid_back"] == pytest.approx(1 - len(months) / 4000)
    assert (found.payback.low, found.payback.high) == pytest.approx(tuple(np.quantile(months, [0.05, 0.95])))
    assert found.payback.low < found.payback.mode == found.payback_months < found.payback.high


def test_what_half_of_the_draws_never_pay_back_has_no_payback(automation, worth, fixed):
    costs = Costs(build=Effort(money=fixed(9_000)), upkeep=Effort(money=fixed(10)))
    found = worth(automation(SpendLine(label="old tool", per_month=fixed(100)), costs=costs))
    assert found.payback == Unknown("not_paid_back", {"months": 24, "never": 1.0})
    assert found.payback_months is None


def test_a_build_nobody_priced_has_no_payback(automation, worth, fixed):
    found = worth(automation(SpendLine(label="old tool", per_month=fixed(100))))
    assert found.payback == Unknown("build_not_said")
