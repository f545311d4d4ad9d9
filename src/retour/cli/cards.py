"""`retour cards`: the rate cards, ours and the workspace's, with source and year; the price of a model."""

from datetime import date
from pathlib import Path

import click

from retour.cli.audit import opened
from retour.cli.output import Exit, Voice
from retour.connectors.prices import list_name, price_of
from retour.register.cards import Card, cards_with
from retour.wording import say
from retour.wording.cards import said_card, said_prices
from retour.workspace.terminal import system_language


def run_cards(folder: Path | None, model: str | None, today: date | None, lang: str | None) -> int:
    """List every card, or tell the price of one model."""
    if model is not None:
        return _tell_model(model, Voice(lang or system_language()))
    own: tuple[Card, ...] = ()
    voice = Voice(lang or system_language())
    if folder is not None:
        workspace, voice = opened(folder, lang)
        if workspace is None:
            return Exit.UNUSABLE
        own = workspace.register.cards
    day = today or date.today()  # noqa: DTZ011  the user's own calendar day
    for card in (card for cards in cards_with(own).values() for card in cards):
        click.echo(said_card(card, day, voice.lang))
    voice.say(say("how", {"key": "admin-fr"}, voice.lang, family="card"))
    return Exit.OK


def _tell_model(model: str, voice: Voice) -> int:
    source, price = list_name(), price_of(model)
    words: dict[str, object] = {"model": model, "source": source or ""}
    if source is None or price is None:
        code = "no_list" if source is None else "price_unknown"
        voice.say(say(code, words, voice.lang, family="card"))
        return Exit.UNUSABLE
    click.echo(say("prices", words, voice.lang, family="card"))
    for line in said_prices(price, voice.lang):
        click.echo(f"  {line}")
    return Exit.OK
