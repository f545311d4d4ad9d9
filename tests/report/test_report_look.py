"""The look as figures: contrasts, colours that every sight tells apart, weights, characters of the fonts."""

import gzip
import math
import re
from itertools import combinations, product

import pytest
from fontTools.ttLib import TTFont

from report.assessments import empty, firm
from retour.report import page
from retour.report.style import ASSETS, page_css, tokens
from retour.wording.catalogue import catalogue

SCHEMES = [False, True]
TEXTS = ("ink", "muted", "gain", "loss", "none", "cftext")
MARKS = ("ink", "muted", "gain", "loss", "none", "cf", "ghost")
ROLES = ("ink", "gain", "loss", "none", "cf")
FILLS = ("gainfill", "lossfill", "cfband", "rail", "wash")

# Full deficiency: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, severity 1.0.
SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def linear(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def contrast(one, other):
    light, dark = sorted((times(XYZ, linear(c))[1] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    x, y, z = (max(v, 0) / w for v, w in zip(times(XYZ, rgb), WHITE, strict=True))
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("dark", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_every_colour_of_text_is_readable(dark, ground):
    found = tokens(dark=dark)
    low = {name: contrast(found[name], found[ground]) for name in TEXTS}
    assert min(low.values()) >= 4.5, low


@pytest.mark.parametrize("dark", SCHEMES)
def test_ink_is_readable_on_every_fill_and_paper_on_ink(dark):
    found = tokens(dark=dark)
    assert min(contrast(found["ink"], found[fill]) for fill in FILLS) >= 4.5
    assert contrast(found["paper"], found["ink"]) >= 4.5
    assert contrast(found["paper"], found["muted"]) >= 4.5


@pytest.mark.parametrize("dark", SCHEMES)
def test_every_colour_that_draws_is_seen(dark):
    found = tokens(dark=dark)
    low = {name: contrast(found[name], found["paper"]) for name in MARKS}
    assert min(low.values()) >= 3, low


@pytest.mark.parametrize("dark", SCHEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_five_roles_are_told_apart_by_every_sight(dark, sight):
    seen = {role: lab(times(SIGHTS[sight], linear(tokens(dark=dark)[role]))) for role in ROLES}
    apart = {(a, b): math.dist(seen[a], seen[b]) for a, b in combinations(ROLES, 2)}
    assert min(apart.values()) >= 20, min(apart, key=apart.get)


def test_all_the_style_weighs_less_than_six_thousand_bytes_and_the_fonts_less_than_sixty():
    style = sum(len(gzip.compress((ASSETS / name).read_bytes())) for name in ("face.css", "fonts.css"))
    fonts = sum(len((ASSETS / f"retour-{name}.woff2").read_bytes()) for name in ("sans", "serif"))
    assert style <= 6_000
    assert fonts <= 60_000


@pytest.mark.parametrize(("font", "lang"), [*product(["sans", "serif"], ["fr", "en"])])
def test_every_character_that_the_product_says_is_in_its_fonts(font, lang):
    with (ASSETS / f"retour-{font}.woff2").open("rb") as file:
        known = TTFont(file).getBestCmap()
    said = {letter for family in catalogue(lang).values() for text in family.values() for letter in text}
    said |= set("\u202f\u00a0‰≥≤→−×÷’«»…€œŒæÆÿŸ0123456789+%")
    assert {letter for letter in said if ord(letter) not in known and letter != "\n"} == set()


@pytest.mark.parametrize("font", ["sans", "serif"])
def test_the_narrow_space_is_a_fifth_of_the_letter_height_and_the_font_has_a_name_of_its_own(font):
    with (ASSETS / f"retour-{font}.woff2").open("rb") as file:
        found = TTFont(file)
    assert found["hmtx"][found.getBestCmap()[0x202F]][0] == round(found["head"].unitsPerEm / 5)
    assert found["name"].getDebugName(1) == f"Retour {font.capitalize()}"
    assert "SIL Open Font License" in found["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE" in (ASSETS / f"retour-{font}-OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_page_has_a_style_attribute_and_no_script(lang):
    for html in (page(firm(), lang), page(empty(), lang)):
        assert not re.search(r"<[a-z][^>]*\sstyle=", html)
        assert "<script" not in html


def test_the_page_carries_its_fonts_and_asks_for_nothing():
    css = page_css()
    assert css.count("url(data:font/woff2;base64,") == 2
    assert css.count("url(") == 2
    assert "/*" not in css.split("base64", 2)[0]


def test_a_page_uses_only_classes_that_the_style_or_the_guide_knows():
    css = (ASSETS / "face.css").read_text("utf-8")
    used = {name for names in re.findall(r'class="([^"]+)"', page(firm(), "fr")) for name in names.split()}
    unknown = {name for name in used if not re.search(rf"\.{re.escape(name)}\b", css)}
    assert unknown <= {"d-keep", "d-measure", "d-pilot", "map", "off", "v-plain"}
