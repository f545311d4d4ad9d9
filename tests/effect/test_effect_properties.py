"""What must hold for any dossier, however it is declared, ordered or scaled."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from retour.effect.result import Design
from retour.quantity import DeclaredRange, Estimate, Text
from retour.register.automation import Change, Plan, Rollout, RolloutKind
from retour.register.indicator import Sum
from retour.register.workspace import Register

START = date(2025, 9, 1)
TODAY = date(2026, 9, 1)
FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def found(firm):
    return {
        "signed": firm.drawn(lambda day: 0.2 if day < firm.go_live else 0.3, start=START, end=TODAY, seed=9),
        "complaint": firm.drawn(lambda _: 0.02, start=START, end=TODAY, seed=2),
    }


def grades(answer):
    return {(e.indicator, e.version): e.grade for e in answer.effects}


typed = some.fixed_dictionaries(
    {
        "smallest": some.none() | some.floats(0.001, 0.5),
        "target": some.none() | some.floats(0, 1),
        "margin": some.none() | some.floats(0, 0.5),
        "confounders": some.sampled_from([(), ("region",), ("region", "size")]),
        "segments": some.sampled_from([(), ("size",)]),
        "planned": some.booleans(),
        "changed": some.lists(some.integers(-60, 60), max_size=2),
        "named": some.text(max_size=20),
    }
)


def declared(firm, said):
    signed = replace(
        firm.signed, smallest_effect=said["smallest"], target=said["target"], margin=said["margin"]
    )
    expected = DeclaredRange(0.1, 0.2, 0.3)
    rollout = Rollout(kind=RolloutKind.DATE, at=firm.go_live, confounders=said["confounders"])
    return firm.automation(
        name=Text.same(said["named"]),
        indicators=(signed, firm.complaint),
        rollout=rollout,
        segments=said["segments"],
        plan=Plan(expected_effect=expected, go_live=firm.go_live) if said["planned"] else None,
    )


@given(said=typed)
@FEW
def test_nothing_that_a_person_types_raises_a_grade(firm, found, said):
    plain = grades(firm.asked(firm.automation(), TODAY, found))
    subject = declared(firm, said)
    logged = tuple(
        Change(at=firm.go_live + timedelta(days=d), what=Text.same(said["named"])) for d in said["changed"]
    )
    register = Register(name="Firm", automations=(subject,), changes=logged)
    after = grades(firm.asked(subject, TODAY, found, register=register))
    assert after.keys() == plain.keys()
    assert all(after[key] >= plain[key] for key in plain)


@given(weeks=some.integers(-200, 200))
@FEW
def test_whole_weeks_earlier_or_later_change_nothing(firm, found, weeks):
    moved = timedelta(weeks=weeks)
    subject = firm.automation(rollout=Rollout(kind=RolloutKind.DATE, at=firm.go_live + moved))
    later = {key: replace(cells, day=cells.day + 7 * weeks) for key, cells in found.items()}
    here = firm.asked(firm.automation(), TODAY, found).of("all")
    there = firm.asked(subject, TODAY + moved, later).of("all")
    assert there.estimate.value == pytest.approx(here.estimate.value)
    assert there.estimate.half_width == pytest.approx(here.estimate.half_width)
    assert [(r.code, r.passed) for r in there.rules] == [(r.code, r.passed) for r in here.rules]


@given(seed=some.integers(0, 10_000))
@FEW
def test_the_order_of_the_cells_changes_nothing(firm, found, seed):
    order = np.random.default_rng(seed).permutation(len(found["signed"]))
    one = found["signed"]
    columns = ("day", "n", "total", "square", "pending", "missing", "amount", "amount_n")
    mixed = replace(one, **{name: getattr(one, name)[order] for name in columns})
    here = firm.asked(firm.automation(), TODAY, found).of("all")
    there = firm.asked(firm.automation(), TODAY, {**found, "signed": mixed}).of("all")
    assert there.estimate.value == pytest.approx(here.estimate.value)
    assert there.rules == here.rules


@given(times=some.sampled_from([0.01, 60.0, 86_400.0]))
@FEW
def test_an_amount_in_another_unit_is_the_same_effect_in_that_unit(firm, times):
    rng = np.random.default_rng(4)
    days = [START + timedelta(days=i) for i in range((TODAY - START).days)]
    spent = rng.gamma(4, 2500, (len(days), 20)).astype(int)
    squares = (spent.astype(float) ** 2).sum(1)
    cells = firm.cells(days, [20] * len(days), spent.sum(1).tolist(), square=squares)
    paid = replace(firm.signed, measure=Sum(of="quote", by=firm.signed.measure.by, activity="paid"))
    subject = firm.automation(indicators=(paid,))
    here, there = (
        firm.asked(subject, TODAY, {"signed": replace(cells, scale=scale)}).of("all")
        for scale in (100.0, 100.0 / times)
    )
    assert isinstance(here.estimate, Estimate)
    assert there.estimate.value == pytest.approx(times * here.estimate.value, rel=1e-6, abs=1e-9 * times)
    assert there.estimate.half_width == pytest.approx(times * here.estimate.half_width, rel=1e-6)
    assert there.grade is here.grade


@given(first=some.integers(20, 200), length=some.integers(1, 40))
@FEW
def test_a_step_without_cases_is_never_a_zero(firm, found, first, length):
    """Taking days out leaves the effect near what it was; had they been zeros it would be far away."""
    one = found["signed"]
    gone = (np.arange(len(one)) >= first) & (np.arange(len(one)) < first + length)
    absent = firm.asked(firm.automation(), TODAY, {**found, "signed": one.where(~gone)}).of("all")
    empty = replace(one, n=np.where(gone, 0, one.n), total=np.where(gone, 0, one.total))
    hollow = firm.asked(firm.automation(), TODAY, {**found, "signed": empty}).of("all")
    assert absent.design is Design.SINGLE_SERIES
    assert hollow.estimate.value == pytest.approx(absent.estimate.value)
    assert absent.counterfactual == pytest.approx(0.2, abs=0.06)
