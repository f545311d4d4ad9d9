"""Automations: from the wire to the domain."""

from collections.abc import Mapping
from dataclasses import replace

from retour.quantity import Severity
from retour.register.automation import (
    Automation,
    Claim,
    FailureMode,
    Legal,
    Plan,
    Reconcile,
    Watch,
)
from retour.register.build_files import inside
from retour.register.build_kpi import (
    change_scale,
    check_controls,
    check_guardrails,
    check_mains,
    check_measure,
    kpi,
)
from retour.register.build_names import key_is_written_well
from retour.register.build_references import Declared, Names, names_in
from retour.register.build_rollout import rollout
from retour.register.build_values import CASES_PER_MONTH, Scale, optional, share
from retour.register.build_workspace import dated_changes
from retour.register.build_worth import check_repeated, costs, worth_line
from retour.register.currency import Currency
from retour.register.indicator import Indicator
from retour.register.sheet import Path, Sheet
from retour.register.wire_automation import (
    AutomationMap,
    ClaimMap,
    FailureModeMap,
    LegalMap,
    PlanMap,
    ReconcileMap,
    WatchMap,
)
from retour.register.wire_read import read


def automation(sheet: Sheet, key: str, declared: Declared) -> Automation | None:
    """One automation, or None when anything in it is wrong: every problem is noted."""
    wire = read(AutomationMap, sheet, ("kpis", "worth", "changes", "claims")).wire
    if wire is None:
        return None
    key_is_written_well(sheet, ("automation",), key)
    written = names_in("kpi", wire.kpis, _raw(sheet, "kpis"))
    _check_references(sheet, key, wire, declared)
    _check_kpis(sheet, wire, declared, written)
    indicators = _indicators(sheet, wire, declared.currency)
    check_repeated(sheet, wire.worth)
    lines = (
        worth_line(sheet, place, line, declared, wire.kpis, written) for place, line in wire.worth.items()
    )
    made = Automation(
        key=key,
        name=wire.name,
        process=wire.process,
        objective=wire.objective,
        tools=wire.tools,
        owner=wire.owner,
        team=wire.team,
        follow_up=wire.follow_up,
        key_automation=wire.key,
        status=wire.status,
        rollout=rollout(sheet, wire.rollout, wire.process, declared),
        changes=dated_changes(wire.changes),
        indicators=indicators,
        kpi_in_words=wire.kpi_in_words,
        worth=tuple(line for line in lines if line is not None),
        costs=costs(sheet, wire.costs, declared),
        watch=_watch(sheet, wire.watch, wire.process, declared),
        segments=wire.segments,
        upstream=wire.upstream,
        addressable=share(sheet, ("addressable",), wire.addressable),
        maintainers=wire.maintainers,
        scenarios=inside(sheet, ("scenario",), wire.scenario),
        legal=_legal(wire.legal),
        plan=None if wire.plan is None else _plan(sheet, wire.plan, _main(indicators), declared.currency),
        failure_modes=tuple(_failure_mode(found) for found in wire.failure_modes.values()),
        claims=tuple(_claim(sheet, name, claim) for name, claim in wire.claims.items()),
    )
    return None if sheet.errors else made


def _raw(sheet: Sheet, key: str) -> object:
    data = sheet.document.data
    return data.get(key) if isinstance(data, Mapping) else None


def _check_references(sheet: Sheet, key: str, wire: AutomationMap, declared: Declared) -> None:
    declared.objectives.check(sheet, ("objective",), wire.objective)
    declared.processes.check(sheet, ("process",), wire.process)
    declared.tools.check_all(sheet, ("tools",), wire.tools)
    attributes = declared.attributes_of(wire.process)
    if attributes is not None:
        attributes.check_all(sheet, ("segments",), wire.segments)
    if wire.upstream == key:
        sheet.note(("upstream",), "reference.self", value=key)
    else:
        declared.automations.check(sheet, ("upstream",), wire.upstream)


