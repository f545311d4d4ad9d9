"""A file as bytes: its digest, what it is whatever its name says, and its unpacked content."""

import codecs
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import LARGEST_PIECE, LARGEST_RATIO, MIB, SAMPLE

GZIP = b"\x1f\x8b"


class Kind(StrEnum):
    """What a file holds, told from its content."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSON_LINES = "jsonl"
    JSON = "json"
    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"
    OCEL_XML = "ocel-xml"


_EXTENSIONS = {
    Kind.CSV: {"csv", "tsv", "txt", "tab"},
    Kind.XLSX: {"xlsx", "xlsm"},
    Kind.PARQUET: {"parquet", "pq"},
    Kind.JSON_LINES: {"jsonl", "ndjson", "json"},
    Kind.JSON: {"json", "jsonl"},
    Kind.XES: {"xes", "xml"},
    Kind.OCEL_JSON: {"jsonocel", "json"},
    Kind.OCEL_SQLITE: {"sqlite", "sqlite3", "db"},
    Kind.OCEL_XML: {"xmlocel", "xml"},
}
_OCEL_XML = re.compile(rb"<(?:object-types|event-types|objects|events)[\s/>]")
_OCEL_JSON = re.compile(rb'"(?:objectTypes|eventTypes)"\s*:\s*\[')
_OCEL_1 = re.compile(rb'"ocel:(?:global-log|global-event|events|objects)"|<string key="ocel:')
_EVENTS_FIRST = re.compile(rb'\s*\{\s*"(?:events|objects)"')  # their types may come after the sample
_STRANGERS = (
    (b"\xd0\xcf\x11\xe0", "file.old_excel", "save_as_xlsx", ""),
    (b"%PDF", "file.binary", "save_as_csv", "pdf"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read: where, what it holds, whether it is gzipped, the digest of its bytes."""

    path: Path
    kind: Kind
    packed: bool
    digest: str
    utf8: bool  # every byte of it is UTF-8 (of its first mebibyte when gzipped)
    sample: bytes


def survey(path: Path, findings: Findings) -> Source | None:
    """Read a file once for its digest and recognise it; None (and why) when nothing can be read."""
    try:
        digest, utf8, head = _digest(path)
    except OSError as error:
        rule = "file.unreadable" if isinstance(error, PermissionError) else "file.missing"
        findings.add(rule, value=path.name, reason=type(error).__name__)
        return None
    packed = head.startswith(GZIP)
    sample = next(_blocks_of(path, packed=packed, findings=None), b"")[:SAMPLE] if packed else head
    if not sample.strip(b"\x00\xef\xbb\xbf \t\r\n") and not _is_nul(sample):
        findings.add(_damage(path) if packed else "file.empty")
        return None
    kind = _kind(path, sample, findings)
    if kind is None:
        return None
    _compare_extension(path, kind, findings)
    utf8 = _is_utf8(sample) if packed else utf8
    return Source(path, kind, packed, digest, utf8, sample)


def blocks(source: Source, findings: Findings) -> Iterator[bytes]:
    """The unpacked content, a block at a time; a broken gzip gives what was readable and a problem."""
    return _blocks_of(source.path, packed=source.packed, findings=findings)


def piece(source: Source, findings: Findings) -> bytes | None:
    """The whole unpacked content, or None and a problem when it is too large to hold."""
    total = bytearray()
    for block in blocks(source, findings):
        total += block
        if len(total) > LARGEST_PIECE:
            findings.add("file.too_large", bytes=len(total), limit=LARGEST_PIECE)
            return None
    return bytes(total)


