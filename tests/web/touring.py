"""Somebody signed in, in a real browser, who goes from page to page of the example workspace."""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve

from serving import PASSWORD, Visitor
from web.seen import Seen

ANNE = "anne@example.com"
WAITS = ".lede [role=status]"  # a page that looks again by itself
FAILED = "Failed to load resource"  # what the browser itself says of a page that is an error


def route_of(path):
    """The route that answers a path; None for a file or another host."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).route or "/"
    except Resolver404:
        return None


def until_done(anne, work):
    """Wait until some work is over."""
    end = time.monotonic() + 120
    while "Refresh" in (answer := anne.get(work)).headers:
        assert time.monotonic() < end, answer.read()
        time.sleep(0.2)


def look_at(anne, start, path):
    """Drop a file; the address of what was read."""
    sent = path.read_bytes()
    anne.get(start)
    _, look, _ = anne.upload(start, path.name, [sent], len(sent))
    until_done(anne, look)
    return look


def sign_in(page, server, email=ANNE):
    """Sign in as a person does."""
    page.goto(f"{server.url}/account/sign-in/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


MADE = "/log/<str:process>/<str:form>/"  # work to wait for the first time, a file afterwards


@dataclass
class Tour:
    """Anne, in a browser; the pages that she found; what the browser said and asked for meanwhile."""

    server: object
    anne: Visitor
    home: str
    page: object
    paths: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.told.append(f"{self.page.url} {error}"))
        self.page.on("request", lambda asked: self.asked.append(asked.url))

    def _console(self, said):
        if not (said.text.startswith(FAILED) and said.location["url"] == self.page.url):
            self.told.append(f"{self.page.url} {said.text}")

    def speak(self, lang):
        """The language of the pages from now on."""
        self.page.context.add_cookies([{"name": "language", "value": lang, "url": self.server.url}])

    def go(self, path):
        """Open a page."""
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
            if route is None or route in self.paths or route.endswith(MADE) or not self.is_page(path):
                continue
            self.paths[route] = path
            found = self.go(path).eval_on_selector_all("a[href]", "all => all.map(a => [a.href, a.download])")
            own = (
                h.removeprefix(self.server.url) for h, d in found if h.startswith(self.server.url) and not d
            )
            waiting += own

    def others(self):
        """What was asked of another host."""
        return [url for url in self.asked if not url.startswith((self.server.url, "data:"))]


@contextmanager
def touring(browser, server):
    """Anne's tour of a server where she has one workspace."""
    anne = Visitor(server, ANNE)
    home = anne.get("/").url.removeprefix(server.url)
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, server)
    yield Tour(server, anne, home, page)
    context.close()


def seen_in_both_languages(tour):
    """Every page of a tour, looked at once a language."""
    seen = Seen()
    for lang in ("fr", "en"):
        tour.speak(lang)
        for path in tour.paths.values():
            seen.look(tour.go(path), f"{lang} {path}")
    return seen
