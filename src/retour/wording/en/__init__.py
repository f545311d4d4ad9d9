"""English, the twin of the French."""

from retour.wording.catalogue import Family, parse
from retour.wording.en import audits, claims, effects, files, labels, money, problems, unknowns, verdicts, words

FAMILIES: dict[str, Family] = {
    "label": parse(labels.TEXT),
    "problem": parse(problems.TEXT + files.TEXT),
    "hint": parse(files.HINTS),
    "guess": parse(files.GUESSES),
    "column_role": parse(files.ROLES),
    "unknown": parse(unknowns.TEXT),
    "rule": parse(effects.RULES),
    "method": parse(effects.METHODS),
    "formula": parse(effects.FORMULAS),
    "figure": parse(effects.FIGURES),
    "money": parse(money.TEXT),
    "check": parse(audits.CHECKS),
    "check_reason": parse(audits.REASONS),
    "decision": parse(verdicts.DECISIONS),
    "reason": parse(verdicts.REASONS),
    "change": parse(verdicts.CHANGES),
    "measurement": parse(verdicts.MEASUREMENTS),
    "claim": parse(claims.TEXT),
    "proves": parse(claims.PROVES),
    "missing": parse(claims.MISSING),
    "term": parse(claims.TERMS),
    "voice": parse(audits.VOICE),
    "cli": parse(labels.CLI),
    "expected": parse(words.EXPECTED),
    "kind": parse(words.KINDS),
    "missing_part": parse(words.MISSING_PARTS),
    "grade_of": parse(words.GRADES),
    "friction": parse(words.FRICTIONS),
    "design": parse(words.DESIGNS),
    "gain_kind": parse(words.GAIN_KINDS),
    "audience": parse(words.AUDIENCES),
    "question": parse(words.QUESTIONS),
}
