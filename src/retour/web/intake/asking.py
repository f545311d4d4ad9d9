"""What a look asks of its files, from what was kept of the person's answers."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import retour
from retour.quantity import DeclaredRange, Span
from retour.web.intake.models import Look, LookFile
from retour.web.portfolio.documents import register_of, texts
from retour.web.workspaces.models import Workspace
from retour.workspace.first_look import Asked, Overrides, Priced

ABOUT = "retour.yaml"  # the other documents say nothing of them
TIMEZONE, CURRENCY = "Europe/Paris", "EUR"


def overrides_of(file: LookFile) -> Overrides:
    """What a person corrected of a file."""
    told = file.corrected
    return Overrides(
        roles=dict(told.get("roles", {})), day_first=told.get("day_first"), sheet=told.get("sheet") or None
    )


def place_of(workspace: Workspace) -> tuple[str, str]:
    """The time zone and the currency that a workspace declares."""
    about = {path: text for path, text in texts(workspace).items() if path == ABOUT}
    register, _ = register_of(about)
    return (register.timezone, register.currency) if register else (TIMEZONE, CURRENCY)


def asked_of(look: Look) -> Asked:
    """The question of a look."""
    told = look.question
    timezone, currency = place_of(look.workspace)
    return Asked(
        today=look.today,
        within=Span(seconds=told["within"]) if told.get("within") else None,
        go_live=date.fromisoformat(told["go_live"]) if told.get("go_live") else None,
        timezone=timezone,
        currency=currency,
        lang=told.get("lang", "fr"),
        refused=frozenset((one, other) for one, other in told.get("refused", ())),
        priced=_priced(told),
    )


def _priced(told: Mapping[str, Any]) -> Priced:
    names = ("hourly_cost", "minutes_before", "minutes_after")
    return Priced(**{name: DeclaredRange(*told[name]) for name in names if told.get(name)})


def mark_of_file(file: LookFile) -> str:
    """What a file's reading depends on; another mark means that it must be read again."""
    timezone, _ = place_of(file.look.workspace)
    return _mark(file.digest, file.name, file.corrected, timezone)


def mark_of(look: Look, *, dated: bool = True) -> str:
    """What a look's answer depends on; `dated` False leaves the date out."""
    question = {k: v for k, v in look.question.items() if dated or k != "go_live"}
    files = [(mark_of_file(file), file.part) for file in look.files.all()]
    return _mark(files, question, look.today.isoformat(), place_of(look.workspace))


def _mark(*told: object) -> str:
    written = json.dumps([retour.__version__, *told], sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:16]
