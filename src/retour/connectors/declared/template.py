"""`retour init`: a commented workspace that is valid as it is, and that says nothing in your place."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from retour.connectors.declared.tree import read_tree
from retour.quantity import Place, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FILES = ("retour.yaml", "changes.yaml", "processes/quote.yaml", "automations/quote-follow-up.yaml")
_LANGUAGES = ("fr", "en")


def write_template(folder: Path, lang: str, today: date) -> tuple[Path, ...] | Problem:
    """Write a starting workspace with comments in French (``fr``) or English, and say which files.

    When one of the files is there already nothing is written, and the problem (``template.exists``,
    details: `files`) is returned.
    """
    texts = _texts(lang if lang in _LANGUAGES else "en", today)
    there = sorted(name for name in texts if (folder / name).exists())
    if there:
        return Problem("template.exists", Place(there[0]), there[0], details={"files": there})
    for name, words in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return tuple(folder / name for name in texts)


def template_text(lang: str, name: str) -> str:
    """One file of the template, as it is shipped."""
    source: Traversable = files("retour.connectors.declared") / "template" / lang
    for part in name.split("/"):
        source /= part
    return source.read_text(encoding="utf-8")


def starting_texts(lang: str, today: date) -> dict[str, str]:
    """The files of a workspace where nothing is declared yet."""
    own = [name for name in _FILES if "/" in name]
    texts = {name: words for name, words in _texts(lang, today).items() if name not in own}
    return texts | {"retour.yaml": texts["retour.yaml"].partition("objectives:")[0]}


def _texts(lang: str, today: date) -> dict[str, str]:
    texts = {name: template_text(lang, name).replace("$today", today.isoformat()) for name in _FILES}
    read_me = read_tree("folders.yaml", template_text(lang, "folders.yaml")).data
    folders = read_me if isinstance(read_me, dict) else {}
    return texts | {f"{name}/README.md": words for name, words in folders.items()}
