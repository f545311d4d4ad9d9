"""The article's own figures, reproduced to the digit, and what can honestly be said of each."""

import pytest

from retour.claim import findings_of
from retour.claim.leads import lead_row
from retour.claim.proportion import cases_per_arm, newcombe
from retour.quantity import Estimate, Grade, Text
from retour.register.automation import Automation, Claim
from retour.register.workspace import Register
from retour.voice.intervals import t_summary, wilson


def examined(kind, **numbers):
    claim = Claim(key="c", kind=kind, sentence=Text.same("…"), numbers=numbers)
    automation = Automation(key="a", name=Text.same("A"), process=None, claims=(claim,))
    (finding,) = findings_of(automation, Register(name="firm"))
    assert finding.grade is Grade.D
    return finding


def value(finding, code):
    found = next(t for t in finding.terms if t.code == code).value
    return found if isinstance(found, Estimate) else getattr(found, "value", found)


def codes(finding):
    return {t.code for t in finding.terms}


def test_one_hour_a_day_at_30_is_600_a_month():
    found = examined("time_saved", hours_per_day=1, hourly_cost=30, days_per_month=20)
    assert value(found, "money_stated_days") == 600
    assert next(t for t in found.terms if t.code == "money_stated_days").stated
    assert found.says == "time_declared"


def test_600_is_574_on_legal_days_and_530_on_declared_days():
    found = examined("time_saved", hours_per_day=1, hourly_cost=30)
    assert round(value(found, "money_legal_days")) == 574
    assert round(value(found, "money_declared_days")) == 530
    assert [round(days * 30) for days in (19.1, 17.7)] == [573, 531]  # from the rounded days
    assert found.details["days_legal"] == pytest.approx(19.1, abs=0.05)


def test_one_hour_a_day_is_0_149_full_time_on_1607_hours():
    found = examined("time_saved", minutes_per_day=60, hourly_cost=30)
    assert value(found, "fte") == pytest.approx(0.149, abs=5e-4)
    assert found.details["hours_per_year"] == 1607


def test_freed_hours_are_money_only_if_reused():
    realised = value(examined("time_saved", hours_per_day=1, hourly_cost=30), "money_realised")
    assert (realised.low, realised.mode, realised.high) == pytest.approx((143.5, 287, 516.5), abs=0.5)


def test_hours_without_a_price_give_no_money():
    found = examined("time_saved", hours_per_day=1)
    assert codes(found) == {"hours_per_month", "fte"}
    assert found.proves == ("nothing",)


def test_five_hours_a_month_are_150_and_0_037_full_time():
    found = examined("treated_rate", rate=0.23, hours_per_month=5, hourly_cost=30)
    assert value(found, "money_per_month") == 150
    assert value(found, "fte") == pytest.approx(0.037, abs=5e-4)


def test_23_percent_of_the_reminded_is_an_outcome_not_an_effect():
    found = examined("treated_rate", rate=0.23)
    assert found.says == "outcome_among_treated"
    assert found.proves == ("outcome_seen",)
    assert {"comparison", "sample_size"} <= set(found.missing)
    assert [round(100 * value(found, f"effect_if_without_{s}").value) for s in (10, 15, 20)] == [13, 8, 3]


@pytest.mark.parametrize(("without", "low", "high"), [(10, 2.7, 23.2), (15, -2.9, 18.8), (20, -8.4, 14.3)])
def test_the_effect_of_a_reminder_depends_on_who_would_have_signed(without, low, high):
    gap = newcombe((23, 100), (without, 100), 0.95)
    assert (100 * gap.low, 100 * gap.high) == pytest.approx((low, high), abs=0.05)


@pytest.mark.parametrize(("signed", "n", "low", "high"), [(7, 30, 11.8, 40.9), (23, 100, 15.8, 32.2)])
def test_23_percent_of_few_quotes_is_a_wide_interval(signed, n, low, high):
    shown = wilson(signed, n, 0.95)
    assert (100 * shown.low, 100 * shown.high) == pytest.approx((low, high), abs=0.05)


def test_telling_23_from_15_takes_377_quotes_a_side_and_from_20_takes_2943():
    found = examined("treated_rate", rate=0.23, treated=100)
    assert value(found, "cases_per_arm_15") == 377
    assert value(found, "cases_per_arm_20") == 2943
    assert "sample_size" not in found.missing
    assert isinstance(value(found, "rate_interval"), Estimate)


