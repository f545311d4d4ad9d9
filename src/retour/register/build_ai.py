"""What an AI service is used for and what it costs: from the wire to the domain."""

from retour.register.build_references import Declared
from retour.register.build_values import COUNT, MINUTES, SHARE, money, optional
from retour.register.sheet import Path, Sheet
from retour.register.wire_worth import AiMap, AiPriceMap
from retour.register.worth_lines import AiPrice, AiUse

USED = ("tokens_in", "tokens_cached", "tokens_out", "audio_minutes")
PRICED_BY = {
    "tokens_in": "input",
    "tokens_cached": "cached",
    "tokens_out": "output",
    "audio_minutes": "minute",
}


def ai_use(sheet: Sheet, path: Path, wire: AiMap, declared: Declared) -> AiUse | None:
    """Tokens and minutes of a model with their price; None where nothing of it was written."""
    used = {key: getattr(wire, key) for key in USED}
    said = [key for key, value in used.items() if value is not None]
    if wire.model is None:
        for key in (*said, *(k for k in ("retries", "price") if getattr(wire, k) is not None)):
            sheet.note((*path, key), "ai.model_missing", value=key)
        return None
    if not said:
        sheet.note((*path, "model"), "ai.nothing_used", value=wire.model, known=list(USED))
        return None
    scales = dict.fromkeys(USED, COUNT) | {"audio_minutes": MINUTES}
    amounts = {key: optional(sheet, (*path, key), used[key], scales[key]) for key in USED}
    price = declared.ai_price(wire.model) if wire.price is None else _price(sheet, path, wire.price, declared)
    if wire.price is not None and price is not None:
        for key in said:
            if getattr(price, PRICED_BY[key]) is None:
                sheet.note((*path, "price"), "key.missing", value=PRICED_BY[key])
    return AiUse(
        model=wire.model,
        per=wire.per,
        retries=optional(sheet, (*path, "retries"), wire.retries, SHARE),
        price=price,
        **amounts,
    )


def _price(sheet: Sheet, path: Path, wire: AiPriceMap, declared: Declared) -> AiPrice:
    scale = money(declared.currency)
    read = {
        key: optional(sheet, (*path, "price", key), getattr(wire, key), scale) for key in PRICED_BY.values()
    }
    return AiPrice(
        input=read["input"],
        cached=read["cached"],
        output=read["output"],
        minute=read["minute"],
        at=wire.at,
        source=wire.source,
    )
