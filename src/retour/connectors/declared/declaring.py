"""Adding names to `retour.yaml` without touching anything else in it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from retour.connectors.declared.tree import Refused, Tree, read_tree
from retour.register.keys import folded, slug

_NEW = 'format: 1\nname: "…"\n'


def declare(folder: Path, section: str, names: Iterable[str]) -> dict[str, str]:
    """Keys of some names in a map of `retour.yaml` (``objectives`` or ``tools``), adding those not there.

    Lines are inserted; the result is read again and kept only when nothing else in the file changed
    meaning. Names that could not be added have no key in the result.
    """
    path = folder / "retour.yaml"
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else _NEW
        tree = read_tree("retour.yaml", text)
    except (Refused, OSError, UnicodeDecodeError):
        return {}
    data = tree.data if isinstance(tree.data, dict) else {}
    keys, fresh = _matched(data.get(section), names)
    if not fresh:
        return keys
    changed = _inserted(text, tree, section, fresh)
    if not _adds_only(changed, data, section, fresh):
        return {name: key for name, key in keys.items() if key not in fresh}
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(changed.encode("utf-8"))
    return keys


def _matched(declared: object, names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The key of each name that has or can have one, and the keys to add with their names."""
    items = declared.items() if isinstance(declared, Mapping) else ()
    by_fold = {folded(label): str(key) for key, value in items for label in _labels(str(key), value)}
    keys: dict[str, str] = {}
    fresh: dict[str, str] = {}
    for name in names:
        key = by_fold.get(folded(name)) or by_fold.get(folded(slug(name))) or slug(name)
        if not key:
            continue
        if folded(key) not in by_fold:
            fresh[key] = name
        keys[name] = by_fold[folded(name)] = by_fold[folded(key)] = key
    return keys, fresh


def _labels(key: str, value: object) -> list[str]:
    name = value.get("name", value) if isinstance(value, Mapping) else value
    words = list(name.values()) if isinstance(name, Mapping) else [name]
    return [key, *(w for w in words if isinstance(w, str) and w)]


def _inserted(text: str, tree: Tree, section: str, fresh: Mapping[str, str]) -> str:
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    data = tree.data if isinstance(tree.data, dict) else {}
    indent, at = "  ", len(lines)
    if section in data:
        at = tree.lines[(section,)]
        first = next((tree.lines.get((section, k), 0) for k in data[section] or ()), 0)
        written = lines[first - 1]
        indent = written[: len(written) - len(written.lstrip())] if first else indent
    added = [f"{indent}{key}: {json.dumps(name, ensure_ascii=False)}{end}" for key, name in fresh.items()]
    head = [] if section in data else [f"{section}:{end}"]
    return "\n".join([*lines[:at], *head, *added, *lines[at:]]).rstrip("\n") + "\n"


def _adds_only(text: str, before: Mapping[str, object], section: str, fresh: Mapping[str, str]) -> bool:
    try:
        tree = read_tree("retour.yaml", text)
    except Refused:
        return False
    held = before.get(section)
    wanted = dict(before) | {section: dict(fresh) | (dict(held) if isinstance(held, Mapping) else {})}
    return tree.data == wanted and not tree.problems
