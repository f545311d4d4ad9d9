"""Scenario files that automations name: counted, or said to be missing, unread, unnamed, telling a secret."""

import json
from pathlib import Path

import pytest

from retour.connectors.scenarios import read_kept, why_not_kept
from retour.quantity import Text
from retour.register.automation import Automation
from scenario.builders import WEBHOOK, blueprint, module

KEY = "sk" + "_live_" + "9aQ2rT7uV1wX4yZ6bC8d"  # it opens nothing
TWO = json.dumps(blueprint(WEBHOOK, module(2, "slack:CreateMessage")))
TELLING = json.dumps(blueprint(WEBHOOK, module(2, "http:ActionSendData", {"apiKey": KEY})))


def named(*files: str, key: str = "leads") -> Automation:
    return Automation(key=key, name=Text(fr=key, en=key), process=None, scenarios=files)


def folder(path: Path, **files: str) -> Path:
    (path / "scenarios").mkdir()
    for name, text in files.items():
        (path / "scenarios" / f"{name}.json").write_text(text, encoding="utf-8")
    return path


def said(kept) -> list[tuple[str, str, str]]:
    return [(p.rule, p.place.file, p.severity.value) for p in kept.problems]


def test_two_files_of_one_automation_add_up_and_one_file_may_serve_two(tmp_path: Path):
    here = folder(tmp_path, a=TWO, b=TWO)
    both = ("scenarios/a.json", "scenarios/b.json")
    kept = read_kept(here, [named(*both), named("scenarios/a.json", key="other"), named(key="none")])
    assert {key: found and found.modules for key, found in kept.counts.items()} == {"leads": 4, "other": 2}
    assert said(kept) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (TWO[:-30], "scenario.cut"),
        ("{}", "scenario.neither"),
        ("", "file.empty"),
        (json.dumps(blueprint(module(1, "builtin:Ignore"))), "scenario.no_module"),
    ],
)
def test_a_file_that_gives_nothing_leaves_its_automation_unknown_never_at_what_the_other_gives(
    tmp_path: Path, text: str, rule: str
):
    here = folder(tmp_path, a=TWO, b=text)
    kept = read_kept(here, [named("scenarios/a.json", "scenarios/b.json")])
    assert kept.counts == {"leads": None}
    assert said(kept) == [(rule, "scenarios/b.json", "error")]


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    kept = read_kept(folder(tmp_path), [named("scenarios/a.json")])
    assert kept.counts == {"leads": None}
    assert said(kept) == [("scenario.file_missing", "scenarios/a.json", "error")]


def test_a_file_that_no_automation_names_is_said(tmp_path: Path):
    kept = read_kept(folder(tmp_path, a=TWO), [named()])
    assert kept.counts == {}
    assert said(kept) == [("scenario.file_unnamed", "scenarios/a.json", "warning")]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path):
    (tmp_path / "out.json").write_text(TWO, encoding="utf-8")
    (tmp_path / "in").mkdir()
    here = folder(tmp_path / "in")
    (here / "scenarios/a.json").symlink_to(tmp_path / "out.json")
    kept = read_kept(here, [named("scenarios/a.json")])
    assert (kept.counts, said(kept)) == (
        {"leads": None},
        [("path.outside", "scenarios/a.json", "error")],
    )


def test_a_secret_is_said_without_one_character_of_it_and_the_file_is_counted(tmp_path: Path):
    kept = read_kept(folder(tmp_path, a=TELLING), [named("scenarios/a.json")])
    assert said(kept) == [("scenario.secret", "scenarios/a.json", "warning")]
    assert KEY[:4] not in repr(kept)
    assert kept.counts["leads"].serious >= 1


@pytest.mark.parametrize(
    ("text", "why"), [(TWO, ""), (TELLING, "secret"), ("{}", "unread"), (TELLING[:-30], "unread")]
)
def test_a_server_keeps_what_it_could_look_over_and_found_no_secret_in(text: str, why: str):
    assert why_not_kept(text.encode(), "a.json") == why
