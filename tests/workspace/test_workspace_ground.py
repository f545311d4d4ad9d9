"""Which cases an automation handled, ten of them drawn, and what is shown of one: never a person."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.register.automation import Review, SpotCase
from retour.workspace.ground import fields_of, ten_of, told_of

DAY = date(2026, 6, 30)
PROCESS = """
process: quote
name: Quotes
case: quote
activities:
  sent: {name: Sent, actor_kind: human}
  reminded: {name: Reminded, actor_kind: robot}
files:
  - path: events/quotes.csv
    shape: long
    time: at
    case: id
    activity: what
    actor: who
    minutes: spent
    automation: auto
    attributes: {note: note, who: seller, mail: customer_email}
attributes: [note, seller, customer_email]
"""


def folder_of(path: Path, *, auto: str = "follow-up", kind: str = "robot") -> Path:
    """Forty quotes, half of them reminded in June, the others not; one of March."""
    head = "at,id,what,who,spent,auto,note,mail"
    rows = [
        f"2026-06-{1 + n % 28:02d} 09:1{n % 10}:00,Q{n:02d},sent,Lea Martin,{n % 7},,ask lea@example.com,"
        f"client{n}@example.com"
        for n in range(40)
    ]
    rows += [f"2026-06-{8 + n % 20:02d} 10:00:00,Q{n:02d},reminded,bot,,{auto},," for n in range(20)]
    rows.append(f"2026-03-02 10:00:00,Q99,reminded,bot,,{auto},,")
    (path / "retour.yaml").write_text("name: Atelier\ntimezone: Europe/Paris\n", encoding="utf-8")
    for name in ("processes", "automations", "events"):
        (path / name).mkdir()
    process = PROCESS.replace("actor_kind: robot", f"actor_kind: {kind}")
    (path / "processes/quote.yaml").write_text(process, encoding="utf-8")
    automation = (
        "automation: follow-up\nname: Follow-up\nprocess: quote\nrollout: {kind: date, at: 2026-01-05}\n"
    )
    (path / "automations/follow-up.yaml").write_text(automation, encoding="utf-8")
    (path / "events/quotes.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def drawn(path: Path, review: Review | None = None, *, seed: int = 7):
    assessment = retour.open(path).audit(today=DAY)
    assert [p.rule for p in assessment.dossier.problems if p.severity == "error"] == []
    one = assessment.sheet("follow-up").automation
    review = review or Review(automation="follow-up", at=DAY, by="lea")
    return ten_of(path, one, review, assessment.dossier, seed=seed), assessment


def test_the_cases_are_those_that_name_the_automation_in_the_quarter(tmp_path: Path):
    ten, _ = drawn(folder_of(tmp_path))
    assert (ten.by, ten.of, len(ten.cases)) == ("automation", 20, 10)
    assert set(ten.cases) <= {f"Q{n:02d}" for n in range(20)}


@pytest.mark.parametrize(
    ("auto", "kind", "by", "of"), [("", "robot", "robot", 20), ("", "human", "process", 40)]
)
def test_where_nothing_names_it_the_page_can_say_what_was_taken(tmp_path: Path, auto, kind, by, of):
    ten, _ = drawn(folder_of(tmp_path, auto=auto, kind=kind))
    assert (ten.by, ten.of) == (by, of)


def test_the_cases_already_read_stay_and_others_make_ten(tmp_path: Path):
    read = tuple(SpotCase(case=case, found="right") for case in ("Q19", "Q77"))
    ten, _ = drawn(folder_of(tmp_path), Review(automation="follow-up", at=DAY, by="lea", spot_check=read))
    assert ten.cases[:2] == ("Q19", "Q77")
    assert len(set(ten.cases)) == 10


def test_nobody_s_name_address_or_minutes_are_shown(tmp_path: Path):
    ten, assessment = drawn(folder_of(tmp_path))
    process = assessment.dossier.register.process("quote")
    events = told_of(ten, "Q00", process, assessment.dossier)
    assert [(e.activity, e.actor_kind, e.place.file) for e in events] == [
        ("sent", "human", "events/quotes.csv"),
        ("reminded", "robot", "events/quotes.csv"),
    ]
    assert fields_of(events) == {"note": ("ask …",)}


def test_a_folder_whose_events_were_never_read_has_no_case(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, assessment = drawn(folder_of(tmp_path / "a"))
    one = assessment.sheet("follow-up").automation
    review = Review(automation="follow-up", at=DAY, by="lea")
    assert ten_of(tmp_path / "b", one, review, assessment.dossier, seed=7) is None
    nowhere = replace(one, process=None)
    assert ten_of(tmp_path / "a", nowhere, review, assessment.dossier, seed=7) is None
