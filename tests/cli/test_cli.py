"""The command line, driven as a user would, on folders in sight."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from retour.cli.main import main

QUOTES = """\
quote;sent;signed;kind;total
Q1;04/05/2026 09:00;06/05/2026 10:00;B2B;1 240,00
Q2;05/05/2026 09:00;;B2C;980,50
NA;06/05/2026 09:00;20/05/2026 10:00;B2C;300,00
Q4;30/02/2026 09:00;;B2C;10,00
"""
WORKSPACE = "name: Atelier\nlocale: en\nobjectives: {sell: Sell more}\n"
PROCESS = """
process: quote
activities: {sent: , signed: }
files:
  - path: events/quotes.csv
    shape: wide
    case: quote
    dates: {sent: sent, signed: signed}
    day_first: true
"""
AUTOMATION = """
automation: follow-up
name: Follow-up
process: quote
objective: sell
rollout: {kind: date, at: 2026-05-01}
kpis: {signed: {rate: {of: sent, reaching: signed, by: 10d}, better: higher}}
"""


def retour(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    for name, text in {
        "retour.yaml": WORKSPACE,
        "processes/quote.yaml": PROCESS,
        "automations/follow-up.yaml": AUTOMATION,
        "events/quotes.csv": QUOTES,
    }.items():
        path = tmp_path / "firm" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "firm"


def test_an_audit_prints_the_table_lists_the_bad_line_and_exits_with_3(firm: Path):
    told = retour("audit", firm, "--today", "2026-11-23")
    assert told.exit_code == 3
    assert "Follow-up" in told.stdout
    assert "30/02/2026" in told.stderr
    assert "5" in told.stderr  # the line of the file


def test_an_audit_without_bad_data_exits_with_0(firm: Path):
    (firm / "events/quotes.csv").write_text("\n".join(QUOTES.splitlines()[:-1]) + "\n", encoding="utf-8")
    assert retour("audit", firm, "--today", "2026-11-23").exit_code == 0


def test_json_is_one_object_with_a_schema_and_the_same_figures_in_both_languages(firm: Path):
    french, english = (
        json.loads(retour("audit", firm, "--today", "2026-11-23", "--json", "--lang", lang).stdout)
        for lang in ("fr", "en")
    )
    assert french["schema"] == "retour-audit/1"
    assert french["figures"].keys() == english["figures"].keys()


def test_the_same_files_day_and_seed_give_the_same_figures(firm: Path):
    once, again = (retour("audit", firm, "--today", "2026-11-23", "--json").stdout for _ in range(2))
    assert once == again


def test_an_audit_writes_the_files_it_is_asked_for(firm: Path, tmp_path: Path):
    page, table, book = (tmp_path / f"audit.{kind}" for kind in ("html", "csv", "xlsx"))
    retour("audit", firm, "--today", "2026-11-23", "--html", page, "--csv", table, "--xlsx", book)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Follow-up" in table.read_text(encoding="utf-8-sig")
    assert book.read_bytes()[:2] == b"PK"


def test_evidence_below_what_is_asked_exits_with_4(firm: Path):
    (firm / "events/quotes.csv").write_text("\n".join(QUOTES.splitlines()[:-1]) + "\n", encoding="utf-8")
    assert retour("audit", firm, "--today", "2026-11-23", "--fail-under", "B").exit_code == 4


def test_a_folder_without_a_workspace_exits_with_3_and_says_why(tmp_path: Path):
    told = retour("audit", tmp_path)
    assert told.exit_code == 3
    assert "retour.yaml" in told.stderr


def test_check_lists_every_problem_at_once_with_file_line_and_nearest_key(firm: Path):
    path = firm / "automations/follow-up.yaml"
    path.write_text(path.read_text() + "objectiv: sell\nstatu: live\n", encoding="utf-8")
    told = retour("check", firm, "--lang", "fr")
    assert told.exit_code == 3
    assert "objectiv" in told.stderr
    assert "objective" in told.stderr
    assert "statu" in told.stderr
    assert "automations/follow-up.yaml" in told.stderr


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_init_writes_a_workspace_that_check_finds_in_order(tmp_path: Path, lang: str):
    assert retour("init", tmp_path / "new", "--lang", lang).exit_code == 0
    assert retour("check", tmp_path / "new", "--lang", lang).exit_code == 0
    assert retour("audit", tmp_path / "new", "--lang", lang).exit_code == 0


def test_init_never_overwrites(tmp_path: Path):
    retour("init", tmp_path / "new")
    before = (tmp_path / "new/retour.yaml").read_bytes()
    assert retour("init", tmp_path / "new").exit_code == 2
    assert (tmp_path / "new/retour.yaml").read_bytes() == before


def test_importing_an_export_twice_changes_nothing(tmp_path: Path):
    export = tmp_path / "quotes.csv"
    export.write_text("\n".join(QUOTES.splitlines()[:-1]) + "\n", encoding="utf-8")
    firm = tmp_path / "new"
    retour("init", firm)
    assert retour("import", export, "--into", firm, "--process", "quotes").exit_code == 0
    before = {p: p.read_bytes() for p in firm.rglob("*") if p.is_file()}
    assert retour("import", export, "--into", firm, "--process", "quotes").exit_code == 0
    assert {p: p.read_bytes() for p in firm.rglob("*") if p.is_file()} == before
    assert retour("check", firm).exit_code == 0


def test_a_six_column_sheet_becomes_drafts(tmp_path: Path):
    sheet = tmp_path / "tableau.csv"
    sheet.write_text(
        "Nom du process,Objectif,Outil(s),KPI principal,Fréquence de suivi,Impact constaté\n"
        "Relance devis,Augmenter le taux de signature,Make + Gmail,Taux de signature à J+7,Mensuel,"
        "+23% de devis signés\n",
        encoding="utf-8",
    )
    retour("init", tmp_path / "new", "--lang", "fr")
    assert retour("import", sheet, "--into", tmp_path / "new").exit_code == 0
    assert (tmp_path / "new/automations/relance-devis.yaml").exists()
    assert retour("check", tmp_path / "new").exit_code == 0


FORMS = "Horodateur,Adresse e-mail\n" + "".join(
    f"{day:02}/05/2026 09:00:00,client{day}@example.org\n" for day in range(1, 29)
)
CARDS = "Deal - ID,Deal - Deal created,Deal - E-mail\n" + "".join(
    f"{7000 + day},2026-05-{day:02} 10:00:00,Client{day}@example.org\n"
    for day in range(1, 29)
    if day not in (3, 9)
)


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    forms, cards = tmp_path / "forms.csv", tmp_path / "cards.csv"
    forms.write_text(FORMS, encoding="utf-8")
    cards.write_text(CARDS, encoding="utf-8")
    return forms, cards


def test_two_exports_name_the_lost_cases(exports):
    told = retour("measure", *exports, "--lang", "fr")
    assert told.exit_code == 0
    assert told.stdout.startswith("2 demandes du formulaire ne sont pas dans Pipedrive")
    assert "client3@example.org" in told.stdout
    assert "client9@example.org" in told.stdout
    assert "client4@example.org" not in told.stdout


def test_two_exports_write_the_lost_cases_to_a_file(exports, tmp_path: Path):
    retour("measure", *exports, "--list", tmp_path / "lost.csv", "--lang", "en")
    lines = (tmp_path / "lost.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[2].endswith("forms.csv,4")


def test_two_exports_that_share_nothing_are_not_called_lost(tmp_path: Path, exports):
    strangers = tmp_path / "strangers.csv"
    strangers.write_text(CARDS.replace("Client", "other"), encoding="utf-8")
    told = retour("measure", exports[0], strangers, "--lang", "en")
    assert "do not speak of the same cases" in told.stdout


def test_one_export_with_one_date_a_case_asks_for_the_other(exports):
    told = retour("measure", exports[0], "--lang", "en")
    assert told.exit_code == 3
    assert "or a second file" in told.stderr


def test_more_than_two_exports_are_a_usage_error(exports):
    told = retour("measure", *exports, exports[0], "--lang", "en")
    assert told.exit_code == 2
    assert "Two files at most" in told.stderr


def test_a_deadline_that_cannot_be_read_is_a_usage_error(exports):
    assert retour("measure", *exports, "--within", "soon").exit_code == 2


def test_a_claim_is_answered_in_its_own_language():
    told = retour("claim", "23 % des devis relancés ont été signés")
    assert told.exit_code == 0
    assert "2\u202f943" in told.stdout


def test_schemas_are_written_one_file_each(tmp_path: Path):
    assert retour("schema", "--out", tmp_path / "schema").exit_code == 0
    written = sorted(p.name for p in (tmp_path / "schema").iterdir())
    assert "automation.json" in written
    assert all(json.loads((tmp_path / "schema" / name).read_text())["$schema"] for name in written)


def test_a_figure_is_explained_down_to_a_line_of_the_file(firm: Path):
    key = "follow-up/effect/signed/all"
    told = retour("explain", key, "--in", firm, "--today", "2026-11-23", "--lang", "en")
    assert told.exit_code == 0
    assert key in told.stdout


def test_an_unknown_figure_names_the_nearest(firm: Path):
    told = retour("explain", "follow-up/effect/signd/all", "--in", firm, "--today", "2026-11-23")
    assert told.exit_code == 2
    assert "follow-up/effect/signed/all" in told.stdout
