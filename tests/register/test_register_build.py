"""What a register makes of declared documents: everything right is kept, everything wrong is listed."""

import json
from datetime import date
from itertools import count
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.connectors.declared.tree import read_tree
from retour.quantity import Better, DeclaredRange, Problem, Severity, Span, Text
from retour.register.automation import (
    Comparison,
    FollowUp,
    Match,
    RolloutKind,
)
from retour.register.build import Document, build
from retour.register.indicator import Actor, Count, Duration, Rate, Score, Share, Statistic, Sum
from retour.register.sheet import Kind, shown
from retour.register.workspace import Register
from retour.register.worth_lines import ErrorLine, MarginLine, Per, Source, SpendLine, TimeLine, Use

FIRM = """\
name: Atelier Morel
objectives: {sell: Sell more}
roles:
  admin: {hourly_cost: {low: 26, mode: 31, high: 40, source: payroll}}
tools: {make: Make, gmail: }
"""
QUOTES = """\
name: Quotes
attributes: [client_type]
activities: {sent: Sent, reminded: {actor_kind: robot, minutes: 2}, signed: , left: }
"""
FOLLOW_UP = """\
name: Follow-up
process: quotes
kpis:
  signed: {better: higher, rate: {of: sent, reaching: signed, by: 30d}}
"""


def document(kind: Kind, file: str, text: str) -> Document:
    tree = read_tree(file, dedent(text))
    assert not tree.problems
    return Document(file=file, kind=kind, data=tree.data, lines=tree.lines)


def built(
    *automations: str, firm: str = FIRM, process: str = QUOTES, more: tuple[Document, ...] = ()
) -> tuple[Register, tuple[Problem, ...]]:
    numbered = (f"automations/a{n}.yaml" for n in count(1))
    documents = [
        document("workspace", "retour.yaml", firm),
        document("process", "processes/quotes.yaml", process),
        *(document("automation", file, text) for file, text in zip(numbered, automations, strict=False)),
        *more,
    ]
    register, problems = build(documents)
    assert register is not None
    return register, problems


def said(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(p.rule, p.place.line, p.value, p.hint) for p in problems if p.severity is not Severity.NOTE]


def wrong(automation: str, **others: str) -> list[tuple[str, int, str, str]]:
    """The problems of one automation, which is left out for them."""
    register, problems = built(automation, **others)  # type: ignore[arg-type]
    assert register.automations == ()
    return said(problems)


def test_a_workspace_keeps_all_that_it_declares() -> None:
    register, problems = built(
        firm="""\
        format: 1
        name: Atelier Morel
        currency: CHF
        locale: en
        timezone: Europe/Zurich
        calendar: {country: CH, working_days: [tue, mon], hours_per_year: 1800, days_per_month: 20}
        objectives:
          sell: {name: {fr: Vendre, en: Sell}, reviewed: 2026-03-01, active: false}
        roles: {admin: {name: Admin, hourly_cost: 30 CHF/h}}
        tools: {make: {per_month: {low: 120, mode: 192, high: 240, unit: CHF/year}}}
        """
    )
    assert problems == ()
    assert (register.name, register.currency, register.locale) == ("Atelier Morel", "CHF", "en")
    assert register.calendar.working_days == (0, 1)
    assert (register.calendar.hours_per_year, register.calendar.days_per_month) == (1800, 20)
    assert register.objectives[0].name == Text(fr="Vendre", en="Sell")
    assert register.objectives[0].reviewed == date(2026, 3, 1)
    assert not register.objectives[0].active
    assert register.roles[0].hourly_cost == DeclaredRange(30, 30, 30)
    assert register.tools[0].per_month == DeclaredRange(10, 16, 20)
    assert register.tools[0].name == Text.same("make")


def test_a_process_keeps_its_activities_and_how_its_files_are_read() -> None:
    register, problems = built(
        process="""\
        process: quote
        name: {fr: Devis}
        case: {fr: devis, en: quote}
        attributes: [client_type]
        activities:
          sent: {name: Sent, actor_kind: human, minutes: 0.1 h}
          signed: Signed
        files:
          - path: events/quotes.csv
            shape: wide
            case: Quote no.
            dates: {Sent on: sent, Signed on: signed}
            attributes: {E-mail: email}
            day_first: true
            timezone: Europe/Paris
            separator: ";"
        """
    )
    assert problems == ()
    process = register.processes[0]
    assert (process.key, process.name, process.case.en) == ("quote", Text.same("Devis"), "quote")
    assert process.activity("sent").minutes == 6
    assert process.activity("sent").actor_kind is Actor.HUMAN
    assert process.attributes == ("client_type", "email")
    file = process.files[0]
    assert (file.shape, file.case, file.day_first, file.separator) == ("wide", "Quote no.", True, ";")
    assert file.dates == {"Sent on": "sent", "Signed on": "signed"}


