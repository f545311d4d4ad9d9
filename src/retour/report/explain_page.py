"""The explanation of a figure as HTML: computation, inputs, lines, method, what would change it."""

from collections.abc import Iterable, Iterator

from retour.assessment.result import Assessment, Sheet
from retour.effect.result import Effect
from retour.quantity import Figure, Grade
from retour.report.explain import Explained, explained, formula_said, rows_said
from retour.report.html import Child, Html, grid, join, listing, tag
from retour.report.node import View, explained_at, figure_node
from retour.wording.figures import ON_INDICATOR, figure_name
from retour.wording.numbers import integer
from retour.wording.sentence import plain, say
from retour.wording.values import grade_word
from retour.wording.verdicts import say_measurement

MOST_USED = 12
DIGITS = 12  # of a digest, enough to tell two apart


def explanation(view: View, key: str, version: str) -> Html:
    """Every part of the explanation of a figure that is there; `version` of the program."""
    assessment = view.assessment
    step = explained(assessment.figures, key, deepest=2)
    figure = assessment.figures[key]
    parts = [
        _computation(view, step, figure),
        _rows(view, figure),
        _changes(view, figure),
        _method(view, figure, version),
        _used(view, key),
    ]
    return join(parts)


def title_of(view: View, key: str, own: Sheet | None = None) -> str:
    """The name of a figure, beginning with a capital; without the name of its automation when it is `own`."""
    name = figure_name(view.assessment, key, view.names)
    if own is not None:
        name = name.removeprefix(view.label("named", name=view.names.automation(own.automation))).strip()
    return name[:1].upper() + name[1:]


def _part(view: View, code: str, *children: Child) -> Html:
    return tag("section", tag("h2", view.label(f"pilot.explain_{code}")), *children, class_="blk")


def _computation(view: View, step: Explained, figure: Figure) -> Html:
    said = tag("p", formula_said(view, figure))
    own = sheet_of(view.assessment, step.key.split("/")[0])
    rows = [(_led(view, before.key, own), _worth(view, before)) for before in step.inputs]
    head = [view.label(f"pilot.explain_column_{c}") for c in ("figure", "value")]
    caption = view.label("pilot.explain_inputs_title")
    table = grid(head, rows, caption, "data loose", spoken=False) if rows else None
    return _part(view, "formula_title", said, table)


def _led(view: View, key: str, own: Sheet | None) -> Child:
    """The name of a figure, leading to its explanation; without its automation on that one's own page.

    What is no figure of the audit, as a range that was declared, leads nowhere.
    """
    name = title_of(view, key, own)
    return explained_at(view, key, name) if key in view.assessment.figures else name


def _worth(view: View, step: Explained) -> Html:
    if step.figure is None:
        return tag("span", view.label("explain_missing_input", key=step.key), class_="unknown")
    return figure_node(view, step.figure)


def _rows(view: View, figure: Figure) -> Html | None:
    """The lines of the files, or that there is none: never silence."""
    if figure.inputs and not figure.rows:
        return None
    head = [view.label(f"pilot.explain_row_{c}") for c in ("file", "line")]
    said = rows_said(view, figure)
    rows = [(row.file, integer(row.line, view.lang) if row.line else "…") for row in figure.rows]
    table = grid(head, rows, said) if rows else None
    return _part(view, "rows_title", tag("p", said), table)


def _method(view: View, figure: Figure, version: str) -> Html:
    assessment = view.assessment
    said = [
        *_technique(view, figure.key),
        view.label(
            "pilot.explain_program",
            version=version,
            day=assessment.today,
            digest=assessment.digest[:DIGITS],
        ),
        view.label("pilot.explain_seed", seed=assessment.seed),
        view.label("pilot.explain_key", key=figure.key),
        view.label("pilot.explain_command", key=figure.key),
    ]
    return _part(view, "method_title", listing(said, "plain"))


def _technique(view: View, key: str) -> Iterator[str]:
    effect = effect_of(view.assessment, key)
    if effect is not None:
        yield say(effect.design, {}, view.lang, family="method")
        if "-" in effect.method:
            technique, _, version = effect.method.rpartition("-")
            words = {"technique": say(technique, {}, view.lang, family="technique"), "version": version}
            yield view.label("pilot.explain_method_said", **words)


def effect_of(assessment: Assessment, key: str) -> Effect | None:
    """The comparison that a figure comes from, if any."""
    automation, *rest = key.split("/")
    if len(rest) < 3 or rest[0] not in ON_INDICATOR:
        return None
    sheet = sheet_of(assessment, automation)
    effects = sheet.effects if sheet else ()
    return next((e for e in effects if [e.indicator, e.version] == rest[1:3]), None)


