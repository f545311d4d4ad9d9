"""The arithmetic of money: each line from its minutes, prices and shares, each total from its lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from retour.assessment.arithmetic import (
    Kind,
    Leaf,
    Node,
    Op,
    Term,
    Why,
    Worked,
    added,
    less,
    minus,
    of,
    over,
    plain,
    times,
)
from retour.assessment.money import input_key
from retour.assessment.result import Sheet
from retour.quantity import Better, DeclaredRange, Estimate, Figure, Unit
from retour.worth.inputs import Input, stem_of
from retour.worth.result import Line, Nature, Worth, numbered
from retour.worth.sooner import DAY, YEAR
from retour.worth.value import annuity

SIXTY = plain(60)
Found = Worked | Why


@dataclass(frozen=True, slots=True)
class Purse:
    """One sheet's money: its inputs and its figures."""

    sheet: Sheet
    figures: Mapping[str, Figure]

    @property
    def worth(self) -> Worth:
        """What the automation is worth."""
        return self.sheet.worth

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Its inputs by code."""
        return self.worth.inputs

    def figure(self, name: str) -> Figure | None:
        """A known money figure of the sheet."""
        found = self.figures.get(f"{self.sheet.automation.key}/worth/{name}")
        return found if found is not None and found.known else None

    def leaf(self, code: str) -> Leaf:
        """An input as an operand: its likely value."""
        said = self.inputs[code]
        key = input_key(self.sheet.automation.key, said)
        return Leaf(_central(said), said.unit, key if key in self.figures else "")

    def lines(self) -> Iterator[Figure]:
        """Figures of the known lines, in order."""
        for name, _ in numbered(self.worth.lines):
            found = self.figure(f"line/{name}")
            if found is not None:
                yield found


def _central(said: Input) -> float:
    match said.value:
        case DeclaredRange(mode=mode):
            return mode
        case Estimate(value):
            return value
        case exact:
            return exact.value


def worked_money(purse: Purse, figure: Figure) -> Found:
    """The arithmetic of a figure under ``{automation}/worth/``."""
    name = figure.key.partition("/worth/")[2]
    kind, _, rest = name.partition("/")
    if kind == "line":
        return _line(purse, figure, rest)
    made = _TOTALS.get(name)
    return (made(purse) if made else None) or Why.PARTS


def _line(purse: Purse, figure: Figure, name: str) -> Found:
    line = next((line for known, line in numbered(purse.worth.lines) if known == name), None)
    if line is None:
        return Why.PARTS
    made = _LINES.get(line.code)
    term = made(purse, line) if made else None
    if term is None:
        return _product(purse, figure, line)
    return Worked(term=minus(term) if line.nature is Nature.COST else term, kind=Kind.DRAWN)


def _product(purse: Purse, figure: Figure, line: Line) -> Found:
    """A line whose formula is not known here: the product of its inputs, where it falls in its range."""
    parts = [purse.leaf(code) for code in (*line.inputs, *line.facts) if code in purse.inputs]
    value = figure.value
    if not parts or not isinstance(value, DeclaredRange | Estimate):
        return Why.PARTS
    term = times(parts)
    found = Worked(term=minus(term) if line.nature is Nature.COST else term, kind=Kind.DRAWN)
    return found if value.low <= found.result <= value.high else Why.PARTS


def _code(line: Line, stem: str) -> str | None:
    """The code of a line's input that has this stem."""
    return next((code for code in (*line.inputs, *line.facts) if stem_of(code) == stem), None)


def _leaf(purse: Purse, line: Line, stem: str) -> Leaf | None:
    code = _code(line, stem)
    return purse.leaf(code) if code is not None and code in purse.inputs else None


def _hours_of(purse: Purse, line: Line, each: Term | None = None) -> Term | None:
    """[V (before - after) - exceptions] / 60."""
    volume, before, after = (_leaf(purse, line, s) for s in ("volume", "minutes_before", "minutes_after"))
    if volume is None or before is None or after is None:
        return None
    kept = _leaf(purse, line, "kept")
    freed = times((volume, *(() if kept is None else (kept,)), each or less(before, after)))
    redone = _redone(purse, line, volume)
    return over(freed if redone is None else less(freed, redone), SIXTY)


def _redone(purse: Purse, line: Line, volume: Leaf) -> Term | None:
    minutes, share, seen = (_leaf(purse, line, s) for s in ("exception_minutes", "exceptions", "redone"))
    if minutes is None:
        return None
    often: Term | None = None if share is None else times((volume, share))
    if often is None:
        return None if seen is None else times((seen, minutes))
    return times((often if seen is None else Node(Op.LARGEST, (often, seen)), minutes))


