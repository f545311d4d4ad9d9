from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from evidence import by_kind, kind, knowing
from retour.audit import Evidence, audit_of
from retour.effect.result import Effect
from retour.events.answer import Audience
from retour.friction.result import BeforeAfter
from retour.kpi.cells import day_number
from retour.kpi.dossier import Flow, Reconciliation
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Span, Text, Unknown
from retour.register.automation import Legal, Reconcile, Review, Status
from retour.register.indicator import Count, Duration, Indicator, Score, Sum
from retour.register.workspace import Register
from retour.verdict import Decision, Thresholds, Verdict, verdict_of
from retour.verdict.facts import kind_of, p_proven
from retour.voice.result import VoiceScore
from retour.watch.result import RunHealth, Silence
from retour.worth.result import Driver, Line, Nature, Worth

TODAY = date(2026, 9, 1)
NAME = Text.same("x")
Build = Callable[..., Evidence]
MakeEffect = Callable[..., Effect]


def verdict(evidence: Evidence, thresholds: Thresholds | None = None) -> Verdict:
    return verdict_of(
        evidence,
        audit_of(evidence, today=TODAY),
        today=TODAY,
        rng=np.random.default_rng(1),
        thresholds=thresholds,
    )


def ruled(evidence: Evidence) -> tuple[Decision, str]:
    found = verdict(evidence)
    assert found.reasons[0].code == found.rule
    return found.decision, found.rule


def flips_to(found: Verdict) -> dict[str, object]:
    return {reason.code: reason.details["to"] for reason in found.would_change}


def worth(mean: float, spread: float, *, grade: Grade = Grade.B, cost: float = 40.0, **more: object) -> Worth:
    """Net worth a month: a margin line of this grade minus a running cost."""
    net = np.random.default_rng(5).normal(mean, spread, 4000)
    low, high = (float(q) for q in np.quantile(net, (0.05, 0.95)))
    margin = Estimate(mean + cost, low + cost, high + cost)
    lines = (
        Line(code="margin", nature=Nature.CASH, value=margin, grade=grade, draws=net + cost),
        Line(
            code="upkeep",
            nature=Nature.COST,
            value=Estimate(-cost, -cost, -cost),
            grade=Grade.D,
            draws=np.full(4000, -cost),
        ),
    )
    given: dict[str, Any] = {
        "lines": lines,
        "net": Estimate(mean, low, high),
        "cash": Estimate(mean, low, high),
        "capacity": Unknown("not_applicable"),
        "running_cost": Estimate(cost, cost, cost),
        "grade": grade,
        "hours": Unknown("not_applicable"),
        "fte": Unknown("not_applicable"),
        "p_positive": float((net > 0).mean()),
        "p_avoidable_negative": float((net < 0).mean()),
        "net_draws": net,
    }
    return Worth(**{**given, **more})


def lost(evidence: Evidence, missing: int, due: int = 100) -> Evidence:
    rule = Reconcile(of="form", needs="crm", within=Span(seconds=900))
    found = Reconciliation(rule=rule, due=due, lost_total=missing, late_total=0, lost=())
    share = (due - missing) / due
    watched = replace(
        evidence.watched,
        reconciliations=(found,),
        lost_total=missing,
        completeness=Estimate(share, share, share),
    )
    return replace(evidence, watched=watched)


def ran(evidence: Evidence, good: int, runs: int, high: float) -> Evidence:
    health = RunHealth(
        runs=runs,
        success=Estimate(good / runs, 0.5, high),
        failed=runs - good,
        partial=0,
        ignored_items=0,
        retried=0,
    )
    return replace(evidence, watched=replace(evidence.watched, health=health))


def tasks(evidence: Evidence, before: float, after: float) -> Evidence:
    pair = BeforeAfter(
        before=Estimate(before, before - 0.2, before + 0.2), after=Estimate(after, after - 0.2, after + 0.2)
    )
    return replace(evidence, friction=replace(evidence.friction, manual_tasks=pair))


def reviewed(days_ago: int, proposed: str, taken: str) -> dict[str, Any]:
    past = Review(
        automation="follow-up", at=TODAY - timedelta(days=days_ago), by="lea", proposed=proposed, taken=taken
    )
    return {"register": Register(name="firm", reviews=(past,))}


