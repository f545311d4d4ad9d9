"""The simulated firm's exports: the same bytes every time, and the truth that was put in them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from retour.quantity import DeclaredRange, Grade, Severity

ROOT = Path(__file__).parents[2]
FIRM = ROOT / "examples" / "firm"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rebuilt")
    subprocess.run([sys.executable, FIRM / "build.py", "--out", out], check=True, capture_output=True)
    return out


def written(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("*/*.csv"), folder / "truth.json"]
    return {str(f.relative_to(folder)): f.read_bytes() for f in files}


def test_the_generator_writes_the_committed_bytes(rebuilt: Path) -> None:
    assert written(rebuilt) == written(FIRM)


def test_the_exports_stay_small_enough_to_be_read_in_the_tests() -> None:
    assert sum(len(body) for body in written(FIRM).values()) < 6_000_000


def rows(name: str, encoding: str = "utf-8-sig", separator: str = ",") -> list[dict[str, str]]:
    with (FIRM / name).open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def test_fourteen_leads_sent_after_go_live_are_in_the_form_and_nowhere_in_the_crm() -> None:
    known = {row["Deal - E-mail"] for row in rows("events/pipedrive-deals.csv")}
    lost = [
        row
        for row in rows("events/reponses-formulaire.csv")
        if row["Adresse e-mail"] not in known and row["Horodateur"][6:10] == "2026"
        if (row["Horodateur"][3:5], row["Horodateur"][:2]) >= ("06", "08")
    ]
    assert len(lost) == 14
    assert {row["Téléphone"] for row in lost} == {""}  # the handler that ignores the error of an empty phone


def test_the_tool_itself_calls_those_fourteen_runs_a_success() -> None:
    dropped = [row for row in rows("runs/make-lead-intake.csv") if row["ignored"] == "1"]
    assert [row["status"] for row in dropped] == ["1"] * 14


def test_the_team_gave_the_articles_mark_of_8_6_out_of_10() -> None:
    marks = [int(r["value"]) for r in rows("answers/enquetes.csv") if r["item"] == "satisfaction_10"]
    assert (len(marks), sum(marks) / len(marks)) == (10, 8.6)


def test_no_line_of_the_exports_is_lost_but_the_total_of_the_quotes(firm) -> None:
    assert [p for p in firm.dossier.problems if p.severity is Severity.ERROR] == []
    rejected = {s.file: s.rejected for s in firm.dossier.sources if s.rejected}
    assert rejected == {"events/devis.csv": 1}
    assert [p.place.file for p in firm.dossier.problems if p.rule == "line.total"] == ["events/devis.csv"]


def test_the_truth_says_what_every_effect_is(truth) -> None:
    told = json.loads((FIRM / "truth.json").read_text(encoding="utf-8"))
    assert told["seed"] == 20261123
    assert truth["lead-intake/coverage"]["effect"] == pytest.approx(0.95 - 0.72)
    assert truth["quote-follow-up/signed_late/v1"]["effect"] == pytest.approx(0.08)


def test_no_figure_is_called_declared_and_graded_as_measured_at_once(firm) -> None:
    declared = [f for f in firm.figures.values() if isinstance(f.value, DeclaredRange)]
    assert declared
    assert [f.key for f in declared if f.grade < Grade.D] == []
