"""Typical automations, ready to declare: what to measure, to watch and to compare, nothing in your place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from retour.connectors.declared.template import starting_texts, template_text
from retour.connectors.declared.tree import read_tree
from retour.quantity import Place, Problem, Text
from retour.register.keys import nearest
from retour.register.wire_values import parse_text

GROUPS = ("sell", "serve", "paid", "inside")  # find and convince, serve, be paid, the firm's own work
_PLANNED = "status: planned\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomationTemplate:
    """A typical automation: a sentence, what it leaves open, and the two documents that it declares."""

    key: str
    group: str  # what it serves: `GROUPS`
    says: Text
    costs: tuple[Text, ...]  # what to put figures on
    left_out: tuple[Text, ...]  # what the format cannot say exactly
    legal: tuple[Text, ...]
    process_key: str
    process: str
    automation: str

    @property
    def process_path(self) -> str:
        """Where its process is written."""
        return f"processes/{self.process_key}.yaml"

    @property
    def automation_path(self) -> str:
        """Where its automation is written."""
        return f"automations/{self.key}.yaml"


@cache
def automation_templates() -> tuple[AutomationTemplate, ...]:
    """Every template, by key."""
    folder = files("retour.connectors.declared") / "templates"
    shipped = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(_read(name, (folder / name).read_text("utf-8")) for name in shipped)


def template_called(name: str) -> AutomationTemplate | Problem:
    """The template of a name (``quote_followup`` or ``quote-followup``), or what is wrong with the name."""
    by_key = {one.key: one for one in automation_templates()}
    key = name.strip().lower().replace("_", "-")
    if key in by_key:
        return by_key[key]
    hint = nearest(key, list(by_key))
    return Problem("template.unknown", Place("--template"), name, hint, details={"known": list(by_key)})


def template_documents(template: AutomationTemplate, lang: str, live: date | None = None) -> dict[str, str]:
    """Its process and its automation by path, with comments in `lang`; live since a day, else planned."""
    automation = template.automation
    if live is not None:
        since = f"status: live\nrollout: {{kind: date, at: {live.isoformat()}}}\n"
        automation = automation.replace(_PLANNED, since)
    filled = f"{automation}\n{_to_fill(template, lang)}"
    return {template.process_path: template.process, template.automation_path: filled}


def add_template(
    folder: Path, template: AutomationTemplate, lang: str, today: date, *, live: date | None = None
) -> tuple[Path, ...] | Problem:
    """Write a template's two files into a folder, a new workspace when there is none; say which files.

    When one of the two is there already nothing is written: the problem (``template.exists``) is returned.
    """
    texts = template_documents(template, lang, live)
    there = [
        name for name in texts if any((folder / name).with_suffix(s).exists() for s in (".yaml", ".yml"))
    ]
    if there:
        return Problem("template.exists", Place(there[0]), there[0], details={"files": there})
    if not any((folder / name).exists() for name in ("retour.yaml", "retour.yml")):
        texts = {n: t for n, t in starting_texts(lang, today).items() if not (folder / n).exists()} | texts
    for name, words in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return tuple(folder / name for name in texts)


def _read(name: str, text: str) -> AutomationTemplate:
    about, process, automation = text.split("\n---\n")
    said = _mapping(name, about)
    return AutomationTemplate(
        key=name.removesuffix(".yaml").replace("_", "-"),
        group=str(said["group"]),
        says=parse_text(said["says"]),
        costs=_texts(said["costs"]),
        left_out=_texts(said["left_out"]),
        legal=_texts(said["legal"]),
        process_key=str(_mapping(name, process)["process"]),
        process=f"{process}\n",
        automation=automation,
    )


def _mapping(name: str, text: str) -> Mapping[str, Any]:
    data = read_tree(name, text).data
    return data if isinstance(data, dict) else {}


def _texts(found: list[object]) -> tuple[Text, ...]:
    return tuple(parse_text(one) for one in found)


def _to_fill(template: AutomationTemplate, lang: str) -> str:
    """What a person has to add, as comments."""
    words = _mapping("filling.yaml", template_text(lang, "filling.yaml"))
    pieces = {"costs": template.costs, "left_out": template.left_out, "legal": template.legal}
    listed = (
        words[key] + "".join(f"#   - {one.in_(lang)}\n" for one in texts)
        for key, texts in pieces.items()
        if texts
    )
    return "".join((str(words["start"]), *listed))