def sheet_of(assessment: Assessment, automation: str) -> Sheet | None:
    """The sheet of an automation, if there is one."""
    return next((s for s in assessment.sheets if s.automation.key == automation), None)


def _changes(view: View, figure: Figure) -> Html:
    said = list(dict.fromkeys(would_change(view, figure)))
    return _part(view, "change_title", listing(said, "plain"))


def would_change(view: View, figure: Figure) -> Iterator[str]:
    """What would give another figure, in words, what is nearest at hand first."""
    lang = view.lang
    sheet = sheet_of(view.assessment, figure.key.split("/")[0])
    if sheet is not None:
        yield from _of_kind(view, sheet, figure)
    if figure.key == "totals/false_alarms":
        yield say("more_tests", {}, lang, family="would_change")
    elif figure.inputs:
        yield say("inputs", {}, lang, family="would_change")
    if figure.known and figure.grade is Grade.D and not figure.inputs:
        yield say("declared", {}, lang, family="would_change")
    yield say("data", {}, lang, family="would_change")


def _of_kind(view: View, sheet: Sheet, figure: Figure) -> Iterable[str]:
    kind = figure.key.split("/")[1]
    effect = effect_of(view.assessment, figure.key)
    if effect is not None:
        return _of_effect(view, sheet, effect)
    if kind == "worth":
        return _of_worth(view, sheet)
    if kind in ("lost", "late", "completeness"):
        return _of_losses(view, sheet)
    return _of_voice(view, sheet, figure)


def _of_effect(view: View, sheet: Sheet, effect: Effect) -> Iterator[str]:
    """Conditions that are not met and would lift the evidence; then time."""
    for rule in effect.rules:
        if rule.lifts_to is not None and rule.passed is not True:
            words = {
                "said": view.names.rule(sheet.automation, effect.indicator, rule),
                "lift": view.label("why_lift", word=grade_word(rule.lifts_to, view.lang)),
            }
            yield say("rule", words, view.lang, family="would_change")
    if effect.answer_date is not None:
        yield say("answer", {"day": effect.answer_date}, view.lang, family="would_change")


def _of_worth(view: View, sheet: Sheet) -> Iterator[str]:
    worth, names = sheet.worth, view.names
    if worth.not_said:
        what = names.money_words(worth.not_said).lower()
        yield say("not_said", {"what": what}, view.lang, family="would_change")
    drivers = [_driver(view, sheet, driver.code) for driver in worth.drivers[:3]]
    if drivers:
        yield say("drivers", {"what": drivers}, view.lang, family="would_change")
    measurement = sheet.verdict.measurement
    if measurement is not None and measurement.useful and measurement.design != "none":
        words = {"said": " · ".join(say_measurement(sheet, names))}
        yield say("measurement", words, view.lang, family="would_change")


def _driver(view: View, sheet: Sheet, code: str) -> str:
    """What weighs on the gain, its indicator named."""
    stem, _, subject = code.partition(":")
    if sheet.automation.indicator(subject) is None:
        return view.names.money_word(code).lower()
    name = view.label("pilot.quoted", name=view.names.indicator(sheet.automation, subject))
    return f"{view.names.money_word(stem).lower()} {name}"


def _of_losses(view: View, sheet: Sheet) -> Iterator[str]:
    for found in sheet.watched.reconciliations:
        process = found.rule.in_process or sheet.automation.process
        words = {
            "within": plain(found.rule.within, view.names.voice),
            "needs": view.names.activity(process, found.rule.needs),
        }
        yield say("exports", words, view.lang, family="would_change")
        yield say("within", words, view.lang, family="would_change")


def _of_voice(view: View, sheet: Sheet, figure: Figure) -> Iterator[str]:
    if figure.key.startswith(f"{sheet.automation.key}/voice/"):
        yield say("answers", {"answered": figure.n or 0}, view.lang, family="would_change")


def _used(view: View, key: str) -> Html | None:
    """The figures that are computed from this one."""
    users = [user for user, figure in view.assessment.figures.items() if key in figure.inputs]
    own = sheet_of(view.assessment, key.split("/", maxsplit=1)[0])
    items = [_led(view, user, own) for user in users[:MOST_USED]]
    rest = len(users) - len(items)
    more = tag("p", view.label("lost_more", n=rest), class_="note") if rest > 0 else None
    return _part(view, "used_title", listing(items, "plain"), more) if items else None
