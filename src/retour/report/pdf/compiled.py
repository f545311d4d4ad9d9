"""The report as bytes: its parts as data, then typst with our fonts only. A warning is an error."""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from retour.assessment.result import Assessment, Sheet
from retour.report.node import View
from retour.report.pdf import annex, front, sheet
from retour.report.pdf.brand import Brand, UnusableLogo, kind_of
from retour.report.pdf.piece import Data, drawn
from retour.report.pdf.reviewed import NOT_REVIEWED, Reviewed
from retour.report.style import ASSETS, tokens

if TYPE_CHECKING:
    import typst

NO_BRAND = Brand()


class PdfNotInstalled(Exception):  # noqa: N818  it reads as what it is
    """The extra `pdf` is not installed."""


def as_pdf(
    assessment: Assessment,
    lang: str,
    *,
    brand: Brand = NO_BRAND,
    reviewed: Reviewed = NOT_REVIEWED,
    founder: bool = False,
) -> bytes:
    """The quarterly report, PDF/UA-1; the same assessment gives the same bytes.

    Args:
        assessment: what is reported, as of its day.
        lang: ``fr`` or ``en``.
        brand: who it is prepared for and by, with a logo.
        reviewed: the decision log and what moved since the last reviews.
        founder: one page instead of the whole.

    Raises:
        PdfNotInstalled: the extra `pdf` is missing.
        UnusableLogo: the logo cannot be drawn.
        RuntimeError: the compiler refused or warned; never because of what a user named.
    """
    data = document(assessment, lang, brand=brand, reviewed=reviewed, founder=founder)
    return compiled(data, datetime.combine(assessment.today, time(), UTC))


def document(
    assessment: Assessment,
    lang: str,
    *,
    brand: Brand = NO_BRAND,
    reviewed: Reviewed = NOT_REVIEWED,
    founder: bool = False,
) -> Data:
    """Everything the template needs, as JSON values."""
    view = View.of(assessment, lang)
    parts = _founder(view, reviewed) if founder else _whole(view, reviewed)
    return {
        "lang": lang,
        "title": drawn(front.title_of(assessment, view)),
        "firm": drawn(assessment.dossier.register.name),
        "day": [assessment.today.year, assessment.today.month, assessment.today.day],
        "quarter": front.quarter(view),
        "kind": view.label("pdf.founder_kind" if founder else "pdf.kind"),
        "foot": drawn(_foot(view)),
        "colours": tokens(),
        "contents": view.label("pdf.contents"),
        "cover": None if founder else front.cover(view, brand, reviewed),
        "logo": _logo(brand.logo),
        "logo_alt": drawn(brand.consultant or brand.client or "logo"),
        "parts": parts,
    }


def _founder(view: View, reviewed: Reviewed) -> list[Data]:
    return [{"look": "tall", "pieces": front.founder(view, reviewed)}]


def _whole(view: View, reviewed: Reviewed) -> list[Data]:
    sheets = view.assessment.sheets
    return [
        {"look": "tall", "pieces": front.decide(view, reviewed)},
        {"look": "wide", "pieces": front.steering(view)},
        *(_sheet(view, one, reviewed) for one in sheets),
        {"look": "tall", "pieces": annex.annex(view, reviewed, version("retour"))},
    ]


def _sheet(view: View, one: Sheet, reviewed: Reviewed) -> Data:
    return {"look": "tall", "pieces": sheet.sheet_pieces(view, one, reviewed)}


def _foot(view: View) -> str:
    newest = max(view.assessment.dossier.watermark.values(), default=None)
    today = view.assessment.today
    if newest is None:
        return view.label("footer_no_data", today=today)
    return view.label("footer_watermark", day=newest.date(), today=today)


def _logo(logo: bytes) -> Data | None:
    return {"kind": kind_of(logo), "bytes": list(logo)} if logo else None


def as_pictures(data: Data, *, dots: int = 96) -> list[bytes]:
    """Every page of a document as a PNG, `dots` an inch: for those who look before they open."""
    import typst  # noqa: PLC0415

    sources = {"data": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs=sources)
    drawn_pages = compiler.compile(format="png", ppi=dots)
    return drawn_pages if isinstance(drawn_pages, list) else [drawn_pages or b""]


def compiled(data: Data, made: datetime) -> bytes:
    """The PDF of a document; `made` is written as its day, so that bytes do not depend on the clock."""
    try:
        import typst  # noqa: PLC0415  an extra, imported when a PDF is asked for
    except ImportError:
        raise PdfNotInstalled from None
    try:
        pdf, warnings = typst.compile_with_warnings(
            _template(),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=made,
        )
    except typst.TypstError as refused:
        if data["logo"] and ("image" in refused.message or "SVG" in refused.message):
            raise UnusableLogo("not_image") from None
        raise
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    return pdf


@cache
def _template() -> bytes:
    return (files("retour.report.pdf") / "quarter.typ").read_bytes()


@cache
def _fonts() -> "typst.Fonts":
    """Our fonts alone: neither the system's nor those that typst carries."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ASSETS)])
