"""Takes the pictures of the quarter's PDF for docs/screenshots: some pages of the example, both languages.

python docs/take_pdf_pages.py
"""

import io
from pathlib import Path

from PIL import Image

import retour
from retour.report.pdf.compiled import as_pictures, document
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY

OUT = Path(__file__).parent / "screenshots"
PAGES = {"cover": 0, "decide": 1, "table": 3}
SHEET = "quote-follow-up"


def main() -> None:
    """The cover, what to decide, the steering table, a sheet's first page, and the founder's page."""
    assessment = retour.open(EXAMPLE).audit(today=EXAMPLE_DAY)
    for lang in ("fr", "en"):
        pages = as_pictures(document(assessment, lang))
        for name, number in PAGES.items():
            keep(pages[number], f"pdf-{name}-{lang}")
        one = next(s for s in assessment.sheets if s.automation.key == SHEET)
        short = document(assessment, lang)
        name = one.automation.name.in_(lang)
        part = next(p for p in short["parts"] if p["pieces"][0].get("text") == name)
        keep(as_pictures({**short, "cover": None, "parts": [part]})[0], f"pdf-sheet-{lang}")
        keep(as_pictures(document(assessment, lang, founder=True))[0], f"pdf-founder-{lang}")


def keep(page: bytes, name: str) -> None:
    """One page as a JPEG."""
    Image.open(io.BytesIO(page)).convert("RGB").save(OUT / f"{name}.jpg", quality=72, optimize=True)


if __name__ == "__main__":
    main()