def test_every_measure_and_its_units_are_kept() -> None:
    register, problems = built("""\
        name: All
        process: quotes
        kpis:
          rate: {better: higher, main: true, rate: {of: sent, open_at: 7d, reaching: signed, by: 37d}, target: 25%, smallest_effect: 2 points, guardrails: [left]}
          left: {better: lower, rate: {of: sent, reaching: left, by: 10wd}, margin: 0.3 points}
          delay: {better: lower, name: Delay, duration: {from: sent, to: signed, horizon: 37d, statistic: median, working_time: true}, target: 1.5h}
          quick: {better: higher, duration: {from: sent, to: signed, horizon: 4h, statistic: done}, target: 0.3}
          tasks: {better: lower, count: {of: sent, actor_kind: human, by: 30d}, target: 2}
          value: {better: higher, sum: {of: sent, activity: signed, by: 37d}, target: 120.50 EUR}
          work: {better: lower, sum: {of: sent, activity: sent, by: 37d, field: minutes}, target: 0.5 h}
          b2b: {better: higher, share: {of: sent, attribute: client_type, value: 12}}
          happy: {better: higher, score: {item: satisfaction_10, low: 0, high: 10}, target: 8, smallest_effect: 0.5}
        """)
    assert problems == ()
    one = register.automations[0]
    assert one.key == "a1"
    assert one.main is one.indicator("rate")
    day = 86_400
    assert one.indicator("rate").measure == Rate(
        of="sent", reaching="signed", by=Span(37 * day), open_at=Span(7 * day)
    )
    assert (one.indicator("rate").target, one.indicator("rate").smallest_effect) == (0.25, 0.02)
    assert one.indicator("rate").guardrails == ("left",)
    assert one.indicator("left").measure.by == Span(working_days=10)
    assert one.indicator("left").margin == pytest.approx(0.003)
    assert one.indicator("left").better is Better.LOWER
    assert one.indicator("delay").measure == Duration(
        start="sent", end="signed", horizon=Span(37 * day), statistic=Statistic.MEDIAN, working_time=True
    )
    assert one.indicator("delay").target == 5400
    assert one.indicator("quick").target == 0.3
    assert one.indicator("tasks").measure == Count(of="sent", by=Span(30 * day), actor_kind=Actor.HUMAN)
    assert one.indicator("value").measure == Sum(of="sent", activity="signed", by=Span(37 * day))
    assert one.indicator("value").target == 120.5
    assert one.indicator("work").target == 30
    assert one.indicator("b2b").measure == Share(of="sent", attribute="client_type", value="12")
    assert one.indicator("happy").measure == Score(item="satisfaction_10", low=0, high=10)


def test_worth_and_costs_are_kept_in_minutes_hours_and_currency() -> None:
    register, problems = built("""\
        name: Worth
        process: quotes
        kpis:
          signed: {better: higher, main: true, rate: {of: sent, reaching: signed, by: 30d}}
          errors: {better: lower, count: {of: sent, activity: left, by: 30d}}
        worth:
          - time:
              role: admin
              before:
                - {from: 2026-06-01, low: 3, mode: 5, high: 8, unit: min/case, source: measured}
                - {low: 0.1, mode: 0.2, high: 0.3, unit: h/case}
              after: {low: 1, mode: 1, high: 2}
              exceptions: {share: 8%, minutes: 10 min}
              realisation: redeployed
          - time: {role: admin, before: 45 min/week, people: 4}
          - time: {role: admin, before: 1 h/day, after: 0}
          - margin: {kpi: signed, amount: events, margin_rate: {low: 30%, mode: 45%, high: 60%}, cannibalised: 0.1}
          - margin: {kpi: signed, amount: 1200, margin_rate: 45%}
          - errors: {kpi: errors, cost_each: 30 EUR}
          - spend: {label: Typist, per_month: 1200 EUR/year}
        costs:
          build: {hours: {low: 60, mode: 120, high: 180, unit: min}, role: admin, money: 900}
          upkeep: {hours: 12 h/year, role: admin}
          supervision: {money: 20 EUR/month}
          subscriptions: [{tool: make, share: 50%}]
          ai: {per_case: 0.02, per_month: 5}
          failures: {per_year: 1 /month, detection_days: 12 h, repair_days: 0.5, loss_share: 11%, cost_each: 600}
        """)
    assert problems == ()
    one = register.automations[0]
    per_case, per_week, per_day, measured, given_, errors, spend = one.worth
    assert isinstance(per_case, TimeLine)
    assert (per_case.per, per_case.use) == (Per.CASE, Use.REDEPLOYED)
    assert [d.valid_from for d in per_case.before] == [None, date(2026, 6, 1)]
    assert per_case.before[0].value == DeclaredRange(6, 12, 18)
    assert per_case.before[1].source is Source.MEASURED
    assert per_case.after[0].value == DeclaredRange(1, 1, 2)
    assert per_case.exception_share == DeclaredRange(0.08, 0.08, 0.08)
    assert (per_week.per, per_week.people, per_week.after) == (Per.WEEK, 4, ())
    assert (per_day.per, per_day.before[0].value.mode) == (Per.WORKING_DAY, 60)
    assert measured == MarginLine(
        indicator="signed",
        amount=None,
        margin_rate=DeclaredRange(0.3, 0.45, 0.6),
        cannibalised=DeclaredRange(0.1, 0.1, 0.1),
    )
    assert given_.amount == DeclaredRange(1200, 1200, 1200)
    assert errors == ErrorLine(indicator="errors", cost_each=DeclaredRange(30, 30, 30))
    assert spend == SpendLine(label="Typist", per_month=DeclaredRange(100, 100, 100))
    assert one.costs.build.hours == DeclaredRange(1, 2, 3)
    assert one.costs.upkeep.hours == DeclaredRange(1, 1, 1)
    assert one.costs.supervision.money == DeclaredRange(20, 20, 20)
    assert one.costs.subscriptions[0].share.mode == 0.5
    assert one.costs.failures.per_year.mode == 12
    assert one.costs.failures.detection_days.mode == 0.5


