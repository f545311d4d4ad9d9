"""A rendered page or text as blocks: what is read together, and the figures that stand in it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "q", "small", "span", "strong", "sup", "time"}
)
_UNSEEN = frozenset({"style", "script"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_IN_MARKUP = re.compile(r"<[a-zA-Z!/]")


@dataclass(slots=True)
class Block:
    """Text read together; each figure is its key and the text of its own node."""

    text: str = ""
    figures: list[tuple[str, str]] = field(default_factory=list)


def blocks(written: str) -> list[Block]:
    """The blocks of a page of HTML, or the paragraphs of a plain text."""
    if not _IN_MARKUP.search(written):
        return [Block(" ".join(part.split("\n"))) for part in re.split(r"\n\s*\n|\n(?=\s*[-·•*] )", written)]
    reader = _Reader()
    reader.feed(written)
    reader.close()
    return [block for block in reader.blocks if block.text.strip()]


class _Reader(HTMLParser):
    """Cuts at every element that is not inline; a figure's text is counted in its block too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [Block()]
        self._open: list[tuple[str, str | None, int]] = []  # element, figure, where its text begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.blocks.append(Block())
        found = dict(attrs)
        spoken = found.get("aria-label") or found.get("alt")
        if spoken:
            self.blocks.insert(len(self.blocks) - 1, Block(spoken))
        if tag not in _VOID:
            self._open.append((tag, found.get("data-figure"), len(self.blocks[-1].text)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, key, begins = self._open.pop()
            if key is not None:
                self.blocks[-1].figures.append((key, self.blocks[-1].text[begins:]))
            if name == tag:
                break
        if tag not in _INLINE:
            self.blocks.append(Block())

    def handle_data(self, data: str) -> None:
        if not any(name in _UNSEEN for name, *_ in self._open):
            self.blocks[-1].text += data
