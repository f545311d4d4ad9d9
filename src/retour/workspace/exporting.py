"""A workspace's logs: what each holds, in figures, and one of them as a file for other tools."""

from dataclasses import replace
from pathlib import Path

from retour.quantity import Place, Problem
from retour.register.process import Process
from retour.register.workspace import Register
from retour.store.exports import Exported, Form, export_log
from retour.store.overview import Overview, overview
from retour.workspace.folder import Workspace


def overviews(workspace: Workspace) -> dict[str, Overview | None]:
    """The figures of the folder's own log of each process, by its key; None where it has no event."""
    found = {i.process.key: overview(i.log) for i in workspace.intakes() if i.log}
    return {process.key: found.get(process.key) for process in workspace.register.processes}


def chosen(register: Register, key: str | None) -> Process | Problem:
    """The process with this key; without one, the only process."""
    processes = register.processes
    if key is None and len(processes) == 1:
        return processes[0]
    found = register.process(key)
    if found is not None:
        return found
    known = ", ".join(process.key for process in processes)
    if key is None:
        return Problem("export.which_process", Place("--process"), details={"known": known})
    return Problem("reference.undeclared", Place("--process"), key, details={"kind": "process"})


def export(workspace: Workspace, process: Process, form: Form, out: Path) -> Exported | Problem:
    """Write the log of a process; a problem when it has no event. OSError when nothing can be written."""
    taken = next((i for i in workspace.intakes() if i.process.key == process.key), None)
    if taken is None or taken.log is None:
        return Problem("export.nothing", Place(f"processes/{process.key}.yaml"), process.key)
    done = export_log(taken.log, process, form, out)
    return replace(done, problems=(*taken.problems, *done.problems))