def test_what_is_not_said_about_costs_stays_none() -> None:
    register, _ = built(FOLLOW_UP)
    costs = register.automations[0].costs
    assert (costs.build, costs.upkeep, costs.supervision, costs.ai_per_case, costs.failures) == (None,) * 5


def test_the_life_of_an_automation_is_kept() -> None:
    register, problems = built(
        """\
        automation: follow-up
        name: Follow-up
        process: quotes
        objective: sell
        tools: [make, gmail]
        owner: Sales lead
        follow_up: monthly
        key: true
        status: paused
        rollout: {kind: observed, at: 2026-05-11, treatment: reminded, treatment_after: 5d, treatment_by: 10d}
        changes: [{at: 2026-08-03, what: Second}, {at: 2026-06-03, what: First}]
        kpis: {signed: {better: higher, rate: {of: sent, reaching: signed, by: 30d}}}
        watch:
          success_target: 99%
          reconcile: [{of: sent, needs: reminded, within: 8d}, {of: sent, needs: signed, within: 1wd, match: email, in_process: quotes}]
        segments: [client_type]
        addressable: 40%
        maintainers: 2
        legal: {basis_recorded: true, red: true}
        kpi_in_words: Signed quotes
        """,
        """\
        name: Second
        status: planned
        process: quotes
        upstream: follow-up
        rollout: none
        kpis: {delay: {better: lower, duration: {from: sent, to: signed, horizon: 30d}}}
        plan:
          cases_per_month: 1200 /year
          expected_effect: {low: -3, mode: -2, high: 0, unit: d}
          comparison: units
          go_live: 2026-10-01
          stop_date: 2027-01-31
          risk: Tiring
          who_notices: Sales lead
        claims:
          said: {kind: time_saved, sentence: 1 h a day, numbers: {hours_per_day: 1, share: 25%}}
        """,
    )
    assert problems == ()
    first, second = register.automations
    assert (first.key, first.follow_up, first.key_automation) == ("follow-up", FollowUp.MONTHLY, True)
    assert first.rollout.kind is RolloutKind.OBSERVED
    assert first.rollout.treatment_by == Span(10 * 86_400)
    assert [c.at.month for c in first.changes] == [6, 8]
    assert first.watch.success_target == 0.99
    assert first.watch.reconcile[1].match is Match.EMAIL
    assert (first.addressable, first.maintainers, first.legal.red, first.legal.ai_label) == (
        0.4,
        2,
        True,
        None,
    )
    assert first.kpi_in_words == Text.same("Signed quotes")
    assert second.upstream == "follow-up"
    assert second.plan.cases_per_month.mode == 100
    assert second.plan.expected_effect == DeclaredRange(-3 * 86_400, -2 * 86_400, 0)
    assert second.plan.comparison is Comparison.UNITS
    assert second.claims[0].numbers == {"hours_per_day": 1, "share": 0.25}


@pytest.mark.parametrize(
    ("rollout", "needs"),
    [
        ("{kind: date}", "at"),
        ("{kind: random, at: 2026-05-11}", "assigned"),
        ("{kind: staggered}", "units"),
        ("{kind: observed}", "treatment"),
    ],
)
def test_a_rollout_says_what_it_lacks(rollout: str, needs: str) -> None:
    _, problems = built(FOLLOW_UP + f"rollout: {rollout}\n")
    assert [(p.rule, p.details) for p in problems] == [("rollout.incomplete", {"needs": needs})]


def test_rollouts_by_lot_and_unit_by_unit_are_kept() -> None:
    register, problems = built(
        FOLLOW_UP
        + "rollout: {kind: random, at: 2026-05-11, assigned: client_type, treated_arm: 1, treated_share: 80%}\n",
        FOLLOW_UP + "rollout: {kind: staggered, units: {Lyon: 2026-05-11, 75: 2026-07-01}}\n",
    )
    assert problems == ()
    drawn, staggered = (a.rollout for a in register.automations)
    assert (drawn.assigned, drawn.treated_arm, drawn.treated_share) == ("client_type", "1", 0.8)
    assert staggered.units == {"Lyon": date(2026, 5, 11), "75": date(2026, 7, 1)}


