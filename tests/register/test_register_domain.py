"""The declared things find each other, and each indicator knows its unit."""

import pytest

from register.documents import FOLLOW_UP, built
from retour.quantity import Span, Unit
from retour.register.indicator import (
    Count,
    Duration,
    Measure,
    Rate,
    Score,
    Share,
    Statistic,
    Sum,
    level_unit,
)

DAY = Span(seconds=86_400)


def test_what_is_declared_is_found_by_its_key_and_nothing_by_another() -> None:
    register, _ = built(FOLLOW_UP)
    for find, key in (
        (register.automation, "a1"),
        (register.process, "quotes"),
        (register.role, "admin"),
        (register.tool, "make"),
        (register.objective, "sell"),
    ):
        assert find(key).key == key
        assert find("other") is None
    assert register.process(None) is None
    assert register.automations[0].indicator("other") is None


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (Rate(of="a", reaching="b", by=DAY), Unit.SHARE),
        (Share(of="a", attribute="b", value="c"), Unit.SHARE),
        (Duration(start="a", end="b", horizon=DAY), Unit.DURATION),
        (Duration(start="a", end="b", horizon=DAY, statistic=Statistic.DONE), Unit.SHARE),
        (Count(of="a", by=DAY, activity="b"), Unit.PER_CASE),
        (Sum(of="a", by=DAY, activity="b"), Unit.MONEY_PER_CASE),
        (Sum(of="a", by=DAY, activity="b", field="minutes"), Unit.MINUTES),
        (Score(item="a", low=0, high=10), Unit.SCORE),
    ],
)
def test_a_measure_has_one_unit(measure: Measure, unit: Unit) -> None:
    assert level_unit(measure) is unit


def test_a_difference_of_shares_is_in_points_and_a_lone_kpi_is_the_main_one() -> None:
    one = built(FOLLOW_UP)[0].automations[0]
    assert (one.main.key, one.main.unit, one.main.effect_unit) == ("signed", Unit.SHARE, Unit.POINTS)
    assert built("name: A\n")[0].automations[0].main is None
