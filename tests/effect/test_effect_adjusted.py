from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.observational.adjust import chances, effective_sizes, in_both, stratified, weighted
from retour.effect.observational.balance import balance_of
from retour.effect.observational.confounders import Factor, columns_of, crossed, factors_of
from retour.effect.observational.observed import few_and_filled
from retour.kpi.cells import CaseFrame, CaseRow
from retour.quantity import Grade, Span
from retour.register.automation import Rollout, RolloutKind

DAY = 86_400
TODAY = date(2026, 9, 1)
CALLED = Rollout(
    kind=RolloutKind.OBSERVED,
    treatment="call",
    treatment_after=Span(seconds=7 * DAY),
    treatment_by=Span(seconds=14 * DAY),
    confounders=("keen",),
)


def row(number, keen, treated, reached, *, segment="", day=date(2026, 1, 5)):
    return CaseRow(
        case=f"Q{number}",
        anchor_day=day,
        treated_at=None if treated is None else int(treated * DAY),
        reached_at=None if reached is None else int(reached * DAY),
        observed_for=90 * DAY,
        confounders=keen if isinstance(keen, tuple) else (keen,),
        segment=segment,
    )


def bank(rng, n=3000, *, truth=0.05, seen=True, mark=0.0):
    """Keen customers are called more often; who comes back early is called no more (immortal time).

    `mark`: how often the call is closed, and so recorded, because the papers arrive.
    """
    rows = []
    for number in range(n):
        keen = rng.random() < 0.4
        called = rng.random() < (0.8 if keen else 0.4)
        back, at = None, None
        if rng.random() < (0.25 if keen else 0.1):  # comes back by itself between days 7 and 14
            back = rng.uniform(7, 14)
            at = back - 0.01 if rng.random() < mark else None
        elif called:
            at = rng.uniform(7, 14)
        if back is None and rng.random() < (0.45 if keen else 0.15) + truth * called:
            back = rng.uniform(14, 44)
        name = ("keen" if keen else "cool") if seen else "same"
        rows.append(row(number, name, at, back, day=date(2026, 1, 5) + timedelta(days=number % 60)))
    return rows


def asked(firm, rows, rollout=CALLED, **said):
    signed = replace(
        firm.signed,
        measure=replace(firm.signed.measure, by=Span(seconds=44 * DAY), open_at=Span(seconds=7 * DAY)),
        guardrails=(),
    )
    subject = firm.automation(rollout=rollout, indicators=(signed,), **said)
    frames = {("follow-up", "signed"): CaseFrame(rows=tuple(rows), total=len(rows))}
    return firm.asked(subject, TODAY, {}, frames=frames)


def test_where_the_naive_gap_says_thirty_points_the_adjusted_one_says_the_five_that_are_true(firm):
    effect = asked(firm, bank(np.random.default_rng(1), 20_000, mark=0.95)).of("all")
    assert effect.naive == pytest.approx(0.30, abs=0.03)
    assert effect.estimate.low <= 0.05 <= effect.estimate.high
    assert effect.estimate.half_width < 0.02
    assert effect.method == "landmark-mantel-haenszel-1"
    assert effect.level - effect.counterfactual == pytest.approx(effect.estimate.value)


def test_the_grade_is_fair_when_nothing_is_missing_and_a_hold_out_would_lift_it(firm):
    asked_about = asked(firm, bank(np.random.default_rng(1)))
    effect = asked_about.of("all")
    assert effect.grade is Grade.C
    rules = {rule.code: rule for rule in effect.rules}
    assert all(
        rules[code].passed
        for code in ("adjusted", "overlap", "balanced", "enough_cases", "confounders_recorded")
    )
    assert rules["randomised"].lifts_to is Grade.A
    assert rules["adjusted"].details["names"] == ("keen",)
    assert rules["adjusted"].details["unadjusted"] > effect.estimate.value + 0.05
    assert rules["guardrail"].passed is False  # costs nothing: the design gives C at most


def test_a_mark_that_is_written_when_the_outcome_comes_leaves_the_figure_declared(firm):
    marked = asked(firm, bank(np.random.default_rng(1), mark=0.95))
    rule = marked.rule("mark_apart")
    assert (marked.of("all").grade, rule.passed, rule.lifts_to) == (Grade.D, False, Grade.C)
    assert rule.details["closed"] > 0.9
    assert rule.details["open"] < 0.7
    apart = asked(firm, bank(np.random.default_rng(1))).rule("mark_apart")
    assert (apart.passed, apart.details["closed"]) == (True, 0.0)


