"""Survey waves to scores: what is shown, what is hidden, and whether it got better."""

from datetime import date

import numpy as np
import pytest

from retour.events.answer import Answer, Audience
from retour.quantity import Better, Estimate, Place, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Score
from retour.voice import answer_problems, hidden_groups, scores_of
from retour.voice.scores import p_positive_mean

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)
TODAY = date(2026, 10, 1)


def automation(**said):
    return Automation(
        **(
            {
                "key": "notes",
                "name": Text.same("Notes"),
                "process": None,
                "rollout": Rollout(kind=RolloutKind.DATE, at=date(2026, 5, 1)),
            }
            | said
        )
    )


def answers(item, values, wave=AUTUMN, audience=Audience.TEAM, *, coded=False, **said):
    return tuple(
        Answer(
            automation="notes",
            audience=audience,
            wave=wave,
            item=item,
            value=value,
            place=Place("pulse.csv", 2 + line),
            respondent=f"p{line}" if coded else None,
            **said,
        )
        for line, value in enumerate(values)
    )


def scored(*groups, of=None):
    found = scores_of(of or automation(), sum(groups, ()), today=TODAY, rng=np.random.default_rng(5))
    return {(s.item, s.wave): s for s in found}


def test_below_five_answers_nothing_is_shown():
    score = scored(answers("clarity", [7, 7, 6, 6]))["clarity", AUTUMN]
    assert score.estimate == Unknown("too_few_answers", {"n": 4, "k": 5})
    assert score.lower_80 is None
    assert score.answered == 4


def test_umux_lite_is_made_of_its_two_items_person_by_person():
    useful, easy = [7, 6, 5, 6, 7, 4], [6, 6, 5, 7, 7, None]
    found = scored(answers("usefulness", useful), answers("ease", easy))["umux_lite", AUTUMN]
    both = [(u + e - 2) * 100 / 12 for u, e in zip(useful, easy, strict=True) if e is not None]
    assert found.estimate.value == pytest.approx(np.mean(both))
    assert (found.answered, found.low, found.high) == (5, 0, 100)
    assert found.estimate.low < found.lower_80 < found.estimate.value


def test_usefulness_alone_makes_no_umux_lite():
    assert ("umux_lite", AUTUMN) not in scored(answers("usefulness", [5] * 6))


def test_a_customer_item_is_the_share_of_its_two_best_answers():
    found = scored(answers("speed", [5, 5, 4, 4, 3, 2], audience=Audience.CUSTOMER))["speed", AUTUMN]
    assert found.estimate.value == pytest.approx(4 / 6)
    assert (found.low, found.high) == (0, 1)


def test_a_mark_out_of_ten_has_students_interval():
    found = scored(answers("satisfaction_10", [9, 8, 9, 8, 9]))["satisfaction_10", AUTUMN]
    assert found.estimate.value == pytest.approx(8.6)
    assert found.estimate.half_width == pytest.approx(2.131847 * np.std([9, 8, 9, 8, 9], ddof=1) / np.sqrt(5))


def test_five_times_the_same_mark_is_not_a_certainty():
    found = scored(answers("satisfaction_10", [9] * 5))["satisfaction_10", AUTUMN]
    assert found.estimate.value == 9
    assert found.estimate.half_width > 0.1


def test_a_net_promoter_score_goes_from_minus_100_to_100():
    found = scored(answers("nps", [10, 9, 9, 8, 7, 3], audience=Audience.CUSTOMER))["nps", AUTUMN]
    assert found.estimate.value == pytest.approx(100 * (3 - 1) / 6)
    assert (found.low, found.high) == (-100, 100)


def test_the_invited_are_known_only_when_somebody_recorded_the_silent_ones():
    assert scored(answers("trust", [5] * 6))["trust", AUTUMN].invited is None
    assert scored(answers("trust", [5] * 6 + [None] * 4))["trust", AUTUMN].invited == 10


@pytest.mark.parametrize(
    ("item", "before", "after", "audience"),
    [
        ("trust", [3, 3, 4, 2, 3, 4], [6, 6, 7, 6, 5, 6], Audience.TEAM),
        ("satisfaction", [2, 3, 2, 3, 3, 2], [5, 5, 4, 5, 5, 4], Audience.CUSTOMER),
        ("satisfaction_10", [5, 6, 5, 4, 6, 5], [9, 8, 9, 8, 9, 9], Audience.TEAM),
        ("nps", [2, 3, 5, 6, 4, 6], [10, 9, 10, 9, 10, 9], Audience.CUSTOMER),
        ("effort", [80, 75, 90, 60, 70, 85], [20, 30, 25, 15, 30, 20], Audience.TEAM),
        ("effort", [2, 3, 2, 3, 3, 2], [6, 7, 6, 7, 6, 6], Audience.CUSTOMER),
    ],
)
@pytest.mark.parametrize("coded", [False, True])
def test_clearly_better_answers_are_probably_better(item, before, after, audience, coded):
    found = scored(
        answers(item, before, SPRING, audience, coded=coded),
        answers(item, after, audience=audience, coded=coded),
    )
    assert found[item, AUTUMN].p_better > 0.95
    assert isinstance(found[item, AUTUMN].before, Estimate)
    assert found[item, SPRING].p_better is None


