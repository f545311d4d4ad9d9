"""`retour log`: what the log holds, sealed, purged, a person erased, in both languages."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.events.received import Received
from retour.store.durable.log import opened

DAY = 86_400_000_000
RETOUR = "format: 1\nname: Lumen\nlocale: en\nretention: {events: 13 months}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A firm with three quotes of 2026, one of them of 2020, none sealed."""
    (tmp_path / "processes").mkdir()
    (tmp_path / "retour.yaml").write_text(RETOUR)
    (tmp_path / "processes" / "quote.yaml").write_text("process: quote\nattributes: [client]\n")
    with opened(tmp_path) as log:
        events = [
            Received(
                "crm", str(n), "quote", f"Q-{n}", "sent", at * DAY, attributes=json.dumps({"client": who})
            )
            for n, at, who in [(1, 20_500, "Jean Dupont"), (2, 20_501, "Lumen"), (3, 18_300, "Lumen")]
        ]
        log.hot.append(events).result(30)
    return tmp_path


def ran(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_log_is_sealed_compacted_and_purged_of_what_is_not_kept(folder: Path) -> None:
    assert ran("log", "status", str(folder))[1].splitlines()[:2] == [
        "quote: nothing sealed yet",
        "  3 events not sealed yet: counted all the same",
    ]
    assert "3 events sealed: 3 events believed now" in ran("log", "seal", str(folder))[1]
    assert "Nothing to seal." in ran("log", "seal", str(folder))[1]
    assert ran("log", "compact", str(folder)) == (0, "Nothing to compact.\n")
    code, said = ran("log", "purge", str(folder), "--today", "2026-11-23")
    assert (code, said.startswith("1 row older than what is kept removed")) == (0, True)
    told = json.loads(ran("log", "status", str(folder), "--json")[1])
    assert told["schema"] == "retour-log/1"
    assert told["processes"] == [
        told["processes"][0] | {"process": "quote", "events": 2, "waiting": 0, "kept_months": 13}
    ]
    assert told["acts"] == 1


def test_values_of_attributes_that_nobody_declares_are_counted_by_name(folder: Path) -> None:
    (folder / "processes" / "quote.yaml").write_text("process: quote\n")
    assert "not kept" not in ran("log", "status", str(folder))[1]
    ran("log", "seal", str(folder))
    said = " ".join(ran("log", "status", str(folder))[1].split())
    assert "3 values of attributes not kept, because no process declares them: client (3)." in said
    said = " ".join(ran("log", "status", str(folder), "--lang", "fr")[1].split())
    assert "3 valeurs d’attributs non gardées, car aucun processus ne les déclare : client (3)." in said
    told = json.loads(ran("log", "status", str(folder), "--json")[1])
    assert told["left_out"] == {"quote": {"client": 3}}


def test_a_person_is_erased_once_it_was_said_what_would_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETOUR_KEY", "k" * 32)
    code, said = ran("log", "erase", str(folder), "--person", "jean dupont", "--lang", "fr")
    assert (code, "Seraient effacés : 1 dossier" in said) == (0, True)
    (folder / "events").mkdir()
    (folder / "events" / "q.csv").write_text("client\nJean Dupont\n")
    code, said = ran("log", "erase", str(folder), "--person", "Jean Dupont", "--yes")
    assert code == 0
    assert "Erased: 1 case whole" in said
    assert "Your file events/q.csv still names that person" in said
    assert "1 act of erasure or purge recorded" in ran("log", "status", str(folder))[1]


def test_a_folder_without_a_log_says_so(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "retour.yaml").write_text("format: 1\nname: Other\nlocale: en\n")
    assert ran("log", "status", str(other)) == (
        0,
        "Nothing came through the door yet: there is no log in this folder.\n",
    )


def test_an_audit_as_known_on_a_day_says_so(folder: Path) -> None:
    code, said = ran("audit", str(folder), "--today", "2026-11-23", "--known-on", "2020-01-01")
    assert code == 0
    assert "With what the log knew on" in said


def test_a_retention_that_is_none_is_refused_with_what_to_write(folder: Path) -> None:
    (folder / "retour.yaml").write_text(RETOUR.replace("13 months", "13"))
    code, said = ran("check", str(folder))
    assert code == 3
    assert "13 months" in said