def test_all_the_problems_of_an_automation_come_at_once_with_line_value_and_nearest_word() -> None:
    assert wrong("""\
        nmae: Follow-up
        name: Follow-up
        process: qotes
        objective: sel
        tools: [make, gmial]
        follow_up: mensuel
        key: oui
        status: lives
        rollout: {kind: date, at: 11/05/2026}
        kpis:
          signed: {better: hihger, rate: {of: sent, reaching: signed, by: 30 jours}}
          delay: {better: lower, duration: {from: sent, to: signed}, tagret: 3d}
        """) == [
        ("key.unknown", 1, "nmae", "name"),
        ("reference.undeclared", 3, "qotes", "quotes"),
        ("reference.undeclared", 4, "sel", "sell"),
        ("reference.undeclared", 5, "gmial", "gmail"),
        ("value.unknown", 6, "mensuel", ""),
        ("value.type", 7, "oui", "true"),
        ("value.unknown", 8, "lives", "live"),
        ("date.unreadable", 9, "11/05/2026", "2026-05-11"),
        ("value.unknown", 11, "hihger", "higher"),
        ("span.unreadable", 11, "30 jours", "30d"),
        ("kpi.window_missing", 12, "horizon", "horizon: 30d"),
        ("key.unknown", 12, "tagret", "target"),
    ]


def test_the_other_automations_live_on() -> None:
    register, problems = built(FOLLOW_UP + "tools: [mkae]\n", FOLLOW_UP)
    assert [a.key for a in register.automations] == ["a2"]
    assert said(problems) == [("reference.undeclared", 5, "mkae", "make")]
    assert problems[0].place.column == "tools.0"


def test_a_kpi_refers_to_declared_activities_attributes_and_kpis() -> None:
    assert wrong("""\
        name: Follow-up
        process: quotes
        segments: [client_tipe]
        rollout: {kind: observed, treatment: remindd}
        kpis:
          signed: {better: higher, main: true, rate: {of: snt, reaching: signd, by: 30d}, guardrails: [lft, signed]}
          delay: {better: lower, duration: {from: sent, to: sgined, horizon: 3d}}
          b2b: {better: lower, share: {of: sent, attribute: size, value: S}}
        watch:
          reconcile:
            - {of: sentt, needs: lead_created, within: 8d, match: email}
            - {of: sent, needs: signed, within: 8d, in_process: leads}
        worth:
          - margin: {kpi: signd, margin_rate: 45%}
          - errors: {kpi: delay, cost_each: 3}
        upstream: a1
        """) == [
        ("reference.undeclared", 3, "client_tipe", "client_type"),
        ("reference.undeclared", 4, "remindd", "reminded"),
        ("reference.undeclared", 6, "lft", ""),
        ("reference.self", 6, "signed", ""),
        ("reference.undeclared", 6, "snt", "sent"),
        ("reference.undeclared", 6, "signd", "signed"),
        ("reference.undeclared", 7, "sgined", "signed"),
        ("reference.undeclared", 8, "size", ""),
        ("reconcile.process_missing", 11, "lead_created", "in_process: …"),
        ("reference.undeclared", 11, "lead_created", ""),
        ("reference.undeclared", 11, "sentt", "sent"),
        ("reference.undeclared", 12, "leads", ""),
        ("reference.undeclared", 14, "signd", "signed"),
        ("kpi.not_a_rate", 15, "delay", ""),
        ("reference.self", 16, "a1", ""),
    ]


@pytest.mark.parametrize(
    ("kpi", "problem"),
    [
        ("k: {better: higher}", ("kpi.measure_missing", "k", "")),
        (
            "k: {better: higher, rate: {of: sent, reaching: signed, by: 3d}, score: {item: x, low: 0, high: 1}}",
            ("kpi.measure_several", "k", ""),
        ),
        ("k: {better: lower, count: {of: sent, by: 3d}}", ("kpi.count_of_nothing", "k", "")),
        (
            "k: {better: lower, count: {of: sent, by: 3d, activity: left, actor_kind: human}}",
            ("kpi.count_of_nothing", "k", ""),
        ),
        (
            "k: {better: higher, rate: {of: sent, reaching: signed, by: 7d, open_at: 7d}}",
            ("kpi.window_closed", "7d", ""),
        ),
        ("k: {better: higher, rate: {of: sent, reaching: signed}}", ("kpi.window_missing", "by", "by: 30d")),
        ("k: {rate: {of: sent, reaching: signed, by: 3d}}", ("key.missing", "better", "")),
        ("k: {better: higher, score: {item: x, low: 9, high: 1}}", ("range.not_ordered", "9, 1", "")),
        (
            "k: {better: higher, score: {item: x, low: 0, high: 10}, target: 11}",
            ("number.outside", "11", ""),
        ),
        (
            "k: {better: higher, rate: {of: sent, reaching: signed, by: 3d}, target: 25}",
            ("number.outside", "25", "25%"),
        ),
        (
            "k: {better: lower, duration: {from: sent, to: signed, horizon: 3d}, target: 3}",
            ("unit.missing", "", ""),
        ),
        (
            "k: {better: lower, duration: {from: sent, to: signed, horizon: 3d}, target: 3 hh}",
            ("unit.unknown", "hh", "h"),
        ),
        (
            "ké: {better: higher, rate: {of: sent, reaching: signed, by: 3d}}",
            ("key.badly_written", "ké", "ke"),
        ),
    ],
)
def test_a_kpi_that_does_not_hold_says_why(kpi: str, problem: tuple[str, str, str]) -> None:
    found = wrong(f"name: A\nprocess: quotes\nkpis:\n  {kpi}\n")
    assert found == [(problem[0], 4, problem[1], problem[2])]


