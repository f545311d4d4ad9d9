"""The same case in two files: every step, every doubt, and how often names are right."""

import random
import unicodedata

import numpy as np
import pytest

from retour.events.called import name_words
from retour.watch.matching import Matching, NameRule, Side, State, Step, Why, match
from retour.watch.matching.nearness import nearness

DAY = 86_400_000_000
HOUR = DAY // 24


def side(*rows: dict, numbered: bool = False) -> Side:
    """Rows with at (hours), and what each can be recognised by; lines begin at 2."""
    return Side(
        line=np.arange(2, len(rows) + 2),
        at=np.array([int(row.get("at", 0) * HOUR) for row in rows], np.int64),
        case=[row.get("case") for row in rows],
        email=[row.get("email") for row in rows],
        phone=[row.get("phone") for row in rows],
        person=[row.get("name", "") for row in rows],
        company=[row.get("company", "") for row in rows],
        own_numbers=numbered,
    )


def states(found: Matching) -> list[State]:
    return [State(s) for s in found.state.tolist()]


def test_a_common_number_is_tried_first_then_the_email_then_the_phone():
    came_in = side(
        {"case": "7", "email": "a@x.fr"},
        {"case": "8", "email": "b@x.fr"},
        {"case": "", "phone": "+33601"},
        numbered=True,
    )
    done = side(
        {"case": "7", "at": 1}, {"case": "z", "email": "b@x.fr", "at": 1}, {"phone": "+33601", "at": 1}
    )
    found = match(came_in, done)
    assert found.by_step == {Step.CASE: 1, Step.EMAIL: 1, Step.PHONE: 1, Step.NAME: 0}
    assert found.record.tolist() == [0, 1, 2]


def test_numbers_that_only_look_alike_are_not_used():
    came_in = side(*({"case": str(n), "email": f"a{n}@x.fr"} for n in range(20)), numbered=True)
    done = side(*({"case": str(n), "email": f"a{n + 3}@x.fr", "at": 1} for n in range(20)), numbered=True)
    found = match(came_in, done)
    assert found.not_tried[Step.CASE] is Why.OTHER_NUMBERS
    assert found.by_step[Step.EMAIL] == 17


def test_a_request_sent_twice_within_a_day_is_one_request():
    found = match(side({"email": "a@x.fr"}, {"email": "a@x.fr", "at": 2}), side({"email": "a@x.fr", "at": 3}))
    assert states(found) == [State.FOUND, State.REPEATED]
    assert found.of.tolist() == [-1, 0]


def test_a_second_request_whose_only_record_answers_the_first_is_neither_found_nor_lost():
    found = match(
        side({"email": "a@x.fr"}, {"email": "a@x.fr", "at": 500}), side({"email": "a@x.fr", "at": 1})
    )
    assert states(found) == [State.FOUND, State.KNOWN]


def test_each_record_answers_the_request_just_before_it():
    came_in = side({"email": "a@x.fr"}, {"email": "a@x.fr", "at": 500})
    done = side({"email": "a@x.fr", "at": 1}, {"email": "a@x.fr", "at": 501})
    assert match(came_in, done).record.tolist() == [0, 1]


def test_a_request_with_nothing_to_be_found_by_is_not_called_lost():
    found = match(side({"email": "a@x.fr"}, {}), side({"email": "a@x.fr", "at": 1}))
    assert states(found) == [State.FOUND, State.NOTHING]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie Dupont", "DUPONT Elodie"),
        ("Mme Élodie Dupont", "Elodie Dupontt"),
        ("J. Dupont", "Jean Dupont"),
        ("SARL Toitures Vallade", "Toitures Vallade & Cie"),
        ("Anne-Sophie Lœwe", "Anne Sophie Loewe"),
    ],
)
def test_names_written_in_two_ways_are_one(one, other):
    found = match(side({"name": one}), side({"name": other, "at": 1}))
    assert states(found) == [State.FOUND]
    assert found.pairs[0].names == (one, other)
    assert found.pairs[0].lines == (2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Léo Martin", "Léa Martin"),
        ("Jean Dupont", "Jean Dumont-Vial"),
        ("Dupont", "Jean Dupont"),
        ("Ana", "Eva"),
    ],
)
def test_names_of_two_people_stay_two(one, other):
    assert states(match(side({"name": one}), side({"name": other, "at": 1}))) == [State.MISSING]


