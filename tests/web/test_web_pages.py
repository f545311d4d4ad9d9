"""Every page in a real browser: reached by links, accessible, light, silent, never wider than the screen."""

from pathlib import Path

import pytest

from web.test_web_access import ROWS
from web.touring import MADE, look_at, seen_in_both_languages, touring, until_done

UNLINKED = {  # for a program; or a page of test_web_states.py: only an error, a secret, a form's answer
    "health/",
    "account/reset/<str:uid>/<str:token>/",
    "s/<str:link>/",
    "w/<str:workspace>/register/take-over/<path:path>",
    "w/<str:workspace>/measure/paste/",
    "mails/<str:token>/stop/",
    "w/<str:workspace>/measure/sources/drops/<str:job>/",
}
DOWNLOADS = (
    *("/export/", "/lost/", "/download/", "/rejected/", "looks/<str:look>/page/", "/zip/", "/list/"),
    *("/log/file/", "/ledger/file/", ".pdf", ".ics", MADE),
)
INVITED = """
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role
from retour.web.workspaces import people
one = Membership.objects.get()
print("secret", people.invite(Seat(one.workspace, one.user, Role.OWNER), "new@example.com", Role.VIEWER))
"""
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def tour(browser, example):
    """Anne, in the example workspace: one page of every route that links lead to."""
    with touring(browser, example) as one:
        dropped = ("exports/devis.csv", "scenarios/make-fragile.json")
        looks = [look_at(one.anne, f"{one.home}measure/", EXAMPLES / name) for name in dropped]
        closing = one.anne.post(f"{one.home}reviews/ledger/close/").url.removeprefix(example.url)
        until_done(one.anne, closing)
        for how in ("sent", "signing"):
            one.anne.post(f"{one.home}measure/sending/make/", name=f"tour-{how}", process="quote", how=how)
        one.walk(one.home, "/spaces/", "/account/")
        one.add(one.anne.post(f"{one.home}work/").url)
        one.add(f"/join/{example.run('manage', 'shell', '-c', INVITED).stdout.split()[-1]}/")
        compared = one.anne.post(looks[0], compare="1").url.removeprefix(example.url)
        until_done(one.anne, compared)
        one.walk(*looks, compared)
        one.add("/account/forgotten/")
        one.add("/account/sign-in/")
        yield one


@pytest.fixture(scope="module")
def seen(tour):
    """Every page of the tour, looked at once a language."""
    return seen_in_both_languages(tour)


def test_links_lead_to_every_page(tour):
    pages = {row[1] for row in ROWS if row[0] == "GET"} - UNLINKED
    wanted = {
        r for r in pages if r != "/" and not r.startswith("api/") and not any(d in r for d in DOWNLOADS)
    }
    assert wanted - set(tour.paths) == set()


def test_every_page_is_looked_at_in_both_languages(tour, seen):
    assert len(seen.names) == 2 * len(tour.paths)
    assert len(tour.paths) > 30


def test_no_page_has_an_accessibility_fault_wide_narrow_or_dark(seen):
    assert seen.axe == []


def test_no_page_is_wider_than_the_screen(seen):
    assert seen.wide == []


def test_every_text_is_at_least_eleven_pixels_high(seen):
    assert seen.small == []


def test_pages_say_nothing_to_the_console_and_ask_nothing_of_another_host(tour, seen):
    assert (seen.names != [], tour.told, tour.others()) == (True, [], [])


def test_a_cold_page_weighs_at_most_120_kilobytes_in_at_most_8_requests(seen):
    assert seen.heavy == []


def test_no_page_needs_a_script_nor_styles_an_element_by_itself(seen):
    assert seen.inline == []


def test_the_first_tab_is_the_skip_link_and_focus_is_always_seen(seen):
    assert seen.unfocused == []
