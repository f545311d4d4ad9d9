"""What stands beside an effect: who really got it, any day, by kind of case, over time, hidden causes."""

from collections.abc import Iterator
from dataclasses import replace

from retour.effect.result import Effect, HiddenCause, Segments
from retour.quantity import Comparator, Exact, Figure, Unit
from retour.register.indicator import Indicator


def beside(effect: Effect, indicator: Indicator, main: Figure) -> Iterator[Figure]:
    """The other figures of one comparison; `main` is its effect, whose unit and comparator they share.

    Keys: `complier`, `any_day`, `drift`, `segment/…/<name>` and `hidden_cause`, each with the indicator and
    the version, as in `effect/<indicator>/<version>`.
    """
    key = f"{effect.automation}/{{}}/{effect.indicator}/{effect.version}"
    own = replace(main, inputs=(main.key,), rows=(), row_count=0, unit=indicator.effect_unit)
    if effect.complier is not None:
        yield replace(own, key=key.format("complier"), value=effect.complier, formula="complier")
    if effect.any_day is not None:
        yield replace(
            own,
            key=key.format("any_day"),
            value=effect.any_day,
            formula="any_day",
            n=None,
            n_before=None,
            period=None,
            inputs=(),
        )
    if effect.drift is not None:
        yield replace(own, key=key.format("drift"), value=effect.drift.change, formula="drift")
    if effect.segments is not None:
        yield from _segments(key.format("segment"), effect.segments, own)
    if effect.hidden_cause is not None:
        yield from _hidden(key, effect.hidden_cause, own)


def _segments(key: str, segments: Segments, own: Figure) -> Iterator[Figure]:
    """Only the shrunken effects: the best of many raw ones is too good by construction."""
    for part in segments.segments:
        yield replace(
            own,
            key=f"{key}/{part.segment}",
            value=part.shrunk,
            formula="segment",
            n=part.n,
            n_before=part.n_before,
            grade=part.grade,
        )


def _hidden(key: str, cause: HiddenCause, own: Figure) -> Iterator[Figure]:
    """Strengths, in times: a number of the arithmetic of the effect, not an effect."""
    strengths = {
        "hidden_cause": cause.strength,
        "hidden_cause_bound": cause.strength_of_bound,
        "hidden_cause_known": cause.known,
    }
    for part, strength in strengths.items():
        if strength is not None:
            yield replace(
                own,
                key=key.format(part),
                value=Exact(strength),
                unit=Unit.TIMES,
                formula=part,
                comparator=Comparator.NONE,
                better=None,
            )