# the article's counter-examples


def test_reminders_that_tire_prospects_are_stopped_for_their_harm(
    evidence: Build, effect: MakeEffect
) -> None:
    found = verdict(
        evidence(effects=(effect("signed", 0.0, 0.02, Grade.B), effect("unsubscribed", 0.03, 0.01, Grade.B)))
    )
    assert (found.decision, found.rule) == (Decision.STOP, "stop.guardrail")
    assert found.reasons[0].details["indicator"] == "unsubscribed"
    assert "flip.guardrail_within" in flips_to(found)


def test_reminders_that_probably_tire_prospects_are_to_be_fixed(evidence: Build, effect: MakeEffect) -> None:
    effects = (effect("signed", 0.0, 0.02, Grade.B), effect("unsubscribed", 0.012, 0.01, Grade.B))
    assert ruled(evidence(effects=effects)) == (Decision.FIX, "fix.guardrail")


def test_a_booking_scenario_that_adds_work_is_to_be_fixed_for_friction(evidence: Build) -> None:
    found = verdict(tasks(evidence(), 3, 5))
    assert (found.decision, found.rule) == (Decision.FIX, "fix.friction")
    assert found.reasons[0].details == {"what": ["manual_tasks"]}
    assert "flip.friction_back" in flips_to(found)


def test_a_chain_that_loses_leads_in_silence_is_to_be_fixed_and_says_how_many(
    evidence: Build, effect: MakeEffect
) -> None:
    found = verdict(lost(evidence(effects=(effect("signed", 0.05, 0.02),)), 12))
    assert (found.decision, found.rule) == (Decision.FIX, "fix.lost_cases")
    assert (found.reasons[0].details["lost"], found.reasons[0].details["due"]) == (12, 100)
    assert found.reasons[0].evidence == ("follow-up/lost",)
    assert flips_to(found)["flip.lost_zero"] == "keep"


def test_an_e_mail_too_neutral_that_lowers_repurchase_is_stopped(evidence: Build, effect: MakeEffect) -> None:
    base = evidence().automation
    signed, other = base.indicators
    repurchase = replace(other, key="unsubscribed", better=Better.HIGHER)
    effects = (effect("signed", 0.01, 0.02, Grade.C), effect("unsubscribed", -0.05, 0.02, Grade.C))
    found = evidence(automation={"indicators": (signed, repurchase)}, effects=effects)
    assert ruled(found) == (Decision.STOP, "stop.guardrail")


# stop


def test_a_legal_red_flag_stops_before_anything_else(evidence: Build) -> None:
    found = verdict(lost(evidence(automation={"legal": Legal(red=True)}), 12))
    assert (found.decision, found.rule) == (Decision.STOP, "stop.legal")
    assert flips_to(found)["flip.legal_cleared"] == "fix"


def test_what_was_stopped_already_stays_stopped(evidence: Build) -> None:
    assert ruled(evidence(automation={"status": Status.RETIRED})) == (Decision.STOP, "stop.retired")


def test_a_sure_loss_is_stopped_unless_a_repair_is_under_way(evidence: Build) -> None:
    losing = worth(-200, 60)
    assert ruled(evidence(worth=losing)) == (Decision.STOP, "stop.costs_more")
    repairing = evidence(worth=losing, dossier=reviewed(30, "fix", "fix"))
    assert ruled(repairing)[0] is not Decision.STOP


def test_a_loss_with_a_repair_at_hand_is_repaired_first_and_stopped_when_that_was_tried(
    evidence: Build,
) -> None:
    broken = lost(evidence(worth=worth(-200, 60)), 12)
    found = verdict(broken)
    assert (found.decision, found.rule) == (Decision.FIX, "fix.lost_cases")
    assert [reason.code for reason in found.reasons][1] == "stop.costs_more"
    tried = lost(evidence(worth=worth(-200, 60), dossier=reviewed(182, "fix", "fix")), 12)
    assert [r.code for r in verdict(tried).reasons][:2] == ["stop.costs_more", "fix.lost_cases"]


