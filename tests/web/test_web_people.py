"""People: signing in, roles, invitations, tokens, the journal."""

from web.conftest import PASSWORD


def test_an_address_signs_in_whatever_its_case(cast):
    answer = cast.client("anonymous").post(
        "/account/sign-in/", {"username": "OWNER@example.com", "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")
