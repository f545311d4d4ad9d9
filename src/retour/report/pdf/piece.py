"""What a page holds, as data for the template: titles, paragraphs, lists, tables, charts. No markup."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import unescape

from retour.report.html import Html
from retour.report.svg import static

Data = dict[str, object]
Rich = list[Data]  # spans, one after the other
Said = str | Data | Rich | None

MARKS = frozenset("ʳᵉ‐‑–—‘’‚“”„•…‰‹›⁄€™←↑→↓↗−√≈≠≤≥■△▲▶○●◐✓⋯\u2009\u202f")
RARE = frozenset("ĬĭĲĳŉŦŧſ")
UNDRAWN = "■"
_ALT = re.compile(r'aria-label="([^"]*)"')


def drawn(text: str) -> str:
    """Text with only the characters that our fonts draw: others lose their accent, or become a square."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_letter(letter) for letter in composed if unicodedata.category(letter)[0] != "C")


def has_glyph(letter: str) -> bool:
    """True for the characters of our fonts (docs/make_fonts.py)."""
    latin = " " <= letter <= "~" or "\u00a0" <= letter < "\u0180"
    return letter in MARKS or (latin and letter not in RARE)


def _letter(letter: str) -> str:
    if has_glyph(letter):
        return letter
    plain = [c for c in unicodedata.normalize("NFKD", letter) if has_glyph(c)]
    return "".join(plain) or ("" if unicodedata.combining(letter) else UNDRAWN)


def span(text: str, look: str = "", key: str = "") -> Data:
    """Some words; looks: strong, quiet, alert, gain, loss, none, small. `key`: the figure that they say."""
    return {"k": "t", "t": drawn(text), "look": look, **({"key": key} if key else {})}


def rich(*said: Said) -> Rich:
    """Spans from strings, spans and lists of spans; nothing is dropped silently but None and empty text."""
    found: Rich = []
    for part in said:
        match part:
            case None | "":
                continue
            case str():
                found.append(span(part))
            case list():
                found += part
            case dict():
                found.append(part)
    return found


def heading(level: int, text: str, note: str = "") -> Data:
    """A title of level 1 to 3, and what stands under it."""
    return {"k": "h", "level": level, "text": drawn(text), "note": drawn(note)}


def paragraph(*said: Said, look: str = "") -> Data:
    """A paragraph; looks: lede, quiet, quote."""
    return {"k": "p", "said": rich(*said), "look": look}


def bullets(items: Iterable[Said], mark: str = "") -> list[Data]:
    """A list, nothing when there is no item. `mark`: yes, no or maybe before each item."""
    lines = [rich(item) for item in items if item]
    return [{"k": "ul", "items": lines, "mark": mark}] if lines else []


def table(
    head: Iterable[str], rows: Iterable[Iterable[Said]], widths: Sequence[float], look: str = ""
) -> list[Data]:
    """A table with its shares of the width; nothing when there is no row."""
    lines = [[rich(cell) for cell in row] for row in rows]
    titles = [drawn(title) for title in head]
    return [{"k": "table", "head": titles, "rows": lines, "widths": list(widths), "look": look}] * bool(lines)


def together(*pieces: Data) -> Data:
    """Pieces that stay on one page."""
    return {"k": "together", "pieces": list(pieces)}


def picture(drawing: Html | None, size: str = "", alt: str = "") -> Data | None:
    """One size of a drawing, for paper; its words for those who do not see it are its own unless given."""
    if not drawing:
        return None
    found = _of_size(drawing, size)
    said = alt or unescape(found_alt[1] if (found_alt := _ALT.search(found)) else "")
    return {"k": "svg", "svg": static(Html(found)), "alt": drawn(said), "look": ""}


def _of_size(drawing: Html, size: str) -> str:
    """The drawing of this size out of those that a page carries."""
    drawings: list[str] = re.findall(r"<svg .*?</svg>", drawing, re.DOTALL)
    return next((d for d in drawings if re.match(rf'<svg class="[^"]*\b{size}\b', d)), drawings[0])
