"""Savings that two automations both claim: the cases that both handled, and their money, counted once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from retour.assessment.result import Overlap, Sheet
from retour.events.run import Run
from retour.kpi.dossier import Dossier
from retour.quantity import Comparator, DeclaredRange, Exact, Figure, Grade, Period, Unit, Unknown
from retour.quantity.figure import Value
from retour.register.worth_lines import Per
from retour.worth.chance import declared_of
from retour.worth.result import Draws, Line
from retour.worth.sharing import Share, chain_of, named_cases

ON_CASES = (Per.CASE.value, Per.ITEM.value, Per.RUN.value)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The overlaps of a workspace, and what each automation leaves to the others in the totals."""

    overlaps: tuple[Overlap, ...] = ()
    taken: Mapping[str, Draws] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claim:
    """One line that saves a role's minutes on cases."""

    sheet: Sheet
    line: Line

    @property
    def key(self) -> str:
        return self.sheet.automation.key

    @property
    def gross(self) -> Draws:
        return np.zeros(1) if self.line.gross is None else self.line.gross

    @property
    def period(self) -> Period | None:
        period = self.line.details.get("period")
        return period if isinstance(period, Period) else None


@dataclass(frozen=True, slots=True)
class _Cases:
    """The cases that the runs of some automations name, and who handled each; chains are not overlaps."""

    named: Mapping[str, frozenset[str]]
    handlers: Mapping[str, Sequence[str]]
    chained: Mapping[str, frozenset[str]]
    runs: Mapping[str, tuple[Run, ...]]

    @classmethod
    def of(cls, claims: Sequence[_Claim], dossier: Dossier) -> "_Cases":
        """The cases of one group of claims, each read once."""
        automations = {c.key: c.sheet.automation for c in claims}
        named = {key: named_cases(dossier.runs.get(key, ())) for key in automations}
        handlers: dict[str, list[str]] = defaultdict(list)
        for key, cases in named.items():
            for case in cases:
                handlers[case].append(key)
        chain = {key: chain_of(dossier.register.automation, one) for key, one in automations.items()}
        chained = {k: frozenset(o for o in chain if o != k and chain[k] & chain[o]) for k in chain}
        return cls(named, handlers, chained, dossier.runs)

    def of_claim(self, claim: _Claim) -> frozenset[str]:
        """The cases that a claim counts."""
        return named_cases(self.runs.get(claim.key, ()), claim.period)

    def others(self, key: str, case: str) -> list[str]:
        """Who else handled a case."""
        chained = self.chained[key]
        return [other for other in self.handlers[case] if other != key and other not in chained]


@dataclass(slots=True)
class _Both:
    """What two automations share, over all of their lines."""

    cases: set[str] = field(default_factory=set)
    named: bool = True
    declared: bool = True
    money: list[Draws] = field(default_factory=list)

    def add(
        self, mine: frozenset[str], theirs: frozenset[str] | None, money: Draws, *, declared: bool
    ) -> None:
        """What one line says of it."""
        self.cases |= mine & (theirs or frozenset())
        self.named &= bool(mine and theirs)
        self.declared &= declared
        self.money.append(money)


def overlaps_of(sheets: Iterable[Sheet], dossier: Dossier) -> Found:
    """Where the runs of two live automations name the same cases, and both save the minutes of one role.

    A saving that is declared shared is split in each line already. Of one that is not, each keeps an equal
    part of every case that its runs name: the rest is taken out of the totals, never out of its own figures.
    """
    both: dict[Pair, _Both] = {}
    taken: dict[str, Draws] = {}
    for claims in _groups(sheets):
        cases = _Cases.of(claims, dossier)
        for claim in claims:
            mine = cases.of_claim(claim)
            share, declared = _share(claim, cases, mine)
            for other, part in share.others.items():
                seen = both.setdefault(_pair(claim.key, other), _Both())
                seen.add(mine, cases.named.get(other), part * claim.gross, declared=declared)
            if not declared and share.kept < 1:
                rest = (1 - share.kept) * claim.gross
                taken[claim.key] = taken[claim.key] + rest if claim.key in taken else rest
    return Found(tuple(_overlap(pair, seen) for pair, seen in both.items()), taken)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _groups(sheets: Iterable[Sheet]) -> Iterator[Sequence[_Claim]]:
    """Lines that save the minutes of one role in one process, where several automations do."""
    found: dict[tuple[str | None, object], list[_Claim]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.worth.lines:
            shared = "shared_with" in line.details
            if line.gross is not None and (shared or line.details.get("per") in ON_CASES):
                found[sheet.automation.process, line.details.get("role")].append(_Claim(sheet, line))
    return (claims for claims in found.values() if len({c.key for c in claims}) > 1)


def _share(claim: _Claim, cases: "_Cases", mine: frozenset[str]) -> tuple[Share, bool]:
    """The part that a line keeps: as it was declared, else equal parts of the cases that runs name."""
    said = claim.line.details.get("shared_with")
    if isinstance(said, Mapping):
        kept = claim.line.details["kept"]
        return Share(kept=kept if isinstance(kept, float) else 1.0, others=said, counted=True), True
    met, kept = Counter[str](), 0.0
    for case in mine:
        also = cases.others(claim.key, case)
        met.update(also)
        kept += 1 / (1 + len(also))
    if not mine:
        return Share(kept=1.0, others={}, counted=False), False
    return Share(
        kept=kept / len(mine), others={k: n / len(mine) for k, n in met.items()}, counted=True
    ), False


def _overlap(pair: Pair, seen: _Both) -> Overlap:
    """Each of the two says what those cases save: the mean of both is what is counted once."""
    key = f"totals/overlap/{'+'.join(pair)}"
    cases: Value = Exact(len(seen.cases)) if seen.named else Unknown("cases_not_named")
    money = declared_of(np.sum(seen.money, axis=0) / 2)
    lines = tuple(f"{one}/worth/net" for one in pair)
    return Overlap(
        one=pair[0],
        other=pair[1],
        declared=seen.declared,
        cases=Figure(
            key=key,
            value=cases,
            unit=Unit.CASES,
            grade=Grade.A if seen.named else Grade.E,
            formula="totals.overlap",
            n=len(seen.cases) or None,
        ),
        money=Figure(
            key=f"{key}/money",
            value=money,
            unit=Unit.MONEY_PER_MONTH,
            grade=Grade.D,
            formula="totals.overlap_money",
            n=len(seen.cases) or None,
            comparator=Comparator.NOTHING,
            inputs=(key, *lines),
        ),
    )


def taken_figure(automation: str, rest: Draws) -> Figure:
    """What the totals leave out of an automation's net, because others save the same minutes."""
    said = declared_of(rest)
    return Figure(
        key=f"totals/taken/{automation}",
        value=DeclaredRange(-said.high, -said.mode, -said.low),
        unit=Unit.MONEY_PER_MONTH,
        grade=Grade.D,
        formula="totals.taken",
        n=1,
        comparator=Comparator.NOTHING,
    )
