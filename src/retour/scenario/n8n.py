"""An n8n workflow export, read into a scenario."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.scenario.accounts import credential_of, mailbox_of
from retour.scenario.actions import of_call
from retour.scenario.conditions import n8n_test
from retour.scenario.n8n_nodes import does_of, is_old, is_outside, short, starts_of
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
    Way,
)
from retour.scenario.secrets import credentials_left_out, exposed_in
from retour.scenario.untrusted import (
    at,
    count,
    day,
    flag,
    items,
    leaves,
    mapping,
    mappings,
    mentions,
    text,
    words,
)

Wire = Mapping[str, object]
Outputs = Mapping[str, list[list[str]]]  # kind of link → for each output, the names of what follows
_READS_ERROR = re.compile(r"\.error\b|\[\\?['\"]error|statusCode|\$json\.status\b", re.IGNORECASE)
_QUOTED = re.compile(r"""["'`]([^"'`]{1,100})["'`]""")
_KEY = re.compile(r"idempoten|dedup|x-request-id", re.IGNORECASE)
_MOST_TRIES = 3  # n8n's own default


def is_workflow(value: Wire) -> bool:
    """Nodes with a type, or an empty list of nodes beside connections."""
    nodes = value.get("nodes")
    if not isinstance(nodes, list):
        return False
    return any(text(n.get("type")) for n in mappings(nodes)) or isinstance(value.get("connections"), dict)


def read_workflow(value: Wire, around: Wire) -> Scenario:
    """The scenario of a workflow; sticky notes are left out."""
    drawn = _Drawn(mapping(value.get("pinData")))
    wired = mapping(value.get("connections"))
    nodes = [n for n in mappings(value.get("nodes")) if text(n.get("type"))]
    for node in nodes:
        if short(text(node.get("type"))) != "stickyNote":
            drawn.add(node, _outputs(wired.get(text(node.get("name")))))
    dates = {**around, **value}
    return Scenario(
        builder=Builder.N8N,
        name=words(value.get("name")) or words(around.get("name")),
        modules=drawn.modules(),
        links=tuple(dict.fromkeys(drawn.links())),
        settings=_settings(value),
        active=flag(value.get("active")),
        created=day(dates.get("createdAt")),
        edited=day(dates.get("updatedAt")),
    )


def _settings(value: Wire) -> Settings:
    stated = value.get("settings")
    said = mapping(stated)
    if not said:
        return Settings(shown=False)
    kept = text(said.get("saveDataErrorExecution"))
    return Settings(
        error_scenario=bool(words(said.get("errorWorkflow"))),
        hides_runs=kept == "none" if kept else None,
    )


def _outputs(wired: object) -> Outputs:
    kinds = mapping(wired)
    return {
        words(kind): [[text(link.get("node")) for link in mappings(out)] for out in items(outs)]
        for kind, outs in kinds.items()
    }


@dataclass(slots=True)
class _Node:
    """A node, its unique id, and what follows it by name."""

    id: str
    wire: Wire
    outputs: Outputs

    @property
    def kind(self) -> str:
        return short(text(self.wire.get("type")))

    @property
    def main(self) -> list[list[str]]:
        return self.outputs.get("main", [])


@dataclass(slots=True)
class _Drawn:
    """The nodes found so far."""

    pins: Wire
    nodes: list[_Node] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, wire: Wire, outputs: Outputs) -> None:
        """One node more; a name or an id that is missing or taken gets a number."""
        name = text(wire.get("name"))
        said = words(wire.get("id")) or words(name) or "?"
        key, number = said, 2
        while key in self.seen:
            key, number = f"{said}#{number}", number + 1
        self.seen.add(key)
        self.by_name.setdefault(name, key)
        self.nodes.append(_Node(key, wire, outputs))

    def links(self) -> list[Link]:
        """Every link whose two ends exist."""
        return [
            Link(node.id, self.by_name[name], _joins(node, kind, index))
            for node in self.nodes
            for kind, outs in node.outputs.items()
            for index, names in enumerate(outs)
            for name in names
            if name in self.by_name
        ]

    def modules(self) -> tuple[Module, ...]:
        """The nodes as modules."""
        behind = self._behind_errors()
        return tuple(_module(node, self, in_error_route=node.id in behind) for node in self.nodes)

    def _behind_errors(self) -> set[str]:
        """Nodes that only an error, or an error trigger, leads to directly or not."""
        links = [link for link in self.links() if link.joins is not Joins.PART]
        errors = {link.target for link in links if link.joins is Joins.ERROR}
        errors |= {n.id for n in self.nodes if n.kind == "errorTrigger"}
        following: dict[str, list[str]] = {}
        before: dict[str, set[str]] = {}
        for link in links:
            following.setdefault(link.source, []).append(link.target)
            if link.joins is Joins.MAIN:
                before.setdefault(link.target, set()).add(link.source)
        waiting = [e for e in errors if not before.get(e)]
        behind = set(waiting)
        while waiting:
            for target in following.get(waiting.pop(), ()):
                if target not in behind and before.get(target, set()) <= behind:
                    behind.add(target)
                    waiting.append(target)
        return behind


def _joins(node: _Node, kind: str, output: int) -> Joins:
    if kind != "main":
        return Joins.PART
    return (
        Joins.ERROR if _on_error(node.wire) is OnError.ROUTE and output == _error_output(node) else Joins.MAIN
    )


def _error_output(node: _Node) -> int:
    """The error output is the last one."""
    match node.kind:
        case "if" | "splitInBatches":
            return 2
        case "switch" | "textClassifier":
            return len(_rules(node)) + (1 if _fallback(node) == "extra" else 0)
        case _:
            return 1


def _on_error(wire: Wire) -> OnError:
    said = text(wire.get("onError"))
    if said == "continueErrorOutput":
        return OnError.ROUTE
    if said == "continueRegularOutput" or (not said and wire.get("continueOnFail") is True):
        return OnError.PASS_ON
    return OnError.STOP


def _module(node: _Node, drawn: _Drawn, *, in_error_route: bool) -> Module:
    wire, kind = node.wire, node.kind
    parameters = mapping(wire.get("parameters"))
    whole = text(wire.get("type"))
    operation = text(parameters.get("operation"))
    part = bool(node.outputs) and "main" not in node.outputs
    call = _call(parameters, wire) if kind == "httpRequest" else None
    account = credential_of(wire.get("credentials"))
    starts = None if part else starts_of(whole, parameters)
    reads_errors = mentions(_READS_ERROR, parameters)
    tries = (count(wire.get("maxTries")) or _MOST_TRIES) if wire.get("retryOnFail") is True else 1
    does = Does.PART if part else does_of(whole, parameters)
    if call is not None and not part:
        does = of_call(call.method, text(parameters.get("url")))
    return Module(
        id=node.id,
        name=words(wire.get("name")) or kind,
        app=kind.removesuffix("Trigger").removesuffix("Tool") or kind,
        action=words(operation) or kind,
        does=Does.READ if starts else does,
        starts=starts,
        outside=not part and is_outside(whole),
        position=_position(wire.get("position")),
        disabled=wire.get("disabled") is True,
        on_error=_on_error(wire),
        tries=min(tries, 100),
        in_error_route=in_error_route,
        account=account,
        mailbox=mailbox_of(account, kind),
        call=call,
        test=_filter(node),
        ways=_ways(node, drawn),
        exposed=exposed_in(credentials_left_out(wire)),
        reads_errors=reads_errors,
        looks_at=_named(parameters, drawn) if reads_errors else frozenset(),
        keyed=mentions(_KEY, parameters.get("headerParameters")),
        passes_nothing_on=wire.get("alwaysOutputData") is True,
        pinned=bool(drawn.pins.get(text(wire.get("name")))),
        old=is_old(whole),
    )


def _named(parameters: Wire, drawn: _Drawn) -> frozenset[str]:
    """The nodes that its expressions or its code name."""
    quoted = (name for _, said in leaves(parameters) for name in _QUOTED.findall(said))
    return frozenset(drawn.by_name[name] for name in quoted if name in drawn.by_name)


def _call(parameters: Wire, wire: Wire) -> Call:
    first = (count(wire.get("typeVersion")) or 1) < 3
    said = text(parameters.get("requestMethod" if first else "method")) or "GET"
    options = mapping(parameters.get("options"))
    waits = count(options.get("timeout"))
    never = (
        at(options, "response", "response", "neverError") is True or options.get("ignoreResponseCode") is True
    )
    return Call(
        method=said.upper() if said.isalpha() else "GET",
        seconds=None if waits is None else waits / 1000,
        accepts_errors=never,
    )


def _rules(node: _Node) -> list[object]:
    parameters = mapping(node.wire.get("parameters"))
    if node.kind == "textClassifier":
        return items(at(parameters, "categories", "categories"))
    return items(at(parameters, "rules", "values")) or items(at(parameters, "rules", "rules"))


def _fallback(node: _Node) -> str:
    """`none`, `extra`, or the number of the output that takes what no rule took."""
    parameters = mapping(node.wire.get("parameters"))
    said = at(parameters, "options", "fallbackOutput")
    said = at(parameters, "options", "fallback") if said is None else said
    said = parameters.get("fallbackOutput") if said is None else said
    plain = {"-1": "none", "other": "extra", "discard": "none"}
    return plain.get(words(said), words(said)) or "none"


def _filter(node: _Node) -> str:
    if node.kind != "filter":
        return ""
    return n8n_test(node.wire.get("parameters"))


def _ways(node: _Node, drawn: _Drawn) -> tuple[Way, ...]:
    outs = [tuple(drawn.by_name[n] for n in names if n in drawn.by_name) for names in node.main]
    if node.kind == "if":
        test = n8n_test(node.wire.get("parameters"))
        padded = [*outs, (), ()]
        return (
            Way(name="true", to=padded[0], test=test),
            Way(name="false", to=padded[1], test=f"not ({test})"),
        )
    if node.kind != "switch" or not _rules(node):
        return ()
    return _switch(node, outs)


def _switch(node: _Node, outs: list[tuple[str, ...]]) -> tuple[Way, ...]:
    rules = _rules(node)
    padded = [*outs, *[()] * (len(rules) + 1)]
    fallback = _fallback(node)
    ways = [
        Way(name=words(mapping(rule).get("outputKey")) or str(i + 1), to=padded[i], test=n8n_test(rule))
        for i, rule in enumerate(rules)
    ]
    if fallback == "extra":
        ways.append(Way(name="fallback", to=padded[len(rules)]))
    elif fallback != "none":
        number = count(fallback) or 0
        ways.append(Way(name="fallback", to=padded[number] if number < len(padded) else ()))
    return tuple(ways)


def _position(value: object) -> tuple[float, float] | None:
    match value:
        case [int() | float() as x, int() | float() as y]:
            return float(x), float(y)
        case _:
            return None
