"""Sentences from the code that writes them for readers: real audits, simulated effects, claims, scenarios.

The same seed gives the same corpus in French and in English, sentence for sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from pathlib import Path

import numpy as np

import retour
from report.assessments import assessment, firm, leads, planned, quotes
from retour.assessment.result import Assessment, Sheet
from retour.claim.sentence import check_sentence
from retour.quantity import Comparator, Estimate, Grade, Unit
from retour.report.claim_text import claim_text
from retour.report.node import View, figure_node
from retour.verdict.result import Decision, Measurement
from retour.wording import headline, headline_all, say
from retour.wording.beside import notes_beside
from retour.wording.catalogue import catalogue
from retour.wording.certainties import certainties, nobody_knows
from retour.wording.names import Names
from retour.wording.outlook import said_of_outlook
from retour.wording.verdicts import say_measurement, say_reason
from retour.workspace.example import EXAMPLE_DAY

EXAMPLES = Path(__file__).parents[2] / "examples"
MAIN = "quotes/effect/signed_late/all"
UNITS = (Unit.POINTS, Unit.DURATION, Unit.MINUTES, Unit.PER_CASE, Unit.SCORE, Unit.CASES)
DESIGNS = ("hold_out", "wait", "time_cases", "answer_realisation", "spot_check", "none")


@dataclass(frozen=True)
class Spoken:
    """One text (or one node of HTML), where it comes from, and the assessment that it speaks of."""

    source: str
    text: str
    of: Assessment

    @property
    def plain(self) -> str:
        return unescape(re.sub(r"<[^>]+>", "", self.text))


@cache
def audits() -> tuple[Assessment, ...]:
    """Real audits: grades A to E, six verdicts, losses, silences, unknowns; and the synthetic firm."""
    folders = [EXAMPLES / name for name in ("firm", "rollouts", "article")]
    return (*(retour.open(folder).audit(today=EXAMPLE_DAY) for folder in folders), firm())


@cache
def corpus(lang: str, seed: int = 20261125) -> tuple[Spoken, ...]:
    """Every sentence in a language."""
    said = [*_of_audits(lang), *_simulated(lang, seed), *_claimed(lang, seed)]
    return tuple(spoken for spoken in said if spoken.text.strip())


def _of_audits(lang: str) -> Iterator[Spoken]:
    for one in audits():
        names, register = Names.of(one, lang), one.dossier.register
        yield Spoken("headline_all", headline_all(one, lang), one)
        yield Spoken("nobody_knows", nobody_knows(one.sheets, names), one)
        for sheet in one.sheets:
            yield Spoken("headline", headline(sheet, lang, register), one)
            yield from (Spoken(source, text, one) for source, text in _of_sheet(sheet, names))
        view = View.of(one, lang)
        yield from (Spoken(f"figure {f.key}", figure_node(view, f), one) for f in one.figures.values())


def _of_sheet(sheet: Sheet, names: Names) -> Iterator[tuple[str, str]]:
    yield from (("certainty", said.text) for said in certainties(sheet, names))
    yield from (("beside", text) for text, _ in notes_beside(sheet, names))
    yield from (("outlook", text) for text in said_of_outlook(sheet, names))
    yield from (("reason", say_reason(sheet, reason, names)) for reason in sheet.verdict.reasons)
    yield from (("measurement", text) for text in say_measurement(sheet, names))
    for check in sheet.audit.checks:
        yield "check", names.say(check.reason, sheet.automation, check.details, "check_reason")
    for effect in sheet.effects:
        yield from (("rule", names.rule(sheet.automation, effect.indicator, r)) for r in effect.rules)


def _simulated(lang: str, seed: int) -> Iterator[Spoken]:
    """Headlines and figures of effects drawn in every grade, direction and unit; measurements drawn too."""
    rng = np.random.default_rng(seed)
    for grade in Grade:
        for unit in UNITS:
            for side in (-1, 0, 1):
                yield from _one_effect(rng, grade, unit, side, lang)
    for design in DESIGNS:
        sheet = replace(quotes(), verdict=replace(quotes().verdict, measurement=_measurement(rng, design)))
        one = assessment(sheet, planned())
        said = say_measurement(sheet, Names.of(one, lang))
        yield from (Spoken(f"measurement {design}", text, one) for text in said)
    for decision in Decision:
        sheet = replace(planned(), verdict=replace(planned().verdict, decision=decision))
        one = assessment(sheet)
        yield Spoken(f"planned {decision}", headline(sheet, lang, one.dossier.register), one)
    for code in catalogue(lang)["unknown"]:
        yield Spoken(f"unknown {code}", say(code, {"n": 3, "days": 12}, lang, family="unknown"), firm())


def _one_effect(rng: np.random.Generator, grade: Grade, unit: Unit, side: int, lang: str) -> Iterator[Spoken]:
    size = {Unit.POINTS: 0.05, Unit.DURATION: 9000.0}.get(unit, 6.0)
    point = float(size * (1 + rng.random()) * (side or 0.2))
    half = float(abs(point) * (0.4 if side else 4) * (0.8 + 0.4 * rng.random()))
    comparator = Comparator.HOLD_OUT if grade is Grade.A else Comparator.COUNTERFACTUAL
    figure = replace(
        quotes().figures[MAIN],
        value=Estimate(point, point - half, point + half),
        unit=unit,
        grade=grade,
        n=int(rng.integers(120, 9000)),
        n_before=int(rng.integers(120, 9000)),
        comparator=comparator,
    )
    sheet = quotes()
    silence = replace(sheet.watched.silence, silent=False)
    effects = tuple(replace(e, grade=grade) if e is sheet.main_effect else e for e in sheet.effects)
    sheet = replace(
        sheet,
        figures={**sheet.figures, MAIN: figure},
        watched=replace(sheet.watched, silence=silence),
        effects=effects,
    )
    one = assessment(sheet, leads(), lost=None)
    where = f"{grade} {unit} {side}"
    yield Spoken(f"effect {where}", headline(sheet, lang, one.dossier.register), one)
    yield Spoken(f"node {where}", figure_node(View.of(one, lang), figure), one)


def _measurement(rng: np.random.Generator, design: str) -> Measurement:
    return Measurement(
        design=design,
        input="effect",
        n=int(rng.integers(100, 5000)),
        share=float(rng.integers(1, 5)) / 10,
        weeks=int(rng.integers(2, 30)),
        cost=float(rng.integers(0, 900)),
        lifts_to=Grade.B,
        useful=True,
    )


CLAIMED = (
    ("+{n} % de ventes", "+{n}% sales"),
    ("{n} % des devis relancés sont signés", "{n}% of the quotes followed up are signed"),
    ("la conversion passe de {m} % à {n} %", "conversion goes from {m}% to {n}%"),
    ("le délai passe de {n} h à {m} min", "the delay goes from {n} h to {m} min"),
    ("elle fait gagner {m} h par jour", "it saves {m} h a day"),
    ("{n} min par semaine et par personne", "{n} min a week for each person"),
    ("{m} tâches supprimées", "{m} tasks removed"),
    ("délai divisé par {m}", "delay divided by {m}"),
    ("satisfaction de {m}/10", "satisfaction of {m}/10"),
    ("grâce à l’IA, gain garanti", "thanks to AI, a guaranteed gain"),
)


def _claimed(lang: str, seed: int) -> Iterator[Spoken]:
    rng = np.random.default_rng(seed)
    one = firm()
    for pair in CLAIMED:
        for _ in range(3):
            numbers = {"m": int(rng.integers(2, 9)), "n": int(rng.integers(11, 60))}
            finding = check_sentence(pair[lang == "en"].format(**numbers), one.dossier.register)
            for line in claim_text(finding, lang, "EUR").splitlines():
                yield Spoken(f"claim {pair[1]}", line, one)
