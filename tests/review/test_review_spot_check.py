"""Ten cases read by a person: the draw, the exact interval against others, and what O5 makes of it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from report.assessments import TODAY, assessment, quotes
from retour.assessment.assess import reviewed
from retour.audit.result import Status
from retour.audit.spot_check import TEN, drawn, salt_of, spot_check
from retour.quantity import Grade, Unknown
from retour.register.automation import Review, SpotCase
from retour.watch.exact import exact

CASES = [f"case-{n:03d}" for n in range(60)]
RIGHT, WRONG, ODD = "right", "wrong", "unexpected"


def review(*found: str, at: date = TODAY, first: int = 0, **answers: str) -> Review:
    """A review at which the first cases were found so."""
    read = tuple(SpotCase(case=CASES[first + i], found=one) for i, one in enumerate(found))
    return Review(automation="quotes", at=at, by="lea", spot_check=read, answers=answers)


def o5(*reviews: Review):
    now = assessment(replace(quotes(), voice=()))
    for one in reviews:
        now = reviewed(now, one)
    return now.sheet("quotes")


@pytest.mark.parametrize("hits", range(11))
def test_the_interval_is_the_exact_one_of_scipy_and_statsmodels(hits: int):
    ours = exact(hits, 10)
    theirs = stats.binomtest(hits, 10).proportion_ci(0.90, method="exact")
    beta = proportion_confint(hits, 10, alpha=0.10, method="beta")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert (ours.low, ours.high) == pytest.approx(beta, abs=1e-12)


def test_ten_right_out_of_ten_leave_a_quarter_possible():
    found = exact(0, 10)
    assert (found.value, found.low, found.high) == (0.0, 0.0, pytest.approx(1 - 0.05**0.1))


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no_trial"):
        exact(0, 0)


def test_the_same_review_and_seed_draw_the_same_ten_whatever_the_order_of_the_export():
    salt = salt_of(review(), seed=7)
    assert drawn(CASES, salt=salt) == drawn(reversed(CASES), salt=salt)
    assert len(set(drawn(CASES * 3, salt=salt))) == TEN


def test_another_review_or_another_seed_draws_others():
    one, other = review(), review(at=TODAY + timedelta(days=91))
    draws = {drawn(CASES, salt=salt_of(r, seed=seed)) for r in (one, other) for seed in (7, 8)}
    assert len(draws) == 4


def test_a_case_that_arrives_later_moves_one_other_out_at_most():
    salt = salt_of(review(), seed=7)
    before = set(drawn(CASES, salt=salt))
    for late in (f"late-{n}" for n in range(50)):
        assert len(before - set(drawn([*CASES, late], salt=salt))) <= 1


def test_every_case_has_the_same_chance():
    draws = Counter(case for seed in range(3000) for case in drawn(CASES, salt=f"{seed}:quotes:2026-11-22"))
    share = TEN / len(CASES)
    variance = 3000 * share * (1 - share) * len(CASES) / (len(CASES) - 1)
    spread = sum((draws[case] - 3000 * share) ** 2 for case in CASES) / variance
    assert stats.chi2.sf(spread, len(CASES) - 1) > 0.001


def test_fewer_cases_than_ten_are_all_drawn():
    assert set(drawn(CASES[:4], salt="x")) == set(CASES[:4])


def test_a_case_read_twice_counts_once_as_it_was_read_last():
    found = spot_check([review(WRONG, ODD, at=TODAY), review(RIGHT, at=TODAY - timedelta(days=30))])
    assert (found.right, found.wrong, found.unexpected, found.at) == (0, 1, 1, TODAY)


def test_nine_cases_do_not_answer():
    sheet = o5(review(*[RIGHT] * 9))
    assert sheet.audit.check("O5").status is Status.UNKNOWN
    assert sheet.figures["quotes/ground/error_rate"].value == Unknown("too_few_read")
    assert sheet.figures["quotes/ground/error_rate"].grade is Grade.E


@pytest.mark.parametrize(
    ("found", "status", "reason"),
    [
        ([RIGHT] * 10, Status.PASS, "read_right"),
        ([RIGHT] * 8 + [ODD] * 2, Status.PASS, "read_right"),
        ([RIGHT] * 9 + [WRONG], Status.PARTIAL, "read_some_wrong"),
        ([RIGHT] * 7 + [WRONG] * 3, Status.PARTIAL, "read_some_wrong"),  # lower end 8.7 %
        ([RIGHT] * 6 + [WRONG] * 4, Status.FAIL, "read_wrong"),  # 15 %
    ],
)
def test_ten_cases_answer(found: list[str], status: Status, reason: str):
    check = o5(review(*found)).audit.check("O5")
    assert (check.status, check.reason) == (status, reason)


def test_a_bare_answer_does_not_stand_before_the_cases_read():
    check = o5(review(*[RIGHT] * 6, *[WRONG] * 4, O5="pass")).audit.check("O5")
    assert check.status is Status.FAIL


def test_readings_of_the_quarter_add_up_and_older_ones_are_forgotten():
    halves = review(*[RIGHT] * 5), review(*[RIGHT] * 5, at=TODAY - timedelta(days=60), first=5)
    assert o5(*halves).audit.check("O5").status is Status.PASS
    old = review(*[RIGHT] * 10, at=TODAY - timedelta(days=101))
    assert o5(old).audit.check("O5").status is Status.UNKNOWN


def test_the_figure_of_the_error_rate_is_the_one_of_the_check():
    sheet = o5(review(*[RIGHT] * 9, WRONG))
    figure, check = sheet.figures["quotes/ground/error_rate"], sheet.audit.check("O5")
    assert check.evidence == ("quotes/ground/error_rate",)
    said = (check.details["low"], check.details["high"])
    assert said == (round(figure.value.low, 2), round(figure.value.high, 2)) == (0.01, 0.39)
    assert sheet.figures["quotes/ground/wrong"].point == 1


def test_wrong_cases_are_a_reason_beside_the_decision():
    reasons = [r.code for r in o5(review(*[WRONG] * 10)).verdict.reasons]
    assert "people.read_wrong" in reasons
