"""Events out of the files that people really have."""

import csv
import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from retour.connectors.files import read_events, read_table
from retour.events.columns import EventColumns, SourceReport
from retour.quantity import Problem, Severity, Text
from retour.register.indicator import Actor
from retour.register.process import Activity, EventFile, Process

KEY = b"a workspace's own secret"
QUOTE = Process(
    key="quote",
    name=Text(fr="Devis", en="Quote"),
    case=Text(fr="devis", en="quote"),
    activities=(
        Activity(key="quote_sent", name=Text(fr="Devis envoyé", en="Quote sent"), actor_kind=Actor.HUMAN),
        Activity(key="signed", name=Text(fr="Signé", en="Signed"), actor_kind=Actor.CUSTOMER),
    ),
    attributes=("segment",),
)


@dataclass
class Import:
    report: SourceReport
    problems: tuple[Problem, ...]
    chunks: list[EventColumns]

    def column(self, name: str) -> list[object]:
        columns = ((getattr(chunk, name), len(chunk)) for chunk in self.chunks)
        return [value for column, n in columns for value in ([None] * n if column is None else column)]

    def attribute(self, name: str) -> list[object]:
        return [value for chunk in self.chunks for value in chunk.attributes[name]]

    @property
    def times(self) -> list[str]:
        start = datetime(1970, 1, 1, tzinfo=UTC)
        return [(start + timedelta(microseconds=int(t))).isoformat()[:19] for t in self.column("at")]

    @property
    def lines(self) -> list[int]:
        return [int(n) for n in self.column("line")]

    @property
    def rules(self) -> list[str]:
        return [problem.rule for problem in self.problems]

    def guess(self, what: str) -> tuple[str, bool] | None:
        return next(((g.value, g.sure) for g in self.report.guesses if g.what == what), None)


Reading = Callable[..., Import]


@pytest.fixture
def imported(tmp_path: Path) -> Reading:
    def read(
        content: str | bytes, name: str = "devis.csv", process: Process = QUOTE, **mapping: object
    ) -> Import:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        chunks: list[EventColumns] = []
        report, problems = read_events(
            path,
            process,
            EventFile(path=name, **mapping),  # type: ignore[arg-type]
            name=f"events/{name}",
            timezone="Europe/Paris",
            key=KEY,
            sink=chunks.append,
        )
        return Import(report, problems, chunks)

    return read


LONG = """time,case,activity,actor,actor_kind,amount,minutes
2026-05-12 10:00:00,4711,quote_sent,Jean Dupont,human,1240.00,4.5
2026-05-27 09:30:00,4711,signed,,customer,1240.00,
"""


def test_a_long_csv_gives_its_events_with_cents_and_thousandths(imported: Reading) -> None:
    got = imported(LONG)
    assert got.column("case") == ["4711", "4711"]
    assert got.column("activity") == ["quote_sent", "signed"]
    assert got.times == ["2026-05-12T08:00:00", "2026-05-27T07:30:00"]
    assert got.column("amount") == [124_000, 124_000]
    assert got.column("minutes") == [4_500, None]
    assert got.column("actor_kind") == ["human", "customer"]
    assert got.lines == [2, 3]
    assert got.problems == ()
    assert (got.report.rows, got.report.events, got.report.rejected) == (2, 2, 0)
    assert got.guess("separator") == (",", True)
    assert got.guess("shape") == ("long", True)
    assert got.guess("column:case") == ("case", True)
    assert got.guess("timezone") == ("Europe/Paris", True)


def test_an_actor_is_never_kept_in_clear(imported: Reading) -> None:
    got = imported(LONG)
    assert "Dupont" not in repr(got.chunks)
    assert len(str(got.column("actor")[0])) == 16
    assert got.column("actor")[1] is None


def test_a_case_called_na_is_a_case(imported: Reading) -> None:
    got = imported("time,case,activity\n2026-05-12,NA,signed\n2026-05-12,null,signed\n")
    assert got.column("case") == ["NA", "null"]


