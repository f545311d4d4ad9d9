"""The engine of a workspace: from the wire to the domain."""

import re

from retour.register.engine import EngineChoice, EngineKind
from retour.register.sheet import Sheet
from retour.register.wire_engine import EngineMap

NEEDS = {EngineKind.POSTGRESQL: "url_env", EngineKind.SPARK: "master"}
EXAMPLES = {"url_env": "RETOUR_PG", "master": "spark://host:7077"}
_VARIABLE = re.compile(r"RETOUR_PG(_[A-Z0-9_]+)?")  # never another secret of the machine


def engine(sheet: Sheet, wire: EngineMap | None) -> EngineChoice:
    """The engine that is declared; what is missing, too much or an address in clear is noted."""
    if wire is None:
        return EngineChoice()
    needed = NEEDS.get(wire.kind)
    said = {"url_env": wire.url_env, "master": wire.master}
    for key, value in said.items():
        if value is None and key == needed:
            sheet.note(("engine", key), "key.missing", value=key, hint=f"{key}: {EXAMPLES[key]}")
        if value is not None and key != needed:
            sheet.note(("engine", key), "engine.key_unused", value=key, engine=wire.kind.value)
    if wire.url_env is not None and not _VARIABLE.fullmatch(wire.url_env):
        sheet.note(("engine", "url_env"), "engine.address_in_folder", hint="url_env: RETOUR_PG")
    return EngineChoice(kind=wire.kind, url_env=wire.url_env or "", master=wire.master or "")
