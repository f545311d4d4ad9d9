"""The quarter as a PDF, read by another library: the same figures as elsewhere, our fonts only, tagged."""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache

import openpyxl
import pypdf
import pytest
from pypdf.generic import IndirectObject

from report.assessments import HOSTILE, empty, firm
from retour.quantity import Grade
from retour.report import as_json, as_xlsx, page
from retour.report.pdf import Brand, Reviewed, UnusableLogo, as_pdf
from retour.report.pdf.compiled import document
from retour.report.pdf.piece import drawn, has_glyph
from retour.report.style import ASSETS
from retour.review.log import Kind, Statement, sealed
from retour.worth.ledger import entry as ledger
from retour.worth.ledger.entry import Amount
from retour.worth.ledger.month import Month
from retour.worth.result import Nature

LANGS = ("fr", "en")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + chunk(b"IDAT", zlib.compress(b"\0\x12\x34\x56")) + chunk(b"IEND", b"")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123"/>%s</svg>'


@cache
def written(lang, *, founder=False):
    return as_pdf(firm(), lang, founder=founder)


@cache
def read(lang, *, founder=False):
    return pypdf.PdfReader(io.BytesIO(written(lang, founder=founder)))


def bare(text):
    return re.sub(r"[\s\u00a0\u202f\u00ad\u2010-]+", "", text)


def text_of(reader):
    return bare("".join(one.extract_text() for one in reader.pages))


def objects(reader):
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, dict):
            yield found


def elements(reader, kind):
    return [o for o in objects(reader) if o.get("/Type") == "/StructElem" and o.get("/S") == kind]


def keys_in(piece):
    """The figures that the data of a PDF says, with their words."""
    if isinstance(piece, dict):
        if "key" in piece:
            yield piece["key"], piece["t"]
        for value in piece.values():
            yield from keys_in(value)
    if isinstance(piece, list):
        for value in piece:
            yield from keys_in(value)


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_the_pdf_is_written_as_on_the_page_in_the_workbook_and_in_the_json(lang):
    shown = dict(keys_in(document(firm(), lang)))
    said = {key: figure["said"] for key, figure in as_json(firm(), lang)["figures"].items()}
    html, pdf = bare(page(firm(), lang)), text_of(read(lang))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(firm(), lang)))
    cells = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert len(shown) > 20
    assert {key: text for key, text in shown.items() if text != said[key]} == {}
    assert {key: text for key, text in shown.items() if text != cells[key]} == {}
    assert [key for key, text in shown.items() if bare(text) not in pdf] == []
    assert [key for key, text in shown.items() if bare(text) not in html] == []


def test_both_languages_show_the_same_figures_with_the_same_digits():
    shown = [dict(keys_in(document(firm(), lang))) for lang in LANGS]
    digits = [{key: re.sub(r"\D", "", text) for key, text in one.items()} for one in shown]
    assert digits[0] == digits[1]


@pytest.mark.parametrize("founder", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_only_our_fonts_are_in_it_each_embedded_and_readable_as_text(lang, founder):
    fonts = [o for o in objects(read(lang, founder=founder)) if o.get("/Type") == "/Font"]
    named = {str(font["/BaseFont"]).split("+")[-1] for font in fonts}
    assert named <= {"RetourSansRegular", "RetourSansSemiBold", "RetourSerifSemiBold"}
    assert all("/ToUnicode" in font for font in fonts if font["/Subtype"] == "/Type0")
    described = [o for o in objects(read(lang)) if o.get("/Type") == "/FontDescriptor"]
    assert described
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in described)