def test_an_id_keeps_its_noughts(imported: Reading) -> None:
    assert imported("time,case,activity\n2026-05-12,00042,signed\n").column("case") == ["00042"]


def test_an_excel_error_is_an_empty_cell(imported: Reading) -> None:
    got = imported("time,case,activity,amount\n2026-05-12,1,signed,#N/A\n2026-05-12,#N/A,signed,12\n")
    assert got.column("amount") == [None]
    assert got.rules == ["case.missing"]


def test_a_total_line_is_rejected_with_its_reason(imported: Reading) -> None:
    got = imported("Numéro;Date;Montant HT\nD1;12/05/2026;1 240,00\nTOTAL;;1 240,00\n")
    assert got.column("case") == ["D1"]
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.total", 3)]
    assert (got.report.rows, got.report.rejected) == (2, 1)


def test_french_and_english_amounts_in_one_column_both_read(imported: Reading) -> None:
    rows = (
        "D1;13/05/2026;1.234,56\nD2;13/05/2026;1 234,56\nD3;13/05/2026;1\u202f234,56 €\nD4;13/05/2026;1.234\n"
    )
    got = imported("Numéro;Date;Montant HT\n" + rows)
    assert got.column("amount") == [123_456, 123_456, 123_456, 123_400]
    assert got.guess("decimal") == ("comma", True)


def test_a_second_column_of_the_same_name_is_named_two(imported: Reading) -> None:
    got = imported(
        "time,case,activity,note,note\n2026-05-12,1,signed,a,b\n", attributes={"note (2)": "second"}
    )
    assert got.attribute("second") == ["b"]
    assert [(p.rule, p.severity) for p in got.problems] == [("column.duplicated", Severity.WARNING)]
    assert got.problems[0].details["renamed"] == "note (2)"


def test_only_declared_attributes_are_kept(imported: Reading) -> None:
    got = imported("time,case,activity,Segment,secret\n2026-05-12,1,signed,B2B,x\n")
    assert dict(got.chunks[0].attributes) == {"segment": ["B2B"]}
    assert "x" not in repr(got.chunks[0].attributes)


def test_day_first_is_told_by_a_thirteenth(imported: Reading) -> None:
    got = imported("time;case;activity\n05/06/2026;1;signed\n25/06/2026;1;signed\n")
    assert got.guess("day_order") == ("day_first", True)
    assert got.times[0] == "2026-06-04T22:00:00"


def test_month_first_is_told_by_a_thirteenth(imported: Reading) -> None:
    got = imported("time,case,activity\n05/06/2026,1,signed\n05/25/2026,1,signed\n")
    assert got.guess("day_order") == ("month_first", True)
    assert got.times[0] == "2026-05-05T22:00:00"


def test_an_ambiguous_order_is_said_to_be_unsure(imported: Reading) -> None:
    got = imported("time,case,activity\n05/06/2026,1,signed\n")
    assert got.guess("day_order") == ("day_first", False)


def test_a_form_filled_in_time_order_tells_its_day_order(imported: Reading) -> None:
    got = imported(
        "time,case,activity\n1/9/2026,1,signed\n1/10/2026,2,signed\n2/1/2026,3,signed\n2/2/2026,4,signed\n"
    )
    assert got.guess("day_order") == ("month_first", False)


def test_a_date_of_the_other_order_is_rejected_with_a_hint(imported: Reading) -> None:
    got = imported("time,case,activity\n25/06/2026,1,signed\n26/06/2026,1,signed\n06/27/2026,1,signed\n")
    assert got.guess("day_order") == ("mixed", False)
    assert [(p.rule, p.hint, p.value, p.place.line, p.place.column) for p in got.problems] == [
        ("time.impossible", "day_order", "06/27/2026", 4, "time")
    ]


