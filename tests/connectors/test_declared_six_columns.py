"""The article's six-column table becomes drafts that lose nothing and prove nothing."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from retour.connectors.declared import read_folder, read_six_columns, write_drafts
from retour.connectors.declared.six_columns import Draft
from retour.quantity import Place, Text
from retour.register.automation import FollowUp
from retour.register.build import build

HEADINGS = "Nom du process;Objectif;Outil(s);KPI principal;Fréquence de suivi;Impact constaté\n"
LINE = (
    "Relance devis;Augmenter le taux de signature;Make + Gmail;"
    "Taux de signature à J+7;Mensuel;+23% de devis signés\n"
)
DRAFT = Draft(
    name="Relance devis",
    place=Place("t.csv", 2),
    objective="Augmenter le taux de signature",
    tools=("Make", "Gmail"),
    kpi="Taux de signature à J+7",
    follow_up=FollowUp.MONTHLY,
    impact="+23% de devis signés",
)


def table(folder: Path, content: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_articles_own_line_is_read(tmp_path: Path) -> None:
    assert read_six_columns(table(tmp_path, HEADINGS + LINE)) == ((DRAFT,), ())


@pytest.mark.parametrize(
    "content",
    [
        (HEADINGS + LINE).encode("cp1252"),
        (HEADINGS + LINE).encode("utf-16"),
        (HEADINGS + LINE).encode("utf-8-sig"),
        (HEADINGS + LINE).replace(";", "\t").encode(),
        (HEADINGS + LINE).replace(";", " | ").encode(),
        (HEADINGS + LINE).replace(";", ",").replace("\n", "\r\n").encode(),
        (HEADINGS.upper() + LINE).encode(),
        HEADINGS.replace("Impact constaté", "impact constate").replace("Outil(s)", "OUTILS").encode()
        + LINE.encode(),
        HEADINGS.replace("Fréquence de suivi", "Frequence de suivis").encode() + LINE.encode(),
    ],
)
def test_encodings_separators_case_and_accents_do_not_matter(content: bytes, tmp_path: Path) -> None:
    assert read_six_columns(table(tmp_path, content)) == ((DRAFT,), ())


def test_english_headings_in_any_order_below_a_title(tmp_path: Path) -> None:
    text = (
        "Steering table 2026,,,,,\n,,,,,\n"
        "Observed impact,Tools,Process name,Follow-up frequency,Objective,Main KPI\n"
        '"8.6/10, they say","Notion; Make/Whisper, ChatGPT (API)",Meeting notes,Every week,Time,Minutes\n'
    )
    drafts, problems = read_six_columns(table(tmp_path, text))
    assert problems == ()
    assert drafts[0].tools == ("Notion", "Make", "Whisper", "ChatGPT (API)")
    assert (drafts[0].name, drafts[0].follow_up, drafts[0].place.line) == (
        "Meeting notes",
        FollowUp.WEEKLY,
        4,
    )
    assert drafts[0].impact == "8.6/10, they say"


def test_a_workbook_with_a_merged_title_is_read_on_the_sheet_that_has_the_table(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Pilotage")
    sheet.append(["Tableau de pilotage"])
    sheet.merge_cells("A1:F1")
    sheet.append([None] * 6)
    sheet.append(HEADINGS.strip().split(";"))
    sheet.append(LINE.strip().split(";"))
    sheet.append(["Comptes rendus", None, "Notion\nMake", 45, "Hebdo", 8.6])
    path = tmp_path / "t.xlsx"
    book.save(path)
    (first, second), problems = read_six_columns(path)
    assert problems == ()
    assert (first.name, first.place.line) == ("Relance devis", 4)
    assert (second.tools, second.kpi, second.impact) == (("Notion", "Make"), "45", "8.6")


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("Quotidien", FollowUp.DAILY),
        ("tous les jours", FollowUp.DAILY),
        ("Hebdo.", FollowUp.WEEKLY),
        ("hebdomadaires", FollowUp.WEEKLY),
        ("MENSUELLE", FollowUp.MONTHLY),
        ("monthly", FollowUp.MONTHLY),
        ("Trimestriel", FollowUp.QUARTERLY),
        ("every quarter", FollowUp.QUARTERLY),
        ("annuel", FollowUp.YEARLY),
        ("Yearly", FollowUp.YEARLY),
        ("", None),
    ],
)
def test_frequencies_are_understood_in_both_languages(
    words: str, frequency: FollowUp | None, tmp_path: Path
) -> None:
    drafts, problems = read_six_columns(table(tmp_path, f"Process;Fréquence\nA;{words}\n"))
    assert (drafts[0].follow_up, problems) == (frequency, ())


def test_what_is_not_understood_is_listed_and_the_rest_kept(tmp_path: Path) -> None:
    text = "Process;Objectif;Fréquence;Responsable;\nA;Vendre;Mensuell;Léa\n;;;\n;Sans nom;;\nB;;;\n"
    drafts, problems = read_six_columns(table(tmp_path, text))
    assert [d.name for d in drafts] == ["A", "B"]
    assert [(p.rule, p.place.line, p.value, p.hint) for p in problems] == [
        ("table.column_unknown", 1, "Responsable", ""),
        ("table.frequency_unknown", 2, "Mensuell", "mensuelle"),
        ("table.row_incomplete", 4, "Sans nom", ""),
    ]


def test_a_cell_over_two_lines_keeps_the_next_line_numbers_true(tmp_path: Path) -> None:
    text = 'Process;Impact\nA;"one\ntwo"\nB;x\n'
    drafts, _ = read_six_columns(table(tmp_path, text))
    assert [(d.name, d.place.line) for d in drafts] == [("A", 2), ("B", 4)]


def test_what_is_not_a_six_column_table_is_one_problem(tmp_path: Path) -> None:
    big = tmp_path / "big.xlsx"
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    cases = {
        table(tmp_path, "", "empty.csv"): "table.empty",
        table(tmp_path, "a;b\n1;2\n", "other.csv"): "table.header_missing",
        table(tmp_path, HEADINGS, "bare.csv"): "table.empty",
        table(tmp_path, b"\x00\x01\x02", "binary.csv"): "table.unreadable",
        table(tmp_path, b"\x81\x8d\n", "odd.csv"): "table.unreadable",
        table(tmp_path, b"PK\x03\x04 truncated", "broken.xlsx"): "table.unreadable",
        table(tmp_path, 'Process;Impact\n"' + "a" * 200_000 + '"\n', "long.csv"): "table.unreadable",
        table(tmp_path, "a" * 5_000_001, "huge.csv"): "table.too_large",
        table(tmp_path, "a;" * 10_000 + "a\n", "wide.csv"): "table.too_large",
        big: "table.too_large",
        tmp_path / "nowhere.csv": "table.unreadable",
    }
    for path, rule in cases.items():
        drafts, problems = read_six_columns(path)
        assert (drafts, [p.rule for p in problems]) == ((), [rule])


def test_drafts_are_valid_automations_that_keep_every_word(tmp_path: Path) -> None:
    written, problems = write_drafts(tmp_path, [DRAFT])
    assert ([p.name for p in written], problems) == (["relance-devis.yaml"], ())
    documents, unread = read_folder(tmp_path)
    register, built = build(documents)
    assert (unread, [p.rule for p in built]) == ((), ["kpi.none"])
    (one,) = register.automations
    assert one.name == Text.same("Relance devis")
    assert register.objective(one.objective).name == Text.same("Augmenter le taux de signature")
    assert [register.tool(t).name.fr for t in one.tools] == ["Make", "Gmail"]
    assert (one.follow_up, one.kpi_in_words) == (FollowUp.MONTHLY, Text.same("Taux de signature à J+7"))
    (claim,) = one.claims
    assert (claim.kind, claim.sentence.fr, claim.numbers) == ("stated", "+23% de devis signés", {})
    assert (one.worth, one.indicators) == ((), ())


def test_a_draft_never_overwrites_and_says_so(tmp_path: Path) -> None:
    mine = tmp_path / "automations" / "relance-devis.yml"
    mine.parent.mkdir()
    mine.write_text("name: Mine\n")
    written, problems = write_drafts(tmp_path, [DRAFT])
    assert written == ()
    assert [(p.rule, p.value, p.place) for p in problems] == [
        ("draft.exists", "automations/relance-devis.yaml", DRAFT.place)
    ]
    assert [p.name for p in tmp_path.rglob("*.y*ml")] == ["relance-devis.yml"]


def test_two_lines_of_one_name_become_two_drafts(tmp_path: Path) -> None:
    nameless = Draft(name="日本", place=Place("t.csv", 4))
    written, problems = write_drafts(tmp_path, [DRAFT, DRAFT, nameless], "en")
    assert [p.name for p in written] == ["relance-devis.yaml", "relance-devis-2.yaml", "automation.yaml"]
    assert [(p.rule, p.details["key"]) for p in problems] == [
        ("draft.key_changed", "relance-devis-2"),
        ("draft.key_changed", "automation"),
    ]
    assert "Missing, in order to measure" in written[0].read_text("utf-8")


@pytest.mark.parametrize(
    "firm",
    [
        "name: Morel # us\ntools:\n    make: # ours\n        name: Make\n\nroles: {b: {hourly_cost: 60}}\n",
        "name: Morel\r\ntools:\r\n  make: Make\r\n",
        "name: Morel\ntools:\nobjectives:   # none yet\n",
        "name: Morel",
        "name: Morel\nobjectives: {signer: {name: {fr: Augmenter le taux de Signature}}}\ntools: \n",
    ],
)
def test_objectives_and_tools_are_added_and_nothing_else_changes(firm: str, tmp_path: Path) -> None:
    path = tmp_path / "retour.yaml"
    path.write_bytes(firm.encode())
    _, problems = write_drafts(tmp_path, [DRAFT])
    register, built = build(read_folder(tmp_path)[0])
    assert (problems, [p.rule for p in built]) == ((), ["kpi.none"])
    assert {t.key for t in register.tools} == {"make", "gmail"}
    assert len(register.objectives) == 1
    after = path.read_bytes().decode()
    kept = [line for line in firm.splitlines(keepends=True) if line.strip()]
    assert all(line.rstrip("\n") in after for line in kept)
    assert ("\r\n" in firm) == ("\r\n" in after)


@pytest.mark.parametrize(
    "firm",
    [
        "name: Morel\ntools: {make: Make}\n",
        "name: Morel\ntools: {make: Make,\n  x: y}\n",
        "name: [\n",
        "name: é\n",
    ],
)
def test_what_cannot_be_added_stays_a_comment(firm: str, tmp_path: Path) -> None:
    path = tmp_path / "retour.yaml"
    path.write_bytes(firm.encode("latin-1"))
    written, problems = write_drafts(tmp_path, [DRAFT])
    undeclared = [p.value for p in problems if p.rule == "draft.not_declared"]
    assert "Gmail" in undeclared
    text = written[0].read_text("utf-8")
    assert "# tools: Gmail" in text
    assert {p.rule for p in build(read_folder(tmp_path)[0])[1]} <= {"kpi.none"}


def test_a_tool_without_any_letter_of_ours_stays_a_comment(tmp_path: Path) -> None:
    odd = Draft(name="A", place=Place("t.csv", 2), tools=("日本", "Make"), objective="日")
    written, problems = write_drafts(tmp_path, [odd])
    assert [p.value for p in problems] == ["日", "日本"]
    assert "tools: [make]" in written[0].read_text("utf-8")