class Stream:
    """The unpacked content with a `read`, for parsers that want a file."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._blocks = blocks(source, findings)
        self._left = b""

    def read(self, size: int = MIB) -> bytes:
        """At most `size` bytes; empty at the end."""
        if not self._left:
            self._left = next(self._blocks, b"")
        out, self._left = self._left[:size], self._left[size:]
        return out


def _digest(path: Path) -> tuple[str, bool, bytes]:
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    utf8, head = True, b""
    with path.open("rb") as file:
        while block := file.read(MIB):
            head = head or block
            digest.update(block)
            utf8 = utf8 and _decodes(decoder, block, final=False)
    return digest.hexdigest(), utf8 and _decodes(decoder, b"", final=True), head


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(block, final=final)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(sample: bytes) -> bool:
    return _decodes(codecs.getincrementaldecoder("utf-8")(), sample, final=False)


def _is_nul(sample: bytes) -> bool:
    return b"\x00" in sample


def _blocks_of(path: Path, *, packed: bool, findings: Findings | None) -> Iterator[bytes]:
    with path.open("rb") as file:
        if packed:
            yield from _unpacked(file, findings)
        else:
            while block := file.read(MIB):
                yield block


def _unpacked(file: BinaryIO, findings: Findings | None) -> Iterator[bytes]:
    """Members of a gzip one after the other, never more than a mebibyte at once."""
    engine, total, read = zlib.decompressobj(31), 0, 0
    broken = "file.truncated_gzip"
    while data := (engine.unconsumed_tail or engine.unused_data or file.read(MIB // 4)):
        if engine.eof:
            if not data.startswith(GZIP[: len(data)]):
                return  # padding after the last member
            engine = zlib.decompressobj(31)
        try:
            out = engine.decompress(data, MIB)
        except zlib.error:
            broken = "file.broken"
            break
        total, read = total + len(out), file.tell()
        if total > LARGEST_PIECE and total > LARGEST_RATIO * read:
            broken = "file.zip_bomb"
            break
        if out:
            yield out
    else:
        if tail := engine.flush():
            yield tail
        if engine.eof:
            return
    if findings:
        details: dict[str, Any] = (
            {"bytes": total, "limit": LARGEST_RATIO * read} if broken == "file.zip_bomb" else {}
        )
        findings.add(broken, **details)


def _damage(path: Path) -> str:
    """Why nothing comes out of a gzip: what is wrong with it, or that it holds nothing."""
    probe = Findings(path.name)
    for _ in _blocks_of(path, packed=True, findings=probe):
        pass
    return next(iter(probe.counts), "file.empty")


def _kind(path: Path, sample: bytes, findings: Findings) -> Kind | None:
    for magic, rule, hint, found in _STRANGERS:
        if sample.startswith(magic):
            details: dict[str, Any] = {"found": found} if found else {}
            findings.add(rule, value=path.name, hint=hint, **details)
            return None
    if sample.startswith(b"PK\x03\x04"):
        return Kind.XLSX
    if sample.startswith(b"PAR1"):
        return Kind.PARQUET
    if sample.startswith(b"SQLite format 3\x00"):
        return Kind.OCEL_SQLITE
    if not looks_like_text(sample):
        findings.add("file.binary", value=path.name, hint="save_as_csv", found="binary")
        return None
    return _kind_of_text(path, sample, findings)


def _kind_of_text(path: Path, sample: bytes, findings: Findings) -> Kind | None:
    start = _as_text(sample[:4096]).lstrip("\ufeff \t\r\n")
    low = start.lower()
    if start[:1] in {"{", "<"} and _OCEL_1.search(sample):
        findings.add("ocel.first_version", value=path.name)
        return None
    if low.startswith(("<!doctype html", "<html", "<table")):
        findings.add("file.html", value=path.name, hint="save_as_csv")
        return None
    if low.startswith(("<?xml", "<log", "<!--", "<!doctype", "<!entity")):
        return Kind.OCEL_XML if _OCEL_XML.search(sample) else Kind.XES
    if start.startswith("{"):
        return _json_kind(sample)
    if start.startswith("[") and start[1:].lstrip().startswith(("{", "]")):
        return Kind.JSON
    return Kind.CSV


def _json_kind(sample: bytes) -> Kind:
    """Lines of JSON: the first is whole, and another begins like it. Anything else is one piece."""
    if _OCEL_JSON.search(sample) or (_EVENTS_FIRST.match(sample) and b'"relationships"' in sample):
        return Kind.OCEL_JSON
    text = _as_text(sample)
    first, _, rest = text.strip("\ufeff \t\r\n").partition("\n")
    lines = first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    return Kind.JSON_LINES if lines else Kind.JSON


def _as_text(sample: bytes) -> str:
    wide = utf16_of(sample)
    return sample.decode(wide or "utf-8", errors="replace")


def utf16_of(sample: bytes) -> str | None:
    """The UTF-16 flavour of a sample, told by its mark or by where its noughts stand; None if it is not."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = sample[:4096]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def looks_like_text(sample: bytes) -> bool:
    """True unless control bytes (noughts among them) make more than one in a hundred of the sample."""
    if utf16_of(sample):
        return True
    control = len(sample) - len(sample.translate(None, bytes({*range(32)} - {9, 10, 12, 13})))
    return control * 100 <= len(sample)


def _compare_extension(path: Path, kind: Kind, findings: Findings) -> None:
    names = [s.removeprefix(".").lower() for s in path.suffixes if s.lower() != ".gz"]
    extension = names[-1] if names else ""
    if extension and extension not in _EXTENSIONS[kind] and any(extension in e for e in _EXTENSIONS.values()):
        findings.note("file.wrong_extension", value=path.name, extension=extension, found=kind.value)
