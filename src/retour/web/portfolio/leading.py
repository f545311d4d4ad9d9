"""Where what a page shows leads: names to sheets, figures to their explanation."""

from urllib.parse import quote

from django.urls import reverse

from retour.report.manner import Manner


def served(workspace: str) -> Manner:
    """The manner of the pages of a workspace: everything leads somewhere."""
    base = reverse("pilot:home", args=[workspace])
    return Manner(
        sheet=lambda key: f"{base}a/{quote(key, safe='')}/",
        figure=lambda key: f"{base}explain/{quote(key)}/",
        owners=True,
        home=base,
    )
