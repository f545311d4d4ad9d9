"""`retour measure` as a founder types it, on invented exports whose truth is known."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from retour.cli.main import main

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
FORM, DEALS = EXPORTS / "reponses-formulaire.csv", EXPORTS / "pipedrive-affaires.csv"
TODAY = ("--today", "2026-11-25")


def measure(*arguments: str | Path, lang: str = "fr") -> Result:
    return CliRunner().invoke(main, ["measure", *map(str, arguments), *TODAY, "--lang", lang])


def test_the_first_line_is_the_sentence_and_the_last_is_the_one_to_paste():
    told = measure(FORM, DEALS)
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0].endswith("24\u00a0h après leur arrivée\u202f: les voici.")
    assert lines[0].startswith("14 demandes du formulaire ne sont pas dans Pipedrive")
    assert lines[-2] == "La phrase à transmettre"
    assert lines[-1].endswith("24\u00a0h après leur arrivée.")


def test_a_day_gives_the_effect_and_its_absence_a_proposal():
    assert "il aurait été de" in measure(FORM, DEALS, "--go-live", "2026-06-01").stdout
    assert "À confirmer." in measure(FORM, DEALS).stdout
    recent = measure(FORM, DEALS, "--go-live", "2026-11-02", lang="en").stdout
    assert "Not measurable before" in recent


def test_what_was_guessed_is_told_aside():
    told = measure(FORM, DEALS, lang="en")
    assert "“Affaire - Personne de contact”: name" in told.stderr
    assert "“Affaire" not in told.stdout


def test_json_is_one_object_with_its_schema_and_the_dates():
    told = measure(FORM, DEALS, "--json", "--go-live", "2026-06-01")
    answer = json.loads(told.stdout)
    assert answer["schema"] == "retour-measure/1"
    assert answer["lost_total"] == 14
    assert answer["dates"][0]["code"] == "new_kind"
    assert answer["effect"]["measurable"] is True


def test_the_workspace_is_kept_and_the_audit_reads_it(tmp_path: Path):
    told = measure(FORM, DEALS, "--go-live", "2026-06-01", "--into", tmp_path / "firm")
    assert told.exit_code == 0
    audit = CliRunner().invoke(main, ["audit", str(tmp_path / "firm"), *TODAY, "--json"])
    assert json.loads(audit.stdout)["figures"]["automation/lost"]["value"] == 14


def test_the_page_and_the_list_are_written(tmp_path: Path):
    page, listed = tmp_path / "page.html", tmp_path / "lost.csv"
    told = measure(FORM, DEALS, "--html", page, "--list", listed)
    assert told.exit_code == 0
    assert "Les dossiers perdus" in page.read_text(encoding="utf-8")
    assert len(listed.read_text(encoding="utf-8-sig").splitlines()) == 15


def test_a_run_history_beside_the_exports_gives_a_date():
    told = measure(FORM, DEALS, EXPORTS / "make-historique.csv")
    assert "La première exécution de" in told.stdout


def test_one_quoting_export_alone_is_followed():
    told = measure(EXPORTS / "devis.csv")
    assert told.stdout.startswith("Suivi de 120 devis, de «\u00a0Envoi\u00a0» à «\u00a0Acceptation\u00a0»")
    assert "line.total" not in told.stdout


def test_the_same_file_twice_is_said():
    told = measure(FORM, FORM)
    assert told.exit_code == 3
    assert "Les deux fichiers sont le même" in told.stderr


def test_a_cost_is_given_with_what_defends_it():
    prices = (
        "--hourly-cost",
        "26-60",
        "--minutes-before",
        "4-9",
        "--minutes-after",
        "1",
        "--per-month",
        "18",
    )
    told = measure(FORM, DEALS, "--go-live", "2026-06-01", *prices)
    line = next(line for line in told.stdout.splitlines() if line.startswith("Coût"))
    assert "€" in line
    assert "Preuve\u202f: déclarée" in line


@pytest.mark.parametrize("value", ["cheap", "1-2-x", ""])
def test_a_price_that_cannot_be_read_is_a_usage_error(value: str):
    assert measure(FORM, DEALS, "--hourly-cost", value).exit_code == 2


@pytest.mark.parametrize(
    "content", [b"", b"Horodateur,Nom\n", b"\x00\x01\x02", b"<html>", b"PK\x03\x04broken"]
)
def test_a_file_that_is_none_is_said_and_exits_with_3(tmp_path: Path, content: bytes):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    told = measure(path, DEALS)
    assert told.exit_code == 3
    assert told.stderr.strip()
    assert told.stdout.startswith("Ces fichiers ne permettent pas encore de répondre")


def test_a_workbook_that_would_unpack_without_end_is_refused(tmp_path: Path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/sharedStrings.xml", b"0" * 300_000_000)
    told = measure(path, DEALS)
    assert told.exit_code == 3
    assert "démesuré" in told.stderr


def test_names_that_are_formulas_or_scripts_stay_text(tmp_path: Path):
    form, deals, page = tmp_path / "f.csv", tmp_path / "d.csv", tmp_path / "p.html"
    form.write_text(
        "Horodateur,Nom,Adresse e-mail\n13/05/2026 10:00:00,<script>x</script>,a@x.fr\n"
        "14/05/2026 10:00:00,=1+1,b@x.fr\n15/05/2026 10:00:00,Zoé,c@x.fr\n",
        encoding="utf-8",
    )
    deals.write_text(
        "Deal - ID,Deal - Deal created,Deal - E-mail\n1,2026-05-15 12:00,c@x.fr\n2,2026-07-15 12:00,d@x.fr\n",
        encoding="utf-8",
    )
    measure(form, deals, "--html", page, "--list", tmp_path / "l.csv")
    assert "<script>x" not in page.read_text(encoding="utf-8")
    assert "'=1+1" in (tmp_path / "l.csv").read_text(encoding="utf-8-sig")