def _time(purse: Purse, line: Line) -> Term | None:
    hours, rate, share = _hours_of(purse, line), _leaf(purse, line, "rate"), _leaf(purse, line, "realisation")
    return None if hours is None or rate is None or share is None else times((hours, rate, share))


def _gained(purse: Purse, line: Line) -> Term | None:
    """Cases x effect, the effect's sign turned where lower is better."""
    cases = _leaf(purse, line, "exposed") or _leaf(purse, line, "volume")
    effect = _leaf(purse, line, "effect")
    if cases is None or effect is None:
        return None
    declared = purse.sheet.automation.indicator(str(line.details.get("indicator")))
    lower = declared is not None and declared.better is Better.LOWER
    return times((cases, minus(effect) if lower else effect))


def _sold(purse: Purse, line: Line) -> Term | None:
    gained, amount = _gained(purse, line), _leaf(purse, line, "amount")
    return None if gained is None or amount is None else times((*_factors(gained), amount))


def _factors(term: Term) -> tuple[Term, ...]:
    return term.parts if isinstance(term, Node) and term.op is Op.PRODUCT else (term,)


def _margin(purse: Purse, line: Line) -> Term | None:
    sold, rate = _sold(purse, line), _leaf(purse, line, "margin_rate")
    eaten = _leaf(purse, line, "cannibalised")
    if sold is None or rate is None:
        return None
    return times((*_factors(sold), rate, *(() if eaten is None else (less(plain(1), eaten),))))


def _errors(purse: Purse, line: Line) -> Term | None:
    gained, each = _gained(purse, line), _leaf(purse, line, "error_cost")
    return None if gained is None or each is None else times((*_factors(gained), each))


def _speed(purse: Purse, line: Line) -> Term | None:
    """Days gained / 365 x turnover x cost of capital / 12."""
    effect = _leaf(purse, line, "effect")
    before, after = (_leaf(purse, line, stem) for stem in ("days_before", "days_after"))
    turnover, cost = (_leaf(purse, line, stem) for stem in ("annual_turnover", "cost_of_capital"))
    gained: Term | None = None if before is None or after is None else less(before, after)
    if effect is not None:
        gained = Leaf(-effect.value / DAY, Unit.DAYS)
    if gained is None or turnover is None or cost is None:
        return None
    return over(times((gained, turnover, cost)), plain(YEAR), plain(12))


def _watching(purse: Purse, line: Line) -> Term | None:
    """Incidents x days sooner x cases a month x share lost x cost of one / 365."""
    stems = ("incidents_per_year", "volume", "watched_share", "lost_case_cost")
    before, after = (_leaf(purse, line, stem) for stem in ("noticed_before", "noticed_after"))
    often, *rest = (_leaf(purse, line, stem) for stem in stems)
    if before is None or after is None or often is None or any(part is None for part in rest):
        return None
    return over(times((often, less(before, after), *(part for part in rest if part))), plain(YEAR))


def _every(purse: Purse, line: Line) -> Term | None:
    """All of a line's inputs, multiplied: hours x rate, price x cases."""
    codes = [code for code in (*line.inputs, *line.facts) if code in purse.inputs]
    return times(purse.leaf(code) for code in codes) if codes else None


_LINES: dict[str, Callable[[Purse, Line], Term | None]] = {
    "time_cash": _time,
    "time_capacity": _time,
    "margin": _margin,
    "errors": _errors,
    "spend": _every,
    "speed": _speed,
    "watching": _watching,
    "supervision": _every,
    "upkeep": _every,
    "subscription": _every,
    "ai": _every,
    "failures": _every,
}


def _of_lines(*natures: Nature, sign: float = 1.0) -> Callable[[Purse], Found | None]:
    """A total of lines: means add up, so it is their sum exactly."""

    def total(purse: Purse) -> Found | None:
        natured = {f"line/{name}": line.nature for name, line in numbered(purse.worth.lines)}
        chosen = [f for f in purse.lines() if natured[f.key.partition("/worth/")[2]] in natures]
        gains = [of(f) for f in chosen if (f.point or 0.0) * sign >= 0]
        losses = [Leaf(-(f.point or 0.0), f.unit, f.key) for f in chosen if (f.point or 0.0) * sign < 0]
        if sign < 0:
            gains, losses = [Leaf(-leaf.value, leaf.unit, leaf.key) for leaf in gains], []
        if not gains and not losses:
            return None
        if not gains:
            return Worked(term=minus(added(*losses)), kind=Kind.EXACT)
        first = gains[0] if len(gains) == 1 else added(*gains)
        return Worked(term=less(first, *losses), kind=Kind.EXACT)

    return total


