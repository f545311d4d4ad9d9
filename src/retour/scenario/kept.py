"""What is kept of a scenario: its counts. No name, no address and no secret of its file goes further."""

from retour.kpi.kept_scenario import KeptScenario
from retour.scenario.lint import lint
from retour.scenario.result import Level
from retour.scenario.scenario import Does, Scenario

SWALLOWS = frozenset({"errors_ignored", "error_output_lost", "http_errors_pass"})


def kept_of(scenario: Scenario) -> KeptScenario:
    """The counts of a scenario: its modules and its findings are those that `retour lint` shows."""
    findings = lint(scenario).findings
    modules = {m.id for m in scenario.modules if m.does not in {Does.PART, Does.END}}
    levels = [finding.level for finding in findings]
    return KeptScenario(
        modules=len(modules),
        branches=sum(len(module.ways) for module in scenario.modules),
        swallowing=len({at.id for f in findings if f.rule in SWALLOWS for at in f.at} & modules),
        serious=levels.count(Level.SERIOUS),
        warnings=levels.count(Level.WARNING),
        notes=levels.count(Level.NOTE),
    )


def shows_secrets(scenario: Scenario) -> bool:
    """A password or a key is written in plain sight in one of its modules."""
    return any(module.exposed for module in scenario.modules)
