"""The minutes of a case are saved once: the parts of those that save them add up to one saving."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.register.automation import Rollout, RolloutKind
from retour.register.worth_lines import Per, Sharing
from retour.worth import Shared, worth_of

TODAY, LIVE = date(2026, 7, 1), date(2026, 4, 1)


def shared(*others: str, **weights: float) -> Sharing:
    return Sharing(others=others, weights=weights)


@pytest.fixture
def named(run):
    """Runs of an automation, one a case, on the days of April to June in turn."""

    def make(key, cases):
        return tuple(
            run(f"{key}-{case}", LIVE + timedelta(days=int(case) % 91), automation=key, cases=(case,))
            for case in cases
        )

    return make


@pytest.fixture
def saving(dossier):
    """Money of the first line of each automation, a month."""

    def make(automations, **said):
        whole = dossier(*automations, **said)
        found = {}
        for one in automations:
            worth = worth_of(
                one, whole, (), today=TODAY, rng=np.random.default_rng(7), shared=Shared(size=200)
            )
            found[one.key] = worth.lines[0]
        return found

    return make


@pytest.mark.parametrize("seed", range(8))
def test_the_parts_of_every_case_add_up_to_the_saving_of_one_automation_alone_to_the_cent(
    automation, minutes, named, saving, seed
):
    rng = np.random.default_rng(seed)
    keys = ("a", "b", "c")[: rng.integers(2, 4)]
    handled = {key: {str(case) for case in rng.permutation(400)[: rng.integers(50, 300)]} for key in keys}
    weights = {key: float(rng.integers(1, 5)) for key in keys}
    line = {key: minutes(12, 2, shared=shared(*set(keys) - {key}, **weights)) for key in keys}
    parts = saving(
        [automation(line[key], key=key) for key in keys],
        runs={key: named(key, sorted(handled[key])) for key in keys},
    )
    everyone = set().union(*handled.values())
    alone = saving([automation(minutes(12, 2), key="x")], runs={"x": named("x", sorted(everyone))})["x"]
    assert sum(part.value.mode for part in parts.values()) == pytest.approx(alone.value.mode, abs=0.005)


def test_where_nobody_says_how_the_saving_of_a_case_is_split_equally(automation, minutes, named, saving):
    a = automation(minutes(10, shared=shared("b")), key="a")
    b = automation(minutes(10, shared=shared("a")), key="b")
    runs = {"a": named("a", map(str, range(90))), "b": named("b", map(str, range(60, 120)))}
    found = saving([a, b], runs=runs)
    assert found["a"].details["kept"] == pytest.approx((60 + 30 / 2) / 90)
    assert found["a"].details["shared_with"] == {"b": pytest.approx(30 / 90)}
    assert found["b"].details["kept"] == pytest.approx((30 + 30 / 2) / 60)


def test_sharing_that_only_one_of_them_says_holds_for_both(automation, minutes, named, saving):
    a, b = automation(minutes(10, shared=shared("b")), key="a"), automation(minutes(10), key="b")
    runs = {key: named(key, map(str, range(60))) for key in "ab"}
    found = saving([a, b], runs=runs)
    assert [found[key].details["kept"] for key in "ab"] == [0.5, 0.5]


def test_three_of_which_two_do_not_name_each_other_still_add_up_to_one(automation, minutes, named, saving):
    a = automation(minutes(10, shared=shared("b")), key="a")
    b, c = automation(minutes(10), key="b"), automation(minutes(10, shared=shared("b")), key="c")
    runs = {key: named(key, map(str, range(60))) for key in "abc"}
    found = saving([a, b, c], runs=runs)
    assert sum(line.details["kept"] for line in found.values()) == pytest.approx(1)


def test_without_named_cases_the_rollouts_say_which_days_were_shared(automation, minutes, saving):
    first = (LIVE - date(1970, 1, 1)).days
    cases = {"cases_per_day": {"quote": {first + n: 4 for n in range(91)}}}
    late = Rollout(kind=RolloutKind.DATE, at=LIVE + timedelta(days=61))
    a = automation(minutes(10, per=Per.CASE, shared=shared("b")), key="a")
    b = automation(minutes(10, per=Per.CASE), key="b", rollout=late)
    found = saving([a, b], **cases)
    assert found["a"].details["kept"] == pytest.approx((61 + 30 / 2) / 91)
    assert found["b"].details["kept"] == 0.5


def test_one_that_was_drawn_takes_part_in_its_share_of_the_cases(automation, minutes, saving):
    first = (LIVE - date(1970, 1, 1)).days
    cases = {"cases_per_day": {"quote": {first + n: 4 for n in range(91)}}}
    drawn = Rollout(kind=RolloutKind.RANDOM, at=LIVE, treated_share=0.8, assigned="arm")
    a = automation(minutes(10, per=Per.CASE, shared=shared("b")), key="a")
    b = automation(minutes(10, per=Per.CASE), key="b", rollout=drawn)
    found = saving([a, b], **cases)
    assert found["a"].details["kept"] == pytest.approx(0.2 + 0.8 / 2)
    assert found["b"].details["kept"] == 0.5


def test_exceptions_stay_whole_with_the_automation_that_makes_them(automation, minutes, named, saving, fixed):
    often = {"exception_share": fixed(0.1), "exception_minutes": fixed(6)}
    whole = automation(minutes(10, **often), key="a")
    half = automation(minutes(10, shared=shared("b"), **often), key="a")
    b = automation(minutes(10), key="b")
    runs = {key: named(key, map(str, range(60))) for key in "ab"}
    alone, split = saving([whole, b], runs=runs)["a"], saving([half, b], runs=runs)["a"]
    used = alone.gross.mean() / (20 * 10)  # 20 cases a month, 1 a minute
    assert alone.value.mode == pytest.approx(20 * (10 - 0.6) * used)
    assert split.value.mode == pytest.approx(20 * (10 / 2 - 0.6) * used)


def test_a_chain_that_is_declared_keeps_its_figures_whatever_is_shared(automation, minutes, named, saving):
    a = automation(minutes(10), key="a")
    b = automation(minutes(10), key="b", upstream="a")
    runs = {key: named(key, map(str, range(60))) for key in "ab"}
    before = saving([a, b], runs=runs)
    said = replace(b, worth=(minutes(10, shared=shared("a")),))
    after = saving([a, said], runs=runs)
    assert [after[k].value for k in "ab"] == [before[k].value for k in "ab"]
    assert "kept" not in after["a"].details
