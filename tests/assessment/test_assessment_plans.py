"""What nobody uses of a plan is a figure of the workspace; what a stop would save is one of the sheet."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from retour.assessment.assess import assess
from retour.events.run import Run, RunStatus
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Grade, Place, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.cards import RATE_CARDS
from retour.register.workspace import Billed, LowerPlan, Register, Role, Tool, ToolPlan
from retour.register.worth_lines import Costs, Effort, SpendLine, Subscription
from retour.wording.figures import figure_name
from retour.wording.names import Names

TODAY = date(2026, 7, 1)


def sure(value):
    return DeclaredRange(value, value, value)


PLAN = ToolPlan(
    price=sure(100),
    includes=1000,
    unit=Billed.CREDITS,
    at=date(2026, 6, 1),
    lower=LowerPlan(price=sure(60), includes=500),
)


def automation(key):
    return Automation(
        key=key,
        name=Text.same(key),
        process=None,
        rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 4, 1)),
        worth=(SpendLine(label="typist", per_month=sure(50)),),
        costs=Costs(subscriptions=(Subscription(tool="make"),)),
    )


def runs(key, total):
    """91 runs, one a day over three months, that used so many units together."""
    start = datetime(2026, 4, 1, 9)
    return tuple(
        Run(
            id=f"{key}{day}",
            automation=key,
            started=start + timedelta(days=day),
            ended=start + timedelta(days=day, minutes=1),
            status=RunStatus.SUCCESS,
            place=Place("runs.csv", day + 2),
            cost_units=total / 91,
        )
        for day in range(91)
    )


def assessed(**used):
    register = Register(
        name="firm",
        tools=(Tool(key="make", name=Text.same("Make"), per_month=PLAN.price, plan=PLAN),),
        automations=tuple(automation(key) for key in used),
    )
    told = {key: runs(key, 3 * units) for key, units in used.items() if units is not None}
    return assess(Dossier(register=register, runs=told), today=TODAY, seed=1)


def point(found, key):
    return found.figures[key].value.mode


def test_charges_and_what_nobody_uses_are_the_price_and_what_is_absorbed_too():
    found = assessed(a=300, b=250)
    charged = [point(found, f"{key}/worth/line/subscription") for key in "ab"]
    assert charged == pytest.approx([-30, -25])
    assert point(found, "totals/unused/make") == pytest.approx(45)
    absorbed = [point(found, f"{key}/worth/absorbed") for key in "ab"]
    assert absorbed == pytest.approx([100 * 300 / 550, 100 * 250 / 550])
    assert [point(found, f"{key}/worth/plan_saved") for key in "ab"] == [40, 40]
    unused = found.figures["totals/unused/make"]
    assert unused.grade is Grade.D
    assert len(unused.inputs) == 3
    assert set(unused.inputs) <= set(found.figures)


def test_a_plan_below_that_is_enough_already_is_said():
    assert point(assessed(a=300, b=100), "totals/lower_plan/make") == pytest.approx(40)
    assert "totals/lower_plan/make" not in assessed(a=300, b=250).figures


def test_what_is_unused_is_unknown_while_one_use_is():
    found = assessed(a=300, b=None)
    assert found.figures["totals/unused/make"].value == Unknown("no_runs")
    assert found.figures["a/worth/line/subscription"].known


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", "Abonnement que personne n’utilise : Make"), ("en", "Subscription that nobody uses: Make")],
)
def test_the_figure_has_its_name_in_both_languages(lang, said):
    found = assessed(a=300)
    name = figure_name(found, "totals/unused/make", Names.of(found, lang))
    assert name.replace("\u00a0", " ").replace("\u202f", " ") == said


def test_what_nobody_uses_is_said_under_the_money_of_the_workspace():
    from retour.report.home_blocks import balance_block
    from retour.report.node import View

    page = str(balance_block(View.of(assessed(a=300, b=250), "en")))
    assert "Subscription that nobody uses: Make" in page
    assert "45" in page


def test_without_a_plan_by_use_there_is_no_such_figure():
    found = assessed(a=300)
    register = found.dossier.register
    one = replace(automation("a"), costs=Costs(subscriptions=(Subscription(tool="make", share=sure(1)),)))
    plain = replace(register, automations=(one,))
    kept = assess(Dossier(register=plain, runs=found.dossier.runs), today=TODAY, seed=1)
    assert not [key for key in kept.figures if "unused" in key or "absorbed" in key or "saved" in key]


@pytest.mark.parametrize(
    ("card", "said"),
    [("finance-fr", ["The hourly cost of “Clerk” is of 2020, more than two years ago."]), ("admin-fr", [])],
)
def test_a_sheet_says_that_the_card_of_an_hour_is_old(card, said):
    from retour.wording.cards import say_old

    found = next(one for one in RATE_CARDS if one.key == card)
    clerk = Role(key="clerk", name=Text.same("Clerk"), hourly_cost=found.hourly_cost, cards=(found,))
    paid = Costs(supervision=Effort(hours=sure(1), role="clerk"))
    register = Register(name="firm", roles=(clerk,), automations=(replace(automation("a"), costs=paid),))
    told = assess(Dossier(register=register), today=TODAY, seed=1)
    assert list(say_old(told.sheets[0], Names.of(told, "en"), TODAY)) == said
