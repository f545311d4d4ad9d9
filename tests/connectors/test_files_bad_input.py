"""Bad files: a clear problem each, no exception, bounded memory and time, nothing else lost."""

import gzip
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retour.connectors.files import (
    guess_mapping,
    read_answers,
    read_events,
    read_readings,
    read_runs,
    read_table,
)
from retour.events.columns import EventColumns, SourceReport
from retour.quantity import Problem, Severity, Text
from retour.register.process import EventFile, Process

PROCESS = Process(key="quote", name=Text.same("quote"), case=Text.same("quote"))
HEADER = "time,case,activity\n"
ROW = "2026-05-12 10:00:00,{},signed\n"
MIB = 2**20


def read(path: Path, **mapping: object) -> tuple[SourceReport, tuple[Problem, ...], int]:
    kept: list[EventColumns] = []
    report, problems = read_events(
        path,
        PROCESS,
        EventFile(path=path.name, **mapping),  # type: ignore[arg-type]
        name=path.name,
        timezone="Europe/Paris",
        key=b"k",
        sink=kept.append,
    )
    assert report.events == sum(map(len, kept))
    return report, problems, report.events


def only(problems: tuple[Problem, ...], rule: str) -> Problem:
    assert [p.rule for p in problems] == [rule]
    return problems[0]


def test_a_truncated_gzip_gives_what_was_readable_and_where_it_stops(tmp_path: Path) -> None:
    rng = random.Random(4)  # noqa: S311 - a fixture, not a secret
    body = HEADER + "".join(ROW.format(rng.getrandbits(64)) for _ in range(30_000))
    path = tmp_path / "events.csv.gz"
    whole = gzip.compress(body.encode())
    path.write_bytes(whole[: len(whole) // 2])
    report, problems, events = read(path)
    assert {p.rule for p in problems} == {"file.truncated_gzip", "line.truncated"}
    cut = next(p for p in problems if p.rule == "line.truncated")
    assert cut.place.line == events + 2
    assert 10_000 < events < 20_000
    assert (report.rows, report.rejected) == (events + 1, 1)


def test_a_damaged_gzip_says_so(tmp_path: Path) -> None:
    path = tmp_path / "events.csv.gz"
    path.write_bytes(gzip.compress(HEADER.encode())[:10] + b"\x07" * 40)
    report, problems, events = read(path)
    assert "file.broken" in [p.rule for p in problems]
    assert (report.events, events) == (0, 0)


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "events.csv.gz"
    path.write_bytes(gzip.compress(HEADER.encode()) + gzip.compress(ROW.format(1).encode()) + b"\x00" * 20)
    assert read(path)[1:] == ((), 1)


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(HEADER.encode())
        for _ in range(330):
            file.write(b"a" * MIB)
    assert {p.rule for p in read(path)[1]} == {"line.too_long", "file.zip_bomb"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "file.binary"),
        (b"%PDF-1.7\n...", "file.binary"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "file.broken"),
        (b"\x00" * 5_000, "file.binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file.old_excel"),
        (b"<html><table><tr><td>time</td></tr></table></html>", "file.html"),
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\r\n  \n", "file.empty"),
        (b"PK\x03\x04 broken", "file.broken"),
        (b"PAR1 broken PAR1", "file.broken"),
    ],
)
def test_what_is_no_table_is_said_once(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    problems = [p for p in read(path)[1] if p.severity is not Severity.NOTE]
    assert [p.rule for p in problems] == [rule]


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    assert only(read(tmp_path / "none.csv")[1], "file.missing").value == "none.csv"
    assert only(read(tmp_path)[1], "file.missing")


def test_a_header_without_rows_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER)
    assert only(read(path)[1], "file.header_only").severity is Severity.WARNING


def test_a_file_named_for_what_it_is_not_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "events.xlsx"
    path.write_text(HEADER + ROW.format(1))
    _, problems, events = read(path)
    assert only(problems, "file.wrong_extension").details == {"extension": "xlsx", "found": "csv"}
    assert events == 1


def test_a_line_of_64_megabytes_is_skipped_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with path.open("w") as file:
        file.write(HEADER + ROW.format(1))
        for _ in range(64):
            file.write("x" * MIB)
        file.write("\n" + ROW.format(2))
    tracemalloc.start()
    report, problems, events = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert only(problems, "line.too_long").place.line == 3
    assert (events, report.rows, report.rejected) == (2, 3, 1)
    assert peak < 40 * MIB


