"""What somebody uploads for a workspace's folder: a ZIP, or files; read with limits, never trusted."""

import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from django.conf import settings

from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.connectors.declared.folder import MAX_BYTES, decoded
from retour.connectors.declared.tree import Refused
from retour.quantity import Place, Problem, Severity
from retour.register.schema import MODELS
from retour.register.wire import key_names
from retour.review import log
from retour.web.portfolio.documents import sheet_of
from retour.web.portfolio.folder import DECLARED_FILES, Misplaced, placed
from retour.worth.ledger import entry

MOST_MEMBERS = 3_000
MOST_RATIO = 200  # a table of zeros compresses so; nothing that people export does
SMALL = 10_000_000  # bytes: under it a ratio says nothing
HOMES = {"automation": "automations", "process": "processes", "review": "reviews"}
CHUNK = 1 << 20
LOG_BYTES = 20_000_000  # some ten thousand decisions
LEDGER_BYTES = 60_000_000  # some hundred thousand entries
LOG_NAME = PurePosixPath(log.FILE).name
SEALED = {log.FILE: LOG_BYTES, entry.FILE: LEDGER_BYTES}  # documents of their own, and how long they may be
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What was found: documents' texts, data files' members and sizes, the decision log, the ledger."""

    documents: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    decided: str = ""  # the decision log
    ledger: str = ""
    problems: tuple[Problem, ...] = ()


END = 70_000  # bytes at the end of a ZIP that hold how many entries it has


def read_archive(path: Path) -> Folder:
    """What a ZIP holds of a workspace's folder; what is unsafe, or has no place there, is said."""
    if _entries(path) > MOST_MEMBERS:
        return _refused("archive.too_many", n=_entries(path), limit=MOST_MEMBERS)
    try:
        with ZipFile(path) as archive:
            return _read(archive)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return _refused("archive.unreadable")


def _entries(path: Path) -> int:
    """How many entries a ZIP says that it has, before its list is read into memory; 0 when it does not."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - END))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if 0 <= at <= len(tail) - 12 else 0


def _refused(rule: str, **details: object) -> Folder:
    return Folder(problems=(Problem(rule, Place(""), details=details),))


def _read(archive: ZipFile) -> Folder:
    members = [m for m in archive.infolist() if not m.is_dir() and not _is_noise(m.filename)]
    if len(members) > MOST_MEMBERS:
        return _refused("archive.too_many", n=len(members), limit=MOST_MEMBERS)
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if size > 2 * settings.UPLOAD_LIMIT or (size > SMALL and size > MOST_RATIO * max(packed, 1)):
        return _refused("archive.too_large", megabytes=size // 1_000_000)
    documents: dict[str, str] = {}
    data: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    top = _top(members)
    for member in members:
        name = member.filename.removeprefix(top)
        try:
            _take(archive, member, name, (documents, data))
        except Refused as refused:
            problems.append(refused.problem)
    decided, ledger = documents.pop(log.FILE, ""), documents.pop(entry.FILE, "")
    return Folder(documents=documents, data=data, problems=tuple(problems), decided=decided, ledger=ledger)


def _is_noise(name: str) -> bool:
    return any(name.startswith(noise) or name.endswith(noise) for noise in _NOISE)


def _top(members: list[ZipInfo]) -> str:
    """The folder that everything is in, when a whole folder was zipped."""
    tops = {m.filename.partition("/")[0] + "/" for m in members}
    top = next(iter(tops), "")
    inside = len(tops) == 1 and all(m.filename.startswith(top) for m in members)
    return top if inside and top.rstrip("/") not in (*HOMES.values(), *DATA_FOLDERS) else ""


def _take(
    archive: ZipFile,
    member: ZipInfo,
    name: str,
    into: tuple[dict[str, str], dict[str, tuple[str, int]]],
) -> None:
    documents, data = into
    if stat.S_ISLNK(member.external_attr >> 16) or member.flag_bits & 0x1:
        raise Refused(Problem("archive.unsafe", Place(name), name))
    if name in SEALED:
        with archive.open(member) as stream:
            documents[name] = text_of(name, stream.read(SEALED[name] + 1), limit=SEALED[name])
        return
    try:
        home = placed(name).parts[0]
    except Misplaced:
        rule = "archive.unsafe" if _leads_out(name) else "archive.left_out"
        severity = Severity.ERROR if rule == "archive.unsafe" else Severity.NOTE
        raise Refused(Problem(rule, Place(name), name, severity=severity)) from None
    if home in DATA_FOLDERS:
        data[name] = (member.filename, member.file_size)
    elif name.endswith(".yaml"):
        with archive.open(member) as stream:
            documents[name] = text_of(name, stream.read(MAX_BYTES + 1))
    else:
        raise Refused(Problem("archive.left_out", Place(name), name, severity=Severity.NOTE))


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in PurePosixPath(name).parts


def text_of(name: str, raw: bytes, *, limit: int = MAX_BYTES) -> str:
    """A document's text; Refused when it is too large or not UTF-8."""
    if len(raw) > limit:
        sizes = {"bytes": len(raw), "limit": limit}
        raise Refused(Problem("file.too_large", Place(name), name, details=sizes))
    return decoded(raw, name)


def read_files(files: Mapping[str, bytes]) -> Folder:
    """What files sent one by one hold: the place of each is told by its name, or by its keys."""
    documents: dict[str, str] = {}
    problems: list[Problem] = []
    for name, raw in files.items():
        try:
            text = text_of(name, raw, limit=_limit(name))
            documents[_home_of(name, text)] = text
        except Refused as refused:
            problems.append(refused.problem)
    decided, ledger = documents.pop(log.FILE, ""), documents.pop(entry.FILE, "")
    return Folder(documents=documents, problems=tuple(problems), decided=decided, ledger=ledger)


def _limit(name: str) -> int:
    return {LOG_NAME: LOG_BYTES, entry.FILE: LEDGER_BYTES}.get(name, MAX_BYTES)


def _home_of(name: str, text: str) -> str:
    """Where a file belongs; Refused when its keys are those of no document."""
    if name in (LOG_NAME, entry.FILE):
        return log.FILE if name == LOG_NAME else name
    name = f"{PurePosixPath(name).stem}.yaml"
    if name in DECLARED_FILES:
        return name
    data = sheet_of(f"automations/{name}", text)[0].data
    keys = set(data) if isinstance(data, dict) else set[str]()
    likely = {kind: len(keys & set(key_names(MODELS[kind]))) + 3 * (kind in keys) for kind in HOMES}
    if "answers" in keys or "taken" in keys:
        likely["review"] += 5
    kind = max(likely, key=lambda one: likely[one])
    with suppress(Misplaced):
        if likely[kind]:
            return placed(f"{HOMES[kind]}/{name}").as_posix()
    raise Refused(Problem("archive.left_out", Place(name), name, severity=Severity.NOTE))


def chunks_of(archive: ZipFile, member: str) -> Iterator[bytes]:
    """A member of a ZIP in pieces: never more than its own declared size."""
    with archive.open(member) as stream:
        yield from iter(lambda: stream.read(CHUNK), b"")


def pack(path: Path, documents: Mapping[str, str], data: Mapping[str, Path]) -> None:
    """Write a ZIP of documents, byte for byte, and of data files."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in sorted(documents.items()):
            archive.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text.encode(), ZIP_DEFLATED)
        for name, source in sorted(data.items()):
            archive.write(source, name)
