"""Traps about effects: what closes too early, what is only an outcome, what is two effects in one."""

from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner

import retour
from retour.cli.main import main
from retour.quantity import Estimate, Grade, Unknown
from retour.report.as_json import as_json
from traps.folders import audited, json_value, lines, money_said, said, write

QUOTE = """\
process: quote
activities: {sent: , reminded: , signed: }
files:
  - path: events/quotes.csv
    shape: wide
    case: quote
    dates: {sent: sent, reminded: reminded, signed: signed}
"""


def quotes(rows):
    return {
        "processes/quote.yaml": QUOTE,
        "events/quotes.csv": lines("quote,sent,reminded,signed", rows),
    }


def quote(number, sent, reminded=None, signed=None):
    """One row: a quote sent on a day, reminded and signed so many days later, or never."""
    days = [sent + timedelta(days=n) if n is not None else "" for n in (0, reminded, signed)]
    return ",".join([f"Q{number}", *(f"{day} 10:00" if day else "" for day in days)])


def reminder(kpi):
    return {
        "automations/reminder.yaml": "name: Reminder\nprocess: quote\n"
        "rollout: {kind: observed, treatment: reminded, treatment_after: 5d, treatment_by: 8d}\n"
        f"kpis: {{signed: {{better: higher, rate: {kpi}}}}}\n"
    }


def sold_at_day_7():
    """60 sign at day 3. Of the others, 100 are reminded at day 7 (30 sign at day 20), 100 are not (20 do)."""
    kinds = [
        *[(None, 3)] * 60,
        *[(7, 20)] * 30,
        *[(7, None)] * 70,
        *[(None, 20)] * 20,
        *[(None, None)] * 80,
    ]
    start = date(2026, 1, 5)
    rows = [quote(n, start + timedelta(days=n % 90), *kind) for n, kind in enumerate(kinds)]
    return quotes([*rows, quote("last", date(2026, 6, 29))])  # the export goes on until the end of June


def test_t21_a_kpi_that_closes_before_the_reminder_is_refused(tmp_path):
    early = "{of: sent, reaching: signed, by: 7d}"
    found = audited(tmp_path, sold_at_day_7() | reminder(early))
    effect = found.figures["reminder/effect/signed/all"]
    # By day 7, 60 of 160 unreminded quotes were signed and none of the reminded: "an effect" of -37.5 points.
    assert isinstance(effect.value, Unknown)
    assert effect.value.reason == "kpi_closes_before_treatment"
    assert effect.grade is Grade.E
    assert "the KPI closes at 7 days" in said(found, effect.key)
    assert json_value(found, effect.key) is None
    assert "reminder/naive/signed/all" not in found.figures


def test_t21_a_kpi_that_closes_when_it_opens_is_refused_with_its_line(tmp_path):
    automation = reminder("{of: sent, open_at: 7d, reaching: signed, by: 7d}")
    write(tmp_path, sold_at_day_7() | automation)
    found = retour.open(tmp_path).audit(today=date(2026, 7, 1))
    (problem,) = found.dossier.problems
    assert (problem.rule, problem.place.file, problem.place.line) == (
        "kpi.window_closed",
        "automations/reminder.yaml",
        4,
    )
    assert not [key for key in found.figures if "/effect/" in key]


def test_t21_the_quotes_still_open_at_day_7_are_compared_until_day_37(tmp_path):
    late = "{of: sent, open_at: 7d, reaching: signed, by: 37d}"
    found = audited(tmp_path, sold_at_day_7() | reminder(late))
    effect = found.figures["reminder/effect/signed/all"].value
    # Still unsigned at day 7: 30 of 100 reminded signed, 20 of 100 not reminded: +10 points.
    assert isinstance(effect, Estimate)
    assert effect.value == pytest.approx(0.10)
    assert effect.low < effect.value < effect.high
    assert found.figures["reminder/effect/signed/all"].grade >= Grade.C


def test_t22_23_percent_of_reminded_quotes_signed_is_an_outcome_and_no_effect(tmp_path):
    """Every quote was reminded, 23 of 100 signed: nobody knows what would have happened without it."""
    start = date(2026, 1, 5)
    rows = [quote(n, start + timedelta(days=n % 60), 7, 20 if n < 23 else None) for n in range(100)]
    files = quotes([*rows, quote("last", date(2026, 6, 29), 1)])
    found = audited(tmp_path, files | reminder("{of: sent, open_at: 7d, reaching: signed, by: 37d}"))
    effect = found.figures["reminder/effect/signed/all"]
    assert isinstance(effect.value, Unknown)
    assert "+23" not in str(as_json(found, "en")["figures"])


CLAIMS = """\
name: Reminder
claims:
  outcome: {kind: treated_rate, sentence: 23 % of reminded quotes were signed, numbers: {rate: 0.23}}
  lift: {kind: relative_lift, sentence: "+23 % de devis signés", numbers: {lift: 0.23}}
  told: {kind: stated, sentence: "+23 % de devis signés"}
"""


def test_t22_a_declared_claim_stays_what_it_says(tmp_path):
    found = audited(tmp_path, {"automations/reminder.yaml": CLAIMS})
    outcome, lift, told = found.sheets[0].claims
    assert (outcome.says, outcome.proves) == ("outcome_among_treated", ("outcome_seen",))
    assert "comparison" in outcome.missing
    assert (lift.says, lift.proves) == ("relative_lift", ("nothing",))
    assert (told.says, told.proves) == ("stated", ("nothing",))
    assert said(found, "reminder/claim/outcome/rate") == "23%"  # a level, without the plus of a difference
    assert not [key for key in found.figures if key.startswith("reminder/effect/")]
    assert money_said(found) == []
    assert {f.grade for key, f in found.figures.items() if "/claim/" in key} == {Grade.D}


