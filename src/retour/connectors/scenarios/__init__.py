"""Scenario files of automation tools, read into scenarios, and into drafts of automations."""

from retour.connectors.scenarios.drafts import drafts_of, tools_of
from retour.connectors.scenarios.files import Found, read_scenario_bytes, read_scenario_files
from retour.connectors.scenarios.kept import read_kept, why_not_kept

__all__ = [
    "Found",
    "drafts_of",
    "read_kept",
    "read_scenario_bytes",
    "read_scenario_files",
    "tools_of",
    "why_not_kept",
]
