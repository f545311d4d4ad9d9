"""Trap T14: two series that rise, or fall, each for its own reasons, are no evidence of each other."""

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.effect import effects_of
from retour.effect.result import Design
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Better, Estimate, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register
from retour.report.as_json import as_json
from traps.folders import audited, lines, plain

START = date(2024, 1, 1)  # a Monday
WEEKS, BEFORE = 118, 104
LIVE, END = START + timedelta(weeks=BEFORE), START + timedelta(weeks=WEEKS)
FIRST = LIVE - timedelta(weeks=40)  # of the series that are drawn
STEPS = (END - FIRST).days // 7
QUOTE = """\
process: quote
activities: {sent: , opened: , signed: }
files:
  - path: events/quotes.csv
    shape: wide
    case: quote
    dates: {sent: sent, opened: opened, signed: signed}
"""
FOLLOW_UP = f"""\
name: Follow-up
process: quote
rollout: {{kind: date, at: {LIVE}}}
kpis:
  signed:
    main: true
    better: higher
    rate: {{of: sent, reaching: signed, by: 5d}}
    controls: [opened]
  opened: {{better: higher, rate: {{of: sent, reaching: opened, by: 5d}}}}
"""


def rising_quotes():
    """40 quotes a week; signed ones go from 20 to 40 %, opened ones from 30 to 60 %, at an even pace."""
    rng = np.random.default_rng(3)
    rows = []
    for n in range(40 * WEEKS):
        week = n // 40
        day = START + timedelta(weeks=week, days=n % 5)
        part = week / WEEKS
        signed, opened = (
            day + timedelta(days=2) if rng.random() < share else ""
            for share in (0.2 + 0.2 * part, 0.3 + 0.3 * part)
        )
        rows.append(f"Q{n},{day},{opened},{signed}")
    return lines("quote,sent,opened,signed", rows)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    files = {
        "processes/quote.yaml": QUOTE,
        "events/quotes.csv": rising_quotes(),
        "automations/follow-up.yaml": FOLLOW_UP,
    }
    return audited(tmp_path_factory.mktemp("trend"), files, today=END + timedelta(days=10))


def test_t14_a_kpi_that_was_rising_anyway_shows_no_visible_effect(sheet):
    effect = sheet.sheets[0].main_effect
    # The quarter after is 11 points above the two years before: signed quotes rose from 20 to 40 %.
    assert effect.level - mean_before(sheet) > 0.08
    assert isinstance(effect.estimate, Estimate)
    assert not effect.estimate.excludes_zero
    told = as_json(sheet, "en")
    assert told["automations"][0]["verdict"]["decision"] not in {"keep", "extend"}
    assert "no visible effect" in plain(str(told["automations"][0]["headline"])).lower()


def mean_before(sheet):
    cells = sheet.dossier.cells["follow-up", "signed"]
    return cells.where(cells.day < day_number(LIVE)).moments.mean


def test_t14_nobody_is_told_of_a_correlation(sheet):
    assert not re.search("correlat", str(as_json(sheet, "en")), re.IGNORECASE)
    answer = CliRunner().invoke(
        main, ["claim", "strong correlation between follow-ups and signatures", "--lang", "en"]
    )
    assert answer.exit_code == 0
    assert "Nothing as it stands." in answer.output
    assert "a comparison with what would have happened without the automation" in answer.output


def trend(kind, rng):
    """A share that drifts over the weeks, by 5 to 15 points in all: an even slope, or a walk with one."""
    slope = rng.uniform(0.001, 0.003) * rng.choice([-1, 1])
    steps = slope if kind == "line" else rng.normal(slope, 0.006, STEPS)
    return np.clip(0.35 + np.cumsum(np.full(STEPS, steps)), 0.05, 0.8)


def drawn(share, rng):
    """Cells of 12 cases a day that succeed with the week's share."""
    days = np.arange(7 * STEPS)
    n = rng.poisson(12, len(days))
    total = rng.binomial(n, np.repeat(share, 7))
    nothing = np.zeros(len(days), dtype=np.int64)
    return Cells(
        day=day_number(FIRST) + days,
        segment=("",) * len(days),
        arm=("",) * len(days),
        n=n,
        total=total,
        square=total.astype(float),
        pending=nothing,
        missing=nothing,
        amount=nothing,
        amount_n=nothing,
    )


SIGNED = Indicator(
    key="signed",
    name=Text.same("signed"),
    measure=Rate(of="sent", reaching="signed", by=Span(seconds=86_400)),
    better=Better.HIGHER,
    main=True,
    controls=("opened",),
)
OPENED = replace(SIGNED, key="opened", main=False, controls=())


def read(kind, seed):
    """The effect on one trending series where nothing happens, another trending one as its control."""
    rng = np.random.default_rng(seed)
    automation = Automation(
        key="follow-up",
        name=Text.same("x"),
        process="quote",
        rollout=Rollout(kind=RolloutKind.DATE, at=LIVE),
        indicators=(SIGNED, OPENED),
    )
    cells = {("follow-up", key): drawn(trend(kind, rng), rng) for key in ("signed", "opened")}
    dossier = Dossier(register=Register(name="Firm", automations=(automation,)), cells=cells)
    return effects_of(automation, dossier, today=END, rng=np.random.default_rng(0))[0]


@pytest.mark.parametrize("kind", ["line", "walk"])
def test_t14_two_unrelated_trends_make_an_effect_no_more_often_than_said(kind):
    found = [read(kind, seed) for seed in range(20)]
    assert {e.design for e in found} <= {Design.SINGLE_SERIES, Design.COMPARED_SERIES}
    alarms = sum(e.estimate.excludes_zero for e in found)
    assert alarms <= 2 + 2 * 1.3  # one in ten at 90 %, and what chance adds over 20 worlds
