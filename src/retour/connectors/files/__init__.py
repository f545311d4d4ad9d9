"""Files as a source: events, runs, answers and readings, whatever tool exported them."""

from retour.connectors.files.answers import read_answers, read_readings
from retour.connectors.files.events import read_events
from retour.connectors.files.guess import Guessed, HeaderColumn, guess_mapping
from retour.connectors.files.opening import Sheet, read_table
from retour.connectors.files.runs import read_runs

__all__ = [
    "Guessed",
    "HeaderColumn",
    "Sheet",
    "guess_mapping",
    "read_answers",
    "read_events",
    "read_readings",
    "read_runs",
    "read_table",
]
