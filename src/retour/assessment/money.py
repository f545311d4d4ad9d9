"""The money of a sheet as figures: net, cash, capacity, costs, each line, each with its own grade."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from retour.audit.evidence import Evidence
from retour.effect.result import Design
from retour.quantity import Comparator, DeclaredRange, Estimate, Exact, Figure, Grade, Unit, Unknown, worst
from retour.worth.result import Line, Nature, Worth

Amount = Exact | Estimate | DeclaredRange | Unknown
ABSENT = ("not_applicable", "not_computed")
FROM_EFFECT = ("margin", "errors")


def worth_figures(evidence: Evidence) -> Iterator[Figure]:
    """Figures under ``{automation}/worth/``; none where nobody declared anything that brings or costs."""
    worth = evidence.worth
    if not worth.lines and isinstance(worth.net, Unknown):
        return
    purse = Purse(f"{evidence.automation.key}/worth", _cases(evidence))
    for figure in (
        *_monthly(purse, worth),
        *_lasting(purse, worth),
        *_odds(purse, worth),
        *_lines(purse, evidence),
    ):
        if not (isinstance(figure.value, Unknown) and figure.value.reason in ABSENT):
            yield figure


@dataclass(frozen=True, slots=True)
class Purse:
    """Where an automation's money figures live, and how many cases stand behind them."""

    key: str
    n: int | None

    def figure(
        self, name: str, value: Amount, unit: Unit, grade: Grade, inputs: tuple[str, ...] = ()
    ) -> Figure:
        """One figure; an unknown value has no evidence."""
        return Figure(
            key=f"{self.key}/{name}",
            value=_in_its_kind(value, grade),
            unit=unit,
            grade=Grade.E if isinstance(value, Unknown) else grade,
            formula="worth." + name.partition("#")[0].replace("/", "."),
            n=self.n,
            comparator=Comparator.NOTHING,
            inputs=inputs,
        )


def _in_its_kind(value: Amount, grade: Grade) -> Amount:
    """A measured part of a declared whole (its cash) is an interval: the same 5 %, mean and 95 % of draws."""
    if isinstance(value, DeclaredRange) and grade <= Grade.C:
        return Estimate(value.mode, value.low, value.high)
    return value


def _cases(evidence: Evidence) -> int | None:
    """Cases behind the money: those of the effect it comes from, else those of a month."""
    main = evidence.effects[0] if evidence.effects else None
    if main is not None and main.design is not Design.REFUSED and main.n:
        return main.n
    return None if not evidence.worth.volume else round(evidence.worth.volume)


def _monthly(purse: Purse, worth: Worth) -> Iterator[Figure]:
    lines = tuple(f"{purse.key}/line/{name}" for name, _ in _named(worth))
    for name, value, grade in (
        ("net", worth.net, worth.grade),
        ("cash", worth.cash, _grade_of(worth, Nature.CASH)),
        ("capacity", worth.capacity, _grade_of(worth, Nature.CAPACITY)),
        ("running_cost", worth.running_cost, Grade.D),
        ("turnover", worth.turnover, _grade_of(worth, Nature.CASH)),
    ):
        yield purse.figure(name, value, Unit.MONEY_PER_MONTH, grade, lines)
    yield from _hours(purse, worth, lines)


def _named(worth: Worth) -> Iterator[tuple[str, Line]]:
    """Lines with a name of their own: the second of a code is numbered, as the tornado's inputs are."""
    seen: Counter[str] = Counter()
    for line in worth.lines:
        seen[line.code] += 1
        yield (line.code if seen[line.code] == 1 else f"{line.code}#{seen[line.code]}"), line


def _hours(purse: Purse, worth: Worth, lines: tuple[str, ...]) -> Iterator[Figure]:
    """Freed hours rest on declared minutes, whatever the net is worth; machine hours are counted."""
    yield purse.figure("hours", worth.hours, Unit.HOURS_PER_MONTH, Grade.D, lines)
    yield purse.figure("hours_restated", worth.hours_restated, Unit.HOURS_PER_MONTH, Grade.D, lines)
    if worth.machine_hours is not None:
        yield purse.figure("machine_hours", Exact(worth.machine_hours), Unit.HOURS_PER_MONTH, Grade.A)


def _grade_of(worth: Worth, nature: Nature) -> Grade:
    """The worst grade among the benefit lines of one nature: cash may be measured where time is declared."""
    grades = [line.grade for line in worth.lines if line.nature is nature]
    return worst(grades) if grades else worth.grade


def _lasting(purse: Purse, worth: Worth) -> Iterator[Figure]:
    yield purse.figure("build", worth.build, Unit.MONEY, Grade.D)
    yield purse.figure("npv", worth.npv, Unit.MONEY, worth.grade, (f"{purse.key}/net", f"{purse.key}/build"))
    yield purse.figure("fte", worth.fte, Unit.FTE, Grade.D, (f"{purse.key}/hours",))


def _odds(purse: Purse, worth: Worth) -> Iterator[Figure]:
    inputs = (f"{purse.key}/net",)
    if worth.p_positive is not None:
        yield purse.figure("p_positive", Exact(worth.p_positive), Unit.PROBABILITY, worth.grade, inputs)
    yield purse.figure("payback", worth.payback, Unit.MONTHS, worth.grade, (*inputs, f"{purse.key}/build"))


def _lines(purse: Purse, evidence: Evidence) -> Iterator[Figure]:
    automation = evidence.automation.key
    for name, line in _named(evidence.worth):
        indicator = line.details.get("indicator")
        effect = (f"{automation}/effect/{indicator}/all",) if line.code in FROM_EFFECT else ()
        yield purse.figure(
            f"line/{name}", line.value, Unit.MONEY_PER_MONTH, line.grade, (*line.inputs, *effect)
        )