def test_two_kinds_of_span_are_not_compared() -> None:
    register, problems = built(
        "name: A\nprocess: quotes\nkpis: "
        "{k: {better: higher, rate: {of: sent, reaching: signed, by: 5wd, open_at: 7d}}}\n"
    )
    assert (len(register.automations), problems) == (1, ())


def test_one_kpi_is_the_main_one() -> None:
    kpi = "{{better: higher, {}rate: {{of: sent, reaching: signed, by: 3d}}}}"
    both = f"name: A\nprocess: quotes\nkpis:\n  a: {kpi.format('main: true, ')}\n  b: {kpi.format('main: true, ')}\n"
    none = both.replace("main: true, ", "")
    assert wrong(both) == [("kpi.main_several", 3, "a, b", "")]
    assert wrong(none) == [("kpi.main_missing", 3, "a, b", "a")]


def test_a_kpi_on_cases_needs_a_process_and_a_score_does_not() -> None:
    scored = "name: A\nkpis: {happy: {better: higher, score: {item: sus, low: 0, high: 100}}}\n"
    assert built(scored)[0].automations[0].process is None
    assert wrong(FOLLOW_UP.replace("process: quotes\n", "")) == [("kpi.process_missing", 3, "signed", "")]


def test_an_automation_without_any_kpi_is_kept_and_noted() -> None:
    register, problems = built("name: A\n")
    assert len(register.automations) == 1
    assert [(p.rule, p.severity) for p in problems] == [("kpi.none", Severity.NOTE)]


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("{}", [("worth.line_kind", "", "")]),
        (
            "{spend: {label: x, per_month: 1}, errors: {kpi: signed, cost_each: 1}}",
            [("worth.line_kind", "errors, spend", "")],
        ),
        ("{time: {role: admn, before: 5 min/case}}", [("reference.undeclared", "admn", "admin")]),
        ("{time: {role: admin, before: 5}}", [("unit.missing", "", "")]),
        ("{time: {role: admin, before: 5 min/cases}}", [("unit.unknown", "min/cases", "min/case")]),
        (
            "{time: {role: admin, before: 5 min/case, after: 1 min/week}}",
            [("unit.mismatch", "min/week", "")],
        ),
        (
            "{time: {role: admin, before: {low: 8, mode: 5, high: 3, unit: min/case}}}",
            [("range.not_ordered", "8, 5, 3", "")],
        ),
        (
            "{time: {role: admin, before: {low: 3, mode: 5, unit: min/case}}}",
            [("key.missing", "high", "")],
        ),
        (
            "{time: {role: admin, before: [{low: 3, mode: 5, high: 8, unit: min/case}, 4 min/case]}}",
            [("dates.repeated", "", "")],
        ),
        (
            "{time: {role: admin, before: {low: 3, mode: 5, high: 8, unit: min/case, source: mesured}}}",
            [("value.unknown", "mesured", "measured")],
        ),
        (
            "{time: {role: admin, before: 5 min/case, realisation: 50%}}",
            [("value.unknown", "50%", "")],
        ),
        ("{time: {role: admin, before: 5 min/case, people: 0}}", [("number.outside", "0", "")]),
        ("{time: {role: admin, before: 5 min/case, people: many}}", [("value.type", "many", "")]),
        (
            "{time: {role: admin, before: 5 min/case, exceptions: {share: 108%, minutes: 3}}}",
            [("number.outside", "1.08", "")],
        ),
        ("{margin: {kpi: signed, margin_rate: 45}}", [("number.outside", "45", "45%")]),
        ("{margin: {kpi: signed, margin_rate: 1, amount: 3 USD}}", [("unit.unknown", "USD", "")]),
        ("{errors: {kpi: signed, cost_each: -3}}", [("number.outside", "-3", "")]),
        ("{spend: {label: x, per_month: '1 240,50'}}", [("number.unreadable", "1 240,50", "1240.50")]),
        ("{spend: {label: x, per_month: .nan}}", [("number.not_finite", "nan", "")]),
        ("{spend: {label: x, per_month: .inf}}", [("number.not_finite", "inf", "")]),
        ("{spend: {label: x, per_month: [1, 2]}}", [("range.shape", "[1, 2]", "")]),
        ("{spend: {label: true, per_month: 1}}", [("value.type", "True", "")]),
        ("{spend: {label: '', per_month: yes}}", [("text.empty", "", ""), ("number.unreadable", "yes", "")]),
        (
            "{spend: {label: x, per_month: {low: 1 EUR, mode: 2, high: 3}}}",
            [("number.unreadable", "1 EUR", "1")],
        ),
        ("{spend: {label: x, per_month: true}}", [("value.type", "True", "")]),
    ],
)
def test_a_worth_line_that_does_not_hold_says_why(line: str, problems: list[tuple[str, str, str]]) -> None:
    found = wrong(FOLLOW_UP + f"worth:\n  - {line}\n")
    assert [(rule, value, hint) for rule, _, value, hint in found] == problems
    assert {n for _, n, _, _ in found} == {6}


