"""Where a page leads, and whom it may name: alone in a file, served, or forwarded to a stranger."""

from collections.abc import Callable
from dataclasses import dataclass

Address = Callable[[str], str | None]


def nowhere(key: str) -> None:
    """There is no such page."""
    del key


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one page is shown.

    `sheet` and `figure`: the address of an automation's sheet and of a figure's explanation, by key; None
    where there is none. `lost_names`: lost cases are named. `owners`: decisions say who answers for them.
    `people`: somebody may be named at all. `review`: the address of an automation's review. `home`: the
    address of the page of all the automations; empty where this is it.
    """

    sheet: Address
    figure: Address
    lost_names: bool = True
    owners: bool = False
    people: bool = True
    review: Address = nowhere
    home: str = ""


def on_page(automation: str) -> str:
    """The address of a sheet on the page that holds them all."""
    return f"#a-{automation}"


ALONE = Manner(sheet=on_page, figure=nowhere)
