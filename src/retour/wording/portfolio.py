"""A portfolio in words: whose totals these are, what two automations share, what to establish next."""

from collections.abc import Iterable, Iterator

from retour.assessment.result import Assessment, Group, Next, Overlap
from retour.quantity import Figure, Grade
from retour.wording.names import Names
from retour.wording.sentence import label
from retour.wording.values import say_value
from retour.wording.verdicts import say_measurement
from retour.worth.result import Line

KINDS = ("team", "tool", "objective")


def say_group(group: Group, names: Names) -> str:
    """The name of a team, a tool or an objective; « non dit » where nobody said."""
    if not group.name:
        return label(f"portfolio.no_{group.kind}", names.lang)
    match group.kind:
        case "tool":
            return names.tool(group.name)
        case "objective":
            return names.objective(group.name)
        case _:
            return group.name


def by_size(overlaps: Iterable[Overlap]) -> list[Overlap]:
    """Those whose figures count a saving twice first, the largest saving first."""
    return sorted(overlaps, key=lambda found: (found.declared, -(found.money.point or 0.0)))


def say_overlap(overlap: Overlap, names: Names) -> str:
    """Which cases both handled, what they save, and where it is counted once."""
    one, other = names.of_key(overlap.one), names.of_key(overlap.other)
    code = "shared" if overlap.declared else "claimed_twice"
    money = say_value(overlap.money, names.lang, names.currency)
    if not overlap.cases.known:
        return label(f"portfolio.{code}_unnamed", names.lang, one=one, other=other, money=money)
    n = overlap.cases.point
    return label(f"portfolio.{code}", names.lang, one=one, other=other, money=money, n=n)


def say_shares(line: Line, names: Names) -> Iterator[str]:
    """With whom a line is shared, and what is left of it."""
    shared, kept = line.details.get("shared_with"), line.details.get("kept")
    if isinstance(shared, dict) and shared:
        for other, part in shared.items():
            yield label("portfolio.shared_with", names.lang, other=names.of_key(other), part=part)
        yield label("portfolio.kept", names.lang, kept=kept)


def say_step(assessment: Assessment, step: Next, names: Names) -> str:
    """What to do, in the words of the automation's own sheet."""
    return say_measurement(assessment.sheet(step.automation), names)[0]


def grades_of(group: Group) -> list[Figure]:
    """The known totals of a group, strongest evidence first."""
    return [group.by_grade[grade] for grade in sorted(group.by_grade) if group.by_grade[grade].known]


def lifts(step: Next) -> Grade | None:
    """The evidence that a measurement can reach."""
    return step.measurement.lifts_to
