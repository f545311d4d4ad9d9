import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.pushed.posting import MAY_12, POLICY, SENT, in_words, one, post, wrong
from retour.connectors.pushed.limits import MOST_ITEMS
from retour.events.actor import pseudonym
from retour.events.moment import Read, read_moments


def test_an_event_becomes_what_the_log_keeps():
    told = {
        **SENT,
        "actor_kind": "robot",
        "actor": "Jeanne Martin",
        "amount": 1240.5,
        "minutes": 1.5,
        "automation": "Quote follow-up",
        "attributes": {"region": "Nord", "client_type": "B2C"},
    }
    event = one(post(told))
    assert event._asdict() == {
        "source": "crm",
        "event_id": "e1",
        "process": "quote",
        "case": "4711",
        "activity": "quote_sent",
        "at": MAY_12,
        "actor_kind": "robot",
        "actor": pseudonym("Jeanne Martin", POLICY.key),
        "amount": 124050,
        "minutes": 1500,
        "automation": "quote-follow-up",
        "attributes": '{"client_type":"B2C","region":"Nord"}',
        "retracted": False,
    }


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ([SENT, {**SENT, "id": "e2"}], "application/json"),
        ({"events": [SENT, {**SENT, "id": "e2"}]}, "application/json; charset=UTF-8"),
        (b"\xef\xbb\xbf" + json.dumps([SENT, {**SENT, "id": "e2"}]).encode(), ""),
        ((json.dumps(SENT) + "\r\n\n" + json.dumps({**SENT, "id": "e2"})).encode(), "application/x-ndjson"),
        (json.dumps({"events": [SENT, {**SENT, "id": "e2"}]}, indent=2).encode(), "text/plain"),
    ],
)
def test_a_list_an_envelope_and_lines_are_the_same_events(body, kind):
    assert [e.event_id for e in post(body, kind).events] == ["e1", "e2"]


def test_one_bad_item_leaves_the_others():
    pushed = post([SENT, {**SENT, "time": "31/02/2026"}, {**SENT, "id": "e3"}])
    assert [e.event_id for e in pushed.events] == ["e1", "e3"]
    assert wrong(pushed) == [(2, "time.impossible", "time", "iso_time")]
    assert (pushed.items, pushed.refused) == (3, 1)


def test_an_item_with_an_unknown_key_is_refused_with_the_nearest_known_one():
    pushed = post([{**SENT, "amout": 12}, {**SENT, "timestamp": "x"}, {**SENT, "colour": "blue"}])
    assert wrong(pushed) == [
        (1, "field.unknown", "amout", "amount"),
        (2, "field.unknown", "timestamp", "time"),
        (3, "field.unknown", "colour", "in_attributes"),
    ]
    assert in_words(pushed) == [
        "« amout » n’est pas un champ connu. Vouliez-vous dire « amount » ?",
        "« timestamp » n’est pas un champ connu. Vouliez-vous dire « time » ?",
        "« colour » n’est pas un champ connu. Mettez-le dans « attributes ».",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("case", True),
        ("case", 1.5),
        ("activity", 3),
        ("amount", False),
        ("attributes", [1]),
        ("retracted", 1),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_and_the_field_named(key, value):
    pushed = post({**SENT, key: value})
    assert wrong(pushed) == [(1, "field.wrong_kind", key, "")]
    assert in_words(pushed, "en")[0].startswith(f"The field “{key}” expects ")


@pytest.mark.parametrize("key", ["case", "activity", "time"])
@pytest.mark.parametrize("value", [None, "", "   ", "\n"])
def test_a_case_an_activity_and_a_time_are_needed(key, value):
    assert wrong(post({**SENT, key: value}))[0][:3] == (1, "field.missing", key)


def test_a_process_that_is_not_declared_is_refused():
    assert wrong(post({**SENT, "process": "quotes"})) == [(1, "process.unknown", "process", "quote")]


def test_without_a_default_process_each_event_must_name_its_own():
    nobody = replace(POLICY, process=None)
    assert wrong(post(SENT, policy=nobody)) == [(1, "field.missing", "process", "")]
    assert one(post({**SENT, "process": "ticket"}, policy=nobody)).process == "ticket"


def test_a_number_as_case_or_id_is_its_text():
    event = one(post({**SENT, "case": 4711, "id": 12}))
    assert (event.case, event.event_id) == ("4711", "12")


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("1240,50", 124050),
        ("1 240,50 €", 124050),
        (1240, 124000),
        (-3, -300),
        (0.1, 10),
        ("", None),
        (1.005, 100),
    ],
)
def test_amounts_are_read_as_numbers_or_as_people_write_them(amount, cents):
    assert one(post({**SENT, "amount": amount})).amount == cents


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("amount", "1,234", "amount.ambiguous"),
        ("amount", "1.234", "amount.ambiguous"),
        ("amount", "NaN", "amount.not_finite"),
        ("amount", "douze", "amount.unreadable"),
        ("amount", 1e300, "amount.too_large"),
        ("amount", 10**17, "amount.too_large"),
        ("minutes", -1, "minutes.negative"),
        ("minutes", "beaucoup", "minutes.unreadable"),
        ("actor_kind", "somebody", "event.actor_kind_unknown"),
        ("automation", "quote-folow-up", "event.automation_unknown"),
    ],
)
def test_what_cannot_be_read_beside_an_event_is_missing_and_said(field, value, rule):
    pushed = post({**SENT, field: value})
    assert [getattr(e, field) for e in pushed.events] == [None]
    assert [(p.rule, p.severity) for p in pushed.problems] == [(rule, "warning")]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_numbers_that_json_does_not_have_are_no_json(number):
    pushed = post(b'[{"case":"1","activity":"a","time":"2026-05-12T10:00:00Z","amount":' + number + b"}]")
    assert wrong(pushed) == [(0, "body.not_json", "", "")]


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("2026-05-12T12:00:00+02:00", MAY_12),
        ("2026-05-12 12:00:00", MAY_12),  # Paris, as the workspace says
        ("26/05/2026 12:00", MAY_12 + 14 * 86_400_000_000),
        ("05/26/2026 12:00", MAY_12 + 14 * 86_400_000_000),
        (1_778_580_000, MAY_12),
        (1_778_580_000_000, MAY_12),
        (1_778_580_000.25, MAY_12 + 250_000),
        ("1778580000", MAY_12),
        ("1778580000000000", MAY_12),
        ("2026-05-12T10:00Z", MAY_12),
        ("2026-05-12 12:00", MAY_12),
        ("2026-05-12", MAY_12 - 12 * 3_600_000_000),
        ("26/05/2026", MAY_12 + 14 * 86_400_000_000 - 12 * 3_600_000_000),
        ("26/05/2026 10:00:00Z", MAY_12 + 14 * 86_400_000_000),
        ("Tue, 12 May 2026 12:00:00 +0200", MAY_12),
        ("12 May 2026 06:00 -0400", MAY_12),
        ("12 mai 2026 12:00", MAY_12),
        ("12 May 2026 10:00:00 -0000", MAY_12),
    ],
)
def test_times_are_read_as_tools_write_them(time, at):
    assert one(post({**SENT, "time": time})).at == at


