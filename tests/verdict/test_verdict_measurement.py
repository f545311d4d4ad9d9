from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from evidence import knowing
from retour.audit import Evidence, audit_of
from retour.effect.result import Effect
from retour.kpi.cells import Cells, day_number
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Period, Span, Text, Unknown
from retour.register.automation import Comparison, Legal, Plan, Rollout, RolloutKind, Status
from retour.register.indicator import Count, Duration, Indicator, Rate, Score, Share
from retour.register.workspace import Objective, Register, Role
from retour.register.worth_lines import Costs, DatedRange, Effort, Per, TimeLine, Use
from retour.verdict import Decision, Measurement, Thresholds, Verdict, next_measurement, verdict_of
from retour.verdict.facts import point
from retour.verdict.volume import delay_of, looked_for, volume_of
from retour.worth.result import Line, Nature, Worth

TODAY = date(2026, 9, 1)
NAME = Text.same("x")
Build = Callable[..., Evidence]
MakeEffect = Callable[..., Effect]


def cells(per_day: float, level: float, days: int = 200, **more: Any) -> dict[str, Any]:
    """`per_day` cases a day for `days` days, of which a share `level` succeeded."""
    n = np.diff(np.floor(np.arange(days + 1) * per_day)).astype(np.int64)
    total = np.diff(np.floor(np.arange(days + 1) * per_day * level)).astype(np.int64)
    zeros = np.zeros(days, np.int64)
    found = Cells(
        day=np.arange(day_number(TODAY) - days, day_number(TODAY)),
        segment=("",) * days,
        arm=("",) * days,
        n=n,
        total=total,
        square=total.astype(float),
        pending=zeros,
        missing=zeros,
        amount=zeros,
        amount_n=zeros,
    )
    return {"cells": {("follow-up", "signed"): replace(found, **more)}}


def measured(evidence: Evidence, **limits: Any) -> Measurement:
    found = next_measurement(evidence, today=TODAY, thresholds=Thresholds(**limits) if limits else None)
    assert found is not None
    return found


def worth(evidence: Evidence, **more: Any) -> Worth:
    margin = Line(code="margin", nature=Nature.CASH, value=Estimate(600, 300, 900), grade=Grade.B)
    return replace(evidence.worth, lines=(margin,), **more)