def test_a_rate_of_15_is_not_told_from_15():
    assert "cases_per_arm_15" not in codes(examined("treated_rate", rate=0.15))


def test_four_points_more_by_segment_takes_1839_quotes_a_side():
    assert value(examined("segment_uplift", uplift=0.04), "cases_per_arm") == 1839
    found = examined("segment_uplift", uplift=0.04, base=0.23, treated=100)
    assert not value(found, "points_interval").excludes_zero


def test_a_relative_lift_says_nothing_without_its_base():
    found = examined("relative_lift", lift=0.23)
    assert found.says == "relative_lift"
    assert found.proves == ("nothing",)
    assert found.missing[0] == "base_rate"
    based = examined("relative_lift", lift=0.23, base=0.20)
    assert value(based, "level_after") == pytest.approx(0.246)
    assert value(based, "points") == pytest.approx(0.046)


def case_1(**more):
    return examined("conversion_uplift", before=0.08, after=0.11, revenue=12_000, **more)


def test_three_points_for_12_k_imply_400_k_at_stake_a_month():
    found = case_1()
    assert value(found, "points") == pytest.approx(0.03)
    assert value(found, "turnover_base") == pytest.approx(400_000)


def test_12_k_of_turnover_is_3_6_to_8_4_k_of_margin():
    found = case_1()
    assert [round(value(found, f"margin_{m}")) for m in (30, 50, 70)] == [3600, 6000, 8400]
    assert "margin" in found.missing


def test_the_margin_of_the_firm_replaces_the_usual_ones():
    found = case_1(margin_low=0.4, margin_mode=0.45, margin_high=0.5)
    assert {"margin_40", "margin_45", "margin_50"} <= codes(found)
    assert "margin" not in found.missing


def test_8_to_11_takes_about_1500_leads_on_each_side():
    assert cases_per_arm(0.08, 0.11) == pytest.approx(1500, abs=1)
    assert value(case_1(), "cases_per_arm") == 1499


@pytest.mark.parametrize(
    ("leads", "basket", "signed", "points", "money"),
    [
        (50, 8000, (4, 5.5), (2.7, -4.1, 9.5), (-16.4, 38.0)),
        (100, 4000, (8, 11), (3.0, -1.7, 7.8), (-7.0, 31.2)),
        (200, 2000, (16, 22), (3.0, -0.3, 6.4), (-1.3, 25.4)),
        (400, 1000, (32, 44), (3.0, 0.7, 5.4), (2.6, 21.4)),
    ],
)
def test_the_interval_behind_12_k_is_the_published_table(leads, basket, signed, points, money):
    row = lead_row({"before": 0.08, "after": 0.11, "revenue": 12_000}, leads, 0.95)
    shown = row.as_dict()
    assert shown["basket"] == pytest.approx(basket)
    assert (row.signed_before, row.signed_after) == pytest.approx(signed)
    gap = (100 * row.gap.value, 100 * row.gap.low, 100 * row.gap.high)
    assert gap == pytest.approx(points, abs=0.05)
    assert (shown["money_low"] / 1000, shown["money_high"] / 1000) == pytest.approx(money, abs=0.05)


def test_the_firms_own_leads_give_its_own_interval():
    found = case_1(leads_per_month=100)
    assert value(found, "basket") == pytest.approx(4000)
    assert value(found, "turnover_interval").value == pytest.approx(12_000)
    assert value(found, "points_interval").level == 0.9
    assert "sample_size" not in found.missing
    assert len(found.details["table"]) == 4


def test_85_percent_of_the_gain_is_fewer_forgotten_leads():
    found = case_1(coverage_before=0.72, coverage_after=0.95)
    assert round(value(found, "converted_treated_before"), 3) == 0.111
    assert round(value(found, "converted_treated_after"), 3) == 0.116
    assert round(100 * value(found, "share_coverage")) == 85
    assert round(100 * value(found, "share_speed")) == 15


def test_a_conversion_without_turnover_is_only_points():
    found = examined("conversion_uplift", before=0.08, after=0.11, leads_per_month=100)
    assert "turnover" not in codes(found)
    assert "basket" not in found.details["table"][0]


def test_a_conversion_that_did_not_move_implies_nothing():
    found = examined(
        "conversion_uplift", before=0.1, after=0.1, revenue=100, coverage_before=0.5, coverage_after=0.6
    )
    assert not {"cases_per_arm", "turnover_base", "share_coverage"} & codes(found)


