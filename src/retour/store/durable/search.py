"""Looking for a person in the files of a folder, whatever they are written in."""

import gzip
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from retour.store.durable.layout import FOLDER
from retour.store.durable.person import Person

CHUNK = 1 << 20
HIDDEN = ".retour"
_MAGIC = {b"PAR1": "parquet", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip"}


def files_under(folder: Path) -> list[Path]:
    """Every file of a folder."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def own_files(workspace: Path) -> list[Path]:
    """The files that Retour writes: the log and the hidden cache."""
    return [p for name in (FOLDER, HIDDEN) for p in files_under(workspace / name)]


def other_files(workspace: Path) -> list[Path]:
    """The files that people put in the folder."""
    own = {FOLDER, HIDDEN, ".git"}
    return [p for p in files_under(workspace) if p.relative_to(workspace).parts[0] not in own]


def holding(person: Person, paths: Iterable[Path]) -> list[Path]:
    """Which files name the person, or hold their pseudonym; one that cannot be read is among them."""
    return [path for path in paths if holds(person, path)]


def holds(person: Person, path: Path) -> bool:
    """True when a file names the person. What cannot be read is not known to be clean."""
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
        kind = next((k for magic, k in _MAGIC.items() if start.startswith(magic)), "bytes")
        return any(_is_said(person, text) for text in _texts(path, kind))
    except FileNotFoundError:
        return False
    except (OSError, pa.ArrowException, zipfile.BadZipFile, EOFError):
        return True


def _is_said(person: Person, text: str) -> bool:
    return person.is_in(text) or any(each in text for each in person.pseudonyms)


def _texts(path: Path, kind: str) -> Iterator[str]:
    if kind == "parquet":
        yield from _cells(path)
    elif kind == "zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield from _decoded([archive.read(name)])
    elif kind == "gzip":
        with gzip.open(path) as stream:
            yield from _decoded(iter(lambda: stream.read(CHUNK), b""))
    else:
        with path.open("rb") as stream:
            yield from _decoded(iter(lambda: stream.read(CHUNK), b""))


def _cells(path: Path) -> Iterator[str]:
    """Every different text of a Parquet file."""
    source = pq.ParquetFile(path)
    names = [f.name for f in source.schema_arrow if pa.types.is_string(f.type)]
    for batch in source.iter_batches(columns=names) if names else ():
        for column in batch.columns:
            yield from (text for text in column.unique().to_pylist() if text)


def _decoded(chunks: Iterable[bytes]) -> Iterator[str]:
    """Bytes as text in each of the encodings that exports have; chunks overlap by a line or 1,000 bytes."""
    kept = b""
    for chunk in chunks:
        data = kept + chunk
        yield data.decode("utf-8", "replace")
        if not data.isascii() or b"\0" in data:
            yield data.decode("cp1252", "replace")
            yield data.decode("utf-16-le", "ignore")
        kept = data[-1000:]
