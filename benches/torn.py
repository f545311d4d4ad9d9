"""A last write that was torn: what no fsync had promised is cut off, garbled or half there.

A SQLite write-ahead log is a header and frames; some frames end a transaction. What was acknowledged is in
the shortest run of transactions that holds it all: only what comes after it may be damaged, as by a power
cut.
"""

import random
import shutil
import struct
import tempfile
from collections.abc import Set as AbstractSet
from pathlib import Path

from retour.store.durable.hot import open_hot

HEADER, FRAME = 32, 24  # bytes
Name = tuple[str, str]  # source, id


def held(workspace: Path) -> list[Name]:
    """Every event in the hot tail of a workspace, in order."""
    hot, found, after = open_hot(workspace), list[Name](), 0
    while rows := hot.rows(after):
        after = rows[-1][0]
        found += [(row[4], row[5]) for row in rows]
    return found


def torn(workspace: Path, promised: AbstractSet[Name], chance: random.Random) -> str:
    """Damage what nobody was promised; what was done, in a word."""
    wal = workspace / "log" / "hot.sqlite-wal"
    if not wal.exists():
        return "no log"
    told = wal.read_bytes()
    needed = _needed(workspace, promised, told)
    rest = len(told) - needed
    how = chance.choice(("cut", "garbled", "half a frame") if rest else ("half a frame",))
    if how == "cut":
        told = told[: needed + chance.randrange(rest)]
    elif how == "garbled":
        at = needed + chance.randrange(rest)
        told = told[:at] + chance.randbytes(min(512, len(told) - at)) + told[at + 512 :]
    else:
        told = told[:needed] + _half_a_frame(told, chance)
    wal.write_bytes(told)
    return how


def _half_a_frame(told: bytes, chance: random.Random) -> bytes:
    """The beginning of a frame that looks right, cut anywhere."""
    size = FRAME + _page_size(told)
    like = told[-size:] if len(told) >= HEADER + size else chance.randbytes(size)
    return like[: chance.randrange(1, size)]


def _needed(workspace: Path, promised: AbstractSet[Name], told: bytes) -> int:
    """Bytes of the log that hold all that was promised."""
    needed = len(told)
    for end in reversed([HEADER, *_ends(told)]):
        if not promised <= set(_held_with(workspace, told[:end])):
            break
        needed = end
    return needed


def _held_with(workspace: Path, told: bytes) -> list[Name]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        log.mkdir()
        shutil.copy(workspace / "log" / "hot.sqlite", log)
        (log / "hot.sqlite-wal").write_bytes(told)
        return held(Path(folder))


def _ends(told: bytes) -> list[int]:
    """Where transactions end."""
    size, salts, at, found = FRAME + _page_size(told), told[16:24], HEADER, []
    while len(told) >= at + size and told[at + 8 : at + 16] == salts:
        at += size
        if struct.unpack_from(">I", told, at - size + 4)[0]:
            found.append(at)
    return found


def _page_size(told: bytes) -> int:
    return int(struct.unpack_from(">I", told, 8)[0]) if len(told) >= HEADER else 4096
