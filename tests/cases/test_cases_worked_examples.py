"""The worked examples of the specification of worth, from a folder of YAML to the stated figures.

Example A rests on draws: each figure is held to three standard errors of a quantile (or of a share) at the
number of draws of the audit. Its horizon is 36 months where an audit counts 24: what depends on the horizon
is worked out again, by the same functions, on the net that the audit drew.
"""

from math import sqrt

import numpy as np
import pytest

from retour.quantity import DeclaredRange, Estimate, Grade
from retour.report.as_json import as_json
from retour.worth.chance import pert
from retour.worth.result import Nature
from retour.worth.value import annuity, months_to_repay, net_present_value, payback, perfect_information
from traps.folders import audited

MONTHS = 36
FIRM = """\
name: Very small firm
currency: EUR
locale: en
timezone: Europe/Paris
roles:
  manager: {name: Manager, hourly_cost: {low: 26, mode: 32, high: 40}}
  maintainer: {name: Maintainer, hourly_cost: {low: 40, mode: 55, high: 80}}
  builder: {name: Builder, hourly_cost: {low: 45, mode: 60, high: 90}}
tools:
  make: {name: Make, per_month: {low: 9, mode: 16, high: 35}}
"""
# The unit counted is a working day, 17 to 20 of them a month. Failures: 60 to 140 runs a month, 0 to 5 % of
# them at 5 to 80 each, written as days of cases a year: 19.33 / 365 x 18.9 days a month is one.
HOURS = "{role: manager, before: {low: 30, mode: 60, high: 75, unit: min/case}, after: 0 min/case}"
PLAN = "plan: {cases_per_month: {low: 17, mode: 19.1, high: 20}}"
QUOTES = f"""\
name: Quotes
status: planned
worth:
  - time: {HOURS}
costs:
  build: {{hours: {{low: 6, mode: 14, high: 30}}, role: builder}}
  upkeep: {{hours: {{low: 0.3, mode: 1, high: 3, unit: h/month}}, role: maintainer}}
  supervision: {{hours: {{low: 0.5, mode: 1.5, high: 4, unit: h/month}}, role: manager}}
  subscriptions: [{{tool: make, share: {{low: 20%, mode: 50%, high: 100%}}}}]
  failures:
    per_year: 19.33
    detection_days: {{low: 60, mode: 90, high: 140}}
    repair_days: 0
    loss_share: {{low: 0%, mode: 1%, high: 5%}}
    cost_each: {{low: 5, mode: 20, high: 80}}
{PLAN}
"""
GROSS = f"name: Quotes, nothing else said\nstatus: planned\nworth:\n  - time: {HOURS}\n{PLAN}\n"


@pytest.fixture(scope="module")
def quotes(tmp_path_factory):
    files = {"retour.yaml": FIRM, "automations/quotes.yaml": QUOTES, "automations/gross.yaml": GROSS}
    return audited(tmp_path_factory.mktemp("quotes"), files)


@pytest.fixture(scope="module")
def worth(quotes):
    return quotes.sheet("quotes").worth


@pytest.fixture(scope="module")
def build(worth):
    """What it cost to build, drawn again: the audit keeps its range only, and nothing else depends on it."""
    rng, n = np.random.default_rng(4), len(worth.net_draws)
    return pert(DeclaredRange(6, 14, 30), rng, n) * pert(DeclaredRange(45, 60, 90), rng, n)


@pytest.fixture(scope="module")
def npv(worth, build):
    return net_present_value(worth.net_draws, build, months=MONTHS)


def of(worth, nature):
    return sum(line.draws for line in worth.lines if line.nature is nature)


def line(worth, code):
    return next(line for line in worth.lines if line.code == code).draws


def error(sample, level):
    """Standard error of a quantile of draws: sqrt(q (1 - q) / n) over the density, by finite differences."""
    low, high = np.quantile(sample, [max(level - 0.02, 0), min(level + 0.02, 1)])
    density = 0.04 / (high - low)
    return sqrt(level * (1 - level) / len(sample)) / density


def near(sample, level, published):
    """Within three standard errors, and half of the last digit printed."""
    return abs(float(np.quantile(sample, level)) - published) <= 3 * error(sample, level) + 0.5


def test_600_a_month_is_the_published_distribution_of_benefit_running_cost_and_net(worth):
    published = {
        "realised": (of(worth, Nature.CAPACITY), (178, 299, 467)),
        "running": (-of(worth, Nature.COST), (104, 169, 260)),
        "net": (worth.net_draws, (-20, 128, 307)),
    }
    off = {
        (name, level): float(np.quantile(sample, level))
        for name, (sample, row) in published.items()
        for level, wanted in zip((0.05, 0.5, 0.95), row, strict=True)
        if not near(sample, level, wanted)
    }
    assert off == {}