@pytest.mark.parametrize(
    ("time", "rule"),
    [
        ("05/06/2026", "time.ambiguous"),
        ("hier", "time.unreadable"),
        ("2026-02-31T10:00:00Z", "time.impossible"),
        ("1789-07-14T10:00:00Z", "time.out_of_range"),
        ("2026-11-28T10:00:00Z", "time.in_future"),
        (1e300, "time.unreadable"),
        (12, "time.unreadable"),
    ],
)
def test_a_time_that_says_nothing_for_sure_is_refused(time, rule):
    pushed = post({**SENT, "time": time})
    assert [(p.rule, p.severity) for p in pushed.problems] == [(rule, "error")]
    assert pushed.events == ()


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
CLOCKS = st.sampled_from(["", " 02:30", "T23:59:59", " 00:00:00Z", "T12:00:00+05:30", " 24:00", " 12:60"])
SHAPES = st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y"])


@given(day=DAYS, shape=SHAPES, clock=CLOCKS)
@settings(max_examples=400, deadline=None)
def test_the_quick_way_with_times_agrees_with_the_reader_of_files(day, shape, clock):
    text = day.strftime(shape) + clock
    day_first = shape != "%m/%d/%Y" or day.day <= 12
    moments = read_moments([text], zone=POLICY.zone, day_first=day_first)
    kept = Read(int(moments.read[0])).kept
    if "/" in shape and day.day <= 12 and day.day != day.month:
        assert wrong(post({**SENT, "time": text}))[0][1] == "time.ambiguous"
    elif day.year > 2026 or not kept:
        assert post({**SENT, "time": text}).events == ()
    elif day.year < 2026:
        assert [e.at for e in post({**SENT, "time": text}).events] == [int(moments.at[0])]


def test_an_hour_that_the_clock_shows_twice_is_kept_and_said():
    pushed = post({**SENT, "time": "2026-10-25 02:30:00"})
    assert [p.rule for p in pushed.problems] == ["time.twice"]
    assert len(pushed.events) == 1


def test_attributes_that_the_process_does_not_declare_are_dropped_and_said_once_a_request():
    told = {"client_type": "B2B", "email": "jean@exemple.fr", "note": "…"}
    pushed = post([{**SENT, "attributes": told}, {**SENT, "id": "e2", "attributes": {"email": "x@y.fr"}}])
    assert [e.attributes for e in pushed.events] == ['{"client_type":"B2B"}', ""]
    (said,) = in_words(pushed)
    assert said == (
        "3 valeurs n’ont pas été gardées : le processus ne déclare pas ces attributs (email et note). "
        "Pour les garder, déclarez-les dans le processus, sous « attributes »."
    )
    assert "exemple" not in repr(pushed)


