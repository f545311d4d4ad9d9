"""Pages that no link leads to, once a person came to them: held to what every other page is held to."""

from collections.abc import Iterator

import pytest

from web.seen import Seen
from web.states import INSIDE, OUTSIDE, Stage
from web.touring import sign_in, touring


@pytest.fixture(scope="module")
def stage(browser, example, tmp_path_factory):
    """Anne, in the example workspace, with a folder of files to drop; Bob forgets his password."""
    example.account("bob@example.com")
    with touring(browser, example) as tour:
        yield Stage(tour, tmp_path_factory.mktemp("dropped"))


@pytest.fixture(scope="module")
def seen(stage):
    """Every state, come to and looked at once a language."""
    seen = Seen()
    for lang in ("fr", "en"):
        sign_in(stage.page, stage.tour.server)
        stage.tour.speak(lang)
        for state in (*INSIDE, *OUTSIDE):
            look(stage, seen, state, lang)
    return seen


def look(stage, seen, state, lang):
    """Come to a state, and look at each of its pages."""
    name = f"{lang} {state.__name__}"
    steps = state(stage)
    for number, _ in enumerate(steps if isinstance(steps, Iterator) else [None]):
        assert stage.page.get_attribute("html", "lang") == lang, name
        seen.look(stage.page, f"{name} {number or ''} {stage.page.url}")


def test_every_state_is_come_to_in_both_languages(seen):
    states = {name.split()[1] for name in seen.names}
    assert states == {state.__name__ for state in (*INSIDE, *OUTSIDE)}
    assert len([n for n in seen.names if n.startswith("fr ")]) == len(seen.names) / 2


def test_no_state_has_an_accessibility_fault_wide_narrow_or_dark(seen):
    assert seen.axe == []


def test_no_state_is_wider_than_the_screen(seen):
    assert seen.wide == []


def test_every_text_of_a_state_is_at_least_eleven_pixels_high(seen):
    assert seen.small == []


def test_states_say_nothing_to_the_console_and_ask_nothing_of_another_host(stage, seen):
    assert (seen.names != [], stage.tour.told, stage.tour.others()) == (True, [], [])


def test_a_cold_state_weighs_at_most_120_kilobytes_in_at_most_8_requests(seen):
    assert seen.heavy == []


def test_no_state_needs_a_script_nor_styles_an_element_by_itself(seen):
    assert seen.inline == []


def test_the_first_tab_of_a_state_is_the_skip_link_and_focus_is_always_seen(seen):
    assert seen.unfocused == []
