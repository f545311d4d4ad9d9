"""Whose report it is: who it is prepared for and by, and a logo that can do no harm."""

from dataclasses import dataclass

MOST_BYTES = 512 * 1024
MOST_PIXELS = 4_000  # on a side
MOST_SHAPES = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    {
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "title",
        "desc",
    }
)
_OUTSIDE = ("url(", "href", "@import", "javascript:", "data:")


class UnusableLogo(Exception):  # noqa: N818  it reads as what it is
    """A logo that is not drawn. `code`: too_large, not_image, too_many_pixels, too_many_shapes, unsafe."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Names on the cover, empty where there is none; `logo` is a PNG or a plain SVG of at most 512 KiB."""

    client: str = ""
    consultant: str = ""
    logo: bytes = b""

    def __post_init__(self) -> None:
        if self.logo:
            kind_of(self.logo)


def kind_of(logo: bytes) -> str:
    """`png` or `svg`.

    An SVG is a drawing of shapes only: no script, no style, no text (its fonts are not ours), no picture
    inside, nothing from elsewhere.

    Raises:
        UnusableLogo: it is something else, or too much of it.
    """
    if len(logo) > MOST_BYTES:
        raise UnusableLogo("too_large")
    if logo.startswith(_PNG):
        return _png(logo)
    return _svg(logo)


def _png(logo: bytes) -> str:
    if logo[12:16] != b"IHDR" or len(logo) < 24:
        raise UnusableLogo("not_image")
    sides = int.from_bytes(logo[16:20], "big"), int.from_bytes(logo[20:24], "big")
    if not 0 < min(sides) <= max(sides) <= MOST_PIXELS:
        raise UnusableLogo("too_many_pixels")
    return "png"


def _svg(logo: bytes) -> str:
    from lxml import etree  # noqa: PLC0415  only a logo needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(logo, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnusableLogo("not_image") from None
    if root.tag != f"{_SVG}svg" or b"<!DOCTYPE" in logo:
        raise UnusableLogo("not_image")
    shapes = list(root.iter())
    if len(shapes) > MOST_SHAPES:
        raise UnusableLogo("too_many_shapes")
    for shape in shapes:
        _check(shape.tag, [f"{key}={value}" for key, value in shape.attrib.items()])
    return "svg"


def _check(tag: object, attributes: list[str]) -> None:
    if not isinstance(tag, str):  # a comment
        return
    if tag.removeprefix(_SVG) not in _SHAPES:
        raise UnusableLogo("unsafe")
    for written in attributes:
        if any(word in written.replace("url(#", "").lower() for word in _OUTSIDE):
            raise UnusableLogo("unsafe")
