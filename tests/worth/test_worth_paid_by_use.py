"""What is paid by use, against arithmetic by hand: plans shared to the cent, models by token and minute."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.events.run import Run, RunStatus, Trigger
from retour.kpi.dossier import Dossier
from retour.kpi.metered import plan_uses
from retour.quantity import DeclaredRange, Place, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.currency import ExchangeRate
from retour.register.workspace import Billed, LowerPlan, Register, Role, Tool, ToolPlan
from retour.register.worth_lines import (
    AiPer,
    AiPrice,
    AiUse,
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

TODAY = date(2026, 7, 1)
START = date(2026, 4, 1)
MONTHS = 3  # 91 days, 1 April to 30 June


def sure(value):
    return DeclaredRange(value, value, value)


def plan(price=29.0, includes=10_000.0, unit=Billed.CREDITS, lower=None):
    below = None if lower is None else LowerPlan(price=sure(lower[0]), includes=lower[1])
    return ToolPlan(price=sure(price), includes=includes, unit=unit, at=date(2026, 6, 1), lower=below)


def tool(which):
    return Tool(key="make", name=Text.same("Make"), per_month=which.price, plan=which)


def runs_of(key, units, days=91, **said):
    """One run a day whose units are given, from 1 April."""
    return tuple(
        Run(
            id=f"{key}-{day}",
            automation=key,
            started=_at(day),
            ended=_at(day) + timedelta(minutes=1),
            status=said.get("status", RunStatus.SUCCESS),
            place=Place("runs.csv", day + 2),
            trigger=said.get("trigger", Trigger.PRODUCTION),
            cost_units=units,
        )
        for day in range(days)
    )


def _at(day):
    from datetime import datetime

    return datetime(2026, 4, 1, 9) + timedelta(days=day)


def automation(key, *, spend=100.0, **costs):
    paid = {"subscriptions": (Subscription(tool="make"),)} | costs
    return Automation(
        key=key,
        name=Text.same(key),
        process="quote",
        rollout=Rollout(kind=RolloutKind.DATE, at=START),
        worth=(SpendLine(label="typist", per_month=sure(spend)),),
        costs=Costs(**paid),
    )


def firm(which, *automations, runs, **said):
    register = Register(name="firm", tools=(tool(which),), automations=automations, **said)
    return Dossier(register=register, runs=runs)


def valued(dossier, key, today=TODAY):
    return worth_of(
        dossier.register.automation(key),
        dossier,
        (),
        today=today,
        rng=np.random.default_rng(7),
        shared=Shared(size=500),
    )


def paid(found, code="subscription"):
    return next(line for line in found.lines if line.code == code)


def test_a_plan_is_charged_for_what_was_used_of_it():
    dossier = firm(plan(), automation("a"), runs={"a": runs_of("a", 20.0)})
    used = 91 * 20 / MONTHS
    assert paid(valued(dossier, "a")).value.mode == pytest.approx(-29 * used / 10_000)
    assert plan_uses(dossier, TODAY)["make"].unused == pytest.approx(1 - used / 10_000)


@given(
    price=st.floats(1, 5_000),
    includes=st.floats(1, 1e6),
    units=st.lists(st.floats(0, 1e5), min_size=1, max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_what_is_charged_and_what_nobody_used_are_the_price_and_so_is_what_is_absorbed(
    price, includes, units
):
    keys = [f"a{n}" for n in range(len(units))]
    runs = {key: runs_of(key, each, days=30) for key, each in zip(keys, units, strict=True)}
    dossier = firm(plan(price, includes), *(automation(key) for key in keys), runs=runs)
    use = plan_uses(dossier, TODAY)["make"]
    charged = sum(price * use.charge(key) for key in keys)
    assert charged + price * use.unused == pytest.approx(price, abs=0.005)
    if sum(units) > 0:
        assert sum(price * use.absorbed(key) for key in keys) == pytest.approx(price, abs=0.005)
    else:
        assert use.absorbed(keys[0]) == Unknown("nothing_used")


def test_beyond_what_the_plan_includes_the_price_is_shared_and_nothing_is_unused():
    runs = {"a": runs_of("a", 300.0), "b": runs_of("b", 100.0)}
    dossier = firm(plan(includes=1000.0), automation("a"), automation("b"), runs=runs)
    use = plan_uses(dossier, TODAY)["make"]
    assert (use.charge("a"), use.charge("b"), use.unused) == pytest.approx((0.75, 0.25, 0.0))


def test_all_are_counted_over_the_same_months():
    late = tuple(r for r in runs_of("b", 10.0) if r.started.date() >= date(2026, 6, 1))
    dossier = firm(plan(), automation("a"), automation("b"), runs={"a": runs_of("a", 10.0), "b": late})
    use = plan_uses(dossier, TODAY)["make"]
    assert use.units["a"] / use.units["b"] == pytest.approx(91 / 30)


def test_a_stop_saves_nothing_unless_the_plan_below_becomes_enough():
    units = {"a": 40.0, "b": 60.0}  # about 1,217 and 1,826 a month
    runs = {key: runs_of(key, each) for key, each in units.items()}

    def saved(lower):
        dossier = firm(plan(lower=lower), automation("a"), automation("b"), runs=runs)
        found = {key: paid(valued(dossier, key)).details["avoidable"].mode for key in units}
        return found["a"], found["b"]

    assert saved(None) == (0, 0)
    assert saved((10.0, 1500.0)) == (0, 19)  # only without b is what is left below 1,500
    assert saved((10.0, 2000.0)) == (19, 19)
    assert saved((10.0, 5000.0)) == (0, 0)  # the plan below is enough already: nothing has to stop
    assert plan_uses(firm(plan(lower=(10.0, 5000.0)), automation("a"), runs={"a": runs["a"]}), TODAY)[
        "make"
    ].lower_suffices


def test_what_a_stop_saves_is_what_the_stop_decision_sees():
    runs = {"a": runs_of("a", 40.0)}
    kept = firm(plan(), automation("a", spend=10.0), runs=runs)
    dropped = firm(plan(lower=(5.0, 100.0)), automation("a", spend=10.0), runs=runs)
    assert valued(kept, "a").p_avoidable_negative == 0  # 10 a month, and stopping would save nothing
    assert valued(dropped, "a").p_avoidable_negative == 1  # 10 a month against 24 saved
    assert valued(kept, "a").net.mode == valued(dropped, "a").net.mode


def test_the_return_bears_what_nobody_used():
    build = {"build": Effort(money=sure(100.0))}
    runs = {"a": runs_of("a", 40.0)}
    found = valued(firm(plan(), automation("a", **build), runs=runs), "a")
    assert paid(found).details["absorbed"].mode == pytest.approx(29)
    alone = automation("a", subscriptions=(Subscription(tool="make", share=sure(1)),), **build)
    whole = valued(firm(plan(), alone, runs=runs), "a")
    assert found.details["roi"] == pytest.approx(whole.details["roi"])
    assert found.net.mode > whole.net.mode


@pytest.mark.parametrize(
    ("unit", "units", "expected"),
    [
        (Billed.EXECUTIONS, None, 91 / MONTHS),
        (Billed.TASKS, None, Unknown("units_not_counted", {"missing": 91, "n": 91})),
        (Billed.TASKS, 3.0, 273 / MONTHS),
    ],
)
def test_executions_are_counted_here_and_other_units_only_by_the_tool(unit, units, expected):
    dossier = firm(plan(unit=unit), automation("a"), runs={"a": runs_of("a", units)})
    use = plan_uses(dossier, TODAY)["make"]
    if isinstance(expected, Unknown):
        assert use.unknown["a"] == use.unused == use.absorbed("a") == expected
        line = paid(valued(dossier, "a"))
        assert line.value == expected
        assert "subscription" in valued(dossier, "a").not_said
    else:
        assert use.units["a"] == pytest.approx(expected)


def test_a_failed_execution_is_billed_and_a_manual_one_is_not():
    failed = runs_of("a", None, status=RunStatus.FAILED)
    manual = runs_of("b", None, trigger=Trigger.MANUAL)
    dossier = firm(
        plan(unit=Billed.EXECUTIONS), automation("a"), automation("b"), runs={"a": failed, "b": manual}
    )
    assert plan_uses(dossier, TODAY)["make"].units == pytest.approx({"a": 91 / MONTHS, "b": 0})


def test_a_planned_automation_or_one_without_runs_has_no_use_yet():
    planned = replace(automation("a"), status=Status.PLANNED)
    assert paid(valued(firm(plan(), planned, runs={}), "a")).value == Unknown("not_live_yet")
    assert paid(valued(firm(plan(), automation("a"), runs={}), "a")).value == Unknown("no_runs")
    few = {"a": runs_of("a", 1.0, days=3)}
    too_short = Unknown("window_too_short", {"days": 3})
    assert paid(valued(firm(plan(), automation("a"), runs=few), "a")).value == too_short


def test_runs_that_two_plans_may_have_counted_are_not_shared_out():
    second = Tool(key="zapier", name=Text.same("Zapier"), per_month=sure(20), plan=plan(20, 750))
    both = automation("a", subscriptions=(Subscription(tool="make"), Subscription(tool="zapier")))
    dossier = firm(plan(), both, runs={"a": runs_of("a", 1.0)})
    dossier = replace(dossier, register=replace(dossier.register, tools=(*dossier.register.tools, second)))
    assert paid(valued(dossier, "a")).value == Unknown("use_of_several_tools", {"automation": "a"})


def test_a_declared_share_is_charged_as_before_and_leaves_the_rest_to_those_who_use():
    share = automation("b", subscriptions=(Subscription(tool="make", share=sure(0.4)),))
    dossier = firm(plan(), automation("a"), share, runs={"a": runs_of("a", 40.0)})
    use = plan_uses(dossier, TODAY)["make"]
    assert paid(valued(dossier, "b")).value.mode == pytest.approx(-0.4 * 29)
    assert use.charge("a") + use.unused + 0.4 == pytest.approx(1)
    assert use.absorbed("a") == pytest.approx(0.6)


def test_seats_are_a_line_of_their_own():
    seated = automation("a", subscriptions=(Subscription(tool="make", seats=sure(12)),))
    found = valued(firm(plan(), seated, runs={"a": runs_of("a", 20.0)}), "a")
    lines = [line.value.mode for line in found.lines if line.code == "subscription"]
    assert lines == pytest.approx([-29 * 91 * 20 / MONTHS / 10_000, -12])


WHISPER = AiPrice(minute=sure(0.006), currency="USD", source="list 1")
ONE_TO_ONE = ExchangeRate(currency="USD", value=sure(1), at=date(2026, 6, 1))


def noted(use, *, rate=ONE_TO_ONE, runs=None):
    one = automation("notes", subscriptions=(), ai_use=use)
    exchange = () if rate is None else (rate,)
    return firm(plan(), one, runs={"notes": runs or runs_of("notes", None)}, exchange=exchange)


def test_notes_of_a_meeting_of_45_minutes_cost_27_cents():
    use = AiUse(model="whisper-1", audio_minutes=sure(45), price=WHISPER)
    meetings = 91 / MONTHS
    assert paid(valued(noted(use), "notes"), "ai").value.mode == pytest.approx(-0.27 * meetings)


def test_tokens_are_paid_by_the_million_and_calls_made_again_are_paid_again():
    price = AiPrice(input=sure(2.5), cached=sure(1.25), output=sure(10), source="list 1")
    use = AiUse(
        model="m",
        per=AiPer.RUN,
        tokens_in=sure(8000),
        tokens_cached=sure(2000),
        tokens_out=sure(1000),
        retries=sure(0.1),
        price=price,
    )
    each = (8000 * 2.5 + 2000 * 1.25 + 1000 * 10) / 1e6 * 1.1
    assert paid(valued(noted(use), "notes"), "ai").value.mode == pytest.approx(-each * 91 / MONTHS)


def test_a_price_in_dollars_is_worth_what_the_declared_rate_says():
    use = AiUse(model="whisper-1", audio_minutes=sure(45), price=WHISPER)
    rate = replace(ONE_TO_ONE, value=DeclaredRange(0.8, 0.9, 1.0))
    found = valued(noted(use, rate=rate), "notes")
    assert paid(found, "ai").value.mode == pytest.approx(-0.27 * 0.9 * 91 / MONTHS, rel=1e-3)
    told = found.inputs
    assert told["ai_price_minute:whisper-1"].source == "list 1, USD"
    assert told["exchange:whisper-1"].source == "2026-06-01"


@pytest.mark.parametrize(
    ("price", "why"),
    [
        (WHISPER, Unknown("currency_not_said", {"currency": "USD", "home": "EUR"})),
        (None, Unknown("ai_price_not_said", {"model": "whisper-1"})),
        (AiPrice(input=sure(1)), Unknown("ai_price_not_said", {"model": "whisper-1"})),
    ],
)
def test_a_price_or_a_rate_that_nobody_gave_is_unknown_never_one_to_one(price, why):
    use = AiUse(model="whisper-1", audio_minutes=sure(45), price=price)
    found = valued(noted(use, rate=None), "notes")
    assert paid(found, "ai").value == why
    assert "ai" in found.not_said


def test_an_automation_that_pays_nothing_by_use_keeps_its_numbers():
    role = Role(key="clerk", name=Text.same("Clerk"), hourly_cost=DeclaredRange(20, 40, 90))
    line = TimeLine(
        role="clerk", per=Per.MONTH, before=(DatedRange(value=DeclaredRange(300, 600, 900)),), use=Use.UNKNOWN
    )
    one = replace(
        automation("b", subscriptions=(Subscription(tool="zapier", share=DeclaredRange(0.1, 0.5, 1)),)),
        worth=(line,),
    )
    other = Tool(key="zapier", name=Text.same("Zapier"), per_month=DeclaredRange(10, 20, 60))
    alone = Dossier(register=Register(name="firm", roles=(role,), tools=(other,), automations=(one,)))
    beside = firm(plan(lower=(5.0, 100.0)), one, automation("a"), runs={"a": runs_of("a", 40.0)})
    register = replace(
        beside.register, roles=(role,), tools=(*beside.register.tools, other), exchange=(ONE_TO_ONE,)
    )
    apart = replace(beside, register=register)
    assert np.array_equal(valued(alone, "b").net_draws, valued(apart, "b").net_draws)
