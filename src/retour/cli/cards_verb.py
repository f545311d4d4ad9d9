"""The command `retour cards`, as it is typed."""

import sys
from datetime import datetime
from pathlib import Path

import click

from retour.cli.options import LANG, TODAY, day_of


@click.command()
@click.option("--in", "folder", type=click.Path(path_type=Path), help="With the cards of this workspace.")
@click.option("--model", metavar="NAME", help="The price of an AI model instead.")
@TODAY
@LANG
def cards(*, folder: Path | None, model: str | None, today: datetime | None, lang: str | None) -> None:
    """List what an hour costs by function, with sources and years, or the price of an AI model."""
    from retour.cli.cards import run_cards  # noqa: PLC0415  imported when it is called

    sys.exit(run_cards(folder, model, day_of(today), lang))
