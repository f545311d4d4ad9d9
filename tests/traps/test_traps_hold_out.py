"""Trap T24: a hold-out of four quotes a month does not prove what the firm's own past answers better."""

from datetime import date, timedelta

import pytest

from retour.quantity import Estimate, Grade
from traps.folders import audited, lines

GO_LIVE = date(2026, 1, 5)
TODAY = date(2026, 6, 1)
QUOTE = """\
process: quote
activities: {sent: , reminded: , signed: , complained: }
attributes: [arm]
files:
  - path: events/quotes.csv
    shape: wide
    case: quote
    dates: {sent: sent, reminded: reminded, signed: signed, complained: complained}
    attributes: {arm: arm}
"""
AUTOMATION = f"""\
name: Reminder
process: quote
rollout:
  kind: random
  at: {GO_LIVE}
  assigned: arm
  treated_arm: reminder
  treated_share: 0.9
  treatment: reminded
kpis:
  signed:
    main: true
    better: higher
    rate: {{of: sent, reaching: signed, by: 10d}}
    guardrails: [complained]
  complained: {{better: lower, rate: {{of: sent, reaching: complained, by: 10d}}}}
"""


def quotes():
    """Two quotes a working day, about three in ten signed, for two years; then one in ten not reminded."""
    rows, first = [], GO_LIVE - timedelta(weeks=104)
    for number in range(10 * ((TODAY - first).days // 7)):
        week, place = divmod(number, 10)
        sent = first + timedelta(weeks=week, days=place // 2)
        live = sent >= GO_LIVE
        arm = ("none" if (number * 7) % 10 == 3 else "reminder") if live else ""
        signs = (number * 7 + week * week * 3) % 10 < (5 if arm == "reminder" else 3)
        signed = sent + timedelta(days=4) if signs else ""
        reminded = sent + timedelta(days=2) if arm == "reminder" else ""
        moments = (f"{day} 10:00" if day and day < TODAY else "" for day in (sent, reminded, signed, ""))
        rows.append(",".join([f"Q{number}", *moments, arm]))
    return lines("quote,sent,reminded,signed,complained,arm", rows)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    files = {
        "processes/quote.yaml": QUOTE,
        "automations/reminder.yaml": AUTOMATION,
        "events/quotes.csv": quotes(),
    }
    return audited(tmp_path_factory.mktemp("t24"), files, today=TODAY)


def test_t24_the_narrower_honest_answer_is_shown_with_its_own_lower_grade(found):
    figure = found.figures["reminder/effect/signed/all"]
    assert isinstance(figure.value, Estimate)
    assert figure.grade >= Grade.C  # not the grade of a draw
    rules = {rule.code: rule for rule in found.sheets[0].effects[0].rules}
    assert rules["hold_out_useful"].passed is False
    details = rules["hold_out_useful"].details
    assert details["control"] < 30
    assert details["series_half"] < details["drawn_half"]
    assert figure.value.half_width == pytest.approx(details["series_half"])
