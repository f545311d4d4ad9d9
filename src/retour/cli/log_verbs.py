"""The commands of the durable log: `retour log`, as they are typed."""

import sys
from datetime import datetime
from pathlib import Path

import click

from retour.cli.options import FOLDER, LANG, TODAY, day_of


@click.group()
def log() -> None:
    """What came through the door: look at it, seal it, purge it, erase a person from it."""


@log.command("status")
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@LANG
def log_status(folder: Path, *, as_json: bool, lang: str | None) -> None:
    """Say what the log holds, how long it is kept, and what was erased."""
    from retour.cli.log import run_status

    sys.exit(run_status(folder, lang, as_json=as_json))


@log.command("seal")
@FOLDER
@LANG
def log_seal(folder: Path, lang: str | None) -> None:
    """Bring what came in into the Parquet files."""
    from retour.cli.log import run_seal

    sys.exit(run_seal(folder, lang))


@log.command("compact")
@FOLDER
@LANG
def log_compact(folder: Path, lang: str | None) -> None:
    """Make one file, sorted by case, of the files of each bucket."""
    from retour.cli.log import run_compact

    sys.exit(run_compact(folder, lang))


@log.command("purge")
@FOLDER
@TODAY
@LANG
def log_purge(folder: Path, today: datetime | None, lang: str | None) -> None:
    """Remove what is older than retour.yaml keeps."""
    from retour.cli.log import run_purge

    sys.exit(run_purge(folder, lang, day_of(today)))


@log.command("erase")
@FOLDER
@click.option(
    "--person", "persons", multiple=True, required=True, help="E-mail address or name; may be repeated."
)
@click.option("--yes", is_flag=True, help="Erase (else: say what would be erased).")
@LANG
def log_erase(folder: Path, persons: tuple[str, ...], *, yes: bool, lang: str | None) -> None:
    """Erase a person from the log, with a proof that does not name them."""
    from retour.cli.log import run_erase

    sys.exit(run_erase(folder, persons, lang, yes=yes))
