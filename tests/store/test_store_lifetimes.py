"""Lifetimes from SQL, read by Kaplan-Meier, against lifelines and a plain mean of the same cases."""

import warnings
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from retour.kpi.cells import Cells
from retour.kpi.lifetimes import rmst, survival
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation
from retour.register.indicator import Duration, Indicator
from store.logs import merged, process, scan_of, write

DAY = 86_400
MONTH = 30 * DAY


def drawn(seed: int, cases: int = 800) -> tuple[list[tuple[str, str, str]], list[tuple[int, int]]]:
    """Quotes sent over 90 days, read on day 90, and by hand: (seconds seen up to 30 days, finished)."""
    rng = np.random.default_rng(seed)
    start, rows, seen = datetime(2025, 11, 3, 9), [], []
    for case in range(cases):
        sent, lasts = int(rng.integers(0, 90 * DAY)), int(rng.exponential(20 * DAY))
        age = 90 * DAY - sent
        rows.append((f"Q{case}", "sent", (start + timedelta(seconds=sent)).isoformat()))
        if lasts <= age:
            rows.append((f"Q{case}", "signed", (start + timedelta(seconds=sent + lasts)).isoformat()))
        seen.append((min(lasts, age, MONTH), int(lasts <= min(age, MONTH))))
    rows.append(("last", "called", (start + timedelta(days=90)).isoformat()))
    return rows, seen


def cells_of(folder: Path, rows: list[tuple[str, str, str]]) -> Cells:
    measure = Duration(start="sent", end="signed", horizon=Span(seconds=MONTH))
    indicator = Indicator(key="k", name=Text.same("k"), measure=measure, better=Better.LOWER)
    a = Automation(key="a", name=Text.same("A"), process="quote", indicators=(indicator,))
    of = process()
    with scan_of(merged(folder, of, write(folder, of, "log", rows)).path, of, a) as scan:
        return scan.cells(a, indicator)


def test_the_restricted_mean_of_unfinished_cases_is_lifelines(tmp_path: Path):
    rows, seen = drawn(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
        from lifelines.utils import restricted_mean_survival_time

        peer = KaplanMeierFitter().fit([t for t, _ in seen], [e for _, e in seen])
        mean = restricted_mean_survival_time(peer, t=MONTH)
    lifetimes = cells_of(tmp_path, rows).lifetimes
    assert lifetimes is not None
    assert rmst(survival(lifetimes)).value == pytest.approx(mean, rel=0.005)


def test_of_cases_seen_for_the_whole_horizon_it_is_the_plain_mean(tmp_path: Path):
    cells = cells_of(tmp_path, drawn(2)[0])
    old = cells.where((cells.pending == 0) & (cells.n > 0))
    assert old.lifetimes is not None
    assert old.moments.n > 400
    assert rmst(survival(old.lifetimes)).value == pytest.approx(old.moments.mean, rel=1e-9)