def flat(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


def timed(use: Use = Use.REDEPLOYED) -> TimeLine:
    before = DatedRange(value=DeclaredRange(3, 6, 12))
    return TimeLine(role="admin", per=Per.CASE, before=(before,), use=use)


def admin(evidence: Evidence) -> dict[str, Any]:
    return {
        "register": replace(
            evidence.dossier.register, roles=(Role(key="admin", name=NAME, hourly_cost=flat(30)),)
        )
    }


# hold-out


def test_a_hold_out_of_four_quotes_a_month_is_not_useful_at_this_volume(evidence: Build) -> None:
    found = measured(evidence(dossier=cells(4 / 30, 0.25)))
    assert (found.design, found.useful) == ("hold_out", False)
    assert found.weeks == 52
    assert found.n == 10  # of about 48 quotes a year
    assert found.half_width is not None
    assert found.half_width > 0.2  # points: wider than anything worth knowing


def test_a_hold_out_says_its_size_cost_interval_and_date(evidence: Build) -> None:
    base = evidence(dossier=cells(60, 0.25))
    found = measured(replace(base, worth=worth(base)))
    assert (found.design, found.useful, found.lifts_to) == ("hold_out", True, Grade.A)
    assert found.weeks is not None
    assert found.share is not None
    assert found.n is not None
    cases = 60 * 7 * found.weeks
    assert found.n == pytest.approx(found.share * cases, abs=1)
    error = sqrt(0.25 * 0.75 * (1 / (found.share * cases) + 1 / ((1 - found.share) * cases)))
    assert found.half_width == pytest.approx(1.645 * error, rel=0.01)
    assert error * 2.486 <= 0.02
    assert found.cost == pytest.approx(found.share * found.weeks / (365.25 / 12 / 7) * 600)
    assert found.ready_on == TODAY + timedelta(weeks=found.weeks, days=37)


def test_the_size_found_shows_the_effect_four_times_in_five(evidence: Build) -> None:
    """Simulated: the hold-out proposed, drawn 2,000 times with the smallest effect worth having."""
    base = evidence(dossier=cells(60, 0.25))
    found = measured(base)
    assert found.share is not None
    assert found.weeks is not None
    held = round(found.share * 60 * 7 * found.weeks)
    treated = round((1 - found.share) * 60 * 7 * found.weeks)
    rng = np.random.default_rng(4)
    a, b = rng.binomial(treated, 0.27, 2000) / treated, rng.binomial(held, 0.25, 2000) / held
    error = np.sqrt(a * (1 - a) / treated + b * (1 - b) / held)
    assert ((a - b) / error > 1.645).mean() >= 0.78


def test_the_effect_looked_for_is_the_smallest_worth_having_then_expected_then_seen(
    evidence: Build, effect: MakeEffect
) -> None:
    base = evidence()
    volume = volume_of(base)
    assert volume is not None
    assert looked_for(base, volume) == 0.02
    vague = {"indicators": (replace(base.automation.indicators[0], smallest_effect=None),)}
    promised = {**vague, "plan": Plan(expected_effect=DeclaredRange(0.0, 0.04, 0.06))}
    assert looked_for(evidence(automation=promised), volume) == 0.04
    seen = evidence(automation=vague, effects=(effect("signed", 0.05, 0.01),))
    assert looked_for(seen, volume) == 0.05
    assert looked_for(evidence(automation=vague), volume) == pytest.approx(0.2 * volume.level)


def test_a_delay_is_sized_with_its_own_spread(evidence: Build) -> None:
    measure = Duration(start="sent", end="signed", horizon=Span(seconds=86_400))
    slow = Indicator(
        key="signed", name=NAME, measure=measure, better=Better.LOWER, main=True, smallest_effect=600
    )
    days = 100
    taken = cells(2, 0.5, days, total=np.full(days, 20_000), square=np.full(days, 20_000.0**2 / 2 + 2e6))
    volume = volume_of(evidence(automation={"indicators": (slow,)}, dossier=taken))
    assert volume is not None
    assert volume.level == 10_000
    assert volume.spread == pytest.approx(1000, rel=0.01)


def test_no_volume_no_hold_out(evidence: Build) -> None:
    assert volume_of(evidence(automation={"indicators": ()})) is None
    assert volume_of(evidence(dossier={"cells": {}})) is None
    still = cells(2, 0.5, 20, total=np.full(20, 200), square=np.full(20, 20_000.0))
    measure = Duration(start="a", end="b", horizon=Span(seconds=9))
    constant = Indicator(key="signed", name=NAME, measure=measure, better=Better.LOWER, main=True)
    assert volume_of(evidence(automation={"indicators": (constant,)}, dossier=still)) is None
    assert next_measurement(evidence(dossier={"cells": {}}), today=TODAY) is None


def test_cases_that_stopped_coming_leave_the_older_ones_to_tell(evidence: Build) -> None:
    counts = np.array([5] * 100 + [0] * 100)
    volume = volume_of(evidence(dossier=cells(5, 0.2, 200, n=counts)))
    assert volume is None


def test_outcomes_are_known_after_the_indicators_own_delay() -> None:
    wait = Span(seconds=86_400)
    kinds = [
        Rate(of="a", reaching="b", by=wait),
        Count(of="a", by=wait, activity="b"),
        Duration(start="a", end="b", horizon=wait),
    ]
    for measure in kinds:
        indicator = Indicator(key="k", name=NAME, measure=measure, better=Better.HIGHER)
        assert delay_of(indicator) == timedelta(days=1)
    instant = Indicator(
        key="k", name=NAME, measure=Share(of="a", attribute="x", value="y"), better=Better.HIGHER
    )
    assert delay_of(instant) == timedelta()


# waiting, asking, timing


def test_an_answer_on_its_way_is_waited_for(evidence: Build, effect: MakeEffect) -> None:
    early = effect("signed", None, grade=Grade.E, answer_date=TODAY + timedelta(days=15), detectable=0.05)
    found = measured(evidence(effects=(early,)))
    assert (found.design, found.weeks, found.cost, found.lifts_to) == ("wait", 3, 0.0, Grade.C)
    assert found.half_width == pytest.approx(0.05 * 1.645 / 2.486)
    known = effect("signed", 0.02, 0.01, answer_date=TODAY + timedelta(days=15))
    assert measured(evidence(effects=(known,))).design == "hold_out"


DRAWN = {"rollout": Rollout(kind=RolloutKind.RANDOM, assigned="arm")}


def test_a_random_rollout_is_waited_for_as_long_as_its_interval_needs(
    evidence: Build, effect: MakeEffect
) -> None:
    ran = Period(TODAY - timedelta(weeks=10), TODAY)
    wide = effect("signed", 0.01, 0.0264, after=ran)  # twice too wide: four times as long
    found = measured(evidence(automation=DRAWN, effects=(wide,)))
    assert (found.design, found.useful) == ("wait", True)
    assert found.weeks == pytest.approx(30, abs=1)
    assert found.half_width == pytest.approx(0.0132, rel=0.02)


def test_a_random_rollout_that_would_need_years_is_not_useful(evidence: Build, effect: MakeEffect) -> None:
    ran = Period(TODAY - timedelta(weeks=10), TODAY)
    assert not measured(evidence(automation=DRAWN, effects=(effect("signed", 0.0, 0.2, after=ran),))).useful


def test_a_random_rollout_that_is_precise_enough_needs_nothing(evidence: Build, effect: MakeEffect) -> None:
    ran = Period(TODAY - timedelta(weeks=10), TODAY)
    done = evidence(automation=DRAWN, effects=(effect("signed", 0.05, 0.01, after=ran),))
    assert next_measurement(done, today=TODAY) is None
    assert next_measurement(evidence(automation=DRAWN), today=TODAY) is None


def test_the_use_of_freed_time_is_asked_when_it_weighs_most(evidence: Build) -> None:
    base = evidence(automation={"worth": (timed(Use.UNKNOWN),)}, dossier=cells(4 / 30, 0.25))
    found = measured(
        replace(base, worth=worth(base, evpi=900.0, information=(knowing("realisation", 300.0),)))
    )
    assert (found.design, found.cost) == ("answer_realisation", 0.0)
    left = (0.3**2 + 0.5**2 + 0.45**2) / 3 / 0.65**2  # each answer is a range of its own
    assert found.removed == pytest.approx(1 - left)
    assert found.gain == pytest.approx(300 * sqrt(1 - left))


def test_twenty_cases_are_timed_when_minutes_weigh_most(evidence: Build) -> None:
    base = evidence(automation={"worth": (timed(),)}, dossier={"cells": {}})
    priced = replace(base, dossier=replace(base.dossier, **admin(base)))
    found = measured(
        replace(priced, worth=worth(base, evpi=900.0, information=(knowing("minutes_before", 400.0),)))
    )
    assert (found.design, found.n, found.cost) == ("time_cases", 20, 60.0)
    prior, error = (9 / 6) ** 2, 3.0 / sqrt(20)
    assert found.gain == pytest.approx(400 * sqrt(prior / (prior + error**2)) - 60)
    assert found.lifts_to is None  # what is typed stays declared


def test_as_few_cases_are_timed_as_are_worth_their_minutes(evidence: Build) -> None:
    base = evidence(automation={"worth": (timed(),)}, dossier={"cells": {}})
    priced = replace(base, dossier=replace(base.dossier, **admin(base)))
    found = measured(
        replace(priced, worth=worth(base, evpi=900.0, information=(knowing("minutes_before", 160),)))
    )
    gains = {n: 160 * sqrt(2.25 / (2.25 + 9 / n)) - 3 * n for n in (4, 8, 20, 50)}
    assert found.n == max(gains, key=lambda n: gains[n]) == 8
    assert found.gain == pytest.approx(gains[8])
    assert (found.minutes, found.may_turn) == (48.0, True)


def test_a_free_question_is_proposed_even_when_its_value_is_unknown(evidence: Build) -> None:
    base = evidence(automation={"worth": (timed(Use.UNKNOWN),)}, dossier={"cells": {}})
    assert measured(base).design == "answer_realisation"


def test_measuring_stops_when_knowing_everything_is_worth_less_than_the_effort(evidence: Build) -> None:
    base = evidence(automation={"worth": (timed(Use.UNKNOWN),)}, dossier=cells(60, 0.25))
    found = measured(replace(base, worth=worth(base, evpi=36.0)))
    assert (found.design, found.useful) == ("none", False)
    assert found.gain == 36.0


def test_a_hold_out_is_weighed_against_the_margin_not_earned(evidence: Build, effect: MakeEffect) -> None:
    base = evidence(dossier=cells(60, 0.25), effects=(effect("signed", 0.02, 0.03),))
    rich = measured(
        replace(base, worth=worth(base, evpi=9000.0, information=(knowing("effect:signed", 8000.0),)))
    )
    assert rich.design == "hold_out"
    assert rich.gain is not None
    assert rich.cost is not None
    assert 0 < rich.gain < 8000 - rich.cost
    sure = replace(base, effects=(effect("signed", 0.02, 0.0),))
    assert (
        measured(
            replace(sure, worth=worth(base, evpi=9000.0, information=(knowing("effect:signed", 8000.0),)))
        ).design
        == "none"
    )
    refused = replace(base, effects=())
    blind = measured(
        replace(refused, worth=worth(base, evpi=9000.0, information=(knowing("effect:signed", 8000.0),)))
    )
    assert blind.gain == pytest.approx(8000 - (blind.cost or 0))


def test_a_value_has_one_point_or_none() -> None:
    assert point(Estimate(2, 1, 3)) == 2
    assert point(DeclaredRange(1, 2, 4)) == 2
    assert point(Unknown("not_said")) is None


# planned


def plan(**more: Any) -> Plan:
    given: dict[str, Any] = {
        "cases_per_month": DeclaredRange(1500, 1800, 2100),
        "expected_effect": DeclaredRange(0.02, 0.05, 0.08),
        "comparison": Comparison.HOLD_OUT,
        "go_live": TODAY + timedelta(days=14),
        "stop_date": TODAY + timedelta(days=14, weeks=26),
        "risk": NAME,
        "who_notices": "lea",
    }
    return Plan(**{**given, **more})


def planned(
    evidence: Build, p: float | None, *, dossier: dict[str, Any] | None = None, **more: Any
) -> Evidence:
    costs = Costs(build=Effort(money=flat(900)))
    automation = {"status": Status.PLANNED, "plan": plan(), "costs": costs, "worth": (timed(),), **more}
    built = evidence(automation=automation, dossier={**cells(60, 0.25), **(dossier or {})})
    draws = None if p is None else np.random.default_rng(1).normal(NormalDist().inv_cdf(p) * 50, 50, 4000)
    return replace(built, worth=replace(built.worth, p_positive=p, net_draws=draws))


def decided(evidence: Evidence) -> Verdict:
    return verdict_of(evidence, audit_of(evidence, today=TODAY), today=TODAY, rng=np.random.default_rng(1))


def test_an_uncertain_gain_with_a_hold_out_possible_is_piloted_half_and_half(evidence: Build) -> None:
    found = decided(planned(evidence, 0.7))
    assert (found.decision, found.rule) == (Decision.PILOT, "pilot.uncertain")
    assert found.measurement is not None
    assert (found.measurement.design, found.measurement.share) == ("hold_out", 0.5)
    assert found.reasons[0].details["share"] == 0.5
    assert found.reasons[0].details["weeks"] == found.measurement.weeks
    assert found.would_change[0].code == "flip.net_negative"
    assert found.would_change[0].details == {"to": "do_not_launch", "by": pytest.approx(26, abs=3)}


def test_a_likely_gain_is_launched(evidence: Build) -> None:
    found = decided(planned(evidence, 0.95))
    assert (found.decision, found.rule) == (Decision.LAUNCH, "launch.expected")
    assert found.measurement is None


def test_a_likely_loss_is_not_launched(evidence: Build) -> None:
    found = decided(planned(evidence, 0.3))
    assert (found.decision, found.rule) == (Decision.DO_NOT_LAUNCH, "do_not_launch.negative")
    assert found.would_change[0].details == {"to": "pilot", "by": pytest.approx(26, abs=3)}


def test_a_legal_red_flag_is_not_launched(evidence: Build) -> None:
    assert decided(planned(evidence, 0.95, legal=Legal(red=True))).rule == "do_not_launch.legal"


def test_what_nothing_could_ever_show_is_not_launched(evidence: Build) -> None:
    few = plan(cases_per_month=flat(4))
    found = decided(planned(evidence, 0.7, plan=few))
    assert (found.decision, found.rule) == (Decision.DO_NOT_LAUNCH, "do_not_launch.undetectable")
    details = found.reasons[0].details
    assert isinstance(details["detectable"], float)
    assert details["detectable"] > 0.08
    times = found.would_change[0].details["times"]
    assert times == pytest.approx((details["detectable"] / 0.08) ** 2)


@pytest.mark.parametrize(("comparison", "times"), [(Comparison.HOLD_OUT, 1.0), (Comparison.UNITS, 2.0)])
def test_units_one_by_one_show_less_than_lots_drawn(
    evidence: Build, comparison: Comparison, times: float
) -> None:
    def shown(how: Comparison) -> float:
        reasons = decided(planned(evidence, 0.95, plan=plan(comparison=how))).reasons
        value = next(r for r in reasons if r.code == "plan.detectable").details["detectable"]
        assert isinstance(value, float)
        return value

    assert shown(comparison) == pytest.approx(times * shown(Comparison.HOLD_OUT))
    assert shown(Comparison.CONTROLS) < shown(Comparison.NOTHING) == pytest.approx(0.25 * 0.25, rel=0.01)


def test_too_few_answers_are_asked_for_one_by_one(evidence: Build) -> None:
    bare = planned(evidence, None, plan=None, costs=Costs(), worth=(), objective=None)
    found = decided(bare)
    assert (found.decision, found.rule) == (Decision.MEASURE, "measure.plan_unanswered")
    asked = [r.details["question"] for r in found.reasons if r.code == "plan.unanswered"]
    assert asked == ["objective", "time_today", "costs", "comparison", "risk", "stop_date"]
    assert "plan.detectable_unknown" in [r.code for r in found.reasons]
    assert found.would_change[0].code == "flip.plan_answered"


def test_a_gain_nobody_can_price_without_a_comparison_is_not_enough_to_say(evidence: Build) -> None:
    alone = planned(evidence, None, plan=plan(comparison=Comparison.NOTHING, expected_effect=flat(0.2)))
    assert decided(alone).rule == "measure.plan_unanswered"


def test_before_any_data_the_target_and_the_plan_give_the_volume(evidence: Build) -> None:
    told = volume_of(planned(evidence, 0.7, dossier={"cells": {}}))
    assert told is not None
    assert (told.per_month, told.level) == (1800, 0.25)
    score = Indicator(
        key="signed", name=NAME, measure=Score(item="ease", low=1, high=7), better=Better.HIGHER, main=True
    )
    assert volume_of(planned(evidence, 0.7, dossier={"cells": {}}, indicators=(score,))) is None
    assert volume_of(planned(evidence, 0.7, dossier={"cells": {}}, plan=None)) is None


def test_a_plan_without_a_stop_date_is_judged_over_six_months(evidence: Build) -> None:
    open_ended = decided(planned(evidence, 0.95, plan=plan(stop_date=None, go_live=None)))
    told = next(r for r in open_ended.reasons if r.code == "plan.detectable")
    assert told.details["weeks"] == 26


def test_an_objective_that_is_declared_answers_the_first_question(evidence: Build) -> None:
    known = Register(name="firm", objectives=(Objective(key="sign", name=NAME),))
    found = decided(planned(evidence, 0.95, dossier={"register": known}))
    assert [r.details["question"] for r in found.reasons if r.code == "plan.unanswered"] == []
