"""Events that are in a PostgreSQL database already: read in place, by a role that may only read."""

import csv
import shutil
from datetime import date
from pathlib import Path

import psycopg
import pytest

import retour
from retour.quantity import Place
from retour.report import render

EXAMPLE = Path(__file__).parents[3] / "examples" / "firm"
DAY = date(2026, 11, 23)
RETOUR = "name: Firm\ntimezone: Europe/Paris\ntools: {make: }\nobjectives: {sign: }\n"
AUTOMATION = """\
automation: follow-up
name: Follow-up
objective: sign
process: quote
tools: [make]
status: live
rollout: {kind: date, at: 2026-05-11}
kpis:
  signed: {main: true, better: higher, rate: {of: sent, reaching: signed, by: 30d}}
  delay: {better: lower, duration: {from: sent, to: signed, horizon: 30d}}
segments: [kind]
watch: {reconcile: [{of: sent, needs: called, within: 2d}]}
"""
PROCESS = """\
process: quote
attributes: [kind]
activities: {sent: , signed: , called: {actor_kind: human, minutes: 4}}
"""
MAPPED = (
    "time: at, case: quote, activity: what, event_id: id, amount: value, actor_kind: who, "
    "attributes: {type: kind}"
)
FILES = f"files: [{{path: events/q.csv, {MAPPED}, day_first: false}}]\n"
TABLES = f"tables: [{{table: crm.steps, {MAPPED}}}]\n"
ENGINE = "engine: {kind: postgresql, url_env: RETOUR_PG}\n"


def steps():
    """(id, quote, what, local time, amount, who, type) of 200 quotes, in winter and in summer."""
    for i in range(200):
        kind = ("B2B", "B2C")[i % 2]
        day = date.fromordinal(date(2026, 1, 5).toordinal() + i)
        yield (
            f"s{i}",
            f"Q{i}",
            "sent",
            f"{day} 09:00:0{i % 10}.25",
            f"{i * 10}.25",
            "Humain",
            ("B2B", "B2C")[i % 2],
        )
        if i % 3:
            later = date.fromordinal(day.toordinal() + 1 + i % 40)
            yield f"g{i}", f"Q{i}", "signed", f"{later} 18:30:00", f"{i}.5", "client", kind
        if i % 4:
            yield f"c{i}", f"Q{i}", "called", f"{day} 11:00:00", "", "", kind


def folder_with(folder: Path, events: str, engine: str = "") -> Path:
    """A workspace whose process reads its events somewhere."""
    for name in ("processes", "automations", "events"):
        (folder / name).mkdir(parents=True)
    (folder / "retour.yaml").write_text(RETOUR + engine)
    (folder / "processes" / "quote.yaml").write_text(PROCESS + events)
    (folder / "automations" / "follow-up.yaml").write_text(AUTOMATION)
    return folder


@pytest.fixture(scope="module")
def crm(postgres_url):
    """The address, for a role that only reads, of a table of the steps: some twice, some unusable."""
    with psycopg.connect(postgres_url, autocommit=True) as con:
        con.execute("CREATE SCHEMA crm")
        con.execute(
            "CREATE TABLE crm.steps (id text, quote varchar(20), what text, at timestamp, "
            "value numeric(12, 2), who text, type text, agent text)"
        )
        rows = [(*row[:4], row[4] or None, *row[5:], "Anne Martin") for row in steps()]
        twice = rows[:7]
        wrong = [
            ("w1", None, "sent", "2026-05-05 10:00", None, "", "", ""),
            ("w2", "QX", "sent", "infinity", None, "", "", ""),
            ("w3", "QY", "sent", "1066-10-14 10:00", None, "", "", ""),
        ]
        with con.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO crm.steps VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", [*rows, *twice, *wrong]
            )
        con.execute("CREATE ROLE reader LOGIN")
        con.execute("GRANT USAGE ON SCHEMA crm TO reader; GRANT SELECT ON crm.steps TO reader")
        con.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    return postgres_url.replace("retour@", "reader@")


@pytest.fixture
def there(tmp_path, crm, monkeypatch):
    """A workspace whose events are in the database."""
    monkeypatch.setenv("RETOUR_PG", crm)
    return folder_with(tmp_path / "there", TABLES, ENGINE)


def test_events_in_a_table_give_the_table_that_the_same_events_in_a_file_give(tmp_path, there):
    here = folder_with(tmp_path / "here", FILES)
    with (here / "events" / "q.csv").open("w", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["id", "quote", "what", "at", "value", "who", "type"])
        lines.writerows(steps())
    files, table = (retour.open(folder).audit(today=DAY) for folder in (here, there))
    assert table.dossier.events == files.dossier.events == {"quote": len(list(steps()))}
    for told in (
        "cells",
        "touches",
        "graphs",
        "cases_per_day",
        "watermark",
        "first_seen",
        "attribute_coverage",
    ):
        assert repr(getattr(table.dossier, told)) == repr(getattr(files.dossier, told)), told
    assert (sum(c.n.sum() for c in table.dossier.cells.values()) > 100, len(table.dossier.graphs)) == (
        True,
        1,
    )
    lines = {"problem", "vérifier"}
    said = [
        [x for x in render(a, "fr", 120).splitlines() if not any(w in x for w in lines)]
        for a in (table, files)
    ]
    assert said[0] == said[1]


