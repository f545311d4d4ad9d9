"""Answers and readings out of the tables that people type."""

from datetime import date
from pathlib import Path

from retour.connectors.files import read_answers, read_readings
from retour.events.answer import Audience
from retour.quantity import Period


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_answers_keep_invitations_comments_and_codes(tmp_path: Path) -> None:
    text = (
        "automation,audience,wave,item,value,respondent,after,comment\n"
        "relance,team,2026-05-12,clarity,4,k1,oui,Merci\nrelance,équipe,12/05/2026,clarity,,k2,,\n"
        "relance,client,2026-05-12,speed,8.5,,false,\n"
    )
    answers, problems = read_answers(write(tmp_path, text))
    assert problems == ()
    first, invited, customer = answers
    assert (first.value, first.respondent, first.after, first.comment) == (4.0, "k1", True, "Merci")
    assert (invited.value, invited.audience, invited.wave) == (None, Audience.TEAM, date(2026, 5, 12))
    assert (customer.value, customer.audience, customer.after) == (8.5, Audience.CUSTOMER, False)
    assert (first.place.file, first.place.line) == ("table.csv", 2)


def test_french_headers_and_commas_are_answers_too(tmp_path: Path) -> None:
    text = "automatisation;public;vague;question;note\nrelance;salariés;2026-05-12;Clarté;3,5\n"
    (answer,), problems = read_answers(write(tmp_path, text))
    assert (answer.item, answer.value, answer.after, problems) == ("Clarté", 3.5, None, ())


def test_each_bad_answer_says_its_rule_and_costs_its_line(tmp_path: Path) -> None:
    rows = [
        ",team,2026-05-12,i,1,", "a,martians,2026-05-12,i,1,", "a,team,soon,i,1,", "a,team,2026-05-12,,1,",
        "a,team,2026-05-12,i,many,", "a,team,2026-05-12,i,1,perhaps",
    ]  # fmt: skip
    answers, problems = read_answers(
        write(tmp_path, "automation,audience,wave,item,value,after\n" + "\n".join(rows) + "\n")
    )
    assert [a.after for a in answers] == [None]
    assert [p.rule for p in problems] == [
        "answer.automation_missing", "answer.audience_unknown", "answer.wave_unreadable",
        "answer.item_missing", "answer.value_unreadable", "answer.after_unreadable",
    ]  # fmt: skip


def test_a_table_without_its_columns_is_a_problem_a_column(tmp_path: Path) -> None:
    answers, problems = read_answers(write(tmp_path, "automation,value\na,1\n"))
    assert answers == ()
    assert [p.value for p in problems] == ["audience", "wave", "item"]
    assert read_answers(tmp_path / "none.csv")[1][0].rule == "file.missing"


def test_readings_take_every_period_and_percentages(tmp_path: Path) -> None:
    text = (
        "automation;kpi;period;value;n;source\nr;signed;2026-05;22,6 %;140;CRM\nr;signed;2026-W20;0,23;;\n"
        "r;delay;2026-Q2;1 240,5;12;\nr;delay;2026-05-01/2026-06-01;3;x;\n"
    )
    readings, problems = read_readings(write(tmp_path, text))
    assert [r.value for r in readings] == [0.226, 0.23, 1240.5, 3.0]
    assert readings[0].period == Period(date(2026, 5, 1), date(2026, 6, 1))
    assert (readings[0].n, readings[0].source, readings[1].n) == (140, "CRM", None)
    assert [(p.rule, p.place.line) for p in problems] == [("reading.n_unreadable", 5)]


def test_each_bad_reading_says_its_rule(tmp_path: Path) -> None:
    rows = [",k,2026,1", "a,,2026,1", "a,k,soon,1", "a,k,2026,", "a,k,2026,x", "a,k,2026,%"]
    readings, problems = read_readings(
        write(tmp_path, "automation,kpi,period,value\n" + "\n".join(rows) + "\n")
    )
    assert readings == ()
    assert [p.rule for p in problems] == [
        "reading.automation_missing", "reading.indicator_missing", "reading.period_unreadable",
        "reading.value_missing", "reading.value_unreadable", "reading.value_unreadable",
    ]  # fmt: skip
