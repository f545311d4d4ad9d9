"""AMOR: twenty checks, four letters, each answered by evidence."""

from retour.audit.audit import audit_of, next_review
from retour.audit.evidence import Evidence
from retour.audit.result import Audit, Check, Letter, LetterScore, Status

__all__ = [
    "Audit",
    "Check",
    "Evidence",
    "Letter",
    "LetterScore",
    "Status",
    "audit_of",
    "next_review",
]
