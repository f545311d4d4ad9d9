"""Conditions of filters and branches, written so that two of them can be compared."""

import re

from retour.scenario.untrusted import items, mapping, mappings, text, words

_OPPOSITE = {"==": "!=", ">": "<=", ">=": "<", "exist": "notexist"}
_OPPOSITE |= {b: a for a, b in _OPPOSITE.items()}
_MAKE = {
    "equal": "==",
    "notequal": "!=",
    "greater": ">",
    "greaterorequal": ">=",
    "greaterequal": ">=",
    "less": "<",
    "lessorequal": "<=",
    "lessequal": "<=",
    "exist": "exist",
    "notexist": "notexist",
}
_SAID = re.compile(r"\{*\s*(.{1,200}?)\s*(==|!=|>=|<=|>|<|=)\s*(.{1,200}?)\s*\}*")
_ALL = re.compile(r"exist|notempty|isset", re.IGNORECASE)


def make_test(conditions: object) -> str:
    """Make's ``[[{a, o, b}, and…], or…]`` as one text; empty when everything passes."""
    either = [" and ".join(_one(c) for c in mappings(all_)) for all_ in items(conditions)]
    return " or ".join(part for part in either if part)


def said_test(said: str) -> str:
    """A condition written as one expression (``{{8.score >= 70}}``)."""
    found = _SAID.fullmatch(said.strip())
    if found is None:
        return words(said)
    left, sign, right = found.groups()
    return f"{left} {'==' if sign == '=' else sign} {right}"


def _one(condition: object) -> str:
    said = mapping(condition)
    sign = text(said.get("o")).rpartition(":")[2]
    left, right = words(said.get("a")), words(said.get("b"))
    return " ".join(part for part in (left, _MAKE.get(sign, sign), right) if part) or "?"


def n8n_test(rule: object) -> str:
    """One rule of a switch or of an if, as one text."""
    said = mapping(rule)
    inner = mapping(said.get("conditions"))
    return " and ".join(_n8n_one(c) for c in mappings(inner.get("conditions"))) or _n8n_one(said) or "?"


def _n8n_one(condition: object) -> str:
    said = mapping(condition)
    operator = said.get("operator") or said.get("operation")
    sign = text(mapping(operator).get("operation")) or text(operator)
    parts = (said.get("leftValue") or said.get("value1"), sign, said.get("rightValue") or said.get("value2"))
    return " ".join(words(p) for p in parts if words(p))


def takes_everything(test: str) -> bool:
    """It only asks whether something is there at all."""
    return not test or (" and " not in test and _ALL.search(test.rpartition(" ")[2]) is not None)


def covers(tests: list[str]) -> bool:
    """The tests leave nothing out: one takes everything, or two are opposite, as far as can be seen."""
    return any(not t for t in tests) or any(_opposite(a) == b for a in tests for b in tests)


def _opposite(test: str) -> str | None:
    """The test that takes exactly what this one leaves."""
    if " and " in test or " or " in test:
        return None
    words_ = test.split(" ")
    signs = [i for i, word in enumerate(words_) if word in _OPPOSITE]
    if len(signs) != 1:
        return None
    i = signs[0]
    if words_[i] == "==" and words_[-1].lower() in {"true", "false"}:
        flipped = "false" if words_[-1].lower() == "true" else "true"
        return " ".join([*words_[:-1], flipped])
    return " ".join([*words_[:i], _OPPOSITE[words_[i]], *words_[i + 1 :]])


def about_errors(test: str) -> bool:
    """It looks at whether something failed, or was found, rather than at what kind of case it is."""
    return re.search(r"exist|empty|error|status|length|success", test, re.IGNORECASE) is not None