@pytest.mark.parametrize(
    ("costs", "problems"),
    [
        ("{build: {}}", [("effort.empty", "build", "")]),
        ("{build: {hours: 3}}", [("effort.role_missing", "build", "")]),
        ("{upkeep: {hours: 3, role: boss}}", [("reference.undeclared", "boss", "")]),
        ("{upkeep: {hours: 3 d, role: admin}}", [("unit.unknown", "d", "")]),
        ("{subscriptions: [{tool: zapier, share: 1}]}", [("reference.undeclared", "zapier", "")]),
        ("{subscriptions: {tool: make, share: 1}}", [("value.type", "{'tool': 'make', 'share': 1}", "")]),
        (
            "{failures: {per_year: 1, detection_days: 2, repair_days: 1, loss_share: 11, cost_each: 6}}",
            [("number.outside", "11", "11%")],
        ),
        ("free", [("value.type", "free", "")]),
    ],
)
def test_a_cost_that_does_not_hold_says_why(costs: str, problems: list[tuple[str, str, str]]) -> None:
    found = wrong(FOLLOW_UP + f"costs: {costs}\n")
    assert [(rule, value, hint) for rule, _, value, hint in found] == problems


@pytest.mark.parametrize(
    ("span", "rule", "hint"),
    [
        ("7", "span.unit_missing", "7d"),
        ("7 jours", "span.unreadable", "7d"),
        ("15 minutes", "span.unreadable", "15min"),
        ('"1,5h"', "span.unreadable", "1.5h"),
        ("1.5wd", "span.unreadable", ""),
        ("soon", "span.unreadable", ""),
        ("3 lunes", "span.unreadable", ""),
        ("0d", "span.zero", ""),
        ("90000d", "span.too_long", ""),
        ("[7]", "span.unreadable", ""),
        ("true", "span.unreadable", ""),
    ],
)
def test_a_span_is_a_number_and_a_unit(span: str, rule: str, hint: str) -> None:
    found = wrong(FOLLOW_UP.replace("30d", span))
    assert [(r, h) for r, _, _, h in found] == [(rule, hint)]


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("0001-01-01", "date.out_of_range"),
        ("9999-12-31", "date.out_of_range"),
        ("2026-02-30", "date.unreadable"),
        ("20260511", "date.unreadable"),
        ("yesterday", "date.unreadable"),
    ],
)
def test_a_date_is_a_day_of_our_time(day: str, rule: str) -> None:
    assert [r for r, *_ in wrong(FOLLOW_UP + f"rollout: {{kind: date, at: {day}}}\n")] == [rule]


def test_dates_given_as_dates_are_dates() -> None:
    data = {"name": "A", "rollout": {"kind": "date", "at": date(2026, 5, 11)}}
    register, _ = built(more=(Document(file="x.yaml", kind="automation", data=data),))
    assert register.automations[0].rollout.at == date(2026, 5, 11)


def test_words_after_a_comma_in_a_flow_map_are_shown_as_what_they_are() -> None:
    found = wrong("name: {fr: Relance, puis appel, en: Follow-up}\n")
    assert found == [("text.unquoted", 1, "puis appel", '"… puis appel"')]
    assert wrong("name: {fr: A, eng: B}\n") == [("key.unknown", 1, "eng", "en")]
    assert wrong("name: {}\n") == [("text.empty", 1, "{}", "")]


def test_two_automations_with_one_key_are_told_apart() -> None:
    register, problems = built("automation: x\nname: A\n", "name: B\nautomation: x\n")
    assert [a.name.en for a in register.automations] == ["A"]
    (repeated,) = [p for p in problems if p.rule == "automation.repeated"]
    assert (repeated.place.file, repeated.place.line, repeated.value) == ("automations/a2.yaml", 2, "x")
    assert repeated.details == {"file": "automations/a1.yaml", "line": 1}


def test_a_chain_of_automations_does_not_bite_its_tail() -> None:
    register, problems = built(
        "automation: a\nname: A\nupstream: b\n",
        "automation: b\nname: B\nupstream: a\n",
        "name: C\nupstream: z\n",
    )
    assert register.automations == ()
    assert [(rule, value) for rule, _, value, _ in said(problems)] == [
        ("upstream.cycle", "a → b → a"),
        ("upstream.cycle", "b → a → b"),
        ("reference.undeclared", "z"),
    ]


