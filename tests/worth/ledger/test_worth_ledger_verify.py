"""The verifier: whatever is changed in a ledger is found, at its line."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.quantity import Grade, Unknown
from retour.worth.ledger.amounts import Unreadable
from retour.worth.ledger.entry import (
    BEGINNING,
    Amount,
    Part,
    canonical,
    known,
    read_line,
    seal_of,
    sealed,
    unknown,
)
from retour.worth.ledger.month import Month
from retour.worth.ledger.verify import check_lines, joined
from retour.worth.result import Nature


def amount(month, minutes="5"):
    inputs = {
        "quantity": "120",
        "treated": "1",
        "before": ["3", minutes, "8"],
        "after": "1",
        "hourly_cost": ["26", "31", "40"],
        "share_used": ["0.25", "0.5", "0.9"],
    }
    blank = Amount(
        automation="relances-é",
        month=Month.read(month),
        line="time_capacity",
        nature=Nature.CAPACITY,
        grade=Grade.D,
        currency="EUR",
        about={"role": "clerk"},
    )
    period = blank.month.period
    return known(blank, [Part(formula="time", start=period.start, end=period.end, inputs=inputs)])


def ledger(*amounts, restating=()):
    """A ledger of amounts; `restating` are (amount, number that it restates)."""
    entries = []
    for one, number in [*((a, None) for a in amounts), *restating]:
        last = entries[-1] if entries else None
        entries.append(sealed(one, after=last, recorded=date(2026, 11, 2), restates=number))
    return [f"{e.line}\n".encode() for e in entries]


MONTHS = [f"2026-{n:02d}" for n in range(1, 10)]
SOUND = ledger(
    *(amount(m) for m in MONTHS),
    unknown(amount("2026-10"), Unknown("month_not_observed", {"until": "2026-10-20"})),
    restating=[(amount("2026-03", minutes="4"), 3)],
)


def found(lines, **how):
    raw = b"".join(lines)
    return joined([check_lines(raw.splitlines(keepends=True), **how)])


def where(lines):
    return [(p.rule, p.place.line) for p in found(lines).problems]


def resealed(lines, index, change):
    """A ledger forged from a line on: changed there, every later seal computed anew."""
    entries = [read_line(line[:-1]) for line in lines]
    made = []
    for place, entry in enumerate(entries):
        one = replace(entry, before=made[-1].seal if made else BEGINNING)
        one = change(one) if place == index else one
        made.append(replace(one, seal=seal_of(one.body)))
    return [f"{e.line}\n".encode() for e in made]


def test_a_sound_ledger_is_sound_draws_included():
    assert found(SOUND, draws=True).problems == []
    assert found(SOUND).lines == 11


def test_a_line_is_read_as_it_was_written():
    for line in SOUND:
        assert read_line(line[:-1]).line.encode() == line[:-1]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 8 * len(b"".join(SOUND)) - 1))
def test_any_flipped_bit_is_found_at_its_line(place):
    raw = bytearray(b"".join(SOUND))
    line = raw[: place // 8].count(b"\n") + 1
    raw[place // 8] ^= 1 << place % 8
    problems = found([bytes(raw)]).problems
    assert problems
    assert problems[0].place.line == line


@given(st.integers(0, len(SOUND) - 1))
def test_a_line_taken_out_is_found_where_the_next_one_is_read(index):
    lines = SOUND[:index] + SOUND[index + 1 :]
    if index == len(SOUND) - 1:
        assert where(lines) == []  # only a seal quoted elsewhere tells: the last line
    else:
        assert where(lines)[0] == ("ledger.broken", index + 1)


@given(st.integers(0, len(SOUND) - 1))
def test_a_line_said_twice_is_found(index):
    lines = [*SOUND[: index + 1], SOUND[index], *SOUND[index + 1 :]]
    assert where(lines)[0] == ("ledger.broken", index + 2)


@given(st.integers(0, len(SOUND) - 2))
def test_two_lines_that_change_places_are_found(index):
    lines = [*SOUND[:index], SOUND[index + 1], SOUND[index], *SOUND[index + 2 :]]
    assert where(lines)[0] == ("ledger.broken", index + 1)


@given(st.integers(1, len(SOUND[-1]) - 1))
def test_a_last_line_that_is_cut_is_found(kept):
    assert where([*SOUND[:-1], SOUND[-1][:kept]])[0] == ("ledger.truncated", len(SOUND))


def test_white_space_put_in_the_json_is_found():
    spaced = SOUND[4].replace(b'"n":5', b'"n": 5')
    assert where([*SOUND[:4], spaced, *SOUND[5:]]) == [("ledger.altered", 5)]


def test_lines_of_anything_are_unreadable_never_a_crash():
    for line in (b"\n", b"{}\n", b"[]\n", b'{"seal":"' + b"0" * 64 + b'"}\n', b"\xff\xfe\n", b"null\n"):
        assert where([*SOUND[:2], line, *SOUND[2:]])[0] == ("ledger.unreadable", 3)


def test_an_amount_forged_with_every_seal_made_anew_is_found_by_its_inputs():
    forged = resealed(SOUND, 6, lambda e: replace(e, amount=replace(e.amount, value=999_999, high=10**6)))
    assert where(forged) == [("ledger.amount", 7)]
    assert found(forged).problems[0].details["written"] == 999_999


def test_a_range_forged_with_every_seal_made_anew_is_found_by_its_draws():
    forged = resealed(SOUND, 6, lambda e: replace(e, amount=replace(e.amount, high=e.amount.high + 500)))
    assert where(forged) == []
    assert [(p.rule, p.place.line) for p in found(forged, draws=True).problems] == [("ledger.bounds", 7)]


def test_a_range_that_leaves_its_amount_out_is_found_without_draws():
    forged = resealed(SOUND, 6, lambda e: replace(e, amount=replace(e.amount, high=e.amount.value - 1)))
    assert where(forged) == [("ledger.bounds", 7)]


def test_a_day_before_the_line_above_is_found():
    forged = resealed(SOUND, 6, lambda e: replace(e, recorded=date(2026, 1, 1)))
    assert where(forged) == [("ledger.order", 7)]


def test_an_entry_that_restates_something_else_is_found():
    assert where(resealed(SOUND, 10, lambda e: replace(e, restates=4))) == [("ledger.restates", 11)]
    assert where(resealed(SOUND, 10, lambda e: replace(e, restates=12))) == [("ledger.restates", 11)]


def test_the_same_month_said_twice_without_restating_is_found():
    assert where(ledger(amount("2026-01"), amount("2026-02"), amount("2026-01"))) == [("ledger.twice", 3)]


def test_runs_checked_apart_say_what_the_whole_says():
    changed = [*SOUND[:7], SOUND[7].replace(b'"n":8', b'"n":9'), *SOUND[8:]]
    for lines in (SOUND, changed, SOUND[:5] + SOUND[6:], SOUND[1:]):
        whole = where(lines)
        for cut in range(1, len(lines)):
            apart = joined([check_lines(lines[:cut]), check_lines(lines[cut:], begins=False)])
            assert [(p.rule, p.place.line) for p in apart.problems] == whole


def test_an_entry_is_not_recorded_before_the_one_above():
    entries = [read_line(line[:-1]) for line in SOUND]
    with pytest.raises(ValueError, match=r"recorded\.before"):
        sealed(amount("2026-11"), after=entries[-1], recorded=date(2026, 11, 1))


def test_a_line_of_another_format_is_unreadable():
    raw = json.loads(SOUND[0]) | {"v": 2}
    del raw["seal"]
    body = canonical(raw)
    line = f'{body[:-1]},"seal":"{seal_of(body.encode())}"}}\n'.encode()
    assert where([line]) == [("ledger.unreadable", 1)]
    with pytest.raises(Unreadable):
        read_line(line[:-1])


@pytest.mark.parametrize(
    "change",
    [
        {"parts": ()},
        {"unknown": "no_volume"},
        {"value": None, "low": None, "high": None},
    ],
)
def test_an_amount_that_is_known_and_not_known_at_once_is_found(change):
    forged = resealed(SOUND, 6, lambda e: replace(e, amount=replace(e.amount, **change)))
    assert where(forged) == [("ledger.amount", 7)]


def test_a_formula_that_is_none_and_inputs_of_another_are_found_as_an_amount():
    for change in ({"formula": "wish"}, {"inputs": {"quantity": "x"}}, {"inputs": {"quantity": ["1"]}}):
        parts = [replace(read_line(SOUND[6][:-1]).amount.parts[0], **change)]
        forged = resealed(SOUND, 6, lambda e, p=parts: replace(e, amount=replace(e.amount, parts=tuple(p))))
        problem = found(forged).problems[0]
        assert (problem.rule, problem.place.line) == ("ledger.amount", 7)
        assert problem.details["made"] is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("parts", "none"),
        ("restates", "3"),
        ("amount", True),
        ("n", True),
        ("month", "2026-7"),
        ("month", "never-ok"),
        ("grade", "F"),
        (
            "parts",
            [{"formula": "time", "in": [], "as": {}, "rule": {}, "from": "2026-01-01", "to": "2026-02-01"}],
        ),
    ],
)
def test_a_line_forged_into_something_else_is_told_or_unreadable_never_a_crash(key, value):
    raw = json.loads(SOUND[0]) | {key: value}
    del raw["seal"]
    body = canonical(raw)
    line = f'{body[:-1]},"seal":"{seal_of(body.encode())}"}}\n'.encode()
    assert found([line], draws=True).problems
    with pytest.raises(Unreadable):
        read_line(line[:-1])


def test_a_file_that_is_wrong_everywhere_is_told_without_end():
    problems = found([b"nothing\n"] * 1500).problems
    assert (len(problems), problems[-1].place.line) == (1000, 1000)
