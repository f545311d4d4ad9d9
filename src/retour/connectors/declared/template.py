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


class WillNotOverwriteError(Exception):
    """Files that `retour init` would have written exist already: nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("template.exists")
        self.problems = problems


def write_template(folder: Path, lang: str, today: date) -> tuple[Path, ...]:
    """Write a starting workspace with comments in French (``fr``) or English, and say which files.

    Raises:
        WillNotOverwriteError: at least one of the files is there already; none was written.
    """
    texts = _texts(lang if lang in _LANGUAGES else "en", today)
    there = sorted(name for name in texts if (folder / name).exists())
    if there:
        problems = tuple(Problem("template.exists", Place(name), name) for name in there)
        raise WillNotOverwriteError(problems)
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


def _texts(lang: str, today: date) -> dict[str, str]:
    texts = {name: template_text(lang, name).replace("$today", today.isoformat()) for name in _FILES}
    read_me = read_tree("folders.yaml", template_text(lang, "folders.yaml")).data
    folders = read_me if isinstance(read_me, dict) else {}
    return texts | {f"{name}/README.md": words for name, words in folders.items()}