def test_a_too_long_last_line_is_skipped_too(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROW.format(1) + "y" * (5 * MIB))
    _, problems, events = read(path)
    assert only(problems, "line.too_long").place.line == 3
    assert events == 1


def test_a_cell_of_half_a_megabyte_costs_its_line_only(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROW.format("z" * 500_000) + ROW.format(2))
    _, problems, events = read(path)
    assert only(problems, "line.too_long").place.line == 2
    assert events == 1


def test_ten_thousand_columns_are_read_to_the_two_thousandth(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    names = ",".join(f"c{n}" for n in range(10_000))
    path.write_text(f"time,case,activity,{names}\n2026-05-12,1,signed,{',' * 9_999}\n")
    _, problems, events = read(path)
    assert only(problems, "file.too_many_columns").details == {"columns": 10_003, "limit": 2_000}
    assert events == 1


def test_unclosed_quotes_everywhere_end_in_time(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + 'x,"' + "\n" + "".join(f'2026-05-12,{n}"",signed\n' for n in range(20_000)))
    _, _, events = read(path)
    assert events >= 19_000


def test_nul_bytes_are_taken_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes((HEADER + ROW.format("a\x00b") + ROW.format(2) * 50).encode())
    _, problems, events = read(path)
    assert only(problems, "line.nul").place.line == 2
    assert events == 51


def test_bytes_of_another_encoding_are_said(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(HEADER.encode() + ROW.format("é").encode("latin-1"))
    assert only(read(path, encoding="utf-8")[1], "text.undecodable").place.line == 2
    assert only(read(path, encoding="klingon")[1], "encoding.unknown").value == "klingon"


def test_a_separator_of_two_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER)
    assert only(read(path, separator=";;")[1], "separator.invalid").value == ";;"


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROW.format(1))
    assert only(read(path, timezone="Mars/Olympus")[1], "timezone.unknown").value == "Mars/Olympus"
    assert read_runs(path, automations=["a"], timezone="../etc")[1][0].rule == "timezone.unknown"


def test_a_file_without_times_says_which_column_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("name,colour\na,red\nb,blue\n")
    assert only(read(path)[1], "column.missing").details["role"] == "time"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_seen_before_it_is_opened(tmp_path: Path) -> None:
    bomb = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"\x20" * (300 * MIB)}
    problem = only(read(zipped(tmp_path / "b.xlsx", bomb))[1], "file.zip_bomb")
    assert int(str(problem.details["bytes"])) > int(str(problem.details["limit"]))


def test_shared_strings_that_would_fill_the_memory_are_never_unpacked(tmp_path: Path) -> None:
    strings = {"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": b"<sst>" + b"\x20" * (64 * MIB)}
    problem = only(read(zipped(tmp_path / "s.xlsx", strings))[1], "file.zip_bomb")
    assert (problem.value, problem.hint) == ("xl/sharedStrings.xml", "save_as_csv")
    assert problem.details == {"bytes": 64 * MIB + 5, "limit": 64 * MIB}


def test_many_members_that_would_fill_the_memory_together_are_never_unpacked(tmp_path: Path) -> None:
    parts = {f"xl/theme/theme{i}.xml": b"\x20" * (50 * MIB) for i in range(3)}
    problem = only(
        read(zipped(tmp_path / "m.xlsx", {"xl/workbook.xml": b"<workbook/>"} | parts))[1], "file.zip_bomb"
    )
    assert problem.details == {"bytes": 150 * MIB + 11, "limit": 128 * MIB}


