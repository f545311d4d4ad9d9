"""What is said beside an effect: whether it lasts, by kind of case, and what could explain it away."""

from collections.abc import Sequence
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.effect.result import Course, Effect, Segments
from retour.quantity import Estimate, Figure
from retour.wording.headline import main_figure
from retour.wording.names import Names
from retour.wording.sentence import label, say
from retour.wording.values import say_direction, say_value

DIFFER_P = 0.05
Line = tuple[str, Figure | None]  # a sentence, and the figure that follows it or that it holds


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of case: its name, its effect (drawn towards the others) and what can be said of it."""

    name: str
    figure: Figure
    said: str
    seen: bool  # it survives the count of how many kinds were looked at


def notes_beside(sheet: Sheet, names: Names, *, brief: bool = False) -> list[tuple[str, Figure]]:
    """Sentences that end on a figure: the cases really reached, any day, and how the effect lasts.

    `brief` leaves out a course that nobody can tell.
    """
    effect = sheet.main_effect
    if effect is None:
        return []
    found = {f"effect_{kind}": main_figure(sheet, kind) for kind in ("complier", "any_day")}
    lasting = _lasting(sheet, effect)
    if lasting and not (brief and lasting is Course.UNCLEAR):
        found[f"effect_drift_{lasting}"] = main_figure(sheet, "drift")
    return [(label(code, names.lang), figure) for code, figure in found.items() if figure is not None]


def _lasting(sheet: Sheet, effect: Effect) -> Course | None:
    """The course of an effect; nothing where neither the effect nor its course can be seen."""
    if effect.drift is None or (effect.drift.course is Course.UNCLEAR and not _visible(sheet)):
        return None
    return effect.drift.course


def _visible(sheet: Sheet) -> bool:
    figure = main_figure(sheet)
    return figure is not None and isinstance(figure.value, Estimate) and figure.value.excludes_zero


def parts(sheet: Sheet, names: Names) -> list[Part]:
    """The kinds of cases that have an effect of their own, largest first."""
    effect, whole = sheet.main_effect, main_figure(sheet)
    if effect is None or effect.segments is None or whole is None:
        return []
    stem = whole.key.replace("/effect/", "/segment/", 1)
    found = [(s, sheet.figures.get(f"{stem}/{s.segment}")) for s in effect.segments.segments]
    unseen = label("direction_none", names.lang)
    return [
        Part(s.segment, figure, say_direction(figure, names.lang) if s.discovered else unseen, s.discovered)
        for s, figure in found
        if figure is not None
    ]


def said_of_segments(segments: Segments, names: Names) -> list[str]:
    """Opposite signs first, then whether kinds differ, then those that are too small to tell."""
    said = [_spread(segments, names)]
    if segments.too_small:
        said.append(label("segments_small", names.lang, names=names.few(segments.too_small)))
    if segments.unnamed:
        said.append(label("segments_unnamed", names.lang, n=segments.unnamed))
    return said


def _spread(segments: Segments, names: Names) -> str:
    if segments.opposite:
        found = [s for s in segments.segments if s.discovered]
        up, down = ([s.segment for s in found if (s.shrunk.value > 0) is side] for side in (True, False))
        return label("segments_opposite", names.lang, up=up, down=down)
    if segments.alike_p is None:
        return label("segments_one" if segments.segments else "segments_none", names.lang)
    return label("segments_differ" if segments.alike_p < DIFFER_P else "segments_alike", names.lang)


def said_of_hidden_cause(sheet: Sheet, names: Names) -> list[Line]:
    """How strong a cause left out would have to be; nothing where there is no visible effect to explain."""
    effect = sheet.main_effect
    cause = effect.hidden_cause if effect else None
    if cause is None or not _visible(sheet):
        return []
    point, bound, known = (main_figure(sheet, f"hidden_cause{end}") for end in ("", "_bound", "_known"))
    said = [
        (label("hidden_point", names.lang, strength=_told(point, names)), point),
        (label("hidden_bound", names.lang, bound=_told(bound, names)), bound),
    ]
    if cause.known is None:
        return [*said, (label("hidden_no_known", names.lang), None)]
    strengths = {
        "hidden_enough": cause.strength,
        "hidden_doubt": cause.strength_of_bound,
        "hidden_short": 0.0,
    }
    code = next(code for code, strength in strengths.items() if cause.known >= strength)
    name = names.attribute(sheet.automation.process, cause.known_name or "")
    return [*said, (label(code, names.lang, name=name, known=_told(known, names)), known)]


def _told(figure: Figure | None, names: Names) -> str:
    return "" if figure is None else say_value(figure, names.lang)


def methods(sheets: Sequence[Sheet], names: Names) -> list[str]:
    """The technical name and the version of the method behind each effect, one line an indicator."""
    return [
        _method(sheet, effect, names)
        for sheet in sheets
        for effect in sheet.effects
        if effect.version == "all" and "-" in effect.method
    ]


def _method(sheet: Sheet, effect: Effect, names: Names) -> str:
    technique, _, version = effect.method.rpartition("-")
    return label(
        "method_of",
        names.lang,
        name=names.automation(sheet.automation),
        indicator=names.indicator(sheet.automation, effect.indicator),
        technique=say(technique, {}, names.lang, family="technique"),
        version=version,
    )