def test_a_name_near_two_records_is_a_doubt_that_names_them():
    came_in = side({"name": "Jean Dupont"})
    done = side({"name": "Jean Dupond", "at": 1}, {"name": "Jean Dupons", "at": 2})
    found = match(came_in, done)
    assert states(found) == [State.DOUBTFUL]
    assert {name for _, name in found.doubts[0].records} == {"Jean Dupond", "Jean Dupons"}


def test_two_requests_that_claim_one_record_are_both_doubts():
    came_in = side({"name": "Jean Dupont"}, {"name": "Jean Dupond", "at": 1})
    found = match(came_in, side({"name": "Jean Duponx", "at": 2}))
    assert states(found) == [State.DOUBTFUL, State.DOUBTFUL]


def test_a_record_made_too_long_after_is_not_matched_by_name():
    came_in = side({"name": "Jean Dupont"})
    assert states(match(came_in, side({"name": "Jean Dupont", "at": 15 * 24}))) == [State.MISSING]
    assert states(match(came_in, side({"name": "Jean Dupont", "at": 13 * 24}))) == [State.FOUND]


def test_two_addresses_ask_for_a_name_nearly_the_same():
    came_in = side({"name": "Jean Dupont", "email": "a@x.fr"})
    near = side({"name": "Jean Dupond", "email": "b@x.fr", "at": 1})
    same = side({"name": "DUPONT Jean", "email": "b@x.fr", "at": 1})
    assert states(match(came_in, near)) == [State.MISSING]
    assert states(match(came_in, same)) == [State.FOUND]


def test_a_pair_that_a_person_refused_is_not_made_again():
    came_in, done = side({"name": "Jean Dupont"}), side({"name": "Jean Dupond", "at": 1})
    assert states(match(came_in, done, refused={(2, 2)})) == [State.MISSING]


def test_two_people_of_one_firm_are_not_one_case():
    came_in = side({"name": "Jean Dupont", "company": "Toitures Vallade"})
    done = side({"name": "Zoé Quesnel", "company": "Toitures Vallade SARL", "at": 1})
    assert states(match(came_in, done)) == [State.MISSING]
    firm = side({"company": "Toitures Vallade SARL", "at": 1})
    assert states(match(came_in, firm)) == [State.FOUND]


def test_files_given_the_other_way_round_are_seen():
    first = side(*({"email": f"a{n}@x.fr", "at": n * 24} for n in range(10)))
    later = side(*({"email": f"a{n}@x.fr", "at": n * 24 + 5} for n in range(10)))
    assert not match(first, later).swapped
    assert match(later, first).swapped


def test_a_number_written_on_two_lines_is_one_case():
    came_in = side({"case": "7"}, {"case": "7", "at": 3}, {"case": "8"}, numbered=True)
    found = match(came_in, side({"case": "7", "at": 1}, {"case": "8", "at": 1}, {"case": "8", "at": 2}))
    assert states(found) == [State.FOUND, State.REPEATED, State.FOUND]


def test_two_requests_in_a_month_are_two_even_from_one_person():
    came_in = side({"email": "a@x.fr"}, {"email": "a@x.fr", "at": 25})
    done = side({"email": "a@x.fr", "at": 1}, {"email": "a@x.fr", "at": 26})
    assert states(match(came_in, done)) == [State.FOUND, State.FOUND]


def test_a_record_found_by_its_number_does_not_answer_another_request_by_its_email():
    came_in = side({"case": "7", "email": "a@x.fr"}, {"case": "9", "email": "a@x.fr", "at": 2}, numbered=True)
    done = side({"case": "7", "email": "a@x.fr", "at": 1}, numbered=True)
    assert states(match(came_in, done)) == [State.FOUND, State.KNOWN]


def test_too_many_names_to_compare_are_not_compared_and_it_is_said(monkeypatch: pytest.MonkeyPatch):
    came_in, done = side({"name": "Jean Dupont"}), side({"name": "Jean Dupont", "at": 1})
    for limit in ("MOST_LOOKED_AT", "MOST_COMPARED"):
        monkeypatch.setattr(f"retour.watch.matching.by_name.{limit}", 0)
        found = match(came_in, done)
        assert found.not_tried[Step.NAME] is Why.TOO_LARGE
        assert states(found) == [State.NOTHING]
        monkeypatch.undo()


