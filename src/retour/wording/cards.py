"""Rate cards and prices of models, in words."""

from collections.abc import Iterator
from datetime import date

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Unit
from retour.register.cards import Card, Standing, is_old, on
from retour.register.dated import prices_of
from retour.register.worth_lines import AiPrice
from retour.wording.figures import figure_name
from retour.wording.names import Names
from retour.wording.numbers import number
from retour.wording.sentence import Voice, label, say
from retour.wording.values import say_quantity, say_value

PRICES = ("input", "cached", "output", "minute")


def card_name(card: Card, lang: str) -> str:
    """What a card is of; its key in words where its author gave it no name."""
    if card.standing is not Standing.OWN:
        return say(card.key, {}, lang, family="card")
    return card.name.in_(lang) if card.name else card.key.replace("-", " ")


def said_card(card: Card, today: date, lang: str) -> str:
    """A card in one line: what it is, its value, its year, how it was checked, where it was read."""
    standing = say(f"standing_{card.standing}", {}, lang, family="card")
    words = {
        "key": card.key,
        "name": card_name(card, lang),
        "value": say_quantity(card.hourly_cost, Unit.MONEY_PER_HOUR, Voice(lang, card.currency)),
        "year": card.year,
        "standing": standing[:1].upper() + standing[1:],
        "source": card.source,
    }
    parts = [say("one" if card.source else "one_unsourced", words, lang, family="card")]
    if card.valid_from is not None:
        parts.append(say("since", {"day": card.valid_from}, lang, family="card"))
    notes = {"average": card.average and card.standing is not Standing.OWN, "old": is_old(card, today)}
    parts += [say(code, {}, lang, family="card") for code, holds in notes.items() if holds]
    return " ".join(parts)


def said_prices(price: AiPrice, lang: str) -> list[str]:
    """The prices that a model has, in their own currency."""
    found = [(name, getattr(price, name)) for name in PRICES]
    return [
        say(f"price_{name}", {"value": f"{number(value.mode, lang)} {price.currency}"}, lang, family="card")
        for name, value in found
        if value is not None
    ]


def say_plans(assessment: Assessment, names: Names) -> Iterator[str]:
    """What nobody uses of each plan, and what the plan below would save, where they are known."""
    for figure in assessment.totals.plans:
        if figure.known:
            name, value = (
                figure_name(assessment, figure.key, names),
                say_value(figure, names.lang, names.currency),
            )
            yield label("balance_plan", names.lang, name=name, value=value)


def say_old(sheet: Sheet, names: Names, today: date) -> Iterator[str]:
    """Hourly costs whose card speaks of more than two years ago, and prices read a year ago or more."""
    register = names.register
    keys = [i.subject for i in sheet.worth.inputs.values() if i.stem == "rate"] if register else []
    for role in (register.role(key) for key in keys if register):
        card = on(role.cards, today) if role is not None and role.cards else None
        if role is not None and card is not None and is_old(card, today):
            words = {"role": role.name.in_(names.lang), "year": card.year}
            yield say("old_role", words, names.lang, family="card")
    if register is not None:
        for price in prices_of(register, sheet.automation):
            if price.is_old(today):
                name = names.tool(price.subject) if price.kind == "plan" else price.subject
                words = {"name": name, "at": price.at, "months": price.months(today)}
                yield say(f"old_{price.kind}", words, names.lang, family="card")
