"""The templates: well formed, complete against a table transcribed from the specification, and measured."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import retour
from retour.cli.check import run_check, run_template
from retour.cli.output import Exit
from retour.connectors.declared import add_template, automation_templates, read_folder, template_called
from retour.quantity import Estimate, Problem
from retour.register.automation import Automation, RolloutKind, Status
from retour.register.build import build
from retour.register.indicator import Rate

TODAY = date(2026, 11, 23)
LIVE = date(2026, 5, 11)
# key: (comparison, segments, reconciliations "of needs", guardrails) as the specification says them
SAID: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "lead-intake": (
        "units", "channel client_type",
        ("form_submitted lead_created", "lead_created first_call"), "duplicates wrong_owner lead_missing",
    ),
    "quote-followup": (
        "hold_out", "client_type amount_band",
        ("quote_sent followup_sent", "signed followup_stopped"),
        "complaints unsubscribed stop_replies discounts cancelled",
    ),
    "appointment-booking": (
        "hold_out", "deal_size new_existing",
        ("slot_picked calendar_event", "calendar_event reminded"), "no_shows rescheduled close_rate",
    ),
    "invoicing": (
        "units", "client_type country",
        ("delivered invoice_sent", "invoice_sent ledger_posted"), "credit_notes vat_errors",
    ),
    "dunning": (
        "hold_out", "account_tier",
        ("overdue reminder1", "paid dunning_stopped"), "wrongly_dunned disputes churn_d90",
    ),
    "support-triage": (
        "hold_out", "product language",
        ("received routed", "routed first_reply"), "reopened_d7 escalations satisfaction",
    ),
    "ai-chat-support": (
        "hold_out", "intent", ("handoff agent_reply",),
        "recontact_d7 handoff_wait human_asked wrong_answers satisfaction",
    ),
    "customer-onboarding": (
        "units", "plan client_type",
        ("signed welcome", "docs_received account_ready"), "manual_rescues cancelled_d90 satisfaction",
    ),
    "ai-meeting-notes": (
        "units", "language call_type",
        ("recorded summarised", "summarised crm_updated"), "errors consent missed_actions",
    ),
    "data-sync": ("nothing", "object", ("changed_src written_dst",), "overwrites duplicates deletes"),
    "email-campaign": (
        "hold_out", "client_type recency",
        ("selected sent", "unsub suppressed"), "complaints unsubscribed bounced",
    ),
    "post-purchase-ai-email": (
        "hold_out", "new_repeat category", ("order sent",), "tone unsubscribed complaints edits errors",
    ),
    "recruiting": (
        "controls", "job_family",
        ("applied acknowledged", "applied decided"), "overrides replied_d14 withdrawals",
    ),
    "reporting": (
        "nothing", "audience",
        ("scheduled sent", "built totals_checked"), "opened corrections time_to_correct",
    ),
    "document-capture": (
        "units", "supplier",
        ("received posted", "posted ledger_checked"), "field_errors paid_twice wrong_iban late_fees",
    ),
    "lead-scoring-routing": (
        "hold_out", "channel client_type",
        ("scored routed", "routed contacted"), "rejects reassigned low_score_worked",
    ),
    "quote-generation": (
        "hold_out", "client_type amount_band",
        ("request_received quote_sent", "draft_generated checked"),
        "signed_d37 price_errors revised discounts",
    ),
    "cold-prospecting": (
        "hold_out", "client_type industry",
        ("selected first_message", "opted_out suppressed"), "complaints opted_out bounced",
    ),
}  # fmt: skip
KEYS = sorted(SAID)


def added(folder: Path, key: str, *, live: date | None = None) -> Automation:
    template = template_called(key)
    assert not isinstance(template, Problem)
    assert not isinstance(add_template(folder, template, "fr", TODAY, live=live), Problem)
    sheets, problems = read_folder(folder)
    register, found = build(sheets)
    assert register is not None
    assert [*problems, *found] == []
    return next(one for one in register.automations if one.key == key)


def test_there_are_eighteen_templates() -> None:
    assert [one.key for one in automation_templates()] == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_template_says_what_the_specification_says_of_it(tmp_path: Path, key: str) -> None:
    comparison, segments, reconciled, guardrails = SAID[key]
    made = added(tmp_path, key)
    main = next(one for one in made.indicators if one.main)
    by_key = {one.key: one for one in made.indicators}
    assert made.plan is not None
    assert (made.plan.comparison, made.plan.design is not None) == (comparison, True)
    assert " ".join(made.segments) == segments
    assert tuple(f"{rule.of} {rule.needs}" for rule in made.watch.reconcile) == reconciled
    assert " ".join(main.guardrails) == guardrails
    assert all(by_key[name].margin for name in main.guardrails)
    assert made.failure_modes


@pytest.mark.parametrize("key", KEYS)
def test_a_template_invents_no_minute_no_euro_and_no_effect(tmp_path: Path, key: str) -> None:
    made = added(tmp_path, key)
    assert made.plan is not None
    assert (made.worth, made.costs.build, made.costs.upkeep, made.costs.subscriptions) == ((), None, None, ())
    assert (made.plan.expected_effect, made.plan.cases_per_month, made.addressable) == (None, None, None)
    assert (made.legal.basis_recorded, made.legal.ai_label) == (None, None)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_has_its_names_in_both_languages_and_french_typography(key: str) -> None:
    template = template_called(key)
    assert not isinstance(template, Problem)
    text = template.process + template.automation
    both = [template.says, *template.costs, *template.left_out, *template.legal]
    french = [one.fr for one in both] + re.findall(r"fr: (\"[^\"]*\"|[^,}]*)", text)
    assert text.count("{fr: ") == text.count(", en: ") == len(french) - len(both)
    for words in french:
        assert not re.search(r"['—]| [;:!?%€]|[^\s\u202f][;!?%€]", words.strip('"')), words


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_all_templates_live_together_in_one_folder_that_checks(tmp_path: Path, lang: str) -> None:
    for key in KEYS:
        assert run_template(tmp_path, key, lang, None) == Exit.OK
    assert run_check(tmp_path, lang) == Exit.OK


def test_a_template_never_touches_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "invoice.yml").write_text("name: Mine\n", "utf-8")
    assert run_template(tmp_path, "dunning", "en", None) == Exit.USAGE
    assert "exists already: nothing was replaced" in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*.y*ml")] == ["invoice.yml"]


def test_a_name_that_does_not_exist_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    found = template_called("quote_folowup")
    assert isinstance(found, Problem)
    assert (found.rule, found.hint) == ("template.unknown", "quote-followup")
    assert run_template(tmp_path, "quote_folowup", "fr", None) == Exit.USAGE
    assert list(tmp_path.iterdir()) == []


def test_a_template_is_planned_until_a_day_says_that_it_is_live(tmp_path: Path) -> None:
    planned = added(tmp_path / "planned", "dunning")
    live = added(tmp_path / "live", "dunning", live=date(2026, 6, 1))
    assert (planned.status, planned.rollout.kind) == (Status.PLANNED, RolloutKind.NONE)
    assert (live.status, live.rollout.kind, live.rollout.at) == (
        Status.LIVE, RolloutKind.DATE, date(2026, 6, 1),
    )  # fmt: skip


@pytest.mark.parametrize("key", ["quote-followup", "dunning", "cold-prospecting"])
def test_a_template_is_measured_on_a_small_file_of_events(tmp_path: Path, key: str) -> None:
    made = added(tmp_path, key, live=LIVE)
    main = next(one for one in made.indicators if one.main)
    assert isinstance(main.measure, Rate)
    _events(tmp_path, main.measure)
    found = retour.open(tmp_path).audit(today=TODAY).figures[f"{key}/effect/{main.key}/all"].value
    assert isinstance(found, Estimate)
    assert found.low <= 0.25 <= found.high


def _events(folder: Path, measure: Rate) -> None:
    """Two cases a day: one in four ends ten days later before go-live, one in two after."""
    lines = ["case,activity,time"]
    for n in range(500):
        day = date(2026, 1, 5) + timedelta(days=n // 2)
        lines.append(f"c{n},{measure.of},{day} 09:00:00")
        if n % (4 if day < LIVE else 2) == 0:
            lines.append(f"c{n},{measure.reaching},{day + timedelta(days=10)} 09:00:00")
    _mapped(folder, lines)


def _mapped(folder: Path, lines: list[str]) -> None:
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events" / "all.csv").write_text("\n".join(lines) + "\n", "utf-8")
    process = next((folder / "processes").glob("*.yaml"))
    files = "files:\n  - {path: events/all.csv, shape: long, case: case, activity: activity, time: time}\n"
    process.write_text(process.read_text("utf-8") + files, "utf-8")


def test_a_quote_signed_before_day_7_is_not_one_that_nobody_followed_up(tmp_path: Path) -> None:
    added(tmp_path, "quote-followup", live=LIVE)
    lines = ["case,activity,time"]
    for n in range(40):
        day = date(2026, 6, 1) + timedelta(days=n)
        lines.append(f"q{n},quote_sent,{day} 09:00:00")
        if n % 4 == 0:
            lines.append(f"q{n},signed,{day + timedelta(days=3)} 09:00:00")
        elif n % 4 == 1:
            lines.append(f"q{n},refused,{day + timedelta(days=2)} 09:00:00")
        elif n != 7:
            lines.append(f"q{n},followup_sent,{day + timedelta(days=7)} 09:00:00")
    lines.append("end,followup_sent,2026-08-01 09:00:00")
    _mapped(tmp_path, lines)
    sheet = retour.open(tmp_path).audit(today=date(2026, 8, 2)).sheet("quote-followup")
    found = sheet.watched.reconciliations[0]
    assert (found.due, found.lost_total, [one.case for one in found.lost]) == (20, 1, ["q7"])
