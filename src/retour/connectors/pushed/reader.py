"""What was told, checked and brought to what the log keeps: a few microseconds an event."""

import hashlib
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import msgspec

from retour.connectors.files.findings import Findings, shortened
from retour.connectors.pushed.delivery import Policy
from retour.connectors.pushed.limits import (
    AHEAD,
    LONGEST_ACTOR,
    LONGEST_ID,
    LONGEST_KEY,
    LONGEST_VALUE,
    MOST_LEFT_OUT,
)
from retour.connectors.pushed.told import Refused, Told, nearest
from retour.connectors.pushed.values import CONTROL, read_scaled, read_time, tidy
from retour.events.actor import actor_kind, plain, pseudonym
from retour.events.moment import read_plain_moment
from retour.events.received import Received
from retour.quantity import Place, Problem, Severity

_encoded = msgspec.json.Encoder(order="deterministic").encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Reader:
    """Reads the events of one request; what it learns of people and words is forgotten with it."""

    def __init__(self, policy: Policy, now: datetime, findings: Findings) -> None:
        self.policy, self.findings = policy, findings
        self.latest = int((now - _EPOCH).total_seconds() * 1_000_000) + AHEAD
        self.item = 0  # the number of the item being read, from 1
        self.left_out: Counter[str] = Counter()
        self._kept = {process: tuple(sorted(names)) for process, names in policy.processes.items()}
        self._people: dict[str | int, str] = {}
        self._words: dict[tuple[str, str], str | None] = {}

    def event(self, told: Told) -> Received:
        """One event; Refused when it gives none."""
        process = told.process or self.policy.process or ""
        attributes = self._kept.get(process)
        if attributes is None:
            raise self._no_process(process)
        activity = tidy(told.activity, "activity", LONGEST_KEY)
        more = told.attributes
        return Received(
            self.policy.source,
            self._by_content(told) if told.id is None else tidy(told.id, "id", LONGEST_ID),
            process,
            tidy(told.case, "case", LONGEST_KEY),
            self._words.get((process, activity)) or self._activity(process, activity),
            self.moment(told.time),
            None if told.actor_kind is None else self._kind(told.actor_kind),
            None if told.actor is None else self._actor(told.actor),
            None if told.amount is None else self._number(told.amount, "amount", 2),
            None if told.minutes is None else self._number(told.minutes, "minutes", 3),
            None if told.automation is None else self.automation(told.automation),
            self._attributes(more, attributes) if more else "",
            told.retracted is True,
        )

    def warn(self, rule: str, column: str, value: object = "", **more: object) -> None:
        """Note something about the item being read that leaves it usable."""
        self.findings.warn(rule, line=self.item, column=column, value=str(value), field=column, **more)

    def said(self) -> tuple[Problem, ...]:
        """The problems, and what was left out of the whole request."""
        problems = self.findings.problems()
        if not self.left_out:
            return problems
        names = [name for name, _ in self.left_out.most_common(MOST_LEFT_OUT)]
        details = {"names": names, "count": len(self.left_out), "values": self.left_out.total()}
        details |= {"each": dict(self.left_out.most_common(MOST_LEFT_OUT))}
        place = Place(self.findings.file)
        return *problems, Problem("attributes.left_out", place, "", "declare", Severity.NOTE, details)

    def moment(self, value: str | float | None, column: str = "time") -> int:
        """A time in µs since 1970 UTC; Refused when it is none, or of the future."""
        at = read_plain_moment(value, self.policy.zone) if value.__class__ is str else None
        if at is None:
            at, doubt = read_time(value, self.policy.zone, column)
            if doubt:
                self.warn(doubt, column, value)
        if at > self.latest:
            raise Refused("time.in_future", column, shortened(str(value)), "left_aside")
        return at

    def automation(self, name: str) -> str | None:
        """The declared automation of this name; None and a warning when there is none."""
        known = self.policy.automations
        found = known.get(name) or known.get(plain(name[:LONGEST_KEY]))
        if found is None:
            self.warn("event.automation_unknown", "automation", name, hint=nearest(name, set(known.values())))
        return found

    def _no_process(self, process: str) -> Refused:
        if not process:
            return Refused("field.missing", "process")
        return Refused(
            "process.unknown", "process", shortened(process), nearest(process, self.policy.processes)
        )

    def _activity(self, process: str, activity: str) -> str:
        """The declared activity that these words mean, or the words; remembered."""
        key = self.policy.activities.get(process, {}).get(plain(activity)) or activity
        self._words[process, activity] = key
        return key

    def _kind(self, word: str) -> str | None:
        """The kind of actor. An unknown word is not shown: it may be somebody's name."""
        if ("", word) not in self._words:
            kind = actor_kind(word[:LONGEST_KEY])
            self._words["", word] = kind.value if kind else None
        found = self._words["", word]
        if found is None and word.strip():
            self.warn("event.actor_kind_unknown", "actor_kind")
        return found

    def _actor(self, name: str | int) -> str | None:
        """The pseudonym of somebody."""
        if name not in self._people:
            text = str(name).strip()
            if len(text) > LONGEST_ACTOR:
                raise Refused("text.too_long", "actor", limit=LONGEST_ACTOR)
            self._people[name] = pseudonym(text, self.policy.key) if text else ""
        return self._people[name] or None

    def _number(self, value: str | float, column: str, places: int) -> int | None:
        """A scaled number; missing, with a warning, when it cannot be read."""
        number = read_scaled(value, places)
        if isinstance(number, int) and column == "minutes" and number < 0:
            number = "negative"
        if isinstance(number, str):
            self.warn(f"{column}.{number}", column, value)
            return None
        return number

    def _attributes(self, told: dict[str, Any], kept: tuple[str, ...]) -> str:
        """The declared ones, as a JSON object of texts; the others are counted by name."""
        found: dict[str, str] = {}
        there = 0
        for name in kept:
            if name in told:
                there += 1
                value = told[name]
                easy = value.__class__ is str and len(value) <= LONGEST_VALUE and value.isprintable()
                text = value.strip() if easy else self._value(name, value)
                if text:
                    found[name] = text
        if there < len(told):
            self.left_out.update(shortened(name) for name in told.keys() - set(kept))
        return _encoded(found).decode() if found else ""

    def _value(self, name: str, value: object) -> str | None:
        """The text of an attribute; None, with a warning, where there can be none."""
        if value is None:
            return None
        if isinstance(value, list | dict):
            self.warn("attribute.nested", name)
            return None
        text = ("true" if value else "false") if isinstance(value, bool) else str(value).strip()
        if len(text) > LONGEST_VALUE:
            self.warn("attribute.too_long", name, text, limit=LONGEST_VALUE)
            return None
        return CONTROL.sub("", text) or None

    def _by_content(self, told: Told) -> str:
        """The id of an event that has none: a digest of what was sent, the same when it is sent again."""
        if told.retracted is not None:
            told = msgspec.structs.replace(told, retracted=None)
        try:
            written = _encoded(told)
        except RecursionError:
            raise Refused("attribute.nested", "attributes") from None
        digest = hashlib.blake2b(written, digest_size=12, key=self.policy.key[:64])
        return f"content:{digest.hexdigest()}"
