from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from evidence import by_kind, kind
from retour.audit import Audit, Check, Evidence, Letter, Status, audit_of, next_review
from retour.audit.audit import RULES
from retour.audit.evidence import normal_above, p_worse
from retour.effect.result import Effect, SegmentEffect
from retour.effect.segments.by_segment import Own, segments_of
from retour.events.answer import Audience
from retour.friction.result import BeforeAfter, Friction
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Flow, Graph, Node, Reconciliation
from retour.quantity import Better, DeclaredRange, Estimate, Exact, Grade, Place, Problem, Span, Text, Unknown
from retour.register.automation import Automation, Legal, Plan, Reconcile, Review, Rollout, RolloutKind
from retour.register.automation import Status as Life
from retour.register.indicator import Duration, Indicator, Score
from retour.register.workspace import Objective, Register
from retour.register.worth_lines import Costs, Effort
from retour.voice.result import VoiceScore
from retour.watch.result import RunHealth, Silence, Watched

TODAY = date(2026, 9, 1)
NAME = Text.same("x")
Build = Callable[..., Evidence]
MakeEffect = Callable[..., Effect]


def audited(evidence: Evidence, code: str) -> Check:
    return audit_of(evidence, today=TODAY).check(code)


def said(check: Check) -> tuple[Status, str]:
    return check.status, check.reason


def firm(*objectives: Objective, reviews: tuple[Review, ...] = ()) -> dict[str, Any]:
    return {"register": Register(name="firm", objectives=objectives, reviews=reviews)}


def review(days_ago: int, **answers: str) -> Review:
    return Review(automation="follow-up", at=TODAY - timedelta(days=days_ago), by="lea", answers=answers)


SIGN = Objective(key="sign", name=NAME, reviewed=date(2026, 3, 1))


# A


@pytest.mark.parametrize(
    ("objectives", "expected"),
    [
        ((SIGN,), (Status.PASS, "objective_reviewed")),
        ((replace(SIGN, reviewed=date(2025, 3, 1)),), (Status.PARTIAL, "objective_expired")),
        ((replace(SIGN, reviewed=None),), (Status.UNKNOWN, "objective_never_reviewed")),
        ((replace(SIGN, active=False),), (Status.FAIL, "objective_closed")),
        ((), (Status.FAIL, "objective_unknown")),
    ],
)
def test_a1_asks_for_an_objective_that_still_exists(
    evidence: Build, objectives: tuple[Objective, ...], expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(dossier=firm(*objectives)), "A1")) == expected


def test_a1_fails_when_no_objective_is_named(evidence: Build) -> None:
    assert said(audited(evidence(automation={"objective": None}), "A1")) == (Status.FAIL, "no_objective")


def test_an_answer_of_a_person_counts_for_a_hundred_days(evidence: Build) -> None:
    never = replace(SIGN, reviewed=None)
    fresh = audited(evidence(dossier=firm(never, reviews=(review(100, A1="partial"),))), "A1")
    assert (fresh.status, fresh.asked, fresh.at) == (Status.PARTIAL, True, TODAY - timedelta(days=100))
    stale = evidence(dossier=firm(never, reviews=(review(101, A1="pass"),)))
    assert audited(stale, "A1").status is Status.UNKNOWN


def test_a_review_dated_in_the_future_answers_nothing(evidence: Build) -> None:
    future = evidence(dossier=firm(replace(SIGN, reviewed=None), reviews=(review(-3, A1="pass"),)))
    assert audited(future, "A1").status is Status.UNKNOWN


def test_a2_is_half_an_owner_until_somebody_signs(evidence: Build) -> None:
    assert said(audited(evidence(), "A2")) == (Status.PARTIAL, "owner_named")
    assert said(audited(evidence(dossier=firm(SIGN, reviews=(review(5),))), "A2")) == (
        Status.PASS,
        "owner_active",
    )
    assert said(audited(evidence(automation={"owner": None}), "A2")) == (Status.FAIL, "no_owner")


def flow(days: dict[int, int], source: str = "events") -> dict[str, Any]:
    seen = {day_number(TODAY) - ago: n for ago, n in days.items()}
    return {"flows": {"follow-up": Flow(last=datetime(2026, 8, 1, tzinfo=UTC), daily=seen, source=source)}}


def test_a3_passes_when_used_at_least_fifty_times_or_a_fifth_of_the_volume(evidence: Build) -> None:
    assert said(audited(evidence(), "A3")) == (Status.PASS, "used")
    assert audited(evidence(dossier=flow({10: 49, 20: 1})), "A3").status is Status.PASS


