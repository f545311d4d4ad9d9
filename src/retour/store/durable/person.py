"""A person to be forgotten: how they are recognised in what was written of them."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from retour.events.actor import plain, pseudonym
from retour.events.contact import normalise_email
from retour.register.keys import folded
from retour.store.certainties import LABELS

_ADDRESS = re.compile(r"[^@\s<>,;:\"'()\[\]{}|\\/=&?]+@[^@\s<>,;:\"'()\[\]{}|\\/=&?]+")
_MAILS = ("mail", "email", "courriel")


@dataclass(frozen=True, slots=True)
class Person:
    """E-mail addresses, names (their words, without case or accents), and the pseudonyms of both."""

    emails: frozenset[str]
    names: frozenset[str]
    pseudonyms: frozenset[str]
    subject: str  # stands for the person in a proof, and nowhere else

    @classmethod
    def of(cls, said: Iterable[str], key: bytes) -> "Person":
        """The person who is called so; ValueError("person.too_short") for what would match anything."""
        words = [each.strip() for each in said]
        emails = {found for each in words if (found := normalise_email(each))}
        names = {plain(each) for each in words if not normalise_email(each)}
        if not words or any(len(name.replace(" ", "")) < 3 for name in names):
            raise ValueError("person.too_short")
        told = "\x1f".join(["retour-erasure", *sorted(emails | names)])
        return cls(
            frozenset(emails),
            frozenset(names),
            frozenset(pseudonym(each, key) for each in words),
            hmac.new(key, told.encode(), hashlib.sha256).hexdigest(),
        )

    def is_in(self, text: str) -> bool:
        """True when the text names the person: the address, or the words of the name, whole."""
        if "@" in text and any(self._is_mine(found) for found in _ADDRESS.findall(text)):
            return True
        return bool(self.names) and any(f" {name} " in f" {plain(text)} " for name in self.names)

    def _is_mine(self, address: str) -> bool:
        return normalise_email(address.strip(".")) in self.emails

    def is_actor(self, actor: str | None) -> bool:
        """True for the person's pseudonym."""
        return actor in self.pseudonyms


def names_the_case(attribute: str) -> bool:
    """True for an attribute that says whose case it is (a client, an address), not who worked on it."""
    words = folded(attribute)
    return attribute in LABELS or words in _MAILS or words.startswith("email") or words.endswith(_MAILS)
