"""The digest to send: only what changed, the same in text and HTML, light, safe, whole without pictures."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from click.testing import CliRunner

from report.assessments import HOSTILE, assessment, firm, leads, quotes
from retour.cli.main import main
from retour.quantity import Estimate
from retour.report.digest import MOST_LINES, digest_of
from retour.report.digest_faces import Foot, digest_html, digest_text
from retour.report.html import Html
from retour.report.manner import Manner, nowhere
from retour.report.node import View
from retour.report.raster import as_png, as_pngs, encoded_size
from retour.report.rhythm import Calendar
from retour.review.news import news, remember
from retour.verdict.result import Decision
from retour.workspace.example import EXAMPLE

NOTHING_DUE = Calendar(owed=(), readings=(), early=())
SERVED = Manner(sheet=lambda key: f"https://retour.example.com/a/{key}/", figure=nowhere)
EFFECT = "quotes/effect/signed_late/all"
FOOT = Foot(
    why="Because.", opens=("Open", "https://retour.example.com/"), stops=("Stop", "https://x.example.com/s")
)


def memory_of(before):
    """What was told, as it comes back from where it was kept."""
    return json.loads(json.dumps(remember(before)))


def digest(before, now, lang="en", **more):
    return digest_of(View.of(now, lang, SERVED), news(now, memory_of(before)), NOTHING_DUE, **more)


def lower(sheet, *, by: float):
    """The sheet with another main effect."""
    figure = sheet.figures[EFFECT]
    value = figure.value
    moved = replace(figure, value=Estimate(value.value - by, value.low - by, value.high - by))
    return replace(sheet, figures={**sheet.figures, EFFECT: moved})


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "rien à signaler depuis le"), ("en", "nothing to report since")]
)
def test_when_nothing_changed_it_is_said_so_and_nothing_else(lang, said):
    found = digest(firm(), firm(), lang)
    assert said in found.subject
    assert found.sections == ()
    assert found.pictures == ()
    assert found.opening in digest_html(found, {})


def test_a_decision_that_moved_and_a_figure_that_surely_moved_are_told_with_their_evidence():
    before = assessment(lower(replace_decision(quotes(), Decision.MEASURE), by=0.2), leads())
    found = digest(before, assessment(quotes(), leads()))
    titles = [section.title for section in found.sections]
    assert titles == ["Proposed decisions", "Figures that moved"]
    (line,) = found.sections[1].lines
    now = View.of(assessment(quotes()), "en").value(quotes().figures[EFFECT])
    assert now in line.text
    assert any("90% interval" in note and "Evidence" in note for note in line.notes)
    assert line.notes[-1].startswith("On 22\u00a0November\u00a02026: ")
    assert "evidence" in line.notes[-1]


def replace_decision(sheet, decision):
    return replace(sheet, verdict=replace(sheet.verdict, decision=decision))


def test_a_figure_that_moved_within_its_interval_is_no_news():
    found = digest(assessment(lower(quotes(), by=0.001)), assessment(quotes()))
    assert found.n == 0


def test_a_new_automation_and_one_that_was_taken_out_are_told():
    (section,) = digest(assessment(leads()), assessment(quotes())).sections
    assert [line.text for line in section.lines][-1] == "leads: taken out of the register."
    assert "new. Retour proposes" in section.lines[0].text


def test_certainties_come_first_and_the_count_of_all_is_the_figure_s_own():
    now = assessment(leads())
    memory = memory_of(now) | {"at": "2026-11-10"}
    found = digest_of(View.of(now, "fr"), news(now, memory), NOTHING_DUE)
    first = found.sections[0]
    assert first.title == "Ce qui est certain"
    assert first.lines[0].alert
    assert "4\u00a0dossiers perdus de plus" in first.lines[0].text
    assert first.lines[0].notes == ("14 en tout depuis la mise en service, sur 328 attendus.",)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_text_says_everything_that_the_html_says(lang):
    found = digest(assessment(lower(replace_decision(quotes(), Decision.STOP), by=0.3)), firm(), lang)
    text = re.sub(r"\s+", " ", digest_text(found, FOOT))
    page = words_of(digest_html(found, {}, FOOT))
    for section in found.sections:
        for line in section.lines:
            for said in (line.text, *line.notes):
                plain = re.sub(r"\s+", " ", said)
                assert plain in text
                assert plain in page


def test_a_picture_carries_its_number_in_words_and_one_that_is_missing_leaves_no_hole():
    found = digest(assessment(lower(quotes(), by=0.3)), assessment(quotes()))
    (picture,) = found.pictures
    assert View.of(assessment(quotes()), "en").value(quotes().figures[EFFECT]) in picture.said
    shown = digest_html(found, {picture.name: "cid:1@retour"})
    assert re.findall(r'<img src="([^"]+)" alt="([^"]+)"', shown) == [("cid:1@retour", picture.said)]
    assert "<img" not in digest_html(found, {})


def test_a_mail_asks_nobody_for_anything_and_holds_nothing_that_clients_take_out():
    found = digest(assessment(leads()), firm())
    page = digest_html(found, {}, FOOT)
    assert not re.findall(r"<(?:script|style|link|svg|form|iframe)|url\(|src=", page)
    assert HOSTILE not in page
    assert max(map(len, digest_text(found).splitlines())) <= 80


def test_four_hundred_automations_that_all_changed_make_a_mail_of_at_most_90_kilobytes():
    sheets = [
        replace(quotes(), automation=replace(quotes().automation, key=f"quotes{n}")) for n in range(400)
    ]
    now = assessment(*sheets)
    found = digest_of(View.of(now, "fr", SERVED), news(now, {"at": "2026-01-01"}), NOTHING_DUE)
    (section,) = found.sections
    assert len(section.lines) == MOST_LINES + 1
    assert section.lines[-1].text == "… et 388\u00a0autres."
    page, text = digest_html(found, {}, FOOT).encode(), digest_text(found, FOOT).encode()
    pictures = as_pngs({p.name: p.drawn for p in found.pictures}, room=50_000)
    assert encoded_size(len(page)) + encoded_size(len(text)) <= 40_000
    assert sum(encoded_size(len(p)) for p in pictures.values()) <= 50_000


def test_only_one_s_own_automations_are_told_to_whoever_asked_for_that():
    before = assessment(replace_decision(quotes(), Decision.STOP), replace_decision(leads(), Decision.STOP))
    found = digest(before, assessment(quotes(), leads()), only={"leads"})
    assert [line.address for s in found.sections for line in s.lines] == [
        "https://retour.example.com/a/leads/"
    ]


def test_a_drawing_becomes_a_png_with_its_words_in_our_font():
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">'
    said = '<text x="2" y="14" font-family="Retour Sans" font-size="12">8,3 €</text>'
    blank, told = as_png(Html(f"{head}</svg>")), as_png(Html(f"{head}{said}</svg>"))
    assert blank is not None
    assert told is not None
    assert told.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(told) > len(blank) + 200


def test_the_terminal_writes_the_mail_s_two_faces(tmp_path):
    html, text = tmp_path / "d.html", tmp_path / "d.txt"
    days = ("--since", "2026-09-21", "--today", "2026-11-23")
    files = ("--html", str(html), "--text", str(text))
    told = CliRunner().invoke(main, ["digest", str(EXAMPLE), *days, *files, "--lang", "en"])
    assert told.exit_code == 0
    assert "Quote follow-up at day 7: Retour proposes “extend”. It was “keep”." in text.read_text()
    assert "Make chain for partner enquiries" in html.read_text()


def test_a_day_that_is_not_before_today_is_a_usage_error():
    told = CliRunner().invoke(
        main, ["digest", str(EXAMPLE), "--since", "2026-11-23", "--today", "2026-11-23"]
    )
    assert told.exit_code == 2
