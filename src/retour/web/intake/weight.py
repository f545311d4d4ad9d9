"""Which files are read while a page waits, and which by the worker: about half a second is the line.

A CSV is read from its beginning only (its digest aside): 4 MB take 0.3 s. A workbook is unpacked and parsed
cell by cell, some 1 MB of XML in 0.5 s, and its own directory says how much it holds. Nobody knows what a
gzip holds before it is unpacked.
"""

import zipfile
from typing import IO, Any

from retour.connectors.files.source import GZIP

PLAIN = 4_000_000  # bytes
PACKED = 500_000  # bytes of a workbook whose directory is worth looking at
UNPACKED = 1_000_000  # bytes of all that a workbook holds
ZIP = b"PK\x03\x04"


def is_light(stream: IO[Any], size: int) -> bool:
    """True when a file is read at once; the stream is put back to its beginning."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(GZIP):
        return False
    if start != ZIP:
        return size <= PLAIN
    return size <= PACKED and _unpacked(stream) <= UNPACKED


def _unpacked(stream: IO[Any]) -> int:
    """What a workbook says that it unpacks to; nothing when it is none: reading it only finds that out."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return 0
    finally:
        stream.seek(0)
