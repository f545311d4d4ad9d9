"""The workspace folder: YAML that people write, the template they start from, the six-column table."""

from retour.connectors.declared.drafts import write_drafts
from retour.connectors.declared.folder import folder_texts, read_folder
from retour.connectors.declared.six_columns import Draft, read_six_columns
from retour.connectors.declared.template import write_template
from retour.connectors.declared.templates import (
    GROUPS,
    AutomationTemplate,
    add_template,
    automation_templates,
    template_called,
    template_documents,
)

__all__ = [
    "GROUPS",
    "AutomationTemplate",
    "Draft",
    "add_template",
    "automation_templates",
    "folder_texts",
    "read_folder",
    "read_six_columns",
    "template_called",
    "template_documents",
    "write_drafts",
    "write_template",
]
