"""A Make blueprint, read into a scenario."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retour.scenario.accounts import account_of, mailbox_of
from retour.scenario.actions import of_action, of_call, of_method, thinks
from retour.scenario.conditions import make_test, said_test
from retour.scenario.names import shown_as
from retour.scenario.scenario import (
    Builder,
    Call,
    Does,
    Joins,
    Link,
    Module,
    OnError,
    Scenario,
    Settings,
    Starts,
    Way,
)
from retour.scenario.secrets import exposed_in
from retour.scenario.untrusted import at, count, day, flag, items, mapping, mappings, mentions, text, words

Wire = Mapping[str, object]
_INSIDE = {"builtin", "util", "json", "regexp", "csv", "xml", "tools", "math", "text", "image", "gateway"}
_INSIDE |= {"webhook", "scenario-service", "markdown", "archive", "flow-control", "datastore"}
_DIRECTIVES = {
    "ignore": OnError.IGNORE,
    "resume": OnError.REPLACE,
    "commit": OnError.COMMIT,
    "rollback": OnError.ROLLBACK,
    "break": OnError.KEEP,
}
_READS_STATUS = re.compile(r"statusCode|\.error\b|`error`", re.IGNORECASE)
_KEY = re.compile(r"idempoten|x-request-id|dedup", re.IGNORECASE)
_TIMED = re.compile(r"Basic(?:Scheduler|Cron)", re.IGNORECASE)


def is_blueprint(value: Wire) -> bool:
    """A flow of modules, or an empty one that says it is a scenario."""
    flow = value.get("flow")
    if not isinstance(flow, list):
        return False
    return any(text(m.get("module")) for m in mappings(flow)) or isinstance(value.get("metadata"), dict)


def read_blueprint(value: Wire, around: Wire) -> Scenario:
    """The scenario of a blueprint; `around` is the answer of Make's API that it came in, if any."""
    drawn = _Drawn()
    drawn.walk(items(value.get("flow")))
    for orphan in items(at(value, "metadata", "designer", "orphans")):
        drawn.walk(items(orphan))  # on the drawing, but linked to nothing
    stated = mapping(at(value, "metadata", "scenario"))
    dates = {**around, **value}
    return Scenario(
        builder=Builder.MAKE,
        name=words(value.get("name")),
        modules=tuple(drawn.modules),
        links=tuple(dict.fromkeys(drawn.links)),
        settings=_settings(stated),
        active=flag(around.get("isActive", around.get("islinked"))),
        created=day(dates.get("created")) or day(dates.get("createdAt")),
        edited=day(dates.get("lastEdit")) or day(dates.get("last_edit")),
    )


def _settings(stated: Wire) -> Settings:
    return Settings(
        keeps_failed=flag(stated.get("dlq")),
        may_lose=flag(stated.get("dataloss")),
        hides_runs=flag(stated.get("confidential")),
        shown=bool(stated),
    )


@dataclass(slots=True)
class _Place:
    """A flow waiting to be read: what leads to it, and whether it is an error route."""

    flow: Sequence[object]
    source: str = ""
    joins: Joins = Joins.MAIN
    in_error_route: bool = False
    part_of: str = ""  # the agent whose tool it is


