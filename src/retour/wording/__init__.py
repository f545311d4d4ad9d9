"""Wording: French and English sentences, money, dates and durations, for every face."""

from retour.wording.headline import headline, headline_all
from retour.wording.problems import say_problem
from retour.wording.sentence import label, say
from retour.wording.values import say_value

__all__ = ["headline", "headline_all", "label", "say", "say_problem", "say_value"]
