"""A drawn rollout of whole units (teams): units are what counts, their own past narrows, few are exact."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.result import Design
from retour.kpi.cells import Cells
from retour.quantity import Grade
from retour.register.automation import FollowUp, Rollout, RolloutKind
from retour.register.indicator import Duration, Span, Statistic

TODAY = date(2026, 9, 1)
DRAWN = Rollout(
    kind=RolloutKind.RANDOM,
    at=date(2026, 5, 11),
    assigned="arm",
    treated_arm="reminder",
    treated_share=0.5,
    unit="team",
)
AS_DRAWN = {"reminder": (95, 100), "none": (3, 100)}


def teams(firm, count, *, effect=0.1, seed=0, before=True, per_day=4.0, spread=0.08):
    """Teams with a share of their own; half are drawn. One line a team and week, before and after."""
    rng = np.random.default_rng(seed)
    own = np.clip(rng.normal(0.3, spread, count), 0.02, 0.8)
    drawn = np.isin(np.arange(count), rng.permutation(count)[: count // 2])
    start = firm.go_live - timedelta(weeks=26 if before else 0)
    days = [start + timedelta(weeks=i) for i in range((TODAY - start).days // 7)]
    rows = [(day, team) for day in days for team in range(count)]
    live = np.array([day >= firm.go_live for day, _ in rows])
    team = np.array([team for _, team in rows])
    n = 1 + rng.poisson(7 * per_day, len(rows))
    total = rng.binomial(n, np.clip(own[team] + effect * (drawn[team] & live), 0, 1))
    arm = ["reminder" if drawn[t] else "none" for t in team]
    return firm.cells(
        [day for day, _ in rows],
        n.tolist(),
        total.tolist(),
        arm=tuple(a if on else "" for a, on in zip(arm, live, strict=True)),
        unit=tuple(f"team {t}" for t in team),
    )


def found(firm, cells, *, rollout=DRAWN, **said):
    guard = firm.drawn(lambda _: 0.01, start=firm.go_live, end=TODAY)
    told = {("follow-up", "signed"): AS_DRAWN}
    subject = firm.automation(rollout=rollout, **said)
    return firm.asked(subject, TODAY, {"signed": cells, "complaint": guard}, received=told)


def test_forty_teams_are_compared_with_their_own_past_and_graded_a(firm):
    answer = found(firm, teams(firm, 40))
    effect = answer.of("all")
    assert (effect.design, effect.grade, effect.method) == (Design.RANDOMISED, Grade.A, "units-cuped-1"), (
        effect.rules
    )
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
    rule = answer.rule("units_compared")
    assert (rule.details["treated"], rule.details["control"], rule.details["past"]) == (20, 20, 1.0)
    assert answer.rule("sample_ratio").details["observed"] == 0.5  # of teams, not of cases
    assert effect.complier is None
    assert effect.any_day is None


def test_forty_teams_without_a_past_are_wider(firm):
    with_past, without = (found(firm, teams(firm, 40, before=b)).of("all") for b in (True, False))
    assert without.method == "units-1"
    assert with_past.estimate.half_width < 0.6 * without.estimate.half_width


def test_a_past_that_fewer_than_four_teams_in_five_have_is_not_used(firm):
    cells = teams(firm, 40)
    newer = {f"team {t}" for t in range(9)}
    kept = cells.where(
        np.array([a != "" or u not in newer for a, u in zip(cells.arm, cells.unit, strict=True)])
    )
    answer = found(firm, kept)
    assert (answer.of("all").method, answer.rule("units_compared").details["past"]) == ("units-1", 31 / 40)


def test_ten_teams_are_told_from_chance_by_their_draw_alone(firm):
    answer = found(firm, teams(firm, 10))
    effect = answer.of("all")
    assert (effect.method, effect.grade) == ("draws-past-1", Grade.A)
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
    assert answer.rule("units_compared").details["p"] <= 0.10


def test_cases_alone_would_be_far_too_sure_of_teams_that_differ(firm):
    held, naive = [], []
    for seed in range(80):
        cells = teams(firm, 12, effect=0.0, seed=seed, before=False)
        by_team = found(firm, cells).of("all").estimate
        by_case = found(firm, cells, rollout=replace(DRAWN, unit=None)).of("all").estimate
        held.append(by_team.low <= 0 <= by_team.high)
        naive.append(by_case.low <= 0 <= by_case.high)
    assert np.mean(held) >= 0.90 - 0.067  # two standard errors of 80 answers
    assert np.mean(naive) < 0.6


def test_two_teams_against_two_are_refused_with_how_many_there_are(firm):
    refusal = found(firm, teams(firm, 4)).of("all").estimate
    assert (refusal.reason, refusal.details) == ("too_few_units", {"treated": 2, "control": 2})


def test_teams_without_any_spread_are_refused(firm):
    cells = teams(firm, 40, before=False)
    still = replace(cells, total=cells.n, square=cells.n.astype(float))
    assert found(firm, still).of("all").estimate.reason == "too_few_units"


def test_an_arm_that_no_team_was_drawn_into_is_refused(firm):
    cells = teams(firm, 10)
    only = cells.of_arm(lambda arm: arm != "none")
    assert found(firm, only).of("all").estimate.reason == "arm_missing"


def test_teams_with_cases_of_both_arms_were_not_drawn_as_a_whole(firm):
    cells = teams(firm, 40)
    flipped = {"reminder": "none", "none": "reminder", "": ""}
    arm = tuple(
        flipped[a] if u == "team 0" and i // 40 % 2 else a
        for i, (a, u) in enumerate(zip(cells.arm, cells.unit, strict=True))
    )
    answer = found(firm, replace(cells, arm=arm))
    assert answer.rule("units_whole").details == {"both": 1}
    assert answer.of("all").grade is Grade.D


def test_cases_that_name_no_team_are_left_out_and_counted(firm):
    cells = teams(firm, 40)
    unit = tuple("" if i % 3 == 0 else u for i, u in enumerate(cells.unit))
    answer = found(firm, replace(cells, unit=unit))
    assert answer.rule("unit_recorded").details["share"] == pytest.approx(2 / 3, abs=0.02)
    assert answer.of("all").grade is Grade.B


def test_cells_that_do_not_tell_teams_apart_are_refused(firm):
    cells = replace(teams(firm, 10), unit=())
    assert found(firm, cells).of("all").estimate.reason == "too_few_units"


def test_teams_looked_at_every_day_are_still_read_on_fixed_days(firm):
    answer = found(firm, teams(firm, 40), follow_up=FollowUp.DAILY)
    assert answer.rule("date_fixed").passed
    assert answer.of("all").after.days == 90


def test_a_median_by_team_is_refused(firm):
    measure = Duration(start="lead", end="call", horizon=Span(seconds=7200), statistic=Statistic.MEDIAN)
    indicator = replace(firm.signed, measure=measure)
    answer = found(firm, teams(firm, 40), indicators=(indicator,))
    assert answer.of("all").estimate.reason == "median_not_estimated"


def test_cells_of_teams_keep_their_lines_together(firm):
    cells = teams(firm, 10)
    assert isinstance(cells.of_unit(lambda unit: unit == "team 3"), Cells)
    assert set(cells.of_unit(lambda unit: unit == "team 3").unit) == {"team 3"}
