"""A promise comes back on its day beside what happened, with its figures, and is judged by rule."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from report.assessments import TODAY, quotes
from retour.assessment.result import Sheet
from retour.quantity import DeclaredRange, Estimate, Grade, Unit, Unknown
from retour.register.automation import Status
from retour.review import log
from retour.review.promise import (
    Became,
    Card,
    Promise,
    in_effect_unit,
    outcome_of,
    outcome_statement,
    promise_of,
    promise_statement,
    promises_of,
    returned,
    unsigned_because,
)

SIGNED = date(2026, 3, 2)
DUE = date(2026, 11, 20)
CARD = Card(by="Camille Morel", due=DUE, gain=DeclaredRange(0.02, 0.06, 0.10), chance=0.7)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def effect_key(sheet: Sheet) -> str:
    return next(key for key in sheet.figures if key.startswith("quotes/effect/signed_late"))


def with_effect(value: object, grade: Grade = Grade.B) -> Sheet:
    """The quotes' sheet with another effect on its main indicator."""
    sheet = quotes()
    key = effect_key(sheet)
    figure = replace(sheet.figures[key], value=value, grade=grade)
    return replace(sheet, figures={**sheet.figures, key: figure})


def promised(card: Card = CARD) -> log.Entry:
    statement = promise_statement(card, quotes(), at=SIGNED, digest="abc")
    return log.sealed(statement, after=None, recorded=NOW)


def promise(card: Card = CARD) -> Promise:
    found = promise_of(promised(card))
    assert found is not None
    return found


def test_a_promise_read_back_from_its_line_of_the_log_is_the_one_that_was_signed():
    entries, problems = log.read(promised().line + "\n")
    (found,) = promises_of(entries)
    assert problems == ()
    assert (found.by, found.at, found.due) == ("Camille Morel", SIGNED, DUE)
    assert (found.gain, found.unit, found.chance) == (CARD.gain, Unit.POINTS, 0.7)
    assert (found.indicator, found.number, found.seal) == ("signed_late", 1, entries[0].seal)
    net = quotes().figures["quotes/worth/net"]
    assert (found.worth, found.worth_grade) == (net.value, net.grade)


@pytest.mark.parametrize(
    ("low", "high", "became", "why"),
    [
        (0.023, 0.053, Became.KEPT, ""),  # the whole interval reaches two points
        (0.12, 0.20, Became.KEPT, ""),  # more than was promised is kept too
        (0.02, 0.05, Became.KEPT, ""),
        (0.01, 0.05, Became.PARTLY, ""),  # a gain is established, its size is not
        (0.005, 0.015, Became.PARTLY, ""),  # a gain is established, smaller than promised
        (-0.03, 0.01, Became.BROKEN, ""),  # two points are excluded, and no gain is established
        (-0.05, -0.01, Became.BROKEN, ""),
        (-0.02, 0.05, Became.NOT_YET, "wide"),
    ],
)
def test_what_became_of_it_follows_from_the_measured_interval(low, high, became, why):
    back = returned(promise(), with_effect(Estimate((low + high) / 2, low, high)), TODAY)
    assert (back.became, back.why, back.due) == (became, why, True)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (with_effect(Estimate(0.04, 0.03, 0.05), Grade.D), "weak"),
        (with_effect(Unknown("too_early"), Grade.E), "unknown"),
        (None, "gone"),
    ],
)
def test_what_nothing_establishes_is_not_measurable_yet_and_says_why(sheet, why):
    back = returned(promise(), sheet, TODAY)
    assert (back.became, back.why) == (Became.NOT_YET, why)


def test_an_automation_that_is_still_planned_has_kept_nothing_yet():
    sheet = with_effect(Estimate(0.04, 0.03, 0.05))
    waiting = replace(sheet, automation=replace(sheet.automation, status=Status.PLANNED))
    assert returned(promise(), waiting, TODAY).why == "not_live"


def test_an_indicator_defined_anew_is_not_the_one_that_was_promised():
    sheet = with_effect(Estimate(0.04, 0.03, 0.05))
    main = sheet.automation.main
    assert main is not None
    changed = replace(sheet.automation, indicators=(replace(main, target=0.5),))
    assert returned(promise(), replace(sheet, automation=changed), TODAY).why == "redefined"


def test_the_two_figures_stand_side_by_side_each_with_its_interval_and_its_grade():
    sheet = quotes()
    gain, worth = returned(promise(), sheet, TODAY).lines
    assert (gain.what, gain.promised, gain.grade) == ("gain", CARD.gain, Grade.D)
    assert gain.happened == sheet.figures[effect_key(sheet)]
    assert (worth.what, worth.happened) == ("worth", sheet.figures["quotes/worth/net"])


def test_before_its_day_a_promise_has_not_come_back_and_cannot_be_settled():
    back = returned(promise(), quotes(), date(2026, 11, 19))
    assert not back.due
    with pytest.raises(ValueError, match="not_due"):
        outcome_statement(back, by="Léa", at=TODAY)


def test_the_outcome_is_signed_with_its_figures_and_points_to_the_promise():
    first = promised()
    back = returned(promise(), quotes(), TODAY)
    statement = outcome_statement(back, by="Léa", at=TODAY, note="Mesuré deux fois")
    second = log.sealed(statement, after=first, recorded=NOW)
    assert outcome_of(promise(), (first, second)) == second
    assert outcome_of(promise(), (first,)) is None
    said = statement.said
    assert (said["promise"], said["number"], said["became"]) == (first.seal, 1, back.became.value)
    assert set(said["figures"]) == {"gain", "worth"}
    with pytest.raises(ValueError, match="no_name"):
        outcome_statement(back, by=" ", at=TODAY)


@pytest.mark.parametrize(
    ("card", "codes"),
    [
        (replace(CARD, by=" "), ("no_name",)),
        (replace(CARD, due=SIGNED), ("past_due",)),
        (replace(CARD, chance=None), ("no_chance",)),
        (replace(CARD, chance=1.0), ("no_chance",)),
        (replace(CARD, gain=None, chance=None), ()),  # its net worth is a promise already
    ],
)
def test_what_is_missing_to_sign_is_said(card, codes):
    assert unsigned_because(card, quotes(), SIGNED) == codes


def test_nothing_is_signed_where_no_figure_is_promised():
    sheet = quotes()
    bare = replace(sheet, figures={k: f for k, f in sheet.figures.items() if k != "quotes/worth/net"})
    assert unsigned_because(replace(CARD, gain=None), bare, SIGNED) == ("nothing_promised",)
    with pytest.raises(ValueError, match="nothing_promised"):
        promise_statement(replace(CARD, gain=None), bare, at=SIGNED, digest="abc")


def test_points_are_typed_as_points_and_kept_as_a_difference_of_shares():
    assert in_effect_unit(DeclaredRange(2, 6, 10), quotes().automation.main) == DeclaredRange(0.02, 0.06, 0.1)