def test_a_row_is_named_by_its_table_and_its_id(there):
    found = retour.open(there).dossier(today=DAY)
    sample = found.samples["follow-up", "signed"]
    lost = found.reconciliations["follow-up"][0].lost
    assert all(place.file.startswith(("crm.steps · s", "crm.steps · g")) for place in sample)
    assert lost[0].place == Place(f"crm.steps · s{lost[0].case[1:]}")


def test_what_a_table_gave_is_counted_and_what_is_left_aside_is_said(there):
    found = retour.open(there).dossier(today=DAY)
    rows = len(list(steps()))
    (source,) = found.sources
    assert (source.file, source.rows, source.events) == ("crm.steps", rows + 10, rows)
    assert (source.rejected, source.duplicates) == (3, 7)
    assert [p.details["rows"] for p in found.problems if p.rule == "table.rows_left"] == [3]


def test_nothing_of_theirs_is_written_and_no_name_is_read(there, postgres_url):
    names = "SELECT count(*) FROM pg_class WHERE relnamespace::regnamespace::text IN ('crm', 'public')"
    with psycopg.connect(postgres_url) as con:
        before = (
            con.execute(names).fetchone(),
            con.execute("SELECT xmin::text, ctid::text, s::text FROM crm.steps AS s").fetchall(),
        )
        told = repr(retour.open(there).dossier(today=DAY))
        after = (
            con.execute(names).fetchone(),
            con.execute("SELECT xmin::text, ctid::text, s::text FROM crm.steps AS s").fetchall(),
        )
    assert before == after
    assert len(before[1]) > 400
    assert "Anne" not in told


BESIDE = AUTOMATION.replace("follow-up", "beside").replace("process: quote", "process: order")


def beside(folder: Path) -> Path:
    """The same with a second process, whose events are in a file."""
    with (folder / "events" / "q.csv").open("w", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["id", "quote", "what", "at", "value", "who", "type"])
        lines.writerows(steps())
    order = PROCESS.replace("process: quote", "process: order") + FILES
    (folder / "processes" / "order.yaml").write_text(order)
    (folder / "automations" / "beside.yaml").write_text(BESIDE)
    return folder


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("time: at", "time: att", ("table.column_missing", "crm.steps", "att", "at")),
        ("time: at", "time: what", ("table.time_type", "crm.steps", "what", "")),
        ("crm.steps", "crm.nope", ("table.not_there", "crm.nope", "crm.nope", "table_not_there")),
        ("crm.steps", "nowhere.x", ("table.not_there", "nowhere.x", "nowhere.x", "table_not_there")),
        ("crm.steps", "crm.closed", ("table.not_granted", "crm.closed", "crm.closed", "table_not_granted")),
        ("crm.steps", "crm.broken", ("engine.failed", "processes/quote.yaml", "postgresql", "")),
    ],
)
def test_a_table_that_cannot_be_read_is_a_problem_of_its_process_only(
    tmp_path, there, postgres_url, right, wrong, problem
):
    with psycopg.connect(postgres_url) as con:
        con.execute("CREATE TABLE IF NOT EXISTS crm.closed AS SELECT * FROM crm.steps")
        con.execute(
            "CREATE OR REPLACE VIEW crm.broken AS SELECT id, quote, what, at, "
            "value / (value - value) AS value, who, type FROM crm.steps"
        )
        con.execute("GRANT SELECT ON crm.broken TO reader")
    path = beside(there) / "processes" / "quote.yaml"
    path.write_text(path.read_text().replace(right, wrong))
    found = retour.open(there).audit(today=DAY)
    said = [p for p in found.dossier.problems if p.rule.startswith(("table.", "engine."))]
    assert [(p.rule, p.place.file, p.value, p.hint) for p in said] == [problem]
    assert ("follow-up", "signed") not in found.dossier.cells
    assert found.dossier.events == {"order": len(list(steps()))}
    alone = beside(folder_with(tmp_path / "alone", ""))
    alone_cells = retour.open(alone).audit(today=DAY).dossier.cells
    assert repr(found.dossier.cells["beside", "signed"]) == repr(alone_cells["beside", "signed"])


def test_a_database_that_does_not_answer_leaves_the_processes_that_are_in_files(there, monkeypatch):
    monkeypatch.setenv("RETOUR_PG", "postgresql://reader:secret@127.0.0.1:1/postgres")
    found = retour.open(beside(there)).audit(today=DAY)
    said = {p.rule: p for p in found.dossier.problems if p.rule.startswith("engine.")}
    assert set(said) == {"engine.no_answer", "engine.instead"}
    assert said["engine.no_answer"].place == Place("processes/quote.yaml", 0, "tables")
    assert found.dossier.events == {"order": len(list(steps()))}
    assert ("follow-up", "signed") not in found.dossier.cells
    assert found.dossier.cells["beside", "signed"].n.sum() > 100
    for lang in ("fr", "en"):
        assert "secret" not in render(found, lang, 120)


def test_a_table_without_its_database_is_said_and_nothing_else_is_lost(tmp_path):
    folder = folder_with(tmp_path / "alone", TABLES)
    shutil.copytree(folder, tmp_path / "again")
    found = retour.open(folder).dossier(today=DAY)
    assert [p.value for p in found.problems if p.rule == "engine.no_tables"] == ["crm.steps"]