def test_a_zip_that_is_no_workbook_is_said(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.xlsx", {"readme.txt": b"hello"})
    assert only(read(path)[1], "file.binary").details == {"found": "zip"}


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    assert only(read(zipped(tmp_path / "b.xlsx", {"xl/workbook.xml": bomb}))[1], "xml.doctype")


def test_a_workbook_of_nonsense_is_broken(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.xlsx", {"xl/workbook.xml": b"<nonsense"})
    assert only(read(path)[1], "file.broken").details == {"kind": "xlsx"}


def test_an_entity_bomb_in_a_log_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "bomb.xes"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY e0 "ha">{entities}]><log>&e11;</log>')
    assert only(read(path)[1], "xml.doctype")


def test_an_outside_entity_is_not_fetched_even_past_the_sample(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read me")
    path = tmp_path / "log.xes"
    head = f'<?xml version="1.0"?>{" " * 70_000}<!DOCTYPE log [<!ENTITY s SYSTEM "file://{secret}">]>'
    event = (
        '<event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-05-12"/>'
        '<string key="x">&s;</string></event>'
    )
    path.write_text(f'{head}<log><trace><string key="concept:name" value="1"/>{event}</trace></log>')
    kept: list[EventColumns] = []
    mapping = EventFile(path="log.xes", attributes={"x": "x"})
    read_events(path, PROCESS, mapping, name="l", timezone="UTC", key=b"", sink=kept.append)
    assert "do not read me" not in repr(kept)


def test_a_log_cut_in_the_middle_keeps_the_events_before(tmp_path: Path) -> None:
    event = (
        '<event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-05-12"/></event>'
    )
    path = tmp_path / "log.xes"
    trace = f'<trace><string key="concept:name" value="1"/>{event}{event}'
    path.write_text(f"<log>{trace}</trace>{trace}<event><str")
    _, problems, events = read(path)
    assert only(problems, "xml.broken").place.line == 1
    assert events == 4


def test_a_log_without_events_is_only_a_header(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text("<log></log>")
    assert only(read(path)[1], "file.header_only")


def test_json_of_one_broken_piece_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_text('[{"time": "2026-05-12", ')
    assert only(read(path)[1], "file.broken").details == {"kind": "json"}


def test_json_nested_a_thousand_deep_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"a": 1}\n{"a":' * 1 + "[" * 200_000 + "\n")
    assert "line.not_json" in {p.rule for p in read(path)[1]}


SEEDS = [
    HEADER.encode() + ROW.format(1).encode(),
    "Numéro;Date;Montant HT\nD1;12/05/2026;1 240,00\nTOTAL;;1 240,00\n".encode("latin-1"),
    b'{"time": "2026-05-12", "case": 1, "activity": "a"}\n',
    b'<log><trace><event><string key="concept:name" value="a"/></event></trace></log>',
    b'[{"id": 1, "workflowId": "x", "startedAt": "2026-05-12T10:00:00Z", "status": "success"}]',
    gzip.compress(HEADER.encode() + ROW.format(1).encode()),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        piece = draw(st.binary(max_size=6))
        content[at : at + draw(st.integers(0, 4))] = piece
    return bytes(content)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=st.one_of(st.binary(max_size=400), damaged()), name=st.sampled_from(["a.csv", "a.xlsx", "a.json"])
)
def test_arbitrary_bytes_never_crash_any_reader(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report, problems, events = read(path)
    assert report.rows >= report.rejected
    assert events or problems
    assert all(len(p.value) <= 60 for p in problems)
    guess_mapping(path, timezone="UTC")
    read_table(path)
    read_runs(path, automations=["a"])
    read_answers(path)
    read_readings(path)


def test_a_file_without_header_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("2026-05-12 10:00:00,1,signed\n2026-05-13 10:00:00,1,signed\n")
    problems = read(path)[1]
    assert [(p.rule, p.value) for p in problems if p.severity is Severity.WARNING] == [
        ("file.no_header", "2026-05-12 10:00:00")
    ]


def test_a_spreadsheets_day_number_gives_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + "46154.44,1,signed\n")
    assert only(read(path, time="time")[1], "time.unreadable").hint == "excel_serial"


def test_a_line_past_a_mebibyte_between_others_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + "w" * (MIB + 10) + "\n" + ROW.format(2))
    _, problems, events = read(path)
    assert only(problems, "line.too_long").place.line == 2
    assert events == 1


def test_a_workbook_damaged_in_its_rows_keeps_those_before(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for row in [
        ["time", "case", "activity"],
        *([f"2026-05-12 10:00:{n % 60:02d}", n, "signed"] for n in range(500)),
    ]:
        page.append(row)
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: len(sheet) // 2]
    report, problems, events = read(zipped(tmp_path / "cut.xlsx", parts))
    assert "file.broken" in {p.rule for p in problems}
    assert 100 < events < 400
    assert report.rows == events + report.rejected


def test_parquet_damaged_in_its_middle_is_said(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"time": ["2026-05-12"] * 9, "case": [str(n) for n in range(9)], "activity": ["a"] * 9})
    pq.write_table(table, tmp_path / "x.parquet", compression="snappy")
    content = bytearray((tmp_path / "x.parquet").read_bytes())
    content[4:60] = b"\xff" * 56
    path = tmp_path / "y.parquet"
    path.write_bytes(content)
    assert "file.broken" in {p.rule for p in read(path)[1]}