@pytest.mark.parametrize(
    "sentence", ["23 % of reminded quotes were signed", "23% of the followed-up quotes signed"]
)
def test_t22_the_sentence_is_answered_as_an_outcome_not_as_a_lift(sentence):
    answer = CliRunner().invoke(main, ["claim", sentence, "--lang", "en"])
    assert answer.exit_code == 0
    assert "Some would have done it anyway." in answer.output
    assert "An outcome was seen among the treated cases." in answer.output
    assert "+23" not in answer.output
    assert "relative" not in answer.output.lower()


def weekly(start, weeks, signed_of_40):
    """40 quotes a week, 8 a working day; of them so many sign two days later, give or take one."""
    rows = []
    for week in range(weeks):
        good = signed_of_40 + (week * 7 % 5 in (1, 3)) - (week * 7 % 5 in (2, 4))
        for n in range(40):
            day = start + timedelta(weeks=week, days=n % 5)
            rows.append((day, None, 2 if n * 7 % 40 < good else None))
    return rows


def test_t23_version_2_is_compared_with_version_1_and_both_together_apart(tmp_path):
    first = date(2024, 1, 1)  # a Monday; 20 % signed for 104 weeks, then 30 % (v1), then 40 % (v2)
    go_live, changed = first + timedelta(weeks=104), first + timedelta(weeks=117)
    rows = [*weekly(first, 104, 8), *weekly(go_live, 13, 12), *weekly(changed, 13, 16)]
    automation = {
        "automations/reminder.yaml": "name: Reminder\nprocess: quote\n"
        f"rollout: {{kind: date, at: {go_live}}}\n"
        f"changes: [{{at: {changed}, what: Second version}}]\n"
        "kpis: {signed: {better: higher, rate: {of: sent, reaching: signed, by: 5d}}}\n"
    }
    files = quotes([quote(n, *row) for n, row in enumerate(rows)]) | automation
    found = audited(tmp_path, files, today=changed + timedelta(weeks=13))
    v1, v2, both = (found.figures[f"reminder/effect/signed/{v}"].value for v in ("v1", "v2", "all"))
    # v1 over the time before: 30 - 20 = +10 points. v2 over v1: 40 - 30 = +10.
    # Both over the time before: 40 - 20 = +20.
    assert v1.value == pytest.approx(0.10, abs=0.02)
    assert v2.value == pytest.approx(0.10, abs=0.02)
    assert both.value == pytest.approx(0.20, abs=0.02)
    assert v2.high < both.value  # version 2 alone does not get the effect of both
    assert both.low <= 0.20 <= both.high


MARGIN = (
    "name: Reminder\nprocess: quote\nrollout: {kind: date, at: 2025-06-02}\n"
    "kpis: {signed: {better: higher, rate: {of: sent, reaching: signed, by: 5d}}}\n"
    "worth: [{margin: {kpi: signed, amount: 1000, margin_rate: 50%}}]\n"
    "costs: {supervision: {money: 10}}\n"
)


def revenue(run_days):
    """A year at 20 % signed, then 13 weeks at 30 % since go-live, and the runs of the tool."""
    rows = [*weekly(date(2024, 6, 3), 52, 8), *weekly(date(2025, 6, 2), 13, 12)]
    runs = lines("id,started,status", [f"r{n},{day} 08:00,success" for n, day in enumerate(run_days)])
    return quotes([quote(n, *row) for n, row in enumerate(rows)]) | {
        "automations/reminder.yaml": MARGIN,
        "runs/reminder.csv": runs,
    }


def test_t13_one_run_in_30_days_on_a_revenue_automation_is_unknown(tmp_path):
    found = audited(tmp_path, revenue([date(2025, 8, 20)]), today=date(2025, 9, 1))
    net = found.figures["reminder/worth/net"]
    assert isinstance(net.value, Unknown)
    assert net.grade is Grade.E
    assert "1 run in 30 days" in said(found, "reminder/worth/line/margin")
    assert net.value.details == {"code": "margin", "reason": "too_few_runs", "n": 1, "days": 30}
    assert "100" not in said(found, net.key)
    assert not [f for key, f in found.figures.items() if key.endswith("p_positive")]
    # The supervision that was declared, as an input and as a running cost; nothing else.
    assert {amount for amount in money_said(found) if amount > 0} == {10}


def test_t13_the_same_automation_that_ran_every_day_has_a_worth(tmp_path):
    days = [date(2025, 6, 2) + timedelta(days=n) for n in range(91)]
    found = audited(tmp_path, revenue(days), today=date(2025, 9, 1))
    assert isinstance(found.figures["reminder/worth/net"].value, Estimate)


def test_t15_nothing_entered_shows_no_number(tmp_path):
    found = audited(tmp_path, {"automations/reminder.yaml": "name: Reminder\n"})
    assert {type(f.value) for f in found.figures.values()} <= {Unknown}
    assert money_said(found) == []
    assert all(f.get("value") is None for f in as_json(found, "en")["figures"].values())
    assert found.totals.by_grade == {}


def test_t15_an_empty_workspace_shows_no_number(tmp_path):
    found = audited(tmp_path, {})
    assert found.sheets == ()
    assert as_json(found, "en")["figures"] == {}
    assert datetime.fromisoformat(as_json(found, "en")["today"]).date() == date(2026, 7, 1)
