"""Tiny workspace folders, written as a user would write them, and what the user then sees."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import retour
from retour.assessment.result import Assessment
from retour.quantity import Severity
from retour.report.as_json import as_json
from retour.wording.values import say_value

FIRM = """\
name: Firm
currency: EUR
locale: en
timezone: Europe/Paris
roles:
  clerk: {name: Clerk, hourly_cost: 60}
  cheap: {name: Cheap, hourly_cost: 1}
"""
FIRSTS = ("2026-04-01", "2026-05-01", "2026-06-01")
TODAY = date(2026, 7, 1)  # three whole months after the first of FIRSTS


def audited(folder: Path, files: dict[str, str], *, today: date = TODAY) -> Assessment:
    """Write the files of a workspace, open it and audit it; nothing may be wrong in what was written."""
    write(folder, files)
    found = retour.open(folder).audit(today=today)
    assert [p for p in found.dossier.problems if p.severity is not Severity.NOTE] == []
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a workspace, retour.yaml included."""
    for name, text in ({"retour.yaml": FIRM} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def lines(header: str, rows: Iterable[str]) -> str:
    """A CSV file."""
    return "\n".join([header, *rows, ""])


def reminders(worth: str, more: str = "") -> dict[str, str]:
    """One automation called reminders, with one time line of a clerk."""
    return {"automations/reminders.yaml": f"name: Reminders\nworth:\n  - time: {worth}\n{more}"}


def json_value(found: Assessment, key: str) -> float | None:
    """The value of a figure as the JSON shows it; None when it is unknown."""
    return as_json(found, "en")["figures"][key].get("value")


def said(found: Assessment, key: str) -> str:
    """A figure in English, with ordinary spaces."""
    return plain(say_value(found.figures[key], "en"))


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def money_said(found: Assessment) -> list[float]:
    """Every amount of money that the JSON shows."""
    figures = as_json(found, "en")["figures"].values()
    return [f["value"] for f in figures if f["unit"].startswith("money") and f.get("value") is not None]
