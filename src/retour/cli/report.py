"""`retour report`: the quarter as a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from retour.assessment.result import Assessment
from retour.cli.output import Exit, Voice, unusable, writing
from retour.report.pdf import Brand, PdfNotInstalled, Reviewed, UnusableLogo, as_pdf
from retour.review import log
from retour.review.difference import Difference, difference
from retour.review.log import Entry
from retour.wording import say

BOTH = {"fr": "bilan.pdf", "en": "review.pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for: where the PDF goes, the short one or the whole, whose names and logo it bears."""

    pdf: Path
    founder: bool = False
    client: str = ""
    by: str = ""
    logo: Path | None = None


def run_report(folder: Path, today: date | None, wanted: Wanted, lang: str | None) -> int:
    """Audit a folder and write its quarter; the exit code."""
    from retour.cli.audit import opened  # noqa: PLC0415  the demo of that module writes PDFs with this one
    from retour.workspace.decisions import decisions_of  # noqa: PLC0415
    from retour.workspace.ledger import last_entry  # noqa: PLC0415

    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    try:
        brand = _brand(wanted)
        assessment = workspace.audit(today=today)
        reviewed = replace(_reviewed(assessment, decisions_of(folder)[0]), accounts=last_entry(folder))
        pdf = as_pdf(assessment, voice.lang, brand=brand, reviewed=reviewed, founder=wanted.founder)
    except UnusableLogo as unusable_logo:
        voice.tell(say(f"logo_{unusable_logo.code}", {}, voice.lang, family="pdf"))
        return Exit.USAGE
    except PdfNotInstalled:
        return _not_installed(voice)
    _write(voice, {wanted.pdf: pdf})
    voice.problems(assessment.dossier.problems)
    return Exit.UNUSABLE if unusable(assessment.dossier.problems) else Exit.OK


def write_both(assessment: Assessment, folder: Path, voice: Voice) -> int:
    """The quarter in both languages, in a folder that is made when it is not there."""
    try:
        pdfs = {folder / name: as_pdf(assessment, lang) for lang, name in BOTH.items()}
    except PdfNotInstalled:
        return _not_installed(voice)
    with writing(voice, folder):
        folder.mkdir(parents=True, exist_ok=True)
    _write(voice, pdfs)
    return Exit.OK


def _brand(wanted: Wanted) -> Brand:
    logo = wanted.logo.read_bytes() if wanted.logo else b""
    return Brand(client=wanted.client, consultant=wanted.by, logo=logo)


def _reviewed(assessment: Assessment, entries: tuple[Entry, ...]) -> Reviewed:
    """The log, and what moved since the last review of each automation."""
    moved: dict[str, Difference] = {}
    for sheet in assessment.sheets:
        before = log.of(entries, sheet.automation.key, log.Kind.REVIEW)
        if before:
            moved[sheet.automation.key] = difference(sheet, before[-1])
    return Reviewed(entries=entries, moved=moved)


def _write(voice: Voice, pdfs: Mapping[Path, bytes]) -> None:
    for path, pdf in pdfs.items():
        with writing(voice, path):
            path.write_bytes(pdf)
        voice.tell(say("written", {"path": str(path)}, voice.lang, family="cli"))


def _not_installed(voice: Voice) -> int:
    voice.tell(say("not_installed", {}, voice.lang, family="pdf"))
    return Exit.USAGE
