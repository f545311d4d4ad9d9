"""The command `retour export`, as it is typed."""

import sys
from pathlib import Path

import click

from retour.cli.options import FOLDER, LANG

FORMS = ("csv", "parquet", "xes", "ocel-json", "ocel-sqlite", "ocel-xml")


@click.command("export")
@FOLDER
@click.option("--process", metavar="KEY", help="Key of the process (needed when there are several).")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="Format of the file.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file.")
@LANG
def export_(folder: Path, *, process: str | None, form: str, out: Path, lang: str | None) -> None:
    """Write a process's events as a log for other tools; Retour reads it back, event for event."""
    from retour.cli.exporting import run_export  # noqa: PLC0415  imported when it is called
    from retour.store.exports import Form  # noqa: PLC0415

    sys.exit(run_export(folder, process, Form(form), out, lang))
