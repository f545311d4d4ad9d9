"""Erasing a person leaves no byte of them in what Retour keeps; it says what was done and what is left."""

import json
from pathlib import Path

import duckdb
import pytest

from retour.events.actor import pseudonym
from retour.events.received import Received, ReceivedRun
from retour.store.durable import proof
from retour.store.durable.files import reading
from retour.store.durable.hot import Appended
from retour.store.durable.log import DurableLog, opened
from retour.store.durable.person import Person
from retour.store.durable.search import own_files
from store.durable.tails import DAY, kept, told

KEY = b"k" * 32
JEAN = "Jean.Dupont+devis@exemple.fr"


def attributes(**said: str) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def firm(log: DurableLog) -> None:
    """Jean's case (corrected, sealed), a case that he worked on, a case of a namesake, one not sealed yet."""
    actor = pseudonym("jean.dupont@exemple.fr", KEY)
    jean = told("1", "Q-1", attributes=attributes(email="jean.dupont@exemple.fr", client="Jean Dupont"))
    tell(log, jean, told("2", "Q-2", actor=actor, attributes=attributes(client="Lumen")))
    log.seal(kept)
    tell(log, jean._replace(amount=900), told("3", "Q-3", attributes=attributes(client="Jeanne Dupont")))
    log.seal(kept)
    run = ReceivedRun("n8n", "r1", "follow-up", DAY, '{"cases":["Q-1","Q-3"],"status":"success"}')
    tell(log, told("4", "Q-1", "signed"), told("5", "jean.dupont@exemple.fr", "created"), runs=(run,))


def tell(log: DurableLog, *events: Received, runs: tuple[ReceivedRun, ...] = ()) -> None:
    answer = log.hot.append(events, runs).result(30)
    assert isinstance(answer, Appended), answer


def rows(log: DurableLog) -> list[tuple]:
    known = log.view().known("quote", kept)
    with duckdb.connect() as con:
        query = known.query(con)
        return sorted(
            con.execute("SELECT case_id, activity, actor, a_client FROM (" + query + ")").fetchall()  # noqa: S608
        )


def test_the_cases_of_a_person_go_whole_their_work_on_others_is_blanked_and_no_file_names_them(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as log:
        firm(log)
        assert any(b"jean.dupont" in path.read_bytes() for path in own_files(tmp_path))
        log.seal(kept)
        erased, problems = log.erase(Person.of([JEAN], KEY))
        assert problems == ()
        assert erased is not None
        assert rows(log) == [("Q-2", "sent", None, "Lumen"), ("Q-3", "sent", None, "Jeanne Dupont")]
        runs = log.cold.runs
        with duckdb.connect() as con:
            source = reading(runs.paths(runs.snapshot().files))
            assert con.execute("SELECT told FROM " + source).fetchall() == [  # noqa: S608
                ('{"cases":["Q-3"],"status":"success"}',)
            ]
    actor = pseudonym("jean.dupont@exemple.fr", KEY)
    for path in own_files(tmp_path):
        content = path.read_bytes().lower()
        assert b"jean.dupont" not in content, path
        assert actor.encode() not in content, path
    assert erased.act.counts == {
        "events_dropped": 3,
        "history_dropped": 1,
        "events_blanked": 1,
        "history_blanked": 0,
        "runs_dropped": 0,
        "runs_blanked": 1,
        "cases": 2,
    }


def test_the_proof_names_nobody_and_each_line_seals_the_one_before(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        firm(log)
        log.seal(kept)
        log.erase(Person.of([JEAN], KEY))
        log.erase(Person.of(["Jeanne Dupont"], KEY))
    path = proof.path_of(tmp_path)
    lines, problems = proof.read(tmp_path)
    assert (len(lines), problems) == (2, ())
    assert [line.act.still_in for line in lines] == [0, 0]
    assert lines[0].act.subject == Person.of(["jean.dupont@exemple.fr"], KEY).subject
    assert lines[0].act.subject != Person.of(["jean.dupont@exemple.fr"], b"x" * 32).subject
    assert "dupont" not in path.read_text().lower()
    changed = path.read_text().replace('"exports":0', '"exports":1', 1)
    path.write_text(changed)  # one figure of the first line, its seal left as it was
    _, problems = proof.read(tmp_path)
    assert [p.rule for p in problems] == ["erasures.altered"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_an_export_that_still_names_the_person_is_named(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "q.csv").write_text("case;client\nQ-1;Élodie Lefèvre\n", encoding=encoding)
    (tmp_path / "events" / "other.csv").write_text("case;client\nQ-2;Melodie Lefevre\n", encoding=encoding)
    with opened(tmp_path) as log:
        tell(log, told("1", "Q-1", attributes=attributes(client="Elodie LEFEVRE")))
        log.seal(kept)
        erased, _ = log.erase(Person.of(["Élodie Lefèvre"], KEY))
        assert log.view().count("quote") == 0
    assert erased is not None
    assert [path.name for path in erased.exports] == ["q.csv"]
    assert erased.act.exports == 1


def test_what_was_not_sealed_and_names_the_person_makes_the_erasure_fail_in_words(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        firm(log)
        erased, problems = log.erase(Person.of([JEAN], KEY))
    assert erased is not None
    assert erased.act.still_in > 0
    assert {p.rule for p in problems} == {"log.not_erased"}


def test_a_name_too_short_to_mean_somebody_is_refused() -> None:
    with pytest.raises(ValueError, match=r"person\.too_short"):
        Person.of(["Jo"], KEY)
