"""The upkeep of the durable logs of every workspace: sealed often, compacted, purged of what is too old."""

import logging
from collections.abc import Iterator
from contextlib import closing

from django.utils import timezone

from retour.register.workspace import Register
from retour.store.durable.log import DurableLog
from retour.web.portfolio.chores import daily
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.models import Workspace
from retour.workspace.keeping import attributes_of, keep_up, log_of

SOON = 600.0  # seconds between two seals
logger = logging.getLogger("retour.work")


def seal_logs() -> None:
    """Seal what came in, in every workspace, and keep the files few; one that fails stops no other."""
    for workspace, log, register in _logs():
        try:
            sealed, problems = log.seal(attributes_of(register), wait=0.0)
            more = log.compact(wait=0.0)[1] if sealed.taken else ()
            _say(workspace, [p.rule for p in (*problems, *more)])
        except Exception:
            logger.exception("the log of %s was not sealed", workspace.key)


@daily
def keep_logs() -> None:
    """Seal, compact and purge the log of every workspace."""
    for workspace, log, register in _logs():
        kept = keep_up(log, register, timezone.localdate())
        _say(workspace, [p.rule for p in kept.problems])


def _logs() -> Iterator[tuple[Workspace, DurableLog, Register]]:
    for workspace in Workspace.objects.all():
        log = log_of(folder_of(workspace))
        register = register_of(texts(workspace))[0] if log else None
        if log is not None and register is not None:
            with closing(log):
                yield workspace, log, register


def _say(workspace: Workspace, rules: list[str]) -> None:
    for rule in rules:
        logger.warning("the log of %s: %s", workspace.key, rule)
