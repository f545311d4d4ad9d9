"""Who follows whom: what is reached, what comes before, and what falls when one module fails."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retour.scenario.scenario import Does, Joins, Module, Scenario

ROOT = ""  # a start before every trigger


@dataclass(frozen=True, slots=True)
class Fall:
    """How many modules fall with one, and in which apps."""

    number: int
    apps: frozenset[str]


@dataclass(frozen=True)
class Graph:
    """The links of a scenario, both ways; parts of a module are not on its road."""

    scenario: Scenario
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario) -> "Graph":
        """The graph of a scenario."""
        after: dict[str, list[str]] = {}
        before: dict[str, list[str]] = {}
        errors: dict[str, list[str]] = {}
        for link in scenario.links:
            if link.joins is not Joins.PART:
                after.setdefault(link.source, []).append(link.target)
                before.setdefault(link.target, []).append(link.source)
            if link.joins is Joins.ERROR:
                errors.setdefault(link.source, []).append(link.target)
        return cls(scenario, _frozen(after), _frozen(before), _frozen(errors))

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """The modules by their id."""
        return self.scenario.by_id

    def next_to(self, module: Module) -> tuple[Module, ...]:
        """The modules that come right after."""
        return tuple(self.modules[key] for key in self.after.get(module.id, ()))

    def through_shapes(self, module: Module) -> list[Module]:
        """The modules that come after, those behind merges, sets and other plain shapes included."""
        waiting, seen = list(self.after.get(module.id, ())), set[str]()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                plain = self.modules[key].does is Does.SHAPE
                waiting += self.after.get(key, ()) if plain else ()
        return [self.modules[key] for key in seen]

    def earlier(self, module: Module) -> set[str]:
        """All that may come before a module."""
        return _walk([module.id], self.before) - {module.id}

    def error_route(self, module: Module) -> tuple[Module, ...]:
        """The modules of its error route."""
        reached = _walk(self.errors.get(module.id, ()), self.after)
        return tuple(self.modules[key] for key in reached)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Where runs begin: the triggers that are on, or the first module of a file without a trigger."""
        found = tuple(m.id for m in self.scenario.working if m.starts is not None)
        return found or tuple(m.id for m in self.scenario.modules[:1])

    def falls_with(self, counted: Callable[[Module], bool]) -> Mapping[str, Fall]:
        """For each module, the counted modules that no run can reach without it (itself left out)."""
        order, above = _dominators(self.roots, self.after)
        number = dict.fromkeys(order, 0)
        apps: dict[str, frozenset[str]] = dict.fromkeys(order, frozenset())
        for key in order[:-1]:  # what follows comes before what leads to it; the last one is the root
            own = counted(self.modules[key])
            number[above[key]] += number[key] + own
            apps[above[key]] |= apps[key] | ({self.modules[key].app} if own else frozenset())
        return {key: Fall(number[key], apps[key]) for key in order[:-1]}


def _frozen(links: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(found)) for key, found in links.items()}


def _walk(starts: Iterable[str], links: Mapping[str, tuple[str, ...]]) -> set[str]:
    waiting = list(starts)
    seen = set(waiting)
    while waiting:
        for key in links.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen


def _dominators(
    roots: Sequence[str], after: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], dict[str, str]]:
    """Modules in postorder, and the nearest one above each that every run must pass.

    The iterative algorithm of Cooper, Harvey and Kennedy (2001).
    """
    links = {**after, ROOT: tuple(roots)}
    order = _postorder(links)
    return order, _immediate(links, order, {key: i for i, key in enumerate(order)})


def _postorder(links: Mapping[str, tuple[str, ...]]) -> list[str]:
    order: list[str] = []
    seen = {ROOT}
    waiting: list[tuple[str, int]] = [(ROOT, 0)]
    while waiting:
        key, done = waiting.pop()
        following = links.get(key, ())
        if done == len(following):
            order.append(key)
            continue
        waiting.append((key, done + 1))
        child = following[done]
        if child not in seen:
            seen.add(child)
            waiting.append((child, 0))
    return order


def _immediate(
    links: Mapping[str, tuple[str, ...]], order: Sequence[str], rank: Mapping[str, int]
) -> dict[str, str]:
    before: dict[str, list[str]] = {}
    for key in order:
        for child in links.get(key, ()):
            before.setdefault(child, []).append(key)
    idom = {ROOT: ROOT}
    changed = True
    while changed:
        changed = False
        for key in reversed(order[:-1]):
            known = [b for b in before[key] if b in idom]
            new = known[0]
            for other in known[1:]:
                new = _meet(new, other, idom, rank)
            changed = changed or idom.get(key) != new
            idom[key] = new
    return idom


def _meet(one: str, other: str, idom: Mapping[str, str], rank: Mapping[str, int]) -> str:
    while one != other:
        if rank[one] < rank[other]:
            one = idom[one]
        else:
            other = idom[other]
    return one
