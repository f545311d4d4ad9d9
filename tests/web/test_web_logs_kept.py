"""The server seals what came in by itself, and at night removes what a workspace no longer keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from retour.events.received import Received
from retour.store.durable.hot import Appended
from retour.store.durable.log import opened
from retour.web.portfolio.chores import tidy
from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.folder import folder_of, written
from retour.web.portfolio.logs_kept import seal_logs


def micros(days_ago):
    return int((datetime.now(UTC) - timedelta(days=days_ago)).timestamp()) * 1_000_000


@pytest.fixture
def folder(cast, settings, tmp_path):
    """The folder of a workspace that keeps two months, with a case of today and one of last year."""
    settings.RETOUR_DATA = tmp_path
    said = texts(cast.seat.workspace)["retour.yaml"]
    drafts = [
        Draft(path="retour.yaml", text=said + "retention: {events: 2 months}\n"),
        Draft(path="processes/quote.yaml", text="process: quote\n"),
    ]
    save(cast.seat, drafts)
    made = written(cast.seat.workspace)
    with opened(made) as log:
        events = [
            Received("crm", "1", "quote", "Q-1", "sent", micros(400)),
            Received("crm", "2", "quote", "Q-2", "sent", micros(1)),
        ]
        assert isinstance(log.hot.append(events).result(30), Appended)
    return made


def held(folder):
    with opened(folder) as log:
        return {each.process: (each.events, each.waiting) for each in log.status().processes}


def test_what_came_in_is_sealed_by_the_worker_and_what_is_too_old_leaves_at_night(folder):
    before = held(folder)
    seal_logs()
    sealed = held(folder)
    tidy()
    assert (before, sealed, held(folder)) == ({"quote": (0, 2)}, {"quote": (2, 0)}, {"quote": (1, 0)})


def test_a_log_that_cannot_be_read_keeps_no_other_from_being_sealed(folder, cast):
    damaged = folder_of(cast.elsewhere.workspace) / "log"
    damaged.mkdir(parents=True)
    (damaged / "hot.sqlite").write_bytes(b"not a database" * 1000)
    seal_logs()
    sealed = held(folder)
    tidy()
    assert (sealed, held(folder)) == ({"quote": (2, 0)}, {"quote": (1, 0)})
