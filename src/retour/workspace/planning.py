"""Before go-live, in a folder: the answers written as a document, promises and outcomes signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retour.connectors.declared.folder import document_of, folder_texts, kind_of
from retour.connectors.declared.rewriting import rewritten
from retour.connectors.declared.tree import Refused, read_tree
from retour.connectors.prices import price_of
from retour.quantity import Problem, Severity
from retour.register.build import build
from retour.review import log
from retour.review.log import Entry, Statement
from retour.review.planning import Edit
from retour.store.lock import shared
from retour.store.whole import keep
from retour.workspace.decisions import append, decisions_of


class Broken(ValueError):  # noqa: N818  it reads as what it is
    """The decision log was altered: nothing is signed over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document as the answers make it, and everything that is wrong in it: only a right one is kept."""

    path: str
    text: str
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """True when what it says would be left out."""
        return any(p.severity is Severity.ERROR for p in self.problems)


def path_of(key: str) -> str:
    """Where the document of an automation is."""
    return f"automations/{key}.yaml"


def drafted(folder: Path, key: str, edits: Iterable[Edit]) -> Written:
    """The document of an automation once the edits are made, checked by the register's own rules."""
    path = path_of(key)
    texts = dict(folder_texts(folder)[0])
    text = rewritten(texts.get(path, ""), edits)
    found = _problems(texts | {path: text})
    return Written(path=path, text=text, problems=tuple(p for p in found if p.place.file == path))


def _problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    read = [document_of(path, text, kind_of(path)) for path, text in sorted(texts.items())]
    _, built = build([sheet for sheet, _ in read], ai_price=price_of)
    return (*(problem for _, wrong in read for problem in wrong), *built)


def kept(folder: Path, written: Written) -> Path:
    """Write a document in its folder; the path."""
    path = folder / written.path
    other = path.with_suffix(".yml")
    path = other if other.exists() else path
    path.parent.mkdir(exist_ok=True)
    keep(path, written.text)
    return path


def signed_in(folder: Path, statement: Statement, *, recorded: datetime) -> Entry:
    """Seal a statement in a folder's decision log; Broken when the log was altered."""
    entries, problems = decisions_of(folder)
    if any(p.rule.startswith(("decisions.", "file.")) for p in problems):
        raise Broken
    with shared(folder):
        (folder / log.FILE).parent.mkdir(exist_ok=True)
        last = entries[-1] if entries else None
        return append(folder, log.sealed(statement, after=last, recorded=recorded))


def answers_in(path: Path) -> dict[str, object] | None:
    """A file of answers, « field: answer » a line; None when it is none."""
    try:
        data = read_tree(path.name, path.read_text(encoding="utf-8")).data
    except (Refused, OSError, UnicodeDecodeError):
        return None
    return {str(key): value for key, value in data.items()} if isinstance(data, Mapping) else None
