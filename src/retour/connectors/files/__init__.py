"""Files as a source: events, runs, answers and readings, whatever tool exported them."""

from retour.connectors.files.events import read_events
from retour.connectors.files.opening import Sheet, read_table

__all__ = ["Sheet", "read_events", "read_table"]
