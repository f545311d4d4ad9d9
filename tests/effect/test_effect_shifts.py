from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.shifts import definition_steady, missing_steady, mix_steady, outcome_closed
from retour.effect.threats import looked_once
from retour.quantity import Grade, Period, Span, Text
from retour.register.automation import Change, Rollout, RolloutKind, Status
from retour.register.workspace import Register

START = date(2026, 5, 11)
WORLDS = 400


def world(firm, seed, *, weeks=(52, 13), more=1.0, lost=(0.05, 0.05), first=(0.4, 0.4), wander=0.0):
    """Two kinds of cases (20 % and 50 % succeed), 20 a working day; weeks may wander by themselves."""
    rng = np.random.default_rng(seed)
    count = 7 * sum(weeks)
    days = [START + timedelta(days=i - 7 * weeks[0]) for i in range(count)]
    late = np.arange(count) >= 7 * weeks[0]
    moves = [walk(rng, sum(weeks), wander)[np.arange(count) // 7] for _ in range(3)]
    usual = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.3, 0.3])[np.arange(count) % 7] * 20
    n = rng.poisson(usual * np.exp(moves[0]) * np.where(late, more, 1.0))
    gone = rng.binomial(n, odds(np.where(late, lost[1], lost[0]), moves[1]))
    ones = rng.binomial(n - gone, odds(np.where(late, first[1], first[0]), moves[2]))
    twos = n - gone - ones
    reached = np.concatenate([rng.binomial(ones, 0.2), rng.binomial(twos, 0.5)])
    return firm.cells(
        days * 2,
        np.concatenate([ones, twos]).tolist(),
        reached.tolist(),
        segment=("one",) * count + ("two",) * count,
        missing=np.concatenate([gone, np.zeros(count, dtype=np.int64)]),
    )


def walk(rng, weeks, wander):
    out = np.zeros(weeks)
    for i in range(1, weeks):
        out[i] = 0.6 * out[i - 1] + rng.normal(0, wander)
    return out


def odds(share, move):
    return 1 / (1 + np.exp(-(np.log(share / (1 - share)) + move)))


def sides(cells, weeks=13):
    return cells.within(Period(date.min, START)), cells.within(Period(START, START + timedelta(weeks=weeks)))


def rules(cells, weeks=13):
    before, after = sides(cells, weeks)
    half = 1.645 * np.sqrt(0.235 / after.n.sum())
    return {
        "missing": missing_steady(before, after),
        "count": definition_steady(cells, START, START + timedelta(weeks=weeks)),
        "mix": mix_steady(before, after, half)[0],
    }


@pytest.mark.parametrize("wander", [0.0, 0.1])
@pytest.mark.parametrize("weeks", [(52, 13), (26, 4)])
def test_nothing_happened_to_the_data_and_one_rule_in_twenty_fails_at_most(firm, weeks, wander):
    found = [rules(world(firm, seed, weeks=weeks, wander=wander), weeks[1]) for seed in range(WORLDS)]
    for code in ("missing", "count", "mix"):
        assert np.mean([f[code].passed is False for f in found]) <= 0.05, code


def test_a_value_that_is_recorded_less_often_from_the_start_on_is_caught(firm):
    found = [rules(world(firm, seed, lost=(0.05, 0.12), wander=0.1))["missing"] for seed in range(50)]
    assert np.mean([f.passed is False for f in found]) >= 0.95
    assert found[0].details["after"] > found[0].details["before"] + 0.02


def test_half_a_point_more_missing_is_left_alone_however_many_cases(firm):
    days = [START + timedelta(days=i) for i in range(-364, 91)]
    late = np.array([d >= START for d in days])
    missing = np.where(late, 550, 500)
    cells = firm.cells(days, (10_000 - missing).tolist(), [2000] * len(days), missing=missing)
    assert rules_of_missing(cells).passed is True
    worse = replace(cells, missing=np.where(late, 900, 500))
    assert rules_of_missing(worse).passed is False


def rules_of_missing(cells):
    return missing_steady(*sides(cells))


def test_values_that_begin_to_be_missing_everywhere_at_once_are_caught_without_any_spread(firm):
    days = [START + timedelta(days=i) for i in range(-364, 91)]
    n = [0 if d >= START else 10 for d in days]
    cells = firm.cells(days, n, [0] * len(days), missing=np.array([10 - k for k in n]))
    assert rules_of_missing(cells).passed is False


def test_half_as_many_cases_again_counted_from_the_start_on_is_a_jump(firm):
    found = [rules(world(firm, seed, more=1.5))["count"] for seed in range(50)]
    assert np.mean([f.passed is False for f in found]) >= 0.95
    assert found[0].details["after"] > 1.3 * found[0].details["before"]


