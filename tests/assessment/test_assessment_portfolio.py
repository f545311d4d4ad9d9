"""Savings that two automations claim are counted once; a portfolio by team, tool, objective; its budget."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from retour.assessment.assess import assess
from retour.assessment.portfolio import budget_of
from retour.assessment.result import Assessment
from retour.events.run import Run, RunStatus
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Grade, Place, Text, Unit
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, DatedRange, Effort, Per, Sharing, SpendLine, TimeLine
from retour.verdict.result import Measurement

TODAY, LIVE = date(2026, 7, 1), date(2026, 4, 1)
NAME = Text.same("x")


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(float(value), float(value), float(value))


def saves(minutes: float, *others: str, role: str = "clerk") -> TimeLine:
    shared = Sharing(others=others) if others else None
    said = (DatedRange(value=sure(minutes)),)
    return TimeLine(role=role, per=Per.ITEM, before=said, after=(DatedRange(value=sure(0)),), shared=shared)


def automation(key: str, *lines, **said) -> Automation:
    usual = {
        "process": "quote",
        "rollout": Rollout(kind=RolloutKind.DATE, at=LIVE),
        "costs": Costs(upkeep=Effort(money=sure(10))),
        "tools": ("make",),
    }
    return Automation(key=key, name=Text.same(key), worth=lines, **(usual | said))


def runs(key: str, cases: range) -> tuple[Run, ...]:
    start = datetime(LIVE.year, LIVE.month, LIVE.day, 9)
    return tuple(
        Run(
            id=f"{key}{case}",
            automation=key,
            started=start + timedelta(days=case % 90),
            ended=start + timedelta(days=case % 90, minutes=1),
            status=RunStatus.SUCCESS,
            place=Place("runs.csv", 2),
            cases=(str(case),),
        )
        for case in cases
    )


def firm(*automations: Automation, **cases: range) -> Assessment:
    roles = tuple(Role(key=k, name=NAME, hourly_cost=sure(60)) for k in ("clerk", "seller"))
    tools = tuple(Tool(key=k, name=NAME, per_month=sure(20)) for k in ("make", "gmail"))
    register = Register(name="firm", roles=roles, tools=tools, automations=automations)
    dossier = Dossier(register=register, runs={key: runs(key, found) for key, found in cases.items()})
    return assess(dossier, today=TODAY, seed=1)


def net(found: Assessment, key: str) -> float:
    return found.figures[f"{key}/worth/net"].point or 0.0


def test_two_that_claim_the_same_cases_unsaid_keep_their_figures_and_the_total_counts_them_once():
    found = firm(automation("a", saves(10)), automation("b", saves(10)), a=range(90), b=range(60, 150))
    alone = firm(automation("x", saves(10)), x=range(150))
    total = found.totals.by_grade[Grade.D].point
    assert total == pytest.approx(net(alone, "x") - 10, abs=0.01)  # one more upkeep
    assert net(found, "a") == pytest.approx(net(firm(automation("a", saves(10)), a=range(90)), "a"))
    (overlap,) = found.totals.overlaps
    assert (overlap.one, overlap.other, overlap.declared) == ("a", "b", False)
    assert overlap.cases.point == 30
    twice = net(found, "a") + net(found, "b") - total
    assert overlap.money.point == pytest.approx(twice)


def test_what_is_declared_shared_needs_nothing_taken_out_and_gives_the_same_total():
    unsaid = firm(automation("a", saves(10)), automation("b", saves(10)), a=range(90), b=range(60, 150))
    said = firm(automation("a", saves(10, "b")), automation("b", saves(10)), a=range(90), b=range(60, 150))
    assert said.totals.taken == ()
    assert said.totals.by_grade[Grade.D].point == pytest.approx(unsaid.totals.by_grade[Grade.D].point)
    assert said.totals.overlaps[0].declared
    assert said.totals.overlaps[0].money.point == pytest.approx(unsaid.totals.overlaps[0].money.point)


@pytest.mark.parametrize(
    "other",
    [
        automation("b", saves(10, role="seller")),
        automation("b", saves(10), upstream="a"),
        automation("b", saves(10), process="order"),
        automation("b", saves(10), status=Status.PAUSED),
    ],
)
def test_another_role_a_chain_another_process_or_one_that_is_paused_is_no_overlap(other):
    found = firm(automation("a", saves(10)), other, a=range(90), b=range(90))
    assert (found.totals.overlaps, found.totals.taken) == ((), ())


def test_a_total_is_its_nets_and_what_is_left_out_and_explain_adds_them_up():
    found = firm(automation("a", saves(10)), automation("b", saves(7)), a=range(90), b=range(45, 90))
    total = found.figures["totals/net/D"]
    assert total.inputs == ("a/worth/net", "b/worth/net", "totals/taken/a", "totals/taken/b")
    assert total.point == pytest.approx(sum(found.figures[key].point for key in total.inputs))


def spend(amount: float) -> SpendLine:
    return SpendLine(label="old", per_month=sure(amount))


def test_teams_add_up_to_the_total_those_without_one_included_and_tools_overlap():
    found = firm(
        automation("a", spend(100), team="Sales", tools=("make", "gmail")),
        automation("b", spend(50), team="sales"),
        automation("c", spend(30)),
    )
    groups = {(g.kind, g.key): g for g in found.totals.groups}
    teams = [g for (kind, _), g in groups.items() if kind == "team"]
    assert [(g.name, g.automations) for g in teams] == [("Sales", 2), ("", 1)]
    assert sum(g.by_grade[Grade.D].point for g in teams) == pytest.approx(
        found.totals.by_grade[Grade.D].point
    )
    assert groups["tool", "make"].by_grade[Grade.D].point == pytest.approx(90 + 40 + 20)
    assert groups["tool", "gmail"].by_grade[Grade.D].point == pytest.approx(90)
    assert found.figures["totals/net/by_team/-/D"].point == pytest.approx(20)
    assert groups["objective", "-"].automations == 3


def test_a_group_is_never_one_figure_of_mixed_evidence():
    found = firm(automation("a", spend(100), team="s"), automation("b", team="s"))
    (team,) = [g for g in found.totals.groups if g.kind == "team"]
    assert (team.automations, team.unknown, list(team.by_grade)) == (2, 1, [Grade.D])


def measured(sheet, design: str, gain: float | None, cost: float | None, *, useful: bool = True):
    found = Measurement(design=design, input="effect", gain=gain, cost=cost, useful=useful)
    return replace(sheet, verdict=replace(sheet.verdict, measurement=found))


def test_a_budget_ranks_by_gain_adds_known_costs_and_says_what_is_unknown_or_settled():
    sheets = firm(*(automation(key, spend(10)) for key in "abcde")).sheets
    said = (("hold_out", 50, 20), ("hold_out", 90, 30), ("wait", None, None), ("none", 1, None))
    told = [measured(s, d, g, c, useful=d != "none") for s, (d, g, c) in zip(sheets, said, strict=False)]
    budget = budget_of([*told, measured(sheets[4], "hold_out", 10, 5, useful=False)])
    assert [step.automation for step in budget.steps] == ["b", "a", "c"]
    assert [step.spent.point for step in budget.steps] == [30, 50, 50]
    assert (budget.total.point, budget.total.n, budget.unpriced, budget.settled) == (50, 2, 1, ("d",))
    assert not budget.steps[2].cost.known
    assert budget.total.unit is Unit.MONEY
    assert budget_of([]) is None


def test_more_handled_is_told_in_cases_with_the_hours_of_each_side_and_never_in_money():
    first = (date(2026, 1, 1) - date(1970, 1, 1)).days
    daily = {first + n: 2 if n < 90 else 3 for n in range(181)}
    line = replace(saves(12), per=Per.CASE, after=(DatedRange(value=sure(4)),))
    register = firm(automation("a", line)).dossier.register
    dossier = Dossier(
        register=register,
        cases_per_day={"quote": daily},
        watermark={"quote": datetime(2026, 6, 30, 12)},
        first_seen={"quote": datetime(2026, 1, 1)},
    )
    figures = assess(dossier, today=TODAY, seed=1).figures
    found = {key: f for key, f in figures.items() if key.startswith("a/worth/volume_")}
    assert found["a/worth/volume_before"].point == pytest.approx(60)
    assert found["a/worth/volume_after"].point == pytest.approx(91)
    assert found["a/worth/volume_handled"].point == pytest.approx(31)
    assert found["a/worth/volume_hours_before"].point == pytest.approx(60 * 12 / 60)
    assert found["a/worth/volume_hours_after"].point == pytest.approx(91 * 4 / 60)
    assert not any(f.unit in (Unit.MONEY, Unit.MONEY_PER_MONTH) for f in found.values())


def test_without_a_time_before_more_handled_is_unknown():
    register = firm(automation("a", saves(12))).dossier.register
    first = (LIVE - date(1970, 1, 1)).days
    dossier = Dossier(register=register, cases_per_day={"quote": {first + n: 3 for n in range(91)}})
    figures = assess(dossier, today=TODAY, seed=1).figures
    assert not figures["a/worth/volume_handled"].known
    assert not figures["a/worth/volume_before"].known


def test_draws_of_what_is_left_out_are_those_of_the_money_itself():
    found = firm(automation("a", saves(10)), automation("b", saves(10)), a=range(60), b=range(60))
    total = found.totals.by_grade[Grade.D]
    a = found.sheet("a").worth
    assert np.ptp(a.net_draws) > 0
    assert (total.value.low, total.value.high) == pytest.approx(
        tuple(np.quantile(a.net_draws - 10, [0.05, 0.95]))
    )
