"""Errors that nobody sees: ignored, sent nowhere, taken for successes; nobody told."""

from collections.abc import Iterator

from retour.scenario.actions import mails, talks
from retour.scenario.result import Finding, Level
from retour.scenario.rules.seen import Seen, at_levels, found
from retour.scenario.scenario import Builder, Does, Module, OnError, Starts


def errors_ignored(seen: Seen) -> Iterator[Finding]:
    """Modules whose failure looks like a success, and leaves no trace."""
    silent = [m for m in seen.scenario.working if m.on_error.silent and not m.in_error_route]
    hidden = [m for m in silent if not _traced(seen, m) and m.does is not Does.END]
    yield from at_levels("errors_ignored", [(m, _weight(m)) for m in hidden])


def _weight(module: Module) -> Level:
    """A message to the team that is not sent loses no case; a record, a payment or an e-mail does."""
    chats = module.does is Does.SEND and talks(module.app) and not mails(module.app)
    return Level.SERIOUS if module.writes and not chats else Level.WARNING


def _traced(seen: Seen, module: Module) -> bool:
    """The error is written or told somewhere, or the next module looks at it."""
    if module.on_error is OnError.PASS_ON:
        after = seen.graph.through_shapes(module)
        return any(m.reads_errors for m in after) or module.id in seen.looked_at
    return any(m.outside for m in seen.graph.error_route(module))


def error_output_lost(seen: Seen) -> Iterator[Finding]:
    """n8n: an error output that leads nowhere: the case that failed vanishes."""
    if seen.scenario.builder is not Builder.N8N:
        return
    lost = [
        m
        for m in seen.scenario.working
        if m.on_error is OnError.ROUTE and not seen.graph.errors.get(m.id) and seen.graph.after.get(m.id)
    ]
    ends = [
        m
        for m in seen.scenario.working
        if m.on_error is OnError.ROUTE and not seen.graph.after.get(m.id) and seen.graph.before.get(m.id)
    ]
    yield from at_levels(
        "error_output_lost", [(m, Level.SERIOUS if m.writes else Level.WARNING) for m in (*lost, *ends)]
    )


def http_errors_pass(seen: Seen) -> Iterator[Finding]:
    """Calls whose answer of error is taken for a good one, and that nothing checks."""
    taken = [
        m
        for m in seen.outside
        if m.call is not None
        and m.call.accepts_errors
        and not any(after.reads_errors for after in seen.graph.next_to(m))
    ]
    if taken:
        yield found("http_errors_pass", Level.WARNING, taken)


def no_error_route(seen: Seen) -> Iterator[Finding]:
    """Not one module has an error route, and no other scenario is told."""
    scenario = seen.scenario
    unknown = scenario.builder is Builder.N8N and not scenario.settings.shown
    if not seen.outside or seen.watched or seen.told or unknown or _any_route(seen):
        return
    kept = scenario.settings.keeps_failed is True
    lost = scenario.starts is Starts.INSTANT and any(m.writes for m in seen.outside) and not kept
    yield found("no_error_route", Level.SERIOUS if lost else Level.WARNING, calls=len(seen.outside))


def _any_route(seen: Seen) -> bool:
    kept = (OnError.ROUTE, OnError.KEEP, OnError.ROLLBACK, OnError.IGNORE, OnError.REPLACE, OnError.COMMIT)
    return any(m.on_error in kept or m.starts is Starts.ERROR for m in seen.scenario.working)


def no_alert(seen: Seen) -> Iterator[Finding]:
    """Errors are caught, but no error route tells a person."""
    caught = [m for m in seen.scenario.working if seen.graph.errors.get(m.id)]
    routes = [m for c in caught for m in seen.graph.error_route(c)]
    if not caught or seen.told or seen.watched or any(_tells(m) for m in routes):
        return
    silent = all(m.on_error.silent and not _traced(seen, m) for m in caught)
    if not silent:
        shown = seen.scenario.builder is Builder.N8N and seen.scenario.settings.shown
        hushed = shown or all(m.on_error.silent or m.on_error is OnError.ROUTE for m in caught)
        yield found("no_alert", Level.WARNING if hushed else Level.NOTE, caught)


def _tells(module: Module) -> bool:
    """It sends somebody a message, calls an address, or fails on purpose so that the run is seen to fail."""
    if module.disabled:
        return False
    return module.does in {Does.SEND, Does.CALL, Does.STOP} or (module.writes and talks(module.app))


def failed_not_kept(seen: Seen) -> Iterator[Finding]:
    """Make: the case of a failed run is not put aside, so it cannot be finished later."""
    settings = seen.scenario.settings
    if settings.keeps_failed is not False or not seen.outside or seen.watched:
        return
    if any(m.on_error is OnError.KEEP for m in seen.scenario.working):
        yield found("break_without_storage", Level.WARNING, _breaking(seen))
        return
    instant = seen.scenario.starts is Starts.INSTANT and any(m.writes for m in seen.outside)
    yield found("failed_not_kept", Level.WARNING if instant else Level.NOTE)


def _breaking(seen: Seen) -> list[Module]:
    return [m for m in seen.scenario.working if m.on_error is OnError.KEEP]


def data_loss_allowed(seen: Seen) -> Iterator[Finding]:
    """Make: cases may be thrown away when the place for unfinished runs is full."""
    if seen.scenario.settings.may_lose is True:
        yield found("data_loss_allowed", Level.WARNING)


def runs_hidden(seen: Seen) -> Iterator[Finding]:
    """Failed runs leave no trace that could be read."""
    if seen.scenario.settings.hides_runs is True:
        yield found("runs_hidden", Level.WARNING)