def test_four_hours_to_45_minutes_is_5_33_times_shorter():
    found = examined("before_after_delay", before_minutes=240, after_minutes=45)
    assert value(found, "delay_ratio") == pytest.approx(5.33, abs=0.005)
    assert value(found, "delay_saved") == 195 * 60
    at_once = examined("before_after_delay", before_minutes=240, after_minutes=0)
    assert "delay_ratio" not in codes(at_once)


def test_72_to_95_percent_handled_is_23_points():
    found = examined("coverage", before=0.72, after=0.95)
    assert value(found, "points") == pytest.approx(0.23)
    assert value(found, "forgotten_before") == pytest.approx(0.28)
    assert value(examined("coverage", before=0.72, after=0.95, cases_per_month=100), "found_again") == (
        pytest.approx(23)
    )


def test_a_delay_divided_by_3_is_two_thirds_shorter():
    found = examined("delay_ratio", ratio=3)
    assert value(found, "delay_share") == pytest.approx(-2 / 3)
    assert value(examined("delay_ratio", ratio=3, before_minutes=90), "delay_after") == 1800


def test_four_steps_fewer_are_time_only_with_a_volume_and_minutes():
    assert codes(examined("steps_removed", steps=4)) == {"steps"}
    assert value(examined("steps_removed", steps=4, cases_per_month=50), "steps_per_month") == 200
    timed = examined("steps_removed", steps=4, cases_per_month=50, minutes_per_step=1.5)
    assert value(timed, "hours_per_month") == 5


def test_45_minutes_a_week_are_34_4_hours_a_year_2_1_percent_of_the_time():
    found = examined("time_per_person", minutes_per_week=45, hourly_cost=45)
    assert value(found, "hours_per_year") == pytest.approx(34.4, abs=0.05)
    assert 100 * value(found, "share_of_time") == pytest.approx(2.1, abs=0.05)
    assert value(found, "money_per_year") == pytest.approx(1550, abs=1)
    assert value(found, "money_per_year_half") == pytest.approx(775, abs=1)
    assert found.details["weeks"] == pytest.approx(45.9, abs=0.05)


def test_a_meeting_of_45_minutes_costs_27_cents_of_transcription():
    found = examined("time_per_person", minutes_per_week=45, audio_minutes=45, price_per_minute=0.006)
    assert value(found, "ai_per_meeting") == pytest.approx(0.27)
    assert "money_per_year" not in codes(found)


@pytest.mark.parametrize(("n", "low", "high"), [(5, 7.1, 10), (20, 8.0, 9.2)])
def test_8_6_out_of_10_by_so_many_people(n, low, high):
    shown = t_summary(8.6, 1.2, n, scale=(0, 10), level=0.95)
    assert (shown.low, shown.high) == pytest.approx((low, high), abs=0.05)


def test_8_6_without_a_number_of_answers_shows_what_5_and_20_would_give():
    found = examined("satisfaction", score=8.6)
    assert value(found, "score_if_5").half_width > value(found, "score_if_20").half_width
    assert "sample_size" in found.missing
    known = examined("satisfaction", score=8.6, n=12, sd=1.0)
    assert "score_interval" in codes(known)
    assert known.details["sd_given"]


def test_a_stated_sentence_is_repeated_and_proves_nothing():
    found = examined("stated", leads=3)
    assert (found.says, found.proves) == ("stated", ("nothing",))
    assert value(found, "leads") == 3


@pytest.mark.parametrize(
    ("kind", "numbers", "unusable"),
    [
        ("treated_rate", {}, ["rate"]),
        ("treated_rate", {"rate": 23}, ["rate"]),
        ("delay_ratio", {"ratio": 0}, ["ratio"]),
        ("relative_lift", {"lift": float("nan")}, ["lift"]),
        ("time_saved", {"hourly_cost": 30}, ["hours_per_day|minutes_per_day|hours_per_month"]),
        ("satisfaction", {"score": 11}, ["score"]),
    ],
)
def test_numbers_that_cannot_be_are_named(kind, numbers, unusable):
    found = examined(kind, **numbers)
    assert found.terms == ()
    assert found.missing == ("numbers",)
    assert found.details["numbers"] == unusable


def test_an_unknown_kind_says_which_kinds_there_are():
    found = examined("magic", x=1)
    assert found.missing == ("kind_unknown",)
    assert "time_saved" in found.details["known"]
