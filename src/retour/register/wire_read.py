"""From plain Python to the wire shapes: everything that is wrong, and what is left once it is put aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from retour.register.keys import nearest
from retour.register.sheet import Path, Sheet
from retour.register.wire import key_names

M = TypeVar("M", bound=BaseModel)
_TYPES = {
    "model_type": "map",
    "dict_type": "map",
    "tuple_type": "list",
    "list_type": "list",
    "string_type": "text",
}
_WINDOWS = {"by", "horizon"}


@dataclass(frozen=True, slots=True)
class Reading(Generic[M]):
    """What a document says: its wire shape without the paths that were put aside; None: nothing left."""

    wire: M | None
    aside: frozenset[Path] = frozenset()


def read(model: type[M], sheet: Sheet, entries: Sequence[str] = ()) -> Reading[M]:
    """Read a document; note every problem.

    What is wrong is put aside by first-level key, or by entry for the maps and lists named in
    `entries`, so that the rest can still be read and checked.
    """
    aside = frozenset(_cut(path, entries) for path in sheet.document.aside)
    data = _without(sheet.document.data, aside) if aside else sheet.document.data
    while True:
        try:
            return Reading(model.model_validate(data), aside)
        except ValidationError as failed:
            cuts = _note_all(model, sheet, failed, aside, entries)
        if not cuts or not cuts.isdisjoint({()}):
            return Reading(None, aside | cuts)
        data, aside = _without(data, cuts), aside | cuts


def _note_all(
    model: type[BaseModel],
    sheet: Sheet,
    failed: ValidationError,
    aside: frozenset[Path],
    entries: Sequence[str],
) -> frozenset[Path]:
    cuts: set[Path] = set()
    for error in failed.errors(include_url=False):
        path = tuple(p for p in error["loc"] if p != "[key]")
        if path in aside:  # required, and put aside just now: already noted
            return frozenset({()})
        _note(model, sheet, path, error)
        cuts.add(() if error["type"] == "missing" and len(path) == 1 else _cut(path, entries))
    return frozenset(cuts)


def _cut(path: Path, entries: Sequence[str]) -> Path:
    return path[:2] if path and path[0] in entries else path[:1]


def _note(model: type[BaseModel], sheet: Sheet, path: Path, error: Any) -> None:  # noqa: ANN401  pydantic's dict
    kind, found = error["type"], error["input"]
    context = {k: v for k, v in error.get("ctx", {}).items() if k != "rule"}
    if kind == "extra_forbidden":
        known = key_names(_model_at(model, path[:-1]))
        key = str(path[-1])
        sheet.note(path, "key.unknown", value=key, hint=nearest(key, known), known=known)
    elif kind == "missing":
        _note_missing(sheet, path)
    elif kind in _TYPES:
        sheet.note(path, "value.type", value=found, expected=_TYPES[kind])
    elif kind == "literal_error":
        known = [w.strip("'") for w in str(context["expected"]).replace(" or ", ", ").split(", ")]
        sheet.note(path, "value.unknown", value=found, hint=nearest(str(found), known), known=known)
    else:
        value, hint = context.pop("value", found), context.pop("hint", "")
        sheet.note(path, kind, value=value, hint=hint, **context)


def _note_missing(sheet: Sheet, path: Path) -> None:
    key = str(path[-1])
    if path[0] == "kpis" and key in _WINDOWS:
        sheet.note(path, "kpi.window_missing", value=key, hint=f"{key}: 30d")
    else:
        sheet.note(path, "key.missing", value=key)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The wire shape at a path: through fields by their written name, map values and list items."""
    kind: object = model
    for step in path:
        shape = _shape(kind)
        if shape is None:
            kind = get_args(kind)[1]  # the values of a map
            continue
        fields = {field.alias or name: field for name, field in shape.model_fields.items()}
        kind = fields[str(step)].annotation
    return _shape(kind) or model


def _shape(kind: object) -> type[BaseModel] | None:
    """The model behind `X`, `X | None` or `Annotated[X, …]`; None for a map or a list of models."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if getattr(kind, "__origin__", None) is dict:
        return None
    found = (_shape(a) for a in get_args(kind))
    return next((f for f in found if f is not None), None)


def _without(data: object, cuts: frozenset[Path]) -> object:
    """The data without some paths of one or two keys; a list becomes a map, so that places stay true."""
    kept: dict[object, object] = dict(data) if isinstance(data, Mapping) else {}
    for path in cuts:
        if len(path) == 1:
            kept.pop(path[0], None)
        else:
            inner = kept.get(path[0], {})
            items = enumerate(inner) if isinstance(inner, list | tuple) else dict(_mapping(inner)).items()
            kept[path[0]] = {k: v for k, v in items if k != path[1]}
    return kept


def _mapping(inner: object) -> Mapping[object, object]:
    return inner if isinstance(inner, Mapping) else {}
