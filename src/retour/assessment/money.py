"""The money of a sheet as figures: net, cash, capacity, costs, each line, each with its own grade."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from retour.audit.evidence import Evidence
from retour.effect.result import Design
from retour.quantity import Comparator, DeclaredRange, Estimate, Exact, Figure, Grade, Unit, Unknown, worst
from retour.worth.inputs import Input, Origin, stem_of
from retour.worth.result import Line, Nature, Worth, numbered

Amount = Exact | Estimate | DeclaredRange | Unknown
FROM_EFFECT = ("margin", "errors", "speed")
ABSENT = ("not_applicable", "not_computed")


def worth_figures(evidence: Evidence) -> Iterator[Figure]:
    """Figures under ``{automation}/worth/``; none where nobody declared anything that brings or costs."""
    worth = evidence.worth
    if not worth.lines and isinstance(worth.net, Unknown):
        return
    purse = Purse(f"{evidence.automation.key}/worth", _cases(evidence))
    for figure in (
        *_monthly(purse, worth),
        *_lasting(purse, evidence),
        *_odds(purse, worth),
        *_lines(purse, evidence),
        *_plans(purse, worth),
        *_break_even(purse, evidence),
        *_inputs(purse, worth),
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
    lines = tuple(f"{purse.key}/line/{name}" for name, _ in numbered(worth.lines))
    for name, value, grade in (
        ("net", worth.net, worth.grade),
        ("cash", worth.cash, _grade_of(worth, Nature.CASH)),
        ("capacity", worth.capacity, _grade_of(worth, Nature.CAPACITY)),
        ("running_cost", worth.running_cost, Grade.D),
        ("turnover", worth.turnover, _grade_of(worth, Nature.CASH)),
    ):
        yield purse.figure(name, value, Unit.MONEY_PER_MONTH, grade, lines)
    yield from _hours(purse, worth, lines)


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


def _lasting(purse: Purse, evidence: Evidence) -> Iterator[Figure]:
    worth, effort = evidence.worth, evidence.automation.costs.build
    built = () if effort is None else keys_of(evidence, ("build", f"rate:{effort.role}"))
    yield purse.figure("build", worth.build, Unit.MONEY, Grade.D, built)
    yield purse.figure("npv", worth.npv, Unit.MONEY, worth.grade, (f"{purse.key}/net", f"{purse.key}/build"))
    fte, year = (
        purse.figure("fte", worth.fte, Unit.FTE, Grade.D, (f"{purse.key}/hours",)),
        worth.details.get("hours_per_year"),
    )
    yield replace(fte, basis=year) if isinstance(year, float) else fte


def _odds(purse: Purse, worth: Worth) -> Iterator[Figure]:
    inputs = (f"{purse.key}/net",)
    if worth.p_positive is not None:
        yield purse.figure("p_positive", Exact(worth.p_positive), Unit.PROBABILITY, worth.grade, inputs)
    yield purse.figure("payback", worth.payback, Unit.MONTHS, worth.grade, (*inputs, f"{purse.key}/build"))


def _lines(purse: Purse, evidence: Evidence) -> Iterator[Figure]:
    for name, line in numbered(evidence.worth.lines):
        keys = keys_of(evidence, (*line.inputs, *line.facts))
        if line.code in FROM_EFFECT and not any(stem_of(code) == "effect" for code in line.inputs):
            keys = (*keys, *_refused(evidence, line))
        yield purse.figure(f"line/{name}", line.value, Unit.MONEY_PER_MONTH, line.grade, keys)


def _plans(purse: Purse, worth: Worth) -> Iterator[Figure]:
    """What a plan paid by use costs with its part of what nobody used, and what a stop would save of it."""
    for name, line in numbered(worth.lines):
        for figure, detail in (("absorbed", "absorbed"), ("plan_saved", "avoidable")):
            value = line.details.get(detail)
            if isinstance(value, DeclaredRange | Unknown):
                keys = (f"{purse.key}/line/{name}",)
                yield purse.figure(figure, value, Unit.MONEY_PER_MONTH, Grade.D, keys)


def _break_even(purse: Purse, evidence: Evidence) -> Iterator[Figure]:
    """Values of inputs, in their own units, at which the net is that of doing nothing."""
    for each in evidence.worth.break_even:
        keys = (*keys_of(evidence, each.inputs), f"{purse.key}/net")
        for sort, value in (("break_even", each.net), ("break_even_npv", each.npv)):
            if not (isinstance(value, Unknown) and value.reason == "build_not_said"):
                figure = purse.figure(f"{sort}/{each.code}", value, each.unit, evidence.worth.grade, keys)
                yield replace(figure, formula=f"worth.{sort}")


def _refused(evidence: Evidence, line: Line) -> tuple[str, ...]:
    """The effect that a line could not be computed from."""
    wanted = line.details.get("indicator")
    found = (e for e in evidence.effects if e.indicator == wanted)
    return tuple(f"{e.automation}/effect/{e.indicator}/{e.version}" for e in found)[:1]


def keys_of(evidence: Evidence, codes: Iterable[str]) -> tuple[str, ...]:
    """Keys of the figures that inputs are, by their codes; a code that nothing is told of has none."""
    told, automation = evidence.worth.inputs, evidence.automation.key
    return tuple(dict.fromkeys(input_key(automation, told[code]) for code in codes if code in told))


def input_key(automation: str, said: Input) -> str:
    """The key of the figure that an input is: the effect itself, or one under ``worth/input/``."""
    if said.origin is Origin.EFFECT:
        return f"{automation}/effect/{said.subject}/{said.version}"
    return f"{automation}/worth/input/{said.code}"


def _inputs(purse: Purse, worth: Worth) -> Iterator[Figure]:
    """What the money rests on: a level each, nothing is compared. Its row is where it was written."""
    for said in worth.inputs.values():
        if said.origin is not Origin.EFFECT:
            yield Figure(
                key=f"{purse.key}/input/{said.code}",
                value=said.value,
                unit=said.unit,
                grade=said.grade,
                formula=f"input.{said.origin}",
                inputs=_parts(purse, said),
                rows=() if said.place is None else (said.place,),
                row_count=0 if said.place is None else 1,
            )


def _parts(purse: Purse, said: Input) -> tuple[str, ...]:
    built = (f"{purse.key}/build",) if said.origin is Origin.DERIVED and said.stem == "upkeep" else ()
    return (*built, *(f"{purse.key}/input/{part}" for part in said.parts))
