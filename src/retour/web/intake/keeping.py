"""A look is kept: its small workspace becomes part of the workspace, under names that nothing has yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import transaction
from ruamel.yaml import YAML

from retour.register.automation import Automation
from retour.register.keys import slug
from retour.register.workspace import Register
from retour.web.intake.drafting import numbers_of, save_own
from retour.web.intake.models import Look
from retour.web.portfolio import jobs
from retour.web.portfolio.documents import Draft, texts
from retour.web.portfolio.folder import folder_of, keep_data
from retour.web.portfolio.models import DataFile
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.workspace.first_look import Compared
from retour.workspace.first_look.copies import CASE
from retour.workspace.first_look.documents import AUTOMATION, PROCESS

Tree = dict[str, Any]
SHARED = ("roles", "tools")  # sections of retour.yaml that a look may add to


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a look went: the automation's key, and what had to take another name (as it was → as it is)."""

    automation: str
    renamed: Mapping[str, str]


def kept_before(register: Register | None) -> list[Automation]:
    """The automations whose files come from a look: newer exports can take their place."""
    if register is None:
        return []
    ours = {p.key for p in register.processes if any(file.case == CASE for file in p.files)}
    return [automation for automation in register.automations if automation.process in ours]


def keep(seat: Seat, look: Look, compared: Compared, name: str, *, into: Automation | None = None) -> Kept:
    """Make the look's documents and files part of the workspace, all or none of them.

    `into`: an automation that was kept before; its files are replaced and what it declares stays.

    Unsaved when one of the documents cannot be changed.
    """
    workspace, folder = seat.workspace, compared.folder
    names = _names_of(workspace, folder, into) if into else _names(workspace, folder, name)
    moved = {path: names[path] for path in names if path.startswith("events/")}
    here = folder_of(workspace)
    kept: list[str] = []
    try:
        with transaction.atomic():
            for path, target in moved.items():
                keep_data(seat, folder / path, target)
                kept.append(target)
            told = _renewed(workspace, folder, names) if into else _drafts(workspace, folder, names, name)
            save_own(seat, told)
            jobs.ask(seat, "assess")
            Look.objects.filter(pk=look.pk).update(automation=names[AUTOMATION])
    except BaseException:
        for target in kept:
            (here / target).unlink(missing_ok=True)
        raise
    renamed = {old: new for old, new in moved.items() if old != new and into is None}
    return Kept(automation=names[AUTOMATION], renamed=renamed)


def _names(workspace: Workspace, folder: Path, name: str) -> dict[str, str]:
    """What each thing of the look is called in the workspace."""
    paths = set(texts(workspace)) | set(
        DataFile.objects.filter(workspace=workspace).values_list("path", flat=True)
    )
    key = free(slug(name)[:60] or AUTOMATION, {p[12:-5] for p in paths if p.startswith("automations/")})
    process = free(key, {p[10:-5] for p in paths if p.startswith("processes/")})
    names = {AUTOMATION: key, PROCESS: process}
    taken = {Path(p).stem for p in paths if p.startswith("events/")}
    for path in sorted((folder / "events").glob("*")):
        stem = free(path.stem, taken)
        taken.add(stem)
        names[f"events/{path.name}"] = f"events/{stem}{path.suffix}"
    return names


def _names_of(workspace: Workspace, folder: Path, into: Automation) -> dict[str, str]:
    """What each thing of the look is called, when it takes the place of an earlier one."""
    process = into.process or ""
    before = _files(_load(texts(workspace)[f"processes/{process}.yaml"]))
    now = _files(_load((folder / "processes" / f"{PROCESS}.yaml").read_text("utf-8")))
    names = {AUTOMATION: into.key, PROCESS: process, **dict(zip(now, before, strict=False))}
    taken = {
        Path(p).stem for p in DataFile.objects.filter(workspace=workspace).values_list("path", flat=True)
    }
    for path in now[len(before) :]:
        names[path] = f"events/{free(Path(path).stem, taken)}{Path(path).suffix}"
    return names


def _files(process: Tree) -> list[str]:
    return [file["path"] for file in process.get("files", ())]


def _renewed(workspace: Workspace, folder: Path, names: Mapping[str, str]) -> list[Draft]:
    """The process that reads the newer files; its automation is left as people made it."""
    path = f"processes/{names[PROCESS]}.yaml"
    told = _load(texts(workspace)[path])
    now = _process(_load((folder / "processes" / f"{PROCESS}.yaml").read_text("utf-8")), names)
    told["files"] = now["files"]
    known = told.setdefault("activities", {})
    known.update({key: value for key, value in now["activities"].items() if key not in known})
    return [Draft(path=path, text=_dump(told), seen=numbers_of(workspace)[path])]


def free(wanted: str, taken: Iterable[str]) -> str:
    """A name that nothing has: the one wanted, else with a number."""
    taken, turn, found = set(taken), 2, wanted
    while found in taken:
        found, turn = f"{wanted}-{turn}", turn + 1
    return found


def _drafts(workspace: Workspace, folder: Path, names: Mapping[str, str], name: str) -> list[Draft]:
    numbers, declared = numbers_of(workspace), texts(workspace)
    base, shared = _with_shared(
        declared.get("retour.yaml", ""), _load((folder / "retour.yaml").read_text("utf-8"))
    )
    process = _process(_load((folder / "processes" / f"{PROCESS}.yaml").read_text("utf-8")), names)
    automation = _automation(
        _load((folder / "automations" / f"{AUTOMATION}.yaml").read_text("utf-8")), {**names, **shared}, name
    )
    told = {
        f"processes/{names[PROCESS]}.yaml": _dump(process),
        f"automations/{names[AUTOMATION]}.yaml": _dump(automation),
    }
    if base is not None:
        told["retour.yaml"] = base
    return [Draft(path=path, text=text, seen=numbers.get(path, 0)) for path, text in told.items()]


def _with_shared(text: str, look: Tree) -> tuple[str | None, dict[str, str]]:
    """`retour.yaml` with the roles and tools of the look, and what they are called there; None: unchanged."""
    told = _load(text)
    names: dict[str, str] = {}
    changed = not text
    for section in SHARED:
        for key, value in (look.get(section) or {}).items():
            present = told.get(section) or {}
            known = next((k for k, v in present.items() if v == value), None)
            names[key] = known or free(key, present)
            if known is None:
                told.setdefault(section, {})[names[key]] = value
                changed = True
    if not text:
        told = look
    return (_dump(told) if changed else None), names


def _process(told: Tree, names: Mapping[str, str]) -> Tree:
    told["process"] = names[PROCESS]
    for file in told.get("files", ()):
        file["path"] = names.get(file["path"], file["path"])
    return told


def _automation(told: Tree, names: Mapping[str, str], name: str) -> Tree:
    told["automation"], told["process"] = names[AUTOMATION], names[PROCESS]
    told["name"] = name or told["name"]
    for line in told.get("worth", ()):
        for part in line.values():
            if "role" in part:
                part["role"] = names.get(part["role"], part["role"])
    for line in told.get("costs", {}).get("subscriptions", ()):
        line["tool"] = names.get(line["tool"], line["tool"])
    return told


def _yaml() -> YAML:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    yaml.preserve_quotes = True
    return yaml


def _load(text: str) -> Tree:
    found = _yaml().load(text) if text.strip() else None
    return found if isinstance(found, dict) else {}


def _dump(told: Tree) -> str:
    out = StringIO()
    _yaml().dump(told, out)
    return out.getvalue()
