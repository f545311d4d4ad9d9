"""Claims of rates: outcomes among the treated, relative lifts, conversions before and after, coverage."""

from collections.abc import Sequence

from retour.claim.account import Account, Basis, Numbers, added, stated
from retour.claim.leads import lead_row
from retour.claim.proportion import cases_per_arm, newcombe
from retour.claim.result import Term
from retour.claim.time import TIME_MISSING, hours_terms
from retour.quantity import Unit
from retour.voice.intervals import wilson

WITHOUT = (0.10, 0.15, 0.20)  # what might have signed anyway: scenarios, not estimates
TOLD_FROM = (0.15, 0.20)
SCENARIO_ARM = 100  # cases a side of the scenarios when the claim does not say how many
MARGINS = (0.3, 0.5, 0.7)
LEADS = (50, 100, 200, 400)  # a month


def treated_rate(numbers: Numbers, basis: Basis) -> Account:
    """A success rate among the treated: an outcome. What the effect would be if so many signed anyway."""
    rate, treated = numbers["rate"], numbers.get("treated")
    arm = max(round(treated), 1) if treated else SCENARIO_ARM
    shown = wilson(rate * arm, arm)
    terms = [
        stated("rate", rate, Unit.SHARE),
        *([added("rate_interval", shown, Unit.SHARE, "wilson")] if treated else []),
        *(_scenario(rate, without, arm) for without in WITHOUT),
        *_arms(rate),
    ]
    missing = ["comparison", *(() if treated else ("sample_size",))]
    if "hours_per_month" in numbers:
        terms += hours_terms(numbers, basis)
        missing += [m for m in TIME_MISSING if m != "comparison"]
    return Account(
        says="outcome_among_treated",
        terms=tuple(terms),
        proves=("outcome_seen",),
        missing=tuple(missing),
        details=basis.details | {"scenario_arm": arm},
    )


def _scenario(rate: float, without: float, arm: int) -> Term:
    gap = newcombe((rate * arm, arm), (without * arm, arm))
    return added(f"effect_if_without_{100 * without:.0f}", gap, Unit.POINTS, "newcombe")


def _arms(rate: float) -> list[Term]:
    return [
        added(f"cases_per_arm_{100 * other:.0f}", cases_per_arm(rate, other), Unit.CASES, "cases_per_arm")
        for other in TOLD_FROM
        if other != rate
    ]


def relative_lift(numbers: Numbers, _: Basis) -> Account:
    """A relative lift: nothing without the level it lifts."""
    terms = [stated("lift", numbers["lift"], Unit.RATIO)]
    missing = ["comparison", "sample_size", "period"]
    if "base" in numbers:
        after = numbers["base"] * (1 + numbers["lift"])
        terms.append(added("level_after", after, Unit.SHARE, "base*(1+lift)"))
        terms.append(added("points", after - numbers["base"], Unit.POINTS, "after-base"))
    else:
        missing.insert(0, "base_rate")
    return Account(says="relative_lift", terms=tuple(terms), proves=("nothing",), missing=tuple(missing))


def segment_uplift(numbers: Numbers, _: Basis) -> Account:
    """More points after treating segments apart: how many cases a side could show it."""
    uplift, base = numbers["uplift"], numbers.get("base", 0.23)
    lifted = min(base + uplift, 1.0)
    terms = [
        stated("uplift", uplift, Unit.POINTS),
        added("cases_per_arm", cases_per_arm(base, lifted), Unit.CASES, "cases_per_arm"),
    ]
    if "treated" in numbers:
        arm = max(round(numbers["treated"]), 1)
        gap = newcombe((lifted * arm, arm), (base * arm, arm))
        terms.append(added("points_interval", gap, Unit.POINTS, "newcombe"))
    return Account(
        says="difference",
        terms=tuple(terms),
        proves=("nothing",),
        missing=("comparison", "sample_size", "segments_apart"),
        details={"base": base},
    )


