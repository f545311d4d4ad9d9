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
from retour.workspace.folder import UnusableWorkspace

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


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("time: att", "table.column_missing"),
        ("time: what", "table.time_type"),
        ("table: crm.nope", "engine.failed"),
    ],
)
def test_a_mapping_that_the_database_does_not_follow_is_said(there, wrong, rule):
    path = there / "processes" / "quote.yaml"
    key = wrong.split(":")[0]
    said = path.read_text()
    path.write_text(said.replace({"time": "time: at", "table": "table: crm.steps"}[key], wrong))
    with pytest.raises(UnusableWorkspace) as unusable:
        retour.open(there).audit(today=DAY)
    assert unusable.value.problems[0].rule == rule


def test_a_table_without_its_database_is_said_and_nothing_else_is_lost(tmp_path):
    folder = folder_with(tmp_path / "alone", TABLES)
    shutil.copytree(folder, tmp_path / "again")
    found = retour.open(folder).dossier(today=DAY)
    assert [p.value for p in found.problems if p.rule == "engine.no_tables"] == ["crm.steps"]
