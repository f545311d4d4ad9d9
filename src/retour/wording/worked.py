"""A formula with its numbers, as people write arithmetic; and where an input comes from."""

import re
from collections.abc import Iterator, Mapping

from retour.assessment.arithmetic import Leaf, Node, Op, Term, Why, Worked
from retour.assessment.result import Assessment
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Unit
from retour.wording.names import Names
from retour.wording.numbers import MINUS, NBSP, listed, number
from retour.wording.sentence import label, place, say
from retour.wording.values import Scale, is_signed, say_point, say_quantity
from retour.worth.inputs import Input, Origin

_SIGN = {Op.SUM: "+", Op.DIFFERENCE: MINUS, Op.PRODUCT: "×", Op.QUOTIENT: "÷"}
_COUNTED = frozenset({"annuity", "draws", "good_draws", "runs", "good_runs", "changes", "alarmed", "tests"})
_RANK = {Op.SUM: 1, Op.DIFFERENCE: 1, Op.PRODUCT: 2, Op.QUOTIENT: 2, Op.LARGEST: 3}


def say_worked(
    names: Names, figures: Mapping[str, Figure], figure: Figure, found: Worked | Why, draws: object
) -> str:
    """The formula of a figure with its numbers, and what it gives beside what is shown; or why there is none.

    `draws` is how many the figure is the mean of. Each number is written as its own figure is everywhere.
    """
    if isinstance(found, Why):
        return label(f"worked.why_{found}", names.lang)
    formula = say_term(names, figures, found.term)
    if isinstance(found.term, Leaf):
        return label("worked.alone", names.lang, formula=formula)
    words = {
        "formula": formula,
        "central": say_like(names, figure, found.result),
        "said": say_point(figure, names.lang, names.currency),
        "draws": draws,
    }
    return label(f"worked.{found.kind}", names.lang, **words)


def say_like(names: Names, figure: Figure, value: float) -> str:
    """A number written as a figure is: in its unit, with its decimals."""
    match figure.value:
        case Estimate(low=low, high=high) | DeclaredRange(low=low, high=high):
            scale = Scale(figure.unit, names.voice, value, low, high)
        case _:
            scale = Scale(figure.unit, names.voice, value)
    return scale.said(value, signed=is_signed(figure.key))


def say_term(names: Names, figures: Mapping[str, Figure], term: Term) -> str:
    """A tree as one line of arithmetic, with as few brackets as needed."""
    if isinstance(term, Leaf):
        return _leaf(names, figures, term)
    if term.op is Op.LARGEST:
        parts = listed([say_term(names, figures, part) for part in term.parts], names.lang)
        return label("worked.largest", names.lang, parts=parts)
    written = [_inside(names, figures, term, rank, part) for rank, part in enumerate(term.parts)]
    sign = _SIGN[term.op]
    if len(written) == 1:
        return f"{sign}{NBSP}{written[0]}"
    return f" {sign}{NBSP}".join(written)


def _inside(names: Names, figures: Mapping[str, Figure], above: Node, rank: int, part: Term) -> str:
    said = say_term(names, figures, part)
    return f"({said})" if _bracketed(above, rank, part) else said


def _bracketed(above: Node, rank: int, part: Term) -> bool:
    """True where a part would be read otherwise without its brackets."""
    if isinstance(part, Leaf):
        return part.value < 0 and (rank > 0 or len(above.parts) == 1)
    if part.op is Op.LARGEST:
        return True
    alone = len(part.parts) == 1 or len(above.parts) == 1
    if alone or _RANK[part.op] < _RANK[above.op]:
        return True
    strict = above.op in (Op.DIFFERENCE, Op.QUOTIENT)
    return strict and rank > 0 and _RANK[part.op] == _RANK[above.op]


def _leaf(names: Names, figures: Mapping[str, Figure], leaf: Leaf) -> str:
    """A number: as its figure is said, without its sign where the operation carries it."""
    figure = figures.get(leaf.key)
    if figure is not None:
        return _of_figure(names, figure, leaf)
    if leaf.code in _COUNTED:
        return label(f"worked.n_{leaf.code}", names.lang, n=leaf.value)
    if leaf.unit is None or leaf.unit is Unit.COUNT:
        return number(leaf.value, names.lang)
    return say_quantity(Exact(leaf.value), leaf.unit, names.voice)


def _of_figure(names: Names, figure: Figure, leaf: Leaf) -> str:
    turned = figure.point is not None and figure.point < 0 < leaf.value
    if not turned:
        said = say_point(figure, names.lang, names.currency)
        return said.removeprefix("+")
    return say_like(names, figure, leaf.value).removeprefix("+")


def say_symbols(formula: str, lang: str) -> str:
    """A formula written in symbols, in words: « heures × coût horaire »."""
    signs = {"*": "×", "/": "÷", "-": MINUS, "+": "+"}
    spaced = re.sub(r"[-*/+]", lambda found: f" {signs[found[0]]}{NBSP}", formula)
    return re.sub(r"[a-z][a-z_]*", lambda found: say(found[0], {}, lang, family="symbol"), spaced)


def input_of(assessment: Assessment, key: str) -> Input | None:
    """The input that a figure is; None for a figure that is not one."""
    automation, _, code = key.partition("/worth/input/")
    sheet = next((s for s in assessment.sheets if s.automation.key == automation), None)
    return sheet.worth.inputs.get(code) if sheet and code else None


def say_origin(names: Names, said: Input) -> Iterator[str]:
    """Where an input comes from: the line where it was written, from when it holds, what its author names."""
    lang = names.lang
    if said.origin is Origin.DEFAULT:
        code = said.stem if said.stem in ("realisation", "upkeep_share") else "other"
        yield label(f"worked.default_{code}", lang)
        return
    if said.origin not in (Origin.DECLARED, Origin.TIMED, Origin.CARD):
        return
    yield (
        label("worked.origin_written", lang, place=place(said.place, lang))
        if said.place
        else label("worked.origin_unplaced", lang)
    )
    if said.valid_from is not None:
        yield label("worked.origin_since", lang, day=said.valid_from)
    if said.source and said.source not in ("declared", "measured"):
        yield label("worked.origin_source", lang, source=said.source)


def input_name(names: Names, assessment: Assessment, key: str) -> str:
    """What an input is called: « Coût horaire (Commercial) »."""
    found = input_of(assessment, key)
    if found is None:
        return key
    words = names.money_word(found.stem)
    subject = _subject(names, assessment, key.partition("/")[0], found)
    return label("figure.input_of", names.lang, what=words, subject=subject) if subject else words


def _subject(names: Names, assessment: Assessment, automation: str, said: Input) -> str:
    if said.stem == "realisation":
        return say(said.subject, {}, names.lang, family="use")
    if said.stem in ("volume", "redone"):
        return say(said.subject or "handled", {}, names.lang, family="per") if ":" in said.code else ""
    if said.stem in ("exposed", "effect", "amount") and said.subject:
        return names.indicator(assessment.sheet(automation).automation, said.subject)
    if said.stem in ("price", "subscription", "subscription_share"):
        return names.tool(said.subject)
    return names.role(said.subject) if said.subject else ""
