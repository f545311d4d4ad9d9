"""Figures of the ground: the cases that people read, and how fragile an automation is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from retour.audit.evidence import Evidence
from retour.audit.spot_check import FOUND, SpotCheck
from retour.quantity import Better, Exact, Figure, Grade, Place, Unit, Unknown
from retour.quantity.figure import Value
from retour.register.automation import Status
from retour.watch.exact import exact
from retour.watch.incidents import Incidents, incidents_of

SAID = Grade.D  # a person says what was read, or what was changed: nothing here proves it
SHORT = 1.0  # months: a rate over less says nothing
RUNNING = (Status.LIVE, Status.PAUSED)
SCENARIO = {
    "modules": "modules",
    "branches": "branches",
    "findings_serious": "serious",
    "findings_warning": "warnings",
    "findings_note": "notes",
}
SWALLOWING = "swallowing"


def ground_figures(evidence: Evidence, today: date) -> dict[str, Figure]:
    """Figures of what was seen on the ground, by key; what nobody knows is there too, unknown."""
    found = [*read_figures(evidence.automation.key, evidence.spot_check(today))]
    if evidence.automation.status in RUNNING:
        incidents = incidents_of(evidence.automation, evidence.dossier, evidence.watched, today=today)
        found += [*_declared(evidence), *_changes(evidence, incidents), *_times(evidence, incidents)]
    if evidence.automation.status in RUNNING or evidence.automation.scenarios:
        found += _scenario(evidence)
    return {figure.key: figure for figure in found}


def read_figures(automation: str, check: SpotCheck) -> Iterator[Figure]:
    """What the cases read were, and the share of wrong ones; nothing before one was read."""
    if not check.read:
        return
    key = f"{automation}/ground"
    for found in FOUND:
        yield Figure(
            key=f"{key}/{found}",
            value=Exact(getattr(check, found)),
            unit=Unit.CASES,
            grade=SAID,
            formula=f"ground.{found}",
            n=check.read,
        )
    yield Figure(
        key=f"{key}/error_rate",
        value=check.rate,
        unit=Unit.SHARE,
        grade=SAID if check.enough else Grade.E,
        formula="ground.error_rate",
        n=check.read,
        better=Better.LOWER,
        inputs=tuple(f"{key}/{found}" for found in FOUND),
    )


def _figure(
    evidence: Evidence, name: str, value: Value, unit: Unit, grade: Grade, *, n: int | None = None
) -> Figure:
    known = not isinstance(value, Unknown)
    return Figure(
        key=evidence.key("ground", name),
        value=value,
        unit=unit,
        grade=grade if known else Grade.E,
        formula=f"ground.{name}",
        n=n,
    )


def _declared(evidence: Evidence) -> Iterator[Figure]:
    tools, people = evidence.automation.tools, evidence.automation.maintainers
    told: Value = Exact(len(tools)) if tools else Unknown("tools_not_said")
    yield _figure(evidence, "tools", told, Unit.COUNT, SAID)
    told = Unknown("maintainers_not_said") if people is None else Exact(people)
    yield _figure(evidence, "maintainers", told, Unit.COUNT, SAID)


def _scenario(evidence: Evidence) -> Iterator[Figure]:
    """What its scenario files hold, counted; unknown where none is kept, or where one gives nothing."""
    kept = evidence.dossier.scenarios.get(evidence.automation.key)
    if kept is None:
        why = "scenario_unread" if evidence.automation.scenarios else "scenario_not_kept"
        for name in SCENARIO:
            yield _figure(evidence, name, Unknown(why), Unit.COUNT, Grade.E)
        yield _figure(evidence, SWALLOWING, Unknown(why), Unit.SHARE, Grade.E)
        return
    files = tuple(Place(path) for path in evidence.automation.scenarios)
    for name, field in SCENARIO.items():
        counted = Exact(getattr(kept, field))
        yield replace(_figure(evidence, name, counted, Unit.COUNT, Grade.A), rows=files)
    share = Exact(kept.swallowing / kept.modules)
    found = _figure(evidence, SWALLOWING, share, Unit.SHARE, Grade.A, n=kept.modules)
    yield replace(found, rows=files, better=Better.LOWER, inputs=(evidence.key("ground", "modules"),))


def _changes(evidence: Evidence, found: Incidents) -> Iterator[Figure]:
    """How often it changes, and how often an alarm follows; never 0 when nobody wrote changes down."""
    rate: Value = Unknown("no_change_recorded")
    failure: Value = rate
    if found.changes is not None:
        rate = (
            Exact(round(found.changes / found.months, 2))
            if found.months >= SHORT
            else Unknown("under_a_month")
        )
        failure = exact(found.failed, found.judged) if found.judged else Unknown("change_not_watched")
    yield _figure(evidence, "changes_per_month", rate, Unit.COUNT, SAID, n=found.changes)
    judged = found.judged or None
    yield _figure(evidence, "change_failure", failure, Unit.SHARE, SAID, n=judged)


def _times(evidence: Evidence, found: Incidents) -> Iterator[Figure]:
    """How soon a lost case can show, and how long failed runs last; nothing seen is not nothing wrong.

    Nothing records when somebody noticed: a deadline that was declared is the soonest that anybody could.
    """
    shown = Unknown("nothing_lost_to_time") if found.shown is None else Exact(found.shown)
    yield _figure(evidence, "time_to_detect", shown, Unit.DURATION, SAID, n=found.late or None)
    restored = Unknown("no_failure_ended") if found.restored is None else Exact(found.restored)
    yield _figure(evidence, "time_to_restore", restored, Unit.DURATION, Grade.A, n=found.stopped or None)
    if found.open_now:  # the median above leaves it out
        n = found.stopped + found.open_now
        yield _figure(evidence, "open_failures", Exact(found.open_now), Unit.COUNT, Grade.A, n=n)
