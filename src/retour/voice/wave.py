"""Waves: the answers of one audience to one item at one date, and the scale built from two items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from retour.events.answer import Answer, Audience
from retour.quantity import Place, Problem
from retour.register.automation import Automation
from retour.voice.scale import UMUX_LITE, Scale, scale_of

Person = str | tuple[str, int]  # a pairing code, or the line of the file where one answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Answers to one item in one wave, by person. `invited` is None when nobody recorded the silent ones."""

    audience: Audience
    item: str
    at: date
    scale: Scale
    values: Mapping[Person, float]
    invited: int | None
    after: bool | None


def waves_of(automation: Automation, answers: Iterable[Answer], today: date) -> list[Wave]:
    """Every wave up to today of one automation, UMUX-Lite included; by audience, item and date."""
    groups: dict[tuple[Audience, str, date], list[Answer]] = {}
    for answer in answers:
        if answer.automation == automation.key and answer.wave <= today:
            groups.setdefault((answer.audience, answer.item, answer.wave), []).append(answer)
    found = []
    for (audience, item, at), group in groups.items():
        scale = scale_of(item, audience, automation)
        if scale is not None:
            found.append(_wave(group, scale, _is_after(automation, group, at)))
    found += _umux_lite(found)
    return sorted(found, key=lambda w: (w.audience, w.item, w.at))


def _wave(group: list[Answer], scale: Scale, after: bool | None) -> Wave:  # noqa: FBT001  a fact, not a switch
    values = {
        _person(a): a.value for a in group if a.value is not None and scale.low <= a.value <= scale.high
    }
    silent = any(a.value is None for a in group)
    first = group[0]
    return Wave(
        audience=first.audience,
        item=first.item,
        at=first.wave,
        scale=scale,
        values=values,
        invited=len({_person(a) for a in group}) if silent else None,
        after=after,
    )


def _person(answer: Answer) -> Person:
    return answer.respondent or (answer.place.file, answer.place.line)


def _is_after(automation: Automation, group: list[Answer], at: date) -> bool | None:
    """Said by the file, else by the date of go-live, else unknown."""
    said = next((a.after for a in group if a.after is not None), None)
    go_live = automation.rollout.first_on
    if said is not None or go_live is None:
        return said
    return at >= go_live


def _umux_lite(waves: list[Wave]) -> list[Wave]:
    """UMUX-Lite, 0–100, of the people who answered both of its items: (usefulness + ease - 2) x 100 / 12."""
    ease = {(w.audience, w.at): w for w in waves if w.item == "ease"}
    found = []
    for useful in (w for w in waves if w.item == "usefulness"):
        easy = ease.get((useful.audience, useful.at))
        if easy is not None:
            both = {p: v + easy.values[p] for p, v in useful.values.items() if p in easy.values}
            found.append(
                Wave(
                    audience=useful.audience,
                    item="umux_lite",
                    at=useful.at,
                    scale=UMUX_LITE,
                    values={p: (v - 2) * 100 / 12 for p, v in both.items()},
                    invited=useful.invited,
                    after=useful.after,
                )
            )
    return found


def answer_problems(automation: Automation, answers: Iterable[Answer]) -> tuple[Problem, ...]:
    """Answers that no score can use: outside their scale, or to an item that has none."""
    found: list[Problem] = []
    for answer in answers:
        if answer.automation == automation.key and answer.value is not None:
            found += _problem(answer, answer.value, scale_of(answer.item, answer.audience, automation))
    return tuple(found)


def _problem(answer: Answer, value: float, scale: Scale | None) -> list[Problem]:
    place: Place = answer.place
    if scale is None:
        return [Problem("answer.unknown_item", place, answer.item)]
    if scale.low <= value <= scale.high:
        return []
    details = {"item": answer.item, "low": scale.low, "high": scale.high}
    return [Problem("answer.out_of_scale", place, f"{value:g}", details=details)]
