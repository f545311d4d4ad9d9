"""A client's workspace taken as the model of another one: what is declared in general, nothing of theirs.

Only keys listed here are copied, value by value: no comment, no date, no person, no minute, no euro of an
automation, no data file. The new workspace keeps no link to the one it comes from, and neither names the
other: one client never learns of another.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from django.db import transaction

from retour.connectors.declared.rewriting import rewritten
from retour.register.automation import Status
from retour.web.accounts.models import User
from retour.web.portfolio.documents import Draft, save, sheet_of, texts
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role, Workspace

Said = Mapping[str, object]
SETTINGS = ("format", "currency", "locale", "timezone", "calendar", "tools", "roles", "thresholds")
PROCESS = ("process", "name", "case", "attributes")
AUTOMATION = (
    "automation",
    "name",
    "process",
    "objective",
    "tools",
    "follow_up",
    "key",
    "kpi_in_words",
    "kpis",
    "watch",
    "segments",
)
PLAN = ("comparison", "design", "risk")


@transaction.atomic
def cloned(seat: Seat, user: User, name: str) -> Seat:
    """A new workspace of somebody's own, declared like the one of a seat."""
    drafts = list(drafts_of(texts(seat.workspace), name))
    workspace = Workspace.objects.create(name=name)
    Membership.objects.create(workspace=workspace, user=user, role=Role.OWNER)
    made = Seat(workspace, user, Role.OWNER)
    made.note("workspace.created", name)
    made.note("workspace.from_model", name, documents=len(drafts))
    save(made, drafts)
    seat.note("workspace.as_model", seat.workspace.name, documents=len(drafts))
    return made


def drafts_of(declared: Mapping[str, str], name: str) -> Iterator[Draft]:
    """The documents of the new workspace; automations that ended are left out."""
    read = {path: _said(path, text) for path, text in sorted(declared.items())}
    retired = {_key_of(path, said) for path, said in read.items() if said.get("status") == Status.RETIRED}
    for path, said in read.items():
        home = path.partition("/")[0]
        if path == "retour.yaml":
            yield _draft(path, _settings(said, name))
        elif home == "processes":
            yield _draft(path, _process(said))
        elif home == "automations" and said.get("status") != Status.RETIRED:
            yield _draft(path, _automation(said, retired))


def _said(path: str, text: str) -> Said:
    data = sheet_of(path, text)[0].data
    return data if isinstance(data, Mapping) else {}


def _key_of(path: str, said: Said) -> str:
    return str(said.get("automation") or PurePosixPath(path).stem)


def _draft(path: str, said: Said) -> Draft:
    bare = [("activities", str(key)) for key in _map(said.get("activities"))]
    return Draft(path=path, text=rewritten("", [((key,), value) for key, value in said.items()], kept=bare))


def _kept(said: Said, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: said[key] for key in keys if said.get(key) is not None}


def _map(value: object) -> Said:
    return value if isinstance(value, Mapping) else {}


def _settings(said: Said, name: str) -> Said:
    objectives = {key: _objective(value) for key, value in _map(said.get("objectives")).items()}
    return {"name": name, **_kept(said, SETTINGS), **({"objectives": objectives} if objectives else {})}


def _objective(value: object) -> object:
    """An objective without the day on which it was looked at again."""
    return {k: v for k, v in value.items() if k != "reviewed"} if isinstance(value, Mapping) else value


def _process(said: Said) -> Said:
    activities = {key: _activity(value) for key, value in _map(said.get("activities")).items()}
    return _kept(said, PROCESS) | ({"activities": activities} if activities else {})


def _activity(value: object) -> object:
    """An activity without the minutes that it takes somebody there."""
    return {k: v for k, v in value.items() if k != "minutes"} if isinstance(value, Mapping) else value


def _automation(said: Said, retired: set[str]) -> Said:
    modes = said.get("failure_modes")
    upstream = said.get("upstream")
    found = _kept(said, AUTOMATION) | {"status": Status.PLANNED.value}
    if upstream is not None and upstream not in retired:
        found["upstream"] = upstream
    if plan := _kept(_map(said.get("plan")), PLAN):
        found["plan"] = plan
    if isinstance(modes, list):
        found["failure_modes"] = [{"what": one["what"]} for one in modes if "what" in _map(one)]
    return found
