"""Claims: what a sentence about an automation says, what it proves, and what is missing."""

from retour.claim.findings import KINDS, finding_of, findings_of
from retour.claim.result import Finding, Term
from retour.claim.sentence import ParsedClaim, check_sentence, parse_sentence

__all__ = [
    "KINDS",
    "Finding",
    "ParsedClaim",
    "Term",
    "check_sentence",
    "finding_of",
    "findings_of",
    "parse_sentence",
]
