"""The first ten minutes as a founder lives them, in a real browser: clicks, fields and seconds counted."""

import csv
import json
import os
import re
import time
from pathlib import Path

import pytest

from retour.wording import label
from serving import PASSWORD, served
from web.touring import WAITS

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
FIRM = EXPORTS.parent / "firm" / "events"
TRUTH = json.loads((EXPORTS / "truth.json").read_text(encoding="utf-8"))
CLICKS, TYPED, SECONDS = 4, 1, 10


def family(pid):
    """A process and all its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for child in children for p in family(int(child)))]


def seconds_of(pid):
    """Seconds of computing of a process."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


class Founder:
    """Somebody with a browser, who counts what each step asks of them."""

    def __init__(self, server, page, lang):
        self.server, self.page, self.lang = server, page, lang
        self.clicks = self.typed = 0

    def step(self):
        """A new step begins."""
        self.clicks = self.typed = 0

    def click(self, code):
        self.clicks += 1
        words = label(f"intake.{code}", self.lang)
        self.page.locator("main").get_by_text(words, exact=True).first.click()
        self.wait()

    def type(self, where, words):
        self.typed += 1
        self.page.fill(where, words)

    def drop(self, *names):
        self.clicks += 1  # choosing files
        self.page.set_input_files("#files", [str(EXPORTS / name) for name in names])  # a whole path stays

    def computed(self):
        """Seconds of computing so far, of the server and of whoever works for it."""
        return sum(seconds_of(pid) for pid in family(self.server.process.pid))

    def wait(self):
        """Until a page is there that does not wait; while the browser loads one again, none is."""
        end, calm = time.monotonic() + 60, 0
        while calm < 3:
            there = self.page.locator("h1").count() and not self.page.locator(WAITS).count()
            calm = calm + 1 if there else 0
            assert time.monotonic() < end, self.text()
            time.sleep(0.1)

    def text(self):
        return self.page.inner_text("main").replace("\u202f", " ").replace("\u00a0", " ")

    def within(self):
        """True when the step asked for no more than promised."""
        return self.clicks <= CLICKS and self.typed <= TYPED


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that knows Anne."""
    with served(tmp_path_factory.mktemp("ten") / "data") as found:
        found.account("anne@example.com")
        yield found


@pytest.fixture(params=[(1280, "fr"), (375, "fr"), (1280, "en")], ids=["desk-fr", "phone-fr", "desk-en"])
def founder(request, browser, server):
    """A founder who has just signed in, without any script, in an empty workspace."""
    width, lang = request.param
    view = {"width": width, "height": 800}
    context = browser.new_context(locale=lang, viewport=view, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/account/sign-in/")
    page.fill("[name=username]", "anne@example.com")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    context.add_cookies([{"name": "language", "value": lang, "url": server.url}])
    page.goto(f"{server.url}/spaces/")
    page.fill("#name", "Atelier Ver")
    page.click("form[action='/spaces/new/'] button")
    yield Founder(server, page, lang)
    context.close()


GO_LIVE = re.search(r"at: (\S+?)}", (FIRM.parent / "automations" / "lead-intake.yaml").read_text("utf-8"))[1]
SAID = {
    "fr": (
        "23 % des devis relancés ont été signés",
        "reponses-formulaire.csv",
        "pipedrive-affaires.csv",
        "form_and_pipedrive",
    ),
    "en": (
        "23% of the followed-up quotes were signed",
        "form-responses.csv",
        "hubspot-deals.csv",
        "form_and_hubspot",
    ),
}


def test_ten_minutes_convince_a_founder_and_each_stop_is_useful(founder):
    page, (claim, came_in, done, known) = founder.page, SAID[founder.lang]
    missing = TRUTH[known]["missing"]

    founder.step()  # 0:00 a sentence
    founder.type("textarea", claim)
    founder.click("paste_button")
    assert "23" in page.inner_text("h1")
    assert page.locator("main li.yes").count(), "what it shows"
    assert page.locator("main li.no").count(), "what is missing"
    assert founder.within()

    page.go_back()
    founder.step()  # 2:00 two exports
    begun = founder.computed()
    founder.drop(came_in, done)
    founder.click("drop_button")
    founder.click("compare")
    assert founder.computed() - begun < SECONDS
    assert page.inner_text("h1").startswith(f"{len(missing)} ")
    assert [name for name in missing if name not in founder.text()] == []
    assert founder.within()
    with page.expect_download() as caught:
        founder.click("lost_download")
    listed = Path(caught.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(listed) == 1 + len(missing)

    founder.step()  # 4:00 one date: filled in where the data shows it, else typed
    if founder.lang == "fr":
        assert (
            page.input_value("input[type=date]") == "2026-06-03"
        )  # Make's first card, two days after go-live
    else:
        founder.type("input[type=date]", TRUTH["go_live"])
    founder.click("day_button")
    effects = page.locator("[data-figure*='/effect/']").count()
    assert effects or "Not measurable" in founder.text()
    assert bool(effects) == (founder.lang == "fr")  # the English exports hold too little
    assert founder.within()

    founder.step()  # 10:00 a page to forward
    founder.click("to_forward")
    sentence = page.locator("textarea").first.input_value()
    lost = page.inner_text(".lede p").partition(",")[0]
    assert sentence.startswith(lost.removesuffix("."))
    with page.expect_download() as caught:
        founder.click("page_download")
    forwarded = Path(caught.value.path()).read_text(encoding="utf-8")
    assert sentence.split(",")[0] in forwarded
    assert "http" not in forwarded.replace("http://www.w3.org", "")
    founder.click("keep")
    assert founder.within()


def never_entered():
    """The form's addresses that no deal has, read by the standard library alone."""
    with (FIRM / "reponses-formulaire.csv").open(encoding="utf-8") as asked:
        forms = [row["Adresse e-mail"].lower() for row in csv.DictReader(asked)]
    with (FIRM / "pipedrive-deals.csv").open(encoding="utf-8-sig") as entered:
        deals = {row["Deal - E-mail"].lower() for row in csv.DictReader(entered)}
    return [address for address in forms if address not in deals]


def test_the_article_s_firm_sees_what_its_form_lost_and_what_changed_with_the_automation(founder):
    page, missing = founder.page, never_entered()

    founder.step()  # 2:00 its form and its deals
    begun = founder.computed()
    founder.drop(FIRM / "reponses-formulaire.csv", FIRM / "pipedrive-deals.csv")
    founder.click("drop_button")
    founder.click("compare")
    assert founder.computed() - begun < SECONDS
    assert page.inner_text("h1").startswith(f"{len(missing)} ")
    assert founder.within()
    with page.expect_download() as caught:
        founder.click("lost_download")
    listed = Path(caught.value.path()).read_text(encoding="utf-8-sig").lower()
    assert [address for address in missing if address not in listed] == []
    assert len(listed.splitlines()) == 1 + len(missing)

    founder.step()  # 4:00 the day that its automation was switched on
    founder.type("input[type=date]", GO_LIVE)
    founder.click("day_button")
    assert page.locator("[data-figure*='/effect/']").count()
    assert founder.within()

    founder.step()  # 10:00 a page to forward
    founder.click("to_forward")
    lost = json.loads((FIRM.parent / "truth.json").read_text(encoding="utf-8"))["effects"]["lead-intake/lost"]
    assert f" {lost['value']}" in page.locator("textarea").first.input_value().replace("\xa0", " ")
    founder.click("keep")
    assert founder.within()
