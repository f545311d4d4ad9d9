"""A volume taken while sites were still being switched on is not that of a usual month."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from retour.effect.result import Design, Effect
from retour.kpi.cells import Cells, day_number
from retour.quantity import Estimate, Grade, Period
from retour.register.automation import Rollout, RolloutKind
from retour.register.worth_lines import MarginLine

KEY = ("reminders", "signed")
APRIL_TO_JUNE = Period(date(2026, 4, 1), date(2026, 7, 1))
SITES = ("Caen", "Lyon", "Nice")  # 10 cases a day each; Nice never gets it


@pytest.fixture
def cells():
    days = np.arange(day_number(date(2026, 4, 1)), day_number(date(2026, 7, 1)))
    size = len(days) * len(SITES)
    none = np.zeros(size, np.int64)
    return Cells(
        day=np.tile(days, len(SITES)),
        segment=("",) * size,
        arm=("",) * size,
        n=np.full(size, 10),
        total=np.full(size, 2),
        square=np.full(size, 2.0),
        pending=none,
        missing=none,
        amount=none,
        amount_n=none,
        unit=tuple(np.repeat(SITES, len(days)).tolist()),
    )


@pytest.fixture
def volume(automation, worth, fixed, cells):
    """Cases a month behind the margin, Caen on from 1 April and Lyon from a later day."""

    def told(lyon, after=APRIL_TO_JUNE):
        units = {"Caen": date(2026, 4, 1), "Lyon": lyon}
        effect = Effect(
            automation="reminders",
            indicator="signed",
            version="all",
            design=Design.STAGGERED,
            estimate=Estimate(0.04, 0.03, 0.05),
            grade=Grade.B,
            after=after,
        )
        line = MarginLine(indicator="signed", amount=fixed(1000), margin_rate=fixed(0.5))
        rollout = Rollout(kind=RolloutKind.STAGGERED, unit="site", units=units)
        return worth(replace(automation(line), rollout=rollout), effect, cells={KEY: cells}).volume

    return told


def test_the_cases_are_counted_from_the_day_that_it_is_on_wherever_it_goes(volume):
    assert volume(date(2026, 6, 1)) == pytest.approx(2 * 10 * 30)  # not (910 + 300) / 3
    assert volume(date(2026, 4, 1)) == pytest.approx(2 * 910 / 3)


def test_a_last_site_switched_on_less_than_a_week_ago_does_not_shorten_the_window(volume):
    assert volume(date(2026, 6, 28)) == pytest.approx((910 + 30) / 3)


def test_a_site_switched_on_after_the_window_of_the_effect_is_not_counted_yet(volume):
    assert volume(date(2026, 6, 1), Period(date(2026, 4, 1), date(2026, 5, 1))) == pytest.approx(300)
