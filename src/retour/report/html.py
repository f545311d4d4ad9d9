"""HTML as values: text is escaped unless it is already HTML, so a hostile name stays a name."""

from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """A string that is already HTML."""

    __slots__ = ()


Child = str | Html | None
VOID = frozenset({"meta", "br", "col", "link", "input", "img"})


def text(child: Child) -> str:
    """A child as HTML; plain strings are escaped."""
    if child is None:
        return ""
    return child if isinstance(child, Html) else escape(child)


def join(children: Iterable[Child], between: str = "") -> Html:
    """Children one after the other."""
    return Html(between.join(text(child) for child in children if child))


def tag(element: str, /, *children: Child, **attributes: str | int | None) -> Html:
    """An element; `class_` is class, `data_figure` is data-figure, None leaves the attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if element in VOID:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{join(children)}</{element}>")


def listing(items: Iterable[Child], class_: str | None = None) -> Html:
    """A bulleted list; nothing when there is no item."""
    lines = [tag("li", item) for item in items if item]
    return tag("ul", *lines, class_=class_) if lines else Html()


def grid(
    head: Iterable[Child],
    rows: Iterable[Iterable[Child]],
    caption: str,
    class_: str = "data",
    *,
    spoken: bool = True,
) -> Html:
    """A table whose rows begin with their header; it scrolls inside its own box.

    A loose one (cells that wrap) becomes stacks on a phone, each cell under its title.
    `spoken`: the caption is for screen readers only, since a title already says it.
    """
    titles = tuple(head)
    loose = "loose" in class_
    top = tag("tr", *(tag("th", cell, scope="col") for cell in titles))
    names = [None if isinstance(title, Html) or not loose else title for title in titles]
    body = [_row(tuple(row), names) for row in rows]
    table = tag(
        "table",
        tag("caption", caption, class_="vh" if spoken else None),
        tag("thead", top),
        tag("tbody", *body),
        class_=f"{class_} stacked" if loose else class_,
    )
    return tag("div", table, class_="scroll", tabindex="0", role="group", aria_label=caption)


def _row(cells: tuple[Child, ...], names: Sequence[str | None]) -> Html:
    under = zip(cells[1:], names[1:], strict=True)
    return tag("tr", tag("th", cells[0], scope="row"), *(tag("td", c, data_name=n) for c, n in under))


def details(summary: Child, *children: Child, paper: bool = False) -> Html:
    """Something folded behind a sentence; `paper`: open where it is printed, its sentence too."""
    return tag("details", tag("summary", summary), *children, class_="paper" if paper else None)
