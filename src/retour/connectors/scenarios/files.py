"""Scenario files, Make blueprints and n8n exports, read into scenarios; what cannot be read is a problem."""

import codecs
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from retour.connectors.scenarios.limits import LARGEST
from retour.quantity import Place, Problem, Severity
from retour.register.sheet import shown
from retour.scenario import Scenario, read_scenarios

_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Found:
    """A scenario and the file that it was in."""

    place: Place
    scenario: Scenario


Answer = tuple[tuple[Found, ...], tuple[Problem, ...]]


class _RefusedError(Exception):
    """The file gives no scenario, and the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def read_scenario_files(paths: Iterable[Path]) -> Answer:
    """The scenarios of some files, in the order given. Never raises on a bad file.

    Args:
        paths: JSON files: one scenario, a list of them, or the answer of the tool's API.

    Returns:
        The scenarios with their file, and the problems: a file that is missing, too large, packed, cut, not
        JSON, or neither a Make blueprint nor an n8n workflow.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            with path.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
        except OSError as error:
            details = {"reason": type(error).__name__}
            problems.append(Problem("scenario.unreadable", Place(path.name), path.name, details=details))
            continue
        more, wrong = read_scenario_bytes(raw, path.name)
        found += more
        problems += wrong
    return tuple(found), tuple(problems)


def read_scenario_bytes(raw: bytes, name: str) -> Answer:
    """The scenarios of one file's bytes; `name` is how the file is called in problems."""
    place = Place(shown(name))
    try:
        text, problems = _text(raw, place)
        value = _parsed(text, place)
    except _RefusedError as refused:
        return (), (refused.problem,)
    scenarios = read_scenarios(_unfolded(value))
    if not scenarios:
        return (), (*problems, Problem("scenario.neither", place, _kind(value), "scenario_export"))
    empty = sum(1 for s in scenarios if not s.modules)
    if empty:
        details = {"n": empty}
        problems.append(
            Problem("scenario.no_module", place, place.file, severity=Severity.WARNING, details=details)
        )
    return tuple(Found(place, s) for s in scenarios if s.modules), tuple(problems)


def _text(raw: bytes, place: Place) -> tuple[str, list[Problem]]:
    if len(raw) > LARGEST:
        raise _RefusedError(Problem("file.too_large", place, details={"bytes": len(raw), "limit": LARGEST}))
    if not raw.strip(b"\x00 \t\r\n"):
        raise _RefusedError(Problem("file.empty", place))
    if raw.startswith(_PACKED):
        raise _RefusedError(Problem("scenario.packed", place, place.file, "scenario_unpack"))
    try:
        return raw.decode("utf-16" if raw.startswith(_WIDE) else "utf-8-sig"), []
    except UnicodeDecodeError:
        warned = Problem("scenario.encoding", place, place.file, severity=Severity.WARNING)
        return raw.decode("cp1252", errors="replace"), [warned]


def _parsed(text: str, place: Place) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string")
        where = Place(place.file, error.lineno)
        around = shown(text[max(0, error.pos - 20) : error.pos + 20])
        rule = "scenario.cut" if cut else "scenario.not_json"
        raise _RefusedError(Problem(rule, where, around, "scenario_export")) from None
    except RecursionError:
        raise _RefusedError(Problem("scenario.too_deep", place, place.file)) from None
    except ValueError:  # a number of more digits than Python agrees to read
        raise _RefusedError(Problem("scenario.not_json", place, place.file, "scenario_export")) from None


def _unfolded(value: object) -> object:
    """A value whose blueprint is a text of JSON, as Make's API gives it, with that text read."""
    if not isinstance(value, dict):
        return value
    nested = value.get("response")
    return {**_opened(value), "response": _opened(nested)} if isinstance(nested, dict) else _opened(value)


def _opened(value: dict[str, object]) -> dict[str, object]:
    inside = value.get("blueprint")
    if not isinstance(inside, str):
        return value
    try:
        return {**value, "blueprint": json.loads(inside)}
    except (ValueError, RecursionError):
        return value


def _kind(value: object) -> str:
    """What a value is, by its first keys: enough to recognise one's own file, never its content."""
    if isinstance(value, dict):
        return shown(", ".join(shown(str(key)) for key in list(value)[:5]) or "{}")
    return {"list": "[…]", "str": "“…”"}.get(type(value).__name__, shown(value))
