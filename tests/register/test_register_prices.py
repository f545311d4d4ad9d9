"""Cards, plans, models and currencies as they are declared: dated, sourced, never mixed."""

from datetime import date

import pytest

from register.documents import FIRM, FOLLOW_UP, built, said
from retour.quantity import DeclaredRange
from retour.register.cards import RATE_CARDS, Standing, is_old
from retour.register.workspace import Billed
from retour.register.worth_lines import AiPer, AiPrice

DOLLAR = "exchange: {USD: {low: 0.8, mode: 0.9, high: 1, at: 2026-11-02, source: ECB}}\n"
CARD = "name: Firm\nroles: {admin: {card: admin-fr}}\n"


def firm_of(*lines: str) -> str:
    return FIRM + "".join(lines)


def test_a_role_follows_a_card_with_its_source_and_year():
    register, problems = built(firm=CARD)
    role = register.role("admin")
    assert said(problems) == []
    assert role.hourly_cost == DeclaredRange(26, 31, 40)
    assert role.hourly_cost.source == "admin-fr, insee.fr 6685426 (28.0 × 43.7 / 39.2), 2024"
    assert role.hourly_cost.place.line == 2
    assert role.cards[0].year == 2024


def test_a_card_of_the_workspace_takes_the_place_of_ours_from_its_date_on():
    register, problems = built(
        firm="""\
        name: Firm
        cards:
          admin-fr:
            hourly_cost:
              - {low: 20, mode: 25, high: 30, source: payroll, from: 2025-01-01}
              - {low: 24, mode: 28, high: 34, source: payroll, from: 2026-07-01}
        roles: {admin: {card: admin-fr}}
        """
    )
    assert said(problems) == []
    modes = {day: register.at(day).role("admin").hourly_cost.mode for day in DAYS}
    assert modes == {date(2024, 1, 1): 25, date(2026, 6, 30): 25, date(2026, 7, 1): 28}
    assert register.role("admin").hourly_cost.mode == 28


DAYS = (date(2024, 1, 1), date(2026, 6, 30), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{card: admin-f}", ("card.unknown", 2, "admin-f", "admin-fr")),
        ("{card: admin-fr, hourly_cost: 30}", ("role.cost_twice", 2, "admin-fr", "")),
        ("{name: Clerk}", ("key.missing", 2, "hourly_cost", "")),
        ("{hourly_cost: 30 USD/h}", ("currency.no_rate", 2, "USD/h", "exchange: {USD: …}")),
    ],
)
def test_a_role_without_one_sound_cost_says_why(written, problem):
    register, problems = built(firm=f"name: Firm\nroles: {{admin: {written}}}\n")
    assert said(problems) == [problem]
    assert register.roles == ()


def test_a_card_in_another_currency_needs_a_rate():
    swiss = "name: Firm\ncurrency: CHF\nroles: {admin: {card: admin-fr}}\n"
    _, problems = built(firm=swiss)
    assert said(problems) == [("currency.no_rate", 3, "EUR", "exchange: {EUR: …}")]
    rate = "exchange: {EUR: {low: 0.9, mode: 1, high: 1.1, at: 2026-11-02}}\n"
    register, problems = built(firm=swiss + rate)
    assert said(problems) == []
    cost = register.role("admin").hourly_cost
    assert (cost.low, cost.mode, cost.high) == pytest.approx((23.4, 31, 44))


def test_an_amount_in_another_currency_is_taken_at_the_declared_rate():
    line = "worth:\n  - spend: {label: x, per_month: {low: 10, mode: 20, high: 30, unit: USD/month}}\n"
    register, problems = built(FOLLOW_UP + line, firm=firm_of(DOLLAR))
    assert said(problems) == []
    paid = register.automations[0].worth[0].per_month
    assert (paid.low, paid.mode, paid.high) == pytest.approx((8, 18, 30))


def test_a_year_in_another_currency_is_twelve_months_of_it():
    line = "worth:\n  - spend: {label: x, per_month: 120 USD/year}\n"
    register, _ = built(FOLLOW_UP + line, firm=firm_of(DOLLAR))
    assert register.automations[0].worth[0].per_month.mode == pytest.approx(9)


@pytest.mark.parametrize(
    ("rate", "rule"),
    [
        ("EUR: {low: 1, mode: 1, high: 1, at: 2026-11-02}", "exchange.itself"),
        ("usd: {low: 1, mode: 1, high: 1, at: 2026-11-02}", "currency.unknown"),
        ("USD: {low: 0, mode: 1, high: 1, at: 2026-11-02}", "number.outside"),
        ("USD: {low: 1, mode: 1, high: 1}", "key.missing"),
    ],
)
def test_a_rate_says_which_currency_when_and_how_much(rate, rule):
    register, problems = built(firm=firm_of(f"exchange: {{{rate}}}\n"))
    assert [p.rule for p in problems] == [rule]
    assert register.exchange == ()


