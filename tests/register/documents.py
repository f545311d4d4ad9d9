"""Small documents in YAML, and what the register makes of them."""

from itertools import count
from textwrap import dedent

from retour.connectors.declared.tree import read_tree
from retour.quantity import Problem, Severity
from retour.register.build import Document, build
from retour.register.sheet import Kind
from retour.register.workspace import Register

FIRM = """\
name: Atelier Morel
objectives: {sell: Sell more}
roles:
  admin: {hourly_cost: {low: 26, mode: 31, high: 40, source: payroll}}
tools: {make: Make, gmail: }
"""
QUOTES = """\
name: Quotes
attributes: [client_type]
activities: {sent: Sent, reminded: {actor_kind: robot, minutes: 2}, signed: , left: }
"""
FOLLOW_UP = """\
name: Follow-up
process: quotes
kpis:
  signed: {better: higher, rate: {of: sent, reaching: signed, by: 30d}}
"""


def document(kind: Kind, file: str, text: str) -> Document:
    tree = read_tree(file, dedent(text))
    assert not tree.problems
    return Document(file=file, kind=kind, data=tree.data, lines=tree.lines)


def built(
    *automations: str, firm: str = FIRM, process: str = QUOTES, more: tuple[Document, ...] = ()
) -> tuple[Register, tuple[Problem, ...]]:
    numbered = (f"automations/a{n}.yaml" for n in count(1))
    documents = [
        document("workspace", "retour.yaml", firm),
        document("process", "processes/quotes.yaml", process),
        *(document("automation", file, text) for file, text in zip(numbered, automations, strict=False)),
        *more,
    ]
    register, problems = build(documents)
    assert register is not None
    return register, problems


def said(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(p.rule, p.place.line, p.value, p.hint) for p in problems if p.severity is not Severity.NOTE]


def wrong(automation: str) -> list[tuple[str, int, str, str]]:
    """The problems of one automation, which is left out for them."""
    register, problems = built(automation)
    assert register.automations == ()
    return said(problems)
