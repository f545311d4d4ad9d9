"""A portfolio read by team, by tool, by objective; and what could be established next, at what cost."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from retour.assessment.result import Budget, Group, Next, Sheet
from retour.quantity import Comparator, DeclaredRange, Figure, Grade, Unit, Unknown
from retour.register.automation import Automation
from retour.register.keys import slug
from retour.verdict.result import Measurement

NOT_SAID = "-"
Summed = Callable[[str, Grade, Sequence[Sheet]], Figure]  # key, grade, sheets -> the total


def groups_of(live: Sequence[Sheet], counted: Sequence[Sheet], total: Summed) -> tuple[Group, ...]:
    """Totals by team, tool and objective, each within a grade; what nobody said is a group of its own.

    Args:
        live: every live automation: all are counted in `automations`.
        counted: those whose money is in the totals.
        total: sums some sheets within a grade under a key.

    Returns:
        An automation with several tools is whole in each of them: the groups of tools overlap, those of teams
        and of objectives do not.
    """
    return tuple(
        _group(kind, name, sheets, counted, total)
        for kind in ("team", "tool", "objective")
        for name, sheets in sorted(_by(kind, live).items(), key=_in_order)
    )


def _in_order(item: tuple[str, list[Sheet]]) -> tuple[bool, str]:
    """By name; what nobody said last."""
    return not item[0], item[0].casefold()


def _by(kind: str, sheets: Iterable[Sheet]) -> dict[str, list[Sheet]]:
    """Sheets by name; an empty name where nobody said. Names that differ by case or accents are one."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    written: dict[str, str] = {}
    for sheet in sheets:
        for name in _names(kind, sheet.automation):
            found[written.setdefault(slug(name) or name, name)].append(sheet)
    return found


def _names(kind: str, automation: Automation) -> tuple[str, ...]:
    if kind == "tool":
        return tuple(dict.fromkeys(automation.tools)) or ("",)
    return ((automation.team if kind == "team" else automation.objective) or "",)


def _group(kind: str, name: str, sheets: Sequence[Sheet], counted: Sequence[Sheet], total: Summed) -> Group:
    key = (slug(name) or name.encode().hex()) if name else NOT_SAID
    inside = {s.automation.key for s in sheets}
    paid = [s for s in counted if s.automation.key in inside]
    return Group(
        kind=kind,
        key=key,
        name=name,
        automations=len(sheets),
        unknown=sum(isinstance(s.worth.net, Unknown) for s in sheets),
        by_grade={
            grade: total(f"totals/net/by_{kind}/{key}/{grade}", grade, chosen)
            for grade in (Grade.A, Grade.B, Grade.C, Grade.D)
            if (chosen := [s for s in paid if s.worth.grade is grade])
        },
    )


def budget_of(sheets: Iterable[Sheet]) -> Budget | None:
    """The measurements worth making, the one that brings most first; None where nothing can be proposed.

    Those whose gain nobody can compute come last. A cost that nobody knows is not zero: it is left out of the
    sums and said.
    """
    proposed = [(s, s.verdict.measurement) for s in sheets if s.verdict.measurement is not None]
    useful = [(s, m) for s, m in proposed if m.useful and m.design != "none"]
    settled = tuple(s.automation.key for s, m in proposed if m.design == "none")
    if not useful and not settled:
        return None
    ranked = sorted(useful, key=lambda pair: (pair[1].gain is None, -(pair[1].gain or 0.0)))
    return Budget(
        steps=tuple(_steps(ranked)),
        total=_total(ranked),
        unpriced=sum(m.cost is None for _, m in ranked),
        settled=settled,
    )


def _steps(ranked: Iterable[tuple[Sheet, Measurement]]) -> Iterator[Next]:
    spent, costs = 0.0, []
    for sheet, found in ranked:
        key = f"totals/next/{sheet.automation.key}"
        cost = _money(f"{key}/cost", found.cost, "totals.next_cost", found.n)
        spent += found.cost or 0.0
        costs.append(cost.key)
        yield Next(
            automation=sheet.automation.key,
            measurement=found,
            cost=cost,
            gain=_money(f"{key}/gain", found.gain, "totals.next_gain", found.n),
            spent=_money(f"{key}/spent", spent, "totals.next_spent", len(costs), tuple(costs)),
        )


def _total(ranked: Sequence[tuple[Sheet, Measurement]]) -> Figure:
    known = [(s, m.cost) for s, m in ranked if m.cost is not None]
    spent = sum(cost for _, cost in known) if known else None
    keys = tuple(f"totals/next/{s.automation.key}/cost" for s, _ in known)
    return _money("totals/next_cost", spent, "totals.next_spent", len(known), keys)


def _money(
    key: str, amount: float | None, formula: str, n: int | None, inputs: tuple[str, ...] = ()
) -> Figure:
    """An expected amount: what is planned is nobody's measurement, so evidence D."""
    known = amount is not None
    return Figure(
        key=key,
        value=DeclaredRange(*[float(amount)] * 3) if amount is not None else Unknown("nobody_can_tell"),
        unit=Unit.MONEY,
        grade=Grade.D if known else Grade.E,
        formula=formula,
        n=n,
        comparator=Comparator.NOTHING,
        inputs=inputs,
    )