def test_the_order_is_looked_for_in_the_whole_file(imported: Reading) -> None:
    rows = "05/06/2026 10:00:00,1,signed\n" * 100_000 + "05/25/2026 10:00:00,1,signed\n"
    got = imported("time,case,activity\n" + rows)
    assert got.guess("day_order") == ("month_first", True)
    assert got.report.events == 100_001


def test_each_row_keeps_its_own_offset(imported: Reading) -> None:
    rows = "2026-05-12T10:00:00+02:00,1,signed\n2026-05-12T10:00:00Z,2,signed\n2026-05-12T10:00:00,3,signed\n"
    got = imported("time,case,activity\n" + rows)
    assert got.times == ["2026-05-12T08:00:00", "2026-05-12T10:00:00", "2026-05-12T08:00:00"]
    assert got.guess("timezone") == ("offsets+Europe/Paris", True)


def test_clock_changes_are_warnings(imported: Reading) -> None:
    got = imported("time,case,activity\n2026-10-25 02:30,1,signed\n2026-03-29 02:30,2,signed\n")
    assert [(p.rule, p.severity) for p in got.problems] == [
        ("time.twice", Severity.WARNING),
        ("time.never", Severity.WARNING),
    ]
    assert got.report.events == 2


def test_impossible_times_are_rejected_each_with_its_rule(imported: Reading) -> None:
    times = ["0001-01-01", "9999-12-31", "1969-12-31", "30/02/2026", "soon", ""]
    got = imported("time,case,activity\n2026-05-13,1,signed\n" + "".join(f"{t},1,signed\n" for t in times))
    assert got.rules == ["time.out_of_range"] * 3 + ["time.impossible", "time.unreadable", "time.missing"]
    assert (got.report.rows, got.report.events, got.report.rejected) == (7, 1, 6)


def test_bad_amounts_and_minutes_are_missing_and_the_event_stays(imported: Reading) -> None:
    rows = [("NaN", "4"), ("inf", "4"), ("abc", "4"), ("9" * 30, "4"), ("5", "-3"), ("5", "x")]
    body = "".join(f"2026-05-13,1,signed,{a},{m}\n" for a, m in rows)
    got = imported("time,case,activity,amount,minutes\n" + body)
    assert got.report.events == 6
    assert got.column("amount") == [None, None, None, None, 500, 500]
    assert got.column("minutes") == [4_000] * 4 + [None, None]
    assert sorted(got.rules) == sorted(
        [
            "amount.not_finite", "amount.not_finite", "amount.unreadable", "amount.too_large",
            "minutes.negative", "minutes.unreadable",
        ]
    )  # fmt: skip
    assert {p.severity for p in got.problems} == {Severity.WARNING}


def test_an_unknown_kind_of_actor_is_said_without_its_word(imported: Reading) -> None:
    got = imported(
        "time,case,activity,actor_kind\n2026-05-13,1,signed,Jean Dupont\n2026-05-13,1,signed,Humain\n"
    )
    assert got.column("actor_kind") == [None, "human"]
    assert [(p.rule, p.value) for p in got.problems] == [("actor_kind.unknown", "")]


def test_the_processs_own_words_name_its_activities(imported: Reading) -> None:
    got = imported("time,case,activity\n2026-05-13,1,Devis envoyé\n2026-05-13,1,SIGNE\n2026-05-13,1,autre\n")
    assert got.column("activity") == ["quote_sent", "signed", "autre"]


def test_a_mapping_may_rename_activities(imported: Reading) -> None:
    got = imported("time,case,activity\n2026-05-13,1,OK\n", rename={"OK": "signed"})
    assert got.column("activity") == ["signed"]


def test_rows_of_another_process_are_left_to_it(imported: Reading) -> None:
    got = imported("time,process,case,activity\n2026-05-13,quote,1,signed\n2026-05-13,ticket,2,opened\n")
    assert got.column("case") == ["1"]
    assert (got.report.rows, got.report.rejected) == (1, 0)


