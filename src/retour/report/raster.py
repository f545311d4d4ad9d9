"""A drawing as a PNG, for mails: clients show no SVG. Without the extra `pdf` there is no picture at all."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from retour.report.html import Html
from retour.report.style import ASSETS

if TYPE_CHECKING:
    import typst

POINTS_PER_INCH = 108.0  # one and a half dots a point: readable on a phone, light in a mail
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def as_png(drawing: Html) -> bytes | None:
    """A drawing with hexadecimal colours (see `svg.static`) as a PNG; None without typst."""
    try:
        import typst  # noqa: PLC0415  an extra
    except ImportError:
        return None
    made = typst.compile(
        _PAGE, format="png", ppi=POINTS_PER_INCH, font_paths=_fonts(), sys_inputs={"drawing": str(drawing)}
    )
    return bytes(made) if isinstance(made, bytes) else None


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415  an extra

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ASSETS)])


def as_pngs(drawings: Mapping[str, Html], *, room: int) -> dict[str, bytes]:
    """The first drawings that fit in so many bytes once they are written for a mail (base64), by name."""
    made: dict[str, bytes] = {}
    left = room
    for name, drawing in drawings.items():
        png = as_png(drawing)
        if png is None or encoded_size(len(png)) > left:
            break
        made[name] = png
        left -= encoded_size(len(png))
    return made


def encoded_size(size: int) -> int:
    """Bytes that so many bytes take in base64, in lines of 76."""
    letters = 4 * -(-size // 3)
    return letters + 2 * -(-letters // 76)
