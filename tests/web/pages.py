"""A page read as a browser would, and a workspace that has figures."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from report.assessments import assessment, quotes
from retour.quantity import Text
from web.touring import route_of

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
VOID = {"meta", "br", "col", "link", "input", "hr", "img", "wbr"}


class Page(HTMLParser):
    """The text of every node that carries a figure, every tag, every text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.figures, self.tags, self.text = [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("data-figure"), []))

    def handle_endtag(self, tag):
        name, key, text = self.open.pop()
        assert name == tag
        if key is not None:
            self.figures.append((key, squeezed("".join(text))))

    def handle_data(self, data):
        self.text.append(data)
        for *_, text in self.open:
            text.append(data)

    def links(self):
        return [attrs["href"] for tag, attrs in self.tags if tag == "a" and "href" in attrs]

    def said(self):
        return squeezed(" ".join(self.text))


def squeezed(text):
    return re.sub(r"\s+", " ", text.translate(SPACES)).strip()


def read(answer):
    assert answer.status_code == 200, answer.status_code
    return Page(answer.content.decode())


def linked(client, *starts, every=()):
    """The HTML of the pages that links lead to, by path: one a route; all that hold one of `every`."""
    waiting, seen, found = list(starts), set(), {}
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        mark = path if any(part in path for part in every) and "?" not in path else route
        if route is None or mark in seen or "/export/" in path or path.endswith(".pdf"):
            continue
        seen.add(mark)
        answer = client.get(path)
        assert answer.status_code != 404, path
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        found[path] = answer.content.decode()
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', found[path])]
    return found


def many(count):
    """An assessment of as many automations, all alike but their names, owners and tools."""
    return assessment(*(copy_of(quotes(), number) for number in range(count)))


def copy_of(sheet, number):
    key, old = f"q{number}", f"{sheet.automation.key}/"
    figures = {
        key + "/" + name.removeprefix(old): replace(figure, key=key + "/" + name.removeprefix(old))
        for name, figure in sheet.figures.items()
    }
    automation = replace(
        sheet.automation,
        key=key,
        name=Text(fr=f"Relance {number:03d}", en=f"Follow-up {number:03d}"),
        owner=("sales", "finance")[number % 2],
        tools=(("make", "gmail"), ("zapier",))[number % 2],
    )
    return replace(sheet, automation=automation, figures=figures)