PLAN = """\
name: Firm
tools:
  make:
    plan:
      price: {low: 28, mode: 29, high: 34}
      includes: 10000
      unit: credits
      lower: {price: 10, includes: 5000}
      at: 2026-10-01
      source: invoice
"""


def test_a_plan_keeps_its_price_what_it_includes_and_where_that_was_read():
    register, problems = built(firm=PLAN)
    tool = register.tool("make")
    assert said(problems) == []
    assert (tool.plan.includes, tool.plan.unit, tool.plan.at) == (10000, Billed.CREDITS, date(2026, 10, 1))
    assert tool.per_month == tool.plan.price == DeclaredRange(28, 29, 34)
    assert tool.plan.price.source == "invoice, 2026-10-01"
    assert tool.plan.lower.includes == 5000


def test_a_plan_is_refused_beside_another_price_or_above_a_higher_lower_plan():
    twice = PLAN.replace("    plan:", "    per_month: 20\n    plan:")
    assert [p.rule for p in built(firm=twice)[1]] == ["tool.price_twice"]
    above = PLAN.replace("includes: 5000", "includes: 20000")
    assert [p.rule for p in built(firm=above)[1]] == ["plan.not_lower"]


def test_a_subscription_without_a_share_needs_a_plan():
    paid = FOLLOW_UP + "costs: {subscriptions: [{tool: make}]}\n"
    _, problems = built(paid)
    assert [(p.rule, p.value) for p in problems] == [("key.missing", "share")]
    register, problems = built(paid, firm=PLAN)
    assert said(problems) == []
    assert register.automations[0].costs.subscriptions[0].share is None


def model(text: str, firm: str = FIRM):
    return built(FOLLOW_UP + f"costs:\n  ai: {{{text}}}\n", firm=firm)


def test_a_model_keeps_what_it_uses_and_its_price_in_the_currency_of_the_workspace():
    price = "price: {input: 2 USD, output: 10 USD, at: 2026-11-01, source: page}"
    text = f"model: m, per: run, tokens_in: 1000, tokens_out: 200, retries: 5%, {price}"
    register, problems = model(text, firm=firm_of(DOLLAR))
    use = register.automations[0].costs.ai_use
    assert said(problems) == []
    assert (use.model, use.per, use.retries.mode) == ("m", AiPer.RUN, 0.05)
    assert (use.price.input.mode, use.price.output.mode) == pytest.approx((1.8, 9))
    assert (use.price.at, use.price.source) == (date(2026, 11, 1), "page")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("tokens_in: 3", ["ai.model_missing"]),
        ("model: m", ["ai.nothing_used"]),
        ("model: m, tokens_in: 3, price: {output: 1, at: 2026-11-01}", ["key.missing"]),
        ("model: m, tokens_in: 3, price: {input: 1 USD, at: 2026-11-01}", ["currency.no_rate"]),
        ("model: m, tokens_in: 3, price: {input: 1}", ["key.missing"]),
    ],
)
def test_a_model_that_is_not_wholly_said_is_refused(text, rules):
    register, problems = model(text)
    assert [p.rule for p in problems if p.rule in rules] == rules
    assert register.automations == ()


def test_every_card_that_comes_with_the_program_says_its_year_its_source_and_how_it_was_checked():
    keys = [card.key for card in RATE_CARDS]
    assert len(keys) == len(set(keys)) == 17
    assert all(card.source and card.currency == "EUR" and 2020 <= card.year <= 2024 for card in RATE_CARDS)
    assumed = [card.key for card in RATE_CARDS if card.standing is Standing.ASSUMED]
    assert assumed == ["managers-fr", "intermediate-fr"]


def test_a_card_is_old_after_two_years():
    ages = {card.key: is_old(card, date(2026, 11, 26)) for card in RATE_CARDS}
    assert (ages["admin-fr"], ages["managers-fr"], ages["finance-fr"]) == (False, True, True)


def test_a_price_from_a_list_becomes_part_of_the_revision():
    from register.documents import QUOTES, document
    from retour.register.build import build

    text = FOLLOW_UP + "costs:\n  ai: {model: m, tokens_in: 1000}\n"

    def revision(price):
        documents = [
            document("workspace", "retour.yaml", FIRM),
            document("process", "processes/quotes.yaml", QUOTES),
            document("automation", "automations/a.yaml", text),
        ]
        return build(documents, ai_price=lambda _: price)[0].revision

    first, second = (AiPrice(input=DeclaredRange(1, 1, 1), source=f"list {n}") for n in (1, 2))
    assert revision(first) != revision(second) != revision(None)