def _check_kpis(sheet: Sheet, wire: AutomationMap, declared: Declared, written: Names) -> None:
    activities = declared.activities_of(wire.process)
    attributes = declared.attributes_of(wire.process)
    check_mains(sheet, wire.kpis)
    if not written.written:
        sheet.note(("kpis",), "kpi.none", severity=Severity.NOTE)
    for key, found in wire.kpis.items():
        check_measure(sheet, ("kpis", key), found, activities=activities, attributes=attributes)
        check_guardrails(sheet, key, found, written)
        check_controls(sheet, key, wire.kpis, written)
        if wire.process is None and found.score is None:
            sheet.note(("kpis", key), "kpi.process_missing", value=key)


def _indicators(sheet: Sheet, wire: AutomationMap, currency: Currency) -> tuple[Indicator, ...]:
    made = (kpi(sheet, key, found, currency) for key, found in wire.kpis.items())
    return tuple(i for i in made if i is not None)


def _main(indicators: tuple[Indicator, ...]) -> Indicator | None:
    marked = [i for i in indicators if i.main]
    return marked[0] if marked else (indicators[0] if len(indicators) == 1 else None)


def _watch(sheet: Sheet, wire: WatchMap, process: str | None, declared: Declared) -> Watch:
    target = share(sheet, ("watch", "success_target"), wire.success_target)
    rules = tuple(
        _reconcile(sheet, ("watch", "reconcile", place), rule, process, declared)
        for place, rule in wire.reconcile.items()
    )
    return Watch(reconcile=rules) if target is None else Watch(reconcile=rules, success_target=target)


def _reconcile(
    sheet: Sheet, path: Path, wire: ReconcileMap, process: str | None, declared: Declared
) -> Reconcile:
    if wire.match == "email" and wire.in_process is None:
        sheet.note(path, "reconcile.process_missing", value=wire.needs, hint="in_process: …")
    declared.processes.check(sheet, (*path, "in_process"), wire.in_process)
    source, target = declared.activities_of(process), declared.activities_of(wire.in_process or process)
    if source is not None:
        source.check(sheet, (*path, "of"), wire.of)
        source.check_all(sheet, (*path, "unless"), wire.unless)
    if target is not None:
        target.check(sheet, (*path, "needs"), wire.needs)
    return Reconcile(
        of=wire.of,
        needs=wire.needs,
        within=wire.within,
        match=wire.match,
        in_process=wire.in_process,
        unless=wire.unless,
    )


def _legal(wire: LegalMap) -> Legal:
    return Legal(basis_recorded=wire.basis_recorded, ai_label=wire.ai_label, red=wire.red)


def _plan(sheet: Sheet, wire: PlanMap, main: Indicator | None, currency: Currency) -> Plan:
    path: Path = ("plan",)
    if wire.go_live and wire.stop_date and wire.stop_date < wire.go_live:
        sheet.note((*path, "stop_date"), "plan.dates", value=wire.stop_date.isoformat())
    if wire.expected_effect is not None and not _raw(sheet, "kpis"):
        sheet.note((*path, "expected_effect"), "key.missing", value="kpis")
    effect = None
    if main is not None:
        scale = _signed(change_scale(main.measure, currency))
        effect = optional(sheet, (*path, "expected_effect"), wire.expected_effect, scale)
    return Plan(
        cases_per_month=optional(sheet, (*path, "cases_per_month"), wire.cases_per_month, CASES_PER_MONTH),
        expected_effect=effect,
        comparison=wire.comparison,
        design=wire.design,
        go_live=wire.go_live,
        stop_date=wire.stop_date,
        risk=wire.risk,
        who_notices=wire.who_notices,
    )


def _signed(scale: Scale) -> Scale:
    return replace(scale, low=None if scale.high is None else -scale.high)


def _failure_mode(wire: FailureModeMap) -> FailureMode:
    return FailureMode(what=wire.what, who_notices=wire.who_notices)


def _claim(sheet: Sheet, key: str, wire: ClaimMap) -> Claim:
    key_is_written_well(sheet, ("claims", key), key)
    return Claim(key=key, kind=wire.kind.value, sentence=wire.sentence, numbers=wire.numbers)
