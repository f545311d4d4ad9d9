"""Names and codes of whatever is declared: the label of a key, how a key is written, a currency."""

from retour.quantity import Text
from retour.register.keys import is_key, nearest, slug
from retour.register.sheet import Path, Sheet

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "XOF", "XAF", "MAD", "TND", "XPF", "MUR")


def name_of(key: str, name: Text | None) -> Text:
    """The declared name, or the key in words."""
    return name or Text.same(key.replace("_", " ").replace("-", " "))


def key_is_written_well(sheet: Sheet, path: Path, key: str) -> bool:
    """Whether a key may be used as one; notes it with a suggestion otherwise."""
    well = is_key(key)
    if not well:
        sheet.note(path, "key.badly_written", value=key, hint=slug(key))
    return well


def check_currency(sheet: Sheet, path: Path, currency: str) -> bool:
    """Whether a currency is a code of three capitals; notes it otherwise."""
    well = len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    if not well:
        hint = {"€": "EUR", "$": "USD", "£": "GBP"}.get(currency) or nearest(currency, _CURRENCIES)
        sheet.note(path, "currency.unknown", value=currency, hint=hint)
    return well
