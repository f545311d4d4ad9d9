"""The same case in two files: by its number, its e-mail, its phone, then by names that are near enough."""

from retour.watch.matching.match import match
from retour.watch.matching.result import Doubt, Matching, NamePair, NameRule, Side, State, Step, Why

__all__ = ["Doubt", "Matching", "NamePair", "NameRule", "Side", "State", "Step", "Why", "match"]
