"""The lint of one scenario: every rule, what the file cannot show, how fragile it is."""

from collections.abc import Callable, Iterator

from retour.scenario.fragility import fragility_of
from retour.scenario.graph import Graph
from retour.scenario.result import Counts, Finding, Level, Linted
from retour.scenario.rules import drops, errors, weak_points
from retour.scenario.rules.seen import Seen
from retour.scenario.scenario import Builder, Does, Scenario, Starts

RULES: dict[str, Callable[[Seen], Iterator[Finding]]] = {
    "secret": weak_points.secret,
    "errors_ignored": errors.errors_ignored,
    "error_output_lost": errors.error_output_lost,
    "no_error_route": errors.no_error_route,
    "no_alert": errors.no_alert,
    "http_errors_pass": errors.http_errors_pass,
    "http_unguarded": weak_points.http_unguarded,
    "branch_drops": drops.branch_drops,
    "unlinked": drops.unlinked,
    "retry_without_key": weak_points.retry_without_key,
    "failed_not_kept": errors.failed_not_kept,
    "data_loss_allowed": errors.data_loss_allowed,
    "runs_hidden": errors.runs_hidden,
    "empty_passes": drops.empty_passes,
    "single_point": weak_points.single_point,
    "personal_mailbox": weak_points.personal_mailbox,
    "one_account": weak_points.one_account,
    "too_many_modules": weak_points.too_many_modules,
    "no_trigger": drops.no_trigger,
    "disabled_module": drops.disabled_module,
    "pinned_data": drops.pinned_data,
    "deprecated": drops.deprecated,
}
CODES = (*RULES, "break_without_storage")  # every code that a finding can carry


def lint(scenario: Scenario) -> Linted:
    """What one scenario's file shows, serious findings first."""
    seen = Seen(scenario, Graph.of(scenario))
    found = [finding for rule in RULES.values() for finding in rule(seen)]
    order = list(Level)
    findings = tuple(sorted(found, key=lambda f: order.index(f.level)))
    real = [m for m in scenario.modules if m.does not in {Does.PART, Does.END}]
    return Linted(
        scenario=scenario,
        findings=findings,
        unseen=tuple(_unseen(scenario)),
        counts=Counts(
            modules=len(real), apps=len(scenario.apps), calls=sum(1 for m in scenario.modules if m.outside)
        ),
        fragility=fragility_of(findings) if real else None,
    )


def _unseen(scenario: Scenario) -> Iterator[str]:
    """What this file cannot show, so that nothing is held against it."""
    if scenario.builder is Builder.MAKE:
        yield from ("make_alerts", "make_on_and_when")
        if not scenario.settings.shown:
            yield "make_settings"
    else:
        if not scenario.settings.shown:
            yield "n8n_settings"
        if scenario.settings.error_scenario:
            yield "n8n_error_workflow"
        yield "n8n_alerts"
    if any(m.does is Does.CODE for m in scenario.modules):
        yield "code"
    if scenario.starts is Starts.CALLED:
        yield "caller"
    yield "runs"