def test_a3_fails_and_names_a_zombie_after_two_empty_quarters(evidence: Build) -> None:
    found = audited(evidence(dossier=flow({10: 3, 150: 2, 220: 900})), "A3")
    assert said(found) == (Status.FAIL, "not_used")
    assert found.details == {"seen": 3, "needed": 50, "previous": 2, "zombie": True}
    dead = audited(evidence(dossier=flow({220: 900})), "A3")
    assert (dead.details["seen"], dead.details["zombie"]) == (0, True)


def test_a3_is_no_zombie_when_the_quarter_before_was_busy(evidence: Build) -> None:
    assert audited(evidence(dossier=flow({10: 3, 150: 900})), "A3").details["zombie"] is False


def test_a3_gives_a_young_automation_half(evidence: Build) -> None:
    young = {"rollout": Rollout(kind=RolloutKind.DATE, at=date(2026, 8, 1))}
    assert said(audited(evidence(automation=young, dossier=flow({10: 3})), "A3")) == (
        Status.PARTIAL,
        "barely_used",
    )


def test_a3_without_volume_asks_for_one_use(evidence: Build) -> None:
    unmeasured: dict[str, Any] = {"cases_per_day": {}}
    assert audited(evidence(dossier={**unmeasured, **flow({10: 1})}), "A3").status is Status.PASS
    assert audited(evidence(dossier={**unmeasured, **flow({300: 1})}), "A3").status is Status.FAIL


def test_a3_counts_runs_to_today(evidence: Build) -> None:
    assert audited(evidence(dossier=flow({0: 60}, "runs")), "A3").status is Status.PASS
    assert audited(evidence(dossier=flow({0: 60}, "events")), "A3").status is Status.FAIL


def test_a3_without_a_flow_is_unknown(evidence: Build) -> None:
    assert said(audited(evidence(dossier={"flows": {}}), "A3")) == (Status.UNKNOWN, "use_unknown")


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        ({("quote", "client"): 0.9}, (Status.PASS, "segments_filled")),
        ({("quote", "client"): 0.6}, (Status.PARTIAL, "segments_partly_filled")),
        ({("quote", "client"): 0.1}, (Status.FAIL, "segments_empty")),
        ({}, (Status.UNKNOWN, "coverage_unknown")),
    ],
)
def test_a4_looks_at_how_many_cases_carry_the_segment(
    evidence: Build, coverage: dict[tuple[str, str], float], expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(dossier={"attribute_coverage": coverage}), "A4")) == expected


def test_a4_fails_without_declared_segments(evidence: Build) -> None:
    own = {("follow-up", "client"): 0.95, ("quote", "client"): 0.1}
    assert audited(evidence(dossier={"attribute_coverage": own}), "A4").status is Status.PASS
    assert said(audited(evidence(automation={"segments": ()}), "A4")) == (Status.FAIL, "no_segments")


AI = Costs(ai_per_case=DeclaredRange(0.1, 0.2, 0.3))


@pytest.mark.parametrize(
    ("legal", "costs", "expected"),
    [
        (Legal(), Costs(), (Status.UNKNOWN, "legal_not_said")),
        (Legal(basis_recorded=False), Costs(), (Status.FAIL, "legal_missing")),
        (Legal(basis_recorded=True), Costs(), (Status.PASS, "legal_recorded")),
        (Legal(basis_recorded=True), AI, (Status.PARTIAL, "ai_label_not_said")),
        (Legal(basis_recorded=True, ai_label=False), AI, (Status.FAIL, "ai_label_missing")),
        (Legal(basis_recorded=True, ai_label=True), AI, (Status.PASS, "legal_recorded")),
        (Legal(red=True), Costs(), (Status.FAIL, "legal_red")),
    ],
)
def test_a5_asks_for_a_legal_basis_and_a_label_where_ai_is_paid_for(
    evidence: Build, legal: Legal, costs: Costs, expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(automation={"legal": legal, "costs": costs}), "A5")) == expected


def test_a5_takes_the_word_of_a_review(evidence: Build) -> None:
    told = evidence(automation={"legal": Legal()}, dossier=firm(SIGN, reviews=(review(5, A5="pass"),)))
    assert said(audited(told, "A5")) == (Status.PASS, "answered")


# M


def test_m1_lists_what_the_main_indicator_lacks(evidence: Build) -> None:
    assert said(audited(evidence(), "M1")) == (Status.PASS, "indicator_complete")
    found = audited(evidence(automation={"follow_up": None}), "M1")
    assert (found.status, found.details["missing"]) == (Status.PARTIAL, ["follow_up"])
    assert said(audited(evidence(automation={"indicators": ()}), "M1")) == (Status.FAIL, "no_main_indicator")


