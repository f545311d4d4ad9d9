"""HTML as values: text is escaped unless it is already HTML, so a hostile name stays a name."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """A string that is already HTML."""

    __slots__ = ()


Child = str | Html | None
VOID = frozenset({"meta", "br", "col", "link"})


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

    `spoken`: the caption is for screen readers only, since a title already says it.
    """
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [_row(tuple(row)) for row in rows]
    table = tag(
        "table",
        tag("caption", caption, class_="vh" if spoken else None),
        tag("thead", top),
        tag("tbody", *body),
        class_=class_,
    )
    return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _row(cells: tuple[Child, ...]) -> Html:
    return tag("tr", tag("th", cells[0], scope="row"), *(tag("td", cell) for cell in cells[1:]))


def details(summary: str, *children: Child) -> Html:
    """Something folded behind a sentence."""
    return tag("details", tag("summary", summary), *children)
