"""The commands of the ledger: `retour ledger` and `retour verify`, as they are typed."""

import sys
from datetime import datetime
from pathlib import Path

import click

from retour.cli.options import FILE, FOLDER, LANG, TODAY, day_of, usable

MONTH = click.option("--month", metavar="2026-10", help="Only this month.")


@click.group()
def ledger() -> None:
    """What each closed month brought and cost: close, show, restate, export."""


@ledger.command("close")
@FOLDER
@MONTH
@TODAY
@LANG
def ledger_close(folder: Path, *, month: str | None, today: datetime | None, lang: str | None) -> None:
    """Record every month that is over; tell what would be said otherwise today."""
    from retour.cli.ledger import month_of, run_close

    sys.exit(run_close(folder, day_of(today), month_of(month, lang), lang))


@ledger.command("restate")
@FOLDER
@MONTH
@click.option("--automation", metavar="KEY", help="Only this automation.")
@click.option("--because", default="", help="Why: it is recorded.")
@click.option("--latest", is_flag=True, help="Minutes as if the latest rule had always held.")
@TODAY
@LANG
def ledger_restate(
    folder: Path,
    *,
    month: str | None,
    automation: str | None,
    because: str,
    latest: bool,
    today: datetime | None,
    lang: str | None,
) -> None:
    """Add what closed months would say today, beside what they say."""
    from retour.cli.ledger import Restated, month_of, run_restate

    asked = Restated(month=month_of(month, lang), automation=automation, because=because, latest=latest)
    sys.exit(run_restate(folder, day_of(today), asked, lang))


@ledger.command("show")
@FOLDER
@MONTH
@click.option(
    "--as-known-on",
    "known_on",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    help="As it was known on this day.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@LANG
def ledger_show(
    folder: Path, *, month: str | None, known_on: datetime | None, as_json: bool, lang: str | None
) -> None:
    """Show the closed months, both figures where one was restated."""
    from retour.cli.ledger import month_of, run_show

    sys.exit(run_show(folder, day_of(known_on), month_of(month, lang), lang, as_json=as_json))


@ledger.command("export")
@FOLDER
@click.option("--to", type=click.Path(path_type=Path), required=True, help="Write the file here.")
@LANG
def ledger_export(folder: Path, *, to: Path, lang: str | None) -> None:
    """Copy the ledger to a file that anybody can verify."""
    from retour.cli.ledger import run_export

    sys.exit(run_export(folder, to, lang))


@click.command()
@click.argument("file", type=FILE)
@click.option("--draws", is_flag=True, help="Recompute the ranges too (a ledger; slower).")
@click.option("--seal", default="", help="A seal that was quoted elsewhere: it has to be in the file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@LANG
def verify(file: Path, *, draws: bool, seal: str, as_json: bool, lang: str | None) -> None:
    """Verify a ledger or a decision log by itself, offline: every seal, every amount."""
    from retour.cli.ledger import Looked, run_verify

    sys.exit(run_verify(file, Looked(draws=draws, quoted=seal, as_json=as_json), lang))
