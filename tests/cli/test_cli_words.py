"""Every text and file that the terminal writes about the example firm: no claim beyond its evidence."""

import io
import shutil
from html import escape
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

import retour
from retour.cli.main import main
from retour.report.node import View
from retour.report.pdf.compiled import document
from retour.report.review_text import review_text
from retour.wording.strength import lint_text
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY

EXPORTS = Path(__file__).parents[2] / "examples"
DAY = ("--today", EXAMPLE_DAY.isoformat())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    copy = tmp_path_factory.mktemp("firm") / "firm"
    shutil.copytree(EXAMPLE, copy)
    return copy


@pytest.fixture(scope="module")
def assessment(folder):
    return retour.open(folder).audit(today=EXAMPLE_DAY)


@pytest.fixture(params=("fr", "en"))
def lang(request):
    return request.param


def told(*arguments, codes=(0,)):
    """What a command says; a failure of the command itself is a failure of the test."""
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exit_code in codes, (arguments, done.output, done.exception)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("lang", "command"),
    [
        ("fr", ("audit", "FOLDER")),
        ("en", ("digest", "FOLDER", "--since", "2026-08-01", "--html", "MAIL")),
        ("fr", ("due", "FOLDER")),
        ("en", ("promises", "FOLDER")),
        ("fr", ("explain", "quote-follow-up/worth/net", "--in", "FOLDER")),
        ("en", ("review", "quote-follow-up", "--in", "FOLDER", "--look")),
    ],
)
def test_no_command_claims_more_than_the_firm_s_figures_bear(folder, assessment, tmp_path, lang, command):
    mail = tmp_path / "mail.html"
    places = {"FOLDER": folder, "MAIL": mail}
    said = told(*(places.get(word, word) for word in command), *DAY, "--lang", lang, codes=(0, 3, 10))
    written = mail.read_text(encoding="utf-8") if "MAIL" in command else said
    assert len(written) > 100
    assert lint_text(written, assessment, lang) == ()


def test_no_review_nor_claim_that_is_answered_says_more_than_it_rests_on(assessment, lang):
    view = View.of(assessment, lang)
    said = [review_text(view, sheet, None) for sheet in assessment.sheets]
    said.append(told("claim", "23 % des devis relancés ont été signés", "--lang", lang))
    assert all(len(text) > 100 for text in said)
    assert [found for text in said for found in lint_text(text, assessment, lang)] == []


def test_no_command_claims_anything_of_files_that_were_never_audited(assessment, lang, tmp_path):
    said = [
        told("lint", EXPORTS / "scenarios", "--lang", lang),
        told("measure", EXPORTS / "exports/devis.csv", "--lang", lang, *DAY, codes=(0, 3)),
    ]
    assert all(len(text) > 400 for text in said)
    assert [found for text in said for found in lint_text(text, assessment, lang)] == []


def paragraphs(piece):
    """What is set in the report, a paragraph of HTML each: its pieces, as they are given to be set."""
    if isinstance(piece, dict):
        texts = [value for name, value in piece.items() if name in ("text", "note", "headline", "counts")]
        yield from (f"<p>{escape(text)}</p>" for text in texts if isinstance(text, str))
        for value in piece.values():
            yield from paragraphs(value)
    elif isinstance(piece, list) and any(isinstance(one, dict) and one.get("k") == "t" for one in piece):
        yield f"<p>{''.join(spans(one for one in piece if one['k'] == 't'))}</p>"
    elif isinstance(piece, list):
        for value in piece:
            yield from paragraphs(value)


def spans(pieces):
    """A figure goes on until the next one: what defends it is set after it."""
    opened = ""
    for one in pieces:
        if "key" in one:
            yield f'{opened}<span data-figure="{one["key"]}">'
            opened = "</span>"
        yield escape(one["t"])
    yield opened


@pytest.mark.parametrize("founder", [(), ("--founder",)])
def test_the_report_is_written_and_claims_no_more_than_its_figures_bear(
    folder, assessment, lang, tmp_path, founder
):
    path = tmp_path / "quarter.pdf"
    told("report", folder, "--pdf", path, "--client", "Atelier Lumen", *DAY, "--lang", lang, *founder)
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    assert (len(reader.pages) == 1) is bool(founder)
    written = "".join(paragraphs(document(assessment, lang, founder=bool(founder))))
    assert written.count("data-figure") >= 1
    assert lint_text(written, assessment, lang) == ()


def test_the_report_of_a_folder_without_a_register_is_refused_and_writes_nothing(tmp_path):
    told("report", tmp_path, "--pdf", tmp_path / "q.pdf", codes=(2, 3))
    assert not (tmp_path / "q.pdf").exists()


def test_a_logo_that_is_no_picture_is_refused(folder, tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"no picture")
    said = told("report", folder, "--pdf", tmp_path / "q.pdf", "--logo", logo, *DAY, codes=(2, 3))
    assert "logo" in said
    assert not (tmp_path / "q.pdf").exists()


def test_the_demo_ends_with_the_quarter_in_both_languages(tmp_path):
    said = told("demo", "--pdfs", tmp_path / "build", "--lang", "en")
    made = {path.name for path in (tmp_path / "build").glob("*.pdf")}
    assert made == {"bilan.pdf", "review.pdf"}
    assert all(name in said for name in made)
