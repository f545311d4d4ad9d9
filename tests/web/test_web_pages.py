"""Every page in a real browser: reached by links, accessible, light, silent, never wider than the screen."""

import gzip
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from serving import PASSWORD, Visitor, served
from web.test_web_access import ROWS

WIDTHS = (320, 375, 768, 1024, 1280)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
UNLINKED = {  # for a program; a page that is only an error; a secret address; for documents that files keep
    "health/",
    "account/reset/<str:uid>/<str:token>/",
    "s/<str:link>/",
    "w/<str:workspace>/register/take-over/<path:path>",
    "w/<str:workspace>/measure/paste/",  # an answer to a form
}
DOWNLOADS = ("/export/", "/lost/", "/download/", "/rejected/", "looks/<str:look>/page/", "/zip/", "/list/")
INVITED = """
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role
from retour.web.workspaces import people
one = Membership.objects.get()
print("secret", people.invite(Seat(one.workspace, one.user, Role.OWNER), "new@example.com", Role.VIEWER))
"""
KB = 1000
EXPORTS = Path(__file__).parents[2] / "examples" / "exports"


def route_of(path):
    """The route that answers a path; None for a file or another host."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).route or "/"
    except Resolver404:
        return None


@dataclass
class Tour:
    """Somebody signed in, in a browser, and one page of every route that links lead to."""

    server: object
    home: str
    page: object
    paths: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, path, lang="fr"):
        """Open a page in a language."""
        self.page.context.add_cookies([{"name": "language", "value": lang, "url": self.server.url}])
        answer = self.page.goto(self.server.url + path)
        assert answer.status == 200, path
        return self.page

    def add(self, address):
        """A page that no link leads to."""
        path = address.removeprefix(self.server.url)
        self.paths[route_of(path)] = path

    def is_page(self, path):
        """False for a file to download."""
        answer = self.page.request.get(self.server.url + path)
        return "attachment" not in answer.headers.get("content-disposition", "")

    def walk(self, *starts):
        """Follow links, one page a route."""
        waiting = list(starts)
        while waiting:
            path = waiting.pop(0)
            route = route_of(path)
            if route is None or route in self.paths or not self.is_page(path):
                continue
            self.paths[route] = path
            found = self.go(path).eval_on_selector_all("a[href]", "all => all.map(a => [a.href, a.download])")
            own = (
                h.removeprefix(self.server.url) for h, d in found if h.startswith(self.server.url) and not d
            )
            waiting += own


def until_done(anne, work):
    """Wait until some work is over."""
    end = time.monotonic() + 120
    while "http-equiv" in (page := anne.get(work).read().decode()):
        assert time.monotonic() < end, page
        time.sleep(0.2)


def look_at(anne, start, name):
    """Drop a file of the examples; the address of what was read."""
    path = EXPORTS / name
    sent = path.read_bytes()
    anne.get(start)
    _, look, _ = anne.upload(start, path.name, [sent], len(sent))
    until_done(anne, look)
    return look


@pytest.fixture(scope="module")
def tour(browser, tmp_path_factory):
    """Anne, in the example workspace, once its figures are there."""
    with served(tmp_path_factory.mktemp("tour") / "data") as server:
        server.account("anne@example.com", "fr")
        anne = Visitor(server, "anne@example.com")
        home = anne.post("/spaces/example/").url.removeprefix(server.url)
        until_done(anne, anne.post(f"{home}work/").url.removeprefix(server.url))
        looks = [
            look_at(anne, f"{home}measure/", name) for name in ("devis.csv", "../scenarios/make-fragile.json")
        ]
        context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{server.url}/account/sign-in/")
        page.fill("[name=username]", "anne@example.com")
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        one = Tour(server, home, page)
        page.on("console", lambda said: one.told.append(f"{page.url} {said.text}"))
        page.on("pageerror", lambda error: one.told.append(f"{page.url} {error}"))
        page.on("request", lambda asked: one.asked.append(asked.url))
        one.walk(home, "/spaces/", "/account/")
        one.add(anne.post(f"{home}work/").url)
        one.add(f"/join/{server.run('manage', 'shell', '-c', INVITED).stdout.split()[-1]}/")
        compared = anne.post(looks[0], compare="1").url.removeprefix(server.url)
        until_done(anne, compared)
        one.walk(*looks, compared)
        one.add("/account/forgotten/")
        one.add("/account/sign-in/")
        yield one
        context.close()


def test_links_lead_to_every_page(tour):
    pages = {row[1] for row in ROWS if row[0] == "GET"} - UNLINKED
    wanted = {
        r for r in pages if r != "/" and not r.startswith("api/") and not any(d in r for d in DOWNLOADS)
    }
    assert wanted - set(tour.paths) == set()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_page_has_an_accessibility_fault_wide_narrow_or_dark(tour, lang):
    axe, found = Axe(), []
    for path in tour.paths.values():
        page = tour.go(path, lang)
        for width, scheme in ((1280, "light"), (375, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            seen = axe.run(page, options={"runOnly": {"type": "tag", "values": list(TAGS)}})
            found += [
                f"{path} {width} {scheme}: {v['id']} {v['nodes'][0]['html'][:160]}"
                for v in seen.response["violations"]
            ]
        page.emulate_media(color_scheme="light")
    assert found == [], "\n".join(found)


def test_no_page_is_wider_than_the_screen(tour):
    found = []
    for lang in ("fr", "en"):
        for path in tour.paths.values():
            page = tour.go(path, lang)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                found += [f"{lang} {path} {width}: {wide}"] if wide > width else []
    tour.page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


def test_every_text_is_at_least_eleven_pixels_high(tour):
    small = """all => all.filter(e => e.checkVisibility() && e.childNodes.length &&
      [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
      .map(e => { const box = e.ownerSVGElement;
        const scale = box ? box.getBoundingClientRect().width / (box.viewBox.baseVal.width || 1) : 1;
        return [parseFloat(getComputedStyle(e).fontSize) * (box ? scale : 1), e.textContent.slice(0, 40)] })
      .filter(([size]) => size < 10.99)"""
    found = []
    for path in tour.paths.values():
        page = tour.go(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} {width}: {s}" for s in page.eval_on_selector_all("body *:not(script)", small)]
    tour.page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


def test_pages_say_nothing_to_the_console_and_ask_nothing_of_another_host(tour):
    for path in tour.paths.values():
        tour.go(path)
    assert tour.told == []
    assert [url for url in tour.asked if not url.startswith((tour.server.url, "data:"))] == []


def test_a_cold_page_weighs_at_most_120_kilobytes_in_at_most_8_requests(tour):
    sizes = {}
    for route, path in tour.paths.items():
        tour.go(path)
        bodies = [tour.server.url + path, *resources(tour.page)]
        sizes[route] = (sum(weight(tour, url) for url in bodies) / KB, len(bodies))
    assert {r: s for r, s in sizes.items() if s[0] > 120 or s[1] > 8} == {}


def resources(page):
    """The addresses of what a page needs besides itself."""
    return page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")


def weight(tour, url):
    """Bytes on the wire of an address, compressed as the server sends it."""
    answer = tour.page.request.get(url, headers={"accept-encoding": "gzip"})
    body = answer.body()
    return len(gzip.compress(body)) if answer.headers.get("content-encoding") == "gzip" else len(body)


def test_no_page_needs_a_script_nor_styles_an_element_by_itself(tour):
    for path in tour.paths.values():
        html = tour.page.request.get(tour.server.url + path).text()
        assert re.search(r"<script(?![^>]*\bsrc=)", html) is None, path
        assert re.search(r"\sstyle=|\son\w+=", html) is None, path


def test_the_first_tab_is_the_skip_link_and_focus_is_always_seen(tour):
    hidden = []
    for path in tour.paths.values():
        page = tour.go(path)
        page.evaluate("document.activeElement.blur()")
        for step in range(25):
            page.keyboard.press("Tab")
            name, outline, skip = page.evaluate(
                "(e => [e.outerHTML.slice(0, 80), getComputedStyle(e).outlineStyle + ' ' + "
                "getComputedStyle(e).outlineWidth, e.className === 'skip'])(document.activeElement)"
            )
            if name.startswith("<body"):
                break
            hidden += [f"{path}: {name} {outline}"] if outline != "solid 3px" else []
            assert step or skip or "autofocus" in page.content(), path
    assert hidden == []
