"""The YAML of a small workspace: one process, one automation, the files. Made to be kept and corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from retour.connectors.declared.mapping import entry_of
from retour.quantity import DeclaredRange, Span
from retour.register.process import EventFile
from retour.wording.sentence import span
from retour.workspace.first_look.asked import Asked, Priced

PROCESS, AUTOMATION, ROLE, TOOL = "request", "automation", "team", "tool"
SUCCESS_BY = "45d"
CAME_IN, DONE = "came_in", "done"
NAMES = {
    CAME_IN: {"fr": "Demande reçue", "en": "Request received"},
    DONE: {"fr": "Fiche créée", "en": "Record created"},
    "created": {"fr": "Création", "en": "Created"},
    "form_submitted": {"fr": "Formulaire reçu", "en": "Form received"},
    "sent": {"fr": "Envoi", "en": "Sent"},
    "accepted": {"fr": "Acceptation", "en": "Accepted"},
    "signed": {"fr": "Signature", "en": "Signed"},
    "refused": {"fr": "Refus", "en": "Refused"},
    "won": {"fr": "Gagné", "en": "Won"},
    "lost": {"fr": "Perdu", "en": "Lost"},
    "closed": {"fr": "Clôture", "en": "Closed"},
    "invoiced": {"fr": "Facture", "en": "Invoiced"},
    "paid": {"fr": "Paiement", "en": "Paid"},
    "unsettled": {"fr": "Demande qu’on ne sait pas rapprocher", "en": "Request that cannot be matched"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Between which activities cases are followed, how long, and what is looked at first.

    `within`: the deadline past which a case is lost (None: no deadline); `success`: the activity that says
    a case succeeded; `minutes_on`: the activity that carries human minutes; `main`: the first indicator.
    `usual` (one file): cases old enough, the share of them that ended, the median delay (s) if half did.
    """

    start: str
    end: str
    horizon: Span
    within: Span | None = None
    success: str | None = None
    minutes_on: str | None = None
    main: str = "delay"
    usual: tuple[int, float, float | None] | None = None


def write_documents(
    folder: Path, asked: Asked, files: Iterable[EventFile], activities: Iterable[str], ends: Ends
) -> None:
    """Write `retour.yaml`, `processes/request.yaml` and `automations/automation.yaml`, replacing ours."""
    _dump(folder / "retour.yaml", _workspace(folder, asked))
    _dump(folder / "processes" / f"{PROCESS}.yaml", _process(files, activities, ends))
    write_automation(folder, asked, ends)


def write_automation(folder: Path, asked: Asked, ends: Ends) -> None:
    """Write the automation alone: another date, another main indicator."""
    _dump(folder / "automations" / f"{AUTOMATION}.yaml", _automation(asked, ends))


def _dump(path: Path, told: Mapping[str, Any]) -> None:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    out = StringIO()
    yaml.dump(dict(told), out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8")


def _workspace(folder: Path, asked: Asked) -> dict[str, Any]:
    told: dict[str, Any] = {
        "format": 1,
        "name": asked.name or folder.name,
        "currency": asked.currency,
        "locale": asked.lang,
        "timezone": asked.timezone,
    }
    hour, month = asked.priced.hourly_cost, asked.priced.per_month
    if hour is not None:
        told["roles"] = {ROLE: {"name": {"fr": "Équipe", "en": "Team"}, "hourly_cost": written_range(hour)}}
    if month is not None:
        told["tools"] = {TOOL: {"name": {"fr": "Outil", "en": "Tool"}, "per_month": written_range(month)}}
    return told


def _process(files: Iterable[EventFile], activities: Iterable[str], ends: Ends) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for activity in activities:
        told: dict[str, Any] = {"name": NAMES[activity]} if activity in NAMES else {}
        if activity == ends.minutes_on:
            told["actor_kind"] = "human"
        known[activity] = told or None
    return {
        "process": PROCESS,
        "name": {"fr": "Demandes", "en": "Requests"},
        "case": {"fr": "demande", "en": "request"},
        "activities": known,
        "files": [entry_of(file) for file in files],
    }


def _automation(asked: Asked, ends: Ends) -> dict[str, Any]:
    told: dict[str, Any] = {
        "automation": AUTOMATION,
        "name": asked.name or {"fr": "L’automatisation", "en": "The automation"},
        "process": PROCESS,
        "status": "live",
    }
    if asked.go_live is not None:
        told["rollout"] = {"kind": "date", "at": asked.go_live}
    told["kpis"] = _kpis(ends)
    told |= _money(asked.priced)
    if ends.within is not None:
        rule = {"of": ends.start, "needs": ends.end, "within": written_span(ends.within)}
        told["watch"] = {"reconcile": [rule]}
    return told


def _kpis(ends: Ends) -> dict[str, Any]:
    longest = {lang: span(ends.horizon, lang) for lang in ("fr", "en")}
    kpis: dict[str, Any] = {
        "delay": {
            "name": {
                "fr": f"Délai de traitement, compté jusqu’à {longest['fr']}",
                "en": f"Time to handle a request, counted up to {longest['en']}",
            },
            "duration": {"from": ends.start, "to": ends.end, "horizon": written_span(ends.horizon)},
            "better": "lower",
        },
        "in_time": {
            "name": {"fr": "Demandes traitées dans les temps", "en": "Requests handled in time"},
            "rate": {"of": ends.start, "reaching": ends.end, "by": written_span(ends.within or ends.horizon)},
            "better": "higher",
        },
    }
    if ends.success:
        kpis["success"] = {
            "name": {"fr": "Demandes qui aboutissent", "en": "Requests that succeed"},
            "rate": {"of": ends.start, "reaching": ends.success, "by": SUCCESS_BY},
            "better": "higher",
        }
    for key, kpi in kpis.items():
        if key == ends.main:
            kpi["main"] = True
    return kpis


def _money(priced: Priced) -> dict[str, Any]:
    if priced.hourly_cost is None:
        return {}
    line: dict[str, Any] = {"role": ROLE}
    if priced.minutes_before is not None:
        line["before"] = written_range(priced.minutes_before) | {"unit": "min/case"}
    if priced.minutes_after is not None:
        line["after"] = written_range(priced.minutes_after) | {"unit": "min/case"}
    told: dict[str, Any] = {"worth": [{"time": line}]} if "before" in line else {}
    if priced.per_month is not None:
        told["costs"] = {"subscriptions": [{"tool": TOOL, "share": "100%"}]}
    return told


def written_range(value: DeclaredRange) -> dict[str, Any]:
    """A range as the workspace writes it."""
    return {"low": value.low, "mode": value.mode, "high": value.high}


def written_span(span: Span) -> str:
    """A span as the workspace writes it: the largest unit that is whole."""
    if span.working_days:
        return f"{span.working_days}wd"
    for unit, seconds in (("d", 86_400), ("h", 3600), ("min", 60)):
        if span.seconds % seconds == 0:
            return f"{span.seconds // seconds}{unit}"
    return f"{span.seconds}s"
