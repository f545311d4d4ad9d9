"""The shapes common to all documents: a map that knows its keys, ranges, lists that keep their places."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from retour.register.wire_values import (
    Day,
    Number,
    QuantityValue,
    TextValue,
    Word,
    parse_quantity,
    refuse,
)

T = TypeVar("T")


class Wire(BaseModel):
    """A map of known keys. A key with nothing after it is a key left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, data: Any) -> Any:  # noqa: ANN401  anything can be written in a file
        if not isinstance(data, Mapping):
            return data
        known = key_names(cls)
        return {k: v for k, v in data.items() if v is not None or k not in known}


def key_names(model: type[BaseModel]) -> list[str]:
    """The keys of a map, as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _named(value: object) -> object:
    """A name alone stands for a map with that name; nothing at all for an empty map."""
    if value is None:
        return {}
    bilingual = isinstance(value, Mapping) and value and set(value) <= {"fr", "en"}
    return {"name": value} if bilingual or not isinstance(value, Mapping) else value


def _numbered(value: object) -> object:
    """A list as a map from place to item, so that a bad item can be left out and places stay true."""
    if isinstance(value, Mapping) and all(isinstance(k, int) for k in value):
        return value
    if not isinstance(value, list | tuple):
        refuse("value.type", expected="list")
    return dict(enumerate(value))


def _one_or_many(value: object) -> object:
    return _numbered(value) if isinstance(value, list | tuple | dict) and not _is_range(value) else {0: value}


def _is_range(value: object) -> bool:
    return isinstance(value, Mapping) and not all(isinstance(k, int) for k in value)


class RangeMap(Wire):
    """Low, most likely, high, with their unit; `source` is kept in the file for its readers."""

    low: Number
    mode: Number
    high: Number
    unit: Word = ""
    source: Word = ""


class DatedMap(RangeMap):
    """A range that holds from a date on."""

    valid_from: Day | None = Field(default=None, alias="from")


def _ranged(value: object) -> object:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list | tuple):
        refuse("range.shape")
    one = parse_quantity(value)
    return {"low": one.number, "mode": one.number, "high": one.number, "unit": one.unit or None}


Range = Annotated[RangeMap, BeforeValidator(_ranged, json_schema_input_type=RangeMap | QuantityValue)]
DatedRangeItem = Annotated[
    DatedMap, BeforeValidator(_ranged, json_schema_input_type=DatedMap | QuantityValue)
]
DatedRanges = Annotated[
    dict[int, DatedRangeItem],
    BeforeValidator(
        _one_or_many, json_schema_input_type=DatedMap | QuantityValue | list[DatedMap | QuantityValue]
    ),
]


def listed(item: Any) -> BeforeValidator:  # noqa: ANN401  a type form
    """Reader of a list whose items keep their places; `item` is the type in the JSON Schema."""
    return BeforeValidator(_numbered, json_schema_input_type=list[item])


def named(model: type[Wire]) -> BeforeValidator:
    """Reader of a map for which a name alone may stand."""
    return BeforeValidator(_named, json_schema_input_type=model | TextValue | None)
