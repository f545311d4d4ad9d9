"""What the money rests on is kept with it: who said it, from when, on which line, or that nobody did."""

from datetime import date

import numpy as np
import pytest

from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Exact, Grade, Place, Text, Unit
from retour.register.automation import Automation, Plan, Status
from retour.register.cards import RATE_CARDS
from retour.register.workspace import Register, Role
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    Failures,
    MarginLine,
    Per,
    Source,
    Subscription,
    Use,
)
from retour.worth.desk import Desk
from retour.worth.inputs import Origin, stem_of
from retour.worth.shared import Shared

HERE = Place("automations/reminders.yaml", 12)


def written(low, mode, high, line=12):
    return DeclaredRange(low, mode, high, place=Place(HERE.file, line), source="")


def test_minutes_keep_the_range_the_line_and_the_role(minutes, automation, worth):
    line = minutes(0, before=(DatedRange(value=written(3, 5, 8)),), per=Per.MONTH)
    found = worth(automation(line)).inputs["minutes_before"]
    assert (found.value, found.place) == (DeclaredRange(3, 5, 8), HERE)
    assert (found.subject, found.unit, found.origin) == ("clerk", Unit.MINUTES, Origin.DECLARED)


def test_minutes_that_somebody_timed_stay_declared_and_say_from_when(minutes, automation, worth):
    since = date(2026, 5, 1)
    ranges = (
        DatedRange(value=written(4, 4, 4, 12)),
        DatedRange(value=written(6, 6, 6, 13), valid_from=since, source=Source.MEASURED),
    )
    found = worth(automation(minutes(0, before=ranges, per=Per.MONTH))).inputs["minutes_before"]
    assert (found.origin, found.valid_from, found.grade) == (Origin.TIMED, since, Grade.D)
    assert found.place == Place(HERE.file, 13)
    # the last three months, 1 April to 30 June: 30 days at 4 minutes, 61 at 6
    assert found.value.mode == pytest.approx((30 * 4 + 61 * 6) / 91)


def test_the_share_that_nobody_gave_is_the_methods_and_has_no_line(minutes, automation, worth):
    found = worth(automation(minutes(60, per=Per.MONTH, use=Use.ABSORBED))).inputs["realisation"]
    assert (found.origin, found.subject, found.place) == (Origin.DEFAULT, "absorbed", None)
    assert found.value == DeclaredRange(0.05, 0.2, 0.5)


def test_upkeep_that_nobody_gave_comes_from_the_build_and_a_usual_share(minutes, automation, worth):
    costs = Costs(build=Effort(money=written(1200, 1200, 1200)))
    found = worth(automation(minutes(60, per=Per.MONTH), costs=costs)).inputs
    assert (found["upkeep"].origin, found["upkeep"].parts) == (Origin.DERIVED, ("upkeep_share",))
    assert found["upkeep_share"].origin is Origin.DEFAULT
    assert found["build"].unit is Unit.MONEY


def test_a_part_of_a_subscription_keeps_its_price_and_its_share(minutes, automation, worth):
    costs = Costs(subscriptions=(Subscription(tool="make", share=written(0.2, 0.3, 0.4, 20)),))
    found = worth(automation(minutes(60, per=Per.MONTH), costs=costs)).inputs
    assert found["subscription"].parts == ("price:make", "subscription_share:make")
    assert found["subscription_share:make"].place == Place(HERE.file, 20)
    assert found["price:make"].value.mode == 20


def test_silent_failures_keep_the_five_ranges_that_make_them(minutes, automation, worth):
    one = written(1, 1, 1)
    costs = Costs(
        failures=Failures(per_year=one, detection_days=one, repair_days=one, loss_share=one, cost_each=one)
    )
    plan = Plan(cases_per_month=written(10, 10, 10))
    planned = automation(minutes(60, per=Per.CASE), costs=costs, plan=plan, status=Status.PLANNED)
    found = worth(planned).inputs
    names = ("failures_per_year", "detection_days", "repair_days", "loss_share", "lost_case_cost")
    assert found["failures"].parts == names
    assert found["failures"].value.mode == pytest.approx(2 / 365)


def test_what_was_counted_is_no_draw_but_is_listed(minutes, automation, worth, run):
    runs = [run(f"r{i}", date(2026, 4 + i % 3, 1 + i % 28)) for i in range(90)]
    line = worth(automation(minutes(5)), runs={"reminders": runs}).lines[0]
    assert (line.facts, "volume:item" in line.inputs) == (("volume:item",), False)


def test_a_plan_declares_its_effect(automation, worth):
    rate = MarginLine(indicator="x", amount=written(9, 9, 9), margin_rate=written(0.5, 0.5, 0.5))
    found = worth(automation(rate, plan=Plan(cases_per_month=written(1, 2, 3)), status=Status.PLANNED))
    assert "effect:x" not in found.inputs  # its indicator is not the main one: nothing is computed


def test_every_draw_has_its_record_and_every_record_its_code(minutes, automation, worth):
    found = worth(automation(minutes(60, per=Per.MONTH)))
    codes = {code for line in found.lines for code in (*line.inputs, *line.facts)}
    assert codes <= set(found.inputs)
    assert all(said.code == code for code, said in found.inputs.items())
    assert isinstance(found.inputs["volume:month"].value, Exact)


@pytest.mark.parametrize(
    ("code", "stem"), [("rate:sales", "rate"), ("minutes_before#2", "minutes_before"), ("spend", "spend")]
)
def test_the_stem_of_a_code_is_without_its_subject_and_rank(code, stem):
    assert stem_of(code) == stem


def test_an_hour_of_a_rate_card_says_its_card_and_is_nobodys_declaration():
    card = RATE_CARDS[0]
    role = Role(key="clerk", name=Text.same("Clerk"), hourly_cost=card.hourly_cost, cards=(card,), source="x")
    desk = Desk(
        automation=Automation(key="a", name=Text.same("A"), process=None),
        dossier=Dossier(register=Register(name="firm", roles=(role,))),
        effects=(),
        today=date(2026, 7, 1),
        rng=np.random.default_rng(1),
        shared=Shared(size=10),
    )
    found = desk.told[desk.rate("clerk")]
    assert (found.origin, found.subject, found.source, found.unit) == (
        Origin.CARD,
        "clerk",
        "x",
        Unit.MONEY_PER_HOUR,
    )
