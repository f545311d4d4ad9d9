"""Kept assessments are thinned out at night; what somebody rests on stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import RestrictedError

from retour.review.log import Kind, Statement
from retour.web.pilot.models import Share
from retour.web.portfolio import decisions, opening, retention
from retour.web.portfolio.chores import tidy
from retour.web.portfolio.models import Snapshot

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def year(cast):
    """An assessment a day for 120 days, from January to April."""
    made = []
    for n in range(120):
        day = START + timedelta(days=n)
        row = Snapshot.objects.create(
            workspace=cast.seat.workspace, today=day.date(), seed=1, digest=f"digest-{n}", version="1"
        )
        Snapshot.objects.filter(pk=row.pk).update(made=day)
        made.append(row)
    return made


def left(cast):
    return sorted(Snapshot.objects.filter(workspace=cast.seat.workspace).values_list("digest", flat=True))


def shared(cast, snapshot):
    return Share.objects.create(
        workspace=cast.seat.workspace, snapshot=snapshot, digest="x", french=b"", english=b""
    )


def test_the_latest_thirty_and_the_last_of_each_month_stay(cast, year):
    tidy()
    ends = {30, 58, 89}  # 31 January, 28 February, 31 March
    assert left(cast) == sorted(f"digest-{n}" for n in {*ends, *range(90, 120)})


def test_what_is_shared_stays_even_after_the_link_was_closed(cast, year):
    Share.objects.filter(pk=shared(cast, year[10]).pk).update(revoked=START)
    tidy()
    assert "digest-10" in left(cast)
    with pytest.raises(RestrictedError):
        year[10].delete()


def test_the_figures_of_a_signed_review_stay(cast, year):
    said = {"inputs": "digest-20"}
    signed = Statement(kind=Kind.REVIEW, automation="a", at=date(2026, 1, 21), by="Anne", said=said)
    decisions.sign(cast.seat, signed)
    tidy()
    assert "digest-20" in left(cast)


def test_a_second_night_takes_nothing_more(cast, year):
    assert (retention.thin_out(cast.seat.workspace), retention.thin_out(cast.seat.workspace)) == (87, 0)


def test_other_workspaces_are_counted_apart(cast, year):
    Snapshot.objects.filter(pk__in=[row.pk for row in year[:60]]).update(workspace=cast.elsewhere.workspace)
    tidy()
    theirs = Snapshot.objects.filter(workspace=cast.elsewhere.workspace)
    assert theirs.count() == 30  # days 30 to 59: the end of January is among them


def test_a_workspace_ends_whole_with_what_it_shared(cast, year):
    shared(cast, year[10])
    opening.end(cast.seat)
    assert (Snapshot.objects.count(), Share.objects.count()) == (0, 0)
