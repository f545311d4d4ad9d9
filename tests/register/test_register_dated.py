"""Old prices are told, with their age, and change no figure."""

from datetime import date
from pathlib import Path

import pytest

import retour
from retour.cli.check import run_check
from retour.register.dated import DatedPrice
from retour.report.page import page

YAML = """format: 1
name: Firm
currency: EUR
roles:
  clerk: {hourly_cost: 30}
exchange:
  USD: {low: 0.84, mode: 0.87, high: 0.9, at: %(day)s, source: bank}
tools:
  make: {plan: {price: 20, includes: 10000, unit: operations, at: %(day)s}}
"""
AUTOMATION = """name: Reminders
rollout: {kind: date, at: 2026-01-05}
worth:
  - time: {role: clerk, before: 6 min/item, after: 0 min/item}
costs:
  upkeep: {money: 10}
  subscriptions: [{tool: make}]
  ai: {model: small, tokens_in: 100, price: {input: 2 USD, at: %(day)s}}
"""


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def firm(folder: Path, day: str) -> Path:
    (folder / "automations").mkdir(parents=True)
    (folder / "retour.yaml").write_text(YAML % {"day": day}, encoding="utf-8")
    (folder / "automations/reminders.yaml").write_text(AUTOMATION % {"day": day}, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("at", "today", "months"),
    [
        (date(2025, 9, 15), date(2026, 11, 26), 14),
        (date(2025, 11, 26), date(2026, 11, 26), 12),
        (date(2025, 11, 27), date(2026, 11, 26), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
    ],
)
def test_a_price_is_old_from_twelve_whole_months_on(at: date, today: date, months: int):
    price = DatedPrice("plan", "make", at)
    assert (price.months(today), price.is_old(today)) == (months, months >= 12)


def test_check_warns_of_each_old_price_and_the_folder_stays_usable(tmp_path, capsys):
    code = run_check(firm(tmp_path, "2019-09-15"), "fr")
    said = capsys.readouterr()
    told = spaced(said.out + said.err)
    assert code == 0
    for name in ("Tarif de « make »", "Prix du modèle « small »", "Taux de change « USD »"):
        assert f"{name} relevé le 15 septembre 2019, il y a" in told


def test_the_sheet_says_it_and_no_figure_moves(tmp_path):
    day = date(2026, 7, 1)
    old = retour.open(firm(tmp_path / "old", "2025-05-01")).audit(today=day)
    new = retour.open(firm(tmp_path / "new", "2026-05-01")).audit(today=day)
    shown = spaced(page(old, "en"))
    assert "read on 1 May 2025, 14 months ago: worth checking." in shown
    assert "worth checking" not in page(new, "en")
    assert {k: f.value for k, f in old.figures.items()} == {k: f.value for k, f in new.figures.items()}
