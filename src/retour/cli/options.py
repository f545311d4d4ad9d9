"""Options that many commands share, and what they become."""

from datetime import date, datetime
from pathlib import Path

import click

FIRST, LAST = datetime(1990, 1, 1), datetime(2099, 12, 31)  # noqa: DTZ001  days, the years events may have


def usable(_: click.Context, option: click.Parameter, day: datetime | None) -> datetime | None:
    """A day of the usable calendar, or a usage error."""
    if day is not None and not FIRST <= day <= LAST:
        raise click.BadParameter(f"{day.date()} ({FIRST.year}–{LAST.year})", param=option)
    return day


LANG = click.option("--lang", type=click.Choice(["fr", "en"]), help="Language (default: the workspace's).")
TODAY = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), callback=usable, help="Audit as of this day."
)
FOLDER = click.argument("folder", type=click.Path(path_type=Path), default=".")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def day_of(moment: datetime | None) -> date | None:
    """The day of an option, if given."""
    return moment.date() if moment else None
