"""The published reference is enough: its table of formulas, read as it is written, gives every amount."""

import hashlib
import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.stats import beta, norm

from retour.cli.main import main
from retour.workspace.example import EXAMPLE
from retour.worth.ledger.amounts import FORMULAS, amount_of

ROOT = Path(__file__).parents[3]
PAGES = ["docs/reference/ledger.md", "docs/reference/ledger.fr.md"]
ROW = re.compile(r"^\| `(\w+)` \| ([^|]*×[^|]*) \|$", re.MULTILINE)


def formulas(page):
    """The formulas of a page: what stands before a colon, without what is said about an input."""
    found = {}
    for code, said in ROW.findall((ROOT / page).read_text(encoding="utf-8")):
        expression = re.sub(r", [^)]*\)", ")", said.partition(":")[0])
        found[code] = expression.replace("×", "*").replace("−", "-").strip()
    return found


def mean(said):
    if isinstance(said, str):
        return Fraction(said)
    if isinstance(said, dict):
        return Fraction(said["at"])
    low, likely, high = map(Fraction, said)
    return (low + 4 * likely + high) / 6


def amount(expression, inputs):
    values = {"cannibalised": Fraction(0)} | {name: mean(said) for name, said in inputs.items()}
    return round(computed(expression, values) * 100)


def computed(expression, values):
    return eval(expression, {"__builtins__": {}}, values)  # noqa: S307  our own page


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The example's ledger, closed and restated."""
    folder = tmp_path_factory.mktemp("reference") / "firm"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".retour"))
    for verb, day, *more in (
        ("close", "2026-09-10"),
        ("close", "2026-11-23"),
        ("restate", "2026-11-23", "--because", "better known"),
    ):
        CliRunner().invoke(main, ["ledger", verb, str(folder), "--today", day, *more])
    return folder / "ledger.jsonl"


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_lists_every_formula_and_no_other(page):
    assert set(formulas(page)) == set(FORMULAS)


@pytest.mark.parametrize("page", PAGES)
def test_a_verifier_written_from_the_reference_finds_every_amount_of_the_example(page, ledger):
    said, before = formulas(page), "0" * 64
    lines = ledger.read_bytes().decode().splitlines()
    assert len(lines) > 300
    for number, line in enumerate(lines, start=1):
        body, _, seal = line[:-2].rpartition(',"seal":"')
        entry = json.loads(line)
        assert hashlib.sha256(f"{body}}}".encode()).hexdigest() == seal == entry["seal"]
        assert (entry["n"], entry["before"]) == (number, before)
        before = seal
        if entry["amount"] is not None:
            parts = [amount(said[p["formula"]], p["in"]) for p in entry["parts"]]
            assert entry["amount"] == sum(parts)


def order(name):
    told = hashlib.shake_256(f"retour-ledger/1:{name}".encode()).digest(32_000)
    return np.argsort(np.frombuffer(told, ">u8"), kind="stable")


def drawn(said, name):
    levels = (np.arange(4000) + 0.5) / 4000
    if isinstance(said, str):
        return np.full(4000, float(said))
    if isinstance(said, dict):
        at, low, high = (float(said[end]) for end in ("at", "low", "high"))
        z = norm.ppf(levels) / norm.ppf(0.95)
        return (at + np.where(z < 0, z * (at - low), z * (high - at)))[order(name)]
    low, likely, high = map(float, said)
    place = 4 * (likely - low) / (high - low)
    return (low + (high - low) * beta.ppf(levels, 1 + place, 5 - place))[order(name)]


def test_draws_made_from_the_reference_give_every_range_of_the_example(ledger):
    said = formulas(PAGES[0])
    seen = set()
    for entry in map(json.loads, ledger.read_bytes().splitlines()):
        if entry["amount"] is None or entry["line"] in seen:
            continue
        seen.add(entry["line"])
        total = np.zeros(4000)
        for part in entry["parts"]:
            own = {name: f"{entry['automation']}/{entry['line']}/{name}" for name in part["in"]} | part["as"]
            x = {name: drawn(value, own[name]) for name, value in part["in"].items()}
            values = {"cannibalised": 0.0} | x
            total = total + 100 * computed(said[part["formula"]], values)
        low, high = np.quantile(total, (0.05, 0.95))
        assert entry["low"] == pytest.approx(min(low, entry["amount"]), abs=1.01)
        assert entry["high"] == pytest.approx(max(high, entry["amount"]), abs=1.01)
    assert len(seen) >= 6


def test_the_reference_and_the_code_agree_where_nobody_said_what_would_have_come_later():
    inputs = {"quantity": "40", "effect": "0.1", "amount": "500", "margin_rate": ["0.3", "0.4", "0.6"]}
    assert amount_of("margin", inputs) == amount(formulas(PAGES[0])["margin"], inputs)


@pytest.mark.parametrize("page", ["docs/how-to/ledger.md", "docs/how-to/ledger.fr.md"])
def test_the_commands_of_the_how_to_do_what_it_says(page, tmp_path, monkeypatch):
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = [
        line for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]
    firm = "mon-entreprise" if ".fr." in page else "my-firm"
    shutil.copytree(EXAMPLE, tmp_path / firm, ignore=shutil.ignore_patterns(".retour"))
    monkeypatch.chdir(tmp_path)
    assert len(commands) == 10
    for command in commands:
        day = ["--today", "2026-11-23"] if re.search(r"ledger (close|restate)", command) else []
        words = re.findall(r'"[^"]*"|\S+', command)[1:]
        told = CliRunner().invoke(main, [*(word.strip('"') for word in words), *day])
        assert told.exit_code == 0, f"{command}: {told.output}"
