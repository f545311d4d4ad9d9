"""Files of the cache that appear whole or not at all, even when two audits write them at once."""

import os
import secrets
from pathlib import Path

MARK = b"PAR1"  # first and last bytes of every Parquet file


def beside(path: Path) -> Path:
    """A name beside a path that no other process uses."""
    return path.with_name(f"{path.stem}-{os.getpid()}-{secrets.token_hex(4)}.part")


def keep(path: Path, text: str) -> None:
    """Write a text that appears whole or not at all."""
    part = beside(path)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def is_whole(path: Path) -> bool:
    """True when a Parquet file is there with its two ends: not cut by a full disk or a power failure."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(MARK))
            length = stream.seek(-len(MARK), os.SEEK_END)
            return length >= len(MARK) and start == MARK == stream.read()
    except OSError:
        return False