@pytest.mark.parametrize("founder", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_it_says_that_it_is_pdf_ua_with_its_language_and_its_title(lang, founder):
    root = read(lang, founder=founder).trailer["/Root"]
    assert root["/Lang"].startswith(lang)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "Atelier Lumen" in read(lang, founder=founder).metadata.title


@pytest.mark.parametrize("lang", LANGS)
def test_every_drawing_has_words_and_every_table_has_header_cells(lang):
    reader = read(lang)
    figures = elements(reader, "/Figure")
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    assert len(elements(reader, "/TH")) >= 3 * len(elements(reader, "/Table")) - 2
    levels = Counter(o["/S"] for o in objects(reader) if re.fullmatch(r"/H\d", str(o.get("/S"))))
    assert set(levels) == {"/H1", "/H2", "/H3"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_chart_says_its_number_and_its_interval(lang):
    alts = bare(" ".join(str(f["/Alt"]) for f in elements(read(lang), "/Figure")))
    said = as_json(firm(), lang)["figures"]
    for key in ("quotes/effect/signed_late/all", "quotes/worth/net"):
        assert bare(said[key]["said"]) in alts


def test_the_bookmarks_are_the_parts_and_the_automations():
    titles = [one["/Title"] for one in read("fr").outline if not isinstance(one, list)]
    assert titles[0] == "À décider ce trimestre"
    assert titles[1] == "Tableau de pilotage"
    assert titles[2:4] == ["Leads entrants vers le CRM", "Relance des devis à J+7"]
    assert titles[-1] == "Méthode et preuves"


def test_the_same_assessment_gives_the_same_bytes_dated_from_its_day():
    assert as_pdf(firm(), "fr") == written("fr")
    assert read("fr").metadata.creation_date == datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_for_a_founder_is_one_page(lang):
    assert len(read(lang, founder=True).pages) == 1


def test_a_name_that_attacks_or_that_our_fonts_cannot_draw_stays_a_name():
    assert bare(HOSTILE) in text_of(read("fr"))
    assert drawn("Ĭ日本 Ünïté\x07") == "I■■ Ünïté"
    book = as_pdf(firm(), "en", brand=Brand(client='#panic() $x$ ] "quoted" \\', consultant="日本"))
    assert bare('#panic() $x$ ] "quoted" \\') in text_of(pypdf.PdfReader(io.BytesIO(book)))


def test_our_fonts_draw_what_the_pdf_lets_through():
    fonttools = pytest.importorskip("fontTools.ttLib")
    for name in ("retour-sans-regular", "retour-sans-semibold", "retour-serif-semibold"):
        known = fonttools.TTFont(str(ASSETS / f"{name}.ttf")).getBestCmap()
        assert [chr(c) for c in range(0x20, 0x2800) if has_glyph(chr(c)) and c not in known] == []


def test_a_workspace_without_anything_has_a_pdf_too():
    assert len(pypdf.PdfReader(io.BytesIO(as_pdf(empty(), "fr"))).pages) >= 3


def test_what_was_signed_is_quoted_with_its_reason_and_the_last_seal():
    said = {"taken": "keep", "proposed": "fix", "reason": "Le prestataire change en janvier"}
    statement = Statement(kind=Kind.REVIEW, automation="leads", at=firm().today, by="A. Lambert", said=said)
    entry = sealed(statement, after=None, recorded=datetime(2026, 11, 22, 9, tzinfo=UTC))
    pdf = as_pdf(firm(), "fr", reviewed=Reviewed(entries=(entry,)))
    text = text_of(pypdf.PdfReader(io.BytesIO(pdf)))
    assert bare("Le prestataire change en janvier") in text
    assert bare(f"sceau {entry.short}") in text


def test_the_last_seal_of_the_ledger_is_quoted_where_a_month_was_closed():
    nothing = Amount(
        automation="leads",
        month=Month(date(2026, 10, 1)),
        line="upkeep",
        nature=Nature.COST,
        grade=Grade.E,
        currency="EUR",
        unknown="not_said",
    )
    last = ledger.sealed(nothing, after=None, recorded=date(2026, 11, 2))
    for lang, title in (("fr", "Livre de comptes"), ("en", "Ledger")):
        quoted = as_pdf(firm(), lang, reviewed=Reviewed(accounts=last))
        text = text_of(pypdf.PdfReader(io.BytesIO(quoted)))
        assert bare(title) in text
        assert last.short in text


def test_thresholds_that_people_changed_are_in_the_annex_with_who_changed_them():
    said = {"changed": {"keep_net": [0.8, 0.7]}, "thresholds": {"keep_net": 0.7}}
    statement = Statement(kind=Kind.THRESHOLDS, automation="", at=firm().today, by="A. Lambert", said=said)
    entry = sealed(statement, after=None, recorded=datetime(2026, 11, 22, 9, tzinfo=UTC))
    pdf = as_pdf(firm(), "en", reviewed=Reviewed(entries=(entry,)))
    text = text_of(pypdf.PdfReader(io.BytesIO(pdf)))
    assert bare("Decision thresholds that were changed") in text
    assert bare("by A. Lambert (decision no. 1)") in text
    assert bare("70% (before: 80%)") in text


def test_a_logo_is_drawn_with_the_names():
    for logo in (PNG, SVG % b""):
        brand = Brand(client="Client & Cie", consultant="Cabinet Dupré", logo=logo)
        reader = pypdf.PdfReader(io.BytesIO(as_pdf(firm(), "fr", brand=brand)))
        assert bare("Établi pour Client & Cie") in text_of(reader)
        assert "Cabinet Dupré" in {str(figure["/Alt"]) for figure in elements(reader, "/Figure")}


@pytest.mark.parametrize(
    ("logo", "code"),
    [
        (b"x" * 600_000, "too_large"),
        (b"GIF89a", "not_image"),
        (PNG[:16] + b"\x00\x00\xff\xff" + PNG[20:], "too_many_pixels"),
        (SVG % b"<script>1</script>", "unsafe"),
        (SVG % b"<text>Arial</text>", "unsafe"),
        (SVG % b'<image href="file:///etc/passwd"/>', "unsafe"),
        (SVG % b'<path fill="url(http://example.com/x)"/>', "unsafe"),
        (SVG % (b"<g/>" * 2_001), "too_many_shapes"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"", "not_image"),
    ],
)
def test_a_logo_that_could_harm_is_refused_with_its_reason(logo, code):
    with pytest.raises(UnusableLogo) as refused:
        Brand(logo=logo)
    assert refused.value.code == code


def test_a_logo_that_is_damaged_is_refused_when_it_is_drawn():
    with pytest.raises(UnusableLogo):
        as_pdf(firm(), "fr", brand=Brand(logo=PNG[:-20] + bytes(20)))


def test_the_workbook_draws_each_series_from_cells_that_hold_its_weekly_values():
    book = zipfile.ZipFile(io.BytesIO(as_xlsx(firm(), "fr")))
    table = book.read("xl/worksheets/sheet1.xml").decode()
    drawn_from = re.findall(r"<xm:f>('?Séries'?!D(\d+):(\w+?)\d+)</xm:f>", table)
    sheets = openpyxl.load_workbook(io.BytesIO(as_xlsx(firm(), "fr")))["Séries"]
    path = next(s for s in firm().sheets if s.automation.key == "quotes").main_effect.path
    assert [row for _, row, _ in drawn_from] == ["3"]
    assert [cell.value for cell in sheets[3][3:]] == pytest.approx(path.observed.tolist())
