"""A folder that several audits read at once, and that one alone may clean."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Inside, nobody is alone in the folder."""
    with _locked(folder, alone=False):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """True when nobody else is in the folder, and nobody comes before the end; never waits.

    Where folders cannot be locked (Windows, some network disks) it is always True.
    """
    with _locked(folder, alone=True) as got:
        yield got


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Inside, no other process is in the turn of this file, which holds nothing."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)  # and with it the turn


@contextmanager
def at_once(path: Path) -> Iterator[bool]:
    """True when nobody else is in the turn of this file, which holds nothing; never waits.

    Where files cannot be locked it is always True: whoever stands on it has a second guard.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _is_first(handle)
    finally:
        os.close(handle)  # and with it the turn


@contextmanager
def adding(path: Path) -> Iterator[BinaryIO]:
    """A file that one process at a time adds to: it waits for its turn, and is on the disk at the end."""
    with path.open("ab") as out:
        _wait_for(out.fileno())
        yield out
        out.flush()
        os.fsync(out.fileno())


if sys.platform == "win32":

    def _wait_for(handle: int) -> None:
        pass

    def _is_first(handle: int) -> bool:  # noqa: ARG001
        return True

    @contextmanager
    def _locked(folder: Path, *, alone: bool) -> Iterator[bool]:  # noqa: ARG001
        yield True

else:
    import fcntl

    def _wait_for(handle: int) -> None:
        with suppress(OSError):  # some network disks have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)

    def _is_first(handle: int) -> bool:
        return _taken(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def _locked(folder: Path, *, alone: bool) -> Iterator[bool]:
        handle = os.open(folder, os.O_RDONLY)
        try:
            yield _taken(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        finally:
            os.close(handle)  # and with it the lock

    def _taken(handle: int, how: int) -> bool:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
