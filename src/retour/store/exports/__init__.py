"""A process's log as a file for other tools, which Retour reads back event for event."""

from retour.store.exports.export import Exported, Form, export_log

__all__ = ["Exported", "Form", "export_log"]
