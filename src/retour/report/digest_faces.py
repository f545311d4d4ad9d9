"""A digest as plain text, complete by itself, and as HTML that mail clients draw: tables, inline styles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retour.report.digest import Digest, Line, Section
from retour.report.html import Html, join, tag
from retour.report.style import tokens
from retour.report.terminal import clean, wrapped

COLUMNS = 76
SANS = "'Helvetica Neue',Helvetica,Arial,sans-serif"
SERIF = "Georgia,'Times New Roman',serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """What stands at the end: why it was sent, and whole addresses (empty: none) with their words."""

    why: str = ""
    opens: tuple[str, str] = ("", "")  # words, address
    stops: tuple[str, str] = ("", "")


NO_FOOT = Foot()


def digest_text(digest: Digest, foot: Foot = NO_FOOT) -> str:
    """The digest as plain text."""
    parts = [wrapped(digest.opening, COLUMNS)]
    parts += [_section_text(section) for section in digest.sections]
    parts += [wrapped(line, COLUMNS) for line in digest.closing]
    parts.append(list(_foot_text(foot)))
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _section_text(section: Section) -> list[str]:
    lines = [section.title, "─" * len(section.title)]
    for line in section.lines:
        mark = "! " if line.alert else "- "
        first, *rest = wrapped(line.text, COLUMNS - 2)
        lines += [mark + first, *("  " + piece for piece in rest)]
        lines += ["    " + piece for note in line.notes for piece in wrapped(note, COLUMNS - 4)]
    return lines


def _foot_text(foot: Foot) -> Iterator[str]:
    if foot.why:
        yield "-- "
        yield from wrapped(foot.why, COLUMNS)
    for words, address in (foot.opens, foot.stops):
        if address:
            yield from (clean(words), f"  {address}")


def digest_html(digest: Digest, images: Mapping[str, str], foot: Foot = NO_FOOT) -> str:
    """The digest as HTML for mail clients: no request, nothing that a client would take out.

    Args:
        digest: what is said.
        images: where each picture is (``cid:…`` or ``data:…``), by its name; one without is left out.
        foot: the end of the mail.
    """
    rows = [_row(_p(digest.opening, size=17, serif=True, gap=20))]
    rows += [_row(_section(digest, section, images)) for section in digest.sections]
    rows += [_row(_p(line, size=14, muted=True, gap=8)) for line in digest.closing]
    rows.append(_row(_foot(foot)))
    table = tag("table", tag("tbody", *rows), **_layout("width:100%;max-width:600px;margin:0 auto"))
    cell = tag("td", table, style=f"padding:24px 16px;background:{tokens()['paper']}")
    whole = tag("table", tag("tbody", tag("tr", cell)), **_layout("width:100%"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="color-scheme", content="light"),
        tag("title", digest.subject),
    )
    look = f"margin:0;padding:0;background:{tokens()['paper']};color:{tokens()['ink']}"
    return "<!doctype html>\n" + tag("html", head, tag("body", whole, style=look), lang=digest.lang)


def _layout(style: str) -> dict[str, str]:
    """What a table needs to be only a place: read aloud, it is no table."""
    return {
        "role": "presentation",
        "cellpadding": "0",
        "cellspacing": "0",
        "border": "0",
        "style": f"border-collapse:collapse;{style}",
    }


def _row(content: Html) -> Html:
    return tag("tr", tag("td", content, style="padding:0"))


def _p(text: str | Html, *, size: int, muted: bool = False, serif: bool = False, gap: int = 4) -> Html:
    colour = tokens()["muted" if muted else "ink"]
    font = f"{size}px/1.5 {SERIF if serif else SANS}"
    return tag("p", text, style=f"margin:0 0 {gap}px;font:{font};color:{colour}")


def _section(digest: Digest, section: Section, images: Mapping[str, str]) -> Html:
    rule = f"border-top:2px solid {tokens()['ink']};padding-top:10px;margin:20px 0 8px"
    title = tag("h2", section.title, style=f"{rule};font:600 20px/1.25 {SERIF};color:{tokens()['ink']}")
    return join([title, *(_line(digest, line, images) for line in section.lines)])


def _line(digest: Digest, line: Line, images: Mapping[str, str]) -> Html:
    """One change; bad news has a bar beside it and a sign, never a colour alone."""
    bar = tokens()["loss" if line.alert else "line"]
    text = join(["⚠\ufe0e " if line.alert else None, line.text])
    said = _linked(text, line.address) if line.address else text
    beside = f"display:block;font-size:13px;color:{tokens()['muted']}"
    notes = [tag("span", note, style=beside) for note in line.notes]
    look = f"border-left:3px solid {bar};padding:2px 0 2px 12px;margin:0 0 12px"
    return tag("div", _p(join([said, *notes]), size=16), _image(digest, line, images), style=look)


def _linked(text: Html, address: str) -> Html:
    """The whole line leads there; an arrow says so, since long underlined lines are hard to read."""
    arrow = tag("span", "\u00a0›", aria_hidden="true", style=f"color:{tokens()['gain']}")
    return tag("a", text, arrow, href=address, style=f"color:{tokens()['ink']};text-decoration:none")


def _image(digest: Digest, line: Line, images: Mapping[str, str]) -> Html | None:
    picture = next((p for p in digest.pictures if p.name == line.picture), None)
    if picture is None or picture.name not in images:
        return None
    look = f"display:block;max-width:100%;height:auto;border:0;font:13px/1.4 {SANS};color:{tokens()['muted']}"
    return tag("img", src=images[picture.name], alt=picture.said, width="296", style=look)


def _foot(foot: Foot) -> Html:
    links = [
        tag("a", words, href=address, style=f"color:{tokens()['muted']}")
        for words, address in (foot.opens, foot.stops)
        if address
    ]
    rule = f"border-top:1px solid {tokens()['line']};padding-top:12px;margin-top:20px"
    said = [_p(foot.why, size=13, muted=True)] if foot.why else []
    return (
        tag("div", *said, _p(join(links, " · "), size=13, muted=True), style=rule)
        if said or links
        else Html()
    )
