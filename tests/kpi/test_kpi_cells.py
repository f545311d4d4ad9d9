from datetime import date

import numpy as np
import pytest

from retour.events.answer import Answer, Audience
from retour.kpi.cells import Cells, Lifetimes, Moments, day_number, day_of
from retour.kpi.scores import score_cells
from retour.quantity import Period, Place
from retour.register.indicator import Score


def ints(*values):
    return np.array(values, np.int64)


MAY_1 = day_number(date(2026, 5, 1))
CELLS = Cells(
    day=ints(MAY_1, MAY_1, MAY_1 + 1),
    segment=("B2B", "B2C", "B2B"),
    arm=("t", "t", "c"),
    n=ints(10, 5, 4),
    total=ints(3, 1, 4),
    square=np.array([3.0, 1.0, 4.0]),
    pending=ints(0, 2, 0),
    missing=ints(0, 0, 1),
    amount=ints(30_000, 0, 10_000),
    amount_n=ints(3, 0, 1),
    lifetimes=Lifetimes(
        bounds=ints(0, 60, 3600),
        cell=ints(0, 2, 2),
        bin=ints(1, 1, 2),
        ended=ints(3, 2, 2),
        censored=ints(0, 0, 1),
    ),
)


def test_a_day_number_goes_there_and_back():
    assert day_of(day_number(date(2028, 2, 29))) == date(2028, 2, 29)


def test_cells_add_up_to_their_cases():
    moments = CELLS.moments
    assert (moments.n, moments.total, moments.pending, moments.missing) == (19, 8, 2, 1)
    assert moments.mean == pytest.approx(8 / 19)


def test_the_variance_is_that_of_the_cases_one_by_one():
    outcomes = [1] * 8 + [0] * 11
    assert CELLS.moments.variance == pytest.approx(np.var(outcomes, ddof=1))


def test_no_case_has_no_mean_and_one_case_no_variance():
    assert Moments(n=0, total=0, square=0.0).mean is None
    assert Moments(n=1, total=1, square=1.0).variance is None


def test_choosing_cells_takes_their_lifetimes_along():
    second = CELLS.within(Period(date(2026, 5, 2), date(2026, 5, 3)))
    assert second.lifetimes is not None
    assert (len(second), second.lifetimes.cell.tolist(), second.lifetimes.ended.tolist()) == (
        1,
        [0, 0],
        [2, 2],
    )


def test_cells_are_chosen_by_segment_and_by_arm():
    assert CELLS.of_segment("B2B").moments.n == 14
    assert CELLS.of_arm(lambda arm: arm == "t").moments.n == 15


def answer(value, wave=date(2026, 9, 1), item="control"):
    return Answer(
        automation="a",
        audience=Audience.TEAM,
        wave=wave,
        item=item,
        value=value,
        place=Place("answers/a.csv", 2),
    )


def test_a_score_has_one_cell_a_wave_and_counts_who_did_not_answer():
    said = [answer(6.0), answer(7.0), answer(None), answer(4.0, date(2026, 3, 1)), answer(1.0, item="ease")]
    cells = score_cells(said, "a", Score(item="control", low=1, high=7))
    assert cells is not None
    assert (cells.n.tolist(), cells.missing.tolist()) == ([1, 2], [0, 1])
    assert [cells.where(cells.day == d).moments.mean for d in cells.day] == [4.0, 6.5]


def test_a_score_nobody_was_asked_has_no_cells():
    assert score_cells([answer(6.0)], "a", Score(item="trust", low=1, high=7)) is None
