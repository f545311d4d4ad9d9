"""Reading a workspace folder: which files belong to it, and each of them as a document."""

import os
from pathlib import Path, PurePosixPath

from retour.connectors.declared.tree import Refused, read_tree
from retour.quantity import Place, Problem, Severity
from retour.register.keys import nearest
from retour.register.sheet import Document, Kind

MAX_BYTES = 1_000_000
_SUFFIXES = (".yaml", ".yml")
_FILES: dict[str, Kind] = {"retour.yaml": "workspace", "changes.yaml": "changes", "journal.yaml": "journal"}
_FOLDERS: dict[str, Kind] = {"processes": "process", "automations": "automation", "reviews": "review"}
_OTHER_FOLDERS = ("events", "readings", "answers", "experiments", "runs", "scenarios")


def read_folder(folder: Path) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Every declared document of a workspace folder, and everything that could not be read.

    Files are named by their path inside the folder. A file that exists but cannot be read gives a
    document whose data is None, besides its problem.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  unlike Path.is_dir, it never raises
        return (), (Problem("folder.missing", Place(str(folder)), str(folder)),)
    locked = _locked(folder, folder)
    if locked:
        return (), tuple(locked)
    documents: list[Document] = []
    problems: list[Problem] = [*_strangers(folder)]
    for name in (*_FOLDERS, *_OTHER_FOLDERS):
        problems += _locked(folder, folder / name)
    for path, kind in _declared(folder):
        document, wrong = read_document(folder, path, kind)
        documents.append(document)
        problems.extend(wrong)
    return tuple(documents), tuple(problems)


def folder_texts(folder: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The text of every declared document by its path, as it is written, and what could not be read."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, _ in _declared(folder):
        file = path.relative_to(folder).as_posix()
        try:
            texts[PurePosixPath(file).with_suffix(".yaml").as_posix()] = _text(folder, path, file)
        except Refused as refused:
            problems.append(refused.problem)
    return texts, tuple(problems)


def kind_of(path: str) -> Kind:
    """The kind of a declared document, by its path inside a workspace; KeyError when it has none."""
    home, slash, _ = path.partition("/")
    return _FOLDERS[home] if slash else _FILES[path]


def _locked(folder: Path, inside: Path) -> list[Problem]:
    """The problem of a folder that is there and that may not be looked into: it would seem empty."""
    try:
        for path in inside.iterdir():
            path.exists()
            break
    except PermissionError as error:
        name = inside.relative_to(folder).as_posix()
        return [Problem("file.unreadable", Place(name), name, details={"reason": type(error).__name__})]
    except OSError:
        return []
    return []


def _declared(folder: Path) -> list[tuple[Path, Kind]]:
    present = {path.name for path in folder.iterdir()}  # a broken link is there too, and said
    own = [(folder / name, kind) for name, kind in _FILES.items() if name in present]
    inside = [
        (path, kind)
        for name, kind in _FOLDERS.items()
        for path in sorted((folder / name).glob("*"))
        if path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")
    ]
    return [*own, *inside]


def _strangers(folder: Path) -> list[Problem]:
    """YAML files and folders that look like ours but are not read: never a silent drop."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            known = [*_FOLDERS, *_OTHER_FOLDERS]
            if path.name not in known and nearest(path.name, known):
                found.append(_ignored(folder, path, nearest(path.name, known)))
        elif path.suffix.lower() in _SUFFIXES and path.name not in _FILES:
            found.append(_ignored(folder, path, nearest(path.name, _FILES)))
    deeper = (p for name in _FOLDERS for p in sorted((folder / name).glob("*/**/*")))
    return found + [_ignored(folder, p, "") for p in deeper if p.suffix.lower() in _SUFFIXES]


def _ignored(folder: Path, path: Path, hint: str) -> Problem:
    name = path.relative_to(folder).as_posix()
    return Problem("file.ignored", Place(name), name, hint, Severity.WARNING)


def read_document(folder: Path, path: Path, kind: Kind) -> tuple[Document, list[Problem]]:
    """One file of the folder as a document, with what is wrong with it as YAML."""
    file = path.relative_to(folder).as_posix()
    try:
        text = _text(folder, path, file)
    except Refused as refused:
        return Document(file=file, kind=kind, data=None), [refused.problem]
    return document_of(file, text, kind)


def document_of(file: str, text: str, kind: Kind) -> tuple[Document, list[Problem]]:
    """A text as a document, with what is wrong with it as YAML; what cannot be read has no data."""
    try:
        tree = read_tree(file, text)
    except Refused as refused:
        return Document(file=file, kind=kind, data=None), [refused.problem]
    if tree.empty:
        return Document(file=file, kind=kind, data=None), [Problem("file.empty", Place(file))]
    document = Document(file=file, kind=kind, data=tree.data, lines=tree.lines, aside=tuple(tree.aside))
    return document, tree.problems


def _text(folder: Path, path: Path, file: str) -> str:
    if not is_inside(folder, path):
        raise Refused(Problem("file.unreadable", Place(file), file, details={"reason": "outside"}))
    if not path.is_file():
        raise Refused(Problem("file.unreadable", Place(file), file, details={"reason": "not_a_file"}))
    try:
        with path.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError as error:
        reason = type(error).__name__
        raise Refused(Problem("file.unreadable", Place(file), file, details={"reason": reason})) from None
    if len(raw) > MAX_BYTES:
        sizes = {"bytes": path.stat().st_size, "limit": MAX_BYTES}
        raise Refused(Problem("file.too_large", Place(file), file, details=sizes))
    return decoded(raw, file)


def is_inside(folder: Path, path: Path) -> bool:
    """True when a path, its links followed, stays inside a folder; a loop of links leads nowhere."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def decoded(raw: bytes, file: str) -> str:
    """A document's text; Refused, with the line, when it is no UTF-8 text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Problem("file.encoding", Place(file, 1), "UTF-16"))
    odd = next((i for i, byte in enumerate(raw) if byte < 32 and byte not in b"\t\n\r\x1b"), None)
    if odd is not None:
        raise Refused(Problem("file.binary", Place(file, raw.count(b"\n", 0, odd) + 1)))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = raw.splitlines()[line - 1].decode("cp1252", "replace").strip()
        raise Refused(Problem("file.encoding", Place(file, line), found[:80])) from None
