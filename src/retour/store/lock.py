"""A folder that several audits read at once, and that one alone may clean."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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


if sys.platform == "win32":

    @contextmanager
    def _locked(folder: Path, *, alone: bool) -> Iterator[bool]:  # noqa: ARG001
        yield True

else:
    import fcntl

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