@dataclass(slots=True)
class _Drawn:
    """The modules and the links found so far."""

    modules: list[Module] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    waiting: list[_Place] = field(default_factory=list)

    def walk(self, flow: list[object]) -> None:
        """Read a flow and all those inside it, without recursion: depth is nobody's business."""
        self.waiting.append(_Place(_gathered(flow)))
        while self.waiting:
            self._flow(self.waiting.pop())

    def _flow(self, place: _Place) -> None:
        source, joins = place.source, place.joins
        for wire in mappings(place.flow):
            if not text(wire.get("module")):
                continue
            first = not self.modules and not place.in_error_route
            module = self._module(wire, first=first, in_error_route=place.in_error_route)
            if source:
                self.links.append(Link(source, module.id, joins))
            elif place.part_of:
                self.links.append(Link(module.id, place.part_of, Joins.PART))
            source, joins = module.id, Joins.MAIN

    def _module(self, wire: Wire, *, first: bool, in_error_route: bool) -> Module:
        key = self._key(words(wire.get("id")))
        branches = [*mappings(wire.get("routes")), *mappings(wire.get("branches"))]
        routes = [items(r.get("flow")) for r in branches]
        handler = _handler(wire)
        ways = tuple(_way(b, self._foreseen(items(b.get("flow")))) for b in branches)
        module = _module(wire, key, first=first, in_error_route=in_error_route, ways=ways)
        self.modules.append(module)
        inner = [_Place(_gathered(r), key, Joins.MAIN, in_error_route) for r in routes]
        inner += [_Place(items(t.get("flow")), part_of=key) for t in mappings(wire.get("tools"))]
        if handler:
            inner.append(_Place(_gathered(handler), key, Joins.ERROR, in_error_route=True))
        self.waiting += reversed(inner)
        return module

    def _key(self, said: str) -> str:
        key, number = said or "?", 2
        while key in self.seen:
            key, number = f"{said or '?'}#{number}", number + 1
        self.seen.add(key)
        return key

    @staticmethod
    def _foreseen(flow: list[object]) -> tuple[str, ...]:
        first = next(mappings(flow), None)
        return () if first is None else (words(first.get("id")) or "?",)


def _handler(wire: Wire) -> list[object]:
    """The error route of a module, as a flow or inside one."""
    said = items(wire.get("onerror"))
    first = next(mappings(said), {})
    return items(first.get("flow")) if "flow" in first and not first.get("module") else said


def _gathered(flow: Sequence[object]) -> list[object]:
    """A flow with the modules that a router names by their numbers put back inside its routes.

    A router takes only modules that come after it, so that no two of them can hold one another.
    """
    wires = list(mappings(list(flow)))
    if not any(isinstance(at(m, "mapper", "routes"), list) for m in wires):
        return list(flow)
    taken: set[str] = set()
    rebuilt: dict[str, Wire] = {}
    kept: list[object] = []
    for wire in reversed(wires):
        number = words(wire.get("id"))
        whole = _with_routes(wire, rebuilt, taken) if isinstance(at(wire, "mapper", "routes"), list) else wire
        rebuilt[number] = whole
        kept.append(whole)
    return [m for m in reversed(kept) if words(mapping(m).get("id")) not in taken]


def _with_routes(router: Wire, after: Mapping[str, Wire], taken: set[str]) -> dict[str, object]:
    routes: list[object] = []
    for route in mappings(at(router, "mapper", "routes")):
        named = dict.fromkeys(words(n) for n in items(route.get("flow")))
        inside: list[object] = [after[n] for n in named if n in after and n not in taken]
        taken.update(n for n in named if n in after)
        if inside:
            said = route.get("filter") or {"said": text(route.get("condition"))}
            inside[0] = {**mapping(inside[0]), "filter": said}
            routes.append({"flow": inside})
    return {**router, "routes": [*items(router.get("routes")), *routes], "mapper": {}}


def _way(branch: Wire, to: tuple[str, ...]) -> Way:
    """A route says its test on its first module; a branch of an If-else says its own."""
    first = next(mappings(items(branch.get("flow"))), {})
    if "conditions" in branch or "type" in branch:
        return Way(name=words(branch.get("label")), to=to, test=make_test(branch.get("conditions")))
    return Way(name=words(at(first, "filter", "name")), to=to, test=_test(first))


def _test(wire: Wire) -> str:
    """The filter before a module, normalised; empty when everything passes."""
    said = at(wire, "filter", "said")
    return said_test(text(said)) if said else make_test(at(wire, "filter", "conditions"))