def test_early_cases_that_have_nobody_alike_among_the_open_ones_say_nothing_of_the_mark(firm):
    rows = [row(i, "keen", 8, 9) for i in range(40)]
    rows += [
        row(i, "a" if i % 3 else "b", 8 if i % 2 else None, 20 if i % 5 == 0 else None) for i in range(400)
    ]
    found = asked(firm, rows)
    assert (found.rule("mark_apart").passed, found.of("all").grade) == (None, Grade.C)


def test_calls_made_early_on_keen_customers_who_soon_come_back_are_still_apart(firm):
    """All calls on day 7, before anything: keen customers come back early and are called more often."""
    rng, rows = np.random.default_rng(2), []
    for number in range(4000):
        keen = rng.random() < 0.4
        at = 7.1 if rng.random() < (0.8 if keen else 0.4) else None
        back = rng.uniform(7.2, 44) if rng.random() < (0.7 if keen else 0.1) else None
        rows.append(row(number, "keen" if keen else "cool", at, back))
    rule = asked(firm, rows).rule("mark_apart")
    assert rule.passed
    assert rule.details["closed"] == pytest.approx(rule.details["open"], abs=0.05)


def test_nine_intervals_in_ten_hold_the_truth_and_one_in_ten_sees_an_effect_that_is_not_there(firm):
    rng = np.random.default_rng(7)
    found = [asked(firm, bank(rng, 900, truth=0.0)).of("all").estimate for _ in range(150)]
    inside = sum(e.low <= 0 <= e.high for e in found)
    assert 150 * 0.9 - 3 * 3.7 <= inside <= 150
    plain = replace(CALLED, confounders=())
    naive = [asked(firm, bank(rng, 900, truth=0.0), plain).of("all").estimate for _ in range(40)]
    assert sum(e.excludes_zero for e in naive) > 30  # the same worlds without the confounder


def test_an_undeclared_confounder_leaves_the_figure_declared(firm):
    effect = asked(firm, bank(np.random.default_rng(1)), replace(CALLED, confounders=())).of("all")
    assert effect.grade is Grade.D
    assert effect.hidden_cause.known is None
    same = asked(firm, bank(np.random.default_rng(1), seen=False)).of("all")
    assert same.grade is Grade.D  # an attribute that never varies adjusts nothing
    assert same.estimate == effect.estimate


def test_a_confounder_missing_in_one_case_in_sixteen_leaves_the_figure_declared(firm):
    rows = bank(np.random.default_rng(1))
    holes = [replace(r, confounders=("",)) if i % 16 == 0 else r for i, r in enumerate(rows)]
    asked_about = asked(firm, holes)
    assert asked_about.of("all").grade is Grade.D
    rule = asked_about.rule("confounders_recorded")
    assert (rule.passed, rule.lifts_to) == (False, Grade.C)
    assert rule.details["missing"] == pytest.approx(1 / 16, abs=0.01)
    unfilled = [replace(r, confounders=()) for r in rows]
    effect = asked(firm, unfilled).of("all")
    assert effect.grade is Grade.D
    assert {r.code: r.details for r in effect.rules}["confounders_recorded"]["missing"] == 1.0


def one_sided(share):
    """A share of the cases are of a kind that is always called; the others half."""
    n = 1000
    rows = [row(i, "always", 8, 20 if i % 3 else None) for i in range(int(n * share))]
    rest = range(len(rows), n)
    return rows + [row(i, "half", 8 if i % 2 else None, 20 if i % 5 < 2 else None) for i in rest]


def test_cases_that_have_nobody_alike_are_left_out_and_counted(firm):
    asked_about = asked(firm, one_sided(0.1))
    effect, rule = asked_about.of("all"), asked_about.rule("overlap")
    assert effect.grade is Grade.C
    assert (rule.details["left_out"], rule.passed) == (100, True)
    assert effect.n + effect.n_before == 900


def test_too_little_overlap_lowers_the_grade_and_almost_none_is_refused(firm):
    lowered = asked(firm, one_sided(0.3))
    assert (lowered.of("all").grade, lowered.rule("overlap").passed) == (Grade.D, False)
    refused = asked(firm, one_sided(0.6)).of("all")
    assert (refused.grade, refused.estimate.reason) == (Grade.E, "no_overlap")
    assert refused.estimate.details["needed"] == 0.5
    nobody = [row(i, "yes" if i % 2 else "no", 8 if i % 2 else None, 20) for i in range(400)]
    assert asked(firm, nobody).of("all").estimate.details == {"share": 0.0, "needed": 0.5}


def test_a_quantity_is_weighted_by_a_model_and_the_kind_of_case_and_the_season_are_adjusted_too(firm):
    rng = np.random.default_rng(3)
    rows = []
    for number in range(4000):
        amount, b2b, quarter = rng.lognormal(8, 1), rng.random() < 0.5, number % 2
        lean = (np.log(amount) - 8) + b2b - quarter
        called = rng.random() < 1 / (1 + np.exp(-lean))
        signed = rng.random() < min(max(0.3 + 0.1 * lean, 0.02), 0.9) + 0.05 * called
        day = date(2026, 2, 1) if quarter else date(2026, 4, 20)
        segment = "B2B" if b2b else "B2C"
        at, back = 8 if called else None, 20 if signed else None
        rows.append(row(number, (f"{amount:.2f}",), at, back, segment=segment, day=day))
    effect = asked(firm, rows, replace(CALLED, confounders=("amount",))).of("all")
    assert effect.method == "landmark-overlap-1"
    assert effect.grade is Grade.C
    assert effect.estimate.low <= 0.05 <= effect.estimate.high
    assert effect.naive > effect.estimate.high
    assert effect.hidden_cause.known_name == "amount"


def test_the_effect_is_told_by_kind_of_case_too(firm):
    rows = [
        row(
            i, "keen" if i % 3 else "cool", 8 if i % 2 else None, 20 if i % 7 < 2 + i % 2 else None, segment=s
        )
        for s in ("B2B", "B2C")
        for i in range(400)
    ]
    found = asked(firm, rows, segments=("client",)).of("all").segments
    assert {s.segment for s in found.segments} == {"B2B", "B2C"}
    assert {s.grade for s in found.segments} == {Grade.C}


# The pure parts


def confounded(rng, n):
    level = rng.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])
    got = rng.random(n) < np.array([0.2, 0.4, 0.6, 0.8])[level]
    reached = rng.random(n) < np.array([0.1, 0.2, 0.3, 0.5])[level]
    return Factor(name="x", level=level.astype(np.int64), levels=4, missing=0.0), got, reached


def test_overlap_weights_of_a_full_model_are_mantel_and_haenszel_s():
    factor, got, reached = confounded(np.random.default_rng(0), 600)
    within = stratified(got, reached, factor.level)
    model = weighted(got, reached, columns_of([factor]))
    assert model.gap == pytest.approx(within.gap, abs=1e-9)
    assert model.treated == pytest.approx(within.treated, abs=1e-9)
    assert model.error == pytest.approx(within.error, rel=0.03)  # two variances, one asymptotic limit


def test_one_stratum_is_the_raw_gap_with_the_usual_error():
    got, reached = np.arange(200) < 80, np.arange(200) % 4 == 0
    found = stratified(got, reached, np.zeros(200, dtype=np.int64))
    one, two = reached[got].mean(), reached[~got].mean()
    assert found.gap == pytest.approx(one - two)
    assert found.error == pytest.approx(np.sqrt(one * (1 - one) / 80 + two * (1 - two) / 120), rel=0.02)


@pytest.mark.parametrize("road", ["strata", "model"])
def test_the_errors_are_the_spread_of_repeated_worlds(road):
    rng = np.random.default_rng(1)
    gaps, errors = [], []
    for _ in range(400):
        factor, got, reached = confounded(rng, 300)
        made = (
            stratified(got, reached, factor.level)
            if road == "strata"
            else weighted(got, reached, columns_of([factor]))
        )
        gaps.append(made.gap)
        errors.append(made.error)
    # The spread of 400 gaps is known within 3.5 %, thrice that is allowed.
    assert np.mean(errors) == pytest.approx(np.std(gaps), rel=0.11)
    assert abs(np.mean(gaps)) < 3 * np.std(gaps) / 20


def test_the_chances_are_those_of_statsmodels():
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm

        rng = np.random.default_rng(2)
        design = np.column_stack([np.ones(500), rng.normal(size=(500, 3))])
        got = rng.random(500) < 1 / (1 + np.exp(-design @ [0.3, 1.0, -0.5, 0.0]))
        peer = sm.Logit(got.astype(float), design).fit(disp=0).predict()
    np.testing.assert_allclose(chances(design, got), peer, atol=1e-7)


