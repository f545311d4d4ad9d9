"""What a reader sees beside an effect: kinds of cases, how it lasts, any day, what could explain it away."""

from dataclasses import replace
from datetime import date

import pytest

from report.assessments import assessment, quotes
from retour.assessment.effect_figures import beside
from retour.effect.result import Course, Drift, HiddenCause, Rule, SegmentEffect, Segments
from retour.quantity import Estimate, Grade, Unit
from retour.register.automation import Rollout, RolloutKind
from retour.report import as_json, explain, page, render
from retour.wording.beside import methods, said_of_hidden_cause, said_of_segments
from retour.wording.names import Names

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
FOUND = Estimate(0.04, 0.01, 0.07)
LOSS = Estimate(-0.03, -0.05, -0.01)


def part(name, value, *, found):
    return SegmentEffect(
        segment=name, raw=Estimate(0.3, 0.2, 0.4), shrunk=value, n=80, discovered=found, grade=Grade.C
    )


def kinds(*parts, alike_p=0.4, opposite=False, **more):
    return Segments(segments=parts, spread=0.01, alike_p=alike_p, opposite=opposite, **more)


def told(**changes):
    """The quotes sheet with other things beside its effect, and their figures."""
    sheet = quotes()
    effect = replace(sheet.main_effect, **changes)
    main = sheet.figures["quotes/effect/signed_late/all"]
    figures = {f.key: f for f in beside(effect, sheet.automation.main, main)}
    return replace(sheet, effects=(effect, *sheet.effects[1:]), figures={**sheet.figures, **figures})


def plain(text):
    return text.translate(SPACES)


def squeezed(text):
    return " ".join(plain(text).split())


def test_each_figure_beside_an_effect_has_its_unit_interval_grade_and_comparator():
    sheet = told(
        complier=FOUND,
        any_day=FOUND,
        drift=Drift(change=LOSS, course=Course.FADING),
        segments=kinds(part("B2B", FOUND, found=True)),
        hidden_cause=HiddenCause(strength=1.8, strength_of_bound=1.2),
    )
    main = sheet.figures["quotes/effect/signed_late/all"]
    for end in ("complier/signed_late/all", "drift/signed_late/all", "segment/signed_late/all/B2B"):
        figure = sheet.figures[f"quotes/{end}"]
        assert isinstance(figure.value, Estimate)
        assert figure.unit is Unit.POINTS
        assert (figure.grade, figure.comparator) == (Grade.C, main.comparator)
    assert sheet.figures["quotes/any_day/signed_late/all"].n is None
    assert sheet.figures["quotes/hidden_cause/signed_late/all"].unit is Unit.TIMES
    assert "quotes/hidden_cause_known/signed_late/all" not in sheet.figures


def test_only_the_effect_drawn_towards_the_others_is_a_figure():
    sheet = told(segments=kinds(part("B2B", FOUND, found=True)))
    assert sheet.figures["quotes/segment/signed_late/all/B2B"].value == FOUND
    assert not [f for f in sheet.figures.values() if f.value == Estimate(0.3, 0.2, 0.4)]


def test_opposite_signs_are_said_before_anything_else():
    segments = kinds(
        part("B2B", FOUND, found=True), part("B2C", LOSS, found=True), alike_p=0.001, opposite=True
    )
    said = said_of_segments(segments, Names("fr"))
    assert plain(said[0]) == (
        "L’effet change de sens selon le type de dossier : à la hausse pour B2B, à la baisse pour B2C."
    )


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        (
            kinds(part("a", FOUND, found=True), part("b", FOUND, found=True)),
            "Nothing shows that the effect differs",
        ),
        (
            kinds(part("a", FOUND, found=True), part("b", FOUND, found=False), alike_p=0.01),
            "respond differently",
        ),
        (kinds(part("a", FOUND, found=True), alike_p=None), "Only one kind of case"),
        (kinds(alike_p=None), "No kind of case"),
    ],
)
def test_kinds_of_cases_are_said_alike_apart_or_too_few(segments, said):
    assert said in said_of_segments(segments, Names("en"))[0]


def test_kinds_that_are_too_small_are_named_and_the_smallest_only_counted():
    segments = kinds(alike_p=None, too_small=tuple("abcdefgh"), unnamed=3)
    _, small, unnamed = said_of_segments(segments, Names("en"))
    assert plain(small) == "Too few cases to tell: a, b, c, d, e, f, and 2 others."
    assert unnamed == "Other kinds of cases, too small or too many to be read: 3."


def test_a_kind_that_does_not_survive_the_count_shows_no_visible_effect_on_the_page():
    html = page(assessment(told(segments=kinds(part("Seul", FOUND, found=False)))), "fr")
    row = html[html.rindex(">Seul<") :][:200]
    assert "pas d’effet visible" in row


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (2.0, "suffirait à tout expliquer"),
        (1.5, "rendrait l’effet douteux"),
        (1.1, "plus forte que tout ce qui est déclaré"),
        (None, "Aucune différence déclarée"),
    ],
)
def test_a_hidden_cause_is_measured_against_the_strongest_declared_one(known, said):
    cause = HiddenCause(strength=1.8, strength_of_bound=1.2, known=known, known_name="client_type")
    lines = [plain(line) for line, _ in said_of_hidden_cause(told(hidden_cause=cause), Names("fr"))]
    assert "d’un facteur 1,8" in lines[0]
    assert "un facteur 1,2 suffirait" in lines[1]
    assert said in lines[2]