def test_gross_at_30_an_hour_is_404_to_666_before_anything_is_taken_off(quotes):
    hours = quotes.figures["gross/worth/hours"].value
    assert (30 * hours.low, 30 * hours.high) == pytest.approx((404, 666), rel=0.02)
    # 548 is the published median; a worth shows means, which add up: those of the two ranges multiplied.
    assert 30 * hours.mode == pytest.approx(30 * (5.75 / 6) * (113.4 / 6), rel=0.01)


def test_every_surface_shows_the_net_of_the_quotes_as_a_declared_range_of_grade_d(quotes, worth):
    figure = quotes.figures["quotes/worth/net"]
    shown = as_json(quotes, "en")["figures"]["quotes/worth/net"]
    assert figure.grade is worth.grade is Grade.D
    assert isinstance(figure.value, DeclaredRange)
    assert (shown["low"], shown["high"]) == pytest.approx((worth.net.low, worth.net.high), abs=0.01)
    assert worth.net.mode == pytest.approx(worth.net_draws.mean())


def test_over_36_months_the_quotes_are_worth_the_published_3039_and_may_lose(npv):
    assert near(npv, 0.05, -1602)
    assert near(npv, 0.5, 3039)
    assert near(npv, 0.95, 8636)
    assert (npv > 0).mean() == pytest.approx(0.85, abs=3 * sqrt(0.85 * 0.15 / len(npv)))


def test_the_quotes_that_ever_pay_back_do_so_at_6_8_months(worth, build):
    net = worth.net_draws
    _, median, _ = payback(months_to_repay(net[net > 0], build[net > 0]))
    assert median == pytest.approx(6.8, abs=3 * error((build / net)[net > 0], 0.5))
    assert 6.8 < worth.payback_months < 8  # the audit's median also counts those that never do


PUBLISHED_TORNADO = {  # NPV over 36 months at the input's P10 and P90, the others at their medians
    "realisation": (879, 6838),
    "minutes_before": (1668, 5356),
    "failures": (4345, 2081),
    "rate:manager": (2843, 4557),
    "supervision": (4408, 2720),
    "subscription": (3782, 3488),
}


@pytest.mark.parametrize("code", PUBLISHED_TORNADO)
def test_the_tornado_is_the_published_one(code, worth, build, npv):
    driver = next(d for d in worth.drivers if d.code == code)
    shown = [annuity(MONTHS) * net - float(np.median(build)) for net in (driver.at_low, driver.at_high)]
    assert shown == pytest.approx(PUBLISHED_TORNADO[code], abs=3 * error(npv, 0.5))


@pytest.mark.parametrize(("moved", "published"), [("upkeep", 2354), ("build", 796)])
def test_two_inputs_published_as_money_are_as_wide_as_published(moved, published, worth, build):
    """The audit moves the hours of the upkeep, and the build does not move a monthly net: their draws do."""
    sample = -annuity(MONTHS) * line(worth, "upkeep") if moved == "upkeep" else build
    low, high = np.quantile(sample, [0.1, 0.9])
    assert high - low == pytest.approx(published, abs=3 * (error(sample, 0.1) + error(sample, 0.9)))


def test_the_widest_inputs_come_in_the_published_order(worth):
    order = [d.code for d in worth.drivers]
    assert order[:2] == ["realisation", "minutes_before"]
    assert set(order[2:4]) == {"upkeep", "failures"}  # 2,354 and 2,264 published: as wide as each other
    assert order[-1] == "subscription"


def test_knowing_everything_is_worth_205_before_building_and_95_once_it_runs(worth, npv):
    keep = annuity(MONTHS) * worth.net_draws
    for utility, published in ((npv, 205), (keep, 95)):
        missed = np.maximum(-utility, 0)  # E[max(U, 0)] - E[U], as U is positive on average
        error_of_mean = float(missed.std()) / sqrt(len(missed))
        assert perfect_information(utility) == pytest.approx(published, abs=3 * error_of_mean)


def test_the_one_input_worth_knowing_is_what_becomes_of_the_time_and_is_worth_little(worth):
    """Published over 36 months: 36, then failures 8, hours 3, others nothing. The audit counts 24 months."""
    values = dict(worth.evppi)
    assert worth.evppi[0][0] == "realisation"
    assert 20 < values["realisation"] < 60
    assert values["failures"] < 15
    assert all(value < 5 for code, value in worth.evppi if code not in ("realisation", "failures"))
    assert max(values.values()) < worth.evpi < 0.15 * worth.npv.mode