def test_the_same_answers_are_as_likely_better_as_worse():
    found = scored(answers("trust", [3, 4, 5, 6, 4], SPRING), answers("trust", [3, 4, 5, 6, 4]))
    assert found["trust", AUTUMN].p_better == pytest.approx(0.5, abs=0.05)


def test_everybody_moving_by_one_does_not_divide_by_zero():
    found = scored(
        answers("trust", [3, 4, 5, 6, 4], SPRING, coded=True), answers("trust", [4, 5, 6, 7, 5], coded=True)
    )
    assert 0.5 < found["trust", AUTUMN].p_better < 1


def test_pairing_by_code_sees_a_small_gain_that_groups_do_not():
    was, now = [1, 2, 4, 5, 6, 3], [2, 3, 4, 6, 7, 4]
    paired = scored(answers("trust", was, SPRING, coded=True), answers("trust", now, coded=True))
    apart = scored(answers("trust", was, SPRING), answers("trust", now))
    assert paired["trust", AUTUMN].p_better > apart["trust", AUTUMN].p_better + 0.1


def test_a_paired_probability_is_the_peer_librarys():
    from scipy.stats import ttest_1samp

    gaps = [1.0, 0.0, 2.0, 1.0, -1.0, 1.0]
    assert p_positive_mean(gaps) == pytest.approx(1 - ttest_1samp(gaps, 0, alternative="greater").pvalue)


def test_too_few_before_is_no_comparison():
    found = scored(answers("trust", [3, 4], SPRING), answers("trust", [6, 6, 7, 6, 5]))
    assert found["trust", AUTUMN].p_better is None
    assert isinstance(found["trust", AUTUMN].before, Unknown)


def test_too_few_after_is_no_comparison():
    found = scored(answers("trust", [3, 4, 5, 4, 4], SPRING), answers("trust", [6, 6]))
    assert found["trust", AUTUMN].p_better is None


def test_before_and_after_are_what_the_file_says_even_against_the_date():
    found = scored(
        answers("trust", [3, 4, 3, 3, 4], AUTUMN, after=False),
        answers("trust", [6, 6, 7, 6, 5], date(2026, 9, 15), after=True),
    )
    assert found["trust", date(2026, 9, 15)].p_better > 0.9


def test_without_a_go_live_nothing_is_before():
    bare = automation(rollout=Rollout(kind=RolloutKind.NONE))
    found = scored(answers("trust", [3] * 5, SPRING), answers("trust", [6] * 5), of=bare)
    assert all(score.before is None for score in found.values())


def test_waves_after_today_and_other_automations_are_left_out():
    other = scores_of(
        automation(key="other"), answers("trust", [5] * 6), today=TODAY, rng=np.random.default_rng(1)
    )
    early = scores_of(
        automation(), answers("trust", [5] * 6), today=date(2026, 8, 1), rng=np.random.default_rng(1)
    )
    assert other == early == ()


def test_a_declared_score_indicator_gives_its_own_scale():
    measure = Score(item="calm", low=0, high=20)
    calm = Indicator(key="calm", name=Text.same("Calm"), measure=measure, better=Better.HIGHER)
    found = scored(answers("calm", [11.5, 12, 13, 14, 15]), of=automation(indicators=(calm,)))
    assert (found["calm", AUTUMN].high, found["calm", AUTUMN].estimate.value) == (20, 13.1)
    same = scored(answers("calm", [12.0] * 5), of=automation(indicators=(calm,)))
    assert same["calm", AUTUMN].estimate.half_width > 0


def test_answers_that_cannot_be_are_problems_and_not_counted():
    given = answers("trust", [5, 6, 7, 6, 5, 9]) + answers("remark", [1])
    problems = answer_problems(automation(), given + answers("trust", [None]))
    assert [p.rule for p in problems] == ["answer.out_of_scale", "answer.unknown_item"]
    assert problems[0].place.line == 7
    assert (problems[0].value, problems[1].value) == ("9", "remark")
    assert scored(given)["trust", AUTUMN].answered == 5
    assert ("remark", AUTUMN) not in scored(given)


def test_a_hidden_group_cannot_be_deduced_from_the_total():
    assert hidden_groups({"sales": 12, "support": 3, "finance": 6}) == {"support", "finance"}
    assert hidden_groups({"sales": 12, "support": 3, "finance": 4}) == {"support", "finance"}
    assert hidden_groups({"sales": 12, "finance": 6}) == frozenset()
    assert hidden_groups({"support": 3}) == {"support"}


def test_a_share_is_bounded_among_all_those_invited_whatever_the_silent_ones_think():
    found = scored(answers("satisfaction", [5] * 6 + [2] * 2 + [None] * 2))["satisfaction", AUTUMN]
    assert found.everybody == (0.6, 0.8)
    assert scored(answers("satisfaction", [5] * 6))["satisfaction", AUTUMN].everybody is None
