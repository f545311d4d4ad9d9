"""What the freed time became is asked in one tap, and written on every time line that has no answer."""

import pytest

from retour.web.portfolio import jobs, opening
from retour.web.portfolio.models import Document

USE = 'name="use"'


@pytest.fixture
def firm(cast):
    seat = opening.open_example(cast.people["owner"])
    while jobs.work_once():
        pass
    return seat.workspace


KEY = "lead-intake"  # of the example: its minutes are said, what they became is not


def document(workspace):
    return Document.objects.get(workspace=workspace, path=f"automations/{KEY}.yaml")


def test_one_tap_writes_the_answer_and_the_question_goes_away(cast, firm):
    client, page = cast.client("owner", "en"), f"/w/{firm.key}/a/{KEY}/"
    assert client.get(page).content.decode().count(USE) == 3
    answer = client.post(f"{page}use/", {"use": "absorbed"}, follow=True)
    assert "Noted" in answer.content.decode()
    assert "realisation: absorbed" in document(firm).text
    assert "realisation: unknown" not in document(firm).text
    while jobs.work_once():
        pass
    assert USE not in client.get(page).content.decode()


def test_no_answer_or_one_that_is_none_changes_nothing(cast, firm):
    client, before = cast.client("owner", "en"), document(firm).number
    for said in ({}, {"use": "unknown"}, {"use": "all of it"}):
        client.post(f"/w/{firm.key}/a/{KEY}/use/", said)
    assert document(firm).number == before
