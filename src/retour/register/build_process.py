"""Processes: from the wire to the domain."""

from collections.abc import Iterable

from retour.quantity import Text
from retour.register.build_files import inside
from retour.register.build_names import key_is_written_well, name_of
from retour.register.build_references import Names, activity_names
from retour.register.build_values import MINUTES, number
from retour.register.build_workspace import check_timezone
from retour.register.process import Activity, EventFile, EventTable, Process
from retour.register.retention import months_of
from retour.register.sheet import Path, Sheet
from retour.register.wire_process import ActivityMap, FileMap, ProcessMap, TableMap
from retour.register.wire_read import read

_CASE = Text(fr="dossier", en="case")
_OF_FILE = (
    "path", "time", "case", "activity", "event_id", "actor", "actor_kind", "amount", "minutes", "automation",
    "day_first", "timezone", "encoding", "separator", "sheet", "object",
)  # fmt: skip


def process(sheet: Sheet, key: str) -> Process | None:
    """A process without its wrong activities and files; None when its own keys are wrong."""
    reading = read(ProcessMap, sheet, ("activities", "files", "tables"))
    wire = reading.wire
    own = {path for path in reading.aside if len(path) == 1 and path[0] in ProcessMap.model_fields}
    if wire is None or own or not key_is_written_well(sheet, ("process",), key):
        return None
    activities = (_activity(sheet, name, found) for name, found in wire.activities.items())
    mapped = _mapped([*wire.files.values(), *wire.tables.values()])
    known = Process(
        key=key,
        name=name_of(key, wire.name),
        case=wire.case or _CASE,
        activities=tuple(a for a in activities if a is not None),
        attributes=tuple(dict.fromkeys([*wire.attributes, *mapped])),
    )
    names = activity_names(known, raw_activities(sheet))
    files = (_file(sheet, ("files", place), found, names) for place, found in wire.files.items())
    tables = (_table(sheet, ("tables", place), found, names) for place, found in wire.tables.items())
    return Process(
        key=key,
        name=known.name,
        case=known.case,
        activities=known.activities,
        attributes=known.attributes,
        retention=months_of(wire.retention),
        files=tuple(f for f in files if f is not None),
        tables=tuple(t for t in tables if t is not None),
    )


def raw_activities(sheet: Sheet) -> object:
    """The map of activities as it was written."""
    data = sheet.document.data
    return data.get("activities") if isinstance(data, dict) else None


def _mapped(files: Iterable[FileMap | TableMap]) -> list[str]:
    return [attribute for file in files for attribute in file.attributes.values()]


def _activity(sheet: Sheet, key: str, wire: ActivityMap) -> Activity | None:
    errors = sheet.errors
    minutes = number(sheet, ("activities", key, "minutes"), wire.minutes, MINUTES)
    made = Activity(key=key, name=name_of(key, wire.name), actor_kind=wire.actor_kind, minutes=minutes)
    return made if sheet.errors == errors else None


def _table(sheet: Sheet, path: Path, wire: TableMap, names: Names) -> EventTable | None:
    errors = sheet.errors
    if wire.timezone is not None:
        check_timezone(sheet, (*path, "timezone"), wire.timezone)
    for value, activity in wire.rename.items():
        names.check(sheet, (*path, "rename", value), activity)
    return EventTable(**wire.model_dump()) if sheet.errors == errors else None


def _file(sheet: Sheet, path: Path, wire: FileMap, names: Names) -> EventFile | None:
    errors = sheet.errors
    inside(sheet, (*path, "path"), (wire.path,))
    if wire.timezone is not None:
        check_timezone(sheet, (*path, "timezone"), wire.timezone)
    for role in ("dates", "rename"):
        for column, activity in getattr(wire, role).items():
            names.check(sheet, (*path, role, column), activity)
    if sheet.errors > errors:
        return None
    return EventFile(
        shape=wire.shape.value if wire.shape else None,
        lifecycle=wire.lifecycle.value if wire.lifecycle else None,
        dates=wire.dates,
        rename=wire.rename,
        attributes=wire.attributes,
        **{key: getattr(wire, key) for key in _OF_FILE},
    )
