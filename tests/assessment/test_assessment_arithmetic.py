"""A tree of arithmetic gives what Python gives, and is written with the brackets it needs."""

import re

import numpy as np
import pytest

from retour.assessment.arithmetic import (
    Leaf,
    Node,
    Op,
    added,
    leaves_of,
    less,
    minus,
    over,
    plain,
    result_of,
    times,
)
from retour.quantity import Unit
from retour.wording.names import Names
from retour.wording.worked import say_term

ENGLISH = Names("en")
PYTHON = {"×": "*", "÷": "/", "−": "-", "\u00a0": " ", ",": ""}


def written(term):
    return say_term(ENGLISH, {}, term)


def computed(text):
    for sign, own in PYTHON.items():
        text = text.replace(sign, own)
    assert re.fullmatch(r"[\d .()+*/-]+", text)
    return eval(text)  # noqa: S307  digits and signs only, checked the line before


def grown(rng, depth):
    if depth == 0 or rng.random() < 0.25:
        return plain(float(rng.integers(1, 10)))
    op = list(Op)[rng.integers(0, 4)]
    parts = tuple(grown(rng, depth - 1) for _ in range(rng.integers(1 if op is Op.DIFFERENCE else 2, 4)))
    return Node(op, parts)


def test_ten_thousand_trees_are_written_as_what_they_give():
    rng, seen = np.random.default_rng(5), 0
    for _ in range(10_000):
        term = grown(rng, 4)
        value = result_of(term)
        if np.isfinite(value) and not any(_by_nought(node) for node in _nodes(term)):
            assert computed(written(term)) == pytest.approx(value, rel=1e-9, abs=1e-9), written(term)
            seen += 1
    assert seen > 9_000


def _nodes(term):
    return [] if isinstance(term, Leaf) else [term, *(n for part in term.parts for n in _nodes(part))]


def _by_nought(node):
    return node.op is Op.QUOTIENT and any(abs(result_of(part)) < 1e-9 for part in node.parts[1:])


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (times((plain(2), less(plain(5), plain(3)))), "2 × (5 − 3)"),
        (over(plain(12), times((plain(2), plain(3)))), "12 ÷ (2 × 3)"),
        (less(plain(9), added(plain(1), plain(2))), "9 − (1 + 2)"),
        (minus(added(plain(1), plain(2))), "− (1 + 2)"),
        (times((plain(3), Leaf(-2.0))), "3 × (−2)"),
        (less(times((plain(2), plain(3))), plain(4)), "2 × 3 − 4"),
        (times((Node(Op.LARGEST, (plain(2), plain(3))), plain(4))), "(the larger of 2 and 3) × 4"),
    ],
)
def test_brackets_stand_where_the_sense_would_change_without_them(term, said):
    assert written(term).replace("\u00a0", " ") == said


def test_a_division_by_nought_gives_no_number():
    assert np.isnan(result_of(over(plain(1), plain(0))))


def test_the_larger_of_two_counts_is_taken():
    assert result_of(Node(Op.LARGEST, (plain(2), plain(5)))) == 5


def test_the_numbers_of_a_tree_come_from_left_to_right():
    term = less(times((Leaf(1.0, Unit.MINUTES), plain(2))), plain(3))
    assert [leaf.value for leaf in leaves_of(term)] == [1, 2, 3]
