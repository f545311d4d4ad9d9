"""The decision log: a chain of seals that no byte can leave unseen."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.review.log import (
    BEGINNING,
    Entry,
    Kind,
    Statement,
    altered,
    digest_of,
    of,
    read,
    sealed,
)

NOON = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)
REVIEW = "automation: quotes\nat: 2026-09-30\nby: Camille Morel\ntaken: keep\n"


def statement(automation: str = "quotes", **said: object) -> Statement:
    return Statement(
        kind=Kind.REVIEW, automation=automation, at=date(2026, 9, 30), by="Camille Morel", said=said
    )


def chain(*statements: Statement) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for n, one in enumerate(statements):
        entries.append(
            sealed(one, after=entries[-1] if entries else None, recorded=NOON + timedelta(hours=n))
        )
    return tuple(entries)


def text(entries: tuple[Entry, ...]) -> str:
    return "".join(entry.line + "\n" for entry in entries)


THREE = chain(
    statement(
        taken="keep", reason="", p=0.93, document={"path": "reviews/q.yaml", "sha256": digest_of(REVIEW)}
    ),
    statement("invoices", taken="stop", reason="Trop neutre : « personne n’y croit »"),
    statement(taken="fix", figures={"quotes/lost": {"value": 3.0, "unit": "cases", "grade": "A"}}),
)


def test_a_log_is_read_as_it_was_written() -> None:
    assert read(text(THREE)) == (THREE, ())
    assert [e.number for e in THREE] == [1, 2, 3]
    assert THREE[0].before == BEGINNING
    assert [e.before for e in THREE[1:]] == [e.seal for e in THREE[:-1]]


def test_an_empty_log_has_no_entry_and_no_problem() -> None:
    assert read("") == ((), ())


def test_every_byte_of_a_signed_log_counts() -> None:
    raw = text(THREE).encode()
    unseen = []
    for place in range(len(raw) - 1):  # the last byte ends the last line
        for other in (raw[place] ^ 1, raw[place] ^ 0x20, ord("\n")):
            if other == raw[place]:
                continue
            changed = raw[:place] + bytes([other]) + raw[place + 1 :]
            _, problems = read(changed.decode("utf-8", "replace"))
            if not problems:
                unseen.append((place, bytes([other])))
    assert unseen == []


def test_the_line_of_the_alteration_is_named_and_the_others_stay_sound() -> None:
    lines = text(THREE).splitlines()
    lines[1] = lines[1].replace('"stop"', '"keep"')
    entries, problems = read("\n".join(lines))
    assert [e.number for e in entries] == [1, 2, 3]
    assert [(p.rule, p.place.line) for p in problems] == [("decisions.altered", 2)]


@pytest.mark.parametrize(
    ("order", "rules"),
    [
        ((0, 2), ["decisions.broken"]),
        ((1, 2), ["decisions.broken"]),
        ((0, 2, 1), ["decisions.broken", "decisions.broken"]),
        ((0, 1, 1, 2), ["decisions.broken"]),
    ],
)
def test_a_line_taken_out_moved_or_repeated_breaks_the_chain(
    order: tuple[int, ...], rules: list[str]
) -> None:
    _, problems = read(text(tuple(THREE[n] for n in order)))
    assert [p.rule for p in problems] == rules


def test_an_entry_whose_own_seal_was_made_again_breaks_the_next_one() -> None:
    forged = sealed(statement("invoices", taken="keep", reason=""), after=THREE[0], recorded=NOON)
    _, problems = read(text((THREE[0], forged, THREE[2])))
    assert [(p.rule, p.place.line) for p in problems] == [("decisions.broken", 3)]


def test_a_signed_review_altered_by_one_byte_is_seen() -> None:
    assert altered(THREE, {"reviews/q.yaml": REVIEW}) == ()
    for place in range(len(REVIEW)):
        other = "X" if REVIEW[place] != "X" else "Y"
        changed = REVIEW[:place] + other + REVIEW[place + 1 :]
        assert [p.rule for p in altered(THREE, {"reviews/q.yaml": changed})] == ["review.altered"]
    assert [p.rule for p in altered(THREE, {})] == ["review.removed"]


def test_a_review_signed_again_counts_as_it_was_last_signed() -> None:
    later = "automation: quotes\n"
    again = statement(taken="fix", document={"path": "reviews/q.yaml", "sha256": digest_of(later)})
    entries = (*THREE, sealed(again, after=THREE[-1], recorded=NOON))
    assert altered(entries, {"reviews/q.yaml": later}) == ()


def test_the_time_of_an_entry_is_kept_in_universal_time() -> None:
    paris = datetime(2026, 9, 30, 14, 0, 5, 123456, tzinfo=timezone(timedelta(hours=2)))
    entry = sealed(statement(), after=None, recorded=paris)
    assert entry.recorded == datetime(2026, 9, 30, 12, 0, 5, tzinfo=UTC)
    with pytest.raises(ValueError, match=r"recorded\.no_zone"):
        sealed(statement(), after=None, recorded=datetime(2026, 9, 30))


def test_the_entries_of_an_automation_come_oldest_first() -> None:
    assert [e.statement.said["taken"] for e in of(THREE, "quotes", Kind.REVIEW)] == ["keep", "fix"]
    assert of(THREE, "quotes", Kind.PROMISE) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([e.line for e in THREE] + ["{}", "[]", "null"])).map("\n".join)
)
def test_whatever_the_file_holds_is_read_or_said(content: str) -> None:
    entries, problems = read(content)
    lines = [line for line in content.split("\n") if line]
    assert len(entries) + sum(p.rule == "decisions.unreadable" for p in problems) == len(lines)
