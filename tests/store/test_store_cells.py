"""Cells from SQL against a plain reading of the same events in Python."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from retour.kpi.cells import day_number
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Actor, Count, Duration, Indicator, Rate, Share, Statistic, Sum
from retour.register.process import Activity
from store.logs import MICROS, PARIS, merged, process, scan_of, write

DAY = 86_400


def automation(*measures, **options) -> Automation:
    indicators = tuple(
        Indicator(key=f"k{i}", name=Text.same("k"), measure=m, better=Better.HIGHER)
        for i, m in enumerate(measures)
    )
    return Automation(key="a", name=Text.same("A"), process="quote", indicators=indicators, **options)


def random_log(seed: int, cases: int = 300) -> list[tuple[str, str, str]]:
    """Quotes sent over 120 days; some signed before being sent again, some never; some called."""
    rng = np.random.default_rng(seed)
    start = datetime(2026, 3, 1)
    rows = []
    for case in range(cases):
        sent = start + timedelta(seconds=int(rng.integers(0, 120 * DAY)))
        rows.append((f"Q{case}", "sent", sent.isoformat()))
        if rng.random() < 0.3:
            rows.append((f"Q{case}", "signed", (sent - timedelta(days=1)).isoformat()))
        if rng.random() < 0.6:
            rows.append(
                (f"Q{case}", "signed", (sent + timedelta(seconds=int(rng.exponential(20 * DAY)))).isoformat())
            )
        rows += [
            (f"Q{case}", "called", (sent + timedelta(days=int(d))).isoformat())
            for d in rng.integers(0, 40, 2)
        ]
    return rows


def by_hand(rows, reaching: str):
    """(anchor, first reaching at or after it) in µs by case, and the watermark."""
    at = {}
    for case, activity, text in rows:
        moment = int(datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp()) * MICROS
        at.setdefault(case, []).append((activity, moment))
    found = {}
    for case, events in at.items():
        anchor = min(t for a, t in events if a == "sent")
        later = [t for a, t in events if a == reaching and t >= anchor]
        found[case] = (anchor, min(later, default=None))
    return found, max(t for events in at.values() for _, t in events)


def local_day(at: int) -> int:
    return day_number(datetime.fromtimestamp(at / MICROS, UTC).astimezone(PARIS).date())


@pytest.mark.parametrize("open_days", [None, 7])
def test_a_rate_counts_exposed_mature_cases_and_leaves_the_young_ones_pending(tmp_path: Path, open_days):
    rows = random_log(1)
    rate = Rate(
        of="sent",
        reaching="signed",
        by=Span(seconds=37 * DAY),
        open_at=Span(seconds=open_days * DAY) if open_days else None,
    )
    a, of = automation(rate), process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    found, end = by_hand(rows, "signed")
    n, total, pending = {}, {}, {}
    for anchor, reached in found.values():
        took = None if reached is None else (reached // MICROS) - (anchor // MICROS)
        if open_days and took is not None and took <= open_days * DAY:
            continue
        day = local_day(anchor)
        if end // MICROS - anchor // MICROS < 37 * DAY:
            pending[day] = pending.get(day, 0) + 1
        else:
            n[day] = n.get(day, 0) + 1
            total[day] = total.get(day, 0) + (took is not None and took <= 37 * DAY)
    days = [int(d) for d in cells.day]
    assert {d: int(x) for d, x in zip(days, cells.n, strict=True) if x} == n
    assert {d: int(x) for d, x in zip(days, cells.total, strict=True) if d in n} == total
    assert {d: int(x) for d, x in zip(days, cells.pending, strict=True) if x} == pending


def test_a_restricted_mean_counts_unfinished_cases_at_the_horizon(tmp_path: Path):
    rows = random_log(2)
    a, of = automation(Duration(start="sent", end="signed", horizon=Span(seconds=30 * DAY))), process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        moments = scan.cells(a, a.indicators[0]).moments
    found, end = by_hand(rows, "signed")
    lasted = [
        min(30 * DAY, 30 * DAY if reached is None else reached // MICROS - anchor // MICROS)
        for anchor, reached in found.values()
        if end // MICROS - anchor // MICROS >= 30 * DAY
    ]
    assert moments.n == len(lasted)
    assert moments.mean == pytest.approx(np.mean(lasted), abs=1e-9)
    assert moments.variance == pytest.approx(np.var(lasted, ddof=1), rel=1e-12)


def test_lifetimes_hold_every_case_once_finished_or_censored(tmp_path: Path):
    rows = random_log(3)
    a, of = automation(Duration(start="sent", end="signed", horizon=Span(seconds=30 * DAY))), process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    found, _ = by_hand(rows, "signed")
    lifetimes = cells.lifetimes
    assert lifetimes is not None
    assert (
        int(lifetimes.ended.sum() + lifetimes.censored.sum())
        == len(found)
        == int((cells.n + cells.pending).sum())
    )
    ended = sum(r is not None and r // MICROS - t // MICROS <= 30 * DAY for t, r in found.values())
    assert int(lifetimes.ended.sum()) == ended


def test_counts_and_sums_take_the_events_of_the_window_only(tmp_path: Path):
    rows = [
        ("Q1", "sent", "2026-05-04 09:00"),
        ("Q1", "called", "2026-05-05 09:00"),
        ("Q1", "called", "2026-05-20 09:00"),
        ("Q1", "paid", "2026-05-06 09:00"),
        ("Q2", "sent", "2026-05-04 09:00"),
        ("Q2", "paid", "2026-05-06 09:00"),
        ("Q3", "sent", "2026-07-04 09:00"),
    ]
    week = Span(seconds=7 * DAY)
    a = automation(
        Count(of="sent", by=week, activity="called"),
        Sum(of="sent", by=week, activity="paid"),
        Count(of="sent", by=week, actor_kind=Actor.HUMAN),
    )
    of = process(
        Activity(key="called", name=Text.same("c"), actor_kind=Actor.HUMAN),
        Activity(key="sent", name=Text.same("s"), actor_kind=Actor.ROBOT),
        Activity(key="paid", name=Text.same("p"), actor_kind=Actor.CUSTOMER),
    )
    amount = [None, None, None, 1250, None, None, None]
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows, amount=amount)).path, of, a) as scan:
        called, paid, human = (scan.cells(a, i).moments for i in a.indicators)
    assert (called.n, called.total, called.pending) == (2, 1, 1)
    assert (paid.n, paid.total, paid.missing) == (1, 1250, 1)  # Q2 was paid an amount nobody recorded
    assert (human.n, human.total) == (2, 1)


def test_a_case_with_an_unknown_actor_is_missing_from_a_count_of_human_work(tmp_path: Path):
    rows = [
        ("Q1", "sent", "2026-05-04 09:00"),
        ("Q1", "called", "2026-05-05 09:00"),
        ("Q9", "sent", "2026-07-04 09:00"),
    ]
    a = automation(Count(of="sent", by=Span(seconds=7 * DAY), actor_kind=Actor.HUMAN))
    of = process()
    kinds = ["robot", None, "robot"]
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "log", rows, actor_kind=kinds)).path, of, a
    ) as scan:
        moments = scan.cells(a, a.indicators[0]).moments
    assert (moments.n, moments.missing) == (0, 1)


def test_a_success_is_worth_what_was_recorded_on_it_in_its_window_else_on_the_anchor(tmp_path: Path):
    rows = [
        ("Old", "signed", "2025-01-01 09:00"),  # a repeat order long before
        ("Old", "sent", "2026-05-04 09:00"),
        ("Old", "signed", "2026-05-05 09:00"),
        ("Quote", "sent", "2026-05-04 09:00"),
        ("Quote", "signed", "2026-05-05 09:00"),
        ("End", "sent", "2026-09-04 09:00"),
    ]
    a = automation(Rate(of="sent", reaching="signed", by=Span(seconds=10 * DAY)))
    of = process()
    amount = [900_000, 100_000, 60_000, 100_000, None, None]
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows, amount=amount)).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    assert (int(cells.amount.sum()), int(cells.amount_n.sum())) == (60_000 + 100_000, 2)


def test_each_span_keeps_its_own_clock(tmp_path: Path):
    rows = [(f"Q{i}", "sent", "2026-05-04 09:00") for i in range(3)]
    rows += [("Q0", "signed", "2026-05-22 09:00"), ("Q9", "sent", "2026-09-04 09:00")]  # 18 days later
    rate = Rate(of="sent", reaching="signed", by=Span(seconds=14 * DAY), open_at=Span(working_days=1))
    a, of = automation(rate), process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        moments = scan.cells(a, a.indicators[0]).moments
    assert (moments.n, moments.total) == (3, 0)


def test_what_an_older_export_cannot_tell_is_pending_not_a_failure(tmp_path: Path):
    sent = [(f"Q{d}", "sent", f"2026-05-{d:02} 09:00") for d in range(1, 29)]
    signed = [(f"Q{d}", "signed", f"2026-05-{d:02} 15:00") for d in range(1, 11)]
    a, of = automation(Rate(of="sent", reaching="signed", by=Span(seconds=DAY))), process()
    log = merged(tmp_path, of, write(tmp_path, of, "sent", sent), write(tmp_path, of, "signed", signed))
    with scan_of(log.path, of, a) as scan:
        moments = scan.cells(a, a.indicators[0]).moments
    assert (moments.n, moments.total, moments.pending) == (10, 10, 18)


def test_a_share_leaves_out_cases_whose_attribute_is_unknown(tmp_path: Path):
    rows = [(f"Q{i}", "sent", "2026-05-04 09:00") for i in range(4)]
    a, of = automation(Share(of="sent", attribute="kind", value="B2B")), process(attributes=("kind",))
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "log", rows, kind=["B2B", "B2C", None, "it's"])).path, of, a
    ) as scan:
        moments = scan.cells(a, a.indicators[0]).moments
    assert (moments.n, moments.total, moments.missing) == (3, 1, 1)


def test_cells_are_cut_by_segment_and_by_drawn_arm(tmp_path: Path):
    rows = [(f"Q{i}", "sent", "2026-05-04 09:00") for i in range(3)] + [("Q0", "signed", "2026-05-05 09:00")]
    rows.append(("Q9", "sent", "2026-09-01 09:00"))
    a = automation(
        Rate(of="sent", reaching="signed", by=Span(seconds=7 * DAY)),
        segments=("kind",),
        rollout=Rollout(kind=RolloutKind.RANDOM, assigned="arm"),
    )
    of = process(attributes=("kind", "arm"))
    path = write(
        tmp_path, of, "log", rows, kind=["B2B", "B2B", "B2C", "B2B", "B2C"], arm=["t", "c", None, "t", "c"]
    )
    with scan_of(merged(tmp_path, of, path).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    rows_seen = list(zip(cells.segment, cells.arm, cells.n.tolist(), cells.total.tolist(), strict=True))
    assert rows_seen == [("B2B", "c", 1, 0), ("B2B", "t", 1, 1), ("B2C", "", 1, 0), ("B2C", "c", 0, 0)]


def test_working_days_do_not_run_at_the_weekend(tmp_path: Path):
    rows = [
        ("Fri", "sent", "2026-05-15 12:00"),  # Friday noon
        ("Fri", "signed", "2026-05-18 12:00"),  # Monday noon: one working day later
        ("Mon", "sent", "2026-05-18 12:00"),
        ("Mon", "signed", "2026-05-20 12:01"),
        ("Late", "sent", "2026-06-30 12:00"),
    ]
    a = automation(Rate(of="sent", reaching="signed", by=Span(working_days=1)))
    of = process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    seen = {int(d): (int(n), int(t)) for d, n, t in zip(cells.day, cells.n, cells.total, strict=True)}
    friday, monday = (day_number(datetime(2026, 5, d).date()) for d in (15, 18))
    assert (seen[friday], seen[monday]) == ((1, 1), (1, 0))


def test_a_cell_is_on_the_local_day_of_its_anchor(tmp_path: Path):
    rows = [
        ("Q1", "sent", "2026-05-12 00:30"),
        ("Q2", "sent", "2026-07-01 00:00"),
    ]  # 22:30 UTC the day before
    a, of = automation(Rate(of="sent", reaching="signed", by=Span(seconds=DAY))), process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        cells = scan.cells(a, a.indicators[0])
    assert int(cells.day[0]) == day_number(datetime(2026, 5, 12).date())


def test_done_within_the_horizon_is_a_share(tmp_path: Path):
    rows = random_log(4)
    a = automation(
        Duration(start="sent", end="signed", horizon=Span(seconds=10 * DAY), statistic=Statistic.DONE),
        Rate(of="sent", reaching="signed", by=Span(seconds=10 * DAY)),
    )
    of = process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "log", rows)).path, of, a) as scan:
        done, rate = (scan.cells(a, i).moments for i in a.indicators)
    assert (done.n, done.total) == (rate.n, rate.total)


def test_the_state_query_is_one_pass_and_speaks_other_dialects():
    import sqlglot

    from retour.kpi.plan import plan_of
    from retour.store.tree import state_query

    a = automation(Rate(of="it's sent", reaching="signed", by=Span(seconds=DAY)))
    query = state_query(plan_of(process(), [a]))
    for dialect in ("duckdb", "postgres", "spark", "clickhouse"):
        sql = query.sql(dialect=dialect)
        assert (
            sum(t.name == "log" for t in sqlglot.parse_one(sql, read=dialect).find_all(sqlglot.exp.Table))
            == 1
        )
        assert "it''s sent" in sql or "it\\'s sent" in sql


@pytest.mark.parametrize("dialect", ["postgres", "spark", "clickhouse"])
def test_the_queries_of_cells_speak_other_dialects_too(dialect: str):
    import sqlglot

    from retour.kpi.plan import plan_of
    from retour.store.cells_query import Slices, cells_query, lifetimes_query, tree

    a = automation(Duration(start="sent", end="signed", horizon=Span(working_days=5), working_time=True))
    plan = plan_of(process(), [a])
    for query in (cells_query, lifetimes_query):
        told = tree(query(plan, a.indicators[0], Slices(), 1_800_000_000_000_000)).sql(dialect=dialect)
        assert sqlglot.parse_one(told, read=dialect)
