"""The shapes of documents as a form sees them: read off the very models that read the files.

A node shows a document's value as the texts of named fields, builds a value back from such texts, and says
what changed between two states of the fields. A name is a path of keys; entries of a list or a map go by
their number, and ``@`` is the key of a map's entry: ``kpis.0.@``, ``kpis.0.rate.by``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin

from pydantic import BaseModel

from retour.connectors.declared.rewriting import Edit
from retour.quantity import Span, Text
from retour.register.sheet import Path
from retour.register.wire import DatedMap, RangeMap
from retour.register.wire_values import Quantity
from retour.web.editing.written import Kind, shown, taken

Values = Mapping[str, str]  # the text of each field, by its name
KEY = "@"
GONE = "!"  # a field that says « remove this entry »
_KINDS: Mapping[type, Kind] = {
    str: Kind.WORD,
    date: Kind.DAY,
    Span: Kind.SPAN,
    float: Kind.NUMBER,
    Quantity: Kind.QUANTITY,
    int: Kind.WHOLE,
    bool: Kind.FLAG,
}
_SHORT = {
    "RolloutMap": "kind",
    "EngineMap": "kind",
    "ActivityMap": "name",
    "ObjectiveMap": "name",
    "ToolMap": "name",
}
_HIDDEN = {"format"}


class Node(Protocol):
    """A piece of a document's shape."""

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """The fields' texts for a document's value."""

    def build(self, values: Values, name: str, lang: str) -> object:
        """The value that the fields' texts say; None when they say nothing."""

    def edits(self, raw: object, values: Values, at: "At") -> Iterator[Edit]:
        """What changes in the document for its fields to say `values`; a field that was not sent stays."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a node is: the name of its fields, the path of its value, the language of the reader."""

    name: str
    path: Path
    lang: str

    def down(self, step: str | int, key: str | int | None = None) -> "At":
        """One step inside; `key` where the document's own step is another."""
        name = f"{self.name}.{step}" if self.name else str(step)
        return At(name, (*self.path, step if key is None else key), self.lang)


def _changed(node: Node, raw: object, values: Values, at: At) -> bool:
    """True when the fields no longer say what the document says."""
    before = node.show(raw, at.name, at.lang)
    return any(values.get(name, text) != text for name, text in before.items())


def _whole(node: Node, raw: object, values: Values, at: At) -> object:
    """The value that fields say, those that were not sent being as they are in the document."""
    return node.build({**node.show(raw, at.name, at.lang), **values}, at.name, at.lang)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field; `choices` are the words that it may hold, when they are known."""

    kind: Kind
    choices: tuple[str, ...] = ()

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        return {name: shown(raw, self.kind, lang)}

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        return taken(values.get(name, ""), self.kind, lang)

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        if _changed(self, raw, values, at):
            built = self.build(values, at.name, at.lang)
            if self.kind is Kind.WORDS and isinstance(raw, list) and isinstance(built, list):
                built = _in_order(raw, built)
            if built != raw:
                yield at.path, built


def _in_order(before: list[object], after: list[object]) -> list[object]:
    """The words of `after`, those of `before` first and in their order: boxes have an order of their own."""
    return [one for one in before if one in after] + [one for one in after if one not in before]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in French and in English; one of them alone stands for both."""

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        own, other = f"{name}.{lang}", f"{name}.{'en' if lang == 'fr' else 'fr'}"
        if isinstance(raw, Mapping):
            return {f"{name}.{one}": shown(raw.get(one), Kind.WORD, lang) for one in ("fr", "en")}
        return {own: shown(raw, Kind.WORD, lang), other: ""}

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        said = {one: words for one in ("fr", "en") if (words := values.get(f"{name}.{one}", "").strip())}
        return said if len(said) == 2 else next(iter(said.values()), None)

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        if not _changed(self, raw, values, at):
            return
        built = _whole(self, raw, values, at)
        if not isinstance(raw, Mapping) or not isinstance(built, Mapping):
            yield at.path, built
            return
        for one in ("fr", "en"):
            if raw.get(one) != built[one]:
                yield (*at.path, one), built[one]


