"""Every problem at once: rule, line, value, and the nearest thing that would have been right."""

import pytest

from register.documents import FOLLOW_UP, QUOTES, built, said, wrong


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


def test_a_kpi_refers_to_declared_activities_attributes_and_kpis() -> None:
    assert wrong("""\
        name: Follow-up
        process: quotes
        segments: [client_tipe]
        rollout: {kind: observed, treatment: remindd}
        kpis:
          signed:
            {better: higher, main: true, rate: {of: snt, reaching: signd, by: 9d}, guardrails: [lf, signed]}
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
        ("reference.undeclared", 7, "lf", ""),
        ("reference.self", 7, "signed", ""),
        ("reference.undeclared", 7, "snt", "sent"),
        ("reference.undeclared", 7, "signd", "signed"),
        ("reference.undeclared", 8, "sgined", "signed"),
        ("reference.undeclared", 9, "size", ""),
        ("reconcile.process_missing", 12, "lead_created", "in_process: …"),
        ("reference.undeclared", 12, "lead_created", ""),
        ("reference.undeclared", 12, "sentt", "sent"),
        ("reference.undeclared", 13, "leads", ""),
        ("reference.undeclared", 15, "signd", "signed"),
        ("kpi.not_a_rate", 16, "delay", ""),
        ("reference.self", 17, "a1", ""),
    ]


@pytest.mark.parametrize(
    ("kpi", "problem"),
    [
        ("k: {better: higher}", ("kpi.measure_missing", "k", "")),
        (
            "k: {better: lower, rate: {of: sent, reaching: left, by: 3d}, score: {item: x, low: 0, high: 9}}",
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
            "k: {better: higher, rate: {of: sent, reaching: signed, by: 3wd, open_at: 5wd}}",
            ("kpi.window_closed", "3wd", ""),
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


def test_one_kpi_is_the_main_one() -> None:
    kpi = "{{better: higher, {}rate: {{of: sent, reaching: signed, by: 3d}}}}"
    one = kpi.format("main: true, ")
    both = f"name: A\nprocess: quotes\nkpis:\n  a: {one}\n  b: {one}\n"
    none = both.replace("main: true, ", "")
    assert wrong(both) == [("kpi.main_several", 3, "a, b", "")]
    assert wrong(none) == [("kpi.main_missing", 3, "a, b", "a")]


def test_a_kpi_on_cases_needs_a_process_and_a_score_does_not() -> None:
    scored = "name: A\nkpis: {happy: {better: higher, score: {item: sus, low: 0, high: 100}}}\n"
    assert built(scored)[0].automations[0].process is None
    assert wrong(FOLLOW_UP.replace("process: quotes\n", "")) == [("kpi.process_missing", 3, "signed", "")]


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
        (
            "{margin: {kpi: signed, margin_rate: 1, amount: 3 USD}}",
            [("currency.no_rate", "USD", "exchange: {USD: …}")],
        ),
        ("{errors: {kpi: signed, cost_each: -3}}", [("number.outside", "-3", "")]),
        ("{spend: {label: x, per_month: '1 240,50'}}", [("number.unreadable", "1 240,50", "1240.50")]),
        ("{spend: {label: x, per_month: .nan}}", [("number.not_finite", "nan", "")]),
        ("{time: {role: admin, before: 1e308 h/case}}", [("number.not_finite", "inf", "")]),
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


def test_words_after_a_comma_in_a_flow_map_are_shown_as_what_they_are() -> None:
    found = wrong("name: {fr: Relance, puis appel, en: Follow-up}\n")
    assert found == [("text.unquoted", 1, "puis appel", '"… puis appel"')]
    assert wrong("name: {fr: A, eng: B}\n") == [("key.unknown", 1, "eng", "en")]
    assert wrong("name: {}\n") == [("text.empty", 1, "{}", "")]


def test_plans_hold_together() -> None:
    assert wrong(
        FOLLOW_UP + "plan: {go_live: 2026-10-01, expected_effect: 3 points, comparison: holdout}\n"
    ) == [
        ("value.unknown", 5, "holdout", "hold_out"),
    ]
    assert wrong(FOLLOW_UP + "plan: {go_live: 2026-10-01, stop_date: 2026-09-01}\n") == [
        ("plan.dates", 5, "2026-09-01", "")
    ]
    assert wrong("name: A\nplan: {expected_effect: 3 points}\n") == [("key.missing", 2, "kpis", "")]


def test_a_treatment_window_opens_before_it_closes() -> None:
    rollout = "rollout: {kind: observed, treatment: reminded, treatment_after: 90min, treatment_by: 45s}\n"
    _, problems = built(FOLLOW_UP + rollout)
    assert [(p.rule, p.value, p.details) for p in problems] == [
        ("kpi.window_closed", "45s", {"open_at": "90min", "by": "45s"})
    ]


def test_one_gain_on_one_indicator_counts_once() -> None:
    assert wrong("""\
        name: Follow-up
        process: quotes
        kpis:
          signed: {better: higher, rate: {of: sent, reaching: signed, by: 9d}}
        worth:
          - margin: {kpi: signed, margin_rate: 45%}
          - spend: {label: Typist, per_month: 100}
          - margin: {kpi: signed, margin_rate: 30%}
          - errors: {kpi: signed, cost_each: 3}
        """) == [
        ("worth.line_repeated", 8, "signed", ""),
        ("worth.line_repeated", 9, "signed", ""),
    ]


def test_units_and_confounders_are_declared_attributes() -> None:
    two = "process: quotes\nkpis: {s: {better: higher, rate: {of: sent, reaching: signed, by: 30d}}}\n"
    assert wrong(
        f"name: A\n{two}rollout:\n  kind: staggered\n  unit: client_typ\n  units: {{Lyon: 2026-05-11}}\n"
    ) == [("reference.undeclared", 6, "client_typ", "client_type")]
    assert wrong(
        f"name: A\n{two}rollout:\n  kind: observed\n  treatment: reminded\n"
        "  confounders:\n    - client_type\n    - sourc\n"
    ) == [("reference.undeclared", 9, "sourc", "")]


@pytest.mark.parametrize(
    ("rollout", "problem"),
    [
        ("{kind: switchback, schedule: {2026-05-11: on}}", ("rollout.never_switched", "on", "")),
        (
            "{kind: switchback, schedule: {2026-05-11: off, 2026-05-18: off}}",
            ("rollout.never_switched", "off", ""),
        ),
        (
            "{kind: switchback, schedule: {2026-05-11: oui, 2026-05-18: off}}",
            ("value.unknown", "oui", "on"),
        ),
        ("{kind: switchback, schedule: {2026-05-11: 1, 2026-05-18: off}}", ("value.unknown", "1", "")),
        (
            "{kind: switchback, schedule: {11/05/2026: on, 2026-05-18: off}}",
            ("date.unreadable", "11/05/2026", "2026-05-11"),
        ),
        ("{kind: switchback, schedule: [on, off]}", ("value.type", "['on', 'off']", "")),
        (
            "{kind: staggered, unit: client_type, units: {Lyon: soon}}",
            ("date.unreadable", "soon", "2026-05-11"),
        ),
        ("{kind: staggered, unit: client_type, units: {'': 2026-05-11}}", ("text.empty", "", "")),
        ("{kind: switchbak, schedule: {2026-05-11: on}}", ("value.unknown", "switchbak", "switchback")),
    ],
)
def test_a_rollout_that_does_not_hold_says_why(rollout: str, problem: tuple[str, str, str]) -> None:
    found = wrong(FOLLOW_UP + f"rollout: {rollout}\n")
    assert found == [(problem[0], 5, problem[1], problem[2])]


@pytest.mark.parametrize(
    ("process", "named"),
    [
        (QUOTES.replace("client_type", "email"), "email"),
        (QUOTES + "files: [{path: e.csv, attributes: {Contact - E-mail: who}}]\n", "who"),
        (QUOTES + "files: [{path: e.csv, actor: Owner, attributes: {Owner: seller}}]\n", "seller"),
    ],
)
def test_a_rollout_is_read_by_team_site_or_client_never_by_person(process: str, named: str) -> None:
    _, problems = built(
        FOLLOW_UP + f"rollout: {{kind: staggered, unit: {named}, units: {{a: 2026-05-11}}}}\n",
        FOLLOW_UP + f"rollout: {{kind: observed, treatment: reminded, confounders: [{named}]}}\n",
        process=process,
    )
    assert said(problems) == [("rollout.names_people", 5, named, "")] * 2


def test_a_key_of_another_kind_of_rollout_is_said_to_serve_nothing() -> None:
    register, problems = built(
        FOLLOW_UP + "rollout: {kind: date, at: 2026-05-11, unit: client_type, units: {Lyon: 2026-05-11}}\n"
    )
    assert len(register.automations) == 1
    assert [(p.rule, p.value, p.details) for p in problems] == [
        ("rollout.key_unused", "unit", {"kind": "date", "known": ["staggered", "random"]}),
        ("rollout.key_unused", "units", {"kind": "date", "known": ["staggered"]}),
    ]


def test_controls_are_other_kpis_that_the_automation_cannot_touch() -> None:
    assert wrong("""\
        name: A
        process: quotes
        kpis:
          a:
            better: higher
            main: true
            rate: {of: sent, reaching: signed, by: 9d}
            guardrails: [b]
            controls: [a, b, cc]
          b: {better: lower, rate: {of: sent, reaching: left, by: 9d}}
          c: {better: lower, rate: {of: sent, reaching: left, by: 7d}, controls: [b]}
        """) == [
        ("reference.self", 9, "a", ""),
        ("kpi.control_is_guardrail", 9, "b", ""),
        ("reference.undeclared", 9, "cc", "c"),
        ("kpi.control_is_guardrail", 11, "b", ""),
    ]
