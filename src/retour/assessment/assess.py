"""From a frozen dossier to an assessment: each step hands a small frozen value to the next."""

import hashlib
import zlib
from dataclasses import replace
from datetime import date

import numpy as np

from retour.assessment.figures import figures_of
from retour.assessment.ground import ground_figures
from retour.assessment.plans import plan_figures
from retour.assessment.portfolio import budget_of
from retour.assessment.result import Assessment, Sheet
from retour.assessment.totals import totals_of
from retour.assessment.volume import volume_figures
from retour.audit.audit import audit_of
from retour.audit.evidence import Evidence
from retour.claim import findings_of
from retour.effect import effects_of
from retour.friction import friction_of
from retour.kpi.dossier import Dossier
from retour.kpi.metered import plan_uses
from retour.register.automation import Automation, Review
from retour.verdict import Thresholds, verdict_of
from retour.voice import scores_of
from retour.watch import watched_of
from retour.worth import Shared, shared_of, worth_of


def assess(dossier: Dossier, *, today: date, seed: int) -> Assessment:
    """Assess every automation of a dossier on a day.

    Each automation has its own random stream (seed and key), so adding one changes no other figure; what
    they share (hourly costs, prices) has a stream of its own too, so that their money adds up draw by draw.
    """
    dossier = replace(dossier, register=dossier.register.at(today))
    dossier = replace(dossier, plan_uses=plan_uses(dossier, today))
    shared = shared_of(dossier.register, lambda code: _stream(seed, code))
    sheets = tuple(
        sheet_of(automation, dossier, shared, today=today, seed=seed)
        for automation in dossier.register.automations
    )
    return Assessment(
        dossier=dossier,
        today=today,
        seed=seed,
        sheets=sheets,
        totals=replace(totals_of(sheets, dossier), plans=plan_figures(dossier, shared)),
        methods={e.method: e.version for s in sheets for e in s.effects if e.method},
        digest=hashlib.sha256(f"{dossier.digest}:{today}:{seed}".encode()).hexdigest(),
    )


def _stream(seed: int, code: str) -> np.random.Generator:
    return np.random.default_rng([seed, zlib.crc32(code.encode())])


def sheet_of(automation: Automation, dossier: Dossier, shared: Shared, *, today: date, seed: int) -> Sheet:
    """Everything about one automation, certainties first."""
    rng = _stream(seed, automation.key)
    watched = watched_of(automation, dossier, today=today)
    friction = friction_of(automation, dossier, today=today, rng=rng)
    effects = effects_of(automation, dossier, today=today, rng=rng)
    worth = worth_of(automation, dossier, effects, today=today, rng=rng, shared=shared)
    voice = scores_of(automation, dossier.answers, today=today, rng=rng)
    evidence = Evidence(
        automation=automation,
        dossier=dossier,
        watched=watched,
        friction=friction,
        effects=effects,
        worth=worth,
        voice=voice,
    )
    audit = audit_of(evidence, today=today)
    limits = Thresholds().changed(dossier.register.thresholds)
    claims = findings_of(automation, dossier.register)
    return Sheet(
        automation=automation,
        watched=watched,
        friction=friction,
        effects=effects,
        worth=worth,
        voice=voice,
        claims=claims,
        audit=audit,
        verdict=verdict_of(evidence, audit, today=today, rng=rng, thresholds=limits),
        figures=figures_of(evidence, claims)
        | volume_figures(evidence, today)
        | ground_figures(evidence, today),
    )


def reviewed(assessment: Assessment, review: Review) -> Assessment:
    """The assessment as it is once somebody answered: the same figures, the audit and the verdict anew.

    It needs the whole assessment, cells and draws included. A review of the same automation on the same day
    is replaced. KeyError when the automation has no sheet.
    """
    register = assessment.dossier.register
    others = (r for r in register.reviews if (r.automation, r.at) != (review.automation, review.at))
    reviews = tuple(sorted((*others, review), key=lambda r: (r.at, r.automation)))
    dossier = replace(assessment.dossier, register=replace(register, reviews=reviews))
    now = _judged(assessment.sheet(review.automation), dossier, assessment.today)
    sheets = tuple(now if s.automation.key == review.automation else s for s in assessment.sheets)
    totals = replace(assessment.totals, budget=budget_of(sheets))
    return replace(assessment, dossier=dossier, sheets=sheets, totals=totals)


def _judged(sheet: Sheet, dossier: Dossier, today: date) -> Sheet:
    evidence = Evidence(
        automation=sheet.automation,
        dossier=dossier,
        watched=sheet.watched,
        friction=sheet.friction,
        effects=sheet.effects,
        worth=sheet.worth,
        voice=sheet.voice,
    )
    audit = audit_of(evidence, today=today)
    limits = Thresholds().changed(dossier.register.thresholds)
    verdict = verdict_of(evidence, audit, today=today, thresholds=limits)
    figures = {**sheet.figures, **ground_figures(evidence, today)}
    return replace(sheet, audit=audit, verdict=verdict, figures=figures)
