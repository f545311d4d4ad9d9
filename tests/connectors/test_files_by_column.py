"""What is read a column at a time gives what is read a record, or a value, at a time."""

import random
from pathlib import Path

import pytest

from retour.connectors.files import read_table
from retour.events.contact import normalise_email
from retour.events.moment import evidence
from retour.workspace.first_look.lines import Normalised


def rows(count: int) -> list[list[str]]:
    """Rows of which some are blank, some hold an Excel error, none a quote or a separator."""
    chance = random.Random(7)  # noqa: S311  invented data
    made = [
        [f"D{i}", f"{1 + i % 28:02d}/03/2026", chance.choice(("Lyon", "", "#N/A", " "))] for i in range(count)
    ]
    return [row if i % 50 else ["", "", ""] for i, row in enumerate(made)]


@pytest.mark.parametrize("title", [[], [["Rapport de mars", "", ""]]], ids=["header-first", "title-above"])
@pytest.mark.parametrize("count", [0, 1, 70, 3_000])
def test_a_file_without_quotes_reads_like_the_same_file_with_quotes(
    tmp_path: Path, title: list[list[str]], count: int
) -> None:
    table = [*title, ["dossier", "date", "ville"], *rows(count)]
    plain, quoted = tmp_path / "plain.csv", tmp_path / "quoted.csv"
    plain.write_text("".join(";".join(row) + "\n" for row in table))
    quoted.write_text("".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in table))
    one, other = read_table(plain), read_table(quoted)
    assert one.header == other.header
    assert [(r.line, tuple(r.cells)) for r in one.rows] == [(r.line, tuple(r.cells)) for r in other.rows]
    assert [(g.what, g.value) for g in one.guesses] == [(g.what, g.value) for g in other.guesses]
    assert [p.rule for p in one.problems] == [p.rule for p in other.problems]


@pytest.mark.parametrize(
    "space", ["{}  {}", " {} {}", "{} {} ", "{}\t{}", "{}\u00a0{}", "{}\u202f{}", "{}\n{}"]
)
def test_one_untidy_time_is_counted_like_a_tidy_one(space: str) -> None:
    tidy = [f"{day:02d}/03/2026 10:00" for day in range(1, 29)]
    untidy = [*tidy[:-1], space.format("28/03/2026", "10:00")]
    assert evidence(untidy) == evidence(tidy)
    assert evidence(tidy).first_over_12 == 16


def test_times_among_many_shapes_are_counted_once_each() -> None:
    words = ["x" * n for n in range(1, 40)]
    times = ["2026-03-01", "01/03/2026", "25/03/2026 10:00", "1772352000"]
    told = evidence([cell for pair in zip(words * 4, times * 39, strict=True) for cell in pair])
    assert (told.values, told.read, told.either, told.first_over_12) == (312, 156, 78, 39)


def test_past_two_hundred_shapes_nothing_is_taken_for_a_time() -> None:
    words = [chr(97 + n % 26) + chr(97 + n // 26) for n in range(200)]
    assert evidence([*words[:199], "2026-03-01"]).read == 1
    assert evidence([*words, "2026-03-01"]).read == 0


def test_addresses_brought_to_one_form_when_asked_are_the_same_in_any_order() -> None:
    cells = ["A@b.fr", None, "a+x@b.fr", "nobody", "", "C.D@E.org"]
    expected = ["a@b.fr", None, "a@b.fr", None, None, "c.d@e.org"]
    asked = Normalised(cells, normalise_email)
    assert [asked[place] for place in (5, 0)] == ["c.d@e.org", "a@b.fr"]
    assert list(asked) == expected
    assert list(asked[1:3]) == expected[1:3]
    assert list(Normalised(cells, normalise_email)) == expected
