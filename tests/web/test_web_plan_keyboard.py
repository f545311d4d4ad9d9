"""The eight questions as a founder answers them, in a real browser, with the keyboard alone."""

import time

import pytest

from web.touring import WAITS, touring

SECONDS_A_FIELD, SECONDS_A_KEY = 3.0, 0.2  # to read a short question; to press a key (60 words a minute)
ANSWERS = {  # a text is typed; in a list, letters pick what begins with them, ↓ goes down
    "name": "Relance des devis perdus",
    "objective": "Lib",
    "process": "Dev",
    "cases": "",
    "role": "Adm",
    "minutes": "6 à 15",
    "left": "1-4",
    "paid_in": "↓↓",
    "build": "5-14",
    "run": "0,5",
    "reaching": "Devis↓↓",
    "within": None,  # what stands there already will do
    "guardrail": "",
    "smallest": "4",
    "comparison": "tirer",
    "expected": "2 à 10",
    "each": "100-300",
    "risk": "Relancer un client qui a signé",
    "who_notices": "commercial",
    "go_live": "11/01/2027",
    "stop_date": "30/06/2027",
}


class Keyboard:
    """Hands that only press keys, and count them."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, words):
        self.page.keyboard.type(words.rstrip("↓"))
        self.keys += len(words.rstrip("↓"))
        for _ in range(words.count("↓")):
            self.press("ArrowDown")

    @property
    def field(self):
        """The name of what has the focus."""
        return self.page.evaluate("document.activeElement.name || document.activeElement.tagName")

    def reach(self, name):
        """Tab until a field has the focus."""
        for _ in range(60):
            if self.field == name:
                return
            self.press("Tab")
        raise AssertionError(name)


@pytest.fixture(scope="module")
def tour(browser, example):
    with touring(browser, example) as found:
        yield found


def test_eight_questions_take_under_two_minutes_with_the_keyboard_alone(tour):
    page = tour.go(f"{tour.home}reviews/plan/")
    hands, began = Keyboard(page), time.monotonic()
    for name, answer in ANSWERS.items():
        hands.reach(name)
        if answer:
            hands.type(answer)
    hands.press("Enter")
    page.wait_for_url("**/reviews/plan/relance-des-devis-perdus/")
    took = time.monotonic() - began
    human = len(ANSWERS) * SECONDS_A_FIELD + hands.keys * SECONDS_A_KEY
    assert human < 120, (len(ANSWERS), hands.keys, human, took)
    page.wait_for_selector("section.blk [data-figure='relance-des-devis-perdus/worth/net']", timeout=60_000)
    assert page.locator(WAITS).count() == 0
    assert "déclaré" in page.inner_text("[data-figure='relance-des-devis-perdus/worth/net']")
    assert tour.others() == []
    assert tour.told == []