def rollout(at: date | None, kind: RolloutKind = RolloutKind.DATE) -> dict[str, Any]:
    return {"rollout": Rollout(kind=kind, at=at, assigned="arm")}


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        (date(2026, 1, 5), (Status.PASS, "baseline")),
        (date(2025, 10, 30), (Status.PASS, "baseline")),  # 116 cases in four weeks
        (date(2025, 10, 16), (Status.PARTIAL, "baseline_short")),  # 60 cases
        (date(2025, 10, 4), (Status.FAIL, "baseline_short")),  # 12 cases
        (date(2025, 9, 1), (Status.FAIL, "no_baseline")),
        (None, (Status.UNKNOWN, "go_live_unknown")),
    ],
)
def test_m2_wants_eight_weeks_or_a_hundred_cases_before(
    evidence: Build, live: date | None, expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(automation=rollout(live)), "M2")) == expected


def test_m2_of_a_random_rollout_is_the_cases_left_aside(evidence: Build) -> None:
    cells: Cells = evidence().dossier.cells[("follow-up", "signed")]
    arms = replace(cells, arm=tuple("held" if i % 10 == 0 else "treated" for i in range(len(cells))))
    drawn = evidence(
        automation=rollout(None, RolloutKind.RANDOM), dossier={"cells": {("follow-up", "signed"): arms}}
    )
    found = audited(drawn, "M2")
    assert (found.status, found.details["n"]) == (Status.PASS, 33 * 4)


def test_m2_of_a_switchback_is_the_days_off(evidence: Build) -> None:
    off, on = date(2026, 8, 3), date(2026, 8, 10)
    weeks = Rollout(kind=RolloutKind.SWITCHBACK, schedule={date(2025, 10, 1): True, off: False, on: True})
    found = audited(evidence(automation={"rollout": weeks}), "M2")
    assert (found.status, found.details["n"]) == (Status.FAIL, 7 * 4)


def test_m2_without_data_is_unknown(evidence: Build) -> None:
    assert said(audited(evidence(dossier={"cells": {}}), "M2")) == (Status.UNKNOWN, "no_data")
    assert said(audited(evidence(automation={"indicators": ()}), "M2")) == (Status.UNKNOWN, "no_data")


@pytest.mark.parametrize(
    ("grade", "score", "status"),
    [
        (Grade.A, 1.0, Status.PASS),
        (Grade.B, 0.75, Status.PASS),
        (Grade.C, 0.5, Status.PARTIAL),
        (Grade.D, 0.0, Status.FAIL),
        (Grade.E, 0.0, Status.FAIL),
    ],
)
def test_m3_is_the_evidence_grade(
    evidence: Build, effect: MakeEffect, grade: Grade, score: float, status: Status
) -> None:
    found = audited(evidence(effects=(effect("signed", 0.03, 0.01, grade),)), "M3")
    assert (found.score, found.status, found.evidence) == (score, status, ("follow-up/effect/signed/all",))


def test_m3_of_a_refused_effect_is_nothing_whatever_its_design(evidence: Build, effect: MakeEffect) -> None:
    assert audited(evidence(effects=(effect("signed", None),)), "M3").score == 0
    assert said(audited(evidence(), "M3")) == (Status.UNKNOWN, "no_effect")


def guarded(**change: object) -> dict[str, Any]:
    main = Indicator(
        key="signed",
        name=NAME,
        measure=Duration(start="a", end="b", horizon=Span(seconds=9)),
        better=Better.LOWER,
        main=True,
        guardrails=("score",),
    )
    guard = Indicator(
        key="score",
        name=NAME,
        measure=Score(item="control", low=1, high=7),
        better=Better.HIGHER,
        margin=0.5,
    )
    return {"indicators": (main, replace(guard, **change))}


def test_m4_wants_a_guardrail_with_a_margin_and_fresh_data(evidence: Build) -> None:
    assert said(audited(evidence(), "M4")) == (Status.PASS, "guardrail_fed")
    old = evidence().dossier.cells[("follow-up", "unsubscribed")]
    aged = {("follow-up", "unsubscribed"): replace(old, day=old.day - 30)}
    assert said(audited(evidence(dossier={"cells": aged}), "M4")) == (Status.PARTIAL, "guardrail_stale")
    assert said(audited(evidence(dossier={"cells": {}}), "M4")) == (Status.FAIL, "guardrail_not_fed")
    assert said(audited(evidence(automation={"indicators": ()}), "M4")) == (Status.FAIL, "no_main_indicator")
    unguarded = replace(evidence().automation.indicators[0], guardrails=())
    assert said(audited(evidence(automation={"indicators": (unguarded,)}), "M4"))[1] == "no_guardrail"


def test_m4_reads_a_survey_guardrail_from_its_waves(evidence: Build) -> None:
    fed = evidence(automation=guarded(), voice=(voice("control", 5.0, wave=TODAY - timedelta(days=3)),))
    assert said(audited(fed, "M4")) == (Status.PASS, "guardrail_fed")
    assert said(audited(evidence(automation=guarded()), "M4")) == (Status.FAIL, "guardrail_not_fed")
    loose = evidence(automation=guarded(margin=None))
    assert said(audited(loose, "M4")) == (Status.PARTIAL, "guardrail_without_margin")