def test_a_main_indicator_that_falls_and_costs_money_is_stopped_for_its_harm(
    evidence: Build, effect: MakeEffect
) -> None:
    found = verdict(evidence(effects=(effect("signed", -0.05, 0.02),), worth=worth(-400, 100)))
    assert (found.decision, found.rule) == (Decision.STOP, "stop.guardrail")
    assert found.reasons[0].details["indicator"] == "signed"
    assert [r.code for r in found.reasons][:2] == ["stop.guardrail", "stop.costs_more"]
    assert "fix.main_harm" not in [r.code for r in found.reasons]


def test_a_zombie_is_stopped(evidence: Build) -> None:
    flow = Flow(last=datetime(2026, 1, 20, tzinfo=UTC), daily={day_number(TODAY) - 220: 90})
    found = verdict(evidence(dossier={"flows": {"follow-up": flow}}))
    assert (found.decision, found.rule) == (Decision.STOP, "stop.zombie")
    assert found.reasons[0].details == {"seen": 0, "previous": 0, "needed": 50}


def test_a_guardrail_without_margin_asks_for_a_repair_and_never_stops(
    evidence: Build, effect: MakeEffect
) -> None:
    signed, guard = evidence().automation.indicators
    vague = {"indicators": (signed, replace(guard, margin=None))}
    harmed = evidence(automation=vague, effects=(effect("unsubscribed", 0.03, 0.01),))
    assert ruled(harmed) == (Decision.FIX, "fix.guardrail")
    mild = evidence(automation=vague, effects=(effect("unsubscribed", 0.005, 0.01),))
    assert ruled(mild)[0] is not Decision.FIX


def test_a_declared_harm_neither_stops_nor_passes(evidence: Build, effect: MakeEffect) -> None:
    typed = verdict(evidence(effects=(effect("unsubscribed", 0.05, 0.01, Grade.D),)))
    assert typed.decision not in (Decision.STOP, Decision.FIX)
    assert "guardrail.unknown" in [reason.code for reason in typed.reasons]


# fix


def test_silence_is_to_be_fixed(evidence: Build) -> None:
    base = evidence()
    quiet = replace(base.watched, silence=Silence(since=None, silent=True, expected=20.0))
    found = verdict(replace(base, watched=quiet))
    assert (found.decision, found.rule) == (Decision.FIX, "fix.silent")
    assert "flip.runs_again" in flips_to(found)


def test_runs_that_fail_too_often_are_to_be_fixed(evidence: Build) -> None:
    assert ruled(ran(evidence(), 80, 100, 0.88)) == (Decision.FIX, "fix.reliability")


def test_a_main_indicator_that_got_worse_is_to_be_fixed(evidence: Build, effect: MakeEffect) -> None:
    assert ruled(evidence(effects=(effect("signed", -0.05, 0.02, Grade.C),))) == (
        Decision.FIX,
        "fix.main_harm",
    )


def test_a_likely_loss_that_upkeep_explains_is_to_be_fixed(evidence: Build) -> None:
    drivers = (
        Driver(code="rate", at_low=-30, at_high=-10),
        Driver(code="upkeep", at_low=40, at_high=-60, controllable=True),
    )
    heavy = evidence(worth=worth(-20, 60, drivers=drivers))
    found = verdict(heavy)
    assert (found.decision, found.rule) == (Decision.FIX, "fix.costs")
    assert found.reasons[0].details["driver"] == "upkeep"


def test_a_harmed_segment_is_to_be_fixed(evidence: Build, effect: MakeEffect) -> None:
    kinds = by_kind(kind("B2C", 0.04, 0.02, 700), kind("B2B", -0.04, 0.02, 300))
    found = verdict(evidence(effects=(effect("signed", 0.02, 0.01, segments=kinds),)))
    assert (found.decision, found.rule) == (Decision.FIX, "fix.segment")
    assert found.reasons[0].details["segment"] == "B2B"
    assert flips_to(found)["flip.segment_fixed"] == "keep"


def test_every_reason_to_fix_is_given_lost_cases_first(evidence: Build) -> None:
    found = verdict(tasks(ran(lost(evidence(), 5), 80, 100, 0.88), 3, 5))
    codes = [reason.code for reason in found.reasons if reason.code.startswith("fix.")]
    assert codes == ["fix.lost_cases", "fix.reliability", "fix.friction"]


# extend


