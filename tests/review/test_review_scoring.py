"""Forecasts against what came: published examples, every case by hand, and a world whose truth is known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import numpy as np
import pytest

from report.assessments import TODAY, assessment, firm, quotes
from retour.quantity import DeclaredRange, Estimate, Grade, Unknown
from retour.review import log
from retour.review.log import Kind, Statement
from retour.review.promise import Card, promise_statement
from retour.review.scoring import (
    FEW,
    About,
    Came,
    Forecast,
    Held,
    Score,
    base_score,
    brier,
    forecasts_of,
    ranges_of,
    score_of,
    scores,
)

THEN = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def chained(*statements: Statement) -> tuple[log.Entry, ...]:
    entries: list[log.Entry] = []
    for statement in statements:
        entries.append(log.sealed(statement, after=entries[-1] if entries else None, recorded=NOW))
    return tuple(entries)


def review(chance: float, *, by: str = "Camille", at: date = THEN, **net: object) -> Statement:
    """A signed review that says P(net > 0), with the net that was recorded then."""
    figures = {"quotes/worth/net": {"unit": "money_per_month", "grade": "D", "unknown": "no", **net}}
    return Statement(
        kind=Kind.REVIEW,
        automation="quotes",
        at=at,
        by=by,
        said={"chances": {"net": chance}, "figures": figures},
    )


def today(net: object, grade: Grade = Grade.C):
    sheet = quotes()
    figure = replace(sheet.figures["quotes/worth/net"], value=net, grade=grade)
    return assessment(replace(sheet, figures={**sheet.figures, "quotes/worth/net": figure}))


def forecast(chance: float, came: Came) -> Forecast:
    return Forecast(author="A", automation="x", at=THEN, about=About.NET, chance=chance, came=came, number=1)


@pytest.mark.parametrize(
    ("chance", "came", "score"),
    # The examples of the encyclopaedia article on the Brier score: 70 % of rain, and so on.
    [
        (1.0, True, 0.0),
        (1.0, False, 1.0),
        (0.7, True, 0.09),
        (0.7, False, 0.49),
        (0.3, True, 0.49),
        (0.5, True, 0.25),
    ],
)
def test_one_forecast_scores_as_in_the_published_examples(chance, came, score):
    assert brier([(chance, came)]) == pytest.approx(score)


def test_several_forecasts_score_their_mean_whatever_their_order():
    pairs = [(0.9, True), (0.8, True), (0.6, False), (0.3, False)]
    by_hand = (0.1**2 + 0.2**2 + 0.6**2 + 0.3**2) / 4
    assert brier(pairs) == brier(pairs[::-1]) == pytest.approx(by_hand)
    assert base_score(pairs) == pytest.approx(0.25)


def test_always_saying_the_base_rate_scores_what_the_base_score_says():
    for outcomes in product((True, False), repeat=5):
        rate = sum(outcomes) / 5
        always = [(rate, came) for came in outcomes]
        assert base_score(always) == pytest.approx(brier(always))


def test_no_constant_forecast_does_better_than_the_base_rate():
    outcomes = (True, True, False, True, False, False, True)
    constants = [brier([(p, came) for came in outcomes]) for p in np.linspace(0, 1, 1001)]
    assert base_score([(0.0, came) for came in outcomes]) == pytest.approx(min(constants), abs=1e-6)


@pytest.mark.parametrize(
    ("net", "grade", "came"),
    [
        (Estimate(500, 100, 900), Grade.C, Came.TRUE),
        (Estimate(500, 100, 900), Grade.A, Came.TRUE),
        (Estimate(-500, -900, -100), Grade.B, Came.FALSE),
        (Estimate(500, -100, 900), Grade.A, Came.UNDECIDED),  # the interval holds nought
        (Estimate(500, 100, 900), Grade.D, Came.UNDECIDED),  # declared is no evidence
        (DeclaredRange(100, 500, 900), Grade.D, Came.UNDECIDED),
        (Unknown("costs_not_said"), Grade.E, Came.UNDECIDED),
    ],
)
def test_a_review_s_probability_is_settled_by_evidence_only(net, grade, came):
    (found,) = forecasts_of(chained(review(0.8)), today(net, grade))
    assert (found.about, found.chance, found.came) == (About.NET, 0.8, came)


def test_what_was_already_established_is_no_forecast():
    known = review(0.99, value=500, low=100, high=900, level=0.9, grade="C", unknown=None)
    raw = dict(known.said["figures"]["quotes/worth/net"])  # type: ignore[index]
    del raw["unknown"]
    said = {**known.said, "figures": {"quotes/worth/net": raw}}
    (found,) = forecasts_of(chained(replace(known, said=said)), today(Estimate(500, 100, 900)))
    assert found.came is Came.KNOWN
    assert score_of("A", [found], []).scored == 0


def test_evidence_of_the_same_day_or_before_settles_nothing():
    (found,) = forecasts_of(chained(review(0.8, at=TODAY)), today(Estimate(500, 100, 900)))
    assert found.came is Came.UNDECIDED


def test_an_automation_that_is_gone_is_settled_by_the_last_review_signed_after():
    later = Statement(
        kind=Kind.REVIEW,
        automation="gone",
        at=date(2026, 8, 3),
        by="Léa",
        said={
            "chances": {"net": 0.1},
            "figures": {
                "gone/worth/net": {"value": -50, "low": -90, "high": -10, "level": 0.9, "grade": "C"}
            },
        },
    )
    before = replace(review(0.8), automation="gone")
    first, second = forecasts_of(chained(before, later), firm())
    assert (first.came, second.came) == (Came.FALSE, Came.KNOWN)


@pytest.mark.parametrize(
    ("low", "high", "came", "held"),
    [
        (0.03, 0.09, Came.TRUE, Held.YES),
        (0.03, 0.20, Came.TRUE, Held.UNDECIDED),
        (0.11, 0.20, Came.TRUE, Held.NO),
        (0.00, 0.01, Came.FALSE, Held.NO),
        (0.01, 0.05, Came.UNDECIDED, Held.UNDECIDED),
    ],
)
def test_a_promise_is_settled_at_its_low_end_and_its_range_by_the_whole_interval(low, high, came, held):
    sheet = quotes()
    key = next(k for k in sheet.figures if k.startswith("quotes/effect/signed_late"))
    card = Card(by="Camille", due=date(2026, 11, 1), gain=DeclaredRange(0.02, 0.06, 0.10), chance=0.7)
    entries = chained(promise_statement(card, sheet, at=THEN, digest=""))
    measured = replace(sheet.figures[key], value=Estimate((low + high) / 2, low, high), grade=Grade.C)
    now = assessment(replace(sheet, figures={**sheet.figures, key: measured}))
    (found,) = forecasts_of(entries, now)
    assert (found.about, found.came) == (About.GAIN, came)
    assert list(ranges_of(entries, now)) == [("Camille", held)]


def test_below_five_settled_forecasts_only_their_number_is_said():
    four = [forecast(0.7, Came.TRUE)] * 4 + [forecast(0.9, Came.UNDECIDED)] * 3 + [forecast(0.99, Came.KNOWN)]
    few = score_of("A", four, [Held.YES, Held.UNDECIDED])
    assert few == Score(
        author="A",
        said=8,
        scored=4,
        undecided=3,
        known=1,
        brier=None,
        base=None,
        ranges=2,
        ranges_decided=1,
        ranges_held=1,
    )
    enough = score_of("A", [*four, forecast(0.7, Came.FALSE)], [])
    assert enough.scored == FEW
    assert enough.brier == pytest.approx((4 * 0.09 + 0.49) / 5)
    assert enough.base == pytest.approx(0.8 * 0.2)


def test_authors_stand_in_alphabetical_order_whatever_they_score():
    worst = [review(0.01, by="Zoé")] * 5 + [review(0.99, by="albert")] * 5
    best = [review(0.99, by="Zoé")] * 5 + [review(0.01, by="albert")] * 5
    for said in (worst, best):
        found = scores(chained(*said), today(Estimate(500, 100, 900)))
        assert [s.author for s in found] == ["albert", "Zoé"]


def test_a_calibrated_author_scores_what_theory_says_and_an_overconfident_one_more():
    """E[(p - o)^2] = p (1 - p) when o comes true p times in a hundred; variance p (1 - p) (1 - 2p)^2."""
    rng = np.random.default_rng(20261125)
    chances = rng.uniform(0.05, 0.95, 20_000)
    came = rng.random(20_000) < chances
    found = score_of("A", [_told(p, c) for p, c in zip(chances, came, strict=True)], [])
    expected = float((chances * (1 - chances)).mean())
    error = float(np.sqrt((chances * (1 - chances) * (1 - 2 * chances) ** 2).sum())) / len(chances)
    assert found.brier == pytest.approx(expected, abs=4 * error)
    bold = np.where(chances > 0.5, 0.95, 0.05)
    overconfident = score_of("A", [_told(p, c) for p, c in zip(bold, came, strict=True)], [])
    excess = float(((bold - chances) ** 2).mean())
    assert overconfident.brier == pytest.approx(expected + excess, abs=0.01)
    assert found.base == pytest.approx(float(came.mean() * (1 - came.mean())))


def _told(chance: float, came: bool) -> Forecast:  # noqa: FBT001  a pair
    return forecast(float(chance), Came.TRUE if came else Came.FALSE)