def test_a_file_wholly_of_another_process_says_so(imported: Reading) -> None:
    got = imported("time,process,case,activity\n2026-05-13,ticket,2,opened\n")
    assert got.rules == ["process.no_rows"]
    assert got.problems[0].details["found"] == ["ticket"]


def test_a_missing_column_names_the_nearest(imported: Reading) -> None:
    got = imported(LONG, time="tyme")
    assert [(p.rule, p.value, p.hint, p.details["role"]) for p in got.problems] == [
        ("column.missing", "tyme", "time", "time")
    ]
    assert got.chunks == []


def test_a_missing_attribute_is_only_a_warning(imported: Reading) -> None:
    got = imported(LONG, attributes={"segmant": "segment"})
    assert [(p.rule, p.severity) for p in got.problems] == [("column.missing", Severity.WARNING)]
    assert got.report.events == 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found(imported: Reading, encoding: str, separator: str) -> None:
    text = "date,dossier,activité,montant\n12/05/2026,é1,signé,'12'\n13/05/2026,à2,Devis envoyé,'13'\n"
    got = imported(text.replace(",", separator).encode(encoding))
    assert got.column("case") == ["é1", "à2"]
    assert got.column("activity") == ["signed", "quote_sent"]
    assert got.guess("separator") == (separator, True)
    assert got.problems == ()


def test_cells_may_hold_line_ends_and_separators_between_quotes(imported: Reading) -> None:
    rows = '2026-05-12,"a\n""b"", c",signed,B2B\n2026-05-13,2,signed,"x\n\ny"\n2026-05-14,3,signed,\n'
    text = f"time,case,activity,Segment\n{rows}"
    got = imported(text)
    assert got.column("case") == ['a\n"b", c', "2", "3"]
    assert got.lines == [2, 4, 7]


def test_a_quote_never_closed_costs_one_line(imported: Reading) -> None:
    good = "".join(f"2026-05-12,{n},signed,ok\n" for n in range(20_000))
    got = imported('time,case,activity,note\n2026-05-12,a,signed,"open\n' + good)
    assert got.report.events == 20_000
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.quote_unclosed", 2)]
    assert (got.report.rows, got.report.rejected) == (20_001, 1)
    assert got.lines[0] == 3


def test_an_inch_mark_is_not_a_quote(imported: Reading) -> None:
    got = imported('time,case,activity,Segment\n2026-05-12,1,signed,écran 24"\n2026-05-12,2,signed,x\n')
    assert got.attribute("segment") == ['écran 24"', "x"]


def test_a_line_with_too_many_cells_is_rejected_and_a_short_one_kept(imported: Reading) -> None:
    got = imported(
        "time,case,activity,note\n2026-05-12,1,signed,a,b\n2026-05-12,2,signed\n2026-05-12,3,signed,x,,\n"
    )
    assert got.column("case") == ["2", "3"]
    assert [(p.rule, p.place.line, p.severity) for p in got.problems] == [
        ("line.too_many_cells", 2, Severity.ERROR),
        ("line.too_few_cells", 3, Severity.WARNING),
    ]


def test_old_mac_and_windows_line_ends_are_line_ends(imported: Reading) -> None:
    for end in ("\r\n", "\r"):
        got = imported(LONG.replace("\n", end))
        assert (got.report.events, got.lines) == (2, [2, 3])


def test_problems_past_a_thousand_are_counted_by_rule(imported: Reading) -> None:
    body = "soon,1,signed\n" * 1_500 + "2026-05-12,,signed\n" * 10
    got = imported("time,case,activity\n" + body)
    assert got.report.rejected == 1_510
    assert len(got.problems) == 1_001
    assert got.problems[-1].rule == "problems.more"
    assert got.problems[-1].details == {"count": 510, "rules": {"time.unreadable": 500, "case.missing": 10}}


