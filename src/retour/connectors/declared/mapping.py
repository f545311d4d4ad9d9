"""Writing down how an export maps to events: a new process file, or one more entry in an existing one."""

from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from retour.quantity import Place, Problem
from retour.register.process import EventFile


def write_mapping(
    folder: Path, process: str, mapping: EventFile, activities: tuple[str, ...]
) -> tuple[Path, Problem | None]:
    """Add one file to `processes/<process>.yaml`, keeping its comments; made when it does not exist.

    Activities that the process does not know yet are added without any attribute: what they mean is
    for a person to say. A mapping for the same path is left as it is.
    """
    path = folder / "processes" / f"{process}.yaml"
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        told: dict[str, Any] = {"process": process}
        if path.exists():
            told = yaml.load(path.read_text(encoding="utf-8")) or told
    except (YAMLError, OSError, UnicodeDecodeError):
        return path, Problem("file.unreadable", Place(f"processes/{process}.yaml"), process)
    _add_activities(told, activities)
    files = told.setdefault("files", [])
    if all(entry.get("path") != mapping.path for entry in files):
        files.append(entry_of(mapping))
    out = StringIO()
    yaml.dump(told, out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path, None


def _add_activities(told: dict[str, Any], activities: tuple[str, ...]) -> None:
    known = told.setdefault("activities", {})
    for activity in activities:
        if activity not in known:
            known[activity] = None


def entry_of(mapping: EventFile) -> dict[str, Any]:
    """A mapping as it is written in YAML: only what is set."""
    given = {f.name: getattr(mapping, f.name) for f in fields(mapping)}
    return {name: _plain(value) for name, value in given.items() if value not in (None, {})}


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value
