"""The scenario files that automations name, in a workspace folder: counted, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retour.connectors.declared.folder import is_inside
from retour.connectors.scenarios.files import read_scenario_bytes, read_scenario_files
from retour.connectors.scenarios.limits import LARGEST
from retour.kpi.kept_scenario import KeptScenario
from retour.quantity import Place, Problem, Severity
from retour.register.automation import Automation
from retour.scenario.kept import kept_of, shows_secrets

FOLDER = "scenarios"


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts by automation: its files together; None where one of them gives nothing. Not named: no file."""

    counts: Mapping[str, KeptScenario | None]
    problems: tuple[Problem, ...] = ()


def read_kept(folder: Path, automations: Iterable[Automation]) -> Kept:
    """Count what the scenario files of some automations hold; a file of several scenarios is their sum.

    A file that cannot be read leaves its automations unknown, never at what the others give. A file of
    `scenarios/` that no automation names is said too.
    """
    automations = tuple(automations)
    paths = dict.fromkeys(path for automation in automations for path in automation.scenarios)
    read = {path: _read(folder, path) for path in paths}
    counts = {a.key: _together(read[path][0] for path in a.scenarios) for a in automations if a.scenarios}
    problems = (problem for _, wrong in read.values() for problem in wrong)
    return Kept(counts, (*problems, *_unnamed(folder, frozenset(paths))))


def _together(found: Iterable[KeptScenario | None]) -> KeptScenario | None:
    whole = KeptScenario(modules=0)
    for one in found:
        if one is None:
            return None
        whole += one
    return whole


def _read(folder: Path, path: str) -> tuple[KeptScenario | None, tuple[Problem, ...]]:
    place = Place(path)
    if not is_inside(folder, folder / path):
        return None, (Problem("path.outside", place, path),)
    if not (folder / path).is_file():
        return None, (Problem("scenario.file_missing", place, path, "scenario_keep"),)
    found, problems = read_scenario_files([folder / path])
    said = [replace(problem, place=replace(problem.place, file=path)) for problem in problems]
    telling = sum(shows_secrets(one.scenario) for one in found)
    if telling:
        said.append(Problem("scenario.secret", place, "", "scenario_secret_out", Severity.WARNING))
    whole = _together(kept_of(one.scenario) for one in found)
    if found and whole is not None and not whole.modules:  # directives and parts of modules only
        said.append(Problem("scenario.no_module", place, path, details={"n": len(found)}))
    return whole if whole is not None and whole.modules else None, tuple(said)


def _unnamed(folder: Path, named: frozenset[str]) -> Iterable[Problem]:
    for path in sorted((folder / FOLDER).glob("*.json")):
        name = f"{FOLDER}/{path.name}"
        if name not in named and not path.name.startswith("."):
            hint = "scenario_name_it"
            yield Problem("scenario.file_unnamed", Place(name), path.name, hint, Severity.WARNING)


def why_not_kept(raw: bytes, name: str) -> str:
    """Why a server keeps no such file: ``unread`` (no scenario is read in it) or ``secret``; empty: it may.

    What cannot be read cannot be looked over for secrets either.
    """
    found, _ = read_scenario_bytes(raw[: LARGEST + 1], name)
    if not found:
        return "unread"
    return "secret" if any(shows_secrets(one.scenario) for one in found) else ""
