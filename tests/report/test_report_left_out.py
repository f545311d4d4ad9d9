"""What the totals leave out is said beside them; what silent people could change is said beside a share."""

from dataclasses import replace

import pytest

from report.assessments import TODAY, figure, firm
from retour.events.answer import Audience
from retour.quantity import Estimate, Grade, Unit
from retour.report.page import page
from retour.voice.result import VoiceScore


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["their gain is counted once, with", "2 automations paused or retired, not counted here."]),
        ("fr", ["leur gain est compté une fois, avec", "2 automatisations en pause ou retirées, non"]),
    ],
)
def test_money_that_the_totals_leave_out_is_said(lang, said):
    base = firm()
    one, other = (sheet.automation.key for sheet in base.sheets[:2])
    totals = replace(base.totals, joint=((other, one),), set_aside=2)
    html = " ".join(page(replace(base, totals=totals), lang).split())
    for words in said:
        assert words in html.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_share_says_what_it_would_be_among_all_those_invited():
    base = firm()
    first = base.sheets[0]
    key = f"{first.automation.key}/voice/customer/speed"
    estimate = Estimate(0.8, 0.7, 0.88)
    score = VoiceScore(
        audience=Audience.CUSTOMER,
        item="speed",
        wave=TODAY,
        answered=60,
        invited=100,
        estimate=estimate,
        low=0,
        high=1,
        everybody=(0.48, 0.88),
    )
    figures = {**first.figures, key: figure(key, estimate, Unit.SHARE, Grade.C, n=60)}
    sheet = replace(first, voice=(score,), figures=figures)
    html = page(replace(base, sheets=(sheet, *base.sheets[1:])), "en")
    assert "48% to 88% of all those invited, whatever the silent ones think" in html