def test_a_request_whose_name_was_not_compared_is_not_called_lost(monkeypatch: pytest.MonkeyPatch):
    came_in = side({"name": "Jean Dupont", "email": "jean@x.fr"}, {"email": "b@x.fr"})
    done = side({"name": "Jean Dupond", "email": "j.dupont@y.fr", "at": 1})
    monkeypatch.setattr("retour.watch.matching.by_name.MOST_COMPARED", 0)
    monkeypatch.setattr("retour.watch.matching.by_name.MOST_LOOKED_AT", 0)
    assert states(match(came_in, done)) == [State.UNCHECKED, State.MISSING]


def test_nobody_is_left_for_names_when_all_were_found():
    found = match(side({"name": "A", "email": "a@x.fr"}), side({"name": "A", "email": "a@x.fr", "at": 1}))
    assert found.not_tried[Step.NAME] is Why.NOBODY_LEFT


def test_a_name_made_of_a_title_only_is_compared_as_it_is():
    assert name_words("SAS") == ("sas",)
    assert nearness(("dupont",), ()) == 0


def test_names_are_not_compared_when_it_was_asked_not_to():
    found = match(side({"name": "Jean Dupont"}), side({"name": "Jean Dupont", "at": 1}), rule=None)
    assert found.not_tried[Step.NAME] is Why.REFUSED
    assert states(found) == [State.NOTHING]


def test_nearness_is_the_share_of_letters_that_agree():
    assert nearness(name_words("Jean Dupnt"), name_words("Jean Dupont")) == pytest.approx(0.9)
    assert nearness(name_words("Jean Dupotn"), name_words("Jean Dupont")) == pytest.approx(0.9)
    assert nearness((), ()) == 0


def words(text: str) -> list[str]:
    return text.split()


FIRST = words(
    "Adèle Agnès Alban Amélie Arnaud Bastien Benoît Camille Cédric Chloé Damien Élodie Étienne Fanny Gaëlle "
)
LAST = words(
    "Abadie Aubertin Bellanger Bonnefoy Boulanger Carpentier Castaing Chevalier Colombier Courtois "
    "Delaunay Desjardins Dumoulin Escoffier Ferrand Fontanel Gaillard Garrigue Grandjean Guichard Hamelin "
    "Jacquemin Lacombe Lafargue Langlade Lecomte Lemercier Malherbe Marchand Mercadier Montagnac Navarre "
    "Pelletier "
)


def corrupted(chance: random.Random, first: str, last: str) -> str:
    """The name as somebody else types it: accents lost, a slip, the other order, a title, an initial."""
    if chance.random() < 0.4:
        first, last = (
            "".join(c for c in unicodedata.normalize("NFKD", w) if not unicodedata.combining(c))
            for w in (first, last)
        )
    if chance.random() < 0.35:
        at, letter = chance.randrange(1, len(last) - 1), chance.choice("abcdefghijklmnopqrstuvwxyz")
        last = chance.choice(
            (
                last[:at] + last[at + 1 :],
                last[:at] + letter + last[at:],
                last[:at] + letter + last[at + 1 :],
                last[:at] + last[at + 1] + last[at] + last[at + 2 :],
            )
        )
    if chance.random() < 0.1:
        first = f"{first[0]}."
    name = f"{last.upper()} {first}" if chance.random() < 0.4 else f"{first} {last}"
    return f"Mme {name}" if chance.random() < 0.15 else name


def test_on_names_corrupted_on_purpose_nearly_no_pair_is_wrong_and_few_are_missed():
    """400 requests in a year among 495 names; one in ten has no record; forty records are of strangers."""
    chance = random.Random(20261125)  # noqa: S311  invented names
    asked, records, truth = [], [], {}
    for n in range(400):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        at = chance.random() * 365 * 24
        asked.append({"at": at, "name": f"{first} {last}"})
        if chance.random() < 0.9:
            truth[n] = len(records)
            records.append({"at": at + chance.expovariate(1 / 48), "name": corrupted(chance, first, last)})
    for _ in range(40):
        stranger = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        records.append({"at": chance.random() * 365 * 24, "name": stranger})
    found = match(side(*asked), side(*records))
    right = sum(truth.get(pair.came_in) == pair.done for pair in found.pairs)
    assert right / len(found.pairs) >= 0.99
    assert right / len(truth) >= 0.90


def test_a_rule_that_asks_for_less_finds_no_fewer():
    came_in, done = side({"name": "Jean Dupont"}), side({"name": "Jaen Dupotn", "at": 1})
    assert states(match(came_in, done)) == [State.MISSING]
    assert states(match(came_in, done, rule=NameRule(threshold=0.8))) == [State.FOUND]