def proven(evidence: Build, effect: MakeEffect, **parts: Any) -> Evidence:
    effects = parts.pop(
        "effects", (effect("signed", 0.05, 0.02, Grade.B), effect("unsubscribed", 0.0, 0.004))
    )
    built = evidence(
        automation={"addressable": 0.3, **parts.pop("automation", {})},
        effects=effects,
        worth=parts.pop("worth", worth(400, 120)),
        **parts,
    )
    return ran(tasks(lost(built, 0), 4, 2), 100, 100, 1.0)


def test_proven_worth_with_room_left_is_extended(evidence: Build, effect: MakeEffect) -> None:
    found = verdict(proven(evidence, effect))
    assert (found.decision, found.rule) == (Decision.EXTEND, "extend.proven")
    assert flips_to(found)["flip.net_negative"] == "stop"


@pytest.mark.parametrize(
    "change",
    [
        {"automation": {"addressable": 0.1}},
        {"automation": {"addressable": None}},
        {"worth": worth(60, 100)},
        {"worth": worth(400, 120, grade=Grade.D)},
    ],
)
def test_nothing_is_extended_without_room_or_proven_worth(
    evidence: Build, effect: MakeEffect, change: dict[str, Any]
) -> None:
    assert ruled(proven(evidence, effect, **change))[0] is not Decision.EXTEND


@pytest.mark.parametrize("grade", [Grade.C, Grade.D])
def test_nothing_is_extended_on_fair_or_declared_evidence(
    evidence: Build, effect: MakeEffect, grade: Grade
) -> None:
    effects = (effect("signed", 0.05, 0.02, grade), effect("unsubscribed", 0.0, 0.004))
    assert ruled(proven(evidence, effect, effects=effects))[0] is not Decision.EXTEND


def test_nothing_is_extended_on_a_guardrail_nobody_can_see(evidence: Build, effect: MakeEffect) -> None:
    found = verdict(proven(evidence, effect, effects=(effect("signed", 0.05, 0.02, Grade.B),)))
    assert found.decision is Decision.KEEP
    assert "guardrail.unknown" in [reason.code for reason in found.reasons]


def test_nothing_is_extended_when_observation_is_hardly_known(evidence: Build, effect: MakeEffect) -> None:
    effects = (effect("signed", 0.05, 0.02, Grade.B), effect("unsubscribed", 0.0, 0.004))
    blind = evidence(automation={"addressable": 0.3}, effects=effects, worth=worth(400, 120))
    assert ruled(blind) == (Decision.KEEP, "keep.effect_established")


def test_declared_hours_do_not_extend_but_do_not_forbid_it_either() -> None:
    typed = np.full(4000, 500.0)
    line = Line(
        code="time_cash", nature=Nature.CASH, value=DeclaredRange(400, 500, 600), grade=Grade.D, draws=typed
    )
    strong = worth(400, 120)
    mixed = replace(strong, lines=(*strong.lines, line), grade=Grade.D, p_positive=1.0)
    assert p_proven(mixed) == strong.p_positive
    assert p_proven(replace(mixed, lines=(line,))) is None
    assert p_proven(replace(mixed, p_positive=None)) is None
    undrawn = replace(strong.lines[0], draws=None)
    assert p_proven(replace(mixed, lines=(undrawn, *strong.lines[1:]))) is None


# measure, keep, question


def busy(evidence: Build) -> dict[str, Any]:
    """Forty times the cases: 160 a day, enough to see two points."""
    found = dict(evidence().dossier.cells)
    main = found["follow-up", "signed"]
    found["follow-up", "signed"] = replace(main, n=main.n * 40, total=main.total * 40)
    return {"cells": found}


def test_what_nobody_knows_is_measured_when_that_is_worth_its_cost(
    evidence: Build, effect: MakeEffect
) -> None:
    unsure = worth(30, 90, evpi=900.0, information=(knowing("effect:signed", 700.0),))
    found = verdict(
        evidence(effects=(effect("signed", 0.02, 0.05, Grade.C),), worth=unsure, dossier=busy(evidence))
    )
    assert (found.decision, found.rule) == (Decision.MEASURE, "measure.worth_it")
    assert found.measurement is not None
    assert found.measurement.design == "hold_out"
    assert found.reasons[0].details["design"] == "hold_out"


