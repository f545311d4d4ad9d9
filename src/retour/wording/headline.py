"""One sentence to paste in a mail, with the number in it. Certainties first."""

from collections.abc import Callable

from retour.assessment.result import Assessment, Sheet
from retour.effect.result import Effect
from retour.quantity import Better, Estimate, Figure, Grade, Unknown
from retour.register.automation import Status
from retour.register.workspace import Register
from retour.wording.certainties import Pair, lost_count, pairs
from retour.wording.names import Names
from retour.wording.sentence import label, say
from retour.wording.values import say_comparator, say_direction, say_grade, say_sample, say_unknown, say_value

Try = Callable[[Sheet, Names], str]


def headline(sheet: Sheet, lang: str, register: Register | None = None, *, named: bool = True) -> str:
    """The sentence that matters most about one automation.

    Lost cases, then silence, then a clear effect, then levels before and after, then what is not visible,
    claimed or unknown. `register` gives the names of activities and the currency; `named`: the lost cases
    are listed under the sentence.
    """
    names = Names(lang, register)
    for attempt in _ORDER:
        sentence = (
            attempt(sheet, names) if named or attempt is not _lost else _lost(sheet, names, named=False)
        )
        if sentence:
            return sentence
    return _nothing(sheet, names)


def headline_all(assessment: Assessment, lang: str, *, named: bool = True) -> str:
    """The sentence that matters most about a workspace; `named`: its lost cases are listed under it."""
    names = Names.of(assessment, lang)
    if not assessment.sheets:
        return label("empty_title", lang)
    lost = lost_count(assessment.totals.lost_cases)
    if lost:
        return _all_lost(assessment, lost, names, named=named)
    if len(assessment.sheets) == 1:
        return headline(assessment.sheets[0], lang, assessment.dossier.register, named=named)
    return _all_money(assessment, names) or label("all_unknown", lang, automations=len(assessment.sheets))


def main_figure(sheet: Sheet, kind: str = "effect") -> Figure | None:
    """The figure of the main effect (or of another kind of the same comparison), if any."""
    effect = sheet.main_effect
    if effect is None:
        return None
    return sheet.figures.get(f"{sheet.automation.key}/{kind}/{effect.indicator}/{effect.version}")


def _all_lost(assessment: Assessment, lost: int, names: Names, *, named: bool) -> str:
    losing = [s for s in assessment.sheets if lost_count(s.figures.get(f"{s.automation.key}/lost"))]
    end = "" if named else "_unnamed"
    if len(losing) == 1:
        name = names.automation(losing[0].automation)
        return label(f"all_lost_one{end}", names.lang, n=lost, name=name)
    return label(f"all_lost{end}", names.lang, n=lost, automations=len(losing))


def _all_money(assessment: Assessment, names: Names) -> str:
    for grade in (Grade.A, Grade.B):
        figure = assessment.totals.by_grade.get(grade)
        if figure is not None and isinstance(figure.value, Estimate) and figure.value.low > 0:
            value = say_value(figure, names.lang, names.currency)
            words = {"automations": len(assessment.sheets), "value": value}
            return label("all_established", names.lang, **words, grade=say_grade(grade, names.lang))
    return ""


def _lost(sheet: Sheet, names: Names, *, named: bool = True) -> str:
    lost = lost_count(sheet.figures.get(f"{sheet.automation.key}/lost"))
    losing = [r for r in sheet.watched.reconciliations if r.lost_total]
    if not lost or not losing:
        return ""
    rule, process = losing[0].rule, sheet.automation.process
    return label(
        "headline_lost" if named else "headline_lost_unnamed",
        names.lang,
        n=lost,
        of=names.activity(process, rule.of),
        needs=names.activity(rule.in_process or process, rule.needs),
        name=names.automation(sheet.automation),
    )


def _silent(sheet: Sheet, names: Names) -> str:
    silence = sheet.watched.silence
    if not silence.silent or silence.since is None:
        return ""
    name = names.automation(sheet.automation)
    return label("headline_silent", names.lang, name=name, since=silence.since.date())


