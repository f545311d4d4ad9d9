"""Cells by team, site or client, and the confounders of a case, against a plain reading in Python."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from retour.kpi.lifetimes import rmst, survival
from retour.kpi.plan import Attribute, plan_of
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Duration, Indicator, Rate
from store.logs import MICROS, merged, process, scan_of, write
from store.test_store_cells import automation, by_hand, local_day, random_log

DAY = 86_400
MONTH = Span(seconds=30 * DAY)
SITES = ("lyon", "paris", None)
BY_SITE = Rollout(kind=RolloutKind.STAGGERED, unit="site", units={"lyon": date(2026, 5, 11)})
ATTRIBUTES = ("kind", "site", "variant")


def attributes(rows: list[tuple[str, str, str]]) -> dict[str, list[str | None]]:
    """Of each line: a kind and a variant, and a site that one case in three leaves empty."""
    numbers = [int(case[1:]) for case, _, _ in rows]
    return {
        "kind": [("B2B", "B2C")[n % 2] for n in numbers],
        "site": [SITES[n % 3] for n in numbers],
        "variant": [("a", "b")[n % 5 == 0] for n in numbers],
    }


def scan_by_site(folder: Path, rows: list[tuple[str, str, str]], one: Automation):
    of = process(attributes=ATTRIBUTES)
    return scan_of(merged(folder, of, write(folder, of, "log", rows, **attributes(rows))).path, of, one)


@pytest.mark.parametrize("assigned", [None, "variant"])
def test_cells_are_cut_by_day_segment_arm_and_unit(tmp_path: Path, assigned: str | None):
    rows = random_log(11)
    rollout = Rollout(kind=RolloutKind.RANDOM, assigned=assigned, unit="site")
    rate = Rate(of="sent", reaching="signed", by=MONTH)
    a = automation(rate, rollout=rollout, segments=("kind",))
    with scan_by_site(tmp_path, rows, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    found, end = by_hand(rows, "signed")
    wanted: dict[tuple[int, str, str, str], Counter[str]] = defaultdict(Counter)
    for case, (anchor, reached) in found.items():
        n = int(case[1:])
        arm = "" if assigned is None else ("a", "b")[n % 5 == 0]
        cell = wanted[local_day(anchor), ("B2B", "B2C")[n % 2], arm, SITES[n % 3] or ""]
        if end // MICROS - anchor // MICROS < 30 * DAY:
            cell["pending"] += 1
        else:
            took = None if reached is None else reached // MICROS - anchor // MICROS
            cell.update(n=1, total=int(took is not None and took <= 30 * DAY))
    keys = zip((int(d) for d in cells.day), cells.segment, cells.arm, cells.unit, strict=True)
    values = zip(cells.n, cells.total, cells.pending, strict=True)
    told = dict(zip(keys, (tuple(map(int, v)) for v in values), strict=True))
    assert told == {key: (c["n"], c["total"], c["pending"]) for key, c in wanted.items()}
    assert set(cells.unit) == {"lyon", "paris", ""}


def test_lifetimes_follow_their_unit(tmp_path: Path):
    rows = random_log(12)
    a = automation(Duration(start="sent", end="signed", horizon=MONTH), rollout=BY_SITE)
    with scan_by_site(tmp_path, rows, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    found, end = by_hand(rows, "signed")
    for site in ("lyon", "paris", ""):
        here = cells.of_unit(lambda unit, site=site: unit == site)
        times = [t for case, t in found.items() if (SITES[int(case[1:]) % 3] or "") == site]
        ended = sum(r is not None and r // MICROS - t // MICROS <= 30 * DAY for t, r in times)
        assert here.lifetimes is not None
        assert int(here.lifetimes.ended.sum()) == ended
        assert int(here.lifetimes.censored.sum()) == len(times) - ended
        seen = [(t, r) for t, r in times if end // MICROS - t // MICROS >= 30 * DAY]
        lasted = [min(30 * DAY, 30 * DAY if r is None else r // MICROS - t // MICROS) for t, r in seen]
        assert here.moments.mean == pytest.approx(sum(lasted) / len(lasted), abs=1e-9)
    whole = rmst(survival(cells.lifetimes))
    uncut = automation(a.indicators[0].measure)
    with scan_by_site(tmp_path, rows, uncut) as scan:
        plain = scan.cells(uncut, uncut.indicators[0])
    assert plain.unit == ()
    assert rmst(survival(plain.lifetimes)).value == pytest.approx(whole.value, rel=1e-12)


def test_cells_without_a_unit_are_those_of_the_units_added_up(tmp_path: Path):
    rows = random_log(13)
    rate = Rate(of="sent", reaching="signed", by=MONTH)
    cut, uncut = automation(rate, rollout=BY_SITE), automation(rate)
    told = []
    for one in (cut, uncut):
        with scan_by_site(tmp_path, rows, one) as scan:
            told.append(scan.cells(one, one.indicators[0]))
    assert told[0].moments == told[1].moments
    assert len(told[0]) > len(told[1])


def test_a_case_row_holds_its_confounders_in_the_order_declared(tmp_path: Path):
    rows = random_log(14, cases=30)
    rollout = Rollout(kind=RolloutKind.OBSERVED, treatment="called", confounders=("site", "kind"))
    a = automation(Rate(of="sent", reaching="signed", by=MONTH), rollout=rollout)
    with scan_by_site(tmp_path, rows, a) as scan:
        frame = scan.frame(a, a.indicators[0])
    assert frame is not None
    assert len(frame.rows) == 30
    assert {row.case: row.confounders for row in frame.rows} == {
        f"Q{n}": (SITES[n % 3] or "", ("B2B", "B2C")[n % 2]) for n in range(30)
    }


def test_a_case_row_without_declared_confounders_has_none(tmp_path: Path):
    rollout = Rollout(kind=RolloutKind.OBSERVED, treatment="called")
    a = automation(Rate(of="sent", reaching="signed", by=MONTH), rollout=rollout)
    with scan_by_site(tmp_path, random_log(15, cases=5), a) as scan:
        frame = scan.frame(a, a.indicators[0])
    assert frame is not None
    assert {row.confounders for row in frame.rows} == {()}


def test_units_are_counted_with_the_cases_that_name_none(tmp_path: Path):
    with scan_by_site(tmp_path, random_log(16, cases=31), automation(rollout=BY_SITE)) as scan:
        assert scan.units("site") == {"lyon": 11, "": 10, "paris": 10}
        assert scan.addresses("site") == 0


def test_the_plan_keeps_what_the_rollout_names_even_undeclared():
    rollout = Rollout(kind=RolloutKind.RANDOM, assigned="variant", unit="client", confounders=("source",))
    measure = Rate(of="sent", reaching="signed", by=MONTH)
    indicator = Indicator(key="k", name=Text.same("k"), measure=measure, better=Better.HIGHER)
    one = Automation(key="a", name=Text.same("A"), process="quote", indicators=(indicator,), rollout=rollout)
    columns = plan_of(process(), [one]).columns
    assert [c.name for c in columns if isinstance(c, Attribute)] == ["variant", "client", "source"]


@pytest.mark.parametrize("dialect", ["postgres", "spark", "clickhouse"])
def test_the_queries_by_unit_speak_other_dialects_too(dialect: str):
    import sqlglot

    from retour.store.cells_query import Slices, cells_query, lifetimes_query, tree

    a = automation(Duration(start="sent", end="signed", horizon=MONTH), rollout=BY_SITE)
    plan = plan_of(process(attributes=ATTRIBUTES), [a])
    for query in (cells_query, lifetimes_query):
        text = query(plan, a.indicators[0], Slices(unit="site"), 1_800_000_000_000_000)
        told = sqlglot.parse_one(tree(text).sql(dialect=dialect), read=dialect)
        assert "unit" in told.named_selects
