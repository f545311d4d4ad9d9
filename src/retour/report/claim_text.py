"""A checked sentence in plain text: what it says, the arithmetic redone, what it shows and lacks."""

from retour.claim.result import Finding, Term
from retour.wording import label, say, say_value
from retour.wording.sentence import Voice, fill
from retour.wording.typography import set_type


def claim_text(finding: Finding, lang: str, currency: str) -> str:
    """The lines of a finding; every figure it holds is grade D."""
    said = say(finding.says, finding.details, lang, family="claim", currency=currency)
    lines = [label("quoted", lang, sentence=finding.sentence.in_(lang)), said, ""]
    lines += [_term(term, finding, lang, currency) for term in finding.terms]
    shown = [fill("{c:say proves}", {"c": code}, Voice(lang, currency)) for code in finding.proves]
    lacking = [say(code, finding.details, lang, family="missing") for code in finding.missing]
    for title, items in (("claims_proves", shown), ("claims_missing", lacking)):
        if items:
            lines += ["", label(title, lang), *(f"  - {item}" for item in items)]
    return "\n".join(lines)


def _term(term: Term, finding: Finding, lang: str, currency: str) -> str:
    source = label("claims_stated" if term.stated else "claims_added", lang)
    word = say(term.code, {}, lang, family="term")
    colon = " : " if lang == "fr" else ": "
    return set_type(f"  {word}{colon}{say_value(finding.figure(term), lang, currency)} ({source})", lang)
