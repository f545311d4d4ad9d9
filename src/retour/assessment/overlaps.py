"""Savings that two automations both claim: the cases that both handled, and their money, counted once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from retour.assessment.result import Overlap, Sheet
from retour.kpi.dossier import Dossier
from retour.quantity import Comparator, DeclaredRange, Exact, Figure, Grade, Period, Unit, Unknown
from retour.quantity.figure import Value
from retour.register.worth_lines import Per
from retour.worth.chance import declared_of
from retour.worth.result import Draws, Line
from retour.worth.sharing import Share, in_one_chain, named_cases, share_of

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
    def period(self) -> Period | None:
        period = self.line.details.get("period")
        return period if isinstance(period, Period) else None


@dataclass(slots=True)
class _Both:
    """What two automations share, over all of their lines."""

    cases: set[str] = field(default_factory=set)
    named: bool = True
    declared: bool = True
    money: list[Draws] = field(default_factory=list)


def overlaps_of(sheets: Iterable[Sheet], dossier: Dossier) -> Found:
    """Where the runs of two live automations name the same cases, and both save the minutes of one role.

    A saving that is declared shared is split in each line already. Of one that is not, each keeps an equal
    part of every case that its runs name: the rest is taken out of the totals, never out of its own figures.
    """
    both: dict[Pair, _Both] = {}
    taken: dict[str, Draws] = {}
    for claims in _groups(sheets):
        for claim in claims:
            others = [c for c in claims if c.key != claim.key and not _chained(dossier, claim, c)]
            if not others or claim.line.gross is None:
                continue
            share, declared = _share(dossier, claim, others)
            for other, part in share.others.items():
                _note(both, dossier, claim, other, part * claim.line.gross, declared=declared)
            if not declared and share.kept < 1:
                rest = (1 - share.kept) * claim.line.gross
                taken[claim.key] = taken[claim.key] + rest if claim.key in taken else rest
    return Found(tuple(_overlap(pair, seen) for pair, seen in both.items()), taken)


def _groups(sheets: Iterable[Sheet]) -> Iterator[Sequence[_Claim]]:
    """Lines that save the minutes of one role in one process, where several automations do."""
    found: dict[tuple[str | None, object], list[_Claim]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.worth.lines:
            shared = "shared_with" in line.details
            if line.gross is not None and (shared or line.details.get("per") in ON_CASES):
                found[sheet.automation.process, line.details.get("role")].append(_Claim(sheet, line))
    return (claims for claims in found.values() if len({c.key for c in claims}) > 1)


def _chained(dossier: Dossier, one: _Claim, other: _Claim) -> bool:
    return in_one_chain(dossier.register.automation, one.sheet.automation, other.sheet.automation)


def _share(dossier: Dossier, claim: _Claim, others: Sequence[_Claim]) -> tuple[Share, bool]:
    """The part that a line keeps: as it was declared, else equal parts of the cases that runs name."""
    said = claim.line.details.get("shared_with")
    if isinstance(said, Mapping):
        kept = claim.line.details["kept"]
        return Share(kept=kept if isinstance(kept, float) else 1.0, others=said, counted=True), True
    named = {c.key for c in others if named_cases(dossier.runs.get(c.key, ()))}
    weights = dict.fromkeys((claim.key, *sorted(named)), 1.0)
    automation = claim.sheet.automation
    return share_of(dossier, automation, weights, days={}, period=claim.period), False


def _note(
    both: dict[Pair, _Both], dossier: Dossier, claim: _Claim, other: str, money: Draws, *, declared: bool
) -> None:
    pair: Pair = (claim.key, other) if claim.key < other else (other, claim.key)
    seen = both.setdefault(pair, _Both())
    mine = named_cases(dossier.runs.get(claim.key, ()), claim.period)
    theirs = named_cases(dossier.runs.get(other, ()))
    seen.cases |= mine & theirs
    seen.named &= bool(mine and theirs)
    seen.declared &= declared
    seen.money.append(money)


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