@pytest.mark.parametrize(
    ("half", "status"), [(0.009, Status.PASS), (0.019, Status.PARTIAL), (0.03, Status.FAIL)]
)
def test_m5_compares_the_interval_with_the_smallest_effect_worth_having(
    evidence: Build, effect: MakeEffect, half: float, status: Status
) -> None:
    assert audited(evidence(effects=(effect("signed", 0.03, half),)), "M5").status is status


def test_m5_is_unknown_without_an_effect_or_a_smallest_effect(evidence: Build, effect: MakeEffect) -> None:
    assert audited(evidence(effects=(effect("signed", None),)), "M5").details == {"why": "too_early"}
    assert audited(evidence(), "M5").details == {"why": "no_effect"}
    vague = replace(evidence().automation.indicators[0], smallest_effect=None)
    assert audited(evidence(automation={"indicators": (vague,)}), "M5").reason == "smallest_effect_not_said"


# O


def watched(**parts: object) -> Watched:
    base = Watched(
        silence=Silence(since=None, silent=False),
        reconciliations=(),
        health=None,
        lost_total=None,
        completeness=Unknown("no_rule"),
    )
    return replace(base, **parts)  # type: ignore[arg-type]


def reconciled(due: int, lost: int) -> Watched:
    rule = Reconcile(of="a", needs="b", within=Span(seconds=9))
    found = Reconciliation(rule=rule, due=due, lost_total=lost, late_total=0, lost=())
    share = (due - lost) / due
    return watched(reconciliations=(found,), lost_total=lost, completeness=Estimate(share, share, share))


def health(runs: int, good: int, *, high: float = 1.0, ignored: int = 0) -> RunHealth:
    success = Estimate(good / runs, good / runs / 2, high) if runs else Unknown("no_runs")
    return RunHealth(
        runs=runs, success=success, failed=runs - good, partial=0, ignored_items=ignored, retried=0
    )


def test_o1_passes_only_when_no_case_is_missing(evidence: Build) -> None:
    assert said(audited(evidence(watched=reconciled(200, 0)), "O1")) == (Status.PASS, "complete")
    assert said(audited(evidence(watched=reconciled(200, 1)), "O1")) == (Status.PARTIAL, "lost_cases")
    found = audited(evidence(watched=reconciled(200, 4)), "O1")
    assert (said(found), found.details["lost"]) == ((Status.FAIL, "lost_cases"), 4)


def test_o1_counts_records_that_runs_dropped_in_silence(evidence: Build) -> None:
    found = audited(evidence(watched=watched(health=health(50, 49, ignored=1))), "O1")
    assert (said(found), found.details) == ((Status.FAIL, "records_ignored"), {"ignored": 1})
    assert said(audited(evidence(), "O1")) == (Status.UNKNOWN, "no_rule")


def test_o2_fails_when_silent_or_surely_below_target(evidence: Build) -> None:
    quiet = watched(silence=Silence(since=None, silent=True, expected=12.0), health=health(50, 50))
    assert said(audited(evidence(watched=quiet), "O2")) == (Status.FAIL, "silent")
    bad = watched(health=health(50, 40, high=0.88))
    assert said(audited(evidence(watched=bad), "O2")) == (Status.FAIL, "unreliable")


def test_o2_is_unknown_with_no_run_or_too_few(evidence: Build) -> None:
    assert said(audited(evidence(), "O2")) == (Status.UNKNOWN, "no_runs")
    assert said(audited(evidence(watched=watched(health=health(0, 0))), "O2"))[1] == "no_runs"
    assert said(audited(evidence(watched=watched(health=health(1, 1))), "O2")) == (
        Status.UNKNOWN,
        "too_few_runs",
    )


def test_o2_passes_only_when_something_would_notice(evidence: Build) -> None:
    good = health(50, 50)
    assert said(audited(evidence(watched=watched(health=good)), "O2")) == (Status.PASS, "reliable")
    blind = watched(silence=Silence(since=None, silent=None), health=good)
    assert said(audited(evidence(watched=blind), "O2")) == (Status.PARTIAL, "reliable_uncovered")
    problem = Problem("reference.undeclared", Place("a", 1))
    broken = Reconciliation(
        rule=Reconcile(of="a", needs="b", within=Span(seconds=9)),
        due=0,
        lost_total=0,
        late_total=0,
        lost=(),
        problem=problem,
    )
    assert said(audited(evidence(watched=replace(blind, reconciliations=(broken,))), "O2"))[1] == (
        "reliable_uncovered"
    )
    unclear = watched(health=health(50, 46))
    assert said(audited(evidence(watched=unclear), "O2")) == (Status.PARTIAL, "reliability_unclear")