def test_a_jump_that_the_count_makes_every_few_months_by_itself_is_no_jump(firm):
    days = [START + timedelta(days=i) for i in range(-364, 91)]
    n = [20 if (START - d).days // 91 % 2 == 0 else 40 for d in days]
    cells = firm.cells(days, n, [5] * len(days))
    assert definition_steady(cells, START, START + timedelta(days=91)).passed is True


def test_eleven_weeks_of_past_cannot_tell_a_jump(firm):
    assert rules(world(firm, 1, weeks=(11, 13), more=3))["count"].passed is None


def test_more_cases_of_the_kind_that_succeeds_less_is_a_shift_of_the_mix(firm):
    found = [rules(world(firm, seed, first=(0.4, 0.6)))["mix"] for seed in range(50)]
    assert np.mean([f.passed is False for f in found]) >= 0.95
    details = found[0].details
    assert details["shift"] == pytest.approx(-0.2 * 0.3, abs=0.02)
    assert details["level_at_old_mix"] == pytest.approx(0.6 * 0.5 + 0.4 * 0.2, abs=0.03)


def test_the_mix_alone_is_the_shares_after_at_the_levels_before(firm):
    days = [START - timedelta(days=14), START - timedelta(days=7), START, START + timedelta(days=7)] * 2
    cells = firm.cells(
        days,
        [60, 40, 30, 20, 40, 60, 70, 80],
        [6, 4, 30, 20, 20, 30, 0, 0],
        segment=("one",) * 4 + ("two",) * 4,
    )
    rule = mix_steady(*sides(cells), 0.01)[0]
    assert rule.details["shift"] == pytest.approx((0.25 - 0.5) * 0.1 + (0.75 - 0.5) * 0.5)
    assert rule.details["level_at_old_mix"] == pytest.approx(0.5 * 1.0 + 0.5 * 0.0)


def test_kinds_that_do_not_differ_may_move_as_they_like(firm):
    days = [START + timedelta(days=i) for i in range(-70, 70)] * 2
    late = np.array([d >= START for d in days])
    first = np.arange(len(days)) < len(days) // 2
    n = np.where(first == late, 30, 10)
    cells = firm.cells(days, n.tolist(), (n // 5).tolist(), segment=tuple(np.where(first, "a", "b").tolist()))
    assert all(rule.passed for rule in mix_steady(*sides(cells), 0.001))


def test_cases_of_one_kind_have_no_mix(firm):
    cells = firm.drawn(lambda _: 0.2, start=START - timedelta(days=100), end=START + timedelta(days=50))
    assert mix_steady(*sides(cells), 0.01) == ()


def test_a_case_without_its_outcome_is_said_and_one_that_is_followed_is_no_threat(firm):
    days = [START, START + timedelta(days=1)]
    cells = firm.cells(days, [9, 8], [1, 1], pending=np.array([1, 2]))
    found = outcome_closed(cells, START)
    assert (found.passed, found.details["pending"], found.details["share"]) == (False, 3, 0.15)
    assert outcome_closed(cells, START, followed=True).passed is True


def test_the_day_of_the_only_reading_is_named():
    rule = looked_once(Period(START, START + timedelta(days=28)), 10)
    assert rule.details == {"window_days": 28, "read_on": START + timedelta(days=38)}


def beside(firm, other):
    subject = firm.automation()
    cells = {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 5, 1), end=date(2026, 9, 1))}
    register = Register(name="Firm", automations=(subject, other))
    return firm.asked(subject, date(2026, 9, 1), cells, register=register)


def another(firm, at, **said):
    return replace(firm.automation(), key="other", rollout=Rollout(kind=RolloutKind.DATE, at=at), **said)


def test_an_automation_chained_on_the_same_cases_shares_the_credit(firm):
    apart = replace(firm.complaint, key="reopened", measure=replace(firm.signed.measure, reaching="reopened"))
    chained = another(firm, date(2026, 6, 1), indicators=(apart,), upstream="follow-up")
    assert beside(firm, chained).rule("single_attribution").details["keys"] == ("other",)
    assert beside(firm, replace(chained, upstream=None)).rule("single_attribution").passed is True


def test_the_same_outcome_over_another_length_of_time_is_the_same_indicator(firm):
    slower = replace(firm.signed.measure, by=Span(seconds=37 * 86_400))
    longer = replace(firm.signed, key="late", measure=slower)
    other = another(firm, date(2026, 6, 1), indicators=(longer,))
    assert beside(firm, other).of("all").grade is Grade.D


def test_an_automation_that_acted_before_and_still_does_is_named_and_taken_in(firm):
    rule = beside(firm, another(firm, date(2025, 9, 1))).rule("single_attribution")
    assert (rule.passed, rule.details["already"], rule.details["keys"]) == (True, ("other",), ())


def test_one_that_acted_before_and_stopped_on_an_unsaid_day_shares_the_credit(firm):
    stopped = another(firm, date(2025, 9, 1), status=Status.RETIRED)
    rule = beside(firm, stopped).rule("single_attribution")
    assert (rule.passed, rule.details["keys"], rule.details["stopped"]) == (False, ("other",), ("other",))
    evolved = another(
        firm, date(2025, 9, 1), changes=(Change(at=date(2026, 6, 1), what=Text.same("new text")),)
    )
    assert beside(firm, evolved).rule("single_attribution").details["keys"] == ("other",)