def test_a_long_value_is_shown_on_sixty_characters(imported: Reading) -> None:
    got = imported(f"time,case,activity\n{'x' * 500},1,signed\n")
    assert len(got.problems[0].value) == 60


WIDE = """N° devis;Date;Date d'envoi;Accepté le;Montant HT;Expire le;Segment
D-001;12/05/2026;13/05/2026;27/05/2026;1 240,00;12/06/2026;B2B
D-002;14/05/2026;;;80,5;14/06/2026;B2C
D-003;;;;80,5;;B2C
"""


def test_a_quoting_tool_export_gives_an_event_a_date(imported: Reading) -> None:
    got = imported(WIDE.encode("latin-1"))
    assert got.column("case") == ["D-001", "D-001", "D-001", "D-002"]
    assert got.column("activity") == ["created", "sent", "accepted", "created"]
    assert got.column("amount") == [124_000, 124_000, 124_000, 8_050]
    assert got.attribute("segment") == ["B2B"] * 3 + ["B2C"]
    assert [(p.rule, p.place.line) for p in got.problems] == [("time.missing", 4)]
    assert (got.report.rows, got.report.events, got.report.rejected) == (3, 4, 1)
    assert got.guess("shape") == ("wide", True)
    assert got.guess("date:sent") == ("Date d'envoi", True)


def test_a_bad_date_in_a_wide_row_costs_that_date_only(imported: Reading) -> None:
    got = imported(
        "id,sent,signed\n1,2026-05-12,2026-13-45\n2,2026-05-12,2026-05-20\n",
        dates={"sent": "sent", "signed": "signed"},
    )
    assert got.column("activity") == ["sent", "sent", "signed"]
    assert [(p.rule, p.place.column) for p in got.problems] == [("time.impossible", "signed")]
    assert got.report.rejected == 0


def test_the_minutes_of_a_wide_row_count_once(imported: Reading) -> None:
    got = imported(
        "id,sent,signed,minutes,event_id\n1,2026-05-12,2026-05-20,5,e1\n",
        dates={"sent": "quote_sent", "signed": "signed"},
        event_id="event_id",
    )
    assert got.column("minutes") == [5_000, None]
    assert got.column("event_id") == ["e1:quote_sent", "e1:signed"]


def test_a_pipedrive_export_in_any_language_maps_its_times(imported: Reading) -> None:
    for prefix in ("Deal", "Affaire", "Obchod"):
        header = ",".join(
            f"{prefix} - {name}"
            for name in (
                "ID",
                "Title",
                "Owner",
                "Value",
                "Add time",
                "Won time",
                "Lost time",
                "Next activity date",
            )
        )
        got = imported(
            f"{header}\n00017,Toit,Jean,1240,2026-03-01 10:00:00,2026-03-09 10:00:00,,2026-04-01\n"
        )
        assert got.column("case") == ["00017", "00017"]
        assert got.column("activity") == ["created", "won"]
        assert got.column("amount") == [124_000, 124_000]
        assert got.column("actor") == [None, None]


def test_a_hubspot_export_hides_an_event_log_in_its_date_entered_columns(imported: Reading) -> None:
    header = (
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Deal owner,Pipeline,"
        '"Date entered ""Quote sent (Sales)""","Date entered ""Signed (Sales)"""'
    )
    got = imported(
        f"{header}\n9,Toit,Signed,1240,2026-03-01 10:00,2026-03-20 00:00,Jean,Sales,2026-03-02 09:00,\n"
    )
    assert got.column("case") == ["9"] * 3
    assert got.column("activity") == ["created", "closed", "quote_sent"]


