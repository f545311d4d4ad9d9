"""A sentence or a table, pasted: what it claims and what to export, or drafts of automations."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from retour.claim import Finding, check_sentence, parse_sentence
from retour.connectors.declared.rows import Unreadable, pasted_rows
from retour.connectors.declared.six_columns import Draft, drafts_of_rows
from retour.events.actor import plain
from retour.quantity import Problem
from retour.register.workspace import Register

LONGEST = 20_000  # characters looked at
SENTENCE = 1_000  # characters of one sentence
PASTED = "pasted"  # the name of what was pasted, in problems
_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«“\"+\d])|\n+")
_TOOLS = [
    "pipedrive",
    "hubspot",
    "salesforce",
    "notion",
    "airtable",
    "sellsy",
    "pennylane",
    "axonaut",
    "zoho",
    "odoo",
    "typeform",
    "tally",
    "calendly",
    "stripe",
    "shopify",
    "zendesk",
    "freshdesk",
    "intercom",
    "brevo",
    "mailchimp",
    "gmail",
    "slack",
    "make",
    "n8n",
    "zapier",
]
_TOOL_NAMES = {"google form": "Google Forms", "google sheet": "Google Sheets"}
_SUBJECTS = {
    "quotes": r"\b(devis|quotes?|propositions?|offres?|estimates?)\b",
    "requests": r"\b(leads?|demandes?|prospects?|formulaires?|contacts?|requests?|enquir\w+|forms?)\b",
    "tickets": r"\b(tickets?|sav|after.sales|support|reclamations?|complaints?)\b",
    "invoices": r"\b(factures?|impayes?|invoices?|relances? de paiement|payments?)\b",
    "meetings": r"\b(rendez.vous|rdv|meetings?|appointments?|reunions?)\b",
}
_NEEDED = {
    "treated_rate": ("cases", "treated"),
    "relative_lift": ("cases", "treated"),
    "segment_uplift": ("cases", "kinds"),
    "conversion_uplift": ("cases", "before"),
    "coverage": ("source", "target"),
    "before_after_delay": ("source", "target"),
    "delay_ratio": ("source", "target"),
    "time_saved": ("runs", "timed"),
    "time_per_person": ("runs", "timed"),
    "steps_removed": ("log",),
    "satisfaction": ("answers",),
}


class Kind(StrEnum):
    """What a pasted text turned out to be."""

    CLAIM = "claim"
    SHEET = "sheet"
    TABLE = "table"  # a table, but not the six columns
    NEITHER = "neither"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Export:
    """What to export to settle a claim: a code (family ``export``), of which subject, from which tool."""

    code: str
    subject: str
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """The answer to a pasted text; `language` is the text's own."""

    kind: Kind
    language: str
    sentence: str = ""
    finding: Finding | None = None
    exports: tuple[Export, ...] = ()
    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def answer_paste(text: str) -> Pasted:
    """What a pasted text is: a claim, a six-column sheet, or neither. Never raises, stores nothing.

    A table is looked for first (tabs, semicolons or a Markdown table, headings in French or English);
    else the first sentence that claims something measurable is answered.
    """
    text = text[:LONGEST].strip()
    language = parse_sentence(text[:SENTENCE]).language
    if not text:
        return Pasted(kind=Kind.EMPTY, language=language)
    try:
        rows = pasted_rows(text, PASTED)
    except Unreadable as refused:
        return Pasted(kind=Kind.TABLE, language=language, problems=(refused.problem,))
    if rows:
        drafts, problems = drafts_of_rows([rows], PASTED)
        kind = Kind.SHEET if drafts else Kind.TABLE
        return Pasted(kind=kind, language=language, drafts=drafts, problems=problems)
    return _claim(text, language)


def _claim(text: str, language: str) -> Pasted:
    sentences = [s.strip() for s in _ENDS.split(text) if s and s.strip()]
    said = next((s for s in sentences if parse_sentence(s[:SENTENCE]).kind != "stated"), None)
    numbered = next((s for s in sentences if re.search(r"\d", s)), None)
    sentence = (said or numbered or "")[:SENTENCE]
    if not sentence:
        return Pasted(kind=Kind.NEITHER, language=language)
    parsed = parse_sentence(sentence)
    finding = check_sentence(sentence, Register(name=""))
    exports = _exports(parsed.kind, sentence)
    return Pasted(
        kind=Kind.CLAIM, language=parsed.language, sentence=sentence, finding=finding, exports=exports
    )


def _exports(kind: str, sentence: str) -> tuple[Export, ...]:
    words = plain(sentence)
    subject = next((s for s, pattern in _SUBJECTS.items() if re.search(pattern, words)), "cases")
    named = [name for word, name in _TOOL_NAMES.items() if word in words]
    named += [tool.capitalize() for tool in _TOOLS if tool in words.split()]
    tools = tuple(dict.fromkeys(named))
    return tuple(Export(code, subject, tools) for code in _NEEDED.get(kind, ("source", "target")))
