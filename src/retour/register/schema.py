"""JSON Schemas of the declared documents, for editors' completion."""

from typing import Any

from pydantic import BaseModel

from retour.register.wire_automation import AutomationMap
from retour.register.wire_process import ProcessMap
from retour.register.wire_workspace import ChangesMap, JournalsMap, ReviewMap, WorkspaceMap

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {  # the shape of each kind of file
    "retour": WorkspaceMap,
    "process": ProcessMap,
    "automation": AutomationMap,
    "changes": ChangesMap,
    "journal": JournalsMap,
    "review": ReviewMap,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema 2020-12 of each kind of file: retour, process, automation, changes, journal, review."""
    return {name: _schema(name, model) for name, model in MODELS.items()}


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"{name}.json"} | model.model_json_schema()
