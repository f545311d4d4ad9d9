"""The list of prices of `genai-prices`, as its installed version has it; imported only for a model named.

Its newest prices are taken, whatever the day: the same version gives the same figures. Where a price
depends on the size of a call, the one of the smallest calls is taken.
"""

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from retour.quantity import DeclaredRange
from retour.register.worth_lines import AiPrice

LIST = "genai-prices"
NOON_OF_THE_LAST_DAY = datetime(2200, 12, 31, 12, tzinfo=UTC)  # prices that depend on a date, on the hour
MINUTES_AN_HOUR = 60


@cache
def list_name() -> str | None:
    """The list and its version; None where it is not installed."""
    try:
        return f"{LIST} {version(LIST)}"
    except PackageNotFoundError:
        return None


@cache
def price_of(model: str) -> AiPrice | None:
    """What a model costs in dollars, per million tokens and per minute of audio; None when nobody knows.

    `model` is a model's own name, or a provider and a model: ``openai/gpt-4o``.
    """
    source = list_name()
    found = None if source is None else _found(model)
    if found is None or source is None:
        return None
    hour = _dollars(found, "audio_hours") or _dollars(found, "input_audio_hours")
    return AiPrice(
        input=_sure(_dollars(found, "input_mtok")),
        cached=_sure(_dollars(found, "cache_read_mtok")),
        output=_sure(_dollars(found, "output_mtok")),
        minute=_sure(None if hour is None else hour / MINUTES_AN_HOUR),
        currency="USD",
        source=source,
    )


def _found(model: str) -> Any:  # noqa: ANN401  the library's own price record
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  a third of a second, for few

    provider, slash, name = model.partition("/")
    try:
        return (
            get_snapshot()
            .find_provider_model(name if slash else model, None, provider if slash else None, None)[1]
            .get_prices(NOON_OF_THE_LAST_DAY)
        )
    except LookupError:
        return None


def _dollars(found: Any, key: str) -> float | None:  # noqa: ANN401  the library's own price record
    price = getattr(found, key, None)
    price = getattr(price, "base", price)
    return None if price is None else float(price)


def _sure(value: float | None) -> DeclaredRange | None:
    return None if value is None else DeclaredRange(value, value, value)
