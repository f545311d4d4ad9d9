"""Keys of money figures, totals of a workspace, and what an opinion's level is worth."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from retour.assessment.assess import assess, sheet_of
from retour.assessment.figures import figures_of
from retour.assessment.totals import joint_of, totals_of
from retour.audit.evidence import Evidence
from retour.effect.result import Design, Effect, Rule
from retour.events.answer import Audience
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Period, Span, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    MarginLine,
    Per,
    SpendLine,
    Subscription,
    TimeLine,
)
from retour.voice.result import VoiceScore
from retour.worth import Shared, worth_of

TODAY, LIVE = date(2026, 7, 1), date(2026, 4, 1)
NAME = Text.same("x")
SIGNED = Indicator(
    key="signed",
    name=NAME,
    measure=Rate(of="sent", reaching="signed", by=Span(seconds=86_400)),
    better=Better.HIGHER,
    main=True,
)


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(value, value, value)


def clerk_minutes(minutes: float, role: str) -> TimeLine:
    zero, said = (DatedRange(value=sure(m)) for m in (0, minutes))
    return TimeLine(role=role, per=Per.MONTH, before=(said,), after=(zero,))


def spend(low: float, high: float) -> SpendLine:
    return SpendLine(label="old tool", per_month=DeclaredRange(low, (low + high) / 2, high))


def automation(key: str, *lines, status: Status = Status.LIVE, **said) -> Automation:
    usual = {
        "process": "quote",
        "rollout": Rollout(kind=RolloutKind.DATE, at=LIVE),
        "costs": Costs(upkeep=Effort(money=sure(10))),
    }
    return Automation(key=key, name=NAME, worth=lines, status=status, **(usual | said))


def firm(*automations: Automation) -> Dossier:
    roles = tuple(Role(key=k, name=NAME, hourly_cost=DeclaredRange(20, 30, 70)) for k in ("clerk", "seller"))
    tools = tuple(Tool(key=k, name=NAME, per_month=sure(20)) for k in ("make", "gmail"))
    return Dossier(register=Register(name="firm", roles=roles, tools=tools, automations=automations))


def test_every_line_has_its_own_key_and_the_lines_add_up_to_the_net():
    paid = Costs(subscriptions=tuple(Subscription(tool=t, share=sure(1)) for t in ("make", "gmail")))
    lines = (clerk_minutes(600, "clerk"), clerk_minutes(300, "seller"), spend(50, 150), spend(10, 30))
    figures = assess(firm(automation("a", *lines, costs=paid)), today=TODAY, seed=1).figures
    found = {
        k.removeprefix("a/worth/line/"): f for k, f in figures.items() if "/worth/line/" in k and f.known
    }
    assert set(found) == {
        "time_capacity",
        "time_capacity#2",
        "spend",
        "spend#2",
        "subscription",
        "subscription#2",
    }
    assert sum(f.point for f in found.values()) == pytest.approx(figures["a/worth/net"].point)
    assert figures["a/worth/line/spend#2"].formula == "worth.line.spend"
    assert set(figures["a/worth/net"].inputs) >= {f"a/worth/line/{name}" for name in found}


def test_paused_and_retired_automations_bring_no_money_to_the_totals():
    kept = [automation(s.value, spend(100, 100), status=s) for s in Status if s is not Status.PLANNED]
    totals = assess(firm(*kept), today=TODAY, seed=1).totals
    assert totals.by_grade[Grade.D].point == pytest.approx(90)
    assert (totals.automations, totals.set_aside, totals.unknown) == (1, 2, 0)


def test_automations_that_share_a_role_are_wrong_together_in_the_total():
    one, other = (automation(key, clerk_minutes(6000, "clerk")) for key in ("a", "b"))
    found = assess(firm(one, other), today=TODAY, seed=1)
    each, total = found.sheet("a").worth.net, found.totals.by_grade[Grade.D].value
    assert total.high - total.low == pytest.approx(2 * (each.high - each.low))


def paid_by_an_effect(key: str, *others: str, indicator: Indicator = SIGNED):
    """A sheet whose margin rests on an effect that cannot be told from those of `others`."""
    line = MarginLine(indicator=indicator.key, amount=sure(1000), margin_rate=sure(0.5))
    known = automation(key, line, indicators=(indicator,))
    effect = Effect(
        automation=key,
        indicator=indicator.key,
        version="all",
        design=Design.SINGLE_SERIES,
        estimate=Estimate(0.04, 0.03, 0.05),
        grade=Grade.D if others else Grade.C,
        after=Period(LIVE, TODAY),
        n=900,
        rules=(Rule("single_attribution", passed=not others, details={"keys": others}),),
    )
    sheet = sheet_of(known, firm(known), Shared(), today=TODAY, seed=1)
    worth = worth_of(known, firm(known), (effect,), today=TODAY, rng=np.random.default_rng(1))
    return replace(sheet, effects=(effect,), worth=worth)


def test_a_gain_that_two_automations_claim_is_counted_once_and_said():
    sheets = (paid_by_an_effect("a", "b"), paid_by_an_effect("b", "a"), paid_by_an_effect("c"))
    totals = totals_of(sheets)
    assert totals.joint == (("b", "a"),)
    assert totals.by_grade[Grade.D].inputs == ("a/worth/net",)
    assert totals.by_grade[Grade.C].inputs == ("c/worth/net",)


def test_a_gain_that_only_the_later_of_two_cannot_tell_apart_is_counted_once_too():
    assert joint_of((paid_by_an_effect("a"), paid_by_an_effect("b", "a"))) == {"b": "a"}


def test_another_indicator_of_the_other_automation_is_another_gain():
    late = replace(SIGNED, key="late", measure=Rate(of="sent", reaching="left", by=Span(seconds=86_400)))
    assert joint_of((paid_by_an_effect("a", "b"), paid_by_an_effect("b", indicator=late))) == {}


@pytest.mark.parametrize(
    ("answered", "invited", "estimate", "grade"),
    [
        (20, 40, Estimate(4, 3, 5), Grade.C),
        (19, 20, Estimate(4, 3, 5), Grade.D),
        (20, 41, Estimate(4, 3, 5), Grade.D),
        (200, None, Estimate(4, 3, 5), Grade.D),
        (4, 4, Unknown("too_few_answers"), Grade.E),
    ],
)
def test_the_level_of_an_opinion_is_fair_only_when_enough_people_answered(answered, invited, estimate, grade):
    known = automation("a")
    sheet = sheet_of(known, firm(known), Shared(), today=TODAY, seed=1)
    score = VoiceScore(
        audience=Audience.TEAM,
        item="trust",
        wave=TODAY,
        answered=answered,
        invited=invited,
        estimate=estimate,
        low=1,
        high=7,
    )
    evidence = Evidence(
        automation=known,
        dossier=firm(known),
        watched=sheet.watched,
        friction=sheet.friction,
        effects=(),
        worth=sheet.worth,
        voice=(score,),
    )
    assert figures_of(evidence, ())["a/voice/team/trust"].grade is grade