def pair(before: float, after: float, half: float = 0.1) -> BeforeAfter:
    return BeforeAfter(
        before=Estimate(before, before - half, before + half),
        after=Estimate(after, after - half, after + half),
    )


def friction(evidence: Evidence, **parts: object) -> Friction:
    return replace(evidence.friction, **parts)  # type: ignore[arg-type]


def loops(cases: int, events: int) -> Graph:
    return Graph(
        cases=cases, nodes=(Node(activity="a", events=events, cases=cases, manual=0, known_actor=0),), arcs=()
    )


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        (pair(4, 2), (Status.PASS, "friction_down")),
        (pair(4, 6), (Status.FAIL, "friction_up")),
        (pair(4, 4.5), (Status.PARTIAL, "friction_same")),  # an eighth: nobody's doing
        (pair(4, 6, 3.0), (Status.PARTIAL, "friction_same")),  # too noisy
        (pair(0, 1), (Status.FAIL, "friction_up")),
    ],
)
def test_o3_follows_manual_tasks(evidence: Build, tasks: BeforeAfter, expected: tuple[Status, str]) -> None:
    moved = evidence(friction=friction(evidence(), manual_tasks=tasks))
    assert said(audited(moved, "O3")) == expected


def test_o3_sees_cases_that_start_looping_and_never_praises_young_cases(evidence: Build) -> None:
    worse = evidence(friction=friction(evidence(), before=loops(200, 210), after=loops(200, 300)))
    assert audited(worse, "O3").details == {"what": ["rework"]}
    fewer = evidence(friction=friction(evidence(), before=loops(200, 300), after=loops(200, 210)))
    assert said(audited(fewer, "O3")) == (Status.PARTIAL, "friction_same")


SLOW = Indicator(
    key="delay",
    name=NAME,
    measure=Duration(start="a", end="b", horizon=Span(seconds=9)),
    better=Better.LOWER,
    main=True,
)


def test_o3_believes_a_calibrated_effect_before_a_raw_delay(evidence: Build, effect: MakeEffect) -> None:
    automation = {"indicators": (SLOW,)}
    raw = friction(evidence(), delays=(("delay", pair(4, 8)),))
    for value, expected in ((-3.0, "friction_down"), (3.0, "friction_up"), (0.1, "friction_same")):
        found = evidence(automation=automation, friction=raw, effects=(effect("delay", value, 1.0, Grade.C),))
        assert audited(found, "O3").reason == expected
    declared = evidence(automation=automation, friction=raw, effects=(effect("delay", -3.0, 1.0, Grade.D),))
    assert audited(declared, "O3").reason == "friction_up"


def test_o3_wants_a_raw_delay_to_move_by_half(evidence: Build) -> None:
    automation = {"indicators": (SLOW,)}
    small = friction(evidence(), delays=(("delay", pair(4, 5.5)),))
    assert audited(evidence(automation=automation, friction=small), "O3").reason == "friction_same"
    upside = {"indicators": (replace(SLOW, better=Better.HIGHER),)}
    assert audited(evidence(automation=upside, friction=small), "O3").reason == "friction_unknown"
    assert audited(evidence(automation=automation), "O3").reason == "friction_unknown"


def voice(
    item: str,
    value: float | None,
    *,
    half: float = 0.4,
    audience: Audience = Audience.TEAM,
    scale: tuple[float, float] = (1, 7),
    wave: date = date(2026, 8, 1),
    **more: object,
) -> VoiceScore:
    known = value is not None
    return VoiceScore(
        audience=audience,
        item=item,
        wave=wave,
        answered=6,
        invited=8,
        estimate=Estimate(value, value - half, value + half) if known else Unknown("too_few_answers"),
        low=scale[0],
        high=scale[1],
        **more,  # type: ignore[arg-type]
    )


UMUX = {"scale": (0.0, 100.0), "half": 8.0}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((voice("umux_lite", 70, **UMUX, lower_80=62.0),), (Status.PASS, "voice_good")),  # type: ignore[arg-type]
        ((voice("umux_lite", 54, **UMUX),), (Status.PARTIAL, "voice_unclear")),  # type: ignore[arg-type]
        ((voice("umux_lite", 30, **UMUX),), (Status.FAIL, "voice_bad")),  # type: ignore[arg-type]
        (
            (voice("umux_lite", 70, **UMUX), voice("control", 3.0, p_better=0.02)),  # type: ignore[arg-type]
            (Status.FAIL, "control_falling"),
        ),
        ((voice("satisfaction_10", 8.6, scale=(0, 10)),), (Status.PARTIAL, "voice_unclear")),
        ((voice("trust", 2.0),), (Status.FAIL, "voice_bad")),
        ((voice("umux_lite", None), voice("effort", 20)), (Status.UNKNOWN, "too_few_answers")),
        ((voice("umux_lite", 70, wave=date(2026, 3, 1)),), (Status.UNKNOWN, "wave_expired")),
        ((), (Status.UNKNOWN, "no_wave")),
    ],
)
def test_o4_listens_to_the_team(
    evidence: Build, scores: tuple[VoiceScore, ...], expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(voice=scores), "O4")) == expected


