"""The calendar page: what it says, to whom, and what it does without figures."""

from dataclasses import replace

import pytest

from report.assessments import firm
from retour.web.audits.owing import gone_from
from retour.web.portfolio import snapshots
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces import people
from retour.web.workspaces.models import Role


def page(cast, who="viewer", lang="en"):
    address = f"/w/{cast.seat.workspace.key}/reviews/calendar/"
    return cast.client(who, lang).get(address).content.decode()


def test_without_figures_the_calendar_says_so_and_offers_them_to_whoever_may_ask(cast):
    assert "The figures are not there yet" in page(cast)
    assert "Compute the figures" in page(cast, "editor")
    assert "Compute the figures" not in page(cast, "viewer")


def test_every_automation_has_its_slot_and_leads_to_its_review_in_both_languages(cast):
    snapshots.keep(cast.seat.workspace, firm())
    shown = page(cast)
    assert "Calendar of reviews and readings" in shown
    assert f"/w/{cast.seat.workspace.key}/reviews/a/quotes/" in shown
    assert 'class="alert"' not in shown.partition("<h2>Readings")[0]
    assert "Calendrier des revues et des relevés" in page(cast, lang="fr")


def test_an_assessment_whose_file_cannot_be_written_is_nowhere(cast):
    """Nor is one whose file is not there yet: pages said that nothing had been computed."""
    workspace = cast.seat.workspace
    inside = folder_of(workspace)
    inside.mkdir(parents=True, exist_ok=True)
    (inside / ".assessments").write_text("in the way")
    with pytest.raises(OSError, match="assessments"):
        snapshots.keep(workspace, firm())
    assert snapshots.latest(workspace) is None


def test_an_owner_whose_access_was_taken_away_has_left_until_they_come_back(cast):
    member = cast.people["editor"]
    member.name = "Léa"
    member.save()
    workspace = cast.seat.workspace
    snapshots.keep(workspace, replace(firm()))
    assert "Léa, who answers for it, has left" not in page(cast)
    people.remove(cast.seat, workspace.memberships.get(user=member))
    assert gone_from(workspace) == {"Léa"}
    assert "Léa, who answers for it, has left" in page(cast)
    workspace.memberships.create(user=member, role=Role.VIEWER)
    assert gone_from(workspace) == frozenset()
