"""Lines about what comes sooner and about shared minutes are read in their units, or refused with why."""

import pytest

from register.documents import built, wrong
from retour.quantity import DeclaredRange
from retour.register.worth_lines import Sharing, SpeedLine, WatchingLine

HEAD = """\
name: Follow-up
process: quotes
kpis:
  delay: {better: lower, duration: {from: sent, to: signed, horizon: 30d}}
  signed: {better: higher, main: true, rate: {of: sent, reaching: signed, by: 30d}}
worth:
"""


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


def lines(*written: str):
    register, problems = built(HEAD + "".join(f"  - {line}\n" for line in written))
    assert problems == ()
    return register.automations[0].worth


def test_days_shares_and_money_a_year_are_read_in_their_units():
    (speed, typed, watched) = lines(
        "speed: {kpi: delay, annual_turnover: 900000 EUR/year, cost_of_capital: 6%}",
        "speed: {days_before: 6w, days_after: 36h, annual_turnover: 1000, cost_of_capital: 0.05}",
        "watching: {per_year: 1/month, detection_days_before: 7, detection_days_after: 12h,"
        " repair_days: 0.5, loss_share: 11%, cost_each: 600}",
    )
    assert speed == SpeedLine(indicator="delay", annual_turnover=sure(900_000), cost_of_capital=sure(0.06))
    assert (typed.days_before, typed.days_after) == (sure(42), sure(1.5))
    assert watched == WatchingLine(
        per_year=sure(12),
        days_before=sure(7),
        days_after=sure(0.5),
        repair_days=sure(0.5),
        loss_share=sure(0.11),
        cost_each=sure(600),
    )


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("speed: {annual_turnover: 1, cost_of_capital: 1%}", "worth.speed_from"),
        ("speed: {kpi: delay, days_before: 3, annual_turnover: 1, cost_of_capital: 1%}", "worth.speed_from"),
        ("speed: {days_before: 3, annual_turnover: 1, cost_of_capital: 1%}", "worth.speed_from"),
        ("speed: {kpi: signed, annual_turnover: 1, cost_of_capital: 1%}", "kpi.not_a_duration"),
        ("speed: {kpi: dleay, annual_turnover: 1, cost_of_capital: 1%}", "reference.undeclared"),
        ("time: {role: admin, before: 3 min/item, split: {a1: 2}}", "worth.split_alone"),
        ("time: {role: admin, before: 3 min/item, shared_with: [nobody]}", "reference.undeclared"),
    ],
)
def test_what_says_no_days_or_shares_with_nobody_is_refused(line, rule):
    assert rule in [found for found, *_ in wrong(HEAD + f"  - {line}\n")]


def test_two_that_share_by_other_parts_are_warned_and_one_side_is_enough():
    def automation(key: str, other: str, split: str) -> str:
        shared = f", shared_with: [{other}]{split}" if other else ""
        return (
            f"automation: {key}\nname: A\nprocess: quotes\nworth:\n"
            f"  - time: {{role: admin, before: 3 min/item, after: 1 min/item{shared}}}\n"
        )

    def rules(*parts: tuple[str, str, str]) -> list[str]:
        _, problems = built(*(automation(*part) for part in parts))
        return [problem.rule for problem in problems if problem.rule.startswith("worth")]

    assert rules(("one", "two", ", split: {one: 2}"), ("two", "", "")) == []
    assert rules(("one", "two", ", split: {one: 2}"), ("two", "one", ", split: {one: 2}")) == []
    assert rules(("one", "two", ", split: {one: 2}"), ("two", "one", ", split: {one: 3}")) == [
        "worth.split_differs",
        "worth.split_differs",
    ]


def test_a_split_is_kept_as_written():
    text = "time: {role: admin, before: 3 min/item, shared_with: [a2], split: {a2: 2}}"
    register, _ = built(HEAD + f"  - {text}\n", "name: Other\nprocess: quotes\n")
    (line,) = register.automation("a1").worth
    assert line.shared == Sharing(others=("a2",), weights={"a2": 2.0})
