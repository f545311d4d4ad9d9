"""A firm of sixty good quotes, to which a test adds one hostile thing; what the command line says."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from retour.cli.main import main

TODAY = "2026-11-23"
GOOD = 59  # of the sixty quotes, those two days old when the last event of the file happens
RETOUR = "name: Atelier\nlocale: en\ntimezone: Europe/Paris\nobjectives: {sell: Sell more}\n"
PROCESS = """
process: quote
attributes: [kind, email]
activities: {sent: , signed: }
files:
  - path: events/q.csv
    shape: long
    case: case
    time: time
    activity: activity
    event_id: id
    amount: amount
    attributes: {kind: kind, email: email}
    day_first: true
"""
AUTOMATION = """
automation: follow
name: Follow-up
process: quote
objective: sell
segments: [kind]
rollout: {kind: date, at: 2026-05-01}
kpis:
  signed: {main: true, rate: {of: sent, reaching: signed, by: 10d}, better: higher}
  delay: {duration: {from: sent, to: signed, horizon: 10d}, better: lower}
  value: {better: higher, sum: {of: sent, activity: signed, by: 10d}}
worth:
  - margin: {kpi: signed, amount: events, margin_rate: 45%}
watch: {reconcile: [{of: sent, needs: signed, within: 2d}]}
"""
HEADER = "case;time;activity;id;amount;kind;email\n"


def quotes() -> str:
    """Sixty quotes sent every other day from 1 March 2026; one in three is signed three days later."""
    lines = []
    for i in range(60):
        day = date(2026, 3, 1) + timedelta(days=2 * i)
        lines.append(f"G{i};{day} 09:00;sent;s{i};;B2B;g{i}@x.fr")
        if i % 3 == 0:
            lines.append(f"G{i};{day + timedelta(days=3)} 09:00;signed;t{i};100;B2B;g{i}@x.fr")
    return "\n".join(lines) + "\n"


GOOD_CSV = HEADER + quotes()
NEXT_LINE = GOOD_CSV.count("\n") + 1


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def audit(self) -> dict[str, Any]:
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told

    @property
    def counted(self) -> int:
        """Quotes that were old enough to be counted, before and after the go-live."""
        figures = self.audit["figures"]
        return int(figures["follow/due"]["n"]) + int(figures["follow/lost_before"]["n"])


def firm(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the firm; `csv`, `retour`, `process`, `automation` replace a file (None leaves it out)."""
    given: dict[str, str | bytes | None] = {
        "csv": GOOD_CSV,
        "retour": RETOUR,
        "process": PROCESS,
        "automation": AUTOMATION,
    } | changed
    places = {
        "csv": "events/q.csv",
        "retour": "retour.yaml",
        "process": "processes/quote.yaml",
        "automation": "automations/follow.yaml",
    }
    for name, place in places.items():
        content = given[name]
        if content is not None:
            put(folder / place, content)
    return folder


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def retour(*arguments: str | Path) -> Said:
    """Run the command line; any exception but an exit is the test's failure, with its traceback."""
    told: Result = CliRunner().invoke(main, [str(a) for a in arguments])
    if told.exception is not None and not isinstance(told.exception, SystemExit):
        raise told.exception
    assert "Traceback" not in told.output
    return Said(told.exit_code, told.stdout, told.stderr)


def audit(folder: Path) -> Said:
    return retour("audit", folder, "--today", TODAY, "--json")
