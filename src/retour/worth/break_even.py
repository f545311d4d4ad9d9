"""Break-even: the value of one input at which an automation is expected to bring as much as it costs.

Every formula of worth is a straight line in each input asked about (cases, minutes saved, an hourly cost, an
effect, the share of freed time that is used, a cost), whatever the draw: net = a + b v. What is expected
crosses zero at -mean(a) / mean(b), and a draw's own line at -a / b; nothing is drawn again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retour.quantity import Better, DeclaredRange, Estimate, Exact, Unit, Unknown
from retour.worth.chance import ENDS, Ends, mean_of, share_of
from retour.worth.costs import BUILD
from retour.worth.desk import SCALE, Desk, Part
from retour.worth.inputs import Input, stem_of
from retour.worth.quantiles import quantiles_of
from retour.worth.result import BreakEven, Draws, Nature
from retour.worth.value import annuity

FAR = 10.0  # times what it is today: beyond, nothing is plausible
RARE = 0.05  # of the draws: where more of them never cross, their range has no end and none is shown
DUST = 1e-9  # of what is added up: what rounding leaves of a zero
COUNTED = ("volume:case", "volume:item", "volume:run", "volume:handled")
ASKED = ("rate", "effect", "realisation")
Points = Mapping[str, Draws]
Crossing = Estimate | DeclaredRange | Unknown
Expected = tuple[float, float]  # of a line, where it starts and what one more brings


@dataclass(frozen=True, slots=True)
class Booked:
    """A known part, the name of its line, and what it gave: signed, shape (draws,)."""

    name: str
    part: Part
    drawn: Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One input that is moved: what sets it to a value, and the values that are plausible."""

    code: str
    unit: Unit
    now: float
    low: float
    high: float
    inputs: tuple[str, ...]
    today: DeclaredRange | None = None  # where no figure of its own says it

    @property
    def is_scaled(self) -> bool:
        """True for cases that were counted: they are no input, every line that counts some is scaled."""
        return self.code == "cases" and "volume" not in self.inputs

    @property
    def moved(self) -> str:
        """The input that is set: of minutes saved, those that it took before."""
        return SCALE if self.is_scaled else self.inputs[0]

    def at(self, x: Points, value: float) -> Points:
        """The inputs with this one at a value for every draw."""
        wanted = np.full(1, value)
        if self.is_scaled:
            return {**x, SCALE: wanted / self.now}
        if stem_of(self.code) == "minutes_saved":
            return {**x, self.moved: x[self.inputs[1]] + wanted}
        return {**x, self.moved: wanted}


@dataclass(frozen=True)
class Straight:
    """A line of each draw: `start` + `slope` x value."""

    start: Draws
    slope: Draws

    @cached_property
    def expected(self) -> Expected:
        """The line of what is expected."""
        return mean_of(self.start), mean_of(self.slope)

    def crossing(self, asked: Asked, *, declared: bool) -> Crossing:
        """Where what is expected crosses zero, and 5-95 % of where draws do, within what is plausible.

        Unknown where more than one draw in twenty does nowhere plausible: the range of the draws has no end,
        and the share of those draws is told.
        """
        start, slope = self.expected
        good, bad = (asked.high, asked.low) if slope > 0 else (asked.low, asked.high)
        lost = self.at(good) <= 0
        never = share_of(lost)
        anyway = 0.0 if bad == 0 else share_of(self.at(bad) > 0)
        if max(never, anyway) > RARE:
            return _endless(never, anyway)
        low, high = quantiles_of(self._own(asked, good, bad, lost), ENDS)
        return _crossing(-start / slope, low, high, declared=declared)

    def at(self, value: float) -> Draws:
        """What each draw brings there."""
        line = self.slope * value
        line += self.start
        return line

    def _own(self, asked: Asked, good: float, bad: float, lost: NDArray[np.bool_]) -> Draws:
        """From where each draw pays; the best end for the few that do not even there."""
        with np.errstate(divide="ignore", invalid="ignore"):
            crossed = np.divide(-self.start, self.slope)
        np.minimum(np.maximum(crossed, asked.low, out=crossed), asked.high, out=crossed)
        np.copyto(crossed, bad, where=self.slope * (good - bad) <= 0)
        np.copyto(crossed, good, where=lost)
        return crossed


@dataclass(frozen=True, kw_only=True)
class Books:
    """What break-evens are computed from: known parts, the net, what it cost to build."""

    desk: Desk
    parts: Sequence[Booked]
    net: Draws
    ends: Ends  # of the net
    build: Draws | None
    declared: bool  # grade D: ranges, never intervals

    @cached_property
    def paid(self) -> Straight | None:
        """What the build cost, whatever is moved but an hourly cost."""
        return None if self.build is None else Straight(self.build, np.zeros(1))


