"""How an automation was switched on: from the wire to the domain."""

from retour.quantity import Severity
from retour.register.automation import Rollout, RolloutKind
from retour.register.build_kpi import opens_before, span_text
from retour.register.build_references import Declared
from retour.register.build_values import share
from retour.register.sheet import Path, Sheet
from retour.register.wire_automation import RolloutMap

_PATH: Path = ("rollout",)
_NEEDS = {
    RolloutKind.DATE: ("at",),
    RolloutKind.RANDOM: ("at", "assigned"),
    RolloutKind.STAGGERED: ("unit", "units"),
    RolloutKind.SWITCHBACK: ("schedule",),
    RolloutKind.OBSERVED: ("treatment",),
}
_ONLY_FOR = {
    "unit": (RolloutKind.STAGGERED, RolloutKind.RANDOM),
    "units": (RolloutKind.STAGGERED,),
    "schedule": (RolloutKind.SWITCHBACK,),
    "confounders": (RolloutKind.OBSERVED,),
}


def rollout(sheet: Sheet, wire: RolloutMap, process: str | None, declared: Declared) -> Rollout:
    """A rollout; what it lacks, contradicts or names wrongly is noted."""
    _check_complete(sheet, wire)
    _check_window(sheet, wire)
    _check_schedule(sheet, wire)
    _check_names(sheet, wire, process, declared)
    return Rollout(
        kind=wire.kind,
        at=wire.at,
        assigned=wire.assigned,
        treated_arm=wire.treated_arm,
        treated_share=share(sheet, (*_PATH, "treated_share"), wire.treated_share),
        treatment=wire.treatment,
        treatment_after=wire.treatment_after,
        treatment_by=wire.treatment_by,
        unit=wire.unit,
        units=wire.units,
        confounders=wire.confounders,
        schedule=dict(sorted(wire.schedule.items())),
    )


def _check_complete(sheet: Sheet, wire: RolloutMap) -> None:
    for need in _NEEDS.get(wire.kind, ()):
        if not getattr(wire, need):
            sheet.note(_PATH, "rollout.incomplete", value=wire.kind.value, needs=need)
    for key, kinds in _ONLY_FOR.items():
        if getattr(wire, key) and wire.kind not in kinds:
            known = [kind.value for kind in kinds]
            warning = Severity.WARNING
            sheet.note(
                (*_PATH, key), "rollout.key_unused", value=key, severity=warning, kind=wire.kind.value,
                known=known,
            )  # fmt: skip


def _check_window(sheet: Sheet, wire: RolloutMap) -> None:
    after, by = wire.treatment_after, wire.treatment_by
    if after is not None and by is not None and not opens_before(after, by):
        opens, closes = span_text(after), span_text(by)
        sheet.note((*_PATH, "treatment_by"), "kpi.window_closed", value=closes, open_at=opens, by=closes)


def _check_schedule(sheet: Sheet, wire: RolloutMap) -> None:
    states = set(wire.schedule.values())
    if len(states) == 1:
        always, never = ("on", "off") if states == {True} else ("off", "on")
        sheet.note((*_PATH, "schedule"), "rollout.never_switched", value=always, missing=never)


def _check_names(sheet: Sheet, wire: RolloutMap, process: str | None, declared: Declared) -> None:
    activities, attributes = declared.activities_of(process), declared.attributes_of(process)
    if activities is not None:
        activities.check(sheet, (*_PATH, "treatment"), wire.treatment)
    if attributes is not None:
        attributes.check(sheet, (*_PATH, "assigned"), wire.assigned)
        attributes.check(sheet, (*_PATH, "unit"), wire.unit)
        attributes.check_all(sheet, (*_PATH, "confounders"), wire.confounders)
    people = declared.personal.get(process or "", frozenset())
    if wire.unit in people:
        sheet.note((*_PATH, "unit"), "rollout.names_people", value=wire.unit)
    for place, name in enumerate(wire.confounders):
        if name in people:
            sheet.note((*_PATH, "confounders", place), "rollout.names_people", value=name)
