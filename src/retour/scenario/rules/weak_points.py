"""What everything hangs on: secrets, size, calls without a net, one module, one account, one person."""

from collections.abc import Iterator

from retour.scenario.result import Finding, Level
from retour.scenario.rules.seen import Seen, at_levels, found
from retour.scenario.scenario import Builder, Does, Module

MANY, TOO_MANY = 25, 40  # modules
FALLS = 3  # modules that write, in two apps, that fall with one
SHARED_BY = 4  # modules that use the one account


def secret(seen: Seen) -> Iterator[Finding]:
    """Keys and passwords written in the file: whoever has the file has them."""
    telling = [m for m in seen.scenario.modules if m.exposed]
    if telling:
        masked = [e.masked for m in telling for e in m.exposed]
        yield found("secret", Level.SERIOUS, telling, masked=masked[:10], secrets=len(masked))


def retry_without_key(seen: Seen) -> Iterator[Finding]:
    """A creation, a message or a payment that is tried again, and may so be done twice."""
    again = [m for m in seen.scenario.working if m.tries > 1 and _repeats(m) and not _checked(seen, m)]
    yield from at_levels(
        "retry_without_key", [(m, Level.SERIOUS if m.does is Does.PAY else Level.WARNING) for m in again]
    )


def _repeats(module: Module) -> bool:
    if module.keyed or module.in_error_route:
        return False
    if module.does is Does.CALL and module.call is not None:
        return module.call.method == "POST"
    return module.does in {Does.CREATE, Does.SEND, Does.PAY}


def _checked(seen: Seen, module: Module) -> bool:
    """The same app is searched, or copies are removed, before it."""
    earlier = [seen.graph.modules[key] for key in seen.graph.earlier(module)]
    return any(
        (m.app == module.app and m.does is Does.READ and m.starts is None) or m.app == "removeDuplicates"
        for m in earlier
    )


def http_unguarded(seen: Seen) -> Iterator[Finding]:
    """Calls to the web with neither an error route nor another try."""
    if seen.told or seen.watched:
        return
    bare = [m for m in seen.outside if m.call is not None and not m.guarded]
    if bare:
        unknown = seen.scenario.builder is Builder.N8N and not seen.scenario.settings.shown
        timed = sum(1 for m in bare if m.call is not None and m.call.seconds)
        yield found("http_unguarded", Level.NOTE if unknown else Level.WARNING, bare, timed=timed)


def single_point(seen: Seen) -> Iterator[Finding]:
    """One outside module without a net, whose failure stops several that write, in two apps at least."""
    bare = [m for m in seen.outside if not m.guarded] if not seen.told and not seen.watched else []
    falls = seen.graph.falls_with(lambda m: m.writes and m.outside and not m.in_error_route) if bare else {}
    heavy = [m for m in bare if m.id in falls and falls[m.id].number >= FALLS and len(falls[m.id].apps) >= 2]
    if heavy:
        first = max(heavy, key=lambda m: falls[m.id].number)
        yield found("single_point", Level.WARNING, [first], writes=falls[first.id].number)


def one_account(seen: Seen) -> Iterator[Finding]:
    """One connection for everything: it expires, everything stops."""
    using = [m for m in seen.scenario.working if m.outside and m.account]
    if len(using) >= SHARED_BY and len({m.account for m in using}) == 1 and len({m.app for m in using}) >= 2:
        yield found("one_account", Level.NOTE, using, apps=len({m.app for m in using}))


def personal_mailbox(seen: Seen) -> Iterator[Finding]:
    """A person's own mailbox: the day that person leaves, it stops."""
    own = [m for m in seen.scenario.working if m.mailbox]
    if own:
        yield found("personal_mailbox", Level.WARNING, own, mailbox=own[0].mailbox)


def too_many_modules(seen: Seen) -> Iterator[Finding]:
    """So many modules that nobody can hold it in mind."""
    size = sum(1 for m in seen.scenario.modules if m.does not in {Does.PART, Does.END})
    if size > MANY:
        level = Level.WARNING if size > TOO_MANY else Level.NOTE
        yield found("too_many_modules", level, size=size, limit=MANY)
