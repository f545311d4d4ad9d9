"""What is proposed to be measured says its size, duration, cost and interval, or which is unknown and why."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import retour
from retour.quantity import Grade
from retour.verdict.result import Measurement
from retour.wording.names import Names
from retour.wording.verdicts import say_measurement
from traps.folders import audited, lines, plain

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 23)
SIZE = {
    "en": ("cases left aside", "every case until then", "Time ", "Say what", " cases in "),
    "fr": (
        "laissés de côté",
        "tous les dossiers",
        "Chronométrez ",
        "Dites ce que",
        " dossiers en ",
    ),
}
DURATION = {"en": (" week", "a minute"), "fr": (" semaine", "une minute")}
COST = {
    "en": ("Cost: ", "No direct cost", "Cost unknown: "),
    "fr": ("Coût : ", "Sans coût", "Coût inconnu : "),
}
INTERVAL = {
    "en": ("Resulting interval: give or take ", "Resulting interval unknown: ", "The range becomes"),
    "fr": ("Intervalle obtenu : à ", "Intervalle obtenu inconnu : ", "La fourchette devient"),
}


def four(sheet, lang, register=None):
    """Whether each of the four is said."""
    text = plain(" · ".join(say_measurement(sheet, Names(lang, register))))
    return [any(words in text for words in said[lang]) for said in (SIZE, DURATION, COST, INTERVAL)]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Every sheet of two examples, and of a workspace where each design is the best one."""
    found = []
    for example in ("firm", "rollouts"):
        copy = tmp_path_factory.mktemp(example) / example
        shutil.copytree(EXAMPLES / example, copy, ignore=shutil.ignore_patterns(".retour"))
        audit = retour.open(copy).audit(today=TODAY)
        found += [(sheet, audit.dossier.register) for sheet in audit.sheets]
    audit = audited(tmp_path_factory.mktemp("designs"), DESIGNS)
    return found + [(sheet, audit.dossier.register) for sheet in audit.sheets]


COSTS = "costs: {build: {money: 3000}, supervision: {money: 250}}\n"
RATE = "main: true, rate: {of: sent, reaching: signed, by: 7d}, better: higher, smallest_effect: 4 points"
DAYS = [
    date(2026, 4, 1) + timedelta(days=n // 10) for n in range(900)
]  # ten quotes a day, three in four signed
QUOTES = [f"Q{n},{day},{day if n % 4 else ''}" for n, day in enumerate(DAYS)]
DESIGNS = {
    "processes/quote.yaml": "process: quote\nname: Quotes\nactivities: {sent: Sent, signed: Signed}\n"
    "files: [{path: events/quotes.csv, shape: wide, case: id, dates: {sent: sent, signed: signed}}]\n",
    "events/quotes.csv": lines("id,sent,signed", QUOTES),
    "automations/planned.yaml": f"name: Planned\nprocess: quote\nkpis: {{signed: {{{RATE}}}}}\n"
    "status: planned\n"
    "worth:\n  - margin: {kpi: signed, amount: 500, margin_rate: 40%}\n"
    "plan: {cases_per_month: 300, expected_effect: {low: 0, mode: 2, high: 6, unit: points}}\n" + COSTS,
    "automations/asked.yaml": "name: Asked\nworth:\n"
    "  - time: {role: clerk, before: {low: 400, mode: 500, high: 600, unit: min/month}, after: 0 min/month}\n"
    + COSTS,
    "automations/timed.yaml": "name: Timed\nworth:\n"
    "  - time: {role: clerk, before: {low: 1, mode: 10, high: 60, unit: min/day}, after: 0 min/day,\n"
    "           realisation: avoided}\n" + COSTS,
}


def test_whatever_an_audit_proposes_says_its_size_duration_cost_and_interval_in_both_languages(sheets):
    said = {
        (sheet.automation.key, sheet.verdict.measurement.design): [
            four(sheet, lang, r) for lang in ("en", "fr")
        ]
        for sheet, r in sheets
        if sheet.verdict.measurement is not None and sheet.verdict.measurement.design != "none"
    }
    assert {key: found for key, found in said.items() if found != [[True] * 4] * 2} == {}
    assert {design for _, design in said} >= {"hold_out", "answer_realisation", "time_cases"}


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("design", ["hold_out", "wait", "time_cases", "answer_realisation"])
def test_what_is_unknown_of_a_measurement_is_said_and_why(design, known, sheets):
    sheet, register = sheets[0]
    usual = {
        "hold_out": (71, 13.0),
        "wait": (None, 6.0),
        "time_cases": (20, 1.0),
        "answer_realisation": (1, 0.0),
    }
    n, weeks = usual[design]
    found = Measurement(
        design=design,
        input="effect",
        n=n,
        share=0.1,
        weeks=weeks,
        cost=120.0 if known else None,
        half_width=0.02 if known else None,
        lifts_to=Grade.A,
    )
    proposed = replace(sheet, verdict=replace(sheet.verdict, measurement=found))
    for lang, unknown in (("en", "nothing says what"), ("fr", "rien ne dit ce que")):
        assert four(proposed, lang, register) == [True] * 4
        assert (unknown in " ".join(say_measurement(proposed, Names(lang, register)))) == (not known)


def test_a_hold_out_that_would_settle_nothing_still_says_what_it_would_cost_and_give(sheets):
    sheet, register = next(
        (s, r)
        for s, r in sheets
        if s.verdict.measurement is not None
        and s.verdict.measurement.design == "hold_out"
        and not s.verdict.measurement.useful
    )
    told = [plain(part) for part in say_measurement(sheet, Names("en", register))]
    assert "would prove nothing at your volume" in told[0]
    assert told[1].startswith(("Cost: €", "Cost unknown: "))
    assert told[2].startswith("Resulting interval: give or take ")
    assert len(told) == 3  # no grade and no date are promised
