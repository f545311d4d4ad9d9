"""How an automation's cells may be cut: by few segments, by few units, and never by person."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from retour.events.columns import SourceReport
from retour.quantity import Place, Problem, Severity
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.keys import nearest
from retour.store.scan import Scan

MOST_SEGMENTS = 1000
MOST_UNITS = 10_000
MANY_UNITS, A_UNIT_EACH = 1000, 0.9  # more units than this, one for nearly each case: a name, not a unit


def cut(
    automation: Automation, scan: Scan, people: frozenset[str], today: date
) -> tuple[Automation, tuple[Problem, ...]]:
    """The automation with the cuts that its cells can bear, and what is wrong with the others.

    Args:
        automation: as declared.
        scan: the prepared state of its process.
        people: attributes that turned out to be read as an actor.
        today: a unit switched on later may have no case yet.
    """
    place = Place(f"automations/{automation.key}.yaml")
    segments, crowded = _segments(automation, scan, place)
    rollout, wrong = _rollout(automation.rollout, scan, people, place)
    told = () if rollout.unit is None else _units(rollout, scan, place, today)
    return replace(automation, segments=segments, rollout=rollout), (*crowded, *wrong, *told)


def read_as_actor(sources: Iterable[SourceReport]) -> frozenset[str]:
    """Attributes that some file took from the very column that it read its actors in."""
    return frozenset(name for source in sources for name in _same_column(_guessed(source)))


def _guessed(source: SourceReport) -> dict[str, str]:
    return {guess.what: guess.value for guess in source.guesses}


def _same_column(guesses: Mapping[str, str]) -> list[str]:
    actor = guesses.get("column:actor")
    named = ((what.removeprefix("attribute:"), column) for what, column in guesses.items())
    return [name for name, column in named if f"attribute:{name}" in guesses and column == actor]


def _segments(
    automation: Automation, scan: Scan, place: Place
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The segments, unless they are a name for each case rather than a kind."""
    found = scan.segments(automation)
    if found <= MOST_SEGMENTS:
        return automation.segments, ()
    details = {"found": found, "limit": MOST_SEGMENTS}
    value = ", ".join(automation.segments)
    return (), (Problem("segments.too_many", place, value, "", Severity.WARNING, details),)


def _rollout(
    rollout: Rollout, scan: Scan, people: frozenset[str], place: Place
) -> tuple[Rollout, tuple[Problem, ...]]:
    """The rollout without a unit or confounders that name people, nor a unit of nearly each case."""
    named = (rollout.unit, *rollout.confounders)
    wrong = [name for name in named if name and (name in people or scan.addresses(name))]
    problems = [Problem("rollout.names_people", place, name) for name in wrong]
    unit = None if rollout.unit in wrong else rollout.unit
    crowd = unit and _crowd(unit, scan, place)
    confounders = () if set(wrong) & set(rollout.confounders) else rollout.confounders
    kept = replace(rollout, unit=None if crowd else unit, confounders=confounders)
    return kept, (*problems, *((crowd,) if crowd else ()))


def _crowd(unit: str, scan: Scan, place: Place) -> Problem | None:
    cases = scan.units(unit)
    each = len(cases) > A_UNIT_EACH * sum(cases.values())
    limit = MANY_UNITS if each else MOST_UNITS
    if len(cases) <= limit:
        return None
    details = {"found": len(cases), "limit": limit}
    return Problem("rollout.units_too_many", place, unit, "", Severity.WARNING, details)


def _units(rollout: Rollout, scan: Scan, place: Place, today: date) -> tuple[Problem, ...]:
    """Cases without a unit, and units switched on that no case names: kept, and said."""
    cases = scan.units(str(rollout.unit))
    unlisted = set(cases) - set(rollout.units)
    said = [
        Problem("rollout.unit_unseen", place, unit, nearest(unit, unlisted), Severity.WARNING)
        for unit, day in rollout.units.items()
        if rollout.kind is RolloutKind.STAGGERED and day <= today and unit not in cases
    ]
    if "" in cases:
        details = {"cases": cases[""]}
        said.append(Problem("rollout.unit_empty", place, str(rollout.unit), "", Severity.NOTE, details))
    return tuple(said)