def _nowhere(expected: Expected, asked: Asked) -> Unknown | None:
    """Why what is expected crosses zero nowhere plausible: nothing pays, or anything does; None if it does.

    What more of it brings decides which end is the best.
    """
    start, slope = expected
    if abs(start) <= DUST * abs(slope) * max(abs(asked.low), abs(asked.high)):
        start = 0.0
    ends = [start + slope * end for end in (asked.low, asked.high)]
    if min(ends) < 0 < max(ends):
        return None
    stem, pays = stem_of(asked.code), min(ends) >= 0 and max(ends) > 0
    way = "" if slope > 0 or stem not in ("cases", "effect") else "_less"
    return Unknown(f"{'pays_anyway' if pays else 'never_pays'}_{stem}{way}")


def _endless(never: float, anyway: float) -> Unknown:
    """The draws that no plausible value crosses are too many for their range to end somewhere."""
    if never >= anyway:
        return Unknown("break_even_never", {"share": never})
    return Unknown("break_even_anyway", {"share": anyway})


def _crossing(point: float, low: float, high: float, *, declared: bool) -> Crossing:
    low, high = min(low, point), max(high, point)
    return DeclaredRange(low, point, high) if declared else Estimate(point, low, high)


def break_evens(books: Books) -> tuple[BreakEven, ...]:
    """Cases first, then minutes saved and what prices them, effects, each running cost, the build."""
    asked = (*_cases(books), *_inputs(books))
    found = [each for one in asked if (each := _of_input(books, one)) is not None]
    return (*found, *_costs(books), *_build(books))


def _of_input(books: Books, asked: Asked) -> BreakEven | None:
    """None where the net does not follow the input at all."""
    net = _net_line(books, asked)
    if not net.slope.any():
        return None
    expected = net.expected
    crossing = _nowhere(expected, asked) or net.crossing(asked, declared=books.declared)
    return BreakEven(
        code=asked.code,
        unit=asked.unit,
        net=crossing,
        npv=_over_life(books, asked, net),
        now=asked.now,
        at_least=expected[1] > 0,
        inputs=asked.inputs,
        today=asked.today,
    )


def _over_life(books: Books, asked: Asked, net: Straight) -> Crossing:
    """The same once the build is paid; unknown where more brings more of one and less of the other."""
    build = _build_line(books, asked)
    if build is None:
        return Unknown("build_not_said")
    (start, slope), (paid, more) = net.expected, build.expected
    expected = annuity() * start - paid, annuity() * slope - more
    nowhere = _nowhere(expected, asked)
    if nowhere is not None:
        return nowhere
    life = Straight(annuity() * net.start - build.start, annuity() * net.slope - build.slope)
    found = life.crossing(asked, declared=books.declared)
    turned = (expected[1] > 0) != (slope > 0) and not isinstance(found, Unknown)
    return Unknown("break_even_turned") if turned else found


def _net_line(books: Books, asked: Asked) -> Straight:
    """The net as a line of the input; a part that it multiplies is nothing at zero, so not computed there."""
    start, slope = books.net.copy(), np.zeros(len(books.net))
    at_one = _following(books.desk, asked, 1.0)
    scaled, moved = asked.is_scaled, asked.moved
    for booked in _followers(books, asked):
        part = booked.part
        start -= booked.drawn
        if scaled or part.amount is None:  # what was drawn is the line at what it is today
            slope += booked.drawn / asked.now
            continue
        one = part.sign * part.amount(at_one)
        if moved not in part.by:
            none = part.sign * part.amount(_following(books.desk, asked, 0.0))
            start += none
            one = one - none
        slope += one
    return Straight(start, slope)


def _build_line(books: Books, asked: Asked) -> Straight | None:
    """What the build cost; as a line of the hourly cost of who built."""
    if books.build is None or stem_of(asked.code) != "rate":
        return books.paid
    made, x = books.desk.made[BUILD], books.desk.inputs
    first = np.asarray(made(asked.at(x, 0.0)))
    return Straight(first, np.asarray(made(asked.at(x, 1.0))) - first)


def _following(desk: Desk, asked: Asked, value: float) -> Points:
    """The inputs with one at a value; where that is an hourly cost, what is made of it is made again."""
    x = asked.at(desk.inputs, value)
    if stem_of(asked.code) != "rate":
        return x
    return {**x, **{code: made(x) for code, made in desk.made.items() if code != BUILD}}


def _followers(books: Books, asked: Asked) -> list[Booked]:
    """The parts that may depend on the input: the others keep what they gave."""
    if asked.is_scaled:
        return [booked for booked in books.parts if SCALE in booked.part.by]
    codes = {*asked.inputs, *(books.desk.made if stem_of(asked.code) == "rate" else ())}
    return [booked for booked in books.parts if not codes.isdisjoint(booked.part.inputs)]