@dataclass(frozen=True, slots=True)
class Part:
    """A map of known keys; `short` is the key that a value alone stands for."""

    fields: Mapping[str, "Node"]
    short: str = ""

    def as_map(self, raw: object) -> Mapping[str, object]:
        """The value as a map, whatever shorter way it is written in."""
        if isinstance(raw, Mapping) and not (self.short == "name" and raw and set(raw) <= {"fr", "en"}):
            return raw
        return {} if raw is None or not self.short else {self.short: raw}

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        said = self.as_map(raw)
        found: dict[str, str] = {}
        for key, node in self.fields.items():
            found |= node.show(said.get(key), f"{name}.{key}" if name else key, lang)
        return found

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        built = {
            key: value
            for key, node in self.fields.items()
            if (value := node.build(values, f"{name}.{key}" if name else key, lang)) is not None
        }
        return built[self.short] if self.short and set(built) == {self.short} else built or None

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        said = self.as_map(raw)
        if said is raw or raw is None:
            for key, node in self.fields.items():
                yield from node.edits(said.get(key), values, at.down(key))
        elif _changed(self, raw, values, at):
            yield at.path, _whole(self, raw, values, at)


@dataclass(frozen=True, slots=True)
class Range:
    """Low, most likely, high, with unit and source; a number alone when the three are one.

    A word such as ``events`` that no field shows stays until a number is given.
    """

    dated: bool = False

    @property
    def keys(self) -> Mapping[str, Leaf]:
        """The fields, in order."""
        number, word = Leaf(Kind.NUMBER), Leaf(Kind.WORD)
        told = {"low": number, "mode": number, "high": number, "unit": word, "source": word}
        return {"from": Leaf(Kind.DAY), **told} if self.dated else told

    def as_map(self, raw: object) -> Mapping[str, object]:
        """The value as a map, whatever shorter way it is written in."""
        if isinstance(raw, Mapping):
            return raw
        if raw is None or (isinstance(raw, str) and not any(c.isdigit() for c in raw)):
            return {}
        number, unit = _split(str(raw))
        return {"low": number, "mode": number, "high": number, "unit": unit}

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        said = self.as_map(raw)
        return {f"{name}.{key}": shown(said.get(key), leaf.kind, lang) for key, leaf in self.keys.items()}

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        built = {
            key: value
            for key, leaf in self.keys.items()
            if (value := leaf.build(values, f"{name}.{key}", lang)) is not None
        }
        numbers = [built.get(key) for key in ("low", "mode", "high")]
        if (
            set(built) <= {"low", "mode", "high", "unit"}
            and numbers[0] == numbers[1] == numbers[2] is not None
        ):
            return f"{numbers[0]} {built['unit']}" if "unit" in built else numbers[0]
        return built or None

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        if not isinstance(raw, Mapping):
            if _changed(self, raw, values, at):
                yield at.path, _whole(self, raw, values, at)
            return
        for key, leaf in self.keys.items():
            yield from leaf.edits(raw.get(key), values, at.down(key))