def customer(item: str, value: float | None, **more: object) -> VoiceScore:
    return voice(item, value, audience=Audience.CUSTOMER, scale=(1, 5), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((customer("speed", 4.5), customer("relevance", 4.1)), (Status.PASS, "voice_good")),
        ((customer("speed", 4.5), customer("personalisation", 3.1)), (Status.PARTIAL, "voice_unclear")),
        ((customer("speed", 4.5, p_better=0.01),), (Status.FAIL, "voice_falling")),
        ((customer("speed", None),), (Status.UNKNOWN, "too_few_answers")),
        ((), (Status.UNKNOWN, "no_wave")),
    ],
)
def test_o5_listens_to_the_customers(
    evidence: Build, scores: tuple[VoiceScore, ...], expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(voice=scores), "O5")) == expected


def test_o5_takes_ten_outputs_read_by_a_person(evidence: Build) -> None:
    told = evidence(dossier=firm(SIGN, reviews=(review(5, O5="pass"),)))
    assert said(audited(told, "O5")) == (Status.PASS, "answered")


# R


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0.95, (Status.PASS, "net_positive")),
        (0.7, (Status.PARTIAL, "net_likely")),
        (0.3, (Status.FAIL, "net_unproven")),
        (None, (Status.UNKNOWN, "net_unknown")),
    ],
)
def test_r1_is_the_probability_of_a_net_gain(
    evidence: Build, p: float | None, expected: tuple[Status, str]
) -> None:
    assert said(audited(evidence(worth=replace(evidence().worth, p_positive=p)), "R1")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.025, (Status.PASS, "forecast_met")),
        (0.018, (Status.PARTIAL, "forecast_partly")),
        (-0.01, (Status.FAIL, "forecast_missed")),
    ],
)
def test_r2_compares_the_effect_with_the_promise(
    evidence: Build, effect: MakeEffect, value: float, expected: tuple[Status, str]
) -> None:
    promised = {"plan": Plan(expected_effect=DeclaredRange(0.01, 0.03, 0.05))}
    assert (
        said(audited(evidence(automation=promised, effects=(effect("signed", value, 0.01),)), "R2"))
        == expected
    )


def test_r2_needs_a_promise_and_an_effect_that_is_more_than_declared(
    evidence: Build, effect: MakeEffect
) -> None:
    promised = {"plan": Plan(expected_effect=DeclaredRange(0.01, 0.03, 0.05))}
    assert audited(evidence(), "R2").reason == "no_forecast"
    assert audited(evidence(automation=promised), "R2").details == {"why": "no_effect"}
    refused = evidence(automation=promised, effects=(effect("signed", None),))
    assert audited(refused, "R2").details == {"why": "too_early"}
    typed = evidence(automation=promised, effects=(effect("signed", 0.03, 0.01, Grade.D),))
    assert audited(typed, "R2").details == {"why": "grade"}


def hours(value: float) -> Effort:
    return Effort(hours=DeclaredRange(value, value, value), role="admin")


@pytest.mark.parametrize(
    ("upkeep", "freed", "expected"),
    [
        (1, Estimate(20, 15, 25), (Status.PASS, "effort_low")),
        (7, DeclaredRange(15, 20, 25), (Status.PARTIAL, "effort_fair")),
        (15, Exact(20), (Status.FAIL, "effort_high")),
        (1, Estimate(-2, -3, -1), (Status.FAIL, "no_hours_freed")),
        (1, Unknown("no_volume"), (Status.UNKNOWN, "hours_unknown")),
    ],
)
def test_r3_weighs_effort_against_hours_freed(
    evidence: Build, upkeep: float, freed: Estimate, expected: tuple[Status, str]
) -> None:
    costs = Costs(upkeep=hours(upkeep), supervision=hours(1))
    weighed = evidence(automation={"costs": costs}, worth=replace(evidence().worth, hours=freed))
    assert said(audited(weighed, "R3")) == expected


def test_r3_lists_the_efforts_that_nobody_gave(evidence: Build) -> None:
    freed = replace(evidence().worth, hours=Estimate(20, 15, 25))
    assert audited(evidence(worth=freed), "R3").details == {"missing": ["upkeep", "supervision"]}


