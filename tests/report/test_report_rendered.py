"""The page as a browser shows it: sizes of text, widths, collisions, what axe finds, what paper gets."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import retour
from report.assessments import firm
from retour.report import page

WIDTHS = [320, 375, 768, 1024, 1280]
LANGS = ["fr", "en"]
FIRM = Path(__file__).parents[2] / "examples/firm"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SMALLEST = """() => {
  const found = [];
  for (const text of document.querySelectorAll('svg text')) {
    const svg = text.ownerSVGElement;
    if (!svg.getBoundingClientRect().width) continue;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    found.push([parseFloat(getComputedStyle(text).fontSize) * scale, text.textContent]);
  }
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some(c => c.nodeType === 3 && c.textContent.trim());
    if (!own || !node.getClientRects().length) continue;
    found.push([parseFloat(getComputedStyle(node).fontSize), node.textContent]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 3);
}"""
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth + 1, found = [];
  if (document.documentElement.scrollWidth > wide) found.push('page ' + document.documentElement.scrollWidth);
  for (const text of document.querySelectorAll('svg text, h1, h2, h3, h4, p, dd, li, summary')) {
    if (text.closest('.scroll, .skip, .vh')) continue;
    const box = text.getBoundingClientRect();
    if (box.width && (box.right > wide || box.left < -1)) found.push(text.textContent.slice(0, 60));
  }
  return found;
}"""
COLLIDING = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    if (!svg.getBoundingClientRect().width) continue;
    const texts = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t.textContent]);
    for (let i = 0; i < texts.length; i++) for (let j = 0; j < i; j++) {
      const [a, one] = texts[i], [b, other] = texts[j];
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const deep = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (over > 1 && deep > 4) found.push(one + ' | ' + other);
    }
  }
  return found;
}"""
SIZES_SHOWN = """() => [...document.querySelectorAll('.chart')].filter(c => c.getClientRects().length).map(
  c => [...c.querySelectorAll(':scope > svg')].filter(s => s.getBoundingClientRect().width).length)"""
UNFOLD = "open => document.querySelectorAll('details').forEach(d => { d.open = open })"


@dataclass
class Shown:
    """The example firm's page and a shorter one, at the width and in the light that a test asks for."""

    pages: dict

    def at(self, lang, width, scheme="light"):
        told = self.pages[lang]
        told.set_viewport_size({"width": width, "height": 900})
        told.emulate_media(media="screen", color_scheme=scheme)
        return told


@pytest.fixture(scope="module")
def shown(browser, tmp_path_factory):
    assessment = retour.open(FIRM).audit(today=date(2026, 11, 23))
    folder, pages = tmp_path_factory.mktemp("page"), {}
    told = [(name + lang, lang, said) for name, said in (("", assessment), ("few", firm())) for lang in LANGS]
    for name, lang, said in told:
        file = folder / f"{name}.html"
        file.write_text(page(said, lang), encoding="utf-8")
        pages[name] = browser.new_page()
        pages[name].goto(file.as_uri())
    yield Shown(pages)
    for told in pages.values():
        told.close()


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_smaller_than_eleven_pixels(shown, lang, width):
    told = shown.at(lang, width)
    smallest = told.evaluate(SMALLEST)
    assert smallest[0][0] >= 11, smallest


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_goes_over_the_edge_even_when_all_is_unfolded(shown, lang, width):
    told = shown.at(lang, width)
    assert told.evaluate(OVERFLOWING) == []
    told.evaluate(UNFOLD, arg=True)
    assert told.evaluate(OVERFLOWING) == []
    told.evaluate(UNFOLD, arg=False)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_two_texts_of_a_chart_touch(shown, lang, width):
    told = shown.at(lang, width)
    assert told.evaluate(COLLIDING) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_chart_shows_one_of_its_sizes(shown, width):
    told = shown.at("fr", width)
    counts = told.evaluate(SIZES_SHOWN)
    assert len(counts) > 20
    assert set(counts) == {1}


def test_both_fonts_are_used_and_nothing_is_asked_of_anybody(shown, lang):
    told = shown.at(lang, 1280)
    asked = []
    told.on("request", lambda request: asked.append(request.url))
    told.reload()
    loaded = told.evaluate("() => [...document.fonts].map(f => [f.family.replaceAll('\"', ''), f.status])")
    assert sorted(loaded) == [["Retour Sans", "loaded"], ["Retour Serif", "loaded"]]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(shown, lang, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    told = shown.at(f"few{lang}", width, scheme)
    found = Axe().run(told, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []


def test_the_first_tab_leads_to_the_content_and_shows_itself(shown, lang):
    told = shown.at(lang, 375)
    told.keyboard.press("Tab")
    where = told.evaluate(
        "() => [document.activeElement.className, getComputedStyle(document.activeElement).outlineWidth]"
    )
    assert where == ["skip", "3px"]


def test_every_link_and_button_is_large_enough_to_be_touched(shown):
    told = shown.at("fr", 320)
    heights = (
        "() => [...document.querySelectorAll('nav a, summary')].map(e => e.getBoundingClientRect().height)"
    )
    assert min(height for height in told.evaluate(heights) if height) >= 24


def test_what_is_folded_behind_its_result_is_open_on_paper_and_by_the_keyboard(shown, lang):
    seen = "() => [...document.querySelectorAll('details.paper table')].map(t => t.checkVisibility())"
    told = shown.at(lang, 1280)
    told.evaluate(UNFOLD, arg=False)
    folded = told.evaluate(seen)
    assert len(folded) >= 2
    assert not any(folded)
    told.focus("#portfolio summary")
    told.keyboard.press("Enter")
    assert told.evaluate(seen)[0]
    told.evaluate(UNFOLD, arg=False)
    told.emulate_media(media="print")
    assert all(told.evaluate(seen))


def test_on_paper_the_head_of_a_table_comes_back_and_the_steering_table_lies(shown, lang):
    told = shown.at(lang, 1280, "dark")
    told.emulate_media(media="print", color_scheme="dark")
    heads = told.evaluate(
        "() => [...document.querySelectorAll('thead')].map(t => getComputedStyle(t).display)"
    )
    assert set(heads) == {"table-header-group"}
    paper = told.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", told.pdf(prefer_css_page_size=True))
    lying = [float(w) > float(h) for w, h in boxes]
    assert 1 <= sum(lying) <= 3
    assert len(lying) > 10
