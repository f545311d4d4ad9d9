"""JSON may say half a character, and may lack what the mapping names."""

from pathlib import Path

from retour.connectors.files import read_events
from retour.events.columns import EventColumns
from retour.quantity import Text
from retour.register.process import EventFile, Process


def read(path: Path, **mapping: object) -> tuple[list[EventColumns], list[str]]:
    told: list[EventColumns] = []
    process = Process(key="p", name=Text.same("p"), case=Text.same("p"))
    file = EventFile(path=path.name, case="case", time="time", activity="activity", shape="long", **mapping)
    _, problems = read_events(path, process, file, name=path.name, timezone="UTC", key=b"k", sink=told.append)
    return told, [p.rule for p in problems]


def test_half_a_character_becomes_a_question_mark(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    row = '{"case": "\\ud800", "time": "2026-05-01", "activity": "é\\ud83d"}\n'
    path.write_text(row * 2, encoding="utf-8")
    chunks, _ = read(path)
    assert [*chunks[0].case] == ["?", "?"]
    assert [*chunks[0].activity] == ["é?", "é?"]


def test_a_key_that_no_line_has_is_missing_once_and_not_called_twice(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"case": "A", "time": "2026-05-01", "activity": "sent"}\n' * 2, encoding="utf-8")
    _, rules = read(path, attributes={"kind": "kind"})
    assert "column.duplicated" not in rules


def test_a_file_declared_utf_16_without_its_mark_is_an_encoding_problem(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("case;time;activity\nA;2026-05-01;sent\n", encoding="utf-8")
    assert read(path, encoding="utf-16")[1] == ["encoding.unknown"]
