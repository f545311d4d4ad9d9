"""Real logs through the whole pipeline, against the figures that others computed (data/logs/README.md)."""

import shutil
from datetime import date
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

import retour
from retour.kpi.dossier import Dossier
from retour.quantity import Severity
from retour.store.exports import Form
from retour.store.overview import Overview
from retour.workspace.exporting import chosen, export, overviews
from retour.workspace.folder import Workspace

LOGS = Path(__file__).parents[2].parent / "shared" / "data" / "logs"
pytestmark = pytest.mark.skipif(not LOGS.exists(), reason="../shared/data/logs is not there")
DAY, HOUR = 86_400e6, 3_600e6  # µs

# cases, events, activities, variants, mean and median time through in days
PUBLISHED = {
    "pm4py_bpic2012.xes.gz": (13_087, 262_200, 24, 4_366, 8.6238, 0.8085),
    "pm4py_helpdesk.xes.gz": (4_580, 21_348, 14, 226, 40.8584, 39.8592),
    "pm4py_receipt.csv": (1_434, 8_577, 27, 116, 5.4081, 0.0332),
}


def workspace(
    folder: Path, log: str, *, automation: str = "", more: str = "", activities: str = ""
) -> Workspace:
    """A workspace with one log, and one automation when it is given."""
    for name in ("events", "processes", "automations"):
        (folder / name).mkdir(parents=True)
    shutil.copy(LOGS / log, folder / "events" / log)
    (folder / "retour.yaml").write_text("format: 1\nname: A log\nlocale: en\ntimezone: Europe/Amsterdam\n")
    (folder / "processes" / "p.yaml").write_text(
        f"process: p\nfiles: [{{path: events/{log}{more}}}]\nactivities: {{{activities}}}\n"
    )
    if automation:
        (folder / "automations" / "a.yaml").write_text(automation)
    return retour.open(folder)


def only(opened: Workspace) -> Overview:
    (found,) = overviews(opened).values()
    return found


def figures(found: Overview) -> tuple[float, ...]:
    days = (round(found.mean_through / DAY, 4), round(found.median_through / DAY, 4))
    return (found.cases, found.events, found.activities, found.variants, *days)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_log_has_the_published_cases_events_activities_variants_and_times_through(
    tmp_path: Path, name: str
):
    assert figures(only(workspace(tmp_path, name, more=", lifecycle: all"))) == PUBLISHED[name]


def test_the_bank_without_its_intermediate_steps_has_the_published_figures_too(tmp_path: Path):
    found = only(workspace(tmp_path, "pm4py_bpic2012.xes.gz"))
    assert (found.cases, found.events, found.activities, found.variants) == (13_087, 164_506, 23, 4_336)


def test_the_mean_duration_of_the_bank_is_the_one_that_pm4py_gives(tmp_path: Path):
    found = only(workspace(tmp_path, "pm4py_bpic2012.xes.gz", more=", lifecycle: all"))
    assert found.mean_through / 1e6 == pytest.approx(745_100.1, abs=0.05)


def test_the_textbook_example_has_six_cases_and_forty_two_events(tmp_path: Path):
    found = only(workspace(tmp_path, "pm4py_running-example.csv"))
    assert (found.cases, found.events) == (6, 42)


@pytest.mark.parametrize("form", Form)
def test_a_real_log_comes_back_from_every_format_with_the_same_figures(tmp_path: Path, form: Form):
    here = workspace(tmp_path / "here", "pm4py_receipt.csv")
    of = chosen(here.register, None)
    (tmp_path / "there" / "events").mkdir(parents=True)
    file = f"receipt.{form.extension}"
    export(here, of, form, tmp_path / "there" / "events" / file)
    (tmp_path / "there" / "processes").mkdir()
    shutil.copy(tmp_path / "here" / "retour.yaml", tmp_path / "there")
    (tmp_path / "there" / "processes" / "p.yaml").write_text(
        f"process: p\nfiles: [{{path: events/{file}}}]\n"
    )
    there = retour.open(tmp_path / "there")
    assert figures(only(there)) == figures(only(here)) == PUBLISHED["pm4py_receipt.csv"]


ENDS = {"accepted": 5_113, "declined": 7_635, "cancelled": 2_807, "approved": 2_246}
REACHED = ", ".join(f"A_{name.upper()}: " for name in ("submitted", *ENDS))
BANK = "\n".join(
    [
        "automation: a",
        "name: Loans",
        "process: p",
        "rollout: {kind: date, at: 2012-01-01}",
        "kpis:",
        "  in_1h: {main: true, better: higher, rate: {of: A_SUBMITTED, reaching: A_ACCEPTED, by: 1h}}",
        *(
            f"  {end}: {{better: lower, duration: {{from: A_SUBMITTED, to: A_{end.upper()}, horizon: 180d}}}}"
            for end in ENDS
        ),
    ]
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("bank") / "bank"
    opened = workspace(folder, "pm4py_bpic2012.xes.gz", automation=BANK, activities=REACHED)
    found = opened.dossier(today=date(2012, 3, 15))
    assert [p.rule for p in found.problems if p.severity is Severity.ERROR] == []
    return found


def lifetimes(dossier: Dossier, key: str):
    found = dossier.cells["a", key].lifetimes
    assert found is not None
    return found


def test_the_ends_of_the_bank_are_reached_by_the_published_numbers_of_cases(bank: Dossier):
    assert {end: int(lifetimes(bank, end).ended.sum()) for end in ENDS} == ENDS


def test_the_share_accepted_within_an_hour_is_the_published_one_of_the_cases_that_had_an_hour(bank: Dossier):
    cells = bank.cells["a", "in_1h"]
    n, pending = int(cells.n.sum()), int(cells.pending.sum())
    assert n + pending == 13_087
    assert cells.total.sum() / cells.scale / n == pytest.approx(0.1174, abs=5e-5)


def test_the_published_median_is_that_of_the_accepted_and_stands_in_our_bin_of_their_middle(bank: Dossier):
    """Ours is over all applications: fewer than half are ever accepted, so there is none, and not 5.7 h."""
    told = lifetimes(bank, "accepted")
    ended = np.bincount(told.bin, told.ended, len(told.bounds)).tolist()
    middle = next(i for i, sofar in enumerate(accumulate(ended)) if 2 * sofar >= sum(ended))
    low, high = told.bounds[middle - 1], told.bounds[middle]
    assert low <= 5.6866 * 3_600 <= high
    assert told.ended.sum() < (told.ended.sum() + told.censored.sum()) / 2