def test_what_depends_on_a_broken_thing_is_kept_with_a_warning() -> None:
    register, problems = built(
        "automation: x\nname: A\nupstream: y\nprocess: quotes\ntools: [make]\n"
        "kpis: {k: {better: higher, rate: {of: nothing, reaching: known, by: 3d}}}\n",
        "automation: y\nname: A\nstatus: lvie\n",
        firm=FIRM.replace("make: Make", "make: {per_month: -3}"),
        process="name: Quotes\nattributes: 3\n",
    )
    assert [a.key for a in register.automations] == ["x"]
    assert register.processes == ()
    warnings = [(p.rule, p.value, p.details["kind"]) for p in problems if p.severity is Severity.WARNING]
    assert warnings == [
        ("reference.broken", "y", "automation"),
        ("reference.broken", "quotes", "process"),
        ("reference.broken", "make", "tool"),
    ]


def test_a_process_loses_only_its_wrong_entries() -> None:
    register, problems = built(
        process="""\
        name: Quotes
        activities: {sent: {minutes: -2}, signed: {who: me}, left: }
        files:
          - {path: events/a.csv, dates: {Sent: sent, Gone: lefft}}
          - {path: ../secret.csv}
          - {path: events/b.csv, timezone: Europe/Pari}
          - {path: events/c.csv, shap: wide}
          - {path: events/d.csv, dates: {Gone: left}}
        """
    )
    assert [a.key for a in register.processes[0].activities] == ["left"]
    assert [f.path for f in register.processes[0].files] == ["events/d.csv"]
    assert said(problems) == [
        ("number.outside", 2, "-2", ""),
        ("key.unknown", 2, "who", ""),
        ("reference.undeclared", 4, "lefft", "left"),
        ("reference.broken", 4, "sent", ""),
        ("path.outside", 5, "../secret.csv", ""),
        ("timezone.unknown", 6, "Europe/Pari", "Europe/Paris"),
        ("key.unknown", 7, "shap", "shape"),
    ]


def test_the_workspace_loses_only_its_wrong_entries() -> None:
    register, problems = built(
        firm="""\
        name: Morel
        tols: {}
        objectives: {sell: {reviewed: soon}, Répondre vite: Answer}
        roles: {admin: {hourly_cost: 26-40}, boss: {hourly_cost: 60}, Chef d'équipe: {hourly_cost: 9}}
        tools: {make: Make, À faire: x}
        """
    )
    assert [r.key for r in register.roles] == ["boss"]
    assert register.objectives == ()
    assert [t.key for t in register.tools] == ["make"]
    assert said(problems) == [
        ("key.unknown", 2, "tols", "tools"),
        ("key.badly_written", 3, "Répondre vite", "repondre-vite"),
        ("date.unreadable", 3, "soon", "2026-05-11"),
        ("key.badly_written", 4, "Chef d'équipe", "chef-d-equipe"),
        ("number.unreadable", 4, "26-40", "{low: 26, mode: …, high: 40}"),
        ("key.badly_written", 5, "À faire", "a-faire"),
    ]


@pytest.mark.parametrize(
    ("line", "rule", "hint"),
    [
        ("currency: euro", "currency.unknown", "EUR"),
        ("currency: €", "currency.unknown", "EUR"),
        ("timezone: Europe/Pari", "timezone.unknown", "Europe/Paris"),
        ("locale: fr-FR", "value.unknown", "fr"),
        ("calendar: {country: FRANCE}", "country.unknown", "FR"),
        ("calendar: {country: 42}", "country.unknown", ""),
        ("calendar: {working_days: [lundi]}", "value.unknown", ""),
        ("calendar: {working_days: []}", "key.missing", "[mon, tue]"),
        ("calendar: {hours_per_year: 0}", "number.outside", ""),
        ("calendar: weekdays", "value.type", ""),
        ("format: 2", "format.unsupported", ""),
    ],
)
def test_there_is_no_register_on_a_wrong_foundation(line: str, rule: str, hint: str) -> None:
    firm = document("workspace", "retour.yaml", f"name: Morel\n{line}\n")
    register, problems = build([firm])
    assert register is None
    assert [(p.rule, p.place.line, p.hint) for p in problems] == [(rule, 2, hint)]


def test_without_retour_yaml_there_is_no_register_but_the_rest_is_still_checked() -> None:
    register, problems = build([document("automation", "a.yaml", "nam: A\ntools: [make]\n")])
    assert register is None
    assert [p.rule for p in problems] == ["key.unknown", "key.missing", "workspace.missing"]


def test_a_second_retour_yaml_is_refused() -> None:
    again = document("workspace", "z.yaml", "name: Other\n")
    register, problems = built(more=(again,))
    assert register.name == "Atelier Morel"
    assert [(p.rule, p.place.file) for p in problems] == [("workspace.repeated", "z.yaml")]


