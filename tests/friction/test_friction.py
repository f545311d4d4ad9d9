from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from retour.friction import BeforeAfter, Friction, friction_of
from retour.friction.declared import in_force, pert
from retour.kpi.cells import Cells, Lifetimes, day_number
from retour.kpi.dossier import Dossier, Graph, Touches
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Span, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.indicator import Duration, Indicator, Statistic
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, DatedRange, Effort, Failures, Per, Subscription, TimeLine

TODAY, LIVE = date(2026, 9, 1), date(2026, 5, 11)
NAME = Text.same("x")
MONTH = 86_400 * 30
SURE = DeclaredRange(30, 30, 30)
REGISTER = Register(
    name="firm",
    roles=(Role(key="admin", name=NAME, hourly_cost=SURE),),
    tools=(
        Tool(key="make", name=NAME, per_month=DeclaredRange(20, 20, 20)),
        Tool(key="free", name=NAME),
    ),
)
DELAY = Indicator(
    key="delay",
    name=NAME,
    measure=Duration(start="sent", end="signed", horizon=Span(seconds=86_400 * 30)),
    better=Better.LOWER,
)


def flat(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


FREE = Costs(supervision=Effort(money=flat(0)))


def line(before: DeclaredRange | None, after: DeclaredRange | None, *, role: str = "admin") -> TimeLine:
    return TimeLine(
        role=role,
        per=Per.CASE,
        before=(DatedRange(value=before),) if before else (),
        after=(DatedRange(value=after),) if after else (),
    )


def auto(*worth: TimeLine, costs: Costs | None = None, kind: RolloutKind = RolloutKind.DATE) -> Automation:
    return Automation(
        key="quotes",
        name=NAME,
        process="quote",
        indicators=(DELAY,),
        worth=worth,
        costs=costs or Costs(),
        rollout=Rollout(kind=kind, at=LIVE, assigned="arm" if kind is RolloutKind.RANDOM else None),
    )


def friction(automation: Automation, **parts: object) -> Friction:
    daily: Mapping[int, int] = {day_number(TODAY) - i: 2 for i in range(91)}
    given: dict[str, object] = {"cases_per_day": {"quote": daily}, **parts}
    dossier = Dossier(register=REGISTER, **given)  # type: ignore[arg-type]
    return friction_of(automation, dossier, today=TODAY, rng=np.random.default_rng(1))


def touches(counts: list[int], **more: object) -> Touches:
    return Touches(
        cases=len(counts),
        manual_total=sum(counts),
        manual_square=float(sum(c * c for c in counts)),
        **more,  # type: ignore[arg-type]
    )


def lifetimes(rows: list[tuple[date, list[int], str]], open_ages: dict[date, list[int]]) -> Lifetimes:
    """Every case of these rows ended; the cases of `open_ages` are as old and not finished."""
    ended = [(i, t, 1) for i, (_, values, _) in enumerate(rows) for t in values]
    days = [d for d, _, _ in rows]
    going = [(days.index(d), age, 0) for d, ages in open_ages.items() for age in ages]
    bounds = np.unique(np.concatenate([np.geomspace(1, MONTH, 384).astype(int), [MONTH]]))
    cell, time, finished = (np.array(column) for column in zip(*ended, *going, strict=True))
    return Lifetimes(
        bounds=bounds,
        cell=cell,
        bin=np.searchsorted(bounds, time),
        ended=finished,
        censored=1 - finished,
        spent=time * finished,
    )


def cells(
    rows: list[tuple[date, list[int], str]], *, open_ages: dict[date, list[int]] | None = None
) -> Cells:
    ints = lambda values: np.array(values, np.int64)  # noqa: E731
    going = open_ages or {}
    return Cells(
        day=ints([day_number(d) for d, _, _ in rows]),
        segment=("",) * len(rows),
        arm=tuple(arm for _, _, arm in rows),
        n=ints([len(v) for _, v, _ in rows]),
        total=ints([sum(v) for _, v, _ in rows]),
        square=np.array([float(sum(x * x for x in v)) for _, v, _ in rows]),
        pending=ints([len(going.get(d, [])) for d, _, _ in rows]),
        missing=ints([0] * len(rows)),
        amount=ints([0] * len(rows)),
        amount_n=ints([0] * len(rows)),
        lifetimes=lifetimes(rows, going) if any(v for _, v, _ in rows) else None,
    )


def range_of(pair: BeforeAfter) -> tuple[DeclaredRange, DeclaredRange]:
    assert isinstance(pair.before, DeclaredRange)
    assert isinstance(pair.after, DeclaredRange)
    return pair.before, pair.after


def test_manual_tasks_per_case_have_students_interval() -> None:
    before, after = [6, 5, 7, 6, 8, 5], [2, 1, 2, 3, 2, 2]
    found = friction(auto(), touches={"quotes": (touches(before), touches(after))}).manual_tasks
    low, high = stats.t.interval(0.9, 5, np.mean(before), stats.sem(before))
    assert isinstance(found.before, Estimate)
    assert (found.before.low, found.before.high) == pytest.approx((low, high))
    assert isinstance(found.after, Estimate)
    assert found.after.value == 2
    assert (found.n_before, found.n_after, found.grade) == (6, 6, Grade.D)


def test_unknown_actors_make_manual_tasks_unknown_not_zero() -> None:
    hidden = touches([0, 0, 0, 2], unknown=3)
    found = friction(auto(), touches={"quotes": (hidden, None)})
    assert found.manual_tasks.before == Unknown("actors_unknown", {"share": 0.75})
    assert found.manual_tasks.after == Unknown("no_events")
    assert found.minutes.before == Unknown("actors_unknown", {"share": 0.75})
    assert found.manual_tasks.grade is Grade.E


def test_one_case_is_too_few_for_a_level() -> None:
    found = friction(auto(), touches={"quotes": (touches([3]), None)}).manual_tasks.before
    assert isinstance(found, Unknown)
    assert found.reason == "too_few_cases"


def test_recorded_minutes_are_estimated_and_declared_ones_are_a_range() -> None:
    timed = {"minutes_total": 60_000, "minutes_square": 950e6}
    recorded = touches([1, 1, 1, 1], minutes_recorded=True, **timed)
    declared = touches([1, 1, 1, 1], **timed)
    found = friction(auto(), touches={"quotes": (recorded, declared)}).minutes
    assert isinstance(found.before, Estimate)
    assert found.before.value == 15
    assert isinstance(found.after, DeclaredRange)
    assert found.after.mode == 15


def test_minutes_fall_back_on_the_declared_lines_when_events_carry_none() -> None:
    lines = (line(DeclaredRange(3, 5, 8), flat(1)), line(flat(2), flat(1)))
    found = friction(auto(*lines), touches={"quotes": (touches([1, 2]), touches([1, 1]))}).minutes
    assert (found.before, found.after) == (DeclaredRange(5, 7, 10), DeclaredRange(2, 2, 2))


def test_minutes_after_that_nobody_said_are_unknown() -> None:
    found = friction(auto(line(flat(5), None)))
    assert found.minutes.after == Unknown("after_not_said")
    assert found.cost_per_case.after == Unknown("after_not_said")
    assert friction(auto(line(None, flat(5)))).minutes.before == Unknown("before_not_said")
    assert friction(auto()).minutes.before == Unknown("minutes_not_said")
    weekly = TimeLine(role="admin", per=Per.WEEK, before=(DatedRange(value=flat(45)),))
    assert friction(auto(weekly)).minutes.before == Unknown("minutes_not_per_case")


def test_without_lines_the_events_own_reason_is_kept() -> None:
    found = friction(auto(), touches={"quotes": (touches([1, 2]), touches([1, 1]))}).minutes
    assert found.before == Unknown("minutes_not_said")


def test_the_newest_range_in_force_is_used() -> None:
    dated = (DatedRange(value=flat(9)), DatedRange(value=flat(4), valid_from=date(2026, 6, 1)))
    assert in_force(dated, date(2026, 5, 31)) == flat(9)
    assert in_force(dated, date(2026, 6, 1)) == flat(4)
    assert in_force((), TODAY) is None


def test_cost_per_case_adds_people_tool_ai_upkeep_and_failures() -> None:
    costs = Costs(
        upkeep=Effort(hours=flat(1), role="admin"),
        supervision=Effort(money=flat(10)),
        subscriptions=(Subscription(tool="make", share=flat(0.5)),),
        ai_per_case=flat(0.27),
        ai_per_month=flat(5),
        failures=Failures(
            per_year=flat(4),
            detection_days=flat(2),
            repair_days=flat(0.5),
            loss_share=flat(1),
            cost_each=flat(66),
        ),
    )
    before, after = range_of(friction(auto(line(flat(10), flat(2)), costs=costs)).cost_per_case)
    assert before.mode == pytest.approx(5.0)  # 10 min at 30 an hour
    monthly = (30 + 10 + 10 + 5) / 60  # 180 cases from 1 June to 31 August
    failures = 4 * 2.5 * 66 / 365
    assert after.mode == pytest.approx(1 + monthly + 0.27 + failures)


def test_each_role_is_paid_its_own_hourly_cost() -> None:
    seller = Role(key="sales", name=NAME, hourly_cost=flat(60))
    register = Register(name="firm", roles=(*REGISTER.roles, seller))
    dossier = Dossier(register=register)
    two = auto(line(flat(6), flat(6)), line(flat(6), flat(6), role="sales"))
    found = friction_of(two, dossier, today=TODAY, rng=np.random.default_rng(1)).cost_per_case
    assert isinstance(found.before, DeclaredRange)
    assert found.before.mode == pytest.approx(3 + 6)


def test_minutes_from_events_cost_the_role_of_the_first_line() -> None:
    timed = touches([1, 1], minutes_total=20_000, minutes_square=200e6, minutes_recorded=True)
    declared = touches([1, 1], minutes_total=20_000, minutes_square=200e6)
    paid = auto(line(flat(99), flat(99)), costs=FREE)
    found = friction(paid, touches={"quotes": (timed, declared)}).cost_per_case
    assert [level.mode for level in range_of(found)] == pytest.approx([5, 5])


@pytest.mark.parametrize(
    ("costs", "worth", "reason"),
    [
        (Costs(), line(flat(5), flat(1), role="nobody"), "role_unknown"),
        (Costs(upkeep=Effort(hours=flat(1), role="nobody")), line(flat(5), flat(1)), "role_unknown"),
        (
            Costs(subscriptions=(Subscription(tool="free", share=flat(1)),)),
            line(flat(5), flat(1)),
            "tool_price_unknown",
        ),
    ],
)
def test_a_cost_that_cannot_be_priced_is_unknown_never_zero(
    costs: Costs, worth: TimeLine, reason: str
) -> None:
    found = friction(auto(worth, costs=costs)).cost_per_case.after
    assert isinstance(found, Unknown)
    assert found.reason == reason


def test_minutes_from_events_without_any_role_have_no_price() -> None:
    timed = touches([1, 1], minutes_total=20_000, minutes_square=200e6, minutes_recorded=True)
    found = friction(auto(), touches={"quotes": (timed, timed)}).cost_per_case.before
    assert found == Unknown("no_role")


def test_a_monthly_cost_without_volume_is_unknown_per_case() -> None:
    paid = auto(line(flat(5), flat(1)), costs=Costs(supervision=Effort(money=flat(10))))
    assert friction(paid, cases_per_day={}).cost_per_case.after == Unknown("volume_unknown")
    old = {"quote": {day_number(LIVE) - 1: 2}}
    assert friction(paid, cases_per_day=old).cost_per_case.after == Unknown("volume_unknown")


def test_when_no_running_cost_was_given_the_cost_per_case_after_is_unknown() -> None:
    found = friction(auto(line(flat(5), flat(1)))).cost_per_case
    assert isinstance(found.before, DeclaredRange)
    assert found.after == Unknown("costs_not_said")


def test_a_cost_by_the_case_needs_no_volume() -> None:
    paid = auto(line(flat(5), flat(0)), costs=Costs(ai_per_case=flat(0.2)))
    found = friction(paid, cases_per_day={}).cost_per_case
    assert range_of(found)[1].mode == pytest.approx(0.2)
    assert found.not_said == ("upkeep", "supervision", "subscription", "failures")


def test_running_costs_that_nobody_gave_are_listed_beside_the_cost_per_case() -> None:
    found = friction(auto(line(flat(5), flat(1)), costs=FREE)).cost_per_case
    assert found.not_said == ("upkeep", "subscription", "failures")


def test_costs_are_spread_over_the_cases_that_get_the_automation() -> None:
    paid = auto(line(flat(5), flat(0)), costs=Costs(supervision=Effort(money=flat(60))))
    half = replace(paid, rollout=replace(paid.rollout, kind=RolloutKind.RANDOM, treated_share=0.5))
    costs = [range_of(friction(each).cost_per_case)[1].mode for each in (paid, half)]
    assert costs == pytest.approx([1.0, 2.0])  # 60 a month over 60 cases, then over 30


def test_an_effort_without_figures_costs_nothing_known() -> None:
    idle = auto(line(flat(6), flat(2)), costs=Costs(upkeep=Effort()))
    assert range_of(friction(idle).cost_per_case)[1].mode == pytest.approx(1.0)


def test_a_planned_automation_has_a_cost_before_only() -> None:
    planned = Automation(
        key="quotes", name=NAME, process="quote", status=Status.PLANNED, worth=(line(flat(6), flat(2)),)
    )
    found = friction(planned).cost_per_case
    assert found.after == Unknown("not_live_yet")
    assert isinstance(found.before, DeclaredRange)


def test_before_go_live_the_delay_is_that_of_every_case() -> None:
    rows = [(date(2026, 4, 1), [400, 600], ""), (date(2026, 6, 1), [500, 500], "")]
    planned = Automation(key="quotes", name=NAME, process="quote", indicators=(DELAY,), status=Status.PLANNED)
    found = dict(friction(planned, cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert isinstance(found.before, Estimate)
    assert (found.before.value, found.n_before) == (500, 4)
    assert found.after == Unknown("not_live_yet")


def test_delays_are_restricted_means_on_each_side_of_go_live() -> None:
    rows = [(date(2026, 4, 1), [400, 500, 600], ""), (date(2026, 6, 1), [100, 150, 200], "")]
    found = dict(friction(auto(), cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert isinstance(found.before, Estimate)
    assert isinstance(found.after, Estimate)
    assert (found.before.value, found.after.value) == (500, 150)
    assert (found.n_before, found.n_after) == (3, 3)


def test_after_a_random_rollout_only_the_treated_arm_is_after() -> None:
    rows = [
        (date(2026, 4, 1), [400, 600], ""),
        (date(2026, 6, 1), [100, 200], "treated"),
        (date(2026, 6, 1), [900, 900], "held"),
    ]
    drawn = auto(kind=RolloutKind.RANDOM)
    found = dict(friction(drawn, cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert isinstance(found.after, Estimate)
    assert found.after.value == 150


def test_unit_by_unit_the_delays_before_and_after_are_those_of_the_same_units() -> None:
    rows = [
        (date(2026, 4, 1), [400, 600], ""),
        (date(2026, 4, 2), [50, 50], ""),
        (date(2026, 6, 1), [100, 200], ""),
        (date(2026, 6, 2), [900, 900], ""),
    ]
    told = replace(cells(rows), unit=("lyon", "nantes", "lyon", "nantes"))
    by_site = Rollout(kind=RolloutKind.STAGGERED, unit="site", units={"lyon": LIVE})
    found = dict(friction(replace(auto(), rollout=by_site), cells={("quotes", "delay"): told}).delays)[
        "delay"
    ]
    assert isinstance(found.before, Estimate)
    assert isinstance(found.after, Estimate)
    assert (found.before.value, found.after.value) == (500, 150)


def test_cases_too_young_to_tell_leave_the_delay_unknown() -> None:
    rows = [(date(2026, 4, 1), [400, 600], ""), (date(2026, 8, 30), [], "")]
    young = cells(rows, open_ages={date(2026, 8, 30): [86_400]})
    found = dict(friction(auto(), cells={("quotes", "delay"): young}).delays)["delay"]
    assert found.after == Unknown("not_mature", {"n": 0, "pending": 1})


def test_unfinished_cases_lengthen_the_delay_and_are_counted() -> None:
    day = date(2026, 8, 20)
    rows = [(date(2026, 4, 1), [400, 600], ""), (date(2026, 6, 1), [86_400, MONTH], ""), (day, [86_400], "")]
    going = cells(rows, open_ages={day: [864_000]})
    found = dict(friction(auto(), cells={("quotes", "delay"): going}).delays)["delay"]
    assert isinstance(found.after, Estimate)
    # four at risk, two end on day 1, one leaves on day 10, the last is seen to day 30
    assert found.after.value == pytest.approx(86_400 + 0.5 * (MONTH - 86_400))
    assert found.n_after == 4


def test_cases_that_may_end_under_the_automation_are_not_its_before() -> None:
    rows = [
        (date(2026, 4, 1), [400, 600], ""),
        (date(2026, 5, 1), [9, 9], ""),
        (date(2026, 6, 1), [100, 200], ""),
    ]
    found = dict(friction(auto(), cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert isinstance(found.before, Estimate)
    assert (found.before.value, found.n_before) == (500, 2)


def test_a_median_delay_is_a_median() -> None:
    median = replace(DELAY, measure=replace(DELAY.measure, statistic=Statistic.MEDIAN))
    rows = [(date(2026, 4, 1), [100, 200, 9_000], ""), (date(2026, 6, 1), [50, MONTH, MONTH], "")]
    later = cells(rows).where(np.array([False, True]))
    kept = later.lifetimes
    assert kept is not None
    unfinished = replace(kept, ended=np.array([1, 0, 0]), censored=np.array([0, 1, 1]))
    given = replace(auto(), indicators=(median,))
    found = dict(friction(given, cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert isinstance(found.before, Estimate)
    assert found.before.value == 200
    never = {("quotes", "delay"): replace(later, lifetimes=unfinished)}
    after = dict(friction(given, cells=never).delays)["delay"].after
    assert after == Unknown("half_not_finished", {"share": pytest.approx(1 / 3)})


def test_without_cells_or_go_live_a_delay_is_unknown() -> None:
    assert dict(friction(auto()).delays)["delay"].before == Unknown("no_data")
    untimed = replace(cells([(date(2026, 4, 1), [400, 600], "")]), lifetimes=None)
    found = dict(friction(auto(), cells={("quotes", "delay"): untimed}).delays)["delay"]
    assert found.before == Unknown("no_data")
    never = Automation(key="quotes", name=NAME, process="quote", indicators=(DELAY,))
    rows = [(date(2026, 4, 1), [400, 600], "")]
    found = dict(friction(never, cells={("quotes", "delay"): cells(rows)}).delays)["delay"]
    assert found.before == Unknown("no_go_live")


def test_a_share_done_in_time_is_not_a_delay() -> None:
    done = Indicator(
        key="done",
        name=NAME,
        measure=Duration(start="a", end="b", horizon=Span(seconds=9), statistic=Statistic.DONE),
        better=Better.HIGHER,
    )
    other = Automation(key="quotes", name=NAME, process="quote", indicators=(done,))
    assert friction(other).delays == ()


def test_the_graphs_pass_through() -> None:
    graph = Graph(cases=3, nodes=(), arcs=())
    found = friction(auto(), graphs={"quotes": (graph, None)})
    assert (found.before, found.after) == (graph, None)


def test_pert_draws_have_the_published_mean() -> None:
    drawn = pert(DeclaredRange(3, 5, 8), np.random.default_rng(5), 200_000)
    assert drawn.mean() == pytest.approx((3 + 4 * 5 + 8) / 6, rel=0.003)
    assert drawn.min() >= 3
    assert drawn.max() <= 8
