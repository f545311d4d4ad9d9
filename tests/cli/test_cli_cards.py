"""`retour cards` in both languages: every card with its year, its source and what it is worth."""

import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.register.cards import RATE_CARDS


def told(*words):
    found = CliRunner().invoke(main, ["cards", *words, "--today", "2026-11-26"])
    return found.exit_code, found.stdout.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_card_is_listed_with_its_year_and_its_source(lang):
    code, said = told("--lang", lang)
    *lines, how = said.splitlines()
    assert (code, "card: admin-fr" in how) == (0, True)
    assert len(lines) == len(RATE_CARDS)
    for card, line in zip(RATE_CARDS, lines, strict=True):
        assert line.startswith(card.key)
        assert str(card.year) in line
        assert card.source in line


def test_a_card_says_when_it_is_old_an_average_or_not_checked():
    lines = {line.split(":")[0]: line for line in told("--lang", "en")[1].splitlines()[:-1]}
    assert "More than two years old" in lines["finance-fr"]
    assert "More than two years old" not in lines["admin-fr"]
    assert "Not checked" in lines["managers-fr"]
    assert "An average" in lines["all-eu"]
    assert "An average" not in lines["admin-fr"]


def test_the_cards_of_a_workspace_are_listed_first(tmp_path):
    (tmp_path / "retour.yaml").write_text(
        "name: Firm\ncards:\n"
        "  sales: {name: Sales, hourly_cost: {low: 36, mode: 45, high: 64}, year: 2026}\n",
        encoding="utf-8",
    )
    code, said = told("--in", str(tmp_path), "--lang", "en")
    assert code == 0
    assert said.splitlines()[0].startswith("sales: Sales, €45")
    assert "Yours. No source given." in said.splitlines()[0]


def test_the_price_of_a_model_is_told_with_its_list_or_said_unknown():
    code, said = told("--model", "whisper-1", "--lang", "fr")
    assert (code, said.splitlines()[1].strip()) == (0, "une minute de son : 0,006 USD")
    assert told("--model", "nothing-of-the-kind", "--lang", "fr")[0] == 3