def test_nothing_is_explained_away_where_there_is_no_visible_effect():
    cause = HiddenCause(strength=1.3, strength_of_bound=1.0)
    sheet = told(hidden_cause=cause)
    key = "quotes/effect/signed_late/all"
    unseen = replace(sheet.figures[key], value=Estimate(0.01, -0.01, 0.03))
    assert said_of_hidden_cause(replace(sheet, figures={**sheet.figures, key: unseen}), Names("fr")) == []


@pytest.mark.parametrize(
    ("course", "fr"),
    [
        (Course.FADING, "L’effet s’essouffle."),
        (Course.GROWING, "L’effet grandit avec le temps."),
        (Course.STEADY, "L’effet tient dans le temps."),
    ],
)
def test_how_an_effect_lasts_is_said_on_the_page_and_in_the_terminal(course, fr):
    firm = assessment(told(drift=Drift(change=LOSS, course=course)))
    assert fr in plain(page(firm, "fr"))
    assert fr in squeezed(render(firm, "fr", 100))


def test_a_course_that_nobody_can_tell_is_on_the_page_only():
    firm = assessment(told(drift=Drift(change=Estimate(0, -0.1, 0.1), course=Course.UNCLEAR)))
    assert "Nobody can tell yet" in page(firm, "en")
    assert "Nobody can tell yet" not in render(firm, "en", 100)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_key_has_the_same_text_on_every_face(lang):
    firm = assessment(told(complier=FOUND, any_day=FOUND, segments=kinds(part("B2B", FOUND, found=True))))
    said = as_json(firm, lang)["figures"]
    for end in ("complier/signed_late/all", "any_day/signed_late/all", "segment/signed_late/all/B2B"):
        text = squeezed(said[f"quotes/{end}"]["said"])
        assert text in squeezed(page(firm, lang))
        assert text in squeezed(render(firm, lang, 100))
        assert text in squeezed(explain(firm, f"quotes/{end}", lang))


def test_explain_walks_from_a_kind_of_case_to_the_whole_effect():
    said = explain(
        assessment(told(segments=kinds(part("B2B", FOUND, found=True)))),
        "quotes/segment/signed_late/all/B2B",
        "en",
    )
    assert "drawn towards that of the other kinds" in said
    assert "quotes/effect/signed_late/all" in said


def test_an_effect_corrected_for_the_past_does_not_pretend_to_be_the_gap_of_two_levels():
    plainly = "Without the automation it would be"
    assert plainly in page(assessment(quotes()), "en")
    corrected = page(assessment(told(level=0.65, counterfactual=0.53)), "en")
    assert "The effect also corrects for what the two sides already were before." in corrected
    assert plainly not in corrected


def test_the_page_ends_on_the_methods_and_their_versions():
    assert methods([told(method="group-time-1")], Names("en"))[0].endswith(
        "difference-in-differences by start date (Callaway-Sant’Anna), version 1."
    )
    assert methods([told(method="")], Names("en")) == []


def test_a_rule_says_its_figures_in_the_unit_of_the_indicator():
    sheet, names = quotes(), Names("fr")
    rule = Rule("not_inferior", passed=True, details={"worst": 0.011, "margin": 0.03})
    assert "(au pire 1,1 point de dégradation, 3 points acceptés)" in plain(
        names.rule(sheet.automation, "signed_late", rule)
    )
    assert "0 point" in plain(
        names.rule(sheet.automation, "signed_late", replace(rule, details={"worst": -0.02, "margin": 0.03}))
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule("adjusted", passed=False), "Known differences between the two groups were corrected"),
        (
            Rule("adjusted", passed=True, details={"names": ("client_type", "source"), "unadjusted": 0.166}),
            "corrected (client type and source; without this the gap would be +16.6 points)",
        ),
        (
            Rule("controls_recorded", passed=True, details={"declared": 3, "used": 3, "missing": ()}),
            "could be used (3 of 3)",
        ),
        (
            Rule(
                "controls_recorded", passed=False, details={"declared": 3, "used": 2, "missing": ("parts",)}
            ),
            "could be used (2 of 3; missing: parts)",
        ),
        (
            Rule("start_not_extreme", passed=False, details={"corrected": True}),
            "are left out of the comparison",
        ),
        (
            Rule("mark_apart", passed=None, details={"closed": None, "open": None, "cases": 4}),
            "4 cases ended early",
        ),
        (
            Rule(
                "confounders_recorded",
                passed=True,
                details={"name": "source", "missing": 0.01, "limit": 0.05},
            ),
            "“source” is missing for 1%",
        ),
        (
            Rule(
                "units_left_out",
                passed=False,
                details={"reason": "no_window", "count": 8, "units": tuple("abcdefgh")},
            ),
            "switched on too recently, or too early: a, b, c, d, e, f, and 2 others",
        ),
        (Rule("unit_recorded", passed=True, details={"share": 0.97}), "The unit (“site”) is recorded"),
    ],
)
def test_a_rule_is_said_with_what_is_known_of_it(rule, said):
    automation = replace(
        quotes().automation,
        rollout=Rollout(kind=RolloutKind.STAGGERED, unit="site", units={"a": date(2026, 5, 11)}),
    )
    assert said in plain(Names("en").rule(automation, "signed_late", rule))


def test_a_hidden_cause_stands_on_the_page_with_its_figures():
    cause = HiddenCause(strength=1.8, strength_of_bound=1.2, known=1.1, known_name="client_type")
    html = page(assessment(told(hidden_cause=cause)), "fr")
    for part_of in ("hidden_cause", "hidden_cause_bound", "hidden_cause_known"):
        assert f'data-figure="quotes/{part_of}/signed_late/all"' in html