def test_an_effect_that_is_too_early_is_waited_for(evidence: Build, effect: MakeEffect) -> None:
    early = effect("signed", None, grade=Grade.E, answer_date=TODAY + timedelta(days=30), detectable=0.04)
    found = verdict(evidence(effects=(early,)))
    assert found.decision is Decision.MEASURE
    assert found.measurement is not None
    assert (found.measurement.design, found.measurement.weeks) == ("wait", 5)


def test_a_measurement_not_worth_its_cost_is_not_asked_for(evidence: Build, effect: MakeEffect) -> None:
    cheap = worth(30, 60, evpi=20.0, information=(knowing("effect:signed", 15.0),))
    found = verdict(evidence(effects=(effect("signed", 0.02, 0.05, Grade.C),), worth=cheap))
    assert (found.decision, found.rule) == (Decision.QUESTION, "question.nothing_proven")
    assert "measure.stop_measuring" in [reason.code for reason in found.reasons]
    assert flips_to(found)["flip.gain_proven"] == "keep"


def test_an_established_gain_is_kept_and_named(evidence: Build, effect: MakeEffect) -> None:
    found = verdict(evidence(effects=(effect("signed", 0.05, 0.02, Grade.C),)))
    assert (found.decision, found.rule) == (Decision.KEEP, "keep.effect_established")
    assert found.reasons[0].details == {"indicator": "signed", "kind": "conversion", "grade": "C"}
    assert found.reasons[0].evidence == ("follow-up/effect/signed/all",)
    assert "flip.gain_lost" in flips_to(found)


def test_a_declared_gain_is_not_an_established_one(evidence: Build, effect: MakeEffect) -> None:
    found = verdict(evidence(effects=(effect("signed", 0.05, 0.02, Grade.D),)))
    assert found.decision is Decision.QUESTION
    assert unproven(found) == "declared_only"
    assert unproven(verdict(evidence(effects=(effect("signed", 0.01, 0.02),)))) == "interval_includes_zero"
    assert unproven(verdict(evidence(effects=(effect("signed", None),)))) == "too_early"
    assert unproven(verdict(evidence())) == "no_effect"


def unproven(found: Verdict) -> object:
    return next(r for r in found.reasons if r.code == "gain.unproven").details["why"]


def satisfied(p_better: float, wave: date = date(2026, 8, 1)) -> VoiceScore:
    return VoiceScore(
        audience=Audience.TEAM,
        item="clarity",
        wave=wave,
        answered=8,
        invited=9,
        estimate=Estimate(6, 5.6, 6.4),
        low=1,
        high=7,
        p_better=p_better,
    )


def test_a_proven_satisfaction_gain_keeps_what_costs_a_little(evidence: Build, effect: MakeEffect) -> None:
    known = (effect("signed", 0.0, 0.02, Grade.C),)
    little = evidence(effects=known, worth=worth(-40, 10), voice=(satisfied(0.99),))
    assert ruled(little) == (Decision.KEEP, "keep.satisfaction")
    assert verdict(little).reasons[0].evidence == ("follow-up/voice/team/clarity",)
    much = evidence(effects=known, worth=worth(-400, 10), voice=(satisfied(0.99),))
    assert ruled(much) == (Decision.STOP, "stop.costs_more")
    unsure = evidence(effects=known, voice=(satisfied(0.8), satisfied(0.99, date(2026, 2, 1))))
    assert ruled(unsure) == (Decision.QUESTION, "question.nothing_proven")


def test_likely_worth_is_kept_when_it_is_more_than_declared(evidence: Build, effect: MakeEffect) -> None:
    known = (effect("signed", 0.02, 0.03, Grade.B),)
    assert ruled(evidence(effects=known, worth=worth(100, 80))) == (Decision.KEEP, "keep.worth_likely")


def test_declared_worth_is_kept_only_when_measuring_more_is_not_worth_it(
    evidence: Build, effect: MakeEffect
) -> None:
    known = (effect("signed", 0.0, 0.03, Grade.B),)
    settled = worth(128, 100, grade=Grade.D, evpi=36.0)
    assert ruled(evidence(effects=known, worth=settled)) == (Decision.KEEP, "keep.worth_likely")
    open_ = worth(128, 100, grade=Grade.D, evpi=5000.0)
    measurable = evidence(effects=known, worth=open_, dossier=busy(evidence))
    assert ruled(measurable) == (Decision.MEASURE, "measure.worth_it")
    assert ruled(evidence(effects=known, worth=open_)) == (Decision.QUESTION, "question.nothing_proven")
    bare = evidence(automation={"indicators": ()}, worth=worth(128, 100, grade=Grade.D))
    assert ruled(bare)[0] is Decision.QUESTION


