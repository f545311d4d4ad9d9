"""Traps about kinds of customers: a loser behind a winner, and the best of many where nothing happens."""

from datetime import date, timedelta

import numpy as np
import pytest

from retour.quantity import Unknown
from traps.folders import audited, lines

QUOTE = """\
process: quote
attributes: [arm, client]
activities: {sent: , signed: }
files:
  - path: events/quotes.csv
    shape: wide
    case: quote
    dates: {sent: sent, signed: signed}
    attributes: {arm: arm, client: client}
"""
FOLLOW_UP = """\
name: Follow-up
process: quote
segments: [client]
rollout: {kind: random, at: 2026-01-05, assigned: arm, treated_arm: treated, treated_share: 0.5}
kpis: {signed: {main: true, better: higher, rate: {of: sent, reaching: signed, by: 5d}}}
"""


def drawn(rates, *, each, seed=0):
    """Quotes drawn into two arms; {client: (share signed when followed up, share signed otherwise)}."""
    rng, rows = np.random.default_rng(seed), []
    for client, shares in rates.items():
        for n in range(each):
            arm = n % 2
            day = date(2026, 1, 5) + timedelta(days=n % 90)
            signed = day + timedelta(days=2) if rng.random() < shares[arm] else ""
            rows.append(f"{client}-{n},{client},{('treated', 'control')[arm]},{day},{signed}")
    rows.append("last,,,2026-06-29,")
    return {
        "processes/quote.yaml": QUOTE,
        "automations/follow-up.yaml": FOLLOW_UP,
        "events/quotes.csv": lines("quote,client,arm,sent,signed", rows),
    }


def test_b2c_that_loses_behind_b2b_that_gains_is_to_be_fixed(tmp_path):
    files = drawn({"B2B": (0.60, 0.40), "B2C": (0.20, 0.35)}, each=1200)
    sheet = audited(tmp_path, files).sheets[0]
    found = sheet.main_effect.segments
    # All together: about +2 points, nothing to see. B2B gains 20 points, B2C loses 15.
    assert not sheet.main_effect.estimate.excludes_zero or sheet.main_effect.estimate.value < 0.06
    assert [s.segment for s in found.segments] == ["B2B", "B2C"]
    assert found.opposite
    assert sheet.audit.check("R5").reason == "segment_harmed"
    assert sheet.audit.check("R5").details["segment"] == "B2C"
    assert sheet.audit.check("R5").details["share"] == pytest.approx(0.5, abs=0.02)
    assert "fix.segment" in [reason.code for reason in sheet.verdict.reasons]


def test_twenty_kinds_of_customers_where_nothing_happens_have_no_best(tmp_path):
    files = drawn({f"trade {n:02}": (0.3, 0.3) for n in range(20)}, each=120, seed=1)
    sheet = audited(tmp_path, files).sheets[0]
    found = sheet.main_effect.segments
    raw, shown = (
        max(values) for values in zip(*((s.raw.value, s.shrunk.value) for s in found.segments), strict=True)
    )
    assert raw > 0.10  # "our best trade: more than ten points"
    assert shown < raw / 2
    assert not any(s.discovered for s in found.segments)
    assert sheet.audit.check("R5").reason == "no_segment_harmed"


def test_a_kind_that_is_a_name_for_each_quote_is_never_shown(tmp_path):
    files = drawn({"B2B": (0.4, 0.4)}, each=200)
    rows = files["events/quotes.csv"].splitlines()
    people = [row.replace(",B2B,", f",Person {n},", 1) for n, row in enumerate(rows)]
    sheet = audited(tmp_path, files | {"events/quotes.csv": "\n".join([*people, ""])}).sheets[0]
    assert not isinstance(sheet.main_effect.estimate, Unknown)
    assert sheet.main_effect.segments is None
