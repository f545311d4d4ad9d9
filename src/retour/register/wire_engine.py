"""`engine:` of `retour.yaml`, as it is written: a word, or a map that says where the engine is."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator

from retour.register.engine import EngineKind
from retour.register.wire import Wire
from retour.register.wire_values import Word, member, words_of

KindValue = Annotated[EngineKind, PlainValidator(member(EngineKind)), words_of(EngineKind)]


class EngineMap(Wire):
    """An engine, and where it is."""

    kind: KindValue
    url_env: Word | None = None
    master: Word | None = None


def _kinded(value: object) -> object:
    return value if isinstance(value, Mapping) else {"kind": value}


EngineValue = Annotated[EngineMap, BeforeValidator(_kinded, json_schema_input_type=EngineMap | KindValue)]
