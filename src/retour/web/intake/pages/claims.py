"""The answer to what was pasted, as a page shows it."""

from typing import Any

from retour.claim import Finding
from retour.claim.result import Term
from retour.wording import label, say, say_problem, say_value
from retour.wording.sentence import Voice, fill
from retour.wording.values import say_grade
from retour.workspace.first_look import Kind, Pasted, say_exports, say_pasted

CURRENCY = "EUR"


def about_paste(pasted: Pasted, lang: str) -> dict[str, Any]:
    """What the page needs: what was understood, then the claim, or the drafts."""
    about: dict[str, Any] = {
        "kind": pasted.kind.value,
        "problems": [say_problem(p, lang) for p in pasted.problems],
        "said": say_pasted(pasted, lang)[0] if pasted.kind is not Kind.CLAIM else "",
        "drafts": pasted.drafts,
    }
    if pasted.finding is not None:
        about |= _claim(pasted, pasted.finding, lang)
    return about


def _claim(pasted: Pasted, finding: Finding, lang: str) -> dict[str, Any]:
    lacking = [say(code, finding.details, lang, family="missing") for code in finding.missing]
    return {
        "sentence": pasted.sentence,
        "says": say(finding.says, finding.details, lang, family="claim", currency=CURRENCY),
        "terms": [_term(finding, term, lang) for term in finding.terms],
        "proves": [fill("{c:say proves}", {"c": code}, Voice(lang, CURRENCY)) for code in finding.proves],
        "missing": lacking,
        "exports": [said.removeprefix("- ") for said in say_exports(pasted.exports, lang)],
        "grade": say_grade(finding.grade, lang),
        "to_send": label("intake.paste_ask", lang, missing=lacking) if lacking else "",
    }


def _term(finding: Finding, term: Term, lang: str) -> tuple[str, str, str]:
    source = label("claims_stated" if term.stated else "claims_added", lang)
    return say(term.code, {}, lang, family="term"), say_value(finding.figure(term), lang, CURRENCY), source