def coverage(numbers: Numbers, _: Basis) -> Account:
    """The share of cases handled, before and after: what is no longer forgotten."""
    before, after = numbers["before"], numbers["after"]
    terms = [
        stated("coverage_before", before, Unit.SHARE),
        stated("coverage_after", after, Unit.SHARE),
        added("points", after - before, Unit.POINTS, "after-before"),
        added("forgotten_before", 1 - before, Unit.SHARE, "1-before"),
        added("forgotten_after", 1 - after, Unit.SHARE, "1-after"),
    ]
    missing = ["comparison", "sample_size", "period"]
    if "cases_per_month" in numbers:
        found = (after - before) * numbers["cases_per_month"]
        terms.append(added("found_again", found, Unit.CASES, "(after-before)*cases"))
    else:
        missing.append("volume")
    return Account(
        says="before_after", terms=tuple(terms), proves=("difference_seen",), missing=tuple(missing)
    )


def conversion_uplift(numbers: Numbers, _: Basis) -> Account:
    """A conversion before and after, and its turnover: what it implies, in margin and in interval."""
    before, after, revenue = numbers["before"], numbers["after"], numbers.get("revenue")
    terms = [
        stated("converted_before", before, Unit.SHARE),
        stated("converted_after", after, Unit.SHARE),
        added("points", after - before, Unit.POINTS, "after-before"),
        *_told_apart(before, after),
        *_money(numbers, after - before, revenue),
        *_decomposition(numbers),
        *_observed(numbers),
    ]
    missing = ["comparison", "period", "costs"]
    if "leads_per_month" not in numbers:
        missing.insert(1, "sample_size")
    if "margin_mode" not in numbers:
        missing.append("margin")
    return Account(
        says="before_after",
        terms=tuple(terms),
        proves=("difference_seen",),
        missing=tuple(missing),
        details={"table": _table(numbers)},
    )


def _told_apart(before: float, after: float) -> list[Term]:
    if before == after:
        return []
    return [added("cases_per_arm", cases_per_arm(before, after), Unit.CASES, "cases_per_arm")]


def _money(numbers: Numbers, points: float, revenue: float | None) -> list[Term]:
    """Turnover as stated, the monthly turnover at stake that it implies, and the margin in it."""
    if revenue is None:
        return []
    terms = [stated("turnover", revenue, Unit.MONEY_PER_MONTH)]
    if points:
        terms.append(added("turnover_base", revenue / points, Unit.MONEY_PER_MONTH, "turnover/points"))
    return terms + [
        added(f"margin_{100 * rate:.0f}", revenue * rate, Unit.MONEY_PER_MONTH, "turnover*margin")
        for rate in _margins(numbers)
    ]


def _margins(numbers: Numbers) -> Sequence[float]:
    keys = ("margin_low", "margin_mode", "margin_high")
    return [numbers.get(key, usual) for key, usual in zip(keys, MARGINS, strict=True)]


def _decomposition(numbers: Numbers) -> list[Term]:
    """How much of the gain is fewer forgotten cases, how much is better treatment of the others.

    With conversions over all cases: conversion among the handled is conversion / coverage; the gain in
    coverage is priced at the conversion of before, the rest is speed or quality.
    """
    if "coverage_before" not in numbers or "coverage_after" not in numbers:
        return []
    before = numbers["before"] / numbers["coverage_before"]
    after = numbers["after"] / numbers["coverage_after"]
    terms = [
        added("converted_treated_before", before, Unit.SHARE, "conversion/coverage"),
        added("converted_treated_after", after, Unit.SHARE, "conversion/coverage"),
    ]
    gain = numbers["after"] - numbers["before"]
    if gain:
        wider = (numbers["coverage_after"] - numbers["coverage_before"]) * before / gain
        terms.append(added("share_coverage", wider, Unit.SHARE, "coverage_gain*conversion/gain"))
        terms.append(added("share_speed", 1 - wider, Unit.SHARE, "1-share_coverage"))
    return terms


def _observed(numbers: Numbers) -> list[Term]:
    """The interval that the claim's own number of cases gives, in points and in turnover."""
    if "leads_per_month" not in numbers:
        return []
    row = lead_row(numbers, numbers["leads_per_month"])
    gap = row.gap
    terms = [added("points_interval", gap, Unit.POINTS, "newcombe")]
    if row.base is not None:
        terms.append(added("basket", row.base / row.leads, Unit.MONEY, "turnover_base/leads"))
        terms.append(added("turnover_interval", row.money, Unit.MONEY_PER_MONTH, "newcombe*turnover_base"))
    return terms


def _table(numbers: Numbers) -> list[dict[str, object]]:
    return [lead_row(numbers, leads).as_dict() for leads in LEADS]
