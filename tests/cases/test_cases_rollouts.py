"""The worked rollouts: files as their script writes them, and every way of switching on reaches the cells."""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

import retour
from cases.conftest import ROOT, TODAY, copied
from retour.assessment.result import Assessment
from retour.kpi.switched import on_days, switched_on
from retour.register.automation import Automation, RolloutKind

EXAMPLE = ROOT / "examples" / "rollouts"


def script():
    spec = importlib.util.spec_from_file_location("rollouts_build", EXAMPLE / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return retour.open(copied("rollouts", tmp_path_factory.mktemp("rollouts"))).audit(today=TODAY)


def automation(audited: Assessment, key: str) -> Automation:
    return next(a for a in audited.dossier.register.automations if a.key == key)


def test_the_exports_and_their_truth_are_those_that_the_script_writes(tmp_path: Path):
    script().build(tmp_path)
    written = [p.relative_to(tmp_path) for p in sorted(tmp_path.rglob("*")) if p.is_file()]
    assert len(written) == 6
    assert [p for p in written if (EXAMPLE / p).read_bytes() != (tmp_path / p).read_bytes()] == []


def test_nothing_is_wrong_in_the_folder(audited: Assessment):
    assert audited.dossier.problems == ()
    assert {a.rollout.kind for a in audited.dossier.register.automations} == {
        RolloutKind.STAGGERED,
        RolloutKind.RANDOM,
        RolloutKind.SWITCHBACK,
        RolloutKind.OBSERVED,
    }


def test_the_truth_speaks_of_declared_indicators_only(audited: Assessment):
    told = json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))["effects"]
    declared = {f"{a.key}/{i.key}" for a in audited.dossier.register.automations for i in a.indicators}
    assert set(told) <= declared


def test_twelve_sites_are_switched_on_in_three_waves_and_four_never(audited: Assessment):
    cells = audited.dossier.cells["text-reminder", "attended"]
    rollout = automation(audited, "text-reminder").rollout
    assert len(set(cells.unit)) == 16
    assert len(set(cells.unit) - set(rollout.units)) == 4
    assert [list(rollout.units.values()).count(day) for day in sorted(set(rollout.units.values()))] == [4] * 3
    assert dict(rollout.units) == {s: day for day, sites in script().WAVES.items() for s in sites}
    assert set(switched_on(cells, rollout).unit) == set(rollout.units)


def test_one_workshop_is_switched_on_and_its_lifetimes_are_its_own(audited: Assessment):
    cells = audited.dossier.cells["parts-order", "repair_time"]
    assert len(set(cells.unit)) == 7
    dijon = cells.of_unit(lambda unit: unit == "Dijon")
    assert dijon.lifetimes is not None
    cases = int(dijon.lifetimes.ended.sum() + dijon.lifetimes.censored.sum())
    assert cases == dijon.moments.n + dijon.moments.pending
    assert automation(audited, "parts-order").main.controls == ("parts",)


def test_a_client_has_one_arm(audited: Assessment):
    cells = audited.dossier.cells["due-notice", "paid_in_time"]
    drawn = {pair for pair in zip(cells.unit, cells.arm, strict=True) if pair[1]}
    assert len(drawn) == len({unit for unit, _ in drawn}) > 150
    assert {arm for _, arm in drawn} == {"préavis", "témoin"}


def test_the_declared_weeks_are_those_that_were_drawn(audited: Assessment):
    build = script()
    rollout = automation(audited, "request-sorting").rollout
    wanted = {build.SWITCHES + timedelta(weeks=i): bool(on) for i, on in enumerate((*build.ON, 0))}
    assert dict(rollout.schedule) == wanted
    assert [sum(build.ON[i : i + 2]) for i in range(0, len(build.ON), 2)] == [1] * 13
    days = audited.dossier.cells["request-sorting", "answered"].day
    assert 0.2 < float(np.mean(on_days(rollout, days))) < 0.5


def test_the_kind_of_client_and_where_he_comes_from_are_in_the_case_rows(audited: Assessment):
    frame = audited.dossier.frames["call-back", "signed"]
    assert {row.confounders for row in frame.rows} == {
        (kind, source) for kind in ("Entreprise", "Particulier") for source in ("Recommandation", "Site")
    }
