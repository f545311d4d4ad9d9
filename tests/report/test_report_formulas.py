"""The page of formulas says what `retour explain` says, and every figure's formula is on it."""

from datetime import date
from pathlib import Path

import pytest

import retour
from retour.wording.catalogue import catalogue

ROOT = Path(__file__).parents[2]
PAGES = {"en": "formulas.md", "fr": "formulas.fr.md"}


def rows(page: str) -> dict[str, str]:
    cells = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `")]
    return {code.strip().strip("`"): said.strip() for code, said in cells}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_of_formulas_is_what_explain_says(lang: str):
    name = PAGES[lang]
    said = dict(catalogue(lang)["formula"])
    assert rows((ROOT / "docs/reference" / name).read_text(encoding="utf-8")) == said


@pytest.mark.parametrize("example", ["firm", "article"])
def test_every_figure_has_its_formula_on_the_page(example: str):
    known = set(catalogue("en")["formula"])
    figures = retour.open(ROOT / "examples" / example).audit(today=date(2026, 11, 23)).figures.values()
    unsaid = {f.formula for f in figures if "/claim/" not in f.key} - known
    assert unsaid == set()


def test_a_six_column_sheet_keeps_its_main_kpi_in_its_owners_words(tmp_path: Path):
    from retour.report import steering_table

    (tmp_path / "retour.yaml").write_text("name: Atelier\n", encoding="utf-8")
    (tmp_path / "automations").mkdir()
    draft = "automation: relance\nname: Relance\nkpi_in_words: Taux de signature à J+7\n"
    (tmp_path / "automations/relance.yaml").write_text(draft, encoding="utf-8")
    table = steering_table(retour.open(tmp_path).audit(today=date(2026, 11, 23)), "fr")
    assert table.rows[0].cells["kpi"].text == "Taux de signature à J+7"
