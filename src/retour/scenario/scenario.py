"""A scenario of an automation tool: its modules, how they are linked, what happens when one fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Builder(StrEnum):
    """The tool that a scenario was built in."""

    MAKE = "make"
    N8N = "n8n"


class Does(StrEnum):
    """What a module does, as far as its name and its operation say."""

    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    SEND = "send"
    PAY = "pay"
    CALL = "call"  # an address on the web, called by hand
    ASK = "ask"  # an AI model
    SPLIT = "split"  # a router, an if, a switch
    FILTER = "filter"
    CODE = "code"
    SHAPE = "shape"  # sets, merges, waits: nothing leaves the tool
    ANSWER = "answer"  # answers whoever called
    STOP = "stop"  # fails on purpose
    PART = "part"  # a part of another module: a model, a memory, a tool of an agent
    END = "end"  # a directive at the end of an error route


class Starts(StrEnum):
    """How a trigger starts the scenario."""

    INSTANT = "instant"  # a form, a webhook, a mail that arrives: a case that somebody sent
    POLL = "poll"  # it looks for what is new
    CLOCK = "clock"
    HAND = "hand"  # somebody is there and sees it fail
    CALLED = "called"  # another scenario calls it, and hears of its errors
    ERROR = "error"  # an error of another scenario

    @property
    def watched(self) -> bool:
        """Somebody, or another scenario, hears of a failure."""
        return self in {Starts.HAND, Starts.CALLED, Starts.ERROR}

    @property
    def brings_cases(self) -> bool:
        """Each start is a case that came in, not a choice among what exists."""
        return self in {Starts.INSTANT, Starts.POLL}


class OnError(StrEnum):
    """What happens when a module fails."""

    STOP = "stop"
    IGNORE = "ignore"  # the case is dropped, the run is called a success
    REPLACE = "replace"  # made-up values take the place of the answer
    COMMIT = "commit"  # the run stops, and is called a success
    ROLLBACK = "rollback"
    KEEP = "keep"  # the run is put aside to be finished later
    ROUTE = "route"  # the case takes an error route
    PASS_ON = "pass_on"  # noqa: S105  no password: the next module goes on, without the answer

    @property
    def silent(self) -> bool:
        """The run looks like a success."""
        return self in {OnError.IGNORE, OnError.REPLACE, OnError.COMMIT, OnError.PASS_ON}


@dataclass(frozen=True, slots=True)
class Exposed:
    """A secret written in the file: what it looks like, and its first characters and length only."""

    kind: str
    masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call to an address on the web."""

    method: str
    seconds: float | None = None  # how long it waits, when the file says so
    accepts_errors: bool = False  # an answer of error 500 counts as a success


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a router, an if or a switch."""

    name: str
    to: tuple[str, ...]  # ids of modules; empty where nothing follows
    test: str = ""  # the condition, normalised; empty: everything passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module (Make) or node (n8n). `id` is unique in its scenario."""

    id: str
    name: str
    app: str
    action: str
    does: Does
    starts: Starts | None = None
    outside: bool = False  # it needs another app, which can fail
    position: tuple[float, float] | None = None
    disabled: bool = False
    on_error: OnError = OnError.STOP
    tries: int = 1
    in_error_route: bool = False
    account: str = ""  # the connection or credential, by a name that tells no secret
    mailbox: str = ""  # a person's address in the account's name, masked
    call: Call | None = None
    test: str = ""  # a filter before it, normalised
    test_name: str = ""
    ways: tuple[Way, ...] = ()
    exposed: tuple[Exposed, ...] = ()
    reads_errors: bool = False  # it looks at the error, or at the status, of the module before
    looks_at: frozenset[str] = frozenset()  # then, the modules that it names
    keyed: bool = False  # twice the same gives once the same: a key, an upsert
    passes_nothing_on: bool = False  # an empty answer goes on as if something had been found
    pinned: bool = False
    old: bool = False

    @property
    def writes(self) -> bool:
        """It changes something outside."""
        if self.call is not None and self.does is Does.CALL:
            return self.call.method not in {"GET", "HEAD", "OPTIONS"}
        return self.does in {Does.CREATE, Does.UPDATE, Does.SEND, Does.PAY}

    @property
    def guarded(self) -> bool:
        """Its failure is caught by something: a route, a try again, a queue, even silence."""
        return self.on_error not in {OnError.STOP, OnError.ROLLBACK} or self.tries > 1


class Joins(StrEnum):
    """What a link carries."""

    MAIN = "main"
    ERROR = "error"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a module to another."""

    source: str
    target: str
    joins: Joins = Joins.MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The scenario's own settings; None: the file does not show it."""

    error_scenario: bool | None = None  # another scenario is started when this one fails
    keeps_failed: bool | None = None
    may_lose: bool | None = None
    hides_runs: bool | None = None
    shown: bool = True  # the file has the settings at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole scenario, as one file shows it."""

    builder: Builder
    name: str
    modules: tuple[Module, ...]
    links: tuple[Link, ...]
    settings: Settings = field(default_factory=Settings)
    active: bool | None = None
    created: date | None = None
    edited: date | None = None

    @property
    def by_id(self) -> Mapping[str, Module]:
        """The modules by their id."""
        return {m.id: m for m in self.modules}

    @property
    def trigger(self) -> Module | None:
        """What starts it: a module that is on rather than off, one that brings cases first."""
        found = [m for m in self.modules if m.starts is not None]
        order = list(Starts)
        return min(found, key=lambda m: (m.disabled, order.index(m.starts or Starts.ERROR)), default=None)

    @property
    def starts(self) -> Starts | None:
        """How it starts, or None when the file shows no trigger."""
        return self.trigger.starts if self.trigger else None

    @property
    def working(self) -> tuple[Module, ...]:
        """The modules that are on."""
        return tuple(m for m in self.modules if not m.disabled)

    @property
    def apps(self) -> tuple[str, ...]:
        """The outside apps, in the order in which they come."""
        return tuple(dict.fromkeys(m.app for m in self.modules if m.outside))
