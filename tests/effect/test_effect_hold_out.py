"""A hold-out too small for its volume beside the indicator's own past."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from retour.effect.result import Design
from retour.quantity import Comparator, Grade
from retour.register.automation import Rollout, RolloutKind

TODAY = date(2026, 9, 1)
DRAWN = Rollout(
    kind=RolloutKind.RANDOM, at=date(2026, 5, 11), assigned="arm", treated_arm="reminder", treated_share=0.9
)
AS_DRAWN = {"reminder": (95, 100), "none": (3, 100)}


def volume(firm, *, before=8.0, treated=7.2, control=0.13, lift=0.0, seed=0, level=0.3, past_days=400):
    """Quotes a day before go-live, then in each arm; `lift` is what the reminder adds."""
    start = firm.go_live - timedelta(days=past_days)
    parts = [
        firm.drawn(lambda _: level, start=start, end=firm.go_live, per_day=before, seed=seed),
        firm.drawn(
            lambda _: level + lift,
            start=firm.go_live,
            end=TODAY,
            per_day=treated,
            seed=seed + 1,
            arm="reminder",
        ),
        firm.drawn(
            lambda _: level, start=firm.go_live, end=TODAY, per_day=control, seed=seed + 2, arm="none"
        ),
    ]
    return firm.joined(firm.joined(parts[0], parts[1]), parts[2])


def found(firm, cells, *, rollout=DRAWN, **said):
    guard = firm.drawn(lambda _: 0.01, start=firm.go_live, end=TODAY)
    told = {("follow-up", "signed"): AS_DRAWN}
    subject = firm.automation(rollout=rollout, **said)
    return firm.asked(subject, TODAY, {"signed": cells, "complaint": guard}, received=told)


def test_four_quotes_a_month_held_out_give_way_to_the_narrower_own_past(firm):
    answer = found(firm, volume(firm))
    effect, rule = answer.of("all"), answer.rule("hold_out_useful")
    assert (effect.design, effect.grade, effect.comparator) == (
        Design.SINGLE_SERIES,
        Grade.C,
        Comparator.COUNTERFACTUAL,
    ), effect.rules
    assert (rule.passed, rule.lifts_to) == (False, Grade.A)
    assert rule.details["control"] < 30 < rule.details["treated"]
    assert rule.details["series_detectable"] < rule.details["drawn_detectable"]
    assert effect.estimate.half_width == rule.details["series_half"] < rule.details["drawn_half"]


def test_which_one_is_shown_does_not_depend_on_what_it_says(firm):
    """The same volumes, whatever the reminder did: the choice is made from the time before and the counts."""
    shown = {found(firm, volume(firm, lift=lift)).of("all").design for lift in (-0.2, 0.0, 0.3)}
    assert shown == {Design.SINGLE_SERIES}


def test_a_hold_out_that_answers_more_narrowly_than_the_past_stays(firm):
    """28 quotes held out, and a past so short and restless that it could show less."""
    rng = np.random.default_rng(0)
    days = [firm.go_live - timedelta(days=i) for i in range(80, 10, -1)]
    level = np.clip(0.5 + 0.45 * np.sin(np.arange(len(days)) / 8) + rng.normal(0, 0.02, len(days)), 0, 1)
    before = firm.cells(days, [20] * len(days), np.round(20 * level).astype(int).tolist())
    after = volume(firm, control=0.28, past_days=1, before=0.001)
    live = after.where(after.day >= after.day.min() + 1)
    answer = found(firm, firm.joined(before, live))
    assert answer.of("all").design is Design.RANDOMISED
    assert answer.rule("hold_out_useful").passed


def test_a_hold_out_of_thirty_stands_on_its_own(firm):
    answer = found(firm, volume(firm, control=0.6))
    assert answer.of("all").design is Design.RANDOMISED
    assert not [r for r in answer.of("all").rules if r.code == "hold_out_useful"]


def test_without_a_past_or_with_one_that_never_varied_the_hold_out_is_all_there_is(firm):
    for cells in (
        volume(firm).where(volume(firm).day >= (firm.go_live - date(1970, 1, 1)).days),
        volume(firm, level=0.0, lift=0.2),
    ):
        answer = found(firm, cells)
        assert answer.of("all").design is Design.RANDOMISED
        assert not [r for r in answer.of("all").rules if r.code == "hold_out_useful"]


def test_groups_that_were_there_before_are_not_replaced_by_everybody_s_past(firm):
    cells = volume(firm)
    old = cells.day < (firm.go_live - date(1970, 1, 1)).days
    arm = tuple("reminder" if was else a for was, a in zip(old, cells.arm, strict=True))
    answer = found(firm, replace(cells, arm=arm))
    assert (answer.of("all").design, answer.of("all").grade) == (Design.RANDOMISED, Grade.D)


def test_nine_intervals_in_ten_hold_whichever_is_shown(firm):
    held = []
    for seed in range(20):
        estimate = found(firm, volume(firm, lift=0.1, seed=10 * seed)).of("all").estimate
        held.append(estimate.low <= 0.1 <= estimate.high)
    assert (
        np.mean(held) >= 0.90 - 0.134
    )  # two standard errors of 20 answers; wider than said on a tame series