def series(build: Build, share: Callable[[int], float], days: int = 330) -> dict[str, Any]:
    cells: Cells = build().dossier.cells[("follow-up", "signed")]
    rng = np.random.default_rng(2)
    total = np.array([rng.binomial(40, share(i)) for i in range(len(cells))])
    busy = replace(cells, n=np.full(len(cells), 40), total=total)
    return {"cells": {("follow-up", "signed"): busy.where(np.arange(len(cells)) < days)}}


def test_r4_is_durable_when_flat_and_two_people_can_repair_it(evidence: Build) -> None:
    flat = series(evidence, lambda _: 0.25)
    assert said(audited(evidence(dossier=flat), "R4")) == (Status.PASS, "durable")
    alone = evidence(dossier=flat, automation={"maintainers": 1})
    assert said(audited(alone, "R4")) == (Status.PARTIAL, "one_person")
    unsaid = evidence(dossier=flat, automation={"maintainers": None})
    assert said(audited(unsaid, "R4")) == (Status.PARTIAL, "maintainers_not_said")


def test_r4_fails_when_the_gain_wears_off(evidence: Build) -> None:
    fading = series(evidence, lambda i: 0.45 - i * 0.001)
    assert said(audited(evidence(dossier=fading), "R4")) == (Status.FAIL, "drifting")


def test_r4_says_nothing_before_a_quarter_or_without_data(evidence: Build) -> None:
    young = series(evidence, lambda _: 0.25, days=150)
    found = audited(evidence(dossier=young), "R4")
    assert (found.reason, found.details) == ("too_short", {"weeks": 8})
    assert audited(evidence(dossier={"cells": {}}), "R4").reason == "no_data"
    future = evidence(automation={"rollout": Rollout(kind=RolloutKind.DATE, at=date(2027, 1, 1))})
    assert audited(future, "R4").details == {"weeks": 0}


def test_r4_of_a_rollout_by_site_looks_at_the_sites_switched_on(evidence: Build) -> None:
    fading = series(evidence, lambda i: 0.25 if i % 2 else 0.45 - i * 0.001)
    (cells,) = fading["cells"].values()
    sites = replace(cells, unit=tuple("lyon" if i % 2 else "never" for i in range(len(cells))))
    by_site = Rollout(kind=RolloutKind.STAGGERED, unit="site", units={"lyon": date(2026, 1, 5)})
    told = {"dossier": {"cells": {("follow-up", "signed"): sites}}}
    assert said(audited(evidence(**told), "R4")) == (Status.FAIL, "drifting")
    at_lyon = evidence(automation={"rollout": by_site}, **told)
    assert said(audited(at_lyon, "R4")) == (Status.PASS, "durable")


