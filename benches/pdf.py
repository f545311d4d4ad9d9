"""The quarter of fifteen automations as a PDF: how many seconds of processor, pages and bytes it takes.

python benches/pdf.py
"""

import io
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import time
from dataclasses import replace

import pypdf

import retour
from retour.assessment.result import Assessment
from retour.report.pdf import as_pdf
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY

MANY = 15
MOST_SECONDS = 2.0
ROUNDS = 3


def fifteen() -> Assessment:
    """The example firm, its sheets told again until there are fifteen."""
    found = retour.open(EXAMPLE).audit(today=EXAMPLE_DAY)
    sheets = (found.sheets * (MANY // len(found.sheets) + 1))[:MANY]
    return replace(found, sheets=sheets)


def main() -> int:
    assessment, slow = fifteen(), False
    for lang in ("fr", "en"):
        for founder in (False, True):
            taken = []
            for _ in range(ROUNDS):
                began = time.process_time()
                pdf = as_pdf(assessment, lang, founder=founder)
                taken.append(time.process_time() - began)
            pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
            kind = "founder" if founder else "whole"
            print(
                f"{lang} {kind:8} first {taken[0]:.2f} s, best {min(taken):.2f} s, {pages} pages,"
                f" {len(pdf):,} bytes"
            )
            slow = slow or min(taken) > MOST_SECONDS
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
