"""A register keeps all that is declared, in the units of the domain."""

from datetime import date

import pytest

from register.documents import FIRM, FOLLOW_UP, QUOTES, built, document
from retour.quantity import Better, DeclaredRange, Severity, Span, Text
from retour.register.automation import (
    Comparison,
    FollowUp,
    Match,
    RolloutKind,
)
from retour.register.build import Document, build
from retour.register.indicator import Actor, Count, Duration, Rate, Score, Share, Statistic, Sum
from retour.register.sheet import shown
from retour.register.worth_lines import ErrorLine, MarginLine, Per, Source, SpendLine, TimeLine, Use


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
          rate:
            {better: higher, main: true, rate: {of: sent, open_at: 7d, reaching: signed, by: 37d},
             target: 25%, smallest_effect: 2 points, guardrails: [left]}
          left: {better: lower, rate: {of: sent, reaching: left, by: 10wd}, margin: 0.3 points}
          delay:
            {better: lower, name: Delay, target: 1.5h,
             duration: {from: sent, to: signed, horizon: 37d, statistic: median, working_time: true}}
          quick:
            {better: higher, target: 0.3, duration: {from: sent, to: signed, horizon: 4h, statistic: done}}
          tasks: {better: lower, count: {of: sent, actor_kind: human, by: 30d}, target: 2}
          value: {better: higher, sum: {of: sent, activity: signed, by: 37d}, target: 120.50 EUR}
          work: {better: lower, sum: {of: sent, activity: sent, by: 37d, field: minutes}, target: 0.5 h}
          b2b: {better: higher, share: {of: sent, attribute: client_type, value: 12}}
          happy: {better: higher, score: {item: nps, low: 0, high: 10}, target: 8, smallest_effect: 0.5}
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
    assert one.indicator("happy").measure == Score(item="nps", low=0, high=10)


def test_worth_and_costs_are_kept_in_minutes_hours_and_currency() -> None:
    register, problems = built("""\
        name: Worth
        process: quotes
        kpis:
          signed: {better: higher, main: true, rate: {of: sent, reaching: signed, by: 30d}}
          signed_late: {better: higher, rate: {of: sent, reaching: signed, by: 60d}}
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
          - margin:
              {kpi: signed, amount: events, margin_rate: {low: 30%, mode: 45%, high: 60%}, cannibalised: 0.1}
          - margin: {kpi: signed_late, amount: 1200, margin_rate: 45%}
          - errors: {kpi: errors, cost_each: 30 EUR}
          - spend: {label: Typist, per_month: 1200 EUR/year}
        costs:
          build: {hours: {low: 60, mode: 120, high: 180, unit: min}, role: admin, money: 900}
          upkeep: {hours: 12 h/year, role: admin}
          supervision: {money: 20 EUR/month}
          subscriptions: [{tool: make, share: 50%}]
          ai: {per_case: 0.02, per_month: 5}
          failures:
            {per_year: 1 /month, detection_days: 12 h, repair_days: 0.5, loss_share: 11%, cost_each: 600}
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
          reconcile:
            - {of: sent, needs: reminded, within: 8d}
            - {of: sent, needs: signed, within: 1wd, match: email, in_process: quotes}
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
        ("{kind: staggered, unit: client_type}", "units"),
        ("{kind: staggered, units: {Lyon: 2026-05-11}}", "unit"),
        ("{kind: switchback}", "schedule"),
        ("{kind: observed}", "treatment"),
    ],
)
def test_a_rollout_says_what_it_lacks(rollout: str, needs: str) -> None:
    _, problems = built(FOLLOW_UP + f"rollout: {rollout}\n")
    assert [(p.rule, p.details) for p in problems] == [("rollout.incomplete", {"needs": needs})]


def test_rollouts_by_lot_and_unit_by_unit_are_kept() -> None:
    register, problems = built(
        FOLLOW_UP + "rollout: {kind: random, at: 2026-05-11, assigned: client_type, "
        "treated_arm: 1, treated_share: 80%}\n",
        FOLLOW_UP
        + "rollout: {kind: staggered, unit: client_type, units: {Lyon: 2026-05-11, 75: 2126-07-01}}\n",
    )
    assert problems == ()
    drawn, staggered = (a.rollout for a in register.automations)
    assert (drawn.assigned, drawn.treated_arm, drawn.treated_share) == ("client_type", "1", 0.8)
    assert staggered.units == {"Lyon": date(2026, 5, 11), "75": date(2126, 7, 1)}
    assert (staggered.unit, staggered.first_on) == ("client_type", date(2026, 5, 11))


@pytest.mark.parametrize(("on", "off"), [("on", "off"), ("true", "false"), ("'On'", "False")])
def test_a_switchback_keeps_its_periods_in_the_order_of_their_days(on: str, off: str) -> None:
    schedule = f"{{2026-05-25: {off}, 2026-05-11: {off}, 2026-05-18: {on}}}"
    register, problems = built(FOLLOW_UP + f"rollout: {{kind: switchback, schedule: {schedule}}}\n")
    assert problems == ()
    rollout = register.automations[0].rollout
    assert list(rollout.schedule.items()) == [
        (date(2026, 5, 11), False),
        (date(2026, 5, 18), True),
        (date(2026, 5, 25), False),
    ]
    assert register.automations[0].go_live == date(2026, 5, 18)


def test_drawn_clients_confounders_and_controls_are_kept() -> None:
    register, problems = built(
        FOLLOW_UP + "rollout: {kind: random, at: 2026-05-11, assigned: arm, unit: client}\n",
        FOLLOW_UP + "rollout: {kind: observed, treatment: reminded, confounders: [size, source]}\n",
        FOLLOW_UP.replace("by: 30d}", "by: 30d}, main: true, controls: [left]")
        + "  left: {better: lower, rate: {of: sent, reaching: left, by: 30d}}\n",
        process=QUOTES.replace("client_type", "client_type, client, arm, size, source"),
    )
    assert problems == ()
    drawn, observed, controlled = register.automations
    assert drawn.rollout.unit == "client"
    assert observed.rollout.confounders == ("size", "source")
    assert controlled.main.controls == ("left",)


def test_two_kinds_of_span_are_not_compared() -> None:
    register, problems = built(
        "name: A\nprocess: quotes\nkpis: "
        "{k: {better: higher, rate: {of: sent, reaching: signed, by: 5wd, open_at: 7d}}}\n"
    )
    assert (len(register.automations), problems) == (1, ())


def test_an_automation_without_any_kpi_is_kept_and_noted() -> None:
    register, problems = built("name: A\n")
    assert len(register.automations) == 1
    assert [(p.rule, p.severity) for p in problems] == [("kpi.none", Severity.NOTE)]


def test_dates_given_as_dates_are_dates() -> None:
    data = {"name": "A", "rollout": {"kind": "date", "at": date(2026, 5, 11)}}
    register, _ = built(more=(Document(file="x.yaml", kind="automation", data=data),))
    assert register.automations[0].rollout.at == date(2026, 5, 11)


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
