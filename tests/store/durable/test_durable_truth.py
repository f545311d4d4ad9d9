"""What the log believes is what a plain list of everything that was told says, sealed or not."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from retour.store.durable.compact import compact
from retour.store.durable.seal import seal
from store.durable.tails import ListTail, believed, cold_of, expected, kept, told, truth

EVENT = st.tuples(
    st.sampled_from(["e1", "e2", "e3", "e4", "e5", "e6"]),
    st.sampled_from(["Q-1", "Q-2", "Q-3"]),
    st.sampled_from(["quote", "order"]),
    st.sampled_from([100, 200, None]),
    st.sampled_from(["", '{"client":"Lumen"}']),
    st.booleans(),
)
STEP = st.one_of(
    st.tuples(st.just("tell"), EVENT, st.integers(-3, 5)),
    st.tuples(st.just("tell"), EVENT, st.integers(-3, 5)),
    st.tuples(st.just("tell"), EVENT, st.integers(-3, 5)),
    st.tuples(st.just("seal"), st.integers(1, 4)),
    st.tuples(st.just("compact")),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=25))
def test_late_double_corrected_and_retracted_events_leave_what_brute_force_says_at_every_moment(
    steps: list[tuple],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cold, tail, all_told, clock, stamp = cold_of(Path(folder)), ListTail(), [], 100, 0
        for step in steps:
            match step:
                case ("tell", (id_, case, process, amount, attributes, retracted), tick):
                    clock += tick  # a clock may go back
                    event = told(
                        id_, case, process=process, amount=amount, attributes=attributes, retracted=retracted
                    )
                    tail.append(event, clock)
                    if all((event.identity, event.content) != (e.identity, e.content) for e, _ in all_told):
                        stamp = max(stamp, clock)  # what is told again changes nothing, not even this
                        all_told.append((event, stamp))
                case ("seal", at_once):
                    with cold.turn():
                        seal(cold, tail, kept, at_once=at_once)
                case _:
                    with cold.turn():
                        compact(cold, many=1)
        assert believed(cold, tail) == expected(truth(all_told))
        for moment in {recorded for _, recorded in all_told} | {stamp + 1}:
            assert believed(cold, tail, moment) == expected(truth(all_told, moment))
