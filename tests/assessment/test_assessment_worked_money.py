"""Where every range is one number, each formula of money gives its figure to the cent."""

from datetime import date

import pytest

from retour.assessment.arithmetic import Kind, Why, Worked
from retour.assessment.assess import assess
from retour.assessment.worked import worked
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Span, Text
from retour.register.automation import Automation, Plan, Status
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import (
    AiPer,
    AiPrice,
    AiUse,
    Costs,
    DatedRange,
    Effort,
    ErrorLine,
    Failures,
    MarginLine,
    Per,
    SpendLine,
    Subscription,
    TimeLine,
    Use,
)

TODAY = date(2026, 7, 1)


def sure(value):
    return DeclaredRange(value, value, value)


def indicator(better):
    measure = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))
    return Indicator(key="signed", name=Text.same("Signed"), measure=measure, better=better, main=True)


def planned(*lines, better=Better.HIGHER, effect=0.1, **costs):
    """A planned automation of 90 cases a month; a clerk costs 30 an hour, Make 20 a month."""
    one = Automation(
        key="a",
        name=Text.same("A"),
        process=None,
        status=Status.PLANNED,
        indicators=(indicator(better),),
        plan=Plan(cases_per_month=sure(90), expected_effect=sure(effect)),
        worth=lines,
        costs=Costs(**costs),
    )
    register = Register(
        name="firm",
        automations=(one,),
        roles=(Role(key="clerk", name=Text.same("Clerk"), hourly_cost=sure(30)),),
        tools=(Tool(key="make", name=Text.same("Make"), per_month=sure(20)),),
    )
    return assess(Dossier(register=register), today=TODAY, seed=1)


def minutes(**said):
    usual = {"role": "clerk", "per": Per.CASE, "use": Use.AVOIDED}
    before, after = (DatedRange(value=sure(m)) for m in (10, 2))
    return TimeLine(before=(before,), after=(after,), **(usual | said))


def told(assessment, name):
    figures = assessment.figures
    return worked(assessment, figures, figures[f"a/worth/{name}"]), figures[f"a/worth/{name}"].point


def test_hours_take_the_exceptions_off():
    found, hours = told(
        planned(minutes(exception_share=sure(0.1), exception_minutes=sure(20)), upkeep=Effort(money=sure(5))),
        "hours",
    )
    assert (found.result, found.kind) == (pytest.approx((90 * 8 - 90 * 0.1 * 20) / 60), Kind.EXACT)
    assert hours == pytest.approx(9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line/margin", 90 * 0.1 * 500 * 0.4 * (1 - 0.25)),
        ("turnover", 90 * 0.1 * 500),
        ("line/spend", 70),
        ("line/upkeep", -1200 * 0.18 / 12),
        ("line/supervision", -2 * 30),
        ("line/subscription", -20 * 0.5),
        ("line/ai", -0.02 * 90),
        ("line/failures", -3 * (4 + 1) / 365 * 0.1 * 200 * 90),
        ("build", 40 * 30),
    ],
)
def test_each_line_is_the_arithmetic_that_its_formula_says(name, value):
    margin = MarginLine(indicator="signed", amount=sure(500), margin_rate=sure(0.4), cannibalised=sure(0.25))
    assessment = planned(
        margin,
        SpendLine(label="old", per_month=sure(70)),
        build=Effort(hours=sure(40), role="clerk"),
        supervision=Effort(hours=sure(2), role="clerk"),
        subscriptions=(Subscription(tool="make", share=sure(0.5)),),
        ai_per_case=sure(0.02),
        failures=Failures(
            per_year=sure(3),
            detection_days=sure(4),
            repair_days=sure(1),
            loss_share=sure(0.1),
            cost_each=sure(200),
        ),
    )
    found, point = told(assessment, name)
    assert isinstance(found, Worked)
    if name == "line/upkeep":  # its usual share is a range: the mean of its draws is near
        assert point == pytest.approx(-1200 * (0.1 + 4 * 0.18 + 0.3) / 6 / 12, rel=1e-3)
        step = worked(assessment, assessment.figures, assessment.figures["a/worth/input/upkeep"])
        assert step.result == pytest.approx(-value)
    else:
        assert (found.kind, found.result, point) == (Kind.EXACT, pytest.approx(value), pytest.approx(value))


def test_where_lower_is_better_the_sign_of_the_effect_is_turned():
    line = ErrorLine(indicator="signed", cost_each=sure(40))
    found, point = told(
        planned(line, better=Better.LOWER, effect=-0.05, upkeep=Effort(money=sure(5))), "line/errors"
    )
    assert (found.result, point) == (pytest.approx(90 * 0.05 * 40), pytest.approx(180))


def test_the_use_of_a_model_is_its_tokens_and_its_minutes_at_their_prices():
    price = AiPrice(input=sure(2), output=sure(8), minute=sure(0.006), currency="EUR")
    use = AiUse(
        model="m",
        per=AiPer.CASE,
        tokens_in=sure(1000),
        tokens_out=sure(500),
        audio_minutes=sure(10),
        retries=sure(0.1),
        price=price,
    )
    assessment = planned(minutes(), upkeep=Effort(money=sure(5)), ai_use=use)
    found, point = told(assessment, "input/ai")
    each = (1000 * 2 / 1e6 + 500 * 8 / 1e6 + 10 * 0.006) * 1.1
    assert (found.kind, found.result, point) == (Kind.EXACT, pytest.approx(each), pytest.approx(each))


def test_a_month_of_a_model_is_taken_as_it_was_written():
    found, point = told(planned(minutes(), ai_per_month=sure(12)), "line/ai")
    assert (found.result, point) == (-12, -12)
    line, _ = told(planned(minutes(), ai_per_month=sure(12)), "input/ai")
    assert line is Why.DECLARED