def _split(words: str) -> tuple[str, str]:
    number, _, unit = words.strip().partition(" ")
    return (f"{number}%", unit.strip(" %")) if unit.startswith("%") else (number, unit.strip())


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `alone`: one item may be written without the list."""

    item: "Node"
    alone: bool = False

    def listed(self, raw: object) -> list[object]:
        """The items, whatever way they are written in."""
        if raw is None:
            return []
        return list(raw) if isinstance(raw, list) else [raw]

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        found: dict[str, str] = {}
        for number, one in enumerate(self.listed(raw)):
            found |= self.item.show(one, f"{name}.{number}", lang)
        return found

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        built = [
            value
            for number in numbers_in(values, name)
            if not values.get(f"{name}.{number}.{GONE}")
            and (value := self.item.build(values, f"{name}.{number}", lang)) is not None
        ]
        return built[0] if self.alone and len(built) == 1 else built or None

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        if raw is None or isinstance(raw, list):
            yield from self._each(self.listed(raw), values, at)
        elif values.get(f"{at.name}.0.{GONE}"):
            yield at.path, None
        elif isinstance(built := _whole(self, raw, values, at), list):
            yield at.path, built
        else:
            yield from self.item.edits(raw, values, At(f"{at.name}.0", at.path, at.lang))

    def _each(self, said: list[object], values: Values, at: At) -> Iterator[Edit]:
        end = len(said)
        for number in numbers_in(values, at.name):
            here = at.down(number)
            gone = bool(values.get(f"{here.name}.{GONE}"))
            if number < len(said):
                yield from [(here.path, None)] if gone else self.item.edits(said[number], values, here)
            elif not gone and (built := self.item.build(values, here.name, at.lang)) is not None:
                yield (*at.path, end), built
                end += 1


@dataclass(frozen=True, slots=True)
class Entries:
    """A map whose keys are its author's; `keyed` is how its keys are written."""

    entry: "Node"
    keyed: Leaf = Leaf(Kind.WORD)

    def as_map(self, raw: object) -> Mapping[str, object]:
        """The entries, in order."""
        return raw if isinstance(raw, Mapping) else {}

    def show(self, raw: object, name: str, lang: str) -> dict[str, str]:
        """See `Node`."""
        found: dict[str, str] = {}
        for number, (key, one) in enumerate(self.as_map(raw).items()):
            found |= self.keyed.show(key, f"{name}.{number}.{KEY}", lang)
            found |= self.entry.show(one, inside(self.entry, f"{name}.{number}"), lang)
        return found

    def build(self, values: Values, name: str, lang: str) -> object:
        """See `Node`."""
        return dict(self._built(values, name, lang, 0)) or None

    def _built(self, values: Values, name: str, lang: str, first: int) -> Iterator[tuple[str, object]]:
        for number in numbers_in(values, name):
            here = f"{name}.{number}"
            key = self.keyed.build(values, f"{here}.{KEY}", lang)
            if number < first or values.get(f"{here}.{GONE}"):
                continue
            built = self.entry.build(values, inside(self.entry, here), lang)
            if key is not None or built is not None:
                yield str(key if key is not None else number + 1), built

    def edits(self, raw: object, values: Values, at: At) -> Iterator[Edit]:
        """See `Node`."""
        said = self.as_map(raw)
        for number, (key, one) in enumerate(said.items()):
            here = at.down(number, key)
            if values.get(f"{here.name}.{GONE}"):
                yield here.path, None
            else:
                yield from self.entry.edits(
                    one, values, At(inside(self.entry, here.name), here.path, at.lang)
                )
        for fresh, built in self._built(values, at.name, at.lang, len(said)):
            yield (*at.path, fresh), {} if built is None else built


def inside(entry: Node, name: str) -> str:
    """The name of an entry's own field: a value alone is called ``=``."""
    return f"{name}.=" if isinstance(entry, Leaf) else name


def numbers_in(values: Values, name: str) -> list[int]:
    """The numbers of the entries that fields are about."""
    start = f"{name}."
    found = {key[len(start) :].partition(".")[0] for key in values if key.startswith(start)}
    return sorted(int(one) for one in found if one.isdecimal() and len(one) < 10)


@cache
def shape_of(model: type[BaseModel]) -> Part:
    """The shape of a document, or of a map in it."""
    fields = {
        info.alias or name: _node(info.annotation)
        for name, info in model.model_fields.items()
        if name not in _HIDDEN
    }
    return Part(fields, _SHORT.get(model.__name__, ""))


def _node(annotation: Any) -> Node:  # noqa: ANN401  a type form
    kind = _unwrapped(annotation)
    if get_origin(kind) is dict:
        return _many(*get_args(kind))
    if get_origin(kind) is tuple:
        return Leaf(Kind.WORDS)
    if kind is Text:
        return Bilingual()
    if issubclass(kind, RangeMap):
        return Range(dated=kind is DatedMap)
    if issubclass(kind, BaseModel):
        return shape_of(kind)
    if issubclass(kind, StrEnum):
        return Leaf(Kind.CHOICE, tuple(member.value for member in kind))
    return Leaf(_KINDS[kind])


def _many(key: Any, value: Any) -> Node:  # noqa: ANN401  type forms
    if _unwrapped(key) is int:
        node = _node(value)
        listed = Items(node, alone=isinstance(node, Range))
        return Leaf(Kind.WORDS, node.choices) if isinstance(node, Leaf) else listed
    inner, keyed = _node(value), _unwrapped(key)
    if _unwrapped(value) is bool:
        inner = Leaf(Kind.CHOICE, ("on", "off"))
    if get_origin(keyed) is Literal:
        return Entries(inner, Leaf(Kind.CHOICE, get_args(keyed)))
    return Entries(inner, Leaf(_KINDS[keyed]))


def _unwrapped(annotation: Any) -> Any:  # noqa: ANN401  a type form
    """The type itself, without what may be absent and without its readers."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _unwrapped(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation
