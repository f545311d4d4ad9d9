from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.segments.by_segment import restricted
from retour.effect.segments.shrink import discoveries, heterogeneity, shrunk, two_sided
from retour.effect.segments.simulation import simulated
from retour.kpi.cells import Cells
from retour.quantity import Span
from retour.register.automation import Rollout, RolloutKind

TODAY = date(2026, 9, 1)
DRAWN = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 5, 11), treated_share=0.5)


def normal(k, seed):
    rng = np.random.default_rng(seed)
    return lambda: rng.normal(5, 5, k)


def test_the_best_of_twenty_segments_is_announced_at_its_truth():
    found = simulated(normal(20, 1), np.random.default_rng(2), worlds=600)
    assert found.best_over_raw > 15  # "our best segment": 17 points too good
    assert abs(found.best_over_shrunk) <= 0.5
    assert found.rmse_raw == pytest.approx(9.3, abs=0.3)
    assert found.rmse_shrunk == pytest.approx(4.5, abs=0.2)
    assert 0.87 <= found.coverage <= 0.91
    assert 0.86 <= found.best_coverage <= 0.93


@pytest.mark.parametrize("k", [2, 3, 5])
def test_with_few_segments_nine_shrunken_intervals_in_ten_hold_the_truth(k):
    found = simulated(normal(k, k), np.random.default_rng(9), worlds=600)
    assert 0.88 <= found.coverage <= 0.95
    assert found.rmse_shrunk < 0.9 * found.rmse_raw
    assert found.best_over_shrunk < found.best_over_raw / 2


@pytest.mark.parametrize(("k", "gap", "least"), [(2, 0, 0.92), (2, 5, 0.86), (2, 20, 0.83), (20, 20, 0.87)])
def test_fixed_truths_equal_or_opposite_are_still_mostly_inside(k, gap, least):
    truth = gap * np.where(np.arange(k) % 2, 1.0, -1.0)
    found = simulated(lambda: truth, np.random.default_rng(3), worlds=400)
    assert found.coverage >= least


def test_two_segments_measured_well_keep_their_own_effects():
    found = shrunk(np.array([10.0, -10.0]), np.array([0.5, 0.5]))
    np.testing.assert_allclose(found.value, [10, -10], atol=0.1)
    assert found.low[0] < 10 < found.high[0] < 11.2


def test_an_effect_known_badly_is_drawn_more_than_one_known_well():
    found = shrunk(np.array([2.0, 12.0, 0.0, 1.0]), np.array([1.0, 12.0, 1.0, 1.0]))
    assert 0 < found.value[1] < 4
    assert abs(found.value[0] - 2.0) < 0.8
    assert found.high[1] - found.low[1] > found.high[0] - found.low[0]


def test_segments_that_share_a_past_are_not_known_better_than_their_whole():
    values, errors = np.zeros(20), np.full(20, 3.0)
    alone, together = shrunk(values, errors), shrunk(values, errors, common_error=2.0)
    assert together.high.max() > alone.high.max()
    assert together.high.min() >= 1.645 * 2.0


def test_the_posterior_is_the_one_of_brute_force():
    values, errors = np.array([4.0, -3.0, 9.0]), np.array([2.0, 5.0, 3.0])
    rng = np.random.default_rng(0)
    scale = 1.5 * np.sqrt((errors**2).mean())
    spread = np.abs(scale * np.tan(np.pi / 2 * rng.random(400_000)))
    centre = rng.uniform(-60, 60, len(spread))
    total = errors**2 + spread[:, None] ** 2
    weight = np.exp(-((values - centre[:, None]) ** 2 / total + np.log(total)).sum(axis=1) / 2)
    part = spread[:, None] ** 2 / total
    truth = weight @ (part * values + (1 - part) * centre[:, None]) / weight.sum()
    np.testing.assert_allclose(shrunk(values, errors).value, truth, atol=0.1)


def test_false_discoveries_are_counted_as_benjamini_and_hochberg_do():
    published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    published += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    # Benjamini & Hochberg (1995), section 4.1: the four smallest at 5 %.
    assert discoveries(np.array(published), rate=0.05).tolist() == [True] * 4 + [False] * 11
    assert discoveries(np.array([0.5])).tolist() == [False]
    assert discoveries(np.array([])).tolist() == []