def test_a_google_form_makes_its_cases_from_time_and_email(imported: Reading) -> None:
    rows = "12/05/2026 10:41:22,Jean@x.fr,Un toit\n12/05/2026 10:41:22,ana@x.fr,Un mur\n"
    text = f"Horodateur,Adresse e-mail,Votre projet ?\n{rows}"
    got = imported(text, attributes={"Adresse e-mail": "email"})
    again = imported(text.replace("Un toit", "Un toit neuf"), attributes={"Adresse e-mail": "email"})
    assert got.column("activity") == ["form_submitted"] * 2
    assert len(set(got.column("case"))) == 2
    assert str(got.column("case")[0]).startswith("12/05/2026 10:41:22 ")
    assert again.column("case") == got.column("case")
    assert "Jean" not in str(got.column("case"))
    assert got.attribute("email") == ["Jean@x.fr", "ana@x.fr"]
    assert got.guess("column:case") == ("generated", False)


def test_a_form_in_english_is_read_month_first(imported: Reading) -> None:
    got = imported("Timestamp,Email Address\n5/12/2026 10:41:22,a@x.fr\n")
    assert got.guess("day_order") == ("month_first", False)
    assert got.times == ["2026-05-12T08:41:22"]


def test_the_csv_of_a_form_itself_carries_its_offset(imported: Reading) -> None:
    got = imported("Timestamp,Email Address\n2026/05/12 10:41:22 AM UTC+2,a@x.fr\n")
    assert got.times == ["2026-05-12T08:41:22"]
    assert got.guess("timezone") == ("offsets", True)


def sheet(path: Path, rows: list[list[object]], title: str = "Feuil1") -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    book.save(path)
    return path.read_bytes()


def test_a_sheet_with_titles_above_and_a_total_below_is_read(imported: Reading, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Export des devis"],
        [],
        ["Numéro", "Date", "Montant HT", "Segment"],
        ["00042", datetime(2026, 5, 12, 10, 0), 1240.5, "B2B"],
        ["00043", "13/05/2026", "1 234,567", "B2C"],
        ["00044", datetime(2026, 5, 14), 1.234, "#N/A"],
        ["Total", None, 2475.0, None],
    ]
    got = imported(sheet(tmp_path / "x.xlsx", rows), "devis.xlsx")
    assert got.column("case") == ["00042", "00043", "00044"]
    assert got.times[0] == "2026-05-12T08:00:00"
    assert got.column("amount") == [124_050, 123_457, 123]
    assert got.attribute("segment") == ["B2B", "B2C", None]
    assert got.lines == [4, 5, 6]
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.total", 7)]
    assert got.guess("header_line") == ("3", True)


