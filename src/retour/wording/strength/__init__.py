"""Strength: no sentence uses a word stronger than the evidence that it rests on."""

from retour.wording.strength.linting import OverClaim, lint_catalogue, over_claims
from retour.wording.strength.rendered import lint_text
from retour.wording.strength.scale import BORNE_BY, Basis, Strength

__all__ = ["BORNE_BY", "Basis", "OverClaim", "Strength", "lint_catalogue", "lint_text", "over_claims"]
