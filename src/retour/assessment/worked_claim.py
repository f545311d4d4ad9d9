"""The arithmetic of a claim: its formula with the numbers that it states, held to what it gives."""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import islice, product

from retour.assessment.arithmetic import Kind, Leaf, Node, Op, Term, Why, Worked, plain, result_of
from retour.assessment.result import Sheet
from retour.claim.account import DECLARED_DAYS, HOURS_PER_WEEK, STATED_DAYS
from retour.claim.rate import MARGINS
from retour.quantity import DeclaredRange, Figure, Unit

NEAR = 1e-9
MOST_TRIED = 200
_OPS = {ast.Add: Op.SUM, ast.Sub: Op.DIFFERENCE, ast.Mult: Op.PRODUCT, ast.Div: Op.QUOTIENT}
_STATED = {  # what a symbol of a formula may be among the numbers of a claim
    "hours_a_day": ("hours_per_day",),
    "days": ("days_per_month",),
    "rate": ("hourly_cost",),
    "hours": ("hours_per_month",),
    "minutes": ("minutes_per_week", "minutes_per_step", "audio_minutes"),
    "price": ("price_per_minute",),
    "cases": ("cases_per_month",),
    "turnover": ("revenue",),
    "leads": ("leads_per_month",),
    "margin": ("margin_low", "margin_mode", "margin_high"),
}
_TERMS = {  # or among the other figures that it gives
    "hours": ("hours_per_month", "hours_per_year"),
    "before": ("delay_before", "coverage_before", "converted_before", "forgotten_before"),
    "after": ("delay_after", "coverage_after", "converted_after", "level_after"),
    "ratio": ("delay_ratio",),
    "conversion": ("converted_before", "converted_after"),
    "coverage": ("coverage_before", "coverage_after"),
}


def worked_claim(sheet: Sheet, figures: Mapping[str, Figure], figure: Figure) -> Worked | Why:
    """The formula with its numbers, where those of the claim give the figure itself; else why it has none."""
    tree = _parsed(figure.formula)
    if tree is None or figure.point is None or isinstance(figure.value, DeclaredRange):
        return Why.DECLARED if figure.formula == "stated" else Why.CLAIMED
    names = list(dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))
    choices = [list(_candidates(sheet, figures, figure, name)) for name in names]
    for chosen in islice(product(*choices), MOST_TRIED):
        term = _built(tree, dict(zip(names, chosen, strict=True)))
        if term is not None and abs(result_of(term) - figure.point) <= NEAR * max(1.0, abs(figure.point)):
            return Worked(term=term, kind=Kind.EXACT)
    return Why.CLAIMED


def _parsed(formula: str) -> ast.expr | None:
    if not re.search(r"[-+*/]", formula):
        return None
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError:
        return None


def _candidates(sheet: Sheet, figures: Mapping[str, Figure], figure: Figure, name: str) -> Iterator[Leaf]:
    """What a symbol may be: another figure of the claims, a number that they state, the working time."""
    own = figure.key.split("/")[-2]
    claims = sorted(sheet.automation.claims, key=lambda claim: claim.key != own)
    for claim in claims:
        base = figure.key.rpartition("/")[0].removesuffix(own) + claim.key
        for other in (name, *_TERMS.get(name, ())):
            found = figures.get(f"{base}/{other}")
            if found is not None and found.point is not None and found.key != figure.key:
                yield Leaf(found.point, found.unit, found.key)
    for claim in claims[:1]:
        for number in (name, *_STATED.get(name, ())):
            if number in claim.numbers:
                yield plain(float(claim.numbers[number]))
    yield from _usual(sheet, name)


def _usual(sheet: Sheet, name: str) -> Iterator[Leaf]:
    """The margins and the working time that claims are restated on."""
    if name == "margin":
        yield from (Leaf(margin, Unit.SHARE) for margin in MARGINS)
    if name == "people":
        yield plain(1.0)
    years = (claim.details.get("hours_per_year") for claim in sheet.claims)
    year = next((hours for hours in years if isinstance(hours, float)), None)
    if year is None:
        return
    if name == "hours_per_year":
        yield Leaf(year, Unit.HOURS)
    known = {"days": (STATED_DAYS, year / 7 / 12, DECLARED_DAYS), "weeks": (year / HOURS_PER_WEEK,)}
    yield from (plain(number) for number in known.get(name, ()))


def _built(tree: ast.expr, chosen: Mapping[str, Leaf]) -> Term | None:
    match tree:
        case ast.Name(id=name):
            return chosen.get(name)
        case ast.Constant(value=int() | float() as number):
            return plain(float(number))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPS:
            parts = _built(left, chosen), _built(right, chosen)
            return (
                None if parts[0] is None or parts[1] is None else Node(_OPS[type(op)], (parts[0], parts[1]))
            )
    return None
