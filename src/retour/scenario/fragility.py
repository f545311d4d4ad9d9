"""A score that a consultant can explain: a sum of points, one line a finding."""

from collections.abc import Iterable

from retour.scenario.result import Finding, Fragility, Level, Part

BASE = {Level.SERIOUS: 25, Level.WARNING: 10, Level.NOTE: 2}
MORE = {Level.SERIOUS: 5, Level.WARNING: 2, Level.NOTE: 0}  # for each module after the first
MOST_MORE = 5  # modules after the first that are counted
MOST = 100


def fragility_of(findings: Iterable[Finding]) -> Fragility:
    """The score of some findings.

    A serious finding counts 25, a warning 10, a note 2. When one finding is on several modules, each one
    after the first adds 5 (serious) or 2 (warning), for five of them at most. The sum stops at 100.
    """
    parts = tuple(Part(f.rule, points_of(f)) for f in findings)
    return Fragility(min(MOST, sum(p.points for p in parts)), parts)


def points_of(finding: Finding) -> int:
    """The points of one finding."""
    others = min(MOST_MORE, max(0, len(finding.at) - 1))
    return BASE[finding.level] + MORE[finding.level] * others
