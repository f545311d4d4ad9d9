"""Cases that disappear between two modules."""

from collections.abc import Iterator

from retour.scenario.conditions import about_errors, covers, takes_everything
from retour.scenario.result import Finding, Level
from retour.scenario.rules.seen import Seen, at_levels, found
from retour.scenario.scenario import Builder, Does, Joins, Module, Starts


def branch_drops(seen: Seen) -> Iterator[Finding]:
    """Routers, ifs, switches and filters that let a case fall without a trace.

    A warning where each start is a case that came in; a note where the scenario chooses among what exists.
    """
    level = Level.WARNING if seen.brings_cases else Level.NOTE
    routers = [m for m in seen.scenario.working if m.does is Does.SPLIT and _lets_fall(seen, m)]
    filters = [m for m in seen.scenario.working if _filters(seen, m)]
    yield from at_levels(
        "branch_drops",
        [(m, Level.NOTE if _looks_whether(m) else level) for m in (*routers, *filters)],
    )


def _lets_fall(seen: Seen, module: Module) -> bool:
    ways = module.ways
    if not ways or module.in_error_route:
        return False
    if seen.scenario.builder is Builder.MAKE:
        return not covers([way.test for way in ways])
    if all(not way.to for way in ways):
        return False
    if any(not way.to for way in ways):
        return True
    two_sides = {way.name for way in ways} == {"true", "false"} and ways[1].test.startswith("not (")
    return not two_sides and not any(way.name == "fallback" or takes_everything(way.test) for way in ways)


def _filters(seen: Seen, module: Module) -> bool:
    """A filter on the road itself: the first module of a route belongs to its router."""
    if not module.test or module.in_error_route:
        return False
    if seen.scenario.builder is Builder.N8N:
        return bool(seen.graph.after.get(module.id))
    before = [seen.graph.modules[key] for key in seen.graph.before.get(module.id, ())]
    return not any(b.does is Does.SPLIT for b in before)


def _looks_whether(module: Module) -> bool:
    """It asks whether something was found, or went well: no kind of case is left out."""
    tests = [module.test] if module.test else [way.test for way in module.ways if way.test]
    return bool(tests) and all(about_errors(test) for test in tests)


def unlinked(seen: Seen) -> Iterator[Finding]:
    """Modules that nothing leads to: they never run."""
    if not any(m.starts for m in seen.scenario.modules):
        return
    parts = {link.source for link in seen.scenario.links if link.joins is Joins.PART}
    lonely = [
        m
        for m in seen.scenario.working
        if m.starts is None
        and not seen.graph.before.get(m.id)
        and m.id not in parts
        and m.does is not Does.PART
        and m.app != "noOp"
    ]
    if lonely:
        yield found("unlinked", Level.WARNING, lonely)


def no_trigger(seen: Seen) -> Iterator[Finding]:
    """Nothing starts it: a fragment."""
    if seen.scenario.modules and not any(m.starts for m in seen.scenario.modules):
        yield found("no_trigger", Level.NOTE)


def empty_passes(seen: Seen) -> Iterator[Finding]:
    """n8n: a module that found nothing sends an empty item on, straight into one that writes."""
    passing = [
        m
        for m in seen.scenario.working
        if m.passes_nothing_on and any(after.writes for after in seen.graph.next_to(m))
    ]
    if passing:
        yield found("empty_passes", Level.WARNING, passing)


def disabled_module(seen: Seen) -> Iterator[Finding]:
    """Modules that are off: left out on purpose, or forgotten. An alert that is off is a warning."""
    off = [m for m in seen.scenario.modules if m.disabled and m.starts is not Starts.HAND]
    yield from at_levels(
        "disabled_module",
        [(m, Level.WARNING if m.in_error_route and m.outside else Level.NOTE) for m in off],
    )


def pinned_data(seen: Seen) -> Iterator[Finding]:
    """n8n: data of a test is kept in the file, maybe somebody's."""
    pinned = [m for m in seen.scenario.modules if m.pinned]
    if pinned:
        yield found("pinned_data", Level.NOTE, pinned)


def deprecated(seen: Seen) -> Iterator[Finding]:
    """Kinds of modules that the tool has replaced."""
    old = [m for m in seen.scenario.modules if m.old]
    if old:
        yield found("deprecated", Level.NOTE, old)
