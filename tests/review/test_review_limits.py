"""Thresholds that change between two signed reviews: a line of the log, before the review that they rule."""

import re
from datetime import UTC, datetime

import pytest

from retour.register.automation import Review
from retour.review import log
from retour.review.limits import Moved, known, moved, thresholds_statement
from retour.review.log import Entry, Kind, Statement
from retour.wording.limits import say_moved
from retour.wording.sentence import Voice
from retour.workspace.example import EXAMPLE_DAY

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
REVIEW = Review(automation="a", at=EXAMPLE_DAY, by="Camille Morel", taken="keep")


def signed(kind: Kind, thresholds: dict[str, object]) -> Entry:
    said = Statement(kind=kind, automation="a", at=EXAMPLE_DAY, by="C", said={"thresholds": thresholds})
    return log.sealed(said, after=None, recorded=NOW)


def test_nothing_is_written_while_the_thresholds_are_the_method_s_own() -> None:
    assert thresholds_statement(REVIEW, (), {}) is None
    assert thresholds_statement(REVIEW, (), {"keep_net": 0.8}) is None


def test_a_first_review_under_changed_thresholds_says_what_the_method_s_were() -> None:
    found = thresholds_statement(REVIEW, (), {"keep_net": 0.7})
    assert found is not None
    assert (found.kind, found.automation, found.at, found.by) == (
        Kind.THRESHOLDS, "", EXAMPLE_DAY, "Camille Morel",
    )  # fmt: skip
    assert found.said == {"changed": {"keep_net": [0.8, 0.7]}, "thresholds": {"keep_net": 0.7}}


@pytest.mark.parametrize("kind", [Kind.REVIEW, Kind.THRESHOLDS])
def test_what_is_compared_is_what_the_last_entry_was_signed_with(kind: Kind) -> None:
    entries = (signed(kind, {"keep_net": 0.7}),)
    assert known(entries) == {"keep_net": 0.7}
    assert thresholds_statement(REVIEW, entries, {"keep_net": 0.7}) is None
    back = thresholds_statement(REVIEW, entries, {})
    assert back is not None
    assert back.said["changed"] == {"keep_net": [0.7, 0.8]}


def test_thresholds_that_the_method_no_longer_has_break_nothing() -> None:
    assert known((signed(Kind.REVIEW, {"gone": 0.1, "keep_net": "high"}),)) == {}


def test_a_change_is_said_in_both_languages_in_its_own_unit() -> None:
    said = Statement(
        kind=Kind.THRESHOLDS, automation="", at=EXAMPLE_DAY, by="C",
        said={"changed": {"keep_net": [0.8, 0.7], "little_loss": [100.0, 150.0]}},
    )  # fmt: skip
    entry = log.sealed(said, after=None, recorded=NOW)
    assert moved(entry) == (
        Moved(name="keep_net", before=0.8, now=0.7), Moved(name="little_loss", before=100.0, now=150.0),
    )  # fmt: skip
    french, english = (
        [re.sub(r"\s", " ", one) for one in say_moved(entry, Voice(lang))] for lang in ("fr", "en")
    )
    assert french[0] == "Garder si la chance de gagner de l’argent atteint : 70 % (avant : 80 %)"
    assert "150 €" in french[1]
    assert english[0].endswith("70% (before: 80%)")