def _effect(sheet: Sheet, names: Names, *, clear: bool) -> str:
    figure, effect = main_figure(sheet), sheet.main_effect
    if figure is None or effect is None or not isinstance(figure.value, Estimate):
        return ""
    if figure.value.excludes_zero is not clear:
        return ""
    return _told("headline_effect" if clear else "headline_no_effect", sheet, names, effect, figure)


def _harm(sheet: Sheet, names: Names) -> str:
    """A guardrail that clearly got worse says more than a main indicator that nobody can read."""
    for effect in sheet.effects:
        figure = sheet.figures.get(f"{sheet.automation.key}/effect/{effect.indicator}/{effect.version}")
        if figure is not None and effect.grade <= Grade.C and is_worse(figure):
            return _told("headline_effect", sheet, names, effect, figure)
    return ""


def is_worse(figure: Figure) -> bool:
    """True when the whole interval lies on the bad side."""
    if not isinstance(figure.value, Estimate):
        return False
    bad = figure.value.high < 0 if figure.better is Better.HIGHER else figure.value.low > 0
    return figure.better is not None and bad


def _told(code: str, sheet: Sheet, names: Names, effect: Effect, figure: Figure) -> str:
    return label(
        code,
        names.lang,
        name=names.automation(sheet.automation),
        value=say_value(figure, names.lang, names.currency),
        indicator=names.indicator(sheet.automation, effect.indicator),
        direction=say_direction(figure, names.lang),
        grade=say_grade(figure.grade, names.lang),
        comparator=say_comparator(figure.comparator, names.lang),
        n=say_sample(figure, names.lang),
    )


def _levels(sheet: Sheet, names: Names) -> str:
    for pair in pairs(sheet, names):
        if pair.known and not pair.in_money and _differ(pair, names):
            return _level(sheet, pair, names)
    return ""


def _differ(pair: Pair, names: Names) -> bool:
    """True when the two levels do not read the same."""
    said = [say_value(f, names.lang, names.currency) for f in (pair.before, pair.after) if f is not None]
    return len(set(said)) == 2


def _level(sheet: Sheet, pair: Pair, names: Names) -> str:
    assert pair.before is not None  # noqa: S101  a known pair has both
    assert pair.after is not None  # noqa: S101
    return label(
        "headline_delay",
        names.lang,
        name=names.automation(sheet.automation),
        indicator=pair.name,
        before=say_value(pair.before, names.lang, names.currency),
        after=say_value(pair.after, names.lang, names.currency),
    )


def _planned(sheet: Sheet, names: Names) -> str:
    if sheet.automation.status is not Status.PLANNED:
        return ""
    decision = say(sheet.verdict.decision, {}, names.lang, family="decision")
    name = names.automation(sheet.automation)
    return label("headline_planned", names.lang, name=name, decision=decision.lower())


def _claim(sheet: Sheet, names: Names) -> str:
    if not sheet.claims:
        return ""
    name = names.automation(sheet.automation)
    return label("headline_claim", names.lang, name=name, sentence=sheet.claims[0].sentence)


def _no_loss(sheet: Sheet, names: Names) -> str:
    due = sum(r.due for r in sheet.watched.reconciliations)
    if sheet.watched.lost_total != 0 or not due:
        return ""
    name = names.automation(sheet.automation)
    return label("headline_no_loss", names.lang, name=name, due=due)


def _nothing(sheet: Sheet, names: Names) -> str:
    why = label("unknown_why", names.lang)
    effect = sheet.main_effect
    if effect is not None and isinstance(effect.estimate, Unknown):
        details = names.named(sheet.automation, effect.estimate.details)
        why = say_unknown(effect.estimate.reason, details, names.voice)
    name = names.automation(sheet.automation)
    return label("headline_unknown", names.lang, name=name, why=why)


_ORDER: tuple[Try, ...] = (
    _planned,
    _lost,
    _silent,
    lambda sheet, names: _effect(sheet, names, clear=True),
    _harm,
    _levels,
    lambda sheet, names: _effect(sheet, names, clear=False),
    _claim,
    _no_loss,
)
