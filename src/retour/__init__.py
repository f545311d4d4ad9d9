"""Retour: what business automations really bring back.

>>> import retour
>>> ws = retour.open("examples/article")
>>> from datetime import date
>>> audit = ws.audit(today=date(2026, 11, 23))
>>> figure = audit.figures["quote-admin/claim/one-hour-a-day/money_stated_days"]
>>> figure.point, figure.grade
(600.0, <Grade.D: 'D'>)

Certainties come first (lost cases by name, delays, manual tasks, cost per case), calibrated effects
second, money net of every cost third, each with its interval and its evidence grade. What cannot be
known yet is an `Unknown` with its reason, never a zero.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retour.workspace.folder import Workspace

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(folder: str | Path, *, progress: Callable[[str], None] | None = None) -> "Workspace":  # noqa: A001  `retour.open` is how it reads
    """Open a workspace folder.

    Returns a `Workspace` whose `audit(today=…)` gives an immutable `Assessment`. Raises
    `retour.workspace.folder.UnusableWorkspace` (with its problems) when the folder has no usable register.
    """
    from retour.workspace.folder import open_folder  # noqa: PLC0415  `import retour` stays light

    return open_folder(folder, progress=progress)
