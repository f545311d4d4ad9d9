"""What asks for a review before its day, and how often it would ring where nothing changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from report.assessments import assessment, leads, quotes
from retour.kpi.cells import day_number, day_of
from retour.quantity import Text
from retour.register.automation import Change
from retour.review.early import Early, early_reviews, newly_lost, volume_shift
from retour.watch.result import Silence
from retour.wording.names import Names
from retour.wording.rhythm import say_early
from review.test_review_rhythm import seen_on, signed

END = date(2026, 11, 22)
STOP = day_number(END)
DAYS = 17 * 7
WEEK = np.array([1.3, 1.2, 1.1, 1.1, 1.0, 0.3, 0.1]) * 7 / 6.1  # a working week, quiet week-ends


def daily(counts) -> dict[int, int]:
    """Counts a day, the last one the day before END."""
    return {STOP - len(counts) + i: int(n) for i, n in enumerate(counts)}


def codes(found) -> list[tuple[str, str]]:
    return [(e.automation.key, e.code) for e in found]


@pytest.mark.parametrize(
    ("mean", "spread", "most"), [(10, 1.0, 0.001), (30, 3.0, 0.003), (2, 1.0, 0.01), (4, 4.0, 0.02)]
)
def test_where_nothing_changes_a_volume_rings_less_than_one_time_in_fifty(mean, spread, most):
    """`mean` cases a day; `spread` is the variance over the mean (1: Poisson)."""
    rng = np.random.default_rng(5)
    rings = 0
    for _ in range(3_000):
        rate = mean * np.tile(WEEK, 17)
        if spread > 1:
            rate = rng.gamma(rate / (spread - 1), spread - 1)
        rings += volume_shift(daily(rng.poisson(rate)), END) is not None
    assert rings / 3_000 <= most


def test_a_volume_that_halves_rings_with_its_figures():
    rng = np.random.default_rng(5)
    rate = 10 * np.tile(WEEK, 17)
    rate[-28:] /= 2
    shift = volume_shift(daily(rng.poisson(rate)), END)
    assert shift is not None
    assert shift["change"] == pytest.approx(-0.5, abs=0.1)
    assert shift["start"] == END - timedelta(days=28)
    assert shift["weekly_before"] == pytest.approx(70, rel=0.1)


def test_a_volume_that_halves_is_seen_nine_times_in_ten_at_ten_cases_a_day():
    rng = np.random.default_rng(6)
    rate = 10 * np.tile(WEEK, 17)
    rate[-28:] /= 2
    seen = sum(volume_shift(daily(rng.poisson(rate)), END) is not None for _ in range(500))
    assert seen >= 450


def test_a_fifth_more_never_rings_and_too_few_cases_tell_nothing():
    assert volume_shift(daily([10] * 91 + [12] * 28), END) is None
    assert volume_shift(daily(([1, 0, 1, 0, 1, 0, 1] * 13) + [0] * 28), END) is None


def test_a_history_shorter_than_seventeen_weeks_tells_nothing():
    assert volume_shift(daily([10] * (DAYS - 29) + [40] * 28), END) is None


def test_cases_that_stopped_coming_ring():
    assert volume_shift(daily([10] * 91 + [0] * 28), END)["change"] == -1


@pytest.mark.parametrize(("now", "said"), [(5, "50% less than the"), (20, "100% more than the")])
def test_a_shift_of_volume_is_said_with_its_days_and_its_direction(now, said):
    shift = volume_shift(daily([10] * 91 + [now] * 28), END)
    text = say_early(Early(automation=quotes().automation, code="volume", details=shift), Names("en"))
    days = "cases a week from 25 October 2026 to 21 November 2026"
    assert f"{now * 7} {days}, {said} 70 of the 13 weeks before." in text.replace("\u00a0", " ")


def test_nothing_rings_on_no_data():
    now = assessment(quotes())
    bare = replace(
        now.sheets[0],
        watched=replace(now.sheets[0].watched, silence=Silence(since=None, silent=None), reconciliations=()),
        verdict=replace(now.sheets[0].verdict, reasons=()),
    )
    dossier = replace(now.dossier, watermark={}, cases_per_day={})
    assert early_reviews((), replace(now, sheets=(bare,), dossier=dossier)) == ()


def test_a_silent_automation_and_lost_cases_since_the_last_review_ring():
    silent = Silence(
        since=datetime(2026, 11, 10, 9, 0, tzinfo=UTC), silent=True, quiet_days=9, expected=31.0, seen=0
    )
    sheet = replace(leads(), watched=replace(leads().watched, silence=silent))
    found = early_reviews((), seen_on(END, sheet))
    assert codes(found) == [("leads", "silent"), ("leads", "newly_lost")]
    assert found[0].details == {"since": date(2026, 11, 10), "expected": 31.0, "seen": 0}
    assert found[1].details["n"] == 14


def test_cases_lost_before_the_last_review_are_no_news():
    entries = signed("leads", date(2026, 11, 10))
    found = early_reviews(entries, seen_on(END, leads()))
    lost = [case for case in leads().watched.reconciliations[0].lost if case.deadline.date().day > 10]
    assert [e.details["n"] for e in found if e.code == "newly_lost"] == [len(lost)]
    assert newly_lost(leads(), END, "Europe/Paris") == 0


def test_when_more_are_lost_than_are_named_and_all_of_those_are_new_it_says_at_least():
    sheet = leads()
    (found,) = sheet.watched.reconciliations
    many = replace(sheet, watched=replace(sheet.watched, reconciliations=(replace(found, lost_total=900),)))
    lost = next(e for e in early_reviews((), seen_on(END, many)) if e.code.startswith("newly_lost"))
    assert "at least 14 cases lost since" in say_early(lost, Names("en")).replace("\u00a0", " ")
    later = early_reviews(signed("leads", date(2026, 11, 10)), seen_on(END, many))
    assert "newly_lost" in {e.code for e in later}


def test_an_owner_who_left_rings_whatever_the_case_of_the_name():
    found = early_reviews((), seen_on(END, leads()), gone=["LÉA "])
    assert ("leads", "owner_gone") in codes(found)
    assert "owner_gone" not in {e.code for e in early_reviews((), seen_on(END, leads()), gone=["Paul"])}


def test_a_change_since_the_last_review_rings_and_one_around_only_for_a_key_automation():
    change = Change(at=date(2026, 11, 2), what=Text(fr="Nouveau modèle", en="New model"))
    older = Change(at=date(2026, 9, 2), what=Text(fr="Avant", en="Before"))
    price = Change(at=date(2026, 11, 3), what=Text(fr="Nouveaux tarifs", en="New prices"))
    keyed = replace(
        leads(), automation=replace(leads().automation, changes=(older, change), key_automation=True)
    )
    now = seen_on(END, keyed, quotes())
    register = replace(now.dossier.register, changes=(price,))
    now = replace(now, dossier=replace(now.dossier, register=register))
    found = early_reviews(signed("leads", date(2026, 10, 1)), now)
    told = [(e.automation.key, e.code, e.details["at"]) for e in found if e.code.startswith("changed")]
    assert told == [("leads", "changed", change.at), ("leads", "changed_around", price.at)]


def test_days_are_numbered_as_everywhere_else():
    assert day_of(min(daily([1] * DAYS))) == END - timedelta(days=DAYS)