def test_an_unreadable_file_is_not_called_undeclared() -> None:
    firm = document("workspace", "retour.yaml", FIRM)
    broken = Document(file="processes/quotes.yaml", kind="process", data=None)
    follow_up = document("automation", "automations/a.yaml", FOLLOW_UP)
    register, problems = build([firm, broken, follow_up])
    assert [a.key for a in register.automations] == ["a"]
    assert [p.rule for p in problems] == ["reference.broken"]
    nothing = Document(file="retour.yaml", kind="workspace", data=None)
    assert (
        build(
            [
                nothing,
                follow_up.__class__(file="a.yaml", kind="automation", data={"name": "A", "tools": ["x"]}),
            ]
        )[1][0].rule
        == "kpi.none"
    )


def test_changes_and_reviews_are_kept_in_the_order_of_their_dates() -> None:
    changes = document(
        "changes",
        "changes.yaml",
        "changes: [{at: 2026-07-01, what: B}, {at: 2026-06-01, what: A}, {at: x, what: C}]\n",
    )
    review = document(
        "review",
        "reviews/r.yaml",
        "{automation: a1, at: 2026-09-30, by: C. Morel, answers: {A1: pass, O5: fail}, proposed: keep, taken: fix, note: Hm}",
    )
    gone = document("review", "reviews/s.yaml", "{automation: a9, at: 2026-06-30, by: C. Morel}")
    bad = document(
        "review",
        "reviews/t.yaml",
        "{automation: a1, at: 2026-06-30, by: X, answers: {A9: pass, A1: passed}, taken: kep}",
    )
    register, problems = built(FOLLOW_UP, more=(changes, review, gone, bad))
    assert [c.what.en for c in register.changes] == ["A", "B"]
    assert [(r.automation, r.taken, dict(r.answers)) for r in register.reviews] == [
        ("a9", "", {}),
        ("a1", "fix", {"A1": "pass", "O5": "fail"}),
    ]
    assert [(p.rule, p.value, p.hint) for p in problems] == [
        ("date.unreadable", "x", "2026-05-11"),
        ("reference.undeclared", "a9", ""),
        ("value.unknown", "passed", "pass"),
        ("value.unknown", "A9", ""),
        ("value.unknown", "kep", "keep"),
    ]


def test_plans_hold_together() -> None:
    assert wrong(
        FOLLOW_UP
        + "plan: {go_live: 2026-10-01, stop_date: 2026-09-01, expected_effect: 3 points, comparison: holdout}\n"
    ) == [
        ("value.unknown", 5, "holdout", "hold_out"),
    ]
    assert wrong(FOLLOW_UP + "plan: {go_live: 2026-10-01, stop_date: 2026-09-01}\n") == [
        ("plan.dates", 5, "2026-09-01", "")
    ]
    assert wrong("name: A\nplan: {expected_effect: 3 points}\n") == [("kpi.main_missing", 2, "", "")]


def test_a_treatment_window_opens_before_it_closes() -> None:
    rollout = "rollout: {kind: observed, treatment: reminded, treatment_after: 90min, treatment_by: 45s}\n"
    _, problems = built(FOLLOW_UP + rollout)
    assert [(p.rule, p.value, p.details) for p in problems] == [
        ("kpi.window_closed", "45s", {"open_at": "90min"})
    ]


def test_the_revision_follows_the_content_and_nothing_else() -> None:
    firm, quotes = document("workspace", "retour.yaml", FIRM), document("process", "p/quotes.yaml", QUOTES)
    spaced = document("workspace", "retour.yaml", "# a comment\n\n" + FIRM)
    renamed = document("workspace", "retour.yaml", FIRM.replace("Morel", "Durand"))
    one, other = build([firm, quotes])[0], build([quotes, spaced])[0]
    assert one.revision == other.revision
    assert len(one.revision) == 64
    assert build([renamed, quotes])[0].revision != one.revision
    assert build([firm, quotes], sources="abc")[0].revision != one.revision


def test_a_long_value_is_shown_short() -> None:
    assert shown("a" * 200) == "a" * 79 + "…"
    assert shown([1, 2]) == "[1, 2]"


def test_a_document_that_is_not_a_map_is_a_problem() -> None:
    for kind in ("process", "automation", "changes", "review"):
        _, problems = built(more=(Document(file="x.yaml", kind=kind, data=[1]),))
        assert [(p.rule, p.details) for p in problems] == [("value.type", {"expected": "map"})]


KEYS = st.sampled_from(
    [
        "name",
        "process",
        "kpis",
        "worth",
        "costs",
        "tools",
        "rate",
        "of",
        "by",
        "low",
        "mode",
        "high",
        "at",
        "a",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["7d", "25%", "higher", "2026-05-11", "5 min/case", "date"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["workspace", "process", "automation", "changes", "review"]), ANYTHING),
        max_size=4,
    )
)
def test_nothing_that_can_be_written_breaks_the_reader(written: list[tuple[Kind, object]]) -> None:
    documents = [Document(file=f"{n}.yaml", kind=kind, data=data) for n, (kind, data) in enumerate(written)]
    register, problems = build(documents)
    assert register is not None or problems or any(d.data is None for d in documents)
    json.dumps([p.rule for p in problems])
