"""A consultant's afternoon: fifteen automations, the grid by keyboard alone, signed, the PDF in hand."""

import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from retour.review import log
from serving import Visitor
from web.touring import ANNE, sign_in, until_done

FIRM = Path(__file__).parents[2] / "examples" / "firm" / "automations"
MORE = ("after-sales", "lead-intake", "meeting-notes", "quote-follow-up", "booking")
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
)


class Consultant:
    """Somebody in a browser, who from the grid on touches nothing but the keyboard."""

    def __init__(self, page, server, home):
        self.page, self.server, self.home, self.keys = page, server, home, 0

    def at(self, path):
        self.page.goto(self.server.url + self.home + path)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def focused(self):
        return self.page.evaluate(
            "(e => ({tag: e.tagName, name: e.name || '', type: e.type || '', value: e.value || ''}))"
            "(document.activeElement)"
        )

    def reach(self, wanted):
        """Tab to the next thing that is wanted."""
        for _ in range(400):
            self.press("Tab")
            here = self.focused()
            if wanted(here):
                return here
        raise AssertionError(self.page.url)

    def settle(self):
        """Until the figures count every answer."""
        end = time.monotonic() + 120
        while self.page.locator("main .message a").count():
            assert time.monotonic() < end
            time.sleep(0.5)
            self.page.reload()


def is_field(here):
    return here["tag"] == "SELECT"


def is_button(here):
    return here["tag"] == "BUTTON" and here["type"] == "submit"


@pytest.fixture(scope="module")
def afternoon(browser, example, tmp_path_factory):
    """Anne in the example workspace, where she dropped five more automations: fifteen in all."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, example)
    anne = Visitor(example, ANNE)
    home = anne.get("/").url.removeprefix(example.url)
    folder = tmp_path_factory.mktemp("more")
    files = []
    for key in MORE:
        path = folder / f"{key}-2.yaml"
        text = (FIRM / f"{key}.yaml").read_text(encoding="utf-8")
        path.write_text(text.replace(f"automation: {key}\n", f"automation: {key}-2\n"), encoding="utf-8")
        files.append(str(path))
    page.goto(f"{example.url}{home}register/folder/")
    page.set_input_files("#files", files)
    page.click("main form button")
    page.click("main form button")
    until_done(anne, anne.post(f"{home}work/").url.removeprefix(example.url))
    yield Consultant(page, example, home)
    context.close()


def answer_the_grid(consultant):
    """Every question, with one letter each; how many there were."""
    consultant.at("reviews/")
    asked = consultant.page.locator("main select").count()
    for place in range(asked):
        here = consultant.reach(is_field)
        consultant.press("o" if place % 7 else "e")  # « oui », or « en partie »
        assert consultant.focused()["name"] == here["name"]
    consultant.reach(is_button)
    with consultant.page.expect_navigation():
        consultant.press("Enter")
    return asked


def sign_everything(consultant):
    """What is proposed is taken; a reason where the product asks for one."""
    consultant.settle()
    asks = "#slack-digest-reason"
    consultant.page.focus(asks)
    consultant.page.keyboard.type("Trois personnes le lisent chaque matin")
    consultant.reach(is_button)
    with consultant.page.expect_navigation():
        consultant.press("Enter")


def test_fifteen_automations_are_reviewed_by_keyboard_signed_and_leave_as_a_pdf(afternoon):
    asked = answer_the_grid(afternoon)
    assert 45 <= asked <= 60  # four a row, less what the data settle
    assert afternoon.keys <= 3 * asked + 60  # a letter a question, Tab to the next: no detour
    assert "/reviews/decide/" in afternoon.page.url
    sign_everything(afternoon)
    assert "15" in afternoon.page.inner_text(".message.success")

    afternoon.at("reviews/document/")
    afternoon.page.fill("[name=client]", "Atelier Lumen")
    afternoon.page.fill("[name=consultant]", "Cabinet Morel")
    afternoon.page.set_input_files(
        "[name=logo]", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SQUARE}
    )
    afternoon.page.click("main form .acts button")
    with afternoon.page.expect_download() as waiting:
        afternoon.page.click("a[href$='quarter.pdf']")
    reader = PdfReader(BytesIO(Path(waiting.value.path()).read_bytes()))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))

    afternoon.settle()
    entries, problems = log.read(
        afternoon.page.request.get(f"{afternoon.server.url}{afternoon.home}reviews/log/file/").text()
    )
    assert (len(entries), problems) == (15, ())
    assert {e.statement.automation for e in entries} >= {f"{key}-2" for key in MORE}
    assert "Cabinet Morel" in text
    assert entries[-1].short in text.replace(" ", "")
    assert text.count("Signé par") >= 15
