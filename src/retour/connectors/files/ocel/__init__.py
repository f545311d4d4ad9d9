"""OCEL 2.0: events that concern several objects, as JSON, XML or SQLite, flattened on one type of object."""

from retour.connectors.files.ocel.flattened import open_ocel

__all__ = ["open_ocel"]
