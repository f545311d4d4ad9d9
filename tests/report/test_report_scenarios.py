"""Every rule of the lint is said whole, in both languages and for both tools."""

import pytest

from retour.report.scenario_text import said_findings, said_score, said_sum, said_unseen
from retour.scenario import CODES, Builder, lint, read_scenarios
from retour.wording import say
from retour.wording.sentence import knows
from scenario import planted_make, planted_n8n

PLANTED = [*planted_make.PLANTED.values(), *planted_n8n.PLANTED.values()]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_rule_has_its_title_its_reason_and_its_remedy_in_each_tool(lang):
    missing = [
        (family, code)
        for rule in CODES
        for family, code in (
            ("lint_title", rule),
            ("lint_why", rule),
            *(("lint_fix", f"{rule}.{builder.value}") for builder in Builder),
        )
        if not knows(code, lang, family)
    ]
    assert missing == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_sentence_about_a_planted_fault_lacks_a_number(lang):
    for _, faulty, _ in PLANTED:
        linted = lint(read_scenarios(faulty)[0])
        for said in said_findings(linted, lang):
            masked = said.rule in {"secret", "personal_mailbox"}  # what is masked is cut on purpose
            assert masked or "…" not in f"{said.title} {said.why} {said.fix}"
        assert all("…" not in unseen for unseen in said_unseen(linted, lang))
        assert str(linted.fragility.score) in said_score(linted, lang)
        assert said_sum(linted, lang)


def test_a_remedy_that_we_could_not_check_in_the_tool_says_so():
    unsure = [
        (rule, builder.value)
        for rule in CODES
        for builder in Builder
        if "à vérifier" in say(f"{rule}.{builder.value}", {}, "fr", family="lint_fix")
    ]
    assert unsure == [("runs_hidden", "n8n"), ("too_many_modules", "make")]