def test_a_model_that_separates_the_kinds_leaves_no_case_to_compare():
    got = np.arange(200) < 100
    assert weighted(got, np.arange(200) % 2 == 0, got[:, None].astype(float)) is None
    assert not in_both(got.astype(float), got).any()


def test_columns_that_say_the_same_twice_change_nothing():
    factor, got, reached = confounded(np.random.default_rng(5), 400)
    once = columns_of([factor])
    assert weighted(got, reached, np.hstack([once, once])).gap == pytest.approx(
        weighted(got, reached, once).gap, abs=1e-9
    )


def test_without_any_success_the_interval_still_has_a_width():
    factor, got, _ = confounded(np.random.default_rng(0), 300)
    nothing = np.zeros(300, dtype=np.bool_)
    for made in (stratified(got, nothing, factor.level), weighted(got, nothing, columns_of([factor]))):
        assert made.gap == 0
        assert made.interval().low < -0.005 < 0.005 < made.interval().high
        assert made.error > 0


def test_strata_that_hold_one_kind_only_compare_nothing():
    got = np.arange(10) < 5
    assert stratified(got, got, got.astype(np.int64)) is None


def test_weighting_makes_the_kinds_alike_and_what_it_leaves_is_measured():
    factor, got, reached = confounded(np.random.default_rng(0), 2000)
    made = stratified(got, reached, factor.level)
    assert balance_of([factor], got, made.weight).worst == pytest.approx(0, abs=1e-12)
    raw = balance_of([factor], got, np.ones(2000))
    assert raw.worst == raw.before
    assert raw.worst > 0.5 > raw.limit


def test_a_pair_of_confounders_that_the_model_forgets_is_seen():
    """Called when keen or rich but not both: each alone is balanced, the pair is not."""
    rng = np.random.default_rng(0)
    keen, rich = rng.random((2, 3000)) < 0.5
    got = rng.random(3000) < np.where(keen ^ rich, 0.8, 0.2)
    factors = [
        Factor(name=name, level=level.astype(np.int64), levels=2, missing=0.0)
        for name, level in (("keen", keen), ("rich", rich))
    ]
    made = weighted(got, got, columns_of(factors))
    balance = balance_of(factors, got, made.weight)
    assert balance.worst > 0.5 > balance.limit
    assert balance_of([*factors[:1]], got, made.weight).worst < 1e-6


def test_effective_sizes_are_the_sizes_when_all_weigh_the_same():
    assert effective_sizes(np.full(10, 0.3), np.arange(10) < 4) == (pytest.approx(4), pytest.approx(6))


def told(values, **more):
    return [replace(row(i, (v,), None, None), **more) for i, v in enumerate(values)]


def test_quantities_are_cut_into_fifths_and_ranked():
    rows = told([str(v) for v in range(100)] + [""])
    (amount, *_) = factors_of(rows, ("amount",))
    assert amount.levels == 6  # five, and not said
    assert np.bincount(amount.level).tolist() == [1, 20, 20, 20, 20, 20]
    assert amount.missing == pytest.approx(1 / 101)
    assert amount.rank[0] == pytest.approx(-0.99)
    assert amount.rank[100] == 0
    assert columns_of([amount]).shape == (101, 6)


def test_rare_values_are_pooled_and_text_that_is_no_number_is_a_category():
    rows = told(["a"] * 30 + ["b"] * 25 + [f"rare {i}" for i in range(10)])
    (kind,) = factors_of(rows, ("kind",))
    assert (kind.levels, kind.rank) == (3, None)
    infinite = told([str(v) for v in range(20)] + ["inf"])
    assert factors_of(infinite, ("x",))[0].rank is None


def test_a_segment_and_a_quarter_are_factors_where_they_vary():
    rows = told(["a", "b"] * 20) + told(["a", "b"] * 20, anchor_day=date(2026, 4, 1))
    assert [factor.name for factor in factors_of(rows, ("x",))] == ["x", "quarter"]
    rows = told(["a", "b"] * 20, segment="B2B") + told(["a", "b"] * 20, segment=" · ")
    assert [factor.name for factor in factors_of(rows, ("x",))] == ["x", "segment"]


def test_strata_are_used_when_they_are_filled_whatever_the_outcome():
    factor, got, _ = confounded(np.random.default_rng(0), 600)
    assert few_and_filled([factor], crossed([factor]), got)
    assert not few_and_filled([factor], crossed([factor]), np.arange(600) < 4)
    assert not few_and_filled([replace(factor, rank=np.zeros(600))], factor.level, got)