def _turnover(purse: Purse) -> Found | None:
    sold = [_sold(purse, line) for line in purse.worth.lines if line.code == "margin"]
    known = [term for term in sold if term is not None]
    return Worked(term=added(*known), kind=Kind.DRAWN) if known else None


def _worked_hours(purse: Purse) -> Iterator[Leaf]:
    """Hours that people spend on it each month: supervision and upkeep, where they are said in hours."""
    for line in purse.worth.lines:
        if line.nature is Nature.COST:
            spent = (c for c in line.inputs if stem_of(c) == line.code and c in purse.inputs)
            yield from (purse.leaf(c) for c in spent if purse.inputs[c].unit is Unit.HOURS_PER_MONTH)


def _hours(purse: Purse, *, latest: bool = False) -> Found | None:
    freed = []
    for line in purse.worth.lines:
        if line.code in ("time_cash", "time_capacity"):
            each = line.details.get("restated") if latest else None
            said = Leaf(each, Unit.MINUTES, code="restated") if isinstance(each, float) else None
            freed.append(_hours_of(purse, line, said))
    known = [term for term in freed if term is not None]
    if not known or len(known) < len(freed):
        return None
    return Worked(term=less(added(*known), *_worked_hours(purse)), kind=Kind.DRAWN)


def _more(purse: Purse) -> Found | None:
    now, then = purse.figure("volume_after"), purse.figure("volume_before")
    return None if now is None or then is None else Worked(term=less(of(now), of(then)), kind=Kind.EXACT)


def _spent(purse: Purse, side: str) -> Found | None:
    """Cases a month x minutes each / 60."""
    cases = purse.figure(f"volume_{side}")
    minutes = purse.figures.get(f"{purse.sheet.automation.key}/minutes/{side}")
    if cases is None or minutes is None or not minutes.known:
        return None
    return Worked(term=over(times((of(cases), of(minutes))), SIXTY), kind=Kind.EXACT)


def _fte(purse: Purse) -> Found | None:
    hours, year = purse.figure("hours"), purse.worth.details.get("hours_per_year")
    if hours is None or not isinstance(year, float):
        return None
    return Worked(term=over(times((plain(12), of(hours))), Leaf(year, Unit.HOURS)), kind=Kind.EXACT)


def _npv(purse: Purse) -> Found | None:
    """Annuity x net - build: linear, so means give the mean."""
    net, build = purse.figure("net"), purse.figure("build")
    if net is None or build is None:
        return None
    months = Leaf(annuity(), Unit.MONTHS, code="annuity")
    return Worked(term=less(times((months, of(net))), of(build)), kind=Kind.EXACT)


def _payback(purse: Purse) -> Found | None:
    net, build = purse.figure("net"), purse.figure("build")
    return None if net is None or build is None else Worked(term=over(of(build), of(net)), kind=Kind.MEDIAN)


def _chance(purse: Purse) -> Found | None:
    draws, chance = purse.worth.details.get("draws"), purse.worth.p_positive
    if not isinstance(draws, int) or chance is None:
        return None
    good = Leaf(round(chance * draws), Unit.COUNT, code="good_draws")
    return Worked(term=over(good, Leaf(draws, Unit.COUNT, code="draws")), kind=Kind.EXACT)


def _build(purse: Purse) -> Found | None:
    effort = purse.sheet.automation.costs.build
    if effort is None or "build" not in purse.inputs:
        return None
    rate = f"rate:{effort.role}"
    money = effort.money is not None or rate not in purse.inputs
    codes = ("build",) if money else ("build", rate)
    return Worked(term=times(purse.leaf(code) for code in codes), kind=Kind.DRAWN)


_TOTALS: dict[str, Callable[[Purse], Found | None]] = {
    "net": _of_lines(Nature.CASH, Nature.CAPACITY, Nature.COST),
    "cash": _of_lines(Nature.CASH, Nature.COST),
    "capacity": _of_lines(Nature.CAPACITY),
    "running_cost": _of_lines(Nature.COST, sign=-1.0),
    "turnover": _turnover,
    "hours": _hours,
    "hours_restated": lambda purse: _hours(purse, latest=True),
    "volume_handled": _more,
    "volume_hours_before": lambda purse: _spent(purse, "before"),
    "volume_hours_after": lambda purse: _spent(purse, "after"),
    "volume_before": lambda _: Why.COUNTED,
    "volume_after": lambda _: Why.COUNTED,
    "machine_hours": lambda _: Why.COUNTED,
    "fte": _fte,
    "npv": _npv,
    "payback": _payback,
    "p_positive": _chance,
    "build": _build,
}
