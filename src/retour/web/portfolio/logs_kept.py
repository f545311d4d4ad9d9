"""The upkeep of the durable logs of every workspace: sealed often, compacted, purged of what is too old."""

import logging
from collections.abc import Callable
from contextlib import closing

from django.utils import timezone

from retour.quantity import Problem
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
    """Seal what came in, in every workspace, and keep the files few."""
    _each(_seal)


@daily
def keep_logs() -> None:
    """Seal, compact and purge the log of every workspace."""
    _each(lambda log, register: keep_up(log, register, timezone.localdate()).problems)


def _seal(log: DurableLog, register: Register) -> tuple[Problem, ...]:
    sealed, problems = log.seal(attributes_of(register), wait=0.0)
    return (*problems, *(log.compact(wait=0.0)[1] if sealed.taken else ()))


def _each(act: Callable[[DurableLog, Register], tuple[Problem, ...]]) -> None:
    """Do something with the log of every workspace; one that cannot even be read stops no other."""
    for workspace in Workspace.objects.all():
        try:
            for problem in _done(workspace, act):
                logger.warning("the log of %s: %s", workspace.key, problem.rule)
        except Exception:
            logger.exception("the log of %s was not kept up", workspace.key)


def _done(
    workspace: Workspace, act: Callable[[DurableLog, Register], tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    log = log_of(folder_of(workspace))
    register = register_of(texts(workspace))[0] if log else None
    if log is None or register is None:
        return ()
    with closing(log):
        return act(log, register)
