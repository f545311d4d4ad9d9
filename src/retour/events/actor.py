"""Who did it: kinds of actor from the words of tools, and pseudonyms instead of names."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from retour.events.contact import normalise_email
from retour.events.exported import unmarked
from retour.register.indicator import Actor

_WORDS = {
    Actor.HUMAN: "human humain humaine user utilisateur person personne manual manuel manuelle agent salarie "
    "employee employe staff collaborateur commercial team equipe operator operateur",
    Actor.ROBOT: "robot bot system systeme automation automatisation automatic automatique auto automate "
    "scenario workflow api script make zapier n8n machine ia ai integration",
    Actor.CUSTOMER: "customer client cliente prospect lead consumer consommateur acheteur buyer "
    "visitor visiteur",
}
LONGEST_KEPT = 400  # characters
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def plain(text: str) -> str:
    """Lower case, without accents, punctuation or doubled spaces: how words are compared."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _plain(text)


def _plain(text: str) -> str:
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


_kept = lru_cache(maxsize=4096)(_plain)  # texts come again and again; long ones are not kept


def actor_kind(word: str) -> Actor | None:
    """The kind of actor that a word of an export means, in French or English; None if unknown."""
    words = plain(word)
    return _KINDS.get(words) or _KINDS.get(words.removesuffix("s"))


def kinds_by_word() -> Mapping[str, Actor]:
    """The kind of actor that each word means, in lower case without accents."""
    return _KINDS


def pseudonym(actor: str, key: bytes) -> str:
    """16 hexadecimal digits that stand for a person: HMAC-SHA256 of the tidied name or e-mail.

    A pseudonym that an export marked as one is kept: whoever it stands for has no other name here.
    """
    if kept := unmarked(actor):
        return kept
    same = normalise_email(actor) or " ".join(actor.casefold().split())
    return hmac.new(key, same.encode(), hashlib.sha256).hexdigest()[:16]
