"""A hostile file, an unlucky moment, and somebody in a real browser: nothing is run, nothing is lost."""

import re
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from serving import served
from web.touring import ANNE, WAITS, sign_in

ASKED = "id;received;name;email\n"
FORMULA = '=HYPERLINK("http://evil.example";"x")'
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=alert(1)>"


class Person:
    """Somebody signed in, in a browser of their own, in a new workspace."""

    def __init__(self, server, browser, start=""):
        self.server, self.told = server, []
        self.context = browser.new_context(locale="en", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.page.on("dialog", lambda one: self.told.append(one.message))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        sign_in(self.page, server)
        if not start:
            self.page.goto(f"{server.url}/spaces/")
            self.page.fill("#name", "Atelier Vert")
            self.page.click("form[action='/spaces/new/'] button")
        self.start = start or self.page.url.removeprefix(server.url)

    def drop(self, *files):
        self.page.goto(self.server.url + self.start)
        self.page.set_input_files("#files", [str(file) for file in files])
        self.page.click(".drop + .acts button")
        self.settle()

    def settle(self):
        end, calm = time.monotonic() + 90, 0
        while calm < 3:
            there = self.page.locator("h1").count() and not self.page.locator(WAITS).count()
            calm = calm + 1 if there else 0
            assert time.monotonic() < end, self.text()
            time.sleep(0.1)

    def text(self):
        return " ".join(self.page.inner_text("main").split())


@contextmanager
def somebody(tmp_path, browser, **options):
    with served(tmp_path / "data", **options) as server:
        server.account(ANNE)
        person = Person(server, browser)
        yield person
        person.context.close()


@pytest.fixture
def anne(tmp_path, browser):
    with somebody(tmp_path, browser, RETOUR_UPLOAD_MB="20") as person:
        yield person


def requests(names):
    days = [f"2026-{1 + i % 9:02d}-{1 + i % 28:02d} 10:00" for i in range(len(names))]
    return ASKED + "".join(
        f"{i};{day};{name};p{i}@example.com\n" for i, (day, name) in enumerate(zip(days, names, strict=True))
    )


def test_a_file_of_500_megabytes_ends_on_a_kind_page(anne, tmp_path):
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as out:
        out.truncate(500_000_000)
    anne.drop(huge)
    assert "huge.csv is larger than what is allowed (20" in anne.text()


def test_a_formula_and_a_script_in_a_name_stay_words_on_the_page_and_in_the_file(anne, tmp_path):
    names = [FORMULA.replace(";", ","), SCRIPT.replace(";", ","), *(f"Person {i}" for i in range(30))]
    came = tmp_path / "requests.csv"
    came.write_text(requests(names), encoding="utf-8")
    done = tmp_path / "deals.csv"
    done.write_text(
        "deal;created;email\n"
        + "".join(
            f"{i};2026-{1 + i % 9:02d}-{1 + i % 28:02d} 11:00;p{i}@example.com\n" for i in range(2, 32)
        ),
        encoding="utf-8",
    )
    anne.drop(came, done)
    anne.page.click("button[name=compare] >> nth=0")
    anne.settle()
    assert anne.page.inner_text("h1").split()[0] == "2"
    assert "<script>" in anne.text()
    assert "=HYPERLINK" in anne.text()
    assert anne.page.title() != "taken"
    assert anne.told == []
    with anne.page.expect_download() as caught:
        anne.page.click("a[href$='/lost/']")
    cells = re.split(r"[,\n]", Path(caught.value.path()).read_text(encoding="utf-8-sig"))
    assert [cell for cell in cells if cell.lstrip('"')[:1] in ("=", "+", "-", "@") and cell.strip('"')] == []


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_accents_are_read_whatever_the_encoding(anne, tmp_path, encoding):
    names = ["Renée Lefèvre", "Anaïs Noël", "François Œuvrard", *(f"Zoé {i}" for i in range(20))]
    path = tmp_path / "requests.csv"
    path.write_bytes(requests(names).encode(encoding))
    anne.drop(path)
    assert "Renée Lefèvre" in anne.text()
    assert "François Œuvrard" in anne.text()


def test_a_workbook_that_unpacks_without_end_is_said_and_nothing_is_read(anne, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "received"])
    held = BytesIO()
    book.save(held)
    bomb = tmp_path / "bomb.xlsx"
    with ZipFile(held) as good, ZipFile(bomb, "w", ZIP_DEFLATED) as out:
        for name in good.namelist():
            if name != "xl/sharedStrings.xml":
                out.writestr(name, good.read(name))
        with out.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            for _ in range(300):
                strings.write(b" " * 1_000_000)
    assert bomb.stat().st_size < 1_000_000
    anne.drop(bomb)
    assert "bomb.xlsx" in anne.text()
    assert anne.page.locator("button[name=compare]").count() == 0
    assert anne.page.locator(".error, .message, [role=alert], .problems, .empty").count() > 0


def test_of_two_people_who_edit_at_once_the_second_sees_both_texts_and_loses_nothing(anne, browser):
    form = f"{anne.server.url}{anne.start.replace('measure/', 'register/text/retour.yaml')}"
    second = Person(anne.server, browser, anne.start)
    for person in (anne, second):
        person.page.goto(form)
    anne.page.fill("#text", anne.page.input_value("#text").replace("Atelier Vert", "Atelier Rouge"))
    anne.page.click("button[value=save]")
    second.page.fill("#text", second.page.input_value("#text").replace("Atelier Vert", "Atelier Bleu"))
    second.page.click("button[value=save]")
    both = second.page.content()
    assert ("Atelier Rouge" in both, "Atelier Bleu" in both) == (True, True)
    second.page.goto(form)
    assert "Atelier Rouge" in second.page.input_value("#text")
    second.context.close()


def test_a_page_left_open_while_the_server_is_killed_finds_its_work_again(tmp_path, browser):
    path = tmp_path / "requests.csv"
    path.write_text(requests([f"Person {i}" for i in range(60_000)]), encoding="utf-8")
    with somebody(tmp_path, browser) as anne:
        anne.page.goto(anne.server.url + anne.start)
        anne.page.set_input_files("#files", str(path))
        anne.page.click(".drop + .acts button")
        look = anne.page.url.removeprefix(anne.server.url).partition("?")[0]
        anne.server.kill()
    with served(tmp_path / "data") as server:
        again = Person(server, browser, look)
        again.page.goto(server.url + look)
        again.settle()
        assert "60,000" in again.text()
        again.context.close()