def test_merged_cells_above_the_header_are_titles(imported: Reading, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Devis 2026", None, None])
    page.merge_cells("A1:C1")
    page.append(["time", "case", "activity"])
    page.append(["2026-05-12", "1", "signed"])
    book.save(tmp_path / "m.xlsx")
    got = imported((tmp_path / "m.xlsx").read_bytes(), "devis.xlsx")
    assert (got.column("case"), got.problems) == (["1"], ())


def test_a_sheet_is_chosen_by_name_or_said_missing(imported: Reading, tmp_path: Path) -> None:
    rows: list[list[object]] = [["time", "case", "activity"], ["2026-05-12", 7, "signed"]]
    content = sheet(tmp_path / "x.xlsx", rows, "Devis")
    assert imported(content, "d.xlsx", sheet="Devis").column("case") == ["7"]
    missing = imported(content, "d.xlsx", sheet="Deviz")
    assert [(p.rule, p.hint, p.details["sheets"]) for p in missing.problems] == [
        ("sheet.missing", "Devis", ["Devis"])
    ]


def test_parquet_times_are_exact(imported: Reading, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    at = [datetime(2026, 5, 12, 10, 0, 0, 123456), None]
    utc = pa.array([datetime(2026, 5, 12, 10, tzinfo=UTC), None], pa.timestamp("ns", "Europe/Paris"))
    columns = {
        "case": pa.array(["1", "2"]).dictionary_encode(), "activity": ["signed", "signed"], "time": at,
        "amount": [1.234, float("nan")], "seen": utc,
    }  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "x.parquet")
    content = (tmp_path / "x.parquet").read_bytes()
    got = imported(content, "x.parquet")
    assert (got.times, got.column("amount"), got.lines) == (["2026-05-12T08:00:00"], [123], [1])
    assert got.rules == ["time.missing"]
    assert imported(content, "x.parquet", time="seen").times == ["2026-05-12T10:00:00"]


def test_json_lines_are_rows(imported: Reading) -> None:
    lines = [
        {
            "time": "2026-05-12T10:00:00Z",
            "case": "00042",
            "activity": "signed",
            "amount": 12.5,
            "x": {"segment": "B2B"},
        },
        {"time": 1778575282, "case": 7, "activity": "signed", "late": True},
    ]
    body = "\n".join(json.dumps(line) for line in lines) + "\nnot json\n\n"
    got = imported(body, "e.jsonl", attributes={"x.segment": "segment"})
    assert got.column("case") == ["00042", "7"]
    assert got.times == ["2026-05-12T10:00:00", "2026-05-12T08:41:22"]
    assert got.column("amount") == [1_250, None]
    assert got.attribute("segment") == ["B2B", None]
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.not_json", 3)]
    assert (got.report.rows, got.report.rejected) == (3, 1)


def test_a_json_list_is_rows(imported: Reading) -> None:
    got = imported(
        json.dumps([{"time": "2026-05-12", "case": "1", "activity": "signed"}], indent=2), "e.json"
    )
    assert got.column("case") == ["1"]


XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<trace><string key="concept:name" value="173688"/><string key="AMOUNT_REQ" value="20000"/>
<event><string key="org:resource" value="Jean"/><string key="lifecycle:transition" value="COMPLETE"/>
<string key="concept:name" value="A_SUBMITTED"/>
<date key="time:timestamp" value="2011-10-01T00:38:44.546+02:00"/></event>
<event><string key="lifecycle:transition" value="START"/><string key="concept:name" value="W_X"/>
<date key="time:timestamp" value="2011-10-01T00:39:44.546+02:00"/></event>
</trace></log>
"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_log_keeps_completions_and_the_attributes_of_its_traces(imported: Reading, packed: bool) -> None:  # noqa: FBT001
    content = gzip.compress(XES.encode()) if packed else XES.encode()
    got = imported(content, "log.xes.gz" if packed else "log.xes", attributes={"AMOUNT_REQ": "asked"})
    assert got.column("case") == ["173688"]
    assert got.column("activity") == ["A_SUBMITTED"]
    assert got.times == ["2011-09-30T22:38:44"]
    assert got.attribute("asked") == ["20000"]
    assert "Jean" not in repr(got.chunks)
    assert got.guess("lifecycle") == ("complete", True)
    assert [(p.rule, dict(p.details)) for p in got.problems] == [
        ("events.other_transitions", {"kept": 1, "skipped": 1})
    ]


def test_reading_twice_gives_the_same(imported: Reading) -> None:
    first, second = imported(WIDE), imported(WIDE)
    assert first.report == second.report
    assert first.column("case") == second.column("case")


def test_a_digest_tells_files_apart(imported: Reading) -> None:
    assert imported(WIDE).report.digest != imported(LONG).report.digest
    assert len(imported(LONG).report.digest) == 64


def test_a_large_file_agrees_with_the_csv_module(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - a fixture, not a secret
    noise = ["plain", "été", '"a; b"', '"two\nlines"', '""', '"x ""y"" z"', "", 'inch"']
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("time;case;note\n")
        for n in range(150_000):
            quoted = rng.choice(noise) if n % 40_000 < 200 else "plain"
            file.write("\n" if n % 50_000 == 7 else f"2026-05-12 10:00:00;{n};{quoted}\n")
    with path.open(encoding="utf-8", newline="") as file:
        expected = [(row[1], row[2]) for row in csv.reader(file, delimiter=";") if row][1:]
    sheet = read_table(path)
    assert [(row.cells[1], row.cells[2]) for row in sheet.rows] == expected
    lines = path.read_text(encoding="utf-8").split("\n")
    assert all(f";{row.cells[1]};" in lines[row.line - 1] for row in sheet.rows)
    assert sheet.problems == ()


def test_records_of_several_lines_cross_the_pieces_they_are_read_in(tmp_path: Path) -> None:
    path = tmp_path / "multi.csv"
    note = "x" * 30 + "\n" + "y" * 40
    path.write_text(
        "case;note\n" + "".join(f'{n};"{note}"\n' for n in range(40_000)) + '"last";"open', "utf-8"
    )
    sheet = read_table(path)
    assert [row.cells[0] for row in sheet.rows] == [*map(str, range(40_000))]
    assert all(row.cells[1] == note for row in sheet.rows)
    assert [row.line for row in sheet.rows] == list(range(2, 80_002, 2))
    assert [(p.rule, p.place.line) for p in sheet.problems] == [("line.quote_unclosed", 80_002)]


def test_a_quote_left_open_on_the_last_lines_costs_one_line(imported: Reading) -> None:
    got = imported('time,case,activity\n2026-05-12,1,signed\n2026-05-12,"2,signed\n2026-05-12,3,signed\n')
    assert got.column("case") == ["1", "3"]
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.quote_unclosed", 3)]


def test_a_line_is_not_swallowed_by_a_badly_closed_quote(imported: Reading) -> None:
    rows = '2026-05-12,1,signed,"a""\n2026-05-12,2,signed,"b"\n2026-05-12,3,signed,c\n'
    got = imported("time,case,activity,note\n" + rows)
    assert got.column("case") == ["2", "3"]
    assert [(p.rule, p.place.line) for p in got.problems] == [("line.quote_unclosed", 2)]


def test_past_a_hundred_open_quotes_they_are_plain_characters(imported: Reading) -> None:
    filler = "z" * 1_000
    body = "".join(f'2026-05-12,{n},signed,"{filler}""\n' for n in range(1_000))
    got = imported("time,case,activity,note\n" + body)
    assert got.report.rejected == 100
    assert got.report.events == 900


def test_a_wide_file_may_name_its_only_date(imported: Reading) -> None:
    got = imported("id,when\n1,2026-05-12\n", shape="wide", time="when")
    assert got.column("activity") == ["created"]


def test_own_ids_of_a_long_file_are_kept(imported: Reading) -> None:
    got = imported(
        "time,case,activity,event_id,automation\n2026-05-12,1,signed,e1,relance\n2026-05-12,1,signed,,\n"
    )
    assert got.column("event_id") == ["e1", None]
    assert got.column("automation") == ["relance", None]


def test_a_process_column_that_agrees_is_no_filter(imported: Reading) -> None:
    got = imported(
        "time,process,case,activity\n2026-05-12,Devis,1,signed\n2026-05-12,,2,signed\n",
        time="time",
        activity="activity",
    )
    assert got.column("case") == ["1", "2"]


def test_an_undecided_decimal_mark_follows_the_separator_and_is_unsure(imported: Reading) -> None:
    assert imported("date;dossier;activité;montant\n13/05/2026;1;signé;1.234\n").column("amount") == [123_400]
    got = imported("date,dossier,activité,montant\n13/05/2026,1,signé,1.234\n")
    assert (got.column("amount"), got.guess("decimal")) == ([123], ("point", False))


def test_a_declared_zone_is_no_guess(imported: Reading) -> None:
    got = imported("time,case,activity\n2026-05-12 10:00,1,signed\n", timezone="UTC", day_first=True)
    assert (got.times, got.guess("timezone")) == (["2026-05-12T10:00:00"], None)
