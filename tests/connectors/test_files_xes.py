"""XES: steps of an activity, attributes inside others, ids, namespaces, what was exported by Retour."""

import gzip
from pathlib import Path

import pytest

from connectors.ocel_logs import LOG, as_json
from retour.connectors.files import read_events
from retour.events.actor import pseudonym
from retour.events.columns import EventColumns, SourceReport
from retour.quantity import Problem, Text
from retour.register.process import EventFile, Process

STEPS = """
<trace><string key="concept:name" value="Q1"/><string key="client" value="B2B"/>
 <event><string key="concept:name" value="call"/><string key="lifecycle:transition" value="START"/>
  <date key="time:timestamp" value="2026-05-11T09:00:00.000+02:00"/></event>
 <event><string key="concept:name" value="call"/><string key="lifecycle:transition" value="COMPLETE"/>
  <date key="time:timestamp" value="2026-05-11T09:10:00.000+02:00"/><id key="identity:id" value="e-2"/>
  <list key="papers"><values><string key="kind" value="id"/><string key="kind" value="proof"/></values></list>
  <float key="cost" value="3.5"><string key="currency" value="EUR"/></float></event>
</trace>"""


def written(path: Path, traces: str, *, space: str = 'xmlns="http://www.xes-standard.org/"') -> Path:
    path.write_text(f'<?xml version="1.0"?>\n<log xes.version="1.0" {space}>{traces}</log>', encoding="utf-8")
    return path


def read(
    path: Path, *, attributes: tuple[str, ...] = (), **mapped: str
) -> tuple[list[EventColumns], SourceReport, tuple[Problem, ...]]:
    chunks: list[EventColumns] = []
    of = Process(key="p", name=Text.same("p"), case=Text.same("c"), attributes=attributes)
    mapping = EventFile(path=path.name, **mapped)
    report, problems = read_events(
        path, of, mapping, name=path.name, timezone="UTC", key=b"k", sink=chunks.append
    )
    return chunks, report, problems


def test_what_is_completed_is_kept_unless_every_step_is_asked(tmp_path: Path):
    path = written(tmp_path / "a.xes", STEPS)
    (done,), _, (said,) = read(path)
    assert (done.activity, said.rule, dict(said.details)) == (
        ["call"],
        "events.other_transitions",
        {"kept": 1, "skipped": 1},
    )
    (every,), report, problems = read(path, lifecycle="all")
    assert (every.activity, report.events, problems) == (["call", "call"], 2, ())


def test_the_step_can_be_kept_as_an_attribute(tmp_path: Path):
    path = written(tmp_path / "a.xes", STEPS)
    of = EventFile(path="a.xes", lifecycle="all", attributes={"lifecycle:transition": "step"})
    chunks: list[EventColumns] = []
    process = Process(key="p", name=Text.same("p"), case=Text.same("c"), attributes=("step",))
    read_events(path, process, of, name="a", timezone="UTC", key=b"k", sink=chunks.append)
    assert chunks[0].attributes["step"] == ["START", "COMPLETE"]


def test_an_attribute_inside_another_is_found_by_both_names_and_a_list_gives_its_first(tmp_path: Path):
    path = written(tmp_path / "a.xes", STEPS)
    (chunk,), _, _ = read(path, attributes=("cost.currency", "papers.kind", "client"))
    assert dict(chunk.attributes) == {
        "cost.currency": ["EUR"],
        "papers.kind": ["id"],
        "client": ["B2B"],
    }


def test_the_standard_id_is_the_event_id(tmp_path: Path):
    (chunk,), _, _ = read(written(tmp_path / "a.xes", STEPS))
    assert chunk.event_id == ["e-2"]


@pytest.mark.parametrize("space", ["", 'xmlns="http://code.deckfour.org/xes"', 'xmlns="urn:anything"'])
def test_the_namespace_does_not_matter(tmp_path: Path, space: str):
    (chunk,), _, _ = read(written(tmp_path / "a.xes", STEPS, space=space), lifecycle="all")
    assert chunk.case == ["Q1", "Q1"]


def test_a_prefixed_and_gzipped_log_is_read(tmp_path: Path):
    traces = STEPS.replace("<", "<x:").replace("<x:/", "</x:")
    text = f'<?xml version="1.0"?><x:log xmlns:x="http://www.xes-standard.org/">{traces}</x:log>'
    path = tmp_path / "a.xes.gz"
    path.write_bytes(gzip.compress(text.encode()))
    (chunk,), _, _ = read(path, lifecycle="all")
    assert chunk.activity == ["call", "call"]


def test_attributes_nested_without_end_stop_somewhere(tmp_path: Path):
    deep = '<string key="a" value="1">' * 200 + "</string>" * 200
    path = written(tmp_path / "a.xes", STEPS.replace('<string key="client" value="B2B"/>', deep))
    (chunk,), _, _ = read(path, lifecycle="all")
    assert chunk.case == ["Q1", "Q1"]


def test_a_pseudonym_that_an_export_marked_is_kept_and_any_other_word_is_a_name(tmp_path: Path):
    kept = "pseudonym:0123456789abcdef"
    rows = f"case,activity,time,actor\nQ1,sent,2026-05-11 09:00,{kept}\nQ1,sent,2026-05-12 09:00,{kept}0\n"
    (tmp_path / "a.csv").write_text(rows)
    (chunk,), _, _ = read(tmp_path / "a.csv")
    assert chunk.actor == ["0123456789abcdef", pseudonym(f"{kept}0", b"k")]


def test_apostrophes_are_taken_off_an_exported_table_only(tmp_path: Path):
    ours = "event_id,case,activity,time,actor_kind,actor,amount,minutes,automation\n"
    (tmp_path / "ours.csv").write_text(f"{ours},'=Q1,sent,2026-05-11T09:00:00Z,,,,,\n")
    (tmp_path / "other.csv").write_text("case,activity,time\n'=Q1,sent,2026-05-11T09:00:00Z\n")
    assert [read(tmp_path / f"{name}.csv")[0][0].case for name in ("ours", "other")] == [["=Q1"], ["'=Q1"]]


def test_an_exported_table_says_by_whom_it_was_written(tmp_path: Path):
    ours = "event_id,case,activity,time,actor_kind,actor,amount,minutes,automation\n"
    (tmp_path / "ours.csv").write_text(f"{ours},Q1,sent,2026-05-11T09:00:00Z,,,,,\n")
    guesses = [(g.what, g.value) for g in read(tmp_path / "ours.csv")[1].guesses]
    assert ("written_by", "retour export") in guesses


@pytest.mark.parametrize(
    "text", ['{"ocel:global-log": {}, "ocel:events": {}}', '<log><string key="ocel:x"/></log>']
)
def test_the_first_version_of_ocel_is_named(tmp_path: Path, text: str):
    (tmp_path / "old.jsonocel").write_text(text)
    assert [p.rule for p in read(tmp_path / "old.jsonocel")[2]] == ["ocel.first_version"]


def test_a_list_of_plain_events_in_json_is_no_object_log(tmp_path: Path):
    (tmp_path / "a.json").write_text(
        '{"items": [{"case": "Q1", "activity": "sent", "time": "2026-05-11 09:00"}]}'
    )
    assert read(tmp_path / "a.json")[1].events == 1


def test_an_object_log_is_told_whatever_its_name(tmp_path: Path):
    path = as_json(LOG, tmp_path / "log.json")
    assert ("kind", "ocel-json") in [(g.what, g.value) for g in read(path, object="Order")[1].guesses]
