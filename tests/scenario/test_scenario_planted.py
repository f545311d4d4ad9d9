import pytest

from retour.scenario import CODES, Level, lint, read_scenarios
from scenario import planted_make, planted_n8n

CASES = {
    **{f"make: {name}": case for name, case in planted_make.PLANTED.items()},
    **{f"n8n: {name}": case for name, case in planted_n8n.PLANTED.items()},
}


def rules_of(value):
    (scenario,) = read_scenarios(value)
    return {finding.rule for finding in lint(scenario).findings}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_planted_fault_is_found_and_its_mended_version_is_not_accused_of_it(case):
    rule, faulty, mended = case
    assert rule in rules_of(faulty)
    assert rule not in rules_of(mended)


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _, _ in CASES.values()} == set(CODES)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mended_scenario_has_at_most_one_warning(case):
    (scenario,) = read_scenarios(case[2])
    assert sum(f.level is not Level.NOTE for f in lint(scenario).findings) <= 1
