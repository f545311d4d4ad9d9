"""Every query of a scan gives the same rows on DuckDB, ClickHouse, PostgreSQL and a Spark cluster."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retour.kpi.calendar import calendar_days
from retour.kpi.plan import plan_of
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Match, Reconcile, Rollout, RolloutKind, Watch
from retour.register.engine import EngineChoice
from retour.register.indicator import Actor, Count, Duration, Indicator, Rate, Share, Sum
from retour.register.workspace import WorkCalendar
from retour.store.certainties import Between, Target, graph, reconcile, touches
from retour.store.engines.chosen import engine_of
from retour.store.log import SegmentWriter, merge
from retour.store.scan import Scan, calendar_table
from retour.store.source import Log
from store.logs import PARIS, process

DAY = 86_400 * 1_000_000
MONTH = Span(seconds=30 * 86_400)
SENT, SIGNED = "select 'it''s' \\ 100% ? ${x} {y}", "né\n😀"
LONG = "x" * 70
CASES = (
    *("", "Élan", "elan", "Zoé", "éclair", "O'Brien\\", "a%s", "tab\there", "line\nbreak", "?", "${USER}"),
    "é" * 3000,
)
MAILS = ("Zoé+news@X.fr", " zoé@x.fr", "ÉLAN@x.fr", "élan@x.fr", "a@b+c@d", "+@", "", None)
NAMES = ("email", "kind", f"{LONG}1", f"{LONG}2")


def events(seed: int = 5):
    """(case, activity, µs, kind, amount, minutes, four attributes) of hostile cases, some before 1970."""
    rng = np.random.default_rng(seed)
    for i in range(400):
        case = f"{CASES[i % len(CASES)]}{i // len(CASES) or ''}"
        start = int(rng.integers(-40, 200)) * DAY + int(rng.integers(-DAY, DAY)) + (0 if i % 9 else -1)
        mail, kind = MAILS[i % len(MAILS)] if i % 5 else f"Alone{i}@x.fr", ("B2B", "", None, "ça")[i % 4]
        texts = (mail, kind, f"one{i % 3}", None if i % 5 else "two")
        yield case, SENT, start, ("human", "robot", None)[i % 3], i * 7 - 900, None, texts
        for later in rng.integers(0, 45 * DAY, int(rng.integers(0, 4))):
            at = start + int(later) // (1, 2_000_000)[i % 2] * (1, 2_000_000)[i % 2]
            yield case, SIGNED, at, "human", None if i % 2 else 10**12 + i, 3500, texts
        yield case, "group", start, None, None, None, texts
        if i % 6 == 0:
            yield case, "cancelled", start + 1, None, None, None, texts


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The hostile log as a folder's own, in a folder with a hostile name."""
    folder = tmp_path_factory.mktemp("hostile") / "it's *[x] {a} ~year=2026 é?"
    folder.mkdir()
    rows = list(events())
    of = process(attributes=NAMES)
    writer = SegmentWriter(folder / "s.parquet", NAMES)
    from retour.events.columns import EventColumns

    case, activity, at, kind, amount, minutes, texts = (list(column) for column in zip(*rows, strict=True))
    writer(
        EventColumns(
            process="quote",
            file="events/it's %.csv",
            line=np.arange(2, len(rows) + 2),
            case=case,
            activity=activity,
            at=np.array(at, np.int64),
            actor_kind=kind,
            amount=amount,
            minutes=minutes,
            automation=["a" if i % 2 else None for i in range(len(rows))],
            attributes={name: [t[i] for t in texts] for i, name in enumerate(NAMES)},
        )
    )
    return merge(folder, of, [writer.commit()]).path


def indicator(key, measure):
    return Indicator(key=key, name=Text.same("k"), measure=measure, better=Better.HIGHER)