def test_nothing_proven_is_called_into_question_never_kept_by_default(evidence: Build) -> None:
    bare = evidence(automation={"indicators": ()}, dossier={"cells": {}})
    assert ruled(bare) == (Decision.QUESTION, "question.nothing_proven")


def test_the_second_review_without_proof_proposes_to_stop(evidence: Build) -> None:
    again = evidence(automation={"indicators": ()}, dossier=reviewed(91, "question", "keep"))
    found = verdict(again)
    assert (found.decision, found.rule) == (Decision.QUESTION, "question.stop_proposed")
    assert found.reasons[0].details == {"since": TODAY - timedelta(days=91)}
    other = evidence(automation={"indicators": ()}, dossier=reviewed(91, "keep", "keep"))
    assert ruled(other) == (Decision.QUESTION, "question.nothing_proven")


def test_thresholds_can_be_changed(evidence: Build, effect: MakeEffect) -> None:
    effects = (effect("signed", 0.0, 0.02, Grade.B), effect("unsubscribed", 0.012, 0.01, Grade.B))
    lenient = verdict(evidence(effects=effects), Thresholds(fix_harm=0.9))
    assert lenient.decision is not Decision.FIX


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        (Score(item="ease", low=1, high=7), "satisfaction"),
        (Duration(start="a", end="b", horizon=Span(seconds=9)), "time"),
        (Count(of="a", by=Span(seconds=9), activity="b"), "time"),
        (Sum(of="a", by=Span(seconds=9), activity="b", field="minutes"), "time"),
        (Sum(of="a", by=Span(seconds=9), activity="b"), "conversion"),
    ],
)
def test_a_gain_is_of_time_conversion_or_satisfaction(measure: Any, kind: str) -> None:
    assert kind_of(Indicator(key="k", name=NAME, measure=measure, better=Better.HIGHER)) == kind


def test_automations_that_do_nothing_are_extended_at_most_once_in_ten(
    evidence: Build, effect: MakeEffect
) -> None:
    """300 automations without any effect, randomised, fully observed, with room left and declared hours."""
    rng, extended = np.random.default_rng(20261123), 0
    hours = Line(
        code="time_cash",
        nature=Nature.CASH,
        value=DeclaredRange(200, 300, 400),
        grade=Grade.D,
        draws=rng.normal(300, 30, 1000),
    )
    for _ in range(300):
        error, guard_error = 0.012, 0.003
        seen, harm = rng.normal(0, error), rng.normal(0, guard_error)
        gain = 30_000 * rng.normal(seen, error, 1000)
        margin = Line(
            code="margin",
            nature=Nature.CASH,
            value=Estimate(float(gain.mean()), float(gain.min()), float(gain.max())),
            grade=Grade.A,
            draws=gain,
        )
        cost = Line(
            code="upkeep",
            nature=Nature.COST,
            value=Estimate(-20, -20, -20),
            grade=Grade.D,
            draws=np.full(1000, -20.0),
        )
        net = gain + 280 + 0 * hours.draws if hours.draws is not None else gain
        total = worth(
            float(net.mean()),
            1.0,
            lines=(margin, hours, cost),
            grade=Grade.D,
            net_draws=net,
            p_positive=float((net > 0).mean()),
            p_avoidable_negative=float((net < 0).mean()),
        )
        effects = (
            effect("signed", seen, 1.645 * error, Grade.A),
            effect("unsubscribed", harm, 1.645 * guard_error, Grade.A),
        )
        found = verdict(proven(evidence, effect, effects=effects, worth=total))
        extended += found.decision is Decision.EXTEND
    assert extended <= 30


def test_a_guardrail_named_but_not_declared_blocks_nothing_and_a_gain_is_never_invented(
    evidence: Build,
) -> None:
    signed = replace(evidence().automation.indicators[0], guardrails=("nobody",))
    found = verdict(evidence(automation={"indicators": (signed,)}))
    assert "guardrail.unknown" not in [reason.code for reason in found.reasons]