def test_twenty_segments_where_nothing_happens_announce_one_at_most_one_time_in_ten():
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(1000):
        errors = rng.uniform(2, 15, 20)
        values = errors * rng.normal(size=20)
        alarms += bool(discoveries(two_sided(values, errors)).any())
    assert alarms <= 100 + 2 * 9.5  # ten per cent, and what chance adds over 1,000 worlds


# From the cells


def arms(firm, rates, *, per_day=8, days=90, seed=0):
    """Cells drawn in two arms for each segment: {segment: (share treated, share of the others)}."""
    found: Cells | None = None
    rng = np.random.default_rng(seed)
    start = date(2026, 5, 11)
    for segment, shares in rates.items():
        for arm, share in zip(("treated", "control"), shares, strict=True):
            n = np.full(days, per_day)
            total = rng.binomial(n, share)
            made = firm.cells(
                [start + timedelta(days=i) for i in range(days)],
                n.tolist(),
                total.tolist(),
                arm=(arm,) * days,
                segment=(segment,) * days,
            )
            found = made if found is None else firm.joined(found, made)
    return found


def drawn(firm, rates, **how):
    subject = firm.automation(rollout=DRAWN, segments=("client",))
    return firm.asked(subject, TODAY, {"signed": arms(firm, rates, **how)}).of("all")


def test_b2b_gains_and_b2c_loses_and_both_are_said(firm):
    effect = drawn(firm, {"B2B": (0.45, 0.30), "B2C": (0.20, 0.32)}, per_day=20)
    best, worst = effect.segments.segments
    assert (best.segment, worst.segment) == ("B2B", "B2C")
    assert best.shrunk.low > 0 > worst.shrunk.high
    assert best.shrunk.value < best.raw.value
    assert best.discovered
    assert worst.discovered
    assert effect.segments.opposite
    assert effect.segments.alike_p < 0.001
    assert best.grade == effect.grade


def test_twenty_drawn_segments_where_nothing_happens_announce_one_at_most_one_time_in_ten(firm):
    alarms = 0
    for seed in range(25):
        rates = dict.fromkeys((f"kind {i}" for i in range(20)), (0.3, 0.3))
        found = drawn(firm, rates, per_day=4, days=30, seed=seed).segments
        assert len(found.segments) == 20
        alarms += any(s.discovered for s in found.segments)
    assert alarms <= 2.5 + 2 * 1.5


def test_the_whole_is_the_same_with_segments_and_without(firm):
    rates = {"B2B": (0.45, 0.30), "B2C": (0.20, 0.32)}
    cut = drawn(firm, rates)
    plain = replace(arms(firm, rates), segment=("",) * len(arms(firm, rates)))
    whole = firm.asked(firm.automation(rollout=DRAWN), TODAY, {"signed": plain}).of("all")
    assert cut.estimate == whole.estimate
    np.testing.assert_array_equal(cut.draws, whole.draws)
    assert whole.segments is None


def test_a_segment_with_too_few_cases_is_named_and_one_of_a_few_persons_is_only_counted(firm):
    rates = {"B2B": (0.45, 0.30), "B2C": (0.20, 0.32)}
    big = arms(firm, rates)
    small = arms(firm, {"Town halls": (0.3, 0.3)}, per_day=1, days=10)
    lopsided = arms(firm, {"Schools": (0.3, 0.3)}, per_day=3, days=28)
    mostly = lopsided.where(np.arange(len(lopsided)) < 33)  # 84 treated, 15 in the other arm
    person = arms(firm, {"M. Untel": (0.3, 0.3)}, per_day=1, days=2)
    cells = firm.joined(firm.joined(firm.joined(big, small), person), mostly)
    subject = firm.automation(rollout=DRAWN, segments=("client",))
    found = firm.asked(subject, TODAY, {"signed": cells}).of("all").segments
    assert {s.segment for s in found.segments} == {"B2B", "B2C"}
    assert set(found.too_small) == {"Town halls", "Schools"}
    assert found.unnamed == 1


