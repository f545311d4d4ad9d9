"""Answers of the simulated firm's team and customers: what people say of each automation."""

from collections.abc import Sequence

import numpy as np
from simulation import Row, Table

HEADER = ["automation", "audience", "wave", "item", "value", "respondent", "after"]
BEFORE, AFTER = "2026-01-19", "2026-10-12"
SATISFACTION = (9, 8, 9, 8, 9, 9, 8, 10, 8, 8)  # ten people, 8.6 on average: the article's figure

# automation, audience, item, lowest, highest, people, mean before (None: not asked), mean after
ASKED: tuple[tuple[str, str, str, int, int, int, float | None, float], ...] = (
    ("meeting-notes", "team", "usefulness", 1, 7, 10, None, 6.1),
    ("meeting-notes", "team", "ease", 1, 7, 10, None, 6.0),
    ("meeting-notes", "team", "clarity", 1, 7, 10, None, 5.6),
    ("meeting-notes", "team", "control", 1, 7, 10, None, 5.9),
    ("meeting-notes", "team", "trust", 1, 7, 10, None, 5.4),
    ("meeting-notes", "team", "received_quality", 1, 7, 8, 4.4, 5.6),
    ("quote-follow-up", "team", "usefulness", 1, 7, 7, None, 6.2),
    ("quote-follow-up", "team", "ease", 1, 7, 7, None, 6.0),
    ("quote-follow-up", "team", "control", 1, 7, 7, None, 5.8),
    ("quote-follow-up", "customer", "relevance", 1, 5, 44, None, 4.2),
    ("lead-intake", "team", "usefulness", 1, 7, 6, None, 6.3),
    ("lead-intake", "team", "ease", 1, 7, 6, None, 6.1),
    ("lead-intake", "team", "control", 1, 7, 6, None, 5.7),
    ("after-sales", "team", "usefulness", 1, 7, 6, None, 6.4),
    ("after-sales", "team", "ease", 1, 7, 6, None, 6.2),
    ("after-sales", "customer", "speed", 1, 5, 38, 2.9, 4.3),
    ("booking", "customer", "effort", 1, 7, 30, 5.6, 3.6),
    ("booking", "team", "control", 1, 7, 6, 5.8, 3.0),
    ("reminder-sequence", "customer", "relevance", 1, 5, 36, 3.6, 2.3),
    ("ai-email", "customer", "relevance", 1, 5, 45, 4.1, 3.1),
    ("ai-email", "customer", "personalisation", 1, 5, 45, 4.0, 2.6),
    ("partner-chain", "team", "control", 1, 7, 6, 5.2, 2.6),
    ("partner-chain", "team", "trust", 1, 7, 6, 5.0, 2.4),
)


def voices(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Every answer, one line each, as a survey tool's long export."""
    rng = np.random.default_rng([seed, 9])
    rows: list[Row] = [
        ["meeting-notes", "team", AFTER, "satisfaction_10", str(value), f"T{i + 1:02d}", "yes"]
        for i, value in enumerate(SATISFACTION)
    ]
    for automation, audience, item, low, high, people, before, after in ASKED:
        about = automation, audience, item
        rows += _wave(about, _answers(rng, before, low, high, people), BEFORE, "no") if before else []
        rows += _wave(about, _answers(rng, after, low, high, people), AFTER, "yes")
    return [("answers/enquetes.csv", HEADER, rows, ",", "utf-8")], {}


def _answers(rng: np.random.Generator, mean: float, low: int, high: int, people: int) -> list[int]:
    """Whole answers around a mean, within the scale."""
    noise = 0.9 * rng.standard_normal(people)
    return [int(min(high, max(low, round(mean + e)))) for e in noise.tolist()]


def _wave(about: tuple[str, str, str], values: Sequence[int], wave: str, after: str) -> list[Row]:
    automation, audience, item = about
    letter = "T" if audience == "team" else "C"
    return [
        [automation, audience, wave, item, str(value), f"{letter}{i + 1:02d}", after]
        for i, value in enumerate(values)
    ]
