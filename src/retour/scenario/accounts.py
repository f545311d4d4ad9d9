"""Whose account a module uses, told without showing anybody's address."""

import re

from retour.scenario.actions import mails
from retour.scenario.untrusted import at, mapping, words

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SHARED = re.compile(
    r"^(?:contact|info|hello|bonjour|no-?reply|ne-?pas-?repondre|support|sav|admin|sales|ventes|commercial|team"
    r"|equipe|office|accueil|bot|robot|automat|make|n8n|compta|billing|facturation|invoice|rh|hr|jobs|marketing"
    r"|notif|alert|service|client|commande|order|data|it|ops|dev|tech|system|someone|user|me|you|test|demo)",
    re.IGNORECASE,
)


def account_of(wire: object, parameters: object) -> str:
    """Make: the label of the connection, or its number; never shown: it may hold an address."""
    said = mapping(parameters)
    key = "__IMTCONN__" if "__IMTCONN__" in said else "account"
    label = words(at(wire, "metadata", "restore", "parameters", key, "label"))
    number = words(said.get(key))
    return f"{label} {number}".strip() if number else label


def credential_of(credentials: object) -> str:
    """n8n: the name of the first credential, or its number."""
    for kind, found in mapping(credentials).items():
        said = mapping(found)
        name = words(said.get("name")) or words(found) or words(said.get("id"))
        if name:
            return f"{words(kind)} {name}"
    return ""


def mailbox_of(account: str, app: str) -> str:
    """The masked address of a person, when a mail app uses that person's own mailbox; else empty."""
    found = _ADDRESS.search(account) if mails(app) else None
    if found is None or _SHARED.search(found[0]):
        return ""
    name, _, host = found[0].partition("@")
    return f"{name[:2]}…@{host}"
