"""Files that appear whole or not at all, and texts that they can hold."""

import gzip
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from retour.store.exports.held import Held
from retour.store.whole import beside

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_ESCAPED = str.maketrans(_ESCAPES)


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A place beside a path; what was written there becomes the path when all went well."""
    part = beside(path)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def text_of(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text that becomes the path; compressed, to the same bytes each time, when named ``.gz``."""
    with part_of(path) as part, part.open("wb") as raw:
        if path.suffix != ".gz":
            with io.TextIOWrapper(raw, encoding="utf-8", newline="") as out:
                yield out
            return
        with (
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="") as out,
        ):
            yield out


def xml_text(text: str, held: Held) -> str:
    """A text in XML, in an attribute or between tags; a character that XML cannot hold becomes a �."""
    if not text.isprintable():
        text, replaced = _NOT_IN_XML.subn("\ufffd", text)
        held.replaced += bool(replaced)
    return text.translate(_ESCAPED)


def without_nul(text: str, held: Held) -> str:
    """A text in CSV, which cannot hold a nought."""
    if "\0" not in text:
        return text
    held.replaced += 1
    return text.replace("\0", "\ufffd")