def _module(wire: Wire, key: str, *, first: bool, in_error_route: bool, ways: tuple[Way, ...]) -> Module:
    app, _, action = words(wire.get("module")).partition(":")
    parameters, mapper = mapping(wire.get("parameters")), mapping(wire.get("mapper"))
    starts = _starts(app, action) if first else None
    call = _call(action, parameters, mapper) if app == "http" else None
    does = _does(app, action, call, mapper)
    handler = list(mappings(_handler(wire)))
    on_error = _on_error(handler)
    written = {"parameters": parameters, "mapper": mapper}
    account = account_of(wire, parameters)
    return Module(
        id=key,
        name=words(at(wire, "metadata", "designer", "name")) or shown_as(app, action),
        app=app,
        action=action,
        does=does,
        starts=starts,
        outside=app not in _INSIDE and does is not Does.END,
        position=_position(wire),
        disabled=flag(wire.get("disabled")) or False,
        on_error=on_error,
        tries=_tries(handler) if on_error is OnError.KEEP else 1,
        in_error_route=in_error_route,
        account=account,
        mailbox=mailbox_of(account, app),
        call=call,
        test="" if starts else _test(wire),
        test_name=words(at(wire, "filter", "name")),
        ways=ways,
        exposed=exposed_in(written),
        reads_errors=mentions(_READS_STATUS, [wire.get("filter"), mapper, *_routed(wire)]),
        keyed=mentions(_KEY, mapper.get("headers")),
    )


def _routed(wire: Wire) -> list[object]:
    """The filters at the beginning of a router's routes."""
    return [m.get("filter") for r in mappings(wire.get("routes")) for m in mappings(r.get("flow"))][:50]


def _starts(app: str, action: str) -> Starts:
    if app == "scenario-service" or "StartSubscenario" in action:
        return Starts.CALLED
    if app in {"gateway", "webhook"} or "Hook" in action:
        return Starts.INSTANT
    if re.search(r"watch|trigger|newemail|getupdates", action, re.IGNORECASE):
        return Starts.POLL
    return Starts.CLOCK


def _does(app: str, action: str, call: Call | None, mapper: Wire) -> Does:
    if call is not None:
        return of_call(call.method, text(mapper.get("url")))
    if app == "builtin":
        return _flow_control(action)
    if app in {"gateway", "webhook", "scenario-service"}:
        return Does.ANSWER if re.search(r"respond|return", action, re.IGNORECASE) else Does.READ
    if app == "code" or action.lower() in {"runcode", "runjavascript", "executecode"}:
        return Does.CODE
    if app in _INSIDE:
        return Does.SHAPE
    if thinks(app) or app.startswith("ai-"):
        return Does.ASK
    if "apicall" in action.lower():
        return of_method(app, text(mapper.get("method")).upper())
    return of_action(app, action)


def _flow_control(action: str) -> Does:
    if action.lower() in _DIRECTIVES:
        return Does.END
    return Does.SPLIT if "Router" in action or "IfElse" in action else Does.SHAPE


def _call(action: str, parameters: Wire, mapper: Wire) -> Call | None:
    said = text(mapper.get("method")) or text(parameters.get("method"))
    method = said.upper() if said.isalpha() else ("GET" if "Get" in action or not said else "POST")
    accepts = parameters.get("handleErrors") is False or mapper.get("stopOnHttpError") is False
    seconds = count(mapper.get("timeout"))
    return Call(
        method=method,
        seconds=None if seconds is None else float(seconds),
        accepts_errors=accepts,
    )


def _on_error(handler: list[Wire]) -> OnError:
    if not handler:
        return OnError.STOP
    last = text(handler[-1].get("module")).partition(":")
    if last[0] != "builtin":
        return OnError.ROUTE
    return _DIRECTIVES.get(last[2].lower(), OnError.ROUTE)


def _tries(handler: list[Wire]) -> int:
    """How many times in all: the directive finishes the run by itself unless told otherwise."""
    said = {**mapping(handler[-1].get("parameters")), **mapping(handler[-1].get("mapper"))}
    again = said.get("retry", True) is True or text(said.get("retry")).lower() == "true"
    return 1 + (count(said.get("count")) or 3) if again else 1


def _position(wire: Wire) -> tuple[float, float] | None:
    drawn = mapping(at(wire, "metadata", "designer"))
    x, y = drawn.get("x"), drawn.get("y")
    if isinstance(x, int | float) and isinstance(y, int | float):
        return float(x), float(y)
    return None
