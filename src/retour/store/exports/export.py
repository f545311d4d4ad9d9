"""One door: a log, a format, a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from retour.quantity import Place, Problem, Severity
from retour.register.process import Process
from retour.store.exports.held import Held
from retour.store.exports.ocel_json import write_json
from retour.store.exports.ocel_sqlite import write_sqlite
from retour.store.exports.ocel_xml import write_xml
from retour.store.exports.tables import write_csv, write_parquet
from retour.store.exports.xes import write_xes
from retour.store.source import Log


class Form(StrEnum):
    """A format of event logs."""

    CSV = "csv"
    PARQUET = "parquet"
    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"
    OCEL_XML = "ocel-xml"

    @property
    def extension(self) -> str:
        """What a file of it is called, after the point."""
        return {"ocel-json": "jsonocel", "ocel-sqlite": "sqlite", "ocel-xml": "xmlocel"}.get(self, self.value)


_WRITERS: Mapping[Form, Callable[[Held, Path], None]] = {
    Form.CSV: write_csv,
    Form.PARQUET: write_parquet,
    Form.XES: write_xes,
    Form.OCEL_JSON: write_json,
    Form.OCEL_SQLITE: write_sqlite,
    Form.OCEL_XML: write_xml,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what could not be written as it is."""

    path: Path
    problems: tuple[Problem, ...] = ()


def export_log(log: Log, process: Process, form: Form, out: Path) -> Exported:
    """Write a process's log; the same log always gives the same bytes. Retour reads it back event for event.

    Kept: id, case, activity, time to the µs, kind of actor, pseudonym, amount, recorded minutes, automation,
    declared attributes. Not written: where each event came from, and minutes that are only declared.
    OSError when the file cannot be written.
    """
    held = Held.of(log, process)
    _WRITERS[form](held, out)
    return Exported(out, tuple(_problems(held, out)))


def _problems(held: Held, out: Path) -> list[Problem]:
    place = Place(out.name)
    found: list[Problem] = []
    if held.replaced:
        told: dict[str, object] = {"count": held.replaced}
        found.append(Problem("export.characters_replaced", place, severity=Severity.WARNING, details=told))
    named = sorted(held.process.personal & set(held.attributes))
    if named:
        details = {"attributes": ", ".join(named)}
        found.append(Problem("export.names_people", place, severity=Severity.NOTE, details=details))
    return found