def test_r4_raises_few_alarms_on_a_slow_wave(evidence: Build) -> None:
    """Weekly levels that persist (AR 1, .5) without any trend: at most one in ten called drifting."""
    rng, alarms = np.random.default_rng(11), 0
    cells: Cells = evidence().dossier.cells[("follow-up", "signed")]
    for _ in range(200):
        level, wave = 0.0, []
        for _ in range(48):
            level = 0.5 * level + rng.normal(0, 0.03)
            wave.append(0.3 + level)
        total = np.array([rng.binomial(40, min(max(wave[i // 7], 0.0), 1.0)) for i in range(len(cells))])
        busy = replace(cells, n=np.full(len(cells), 40), total=total)
        found = audited(evidence(dossier={"cells": {("follow-up", "signed"): busy}}), "R4")
        alarms += found.reason == "drifting"
    assert alarms <= 20


def cut(build: Build, effect: MakeEffect, *kinds: SegmentEffect) -> Evidence:
    """Evidence whose effect on the main indicator is known by kind of case."""
    return build(effects=(effect("signed", 0.0, 0.02, segments=by_kind(*kinds)),))


def test_r5_finds_the_segment_that_is_harmed(evidence: Build, effect: MakeEffect) -> None:
    b2c, b2b = kind("B2C", 0.05, 0.02, 600), kind("B2B", -0.05, 0.02, 400)
    found = audited(cut(evidence, effect, b2c, b2b), "R5")
    assert (said(found), found.details["segment"]) == ((Status.FAIL, "segment_harmed"), "B2B")
    assert found.details["share"] == pytest.approx(0.4)
    assert found.details["p"] > 0.99


@pytest.mark.parametrize(
    "other",
    [
        kind("tiny", -0.05, 0.02, 50),
        kind("noise", -0.05, 0.06, 400, found=False),
        kind("typed", -0.05, 0.02, 400, Grade.D),
    ],
)
def test_r5_leaves_alone_what_is_tiny_lost_in_noise_or_declared(
    evidence: Build, effect: MakeEffect, other: SegmentEffect
) -> None:
    b2c = kind("B2C", 0.05, 0.02, 600)
    assert said(audited(cut(evidence, effect, b2c, other), "R5")) == (Status.PASS, "no_segment_harmed")


def test_r5_is_unknown_where_segments_have_no_effect_of_their_own(
    evidence: Build, effect: MakeEffect
) -> None:
    assert audited(evidence(), "R5").reason == "segments_unknown"
    assert audited(evidence(automation={"segments": ()}), "R5").reason == "no_segments"
    typed = kind("B2B", -0.05, 0.02, 400, Grade.D)
    assert audited(cut(evidence, effect, typed), "R5").reason == "segments_unknown"


def test_r5_calls_a_segment_harmed_where_nothing_happens_in_one_firm_in_ten_at_most(
    evidence: Build, effect: MakeEffect
) -> None:
    rng, alarms = np.random.default_rng(4), 0
    for _ in range(300):
        errors = rng.uniform(0.02, 0.06, 3)
        owns = [
            Own(
                segment=name,
                effect=effect("signed", value, n=100),
                estimate=value_of(value, error),
                error=error,
            )
            for name, value, error in zip("ABC", errors * rng.normal(size=3), errors, strict=True)
        ]
        whole = effect("signed", 0.0, 0.02, segments=segments_of(owns, common_error=0.0))
        alarms += audited(evidence(effects=(whole,)), "R5").reason == "segment_harmed"
    assert alarms <= 30


def value_of(value: float, error: float) -> Estimate:
    return Estimate(value, value - 1.645 * error, value + 1.645 * error)


# letters, planned, cadence


def test_there_are_twenty_checks_five_a_letter(evidence: Build) -> None:
    found: Audit = audit_of(evidence(), today=TODAY)
    assert [c.code for c in found.checks] == list(RULES)
    assert [s.checks for s in found.letters] == [5, 5, 5, 5]
    assert all(c.letter == c.code[0] for c in found.checks)


def test_a_letter_lies_between_every_unknown_at_zero_and_every_unknown_at_one(evidence: Build) -> None:
    observation = audit_of(evidence(watched=reconciled(200, 0)), today=TODAY).letter(Letter.O)
    assert (observation.known, observation.low, observation.high) == (
        1,
        pytest.approx(0.2),
        pytest.approx(1.0),
    )


def test_nothing_known_shows_no_bar(evidence: Build) -> None:
    assert audit_of(evidence(), today=TODAY).letter(Letter.O).bars is None


def test_before_go_live_what_can_only_be_seen_after_is_unknown(evidence: Build) -> None:
    found = audit_of(evidence(automation={"status": Life.PLANNED}), today=TODAY)
    waiting = {c.code for c in found.checks if c.reason == "not_live_yet"}
    assert waiting == {"A3", "M3", "M5", "O1", "O2", "O3", "O4", "O5", "R2", "R3", "R4", "R5"}
    assert all(found.check(code).status is Status.UNKNOWN for code in waiting)
    assert said(found.check("M4")) == (Status.PASS, "guardrail_declared")
    assert said(found.check("M2")) == (Status.PASS, "baseline")


def test_key_automations_are_reviewed_within_thirteen_weeks_on_a_working_day() -> None:
    for i in range(60):
        key = Automation(key=f"a{i}", name=NAME, process=None, key_automation=True)
        first = next_review(key, today=TODAY)
        assert TODAY < first <= TODAY + timedelta(weeks=13)
        assert first.weekday() < 5
        assert next_review(key, today=first) == first + timedelta(weeks=13)
        assert next_review(key, today=first - timedelta(days=1)) == first
        other = next_review(replace(key, key_automation=False), today=TODAY)
        assert TODAY < other <= TODAY + timedelta(weeks=52)


def test_reviews_are_spread_over_the_quarter() -> None:
    days = {
        next_review(Automation(key=f"a{i}", name=NAME, process=None, key_automation=True), today=TODAY)
        for i in range(100)
    }
    assert len(days) > 40


def test_harm_comes_from_the_draws_when_there_are_some(evidence: Build, effect: MakeEffect) -> None:
    guard = evidence().automation.indicators[1]
    drawn = effect("unsubscribed", 0.02, 0.01, draws=np.array([0.0, 0.02, 0.03, 0.05]))
    assert p_worse(drawn, guard, margin=0.01) == 0.75
    plain = effect("unsubscribed", 0.01, 0.01)
    assert p_worse(plain, guard, margin=0.01) == pytest.approx(0.5)
    assert p_worse(plain, guard) == pytest.approx(0.95)
    assert p_worse(None, guard) is None


def test_an_exact_harm_is_certain() -> None:
    assert normal_above(1, Estimate(2, 2, 2), 1.0) == 1.0
    assert normal_above(1, Estimate(2, 2, 2), 3.0) == 0.0


def test_the_weakest_letter_is_the_headline(evidence: Build) -> None:
    assert audit_of(evidence(), today=TODAY).weakest.letter in (Letter.O, Letter.R)