def test_attributes_are_texts_whatever_json_had():
    policy = replace(POLICY, processes={"quote": ("a", "b", "c", "d", "e")})
    pushed = post(
        {**SENT, "attributes": {"a": 1, "b": True, "c": None, "d": 1.5, "e": {"f": 1}}}, policy=policy
    )
    assert pushed.events[0].attributes == '{"a":"1","b":"true","d":"1.5"}'
    assert wrong(pushed) == [(1, "attribute.nested", "e", "")]


def test_an_event_without_an_id_is_known_by_what_was_sent():
    bare = {k: v for k, v in SENT.items() if k != "id"}
    first, again = one(post(bare)), one(post([bare]))
    other = one(post({**bare, "amount": 3}))
    assert first == again
    assert len({first.event_id, other.event_id}) == 2


def test_the_id_of_an_event_without_one_does_not_change_with_what_the_workspace_keeps():
    told = {k: v for k, v in SENT.items() if k != "id"} | {"attributes": {"region": "Nord"}}
    later = replace(POLICY, processes={"quote": ()})
    assert post(told).events[0].event_id == post(told, policy=later).events[0].event_id


def test_the_same_event_told_as_retracted_takes_it_back():
    bare = {k: v for k, v in SENT.items() if k != "id"}
    told, taken = one(post(bare)), one(post({**bare, "retracted": True}))
    assert taken == told._replace(retracted=True)


def test_an_activity_said_in_the_words_of_the_workspace_is_the_declared_one():
    assert one(post({**SENT, "activity": "Devis envoyé"})).activity == "quote_sent"
    assert one(post({**SENT, "activity": "something else"})).activity == "something else"


def test_a_person_is_never_shown_in_a_problem():
    pushed = post({**SENT, "actor": "Jean Secret" * 40, "actor_kind": "Jean Secret"})
    assert wrong(pushed) != []
    assert "Secret" not in repr(pushed.problems)
    assert "Secret" not in repr(post({**SENT, "actor": {"name": "Jean Secret"}}).problems)


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b"])
def test_control_characters_are_refused(text):
    assert wrong(post({**SENT, "case": text})) == [(1, "text.control", "case", "")]


def test_a_text_with_odd_spaces_is_tidied_and_a_family_emoji_is_left_whole():
    assert one(post({**SENT, "case": " A\u00a0\t1 "})).case == "A 1"
    assert one(post({**SENT, "case": "👨\u200d👩\u200d👧"})).case == "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("body", "kind", "rule"),
    [
        (b"", "application/json", "body.empty"),
        (b"  ", "application/json", "body.empty"),
        (b'[{"case":', "application/json", "body.not_json"),
        (b"case;activity", "text/csv", "body.kind_unknown"),
        (b"{}", "application/json; charset=latin-1", "body.charset"),
        (b'{"events": 3}', "application/json", "body.not_a_list"),
        (b'"a"', "application/json", "body.not_a_list"),
        (b'{"events": [], "more": 1}', "application/json", "field.unknown"),
        (b"[" + b"{}," * MOST_ITEMS + b"{}]", "application/json", "body.too_many_items"),
        (b"[" * 100_000, "application/json", "body.not_json"),
        (b'{"a": ' + b"[" * 100_000, "application/json", "body.not_json"),
    ],
)
def test_a_body_that_cannot_be_told_apart_is_one_problem(body, kind, rule):
    pushed = post(body, kind)
    assert [(p.place.line, p.rule) for p in pushed.problems] == [(0, rule)]
    assert (pushed.items, pushed.events) == (0, ())


def test_lines_sent_as_json_are_told_how_to_be_sent():
    assert wrong(post(b'{"case":"1"}\n{"case":"2"}')) == [(0, "body.not_json", "", "json_lines")]


def test_items_that_are_no_objects_are_said_one_by_one():
    assert [p.rule for p in post(b'[3, "a", null, [1], 1.5]').problems] == ["item.not_object"] * 5
    lines = post(b'3\n{"case"\n', "application/jsonl")
    assert [p.rule for p in lines.problems] == ["item.not_object", "item.not_json"]


@pytest.mark.parametrize("shape", ["[{}]", '{{"events": [{}]}}', "{}"])
def test_half_a_character_does_not_cost_the_event(shape):
    told = json.dumps({**SENT, "case": "A1"}).replace("A1", "A\\ud83d")
    assert one(post(shape.format(told).encode())).case == "A?"


def test_long_texts_are_refused_and_their_limit_said():
    pushed = post({**SENT, "case": "9" * 201})
    assert in_words(pushed, "en") == ["The field “case” is too long: 200 characters at most."]
