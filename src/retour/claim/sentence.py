"""What a sentence claims, in French or English: which kind of claim it is, and its numbers.

The words below are read, never shown. A rule is tried in order; the first that finds its pattern wins.
A percentage with a plus sign, or said to be more, is a relative lift claimed; a percentage *of* the
treated is an outcome; two percentages with a "from … to" are a before and an after.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retour.claim.findings import finding_of
from retour.claim.result import Finding
from retour.quantity import Text
from retour.register.automation import Claim
from retour.register.workspace import Register

Numbers = dict[str, float]
NUMBER = r"(?<!\d)(\d{1,15}(?:[.,]\d{1,15})?)"
SHARE = NUMBER + r"\s*(?:%|pour ?cent\b|percent\b|per cent\b)"
LASTING = NUMBER + r"\s*(h(?:eures?|ours?|rs?)?|min(?:utes?|s)?|jours?|days?|j|d)\b\.?"
OFTEN = r"(?:par|/|per|a|an|each|every|chaque)\s*(jour|day|semaine|week|mois|month)"
GAP = r"[^.;\d]{0,40}?"

KIND_SAYS = {
    "satisfaction": "score",
    "before_after_delay": "before_after",
    "delay_ratio": "before_after",
    "coverage": "before_after",
    "conversion_uplift": "before_after",
    "time_saved": "time_declared",
    "time_per_person": "time_declared",
    "steps_removed": "difference",
    "segment_uplift": "difference",
    "relative_lift": "relative_lift",
    "treated_rate": "outcome_among_treated",
    "stated": "stated",
}
MINUTES = {"h": 60.0, "m": 1.0, "j": 1440.0, "d": 1440.0}
COVERAGE = r"trait|couv|oubli|handled|processed|coverage|answered|forgotten"
FRENCH = r"[àâçéèêîôû]|\b(?:le|la|les|des|de|par|une?|est|ont|jour|mois|semaine|heures?)\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedClaim:
    """A sentence read: its kind, what it says, its numbers (shares are 0–1) and its language."""

    sentence: str
    kind: str
    says: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    language: str = "fr"


def parse_sentence(sentence: str) -> ParsedClaim:
    """Read one sentence; kind "stated" when no rule knows it (nothing is invented)."""
    plain = _plain(sentence)
    for rule in RULES:
        found = rule(plain)
        if found is not None:
            kind, numbers = found
            break
    else:
        kind, numbers = "stated", {}
    return ParsedClaim(
        sentence=sentence,
        kind=kind,
        says=KIND_SAYS[kind],
        numbers=numbers,
        language="fr" if re.search(FRENCH, plain) else "en",
    )


def check_sentence(sentence: str, register: Register) -> Finding:
    """What a sentence proves and what is missing, outside any automation."""
    parsed = parse_sentence(sentence)
    claim = Claim(key="claim", kind=parsed.kind, sentence=Text.same(sentence), numbers=parsed.numbers)
    return finding_of(claim, "", register)


def _plain(sentence: str) -> str:
    """Lower case, ordinary spaces, signs and apostrophes; "1h30" in minutes, "12,000" without comma."""
    flat = unicodedata.normalize("NFKC", sentence).lower().replace("’", "'")
    flat = re.sub(r"(?<=\d),(?=000\b)", "", flat)
    flat = re.sub(r"\b(\d{1,3}) ?h ?(\d{2})\b", lambda m: f"{60 * int(m[1]) + int(m[2])} min", flat)
    return re.sub(r"\s+", " ", re.sub(r"[−–—](?=\s*\d)", "-", flat)).strip()


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _share(text: str) -> float:
    return round(_number(text) / 100, 12)


def _minutes(amount: str, unit: str) -> float:
    return _number(amount) * MINUTES[unit[0]]


Found = tuple[str, Numbers] | None


def _satisfaction(text: str) -> Found:
    found = re.search(NUMBER + r"\s*(?:/|sur|out of)\s*(10|5|7|100|20)\b", text)
    if found is None:
        return None
    return "satisfaction", {"score": _number(found[1]), "scale": _number(found[2])}


def _delays(text: str) -> Found:
    found = re.search(rf"\b(?:de|from)\s+{LASTING}\s*(?:à|to|->|→)\s*{LASTING}", text)
    if found is None:
        return None
    before, after = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    return "before_after_delay", {"before_minutes": before, "after_minutes": after}


def _shares(text: str) -> Found:
    """Two percentages: from one to the other, or one against the other before."""
    rising = re.search(rf"\b(?:de|from)\s+{SHARE}\s*(?:à|to|->|→)\s*{SHARE}", text)
    against = re.search(
        rf"{SHARE}[^\d]{{0,30}}\b(?:contre|against|versus|vs|up from|au lieu de)\.?\s*{SHARE}", text
    )
    if rising is not None:
        numbers = {"before": _share(rising[1]), "after": _share(rising[2])}
    elif against is not None:
        numbers = {"before": _share(against[2]), "after": _share(against[1])}
    else:
        return None
    if re.search(COVERAGE, text):
        return "coverage", numbers
    return "conversion_uplift", numbers | _revenue(text)


def _revenue(text: str) -> Numbers:
    found = re.search(NUMBER.replace(r"\d+", r"\d[\d ]*", 1) + r"\s*(k?)\s*(?:€|eur)", text)
    if found is None:
        return {}
    return {"revenue": _number(found[1].replace(" ", "")) * (1000 if found[2] else 1)}


def _ratio(text: str) -> Found:
    divided = re.search(rf"(?:divi[sd]\w*\s+(?:par|by)|÷)\s*{NUMBER}", text)
    times = re.search(rf"{NUMBER}\s*(?:fois plus (?:vite|rapide)|times (?:faster|shorter)|x faster)", text)
    found = divided or times
    return ("delay_ratio", {"ratio": _number(found[1])}) if found else None


def _time(text: str) -> Found:
    found = re.search(rf"{LASTING}{GAP}\s*{OFTEN}", text)
    if found is None:
        return None
    minutes, every = _minutes(found[1], found[2]), found[3][0]
    if every in "sw":
        return "time_per_person", {"minutes_per_week": minutes} | _hourly_cost(text)
    name = "hours_per_month" if every == "m" else "hours_per_day"
    return "time_saved", {name: minutes / 60} | _hourly_cost(text)


def _hourly_cost(text: str) -> Numbers:
    rate = re.search(rf"{NUMBER}\s*€\s*(?:/|de l'|par|per|an|of the)\s*(?:h\b|heure|hour)", text)
    said = re.search(rf"(?:co[uû]t horaire|hourly (?:cost|rate)){GAP}{NUMBER}", text)
    found = rate or said
    return {"hourly_cost": _number(found[1])} if found else {}


STEP = r"(?:manipulations?|[ée]tapes?|t[âa]ches?|gestes?|steps?|tasks?|handlings?)"


def _steps(text: str) -> Found:
    removed = r"(?:supprim|suppress|suppression|remov|fewer|moins|-\s*\d)"
    found = re.search(rf"{NUMBER}\s*(?:manual |fewer )*{STEP}", text)
    if found is None or not re.search(removed, text):
        return None
    return "steps_removed", {"steps": _number(found[1])}


def _points(text: str) -> Found:
    found = re.search(rf"\+\s*{NUMBER}\s*(?:pts?|points?|pp)\b", text)
    return ("segment_uplift", {"uplift": _share(found[1])}) if found else None


def _lift(text: str) -> Found:
    """A plus sign, or words of growth around the percentage."""
    signed = re.search(rf"\+\s*{SHARE}", text)
    grew = re.search(
        rf"(?:augment\w*|hausse|progress\w*|croissance|increase\w*|rose|grew|up){GAP}{SHARE}", text
    )
    more = re.search(rf"{SHARE}[^.;\d]{{0,30}}\b(?:de plus|en plus|more|supplémentaires?|increase)\b", text)
    found = signed or grew or more
    return ("relative_lift", {"lift": _share(found[1])}) if found else None


def _treated(text: str) -> Found:
    found = re.search(SHARE, text)
    return ("treated_rate", {"rate": min(_share(found[1]), 1.0)}) if found else None


RULES: tuple[Callable[[str], Found], ...] = (
    _satisfaction,
    _delays,
    _shares,
    _ratio,
    _time,
    _steps,
    _points,
    _lift,
    _treated,
)
