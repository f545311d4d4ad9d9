"""Hostile declarations: YAML bombs, odd plans, odd days, and a fuzzed register."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile.hostile_firm import AUTOMATION, GOOD, PROCESS, RETOUR, audit, firm, put, retour
from retour.quantity import Problem
from retour.workspace.folder import UnusableWorkspace, open_folder

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)
)


def test_a_bomb_in_the_first_file_is_refused_at_its_line(tmp_path: Path):
    said = audit(firm(tmp_path, retour=RETOUR + BOMB))
    assert said.code == 3
    assert "retour.yaml, line 9: " in said.err
    assert "at most 50,000" in said.err


@pytest.mark.parametrize("more", [BOMB, "x: " + "[" * 10_000, "x: " + "{a: " * 10_000, "? " * 5000])
def test_a_bomb_in_an_automation_costs_that_automation_only(tmp_path: Path, more: str):
    folder = firm(tmp_path)
    put(folder / "automations/bomb.yaml", "name: Bomb\n" + more)
    said = audit(folder)
    assert (said.code, said.counted) == (3, GOOD)
    assert "automations/bomb.yaml, line " in said.err


@pytest.mark.parametrize("number", ["9" * 5000, "1e9999999", ".nan", "-1"])
def test_a_number_without_end_is_refused(tmp_path: Path, number: str):
    said = audit(firm(tmp_path, automation=f"{AUTOMATION}maintainers: {number}\n"))
    assert said.code == 3
    assert "column “maintainers”" in said.err


@pytest.mark.parametrize("day", ["1990-01-01", "2026-11-23", "2030-01-01"])
def test_a_go_live_before_or_after_all_data_is_no_problem(tmp_path: Path, day: str):
    said = audit(firm(tmp_path, automation=AUTOMATION.replace("2026-05-01", day)))
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_go_live_outside_the_calendar_is_refused(tmp_path: Path, day: str):
    said = audit(firm(tmp_path, automation=AUTOMATION.replace("2026-05-01", day)))
    assert said.code == 3
    assert "automations/follow.yaml, line 7, column “rollout.at”" in said.err


@pytest.mark.parametrize("day", ["1990-01-01", "2020-01-01", "2099-12-31"])
def test_a_today_far_from_the_data_is_audited(tmp_path: Path, day: str):
    folder = firm(tmp_path, retour=RETOUR + "calendar: {country: FR}\n")
    said = retour("audit", folder, "--today", day)
    assert said.code == 0
    assert "Follow-up" in said.out


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2100-01-01", "9999-12-31", "2026-02-30", "x"])
def test_a_today_outside_the_calendar_is_a_usage_error(tmp_path: Path, day: str):
    folder = firm(tmp_path)
    assert retour("audit", folder, "--today", day).code == 2
    assert retour("explain", "follow/due", "--in", folder, "--today", day).code == 2


def test_a_today_before_all_data_leaves_every_event_aside(tmp_path: Path):
    said = retour("audit", firm(tmp_path), "--today", "2020-01-01")
    assert said.code == 0
    assert "80 events dated in the future: left aside" in said.err.replace("\xa0", " ")


def test_no_automation_at_all_is_an_empty_table(tmp_path: Path):
    said = audit(firm(tmp_path, automation=None))
    assert (said.code, said.err, said.audit["automations"]) == (0, "", [])


def test_an_automation_without_process_has_no_figure_from_events(tmp_path: Path):
    said = audit(firm(tmp_path, automation="automation: follow\nname: Follow-up\n"))
    assert said.code == 0
    assert said.audit["automations"][0]["name"] == "Follow-up"


def test_indicators_on_activities_that_never_happen_are_unknown_not_nought(tmp_path: Path):
    never = AUTOMATION.replace("of: sent, reaching: signed, by", "of: never, reaching: nope, by")
    process = PROCESS.replace("signed: }", "signed: , never: , nope: }")
    said = audit(firm(tmp_path, process=process, automation=never))
    assert (said.code, said.counted) == (0, GOOD)
    assert said.audit["figures"]["follow/effect/signed/all"]["kind"] == "unknown"


def test_many_cases_of_one_e_mail_are_many_cases(tmp_path: Path):
    folder = firm(tmp_path)
    text = (folder / "events/q.csv").read_text(encoding="utf-8")
    put(
        folder / "events/q.csv",
        "\n".join(line.rsplit(";", 1)[0] + ";same@x.fr" for line in text.splitlines()),
    )
    put(folder / "processes/quote.yaml", PROCESS.replace("email: email}", "same@x.fr: email}"))
    said = audit(folder)
    assert (said.code, said.counted) == (0, GOOD)


WORDS = [
    "name",
    "kpis",
    "rollout",
    "at",
    "rate",
    "of",
    "by",
    "10d",
    "2026-05-01",
    "process",
    "files",
    "path",
    "&a",
]
TEXT = st.one_of(
    st.sampled_from(
        [*WORDS, "~", "*a", "!!python/object:os.system x", "[", "]", "{", "}", "- ", ": ", "\t", "\n "]
    ),
    st.text(max_size=8),
)
FOLDERS = {"function_scoped_fixture": HealthCheck.function_scoped_fixture, "slow": HealthCheck.too_slow}


@settings(max_examples=40, deadline=None, suppress_health_check=list(FOLDERS.values()))
@given(
    name=st.sampled_from(["retour.yaml", "processes/quote.yaml", "automations/follow.yaml", "changes.yaml"]),
    at=st.integers(0, 400),
    cut=st.integers(0, 30),
    put_in=st.lists(TEXT, max_size=4).map("".join),
)
def test_a_register_with_anything_written_over_it_is_problems_never_a_crash(
    tmp_path: Path, name: str, at: int, cut: int, put_in: str
):
    whole = {"retour.yaml": RETOUR, "processes/quote.yaml": PROCESS, "automations/follow.yaml": AUTOMATION}
    text = whole.get(name, "- {at: 2026-06-01, what: Prices}\n")
    folder = firm(tmp_path)
    put(folder / name, (text[:at] + put_in + text[at + cut :]).encode(errors="surrogateescape"))
    try:
        problems = open_folder(folder).problems
    except UnusableWorkspace as unusable:
        problems = unusable.problems
        assert problems
    assert all(isinstance(p, Problem) and p.place.file for p in problems)
