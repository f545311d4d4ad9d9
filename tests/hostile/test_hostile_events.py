"""Hostile event files: each says what is wrong, where, and costs nothing else."""

import gzip
import json
from pathlib import Path

import pytest

from hostile.hostile_firm import (
    AUTOMATION,
    GOOD,
    GOOD_CSV,
    HEADER,
    NEXT_LINE,
    PROCESS,
    audit,
    firm,
    put,
    quotes,
    retour,
)


def test_the_good_firm_is_counted_whole_and_in_silence(tmp_path: Path):
    said = audit(firm(tmp_path))
    assert (said.code, said.err, said.counted) == (0, "", GOOD)


def test_a_truncated_gzip_keeps_what_came_before_and_says_the_cut_line(tmp_path: Path):
    packed = gzip.compress(GOOD_CSV.encode())
    said = audit(firm(tmp_path, csv=packed[: len(packed) * 3 // 4]))
    assert said.code == 3
    assert "cut short: what came before was kept" in said.err
    assert "events/q.csv, line " in said.err
    assert 20 < said.counted < GOOD


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (bytes(range(256)) * 100, 3, "not text, whatever its name says"),
        (b"", 3, "This file is empty"),
        (b"\n\n\n", 3, "This file is empty"),
        (HEADER.encode(), 0, "only a line of titles"),
        (b"\x1f\x8b123", 3, "This file is damaged"),
        (b"PK\x03\x04 no workbook", 3, "This file is damaged"),
        (b"PAR1 no parquet", 3, "This file is damaged"),
    ],
)
def test_a_file_that_is_no_table_says_so_and_the_audit_is_still_printed(
    tmp_path: Path, content: bytes, code: int, words: str
):
    said = audit(firm(tmp_path, csv=content))
    assert said.code == code
    assert "events/q.csv" in said.err
    assert words in said.err
    assert said.audit["automations"][0]["name"] == "Follow-up"


def test_a_line_of_64_mebibytes_is_one_problem_with_its_number(tmp_path: Path):
    folder = firm(tmp_path)
    with (folder / "events/q.csv").open("ab") as stream:
        for _ in range(64):
            stream.write(b"x" * (1 << 20))
        stream.write(b"\nZ;2026-07-20;sent;z;;B2B;\n")
    said = audit(folder)
    assert said.code == 3
    assert f"events/q.csv, line {NEXT_LINE}: This line is far too long" in said.err
    assert said.counted == GOOD + 1  # the line after it moves the clock on: the last good quote counts too


def test_ten_thousand_columns_are_read_to_the_limit_and_said(tmp_path: Path):
    titles = HEADER.strip() + "".join(f";c{i}" for i in range(10_000))
    rows = "".join(line + ";x" * 10_000 + "\n" for line in quotes().splitlines())
    said = audit(firm(tmp_path, csv=f"{titles}\n{rows}"))
    assert said.code == 3
    assert "events/q.csv, line 1: This file has 10,007 columns: the first 2,000 are read" in said.err
    assert said.counted == GOOD


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "12345-01-01"])
def test_a_date_outside_the_calendar_costs_its_line_only(tmp_path: Path, day: str):
    said = audit(firm(tmp_path, csv=f"{GOOD_CSV}X;{day};sent;x;;B2B;\n"))
    assert said.code == 3
    assert f"events/q.csv, line {NEXT_LINE}, column “time”: “{day}”" in said.err
    assert said.counted == GOOD


@pytest.mark.parametrize("amount", ["NaN", "inf", "-inf", "1e400", "-1e300", "9" * 40])
def test_an_amount_that_is_no_amount_costs_the_amount_only(tmp_path: Path, amount: str):
    said = audit(firm(tmp_path, csv=f"{GOOD_CSV}X;2026-06-20;sent;x;{amount};B2B;\n"))
    assert said.code == 0  # the event is used: a warning
    assert f"events/q.csv, line {NEXT_LINE}, column “amount”" in said.err
    assert "the event is kept without it" in said.err
    assert said.counted == GOOD + 1


def test_negative_and_large_amounts_are_amounts(tmp_path: Path):
    rows = "X;2026-06-20;signed;x;-50000,00;B2B;\nY;2026-06-20;signed;y;900000000;B2B;\n"
    said = audit(firm(tmp_path, csv=GOOD_CSV + rows))
    assert (said.code, said.err, said.counted) == (0, "", GOOD)


