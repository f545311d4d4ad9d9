"""Make the fonts of page and paper from their published packages: `python docs/make_fonts.py NODE_MODULES`.

NODE_MODULES holds two npm packages (`npm i --ignore-scripts`): @expo-google-fonts/public-sans 0.4.2 and
@expo-google-fonts/source-serif-4 0.4.1. Both families are under the SIL Open Font License; Source Serif
reserves the name "Source", so what is made here has names of its own.
"""

import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset, varLib
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.misc.transform import Transform
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).resolve().parents[1] / "src/retour/report/assets"
PACKAGES = "@expo-google-fonts"
SANS = {
    400: "public-sans/400Regular/PublicSans_400Regular.ttf",
    700: "public-sans/700Bold/PublicSans_700Bold.ttf",
}
SEMIBOLD = "public-sans/600SemiBold/PublicSans_600SemiBold.ttf"
SERIF = {600: "source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf"}
MARKS = "ʳᵉ‐‑–—‘’‚“”„•…‰‹›⁄€™←↑→↓↗−√≈≠≤≥■△▲▶○●◐✓⋯"
SPACES = "\u2009\u202f"
RARE = {*map(ord, "ĬĭĲĳŉŦŧſ")}
CHARACTERS = [*range(0x20, 0x7F), *({*range(0xA0, 0x180)} - RARE), *map(ord, MARKS + SPACES)]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum", "lnum", "pnum"]
NARROW = 0.2  # of the em: the space before ; : ! ? % and between thousands

Pen = TTGlyphPen | TransformPen
Corner = tuple[float, float]


def polygon(pen: Pen, corners: Sequence[Corner], *, hole: bool = False) -> None:
    """A closed outline, clockwise as given; a hole goes the other way."""
    first, *rest = reversed(corners) if hole else corners
    pen.moveTo(first)
    for corner in rest:
        pen.lineTo(corner)
    pen.closePath()


