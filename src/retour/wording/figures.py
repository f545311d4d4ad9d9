"""What a figure is called, in words: its key is for programs."""

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Grade
from retour.wording.names import Names
from retour.wording.portfolio import say_group
from retour.wording.sentence import label, say
from retour.wording.values import grade_word
from retour.wording.worked import input_name

SIDED = frozenset({"manual_tasks", "minutes", "cost_per_case"})
ON_INDICATOR = frozenset(
    {
        "effect",
        "observed",
        "counterfactual",
        "naive",
        "complier",
        "any_day",
        "drift",
        "segment",
        "hidden_cause",
        "hidden_cause_bound",
        "hidden_cause_known",
    }
)
WHOLE = "all"  # the version that compares everything with the time before


def figure_name(assessment: Assessment, key: str, names: Names) -> str:
    """« Relance des devis : effet sur « Signés après J+7 » »; the key itself when it says nothing."""
    parts = key.split("/")
    if parts[0] == "totals":
        return _of_totals(assessment, parts, names)
    sheet = next((s for s in assessment.sheets if s.automation.key == parts[0]), None)
    if sheet is None or len(parts) < 2:
        return key
    what = _what(assessment, sheet, key, names)
    name = names.automation(sheet.automation)
    return label("figure.of_automation", names.lang, name=name, what=what) if what else key


def _of_totals(assessment: Assessment, parts: list[str], names: Names) -> str:
    match parts[1:]:
        case ["net", by, key, grade]:
            kind, word = by.removeprefix("by_"), grade_word(Grade(grade), names.lang)
            groups = (g for g in assessment.totals.groups if (g.kind, g.key) == (kind, key))
            group = next((say_group(g, names) for g in groups), key)
            return label("figure.totals_group", names.lang, group=group, word=word)
        case ["net", grade]:
            return label("figure.totals_net", names.lang, word=grade_word(Grade(grade), names.lang))
        case ["overlap", pair, *rest]:
            one, other = (names.of_key(key) for key in pair.split("+"))
            return label(f"figure.totals_overlap{'_money' * bool(rest)}", names.lang, one=one, other=other)
        case ["unused" | "lower_plan" as kind, tool]:
            return label(f"figure.totals_{kind}", names.lang, word=names.tool(tool))
        case [kind, key, *rest]:
            return label(
                "_".join(("figure.totals", kind, *("of",) * bool(rest), *rest)),
                names.lang,
                name=names.of_key(key),
            )
        case _:
            return label(f"figure.totals_{parts[1]}", names.lang)


def _what(assessment: Assessment, sheet: Sheet, key: str, names: Names) -> str:
    parts = key.split("/")[1:]
    kind, rest, lang = parts[0], parts[1:], names.lang
    if kind in ON_INDICATOR and len(rest) >= 2:
        return _of_effect(sheet, kind, rest, names)
    match kind, rest:
        case "worth", ["line", *code]:
            return label("figure.worth_line", lang, line=names.money_word("/".join(code)))
        case "worth", ["input", *_]:
            return input_name(names, assessment, key)
        case "worth", ["break_even" | "break_even_npv" as sort, *code]:
            found = (each for each in sheet.worth.break_even if each.code == "/".join(code))
            what = next((names.break_even(sheet.automation, each) for each in found), "/".join(code))
            return label(f"figure.{sort}", lang, what=what[:1].lower() + what[1:])
        case "worth", [part]:
            return label("figure.worth", lang, part=label(f"worth_{part}", lang).lower())
        case "delay", [indicator, side]:
            return label(f"figure.delay_{side}", lang, indicator=names.indicator(sheet.automation, indicator))
        case "voice", [audience, item]:
            who = label(f"audience_{audience}", lang).lower()
            return label("figure.voice", lang, item=say(item, {}, lang, family="voice"), audience=who)
        case "claim", [claim, term]:
            return _of_claim(sheet, claim, term, lang)
        case _:
            return label(f"figure.{'_'.join(parts[:2])}", lang)


def _of_effect(sheet: Sheet, kind: str, rest: list[str], names: Names) -> str:
    words = {"indicator": names.indicator(sheet.automation, rest[0]), "segment": "/".join(rest[2:])}
    what = label(f"figure.{kind}", names.lang, **words)
    if rest[1] == WHOLE:
        return what
    return label("figure.version", names.lang, what=what, version=rest[1].removeprefix("v"))


def _of_claim(sheet: Sheet, claim: str, term: str, lang: str) -> str:
    sentence = next((c.sentence.in_(lang) for c in sheet.claims if c.key == claim), claim)
    return label("figure.claim", lang, sentence=sentence, term=say(term, {}, lang, family="term"))