def _cases(books: Books) -> Iterator[Asked]:
    """Cases a month behind the first line that counts some; nothing where a calendar says how often."""
    volume = books.desk.inputs.get("volume")
    if volume is not None:
        now = mean_of(volume)
        yield Asked(
            code="cases",
            unit=Unit.CASES_PER_MONTH,
            now=now,
            low=0.0,
            high=FAR * now,
            inputs=("volume",),
        )
        return
    facts = (code for booked in books.parts for code in booked.part.facts)
    told = ((code, books.desk.told[code]) for code in facts)
    counted = next(((code, said) for code, said in told if _counts(said)), None)
    if counted is not None and isinstance(counted[1].value, Exact):
        now = counted[1].value.value
        yield Asked(
            code="cases", unit=counted[1].unit, now=now, low=0.0, high=FAR * now, inputs=(counted[0],)
        )


def _counts(said: Input) -> bool:
    """True for a number of cases, items or runs a month."""
    counted = stem_of(said.code) == "exposed" or said.code in COUNTED
    return counted and isinstance(said.value, Exact) and said.value.value > 0


def _inputs(books: Books) -> Iterator[Asked]:
    used = dict.fromkeys(code for booked in books.parts for code in booked.part.inputs)
    for code in used:
        stem = stem_of(code)
        if stem == "minutes_before":
            yield _saved(books.desk, code)
        elif stem in ASKED:
            yield _moved(books.desk, code, stem)


def _saved(desk: Desk, before: str) -> Asked:
    """Minutes saved each time: none at least, at most those that it took before."""
    rank = before.removeprefix("minutes_before")
    after = f"minutes_after{rank}"
    was, saved = mean_of(desk.inputs[before]), desk.inputs[before] - desk.inputs[after]
    low, high = quantiles_of(saved, ENDS)
    now = mean_of(saved)
    return Asked(
        code=f"minutes_saved{rank}",
        unit=Unit.MINUTES,
        now=now,
        low=0.0,
        high=was,
        inputs=(before, after),
        today=DeclaredRange(min(low, now), now, max(high, now)),
    )


def _moved(desk: Desk, code: str, stem: str) -> Asked:
    now, unit = mean_of(desk.inputs[code]), desk.told[code].unit
    low, high = 0.0, FAR * abs(now)
    if stem == "realisation" or unit in (Unit.SHARE, Unit.POINTS):
        high = 1.0
    if stem == "effect" and _falls(desk, code):
        low, high = -high, 0.0
    return Asked(code=code, unit=unit, now=now, low=low, high=high, inputs=(code,))


def _falls(desk: Desk, code: str) -> bool:
    """True where less is better."""
    indicator = desk.automation.indicator(code.partition(":")[2])
    return indicator is not None and indicator.better is Better.LOWER


def _costs(books: Books) -> Iterator[BreakEven]:
    """Each running cost: it may rise by what the net is; by what is left of it once the build is paid."""
    build = None if books.build is None else books.build / annuity()
    for booked in books.parts:
        if booked.part.nature is Nature.COST:
            yield _of_cost(books, booked, build)


def _of_cost(books: Books, booked: Booked, build: Draws | None) -> BreakEven:
    """`build`: what it is a month of the life."""
    code, without = f"cost:{booked.name}", books.net - booked.drawn
    npv: Crossing = Unknown("build_not_said")
    if build is not None:
        npv = _at_most(code, without - build, declared=books.declared)
    return BreakEven(
        code=code,
        unit=Unit.MONEY_PER_MONTH,
        net=_at_most(code, without, declared=books.declared),
        npv=npv,
        now=-mean_of(booked.drawn),
        at_least=False,
        inputs=booked.part.inputs,
    )


def _build(books: Books) -> Iterator[BreakEven]:
    """What it may cost to build at most: what its life brings."""
    if books.build is not None:
        low, high = books.ends
        life = annuity() * low, annuity() * high
        yield BreakEven(
            code=BUILD,
            unit=Unit.MONEY,
            net=Unknown("not_applicable"),
            npv=_at_most(BUILD, annuity() * books.net, life, declared=books.declared),
            now=mean_of(books.build),
            at_least=False,
            inputs=(BUILD,),
        )


def _at_most(code: str, left: Draws, ends: Ends | None = None, *, declared: bool) -> Crossing:
    """A cost as high as what is left without it; none where more than one draw in twenty leaves nothing."""
    point, never = mean_of(left), share_of(left <= 0)
    if point < 0:
        return Unknown(f"never_pays_{stem_of(code)}")
    if never > RARE:
        return _endless(never, 0.0)
    low, high = ends or quantiles_of(left, ENDS)
    return _crossing(point, low, high, declared=declared)