def test_an_end_before_its_start_is_no_success_and_no_negative_delay(tmp_path: Path):
    rows = "".join(
        f"N{i};2026-05-2{i};sent;n{i};;B2B;\nN{i};2026-05-0{i + 1};signed;m{i};;B2B;\n" for i in range(9)
    )
    lost = audit(firm(tmp_path / "without")).audit["figures"]["follow/lost"]["value"]
    said = audit(firm(tmp_path / "with", csv=GOOD_CSV + rows))
    assert (said.code, said.counted) == (0, GOOD)  # the nine are ambiguous: not due, and said so
    assert said.audit["figures"]["follow/lost"]["value"] == lost  # neither found nor lost
    delays = [f["value"] for k, f in said.audit["figures"].items() if k.startswith("follow/delay/")]
    assert delays
    assert all(d is None or d > 0 for d in delays)


def test_events_of_the_future_are_left_aside_and_counted_in_a_warning(tmp_path: Path):
    said = audit(firm(tmp_path, csv=f"{GOOD_CSV}F;2027-05-10;sent;f;;B2B;\n"))
    assert (said.code, said.counted) == (0, GOOD)
    assert "1\xa0event dated in the future: left aside" in said.err


def test_one_event_id_with_two_contents_keeps_the_first_and_shows_both_lines(tmp_path: Path):
    said = audit(firm(tmp_path, csv=f"{GOOD_CSV}G1;2026-05-10;sent;s0;7;B2B;\n"))
    assert (said.code, said.counted) == (0, GOOD)
    assert f"events/q.csv, line {NEXT_LINE}, column “id”: The event “s0”" in said.err
    assert "(events/q.csv, line 2)" in said.err


ODD = [
    "'; drop table x; --",
    '"quoted"',
    "two\nlines",
    "<script>alert(1)</script>",
    "=cmd()|' /C calc'!A0",
    "{value}",
    "é 日本 '`",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_a_name_everywhere(tmp_path: Path, name: str):
    quoted = '"' + name.replace('"', '""') + '"'
    rows = "".join(
        f"{quoted};2026-05-{10 + i};{a};o{i};10;{quoted};a@b.fr\n"
        for i, a in enumerate(["sent", quoted, "sent", quoted])
    )
    process = PROCESS.replace("{sent: ,", f"{{sent: , {json.dumps(name)}: ,")
    automation = AUTOMATION.replace("reaching: signed", f"reaching: {json.dumps(name)}")
    folder = firm(tmp_path / "firm", csv=GOOD_CSV + rows, process=process, automation=automation)
    said = audit(folder)
    assert (said.code, said.err, said.counted) == (0, "", GOOD + 1)
    outputs = [f"--{kind}={tmp_path}/o.{kind}" for kind in ("html", "csv", "xlsx")]
    assert retour("audit", folder, "--today", "2026-11-23", *outputs).code == 0
    assert "<script>alert" not in (tmp_path / "o.html").read_text(encoding="utf-8")
    table = (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    assert not any(cell.startswith(('"=', '"@', '"+')) for cell in table.split(";"))


def test_half_a_character_in_json_is_a_question_mark(tmp_path: Path):
    cases = [("A", 10, "sent"), ("\ud800", 11, "sent"), ("Z", 20, "sent"), ("Z", 21, "signed")]
    rows = "".join(
        json.dumps({"case": case, "time": f"2026-05-{day}", "activity": activity, "id": None, "amount": 1})
        + "\n"
        for case, day, activity in cases
    )
    folder = firm(tmp_path, csv=None, process=PROCESS.replace("q.csv", "q.jsonl"))
    put(folder / "events/q.jsonl", rows)
    names = json.dumps(audit(folder).audit["automations"][0]["lost"])
    assert '"?"' in names
    assert '"A"' in names


@pytest.mark.parametrize(
    "rows",
    [
        "A;2026-03-01;sent;1;;B2B;\n",
        "A;2026-03-01;sent;;5;B2B;a@b.fr\n" * 500,
        "".join(f"A{i};2026-03-01;sent;;5;B2B;a@b.fr\n" for i in range(500)),
    ],
    ids=["one case", "one row five hundred times", "identical cases"],
)
def test_too_little_variety_or_too_much_is_no_problem(tmp_path: Path, rows: str):
    said = audit(firm(tmp_path, csv=HEADER + rows))
    assert (said.code, said.err) == (0, "")


def test_a_utf_16_that_is_not_is_an_encoding_problem(tmp_path: Path):
    said = audit(firm(tmp_path, process=PROCESS + "    encoding: utf-16\n"))
    assert said.code == 3
    assert "events/q.csv: “utf-16” is not a known encoding" in said.err


def test_a_segment_for_each_case_is_left_out_and_said(tmp_path: Path):
    rows = "".join(f"A{i};2026-05-1{i % 10};sent;;5;K{i};\n" for i in range(1200))
    said = audit(firm(tmp_path, csv=GOOD_CSV + rows))
    assert (said.code, said.counted) == (0, GOOD + 1200)
    assert "automations/follow.yaml: “kind” cuts the cases into 1,201 segments, at most 1,000" in said.err
    assert not any("K7" in key for key in said.audit["figures"])
