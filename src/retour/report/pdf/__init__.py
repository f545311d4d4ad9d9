"""The quarter as a PDF to send: the assessment as data, one typst template, and the function that sets it."""

from retour.report.pdf.brand import Brand, UnusableLogo
from retour.report.pdf.compiled import PdfNotInstalled, as_pdf
from retour.report.pdf.reviewed import Reviewed

__all__ = ["Brand", "PdfNotInstalled", "Reviewed", "UnusableLogo", "as_pdf"]
