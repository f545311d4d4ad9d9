"""The steps, one after the other: number, e-mail, phone, name."""

from collections.abc import Sequence

import numpy as np

from retour.watch.matching.by_name import Lines, match_names
from retour.watch.matching.identity import (
    Found,
    look_swapped,
    mark_repeats,
    match_keys,
    match_numbers,
    numbers_agree,
    sure_pairs,
)
from retour.watch.matching.result import Doubt, Matching, NamePair, NameRule, Side, State, Step, Why

STATED = NameRule()


def match(
    came_in: Side, done: Side, *, rule: NameRule | None = STATED, refused: Lines = frozenset()
) -> Matching:
    """Recognise the cases of one file in another.

    Args:
        came_in: the requests.
        done: the records that should answer them.
        rule: when two names are one; None: names are not compared.
        refused: (line of the request, line of the record) of name pairs that a person refused.

    Returns:
        A Matching: every request has one state. Nothing is matched silently: each name pair is listed.
    """
    sides = came_in, done
    found, not_tried = Found(*sides), dict[Step, Why]()
    by_step: dict[Step, int] = {}
    numbers = numbers_agree(*sides)
    swapped = look_swapped(sure_pairs(sides, numbers=numbers), sides)
    mark_repeats(came_in, found)
    if numbers:
        match_numbers(came_in, done, found)
    else:
        both = _both(came_in.case, done.case)
        not_tried[Step.CASE] = Why.OTHER_NUMBERS if both else Why.ABSENT
    by_step[Step.CASE] = _settled(found)
    for step, keys in ((Step.EMAIL, (came_in.email, done.email)), (Step.PHONE, (came_in.phone, done.phone))):
        before = _settled(found)
        if _both(*keys):
            match_keys(keys, sides, found)
        else:
            not_tried[step] = Why.ABSENT
        by_step[step] = _settled(found) - before
    pairs, doubts = _names(sides, found, rule, refused, not_tried)
    by_step[Step.NAME] = len(pairs)
    _nothing_to_compare(sides, found, not_tried)
    if not_tried.get(Step.NAME) is Why.TOO_LARGE:
        _leave_unchecked(came_in, found)
    return Matching(
        state=found.state,
        record=found.record,
        of=found.of,
        by_step=by_step,
        not_tried=not_tried,
        rule=rule or NameRule(),
        pairs=pairs,
        doubts=doubts,
        swapped=swapped,
    )


def _names(
    sides: tuple[Side, Side], found: Found, rule: NameRule | None, refused: Lines, not_tried: dict[Step, Why]
) -> tuple[tuple[NamePair, ...], tuple[Doubt, ...]]:
    came_in, done = sides
    named = _both(came_in.person, done.person) or _both(came_in.company, done.company)
    if rule is None or not named:
        not_tried[Step.NAME] = Why.REFUSED if rule is None else Why.ABSENT
        return (), ()
    if not len(found.missing):
        not_tried[Step.NAME] = Why.NOBODY_LEFT
        return (), ()
    pairs, doubts, fits = match_names(sides, found, rule, refused)
    if not fits:
        not_tried[Step.NAME] = Why.TOO_LARGE
    return pairs, doubts


def _both(ours: Sequence[str | None], theirs: Sequence[str | None]) -> bool:
    return any(ours) and any(theirs)


def _settled(found: Found) -> int:
    return int(np.count_nonzero(found.state == State.FOUND))


def _leave_unchecked(came_in: Side, found: Found) -> None:
    """Requests whose name might have been found are not called missing when names were too many."""
    for place in found.missing.tolist():
        if came_in.person[place] or came_in.company[place]:
            found.state[place] = State.UNCHECKED


def _nothing_to_compare(sides: tuple[Side, Side], found: Found, not_tried: dict[Step, Why]) -> None:
    """Missing requests that no step could have found: they have none of what was compared."""
    came_in = sides[0]
    tried: list[Sequence[str | None]] = []
    if Step.CASE not in not_tried:
        tried.append(came_in.case)
    if Step.EMAIL not in not_tried:
        tried.append(came_in.email)
    if Step.PHONE not in not_tried:
        tried.append(came_in.phone)
    if Step.NAME not in not_tried:
        tried += [came_in.person, came_in.company]
    for place in found.missing.tolist():
        if not any(column[place] for column in tried):
            found.state[place] = State.NOTHING