def bar(pen: Pen, start: Corner, end: Corner, thick: float) -> None:
    """A straight stroke."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    dx, dy = -(y1 - y0) / length * thick / 2, (x1 - x0) / length * thick / 2
    polygon(pen, [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)])


def disc(pen: Pen, radius: float, *, hole: bool = False) -> None:
    """A disc around the middle."""
    turns = range(8) if hole else range(8, 0, -1)
    far = radius / math.cos(math.pi / 8)
    around = [
        (far * math.cos((t + 0.5) * math.pi / 4), far * math.sin((t + 0.5) * math.pi / 4)) for t in turns
    ]
    pen.qCurveTo(*around, None)
    pen.closePath()


def arrow(pen: Pen, thick: float, degrees: float) -> None:
    """An arrow in a box that goes from -0.4 to 0.4."""
    turned = TransformPen(pen, Transform().rotate(math.radians(degrees)))
    bar(turned, (-0.4, 0), (0.37, 0), thick)
    for side in (0.25, -0.25):
        bar(turned, (0.4 - 0.25 - thick / 2, side), (0.4 + thick * 0.1, -side * 0.08), thick)


def shape(pen: Pen, mark: str, thick: float) -> None:
    """One of the marks that the families lack, around the middle."""
    up = [(-0.4, -0.34), (0, 0.38), (0.4, -0.34)]
    match mark:
        case "→" | "↗" | "↑" | "←" | "↓":
            arrow(pen, thick, {"→": 0, "↗": 45, "↑": 90, "←": 180, "↓": 270}[mark])
        case "✓":
            bar(pen, (-0.36, 0), (-0.1, -0.28), thick)
            bar(pen, (-0.14, -0.28), (0.38, 0.34), thick)
        case "■":
            polygon(pen, [(-0.32, -0.32), (-0.32, 0.32), (0.32, 0.32), (0.32, -0.32)])
        case "△" | "▲":
            polygon(pen, up)
            if mark == "△":
                inner = 1 - 3.2 * thick
                polygon(pen, [(x * inner, y * inner - thick * 0.35) for x, y in up], hole=True)
        case "▶":
            polygon(pen, [(-0.3, -0.36), (-0.3, 0.36), (0.4, 0)])
        case _:
            rounded(pen, mark, thick)


def rounded(pen: Pen, mark: str, thick: float) -> None:
    """The marks made of discs."""
    if mark == "⋯":
        for x in (-0.32, 0, 0.32):
            disc(TransformPen(pen, Transform().translate(x, 0)), thick * 0.8)
        return
    disc(pen, 0.36)
    if mark != "●":
        disc(pen, 0.36 - thick, hole=True)
    if mark == "◐":
        polygon(pen, [(-0.2, -0.26), (-0.36, 0), (-0.2, 0.26), (0, 0.34), (0, -0.34)])


def letters_above(font: TTFont) -> Iterable[tuple[str, object, int]]:
    """The small raised e and r of 4ᵉ and 1ᵉʳ, where the family has none."""
    known, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    for mark, letter in (("ᵉ", "e"), ("ʳ", "r")):
        if ord(mark) not in names:
            pen = TTGlyphPen(None)
            known[names[ord(letter)]].draw(TransformPen(pen, (0.64, 0, 0, 0.62, 0, 0.3 * em)))
            yield mark, pen.glyph(), round(0.64 * font["hmtx"][names[ord(letter)]][0])


def drawn_marks(font: TTFont, weight: int) -> Iterable[tuple[str, object, int]]:
    """The missing marks, as thick as the weight asks."""
    em, thick = font["head"].unitsPerEm, 0.075 + 0.045 * (weight - 400) / 300
    for mark in "←↑→↓↗■△▲▶○●◐✓⋯":
        if ord(mark) not in font.getBestCmap():
            pen = TTGlyphPen(None)
            shape(TransformPen(pen, (0.9 * em, 0, 0, 0.9 * em, 0.45 * em, 0.35 * em)), mark, thick)
            yield mark, pen.glyph(), round(0.9 * em)


def add(font: TTFont, mark: str, glyph: object, width: int) -> None:
    """A new glyph for a character."""
    name = f"retour{ord(mark):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name], font["glyf"].glyphOrder = glyph, font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(mark)] = name


def complete(font: TTFont, weight: int) -> TTFont:
    """The font with every character of `CHARACTERS`; its narrow space is ours."""
    for table in font["cmap"].tables:
        for space in SPACES:
            table.cmap.pop(ord(space), None)
        if table.isUnicode():
            table.cmap |= {ord(dash): table.cmap[ord("-")] for dash in "‐‑"}
    for made in [*letters_above(font), *drawn_marks(font, weight)]:
        add(font, *made)
    for space in SPACES:
        add(font, space, TTGlyphPen(None).glyph(), round(NARROW * font["head"].unitsPerEm))
    lacking = "".join(chr(c) for c in CHARACTERS if c not in font.getBestCmap())
    if lacking:
        sys.exit(f"{lacking} has no glyph")
    return font


def between(masters: dict[int, TTFont], folder: Path) -> TTFont:
    """One variable font between a light and a bold master of the same outlines."""
    space = DesignSpaceDocument()
    low, high = min(masters), max(masters)
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=low, default=low, maximum=high))
    for weight, font in masters.items():
        path = folder / f"{weight}.ttf"
        font.save(path)
        space.addSource(SourceDescriptor(path=str(path), name=str(weight), location={"Weight": weight}))
    return varLib.build(space)[0]


def cut(font: TTFont) -> TTFont:
    """Only the characters and the layout that the pages use."""
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = (
        FEATURES,
        False,
        [0, 1, 2, 3, 4, 5, 6, 13, 14],
    )
    options.notdef_outline = True
    found = subset.Subsetter(options)
    found.populate(unicodes=CHARACTERS)
    found.subset(font)
    return font


def named(font: TTFont, family: str, style: str) -> TTFont:
    """The font under its own name; its copyright and licence stay."""
    whole = f"{family} {style}"
    for number, said in (
        (1, family),
        (2, "Regular"),
        (3, f"{whole} for Retour"),
        (4, whole),
        (6, whole.replace(" ", "")),
    ):
        font["name"].setName(said, number, 3, 1, 0x409)
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    return font


def save(font: TTFont, name: str) -> None:
    """The font beside the stylesheet, compressed when its name says so."""
    font.flavor = "woff2" if name.endswith(".woff2") else None
    font["head"].modified = font["head"].created  # the same input makes the same file
    font.recalcTimestamp = False
    font.save(ASSETS / name)


def for_paper(packages: Path) -> None:
    """Plain fonts of one weight each: a PDF takes neither a variable nor a compressed one."""
    for path, weight, family, style in (
        (SANS[400], 400, "Retour Sans", "Regular"),
        (SEMIBOLD, 600, "Retour Sans", "SemiBold"),
        (SERIF[600], 600, "Retour Serif", "SemiBold"),
    ):
        font = cut(complete(TTFont(packages / PACKAGES / path), weight))
        save(named(font, family, style), f"{family} {style}.ttf".lower().replace(" ", "-"))


def main(packages: Path) -> None:
    """The fonts and their licences."""
    masters = {w: complete(TTFont(packages / PACKAGES / p), w) for w, p in SANS.items()}
    for font in masters.values():
        for table in ("STAT", "gasp", "prep"):
            if table in font:
                del font[table]
    with TemporaryDirectory() as folder:
        sans = between(masters, Path(folder))
    save(named(cut(sans), "Retour Sans", "Regular"), "retour-sans.woff2")
    serif = complete(TTFont(packages / PACKAGES / SERIF[600]), 600)
    save(named(cut(serif), "Retour Serif", "SemiBold"), "retour-serif.woff2")
    for_paper(packages)
    for package, name in (("public-sans", "sans"), ("source-serif-4", "serif")):
        text = (packages / PACKAGES / package / "LICENSE_FONT").read_text("utf-8")
        (ASSETS / f"retour-{name}-OFL.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
