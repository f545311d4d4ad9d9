"""A look is kept: its small workspace becomes part of the workspace, under names that nothing has yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from retour.connectors.declared.rewriting import Edit, rewritten
from retour.connectors.declared.tree import read_tree
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
    before = _files(_tree(texts(workspace)[f"processes/{process}.yaml"]))
    now = _files(_tree(_text_of(folder, "processes", PROCESS)))
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
    text = texts(workspace)[path]
    now = _tree(rewritten(_text_of(folder, "processes", PROCESS), _of_process(folder, names)))
    known = _tree(text).get("activities") or {}
    edits: list[Edit] = [(("files",), now["files"])]
    edits += [(("activities", key), told) for key, told in now["activities"].items() if key not in known]
    return [Draft(path=path, text=rewritten(text, edits), seen=numbers_of(workspace)[path])]


def free(wanted: str, taken: Iterable[str]) -> str:
    """A name that nothing has: the one wanted, else with a number."""
    taken, turn, found = set(taken), 2, wanted
    while found in taken:
        found, turn = f"{wanted}-{turn}", turn + 1
    return found


def _drafts(workspace: Workspace, folder: Path, names: Mapping[str, str], name: str) -> list[Draft]:
    numbers, declared = numbers_of(workspace), texts(workspace)
    about = (folder / "retour.yaml").read_text("utf-8")
    base, shared = _with_shared(declared.get("retour.yaml", ""), about)
    automation = _of_automation(folder, {**names, **shared}, name)
    told = {
        f"processes/{names[PROCESS]}.yaml": rewritten(
            _text_of(folder, "processes", PROCESS), _of_process(folder, names)
        ),
        f"automations/{names[AUTOMATION]}.yaml": rewritten(
            _text_of(folder, "automations", AUTOMATION), automation
        ),
    }
    if base != declared.get("retour.yaml"):
        told["retour.yaml"] = base
    return [Draft(path=path, text=text, seen=numbers.get(path, 0)) for path, text in told.items()]


def _with_shared(text: str, look: str) -> tuple[str, dict[str, str]]:
    """`retour.yaml` with the roles and tools of the look, and what they are called there."""
    told, edits = _tree(text), list[Edit]()
    names: dict[str, str] = {}
    for section in SHARED:
        present = told.get(section) or {}
        for key, value in (_tree(look).get(section) or {}).items():
            known = next((k for k, v in present.items() if v == value), None)
            names[key] = known or free(key, present)
            edits += [] if known else [((section, names[key]), value)]
    return (rewritten(text, edits) if text else look), names


def _of_process(folder: Path, names: Mapping[str, str]) -> list[Edit]:
    """What changes in the look's process: its name, and where its files are."""
    files = _files(_tree(_text_of(folder, "processes", PROCESS)))
    moved: list[Edit] = [(("files", i, "path"), names.get(path, path)) for i, path in enumerate(files)]
    return [(("process",), names[PROCESS]), *moved]


def _of_automation(folder: Path, names: Mapping[str, str], name: str) -> list[Edit]:
    """What changes in the look's automation: its names, and those of the roles and tools that it uses."""
    told = _tree(_text_of(folder, "automations", AUTOMATION))
    edits: list[Edit] = [(("automation",), names[AUTOMATION]), (("process",), names[PROCESS])]
    edits += [(("name",), name)] if name else []
    for i, line in enumerate(told.get("worth") or ()):
        for kind, part in line.items():
            if "role" in part:
                edits.append((("worth", i, kind, "role"), names.get(part["role"], part["role"])))
    for i, line in enumerate((told.get("costs") or {}).get("subscriptions") or ()):
        edits.append((("costs", "subscriptions", i, "tool"), names.get(line["tool"], line["tool"])))
    return edits


def _text_of(folder: Path, home: str, key: str) -> str:
    return (folder / home / f"{key}.yaml").read_text("utf-8")


def _tree(text: str) -> Tree:
    found = read_tree("", text).data
    return found if isinstance(found, dict) else {}