CLAIMS = """name: Claims of the article, with the numbers that its author left out
claims:
  leads:
    kind: conversion_uplift
    sentence: 8 % to 11 %, 12 k
    numbers: {before: 0.08, after: 0.11, revenue: 12000, leads_per_month: 100, coverage_before: 0.72,
              coverage_after: 0.95}
  reminded:
    kind: treated_rate
    sentence: 23 % of the reminded quotes were signed
    numbers: {rate: 0.23, treated: 100, hours_per_month: 5, hourly_cost: 30}
  notes:
    kind: time_per_person
    sentence: 45 minutes a week
    numbers: {minutes_per_week: 45, hourly_cost: 45, audio_minutes: 45, price_per_minute: 0.006}
"""


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    found = audited(tmp_path_factory.mktemp("claims"), {"automations/claims.yaml": CLAIMS})
    return {claim.key: claim for claim in found.sheet("claims").claims}


def term(claims, key, code):
    return next(t for t in claims[key].terms if t.code == code).value


@pytest.mark.parametrize(
    ("key", "code", "value", "within"),
    [
        ("leads", "turnover_base", 400_000, 0.5),
        ("leads", "basket", 4_000, 0.5),
        ("leads", "margin_30", 3_600, 0.5),
        ("leads", "margin_50", 6_000, 0.5),
        ("leads", "margin_70", 8_400, 0.5),
        ("leads", "converted_treated_before", 0.111, 0.0005),
        ("leads", "converted_treated_after", 0.116, 0.0005),
        ("leads", "share_coverage", 0.85, 0.005),
        ("leads", "share_speed", 0.15, 0.005),
        ("reminded", "money_per_month", 150, 0.5),
        ("reminded", "fte", 0.037, 0.0005),
        ("reminded", "cases_per_arm_15", 377, 0),
        ("reminded", "cases_per_arm_20", 2_943, 0),
        ("notes", "hours_per_year", 34.4, 0.05),
        ("notes", "share_of_time", 0.021, 0.0005),
        ("notes", "money_per_year", 1_550, 1),
        ("notes", "money_per_year_half", 775, 1),
        ("notes", "ai_per_meeting", 0.27, 0.001),
    ],
)
def test_a_claim_with_all_its_numbers_gives_the_stated_figure(key, code, value, within, claims):
    assert term(claims, key, code).value == pytest.approx(value, abs=within)


PUBLISHED_LEADS = {  # leads a month: basket, points, their 95 % interval, that of the money in thousands
    50: (8_000, 2.7, (-4.1, 9.5), (-16.4, 38.0)),
    100: (4_000, 3.0, (-1.7, 7.8), (-7.0, 31.2)),
    200: (2_000, 3.0, (-0.3, 6.4), (-1.3, 25.4)),
    400: (1_000, 3.0, (0.7, 5.4), (2.6, 21.4)),
}


@pytest.mark.parametrize("leads", PUBLISHED_LEADS)
def test_the_table_of_12_k_is_shown_at_90_per_cent_inside_the_published_95(leads, claims):
    row = next(r for r in claims["leads"].details["table"] if r["leads"] == leads)
    basket, points, interval, money = PUBLISHED_LEADS[leads]
    assert row["basket"] == pytest.approx(basket)
    assert 100 * row["points"] == pytest.approx(points, abs=0.05)
    # Two Wilson intervals squared together are nearly normal: 90 % reaches 1.645 / 1.960 of 95 %.
    for name, end in zip(("low", "high"), interval, strict=True):
        assert 100 * row[name] - points == pytest.approx((end - points) * 1.645 / 1.960, abs=0.25)
    assert row["money_low"] / 1000 > money[0]
    assert row["money_high"] / 1000 < money[1]


@pytest.mark.parametrize(
    ("without", "published"), [(10, (2.7, 23.2)), (15, (-2.9, 18.8)), (20, (-8.4, 14.3))]
)
def test_23_per_cent_less_who_would_have_signed_is_shown_inside_the_published_95(without, published, claims):
    shown = term(claims, "reminded", f"effect_if_without_{without}")
    assert isinstance(shown, Estimate)
    assert 100 * shown.value == pytest.approx(23 - without)
    assert published[0] < 100 * shown.low < 100 * shown.high < published[1]
    assert shown.excludes_zero == (without == 10)
