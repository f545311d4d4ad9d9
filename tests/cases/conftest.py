"""The two worked examples, audited once for all the tests of this folder."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.assessment.result import Assessment

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)


def copied(example: str, into: Path) -> Path:
    """A copy of an example without what a run leaves behind."""
    target = into / example
    shutil.copytree(
        ROOT / "examples" / example, target, ignore=shutil.ignore_patterns(".retour", "__pycache__")
    )
    return target


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return retour.open(copied("firm", tmp_path_factory.mktemp("firm"))).audit(today=TODAY)


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return retour.open(copied("article", tmp_path_factory.mktemp("article"))).audit(today=TODAY)


@pytest.fixture(scope="session")
def truth() -> dict[str, dict[str, float]]:
    return json.loads((ROOT / "examples/firm/truth.json").read_text(encoding="utf-8"))["effects"]