BY_CASE = Reconcile(of=SENT, needs=SIGNED, within=Span(seconds=86_400), unless=("cancelled",))
BY_MAIL = Reconcile(of=SENT, needs=SIGNED, within=Span(seconds=86_400), match=Match.EMAIL)
AUTOMATION = Automation(
    key="a",
    name=Text.same("A"),
    process="quote",
    segments=("kind", f"{LONG}1"),
    indicators=(
        indicator("rate", Rate(of=SENT, reaching=SIGNED, by=MONTH, open_at=Span(seconds=7 * 86_400))),
        indicator("time", Duration(start=SENT, end=SIGNED, horizon=MONTH)),
        indicator("work", Duration(start=SENT, end=SIGNED, horizon=Span(working_days=20))),
        indicator("count", Count(of=SENT, by=MONTH, activity=SIGNED, actor_kind=Actor.HUMAN)),
        indicator("sum", Sum(of=SENT, by=MONTH, activity=SIGNED, field="amount")),
        indicator("share", Share(of=SENT, attribute="kind", value="ça")),
    ),
    rollout=Rollout(
        kind=RolloutKind.OBSERVED, treatment="group", unit=f"{LONG}2", confounders=("email", f"{LONG}2")
    ),
    watch=Watch(reconcile=(BY_CASE, BY_MAIL)),
)


def told(choice: EngineChoice, path: Path) -> dict[str, object]:
    """Everything that a scan can be asked, as text."""
    days = calendar_days(date(1969, 9, 1), date(1971, 1, 1), PARIS, WorkCalendar(country="FR"), frozenset())
    with (
        engine_of(choice, os.environ) as engine,
        Scan(
            Log.of(path),
            plan_of(process(attributes=NAMES), [AUTOMATION]),
            cutoff=230 * DAY,
            tables=engine.open(),
        ) as scan,
    ):
        scan.prepare(calendar_table(days))
        said: dict[str, object] = {
            "extent": scan.extent,
            "beyond": scan.beyond,
            "state": sorted(map(repr, scan.rows("SELECT * FROM state"))),
            "ends": scan.ends,
            "days": scan.cases_per_day(),
            "segments": scan.segments(AUTOMATION),
            "units": list(scan.units(f"{LONG}2").items()),
            "addresses": scan.addresses("email"),
            "coverage": scan.coverage(f"{LONG}2"),
            "flow": scan.flow("a"),
            "seen": scan.last_seen("a"),
            "sample": scan.sample([SENT, SIGNED], 0),
            "has": [scan.has_attribute(name) for name in (*NAMES, "nothing")],
            "graph": graph(scan, Between(-100 * DAY, 300 * DAY)),
            "touches": touches(scan, Between(-100 * DAY, 300 * DAY)),
            "lost": reconcile(BY_CASE, Target(scan), None),
            "mailed": reconcile(BY_MAIL, Target(scan), 0),
        }
        for one in AUTOMATION.indicators:
            said[f"cells {one.key}"] = scan.cells(AUTOMATION, one)
            said[f"frame {one.key}"] = scan.frame(AUTOMATION, one)
        scan.release()
        said["released"] = scan.last_seen("a")
    return {name: repr(value) for name, value in said.items()}


@pytest.fixture(scope="module")
def wanted(written):
    with np.printoptions(threshold=10**9):
        return told(EngineChoice(), written)


@pytest.mark.parametrize("choice", ["clickhouse", "postgresql", "spark"], indirect=True)
def test_every_question_to_a_hostile_log_has_the_same_answer(choice, written, wanted):
    with np.printoptions(threshold=10**9):
        found = told(choice, written)
    assert {name: found[name] for name in found if found[name] != wanted[name]} == {}


def test_the_hostile_log_has_something_to_say(wanted):
    assert "ça" in wanted["cells rate"]
    assert all(word in wanted["lost"] for word in ("lost_total", "éclair"))
    assert wanted["mailed"].count("LostCase(") > 1
    assert wanted["graph"].count("Arc(") > 3
    assert "None" not in wanted["touches"][:4]