def test_one_segment_alone_is_said_as_it_is(firm):
    found = drawn(firm, {"B2B": (0.45, 0.30), "": (0.3, 0.3), " · ": (0.3, 0.3)}).segments
    (only,) = found.segments
    assert (only.segment, only.shrunk) == ("B2B", only.raw)
    assert (found.spread, found.alike_p, found.opposite) == (None, None, False)


def test_at_most_fifty_segments_are_read(firm):
    found = drawn(firm, {f"kind {i:02}": (0.3, 0.3) for i in range(55)}, per_day=4, days=30).segments
    assert len(found.segments) + len(found.too_small) == 50
    assert found.unnamed == 5


def test_only_the_main_indicator_is_cut_by_segment(firm):
    cells = arms(firm, {"B2B": (0.45, 0.30), "B2C": (0.20, 0.32)})
    subject = firm.automation(rollout=DRAWN, segments=("client",))
    asked = firm.asked(subject, TODAY, {"signed": cells, "complaint": cells})
    assert asked.of("all").segments is not None
    assert asked.of("all", "complaint").segments is None


def test_no_whole_no_segments(firm):
    cells = arms(firm, {"B2B": (0.45, 0.30), "B2C": (0.20, 0.32)}, days=10)
    subject = firm.automation(rollout=DRAWN, segments=("client",))
    early = firm.asked(subject, date(2026, 5, 20), {"signed": cells}).of("all")
    assert early.segments is None


def test_segments_of_a_single_series_are_each_read_against_their_own_past(firm):
    start, end = date(2025, 1, 1), date(2026, 9, 1)

    def share(after):
        return lambda day: 0.3 if day < firm.go_live else after

    parts = [
        replace(firm.drawn(share(after), start=start, end=end, per_day=30, seed=seed), segment=(name,) * 608)
        for seed, (name, after) in enumerate({"B2B": 0.5, "B2C": 0.3}.items())
    ]
    signed = replace(firm.signed, measure=replace(firm.signed.measure, by=Span(seconds=86_400)))
    subject = firm.automation(segments=("client",), indicators=(signed, firm.complaint))
    effect = firm.asked(subject, TODAY, {"signed": firm.joined(*parts)}).of("all")
    best, other = effect.segments.segments
    assert (best.segment, other.segment) == ("B2B", "B2C")
    assert best.discovered
    assert not other.discovered
    assert best.shrunk.low <= 0.2 <= best.shrunk.high
    assert other.shrunk.low <= 0.0 <= other.shrunk.high


def test_a_question_about_one_segment_has_its_cases_only(firm):
    from retour.effect.question import Question
    from retour.kpi.cells import CaseFrame, CaseRow
    from retour.kpi.dossier import Dossier
    from retour.register.workspace import Register

    subject = firm.automation(rollout=DRAWN)
    rows = tuple(
        CaseRow(
            case=name,
            anchor_day=TODAY,
            treated_at=None,
            reached_at=None,
            observed_for=1,
            segment=name,
        )
        for name in ("B2B", "B2C")
    )
    key = ("follow-up", "signed")
    cells = arms(firm, {"B2B": (0.4, 0.3), "B2C": (0.2, 0.3)})
    dossier = Dossier(
        register=Register(name="Firm", automations=(subject,)),
        cells={key: cells},
        frames={key: CaseFrame(rows=rows, total=2)},
    )
    question = Question(
        automation=subject,
        indicator=firm.signed,
        dossier=dossier,
        today=TODAY,
        rng=np.random.default_rng(1),
    )
    alone = restricted(question, "B2B")
    assert set(alone.cells.segment) == {"B2B"}
    assert [row.case for row in alone.dossier.frames[key].rows] == ["B2B"]
    assert alone.dossier.frames[key].total == 1


def test_heterogeneity_of_equal_effects_is_none():
    found = heterogeneity(np.array([5.0, 5.0, 5.0]), np.array([1.0, 2.0, 3.0]))
    assert (found.q, found.p, found.spread) == (0.0, 1.0, 0.0)
