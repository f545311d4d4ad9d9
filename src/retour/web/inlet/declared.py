"""What the door has to know of each workspace's register, kept until a document changes."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from retour.connectors.pushed.delivery import Policy, activity_words
from retour.events.actor import plain
from retour.register.process import Process
from retour.register.workspace import Register
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.models import Revision
from retour.web.workspaces.models import Token, Workspace
from retour.workspace.secret import pseudonym_key


@dataclass(frozen=True, slots=True)
class _Read:
    """A register that was read, and the latest revision of the documents that it came from."""

    revision: int
    register: Register | None


@dataclass
class Declared:
    """The registers that were read lately, by workspace."""

    _kept: dict[int, _Read] = field(default_factory=dict)

    def policy(self, token: Token) -> Policy | None:
        """What the register allows a token to bring in; None where it cannot be read."""
        register = self._register(token.workspace)
        return None if register is None else policy_of(register, token)

    def _register(self, workspace: Workspace) -> Register | None:
        last = (
            Revision.objects.filter(workspace=workspace).order_by("-id").values_list("id", flat=True).first()
        )
        found = self._kept.get(workspace.pk)
        if found is None or found.revision != (last or 0):
            register, _ = register_of(texts(workspace))
            found = self._kept[workspace.pk] = _Read(last or 0, register)
        return found.register


def policy_of(register: Register, token: Token) -> Policy:
    """What a register allows a token to bring in."""
    processes = register.processes
    return Policy(
        source=token.source or token.name,
        processes={process.key: _attributes(process) for process in processes},
        process=token.process or (processes[0].key if len(processes) == 1 else None),
        activities={process.key: activity_words(process) for process in processes},
        automations=_automations(register),
        key=pseudonym_key(),
        zone=ZoneInfo(register.timezone),
    )


def _attributes(process: Process) -> tuple[str, ...]:
    mapped = (name for file in process.files for name in file.attributes.values())
    return tuple(dict.fromkeys((*process.attributes, *mapped)))


def _automations(register: Register) -> dict[str, str]:
    """Automations by the words that mean them: their key, their names. A name that two share means none."""
    found: dict[str, set[str]] = {}
    for automation in register.automations:
        for name in (automation.name.fr, automation.name.en, automation.key):
            found.setdefault(plain(name), set()).add(automation.key)
    named = {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}
    return named | {automation.key: automation.key for automation in register.automations}
