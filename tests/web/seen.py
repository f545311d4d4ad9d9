"""What a browser shows of a page that is open: the checks of every page, each saying what is wrong."""

from dataclasses import dataclass, field
from functools import cache

WIDTHS = (1280, 1024, 768, 375, 320)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
KB = 1000
MOST_KB, MOST_REQUESTS, MOST_TABS = 120, 8, 25

SMALL = """all => all.filter(e => e.checkVisibility() && e.childNodes.length &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(e => { const box = e.ownerSVGElement;
    const scale = box ? box.getBoundingClientRect().width / (box.viewBox.baseVal.width || 1) : 1;
    return [parseFloat(getComputedStyle(e).fontSize) * (box ? scale : 1), e.textContent.slice(0, 40)] })
  .filter(([size]) => size < 10.99)"""
COLOURS = ("color-contrast", "link-in-text-block")  # all that dark changes
AXE = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']})
  .then(found => found.violations.map(v => v.id + ' ' + v.nodes[0].html.slice(0, 160)))"""
INLINE = """() => [...document.querySelectorAll('*')].filter(e =>
    e.matches('script:not([src]), style, [style]') || [...e.attributes].some(a => a.name.startsWith('on'))
  ).map(e => e.outerHTML.slice(0, 80))"""
WEIGHT = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map(e => [e.name, e.encodedBodySize])"""
REST = "document.activeElement.blur(); scrollTo(0, 0)"
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return [e.outerHTML.slice(0, 80), s.outlineStyle + ' ' + s.outlineWidth, e.className === 'skip'] }"""


@cache
def axe_script():
    """axe-core, as its package ships it."""
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


@dataclass
class Seen:
    """What is wrong with the pages that were looked at, by check; and what each of them weighs."""

    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    unfocused: list[str] = field(default_factory=list)
    heavy: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def look(self, page, name):
        """Every check of the page that is open, loaded once: it is only made narrower, then dark."""
        self.names.append(name)
        self._weigh(page, name)
        page.evaluate(REST)
        self._tab(page, name)
        page.evaluate(REST)
        self.inline += [f"{name}: {html}" for html in page.evaluate(INLINE)]
        page.evaluate(axe_script())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            self.wide += [f"{name} {width}: {wide}"] if wide > width else []
            small = page.eval_on_selector_all("body *:not(script)", SMALL)
            self.small += [f"{name} {width}: {one}" for one in small]
            if width in (1280, 375):
                self._axe(page, f"{name} {width}", {"type": "tag", "values": list(TAGS)})
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="dark")
        self._axe(page, f"{name} dark", {"type": "rule", "values": list(COLOURS)})
        page.emulate_media(color_scheme="light")

    def _axe(self, page, name, only):
        self.axe += [f"{name}: {found}" for found in page.evaluate(AXE, only)]

    def _weigh(self, page, name):
        page.wait_for_load_state("load")
        sizes = [size for url, size in page.evaluate(WEIGHT) if not url.startswith("data:")]
        total = sum(sizes) / KB
        if total > MOST_KB or len(sizes) > MOST_REQUESTS or not all(sizes):
            self.heavy.append(f"{name}: {total:.0f} kB, {sizes}")

    def _tab(self, page, name):
        free = page.locator("[autofocus]").count()
        for step in range(MOST_TABS):
            page.keyboard.press("Tab")
            html, outline, skip = page.evaluate(FOCUS)
            if html.startswith("<body"):
                break
            wrong = outline != "solid 3px" or not (step or skip or free)
            self.unfocused += [f"{name}: {html} {outline}"] if wrong else []
