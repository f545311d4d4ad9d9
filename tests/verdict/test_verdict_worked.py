"""Spec worth, worked example A: the quotes, one hour a day, everything declared."""

from datetime import date

import numpy as np

from retour.audit import Evidence, audit_of
from retour.friction import friction_of
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Text
from retour.register.automation import Automation
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, DatedRange, Effort, Per, Subscription, TimeLine
from retour.verdict import Decision, verdict_of
from retour.watch import watched_of
from retour.worth import worth_of

TODAY = date(2026, 9, 1)
NAME = Text.same("Quotes")
Range = DeclaredRange
QUOTES = Automation(
    key="quotes",
    name=NAME,
    process=None,
    worth=(
        TimeLine(
            role="admin",
            per=Per.WORKING_DAY,
            before=(DatedRange(value=Range(30, 60, 75)),),
            after=(DatedRange(value=Range(0, 0, 0)),),
        ),
    ),
    costs=Costs(
        build=Effort(hours=Range(6, 14, 30), role="builder"),
        upkeep=Effort(hours=Range(0.3, 1, 3), role="builder"),
        supervision=Effort(hours=Range(0.5, 1.5, 4), role="admin"),
        subscriptions=(Subscription(tool="make", share=Range(0.2, 0.5, 1)),),
    ),
)
REGISTER = Register(
    name="firm",
    roles=(
        Role(key="admin", name=NAME, hourly_cost=Range(26, 32, 40)),
        Role(key="builder", name=NAME, hourly_cost=Range(45, 60, 90)),
    ),
    tools=(Tool(key="make", name=NAME, per_month=Range(9, 16, 35)),),
    automations=(QUOTES,),
)


def test_the_quotes_at_one_hour_a_day_are_kept_and_measured_no_further() -> None:
    rng, dossier = np.random.default_rng(1), Dossier(register=REGISTER)
    evidence = Evidence(
        automation=QUOTES,
        dossier=dossier,
        watched=watched_of(QUOTES, dossier, today=TODAY),
        friction=friction_of(QUOTES, dossier, today=TODAY, rng=rng),
        effects=(),
        worth=worth_of(QUOTES, dossier, (), today=TODAY, rng=rng),
    )
    found = verdict_of(evidence, audit_of(evidence, today=TODAY), today=TODAY, rng=rng)
    assert (found.decision, found.rule) == (Decision.KEEP, "keep.worth_likely")
    assert found.reasons[0].details["grade"] == "D"
    assert "measure.stop_measuring" in [reason.code for reason in found.reasons]
    assert found.measurement is not None
    assert found.measurement.design == "none"
