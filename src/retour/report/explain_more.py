"""What stands behind an explanation in words: what would change a figure, and by which method it was made."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from retour.assessment.result import Assessment, Sheet
from retour.effect.result import Effect
from retour.quantity import Figure, Grade
from retour.report.node import View
from retour.wording.figures import ON_INDICATOR
from retour.wording.numbers import moment
from retour.wording.sentence import plain, say
from retour.wording.values import grade_word, say_grade
from retour.wording.verdicts import say_measurement, say_reason
from retour.wording.worked import input_of, say_like
from retour.worth.inputs import Input, Origin

DIGITS = 12  # of a digest, enough to tell two apart


def sheet_of(assessment: Assessment, automation: str) -> Sheet | None:
    """The sheet of an automation, if there is one."""
    return next((s for s in assessment.sheets if s.automation.key == automation), None)


def method_said(view: View, figure: Figure, version: str) -> Iterator[str]:
    """The method with its version, the day, the data, the register and the chance that a figure rests on."""
    assessment, register = view.assessment, view.assessment.dossier.register
    yield from _technique(view, figure.key)
    digest = assessment.digest[:DIGITS]
    yield view.label("pilot.explain_program", version=version, day=assessment.today, digest=digest)
    yield view.label("worked.known_on", day=assessment.today)
    for process, at in _watermarks(assessment, figure):
        yield view.label("worked.watermark", process=view.names.process(process), at=moment(at, view.lang))
    if register.revision:
        yield view.label("worked.revision", revision=register.revision[:DIGITS])
    yield view.label("pilot.explain_seed", seed=assessment.seed)


def _watermarks(assessment: Assessment, figure: Figure) -> Iterator[tuple[str, datetime]]:
    """The last event of the process of a figure; of every process for a total."""
    sheet = sheet_of(assessment, figure.key.partition("/")[0])
    for process, at in sorted(assessment.dossier.watermark.items()):
        if sheet is None or sheet.automation.process == process:
            yield process, at


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
        code = "usual" if figure.formula == "input.default" else "declared"
        yield say(code, {}, lang, family="would_change")
    yield say("data", {}, lang, family="would_change")


def _of_kind(view: View, sheet: Sheet, figure: Figure) -> Iterable[str]:
    kind = figure.key.split("/")[1]
    known = input_of(view.assessment, figure.key)
    if known is not None:
        return _of_input(view, sheet, known)
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
    flips = (reason for reason in sheet.verdict.would_change if reason.code.startswith("flip.net"))
    yield from (say_reason(sheet, reason, names, "change") for reason in flips)
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


def _of_input(view: View, sheet: Sheet, known: Input) -> Iterator[str]:
    """Another value where it is written, and how far the gain follows it."""
    worth, lang = sheet.worth, view.lang
    if known.place is not None and known.origin in (Origin.DECLARED, Origin.TIMED, Origin.CARD):
        yield say("written", {"place": plain(known.place, view.names.voice)}, lang, family="would_change")
    net = view.figure(sheet, "worth/net")
    swing = next((d for d in worth.drivers if d.code == known.code), None)
    if swing is not None and net is not None:
        words = {
            "low": say_like(view.names, net, swing.at_low),
            "high": say_like(view.names, net, swing.at_high),
            "proof": say_grade(net.grade, lang),
        }
        yield say("swing", words, lang, family="would_change")
