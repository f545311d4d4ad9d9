"""What a file seems to be, before anything is declared."""

from pathlib import Path

import pytest

from retour.connectors.files import Guessed, guess_mapping, read_events, read_table
from retour.events.columns import EventColumns
from retour.quantity import Text
from retour.register.process import Process

SHARED = Path(__file__).parents[2].parent / "shared"


def guess(tmp_path: Path, content: str, name: str = "export.csv") -> Guessed:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return guess_mapping(path, timezone="Europe/Paris")


def roles(guessed: Guessed) -> dict[str, str]:
    return {column.name: column.role for column in guessed.header if column.role}


def test_a_pipedrive_export_is_wide_with_its_id_and_times(tmp_path: Path) -> None:
    guessed = guess(
        tmp_path,
        "Affaire - ID,Affaire - Titre,Affaire - Owner,Affaire - Value,Affaire - Add time,Affaire - Won time,"
        "Affaire - Last stage change\n1,Toit,Jean,100,2026-03-01 10:00:00,,2026-03-02 10:00:00\n",
    )
    assert guessed.mapping.shape == "wide"
    assert guessed.mapping.case == "Affaire - ID"
    assert guessed.mapping.dates == {"Affaire - Add time": "created", "Affaire - Won time": "won"}
    assert guessed.mapping.actor is None
    assert guessed.activities == ("created", "won")


def test_a_hubspot_export_gives_its_stages(tmp_path: Path) -> None:
    header = 'Record ID,Deal Name,Amount,Create Date,"Date entered ""Devis envoyé (Ventes)""",Pipeline'
    guessed = guess(tmp_path, f"{header}\n1,Toit,100,2026-03-01 10:00,2026-03-02 09:00,Ventes\n")
    assert guessed.mapping.dates['Date entered "Devis envoyé (Ventes)"'] == "devis_envoye"
    assert guessed.mapping.case == "Record ID"


def test_a_form_is_a_source_of_submissions_with_their_email(tmp_path: Path) -> None:
    guessed = guess(tmp_path, "Horodateur,Adresse e-mail,Projet\n12/05/2026 10:41:22,a@x.fr,Toit\n")
    assert guessed.mapping.dates == {"Horodateur": "form_submitted"}
    assert guessed.mapping.case is None
    assert guessed.mapping.attributes == {"Adresse e-mail": "email"}
    assert guessed.mapping.day_first is True
    assert roles(guessed) == {"Horodateur": "date:form_submitted", "Adresse e-mail": "attribute:email"}


def test_kinds_of_case_are_suggested_and_people_are_not(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},2026-05-{n + 10},{'B2B' if n % 2 else 'B2C'},{'Jean' if n % 2 else 'Ana'},{n % 3}\n"
        for n in range(1, 9)
    )
    guessed = guess(tmp_path, "id,sent,Client type,Owner,Score\n" + rows.replace("Client type", "Type"))
    assert guessed.mapping.attributes == {}
    guessed = guess(tmp_path, "id,sent,Segment,Owner,Score\n" + rows)
    assert guessed.mapping.attributes == {"Segment": "segment"}


@pytest.mark.parametrize(
    "header",
    [
        "id,automation,started,ended,status,items",
        "imtId,status,duration,operations,timestamp",
        "id,status,mode,startedAt,stoppedAt,workflowId",
    ],
)
def test_a_run_history_is_recognised(tmp_path: Path, header: str) -> None:
    guessed = guess(tmp_path, f"{header}\n{',' * header.count(',')}x\n".replace(",x", ",1"))
    assert guessed.holds == "runs"


def test_a_guess_written_down_reads_the_same_events(tmp_path: Path) -> None:
    path = tmp_path / "devis.csv"
    path.write_bytes(
        "N° devis;Date;Date d'envoi;Montant HT\nD-1;12/05/2026;13/05/2026;1 240,00\n".encode("cp1252")
    )
    guessed = guess_mapping(path, timezone="Europe/Paris")
    assert (guessed.mapping.encoding, guessed.mapping.separator) == ("cp1252", ";")
    assert guessed.rows == (("D-1", "12/05/2026", "13/05/2026", "1 240,00"),)
    chunks: list[EventColumns] = []
    process = Process(key="quote", name=Text.same("q"), case=Text.same("q"))
    report, problems = read_events(
        path, process, guessed.mapping, name="d", timezone="Europe/Paris", key=b"", sink=chunks.append
    )
    assert (report.events, problems) == (2, ())
    assert chunks[0].amount == [124_000, 124_000]


def test_a_long_file_is_told_with_its_activities(tmp_path: Path) -> None:
    guessed = guess(tmp_path, "time,case,activity\n2026-05-12,1,sent\n2026-05-12,1,signed\n")
    assert guessed.mapping.shape == "long"
    assert guessed.activities == ("sent", "signed")
    assert roles(guessed) == {"time": "time", "case": "case", "activity": "activity"}


def test_what_cannot_be_guessed_says_why_and_shows_the_rows(tmp_path: Path) -> None:
    guessed = guess(tmp_path, "name,colour\na,red\n")
    assert [p.rule for p in guessed.problems] == ["column.missing"]
    assert guessed.rows == (("a", "red"),)
    assert guess_mapping(tmp_path / "none.csv", timezone="UTC").problems[0].rule == "file.missing"


def test_a_table_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\nNom;Valeur\n\na;1\nb;2\n")
    sheet = read_table(path)
    assert sheet.header == ("Nom", "Valeur")
    assert [(row.line, tuple(row.cells)) for row in sheet.rows] == [(4, ("a", "1")), (5, ("b", "2"))]
    assert sheet.column("valeur") == 1
    assert sheet.column("none") is None
    assert read_table(path, most=1).problems[-1].rule == "file.too_large"


def test_a_first_column_of_codes_is_the_case_to_check_whatever_its_title(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_text("quote;sent\nQ1;04/05/2026 09:00\nNA;05/05/2026 09:00\n", encoding="utf-8")
    guessed = guess_mapping(path, timezone="Europe/Paris")
    assert guessed.mapping.case == "quote"
    assert [g.sure for g in guessed.guesses if g.what == "column:case"] == [False]


def test_a_first_column_of_sentences_or_repeats_is_no_case(tmp_path):
    for first in ("Villa Martin;;Villa Blanc", "B2B;;B2B"):
        one, two = first.split(";;")
        path = tmp_path / "quotes.csv"
        path.write_text(f"what;sent\n{one};04/05/2026 09:00\n{two};05/05/2026 09:00\n", encoding="utf-8")
        assert guess_mapping(path, timezone="Europe/Paris").mapping.case is None
