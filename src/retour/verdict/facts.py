"""The few facts that the rules read, taken once from the evidence and the audit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.audit.evidence import FRESH, Evidence, established, p_worse
from retour.audit.result import Audit, Check, Letter
from retour.quantity import DeclaredRange, Estimate, Exact, Grade, Unknown
from retour.register.automation import Status
from retour.register.indicator import Count, Duration, Indicator, Score, Sum
from retour.verdict.result import Measurement
from retour.verdict.thresholds import Thresholds
from retour.worth.result import Nature, Worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """P(an indicator got worse by more than its margin); `p` None: unknown or not of grade C."""

    indicator: str
    p: float | None
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A gain that is established: its interval excludes zero on the good side, grade C or better."""

    indicator: str
    kind: str  # time | conversion | satisfaction
    grade: Grade | None = None  # None: survey scores, before and after
    audience: str = ""
    p_better: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules read. None is unknown and fires nothing by itself."""

    legal_red: bool = False
    retired: bool = False
    fix_open: bool = False  # a repair was decided less than 100 days ago
    fix_tried: bool = False  # ... or before
    p_positive: float | None = None
    p_avoidable_negative: float | None = None
    p_proven: float | None = None  # P(net > 0) counting only gains of grade A or B, and every cost
    net: float | None = None
    net_p10: float | None = None
    net_p80: float | None = None
    worth_grade: Grade = Grade.E
    evpi: float | None = None
    driver: str | None = None  # the largest driver, when it is in the owner's hands
    harms: tuple[Harm, ...] = ()
    main_harm: Harm | None = None
    main_known: bool = False
    main_proven: bool = False  # established on the main indicator at grade B or better
    gains: tuple[Gain, ...] = ()
    use: Check | None = None
    complete: Check | None = None
    reliable: Check | None = None
    friction: Check | None = None
    segments: Check | None = None
    comparison: float | None = None
    observation: float | None = None
    m_coverage: float = 0.0
    addressable: float | None = None
    measurement: Measurement | None = None
    questioned: date | None = None  # the last review already called it into question


def facts_of(
    evidence: Evidence, audit: Audit, *, today: date, thresholds: Thresholds, measurement: Measurement | None
) -> Facts:
    """The facts of a live automation."""
    automation, worth, main = evidence.automation, evidence.worth, evidence.main
    review, effect = evidence.review(today), evidence.main_effect
    p10, p80 = _quantiles(worth)
    return Facts(
        legal_red=automation.legal.red,
        retired=automation.status is Status.RETIRED,
        fix_open=review is not None and review.taken == "fix" and review.at < today,
        fix_tried=any(r.taken == "fix" and r.at + FRESH < today for r in evidence.reviews()),
        p_positive=worth.p_positive,
        p_avoidable_negative=worth.p_avoidable_negative,
        p_proven=p_proven(worth),
        net=point(worth.net),
        net_p10=p10,
        net_p80=p80,
        worth_grade=worth.grade,
        evpi=worth.evpi,
        driver=_driver(worth),
        harms=tuple(guardrail_harms(evidence)),
        main_harm=None if main is None else _harm(evidence, main, 0.0),
        main_known=effect is not None and not isinstance(effect.estimate, Unknown),
        main_proven=main is not None and established(effect, main, worst_grade="B"),
        gains=(*gains(evidence), *satisfactions(evidence, thresholds)),
        use=audit.check("A3"),
        complete=audit.check("O1"),
        reliable=audit.check("O2"),
        friction=audit.check("O3"),
        segments=audit.check("R5"),
        comparison=audit.check("M3").score,
        observation=known_mean(audit, Letter.O, thresholds.extend_known),
        m_coverage=audit.letter(Letter.M).known / audit.letter(Letter.M).checks,
        addressable=automation.addressable,
        measurement=measurement,
        questioned=_questioned(evidence, today),
    )


def point(value: Estimate | DeclaredRange | Exact | Unknown) -> float | None:
    """The single number of a value; None when unknown."""
    match value:
        case Unknown():
            return None
        case DeclaredRange(mode=mode):
            return mode
        case _:
            return value.value


def known_mean(audit: Audit, letter: Letter, least: int) -> float | None:
    """Mean of a letter's known checks; None when fewer than `least` are known."""
    score = audit.letter(letter)
    return score.low * score.checks / score.known if score.known >= max(least, 1) else None


def guardrail_harms(evidence: Evidence) -> Iterator[Harm]:
    """Harm on each guardrail of the main indicator."""
    for key in evidence.main.guardrails if evidence.main else ():
        indicator = evidence.automation.indicator(key)
        if indicator is not None:
            yield _harm(evidence, indicator, indicator.margin)


def _harm(evidence: Evidence, indicator: Indicator, margin: float | None) -> Harm:
    effect = evidence.effect(indicator.key)
    if effect is None or effect.grade > Grade.C:
        return Harm(indicator=indicator.key, p=None, margin=margin)
    p = p_worse(effect, indicator, margin=abs(margin or 0.0))
    return Harm(indicator=indicator.key, p=p, margin=margin)


def gains(evidence: Evidence) -> Iterator[Gain]:
    """Indicators whose effect is established on the good side."""
    for indicator in evidence.automation.indicators:
        effect = evidence.effect(indicator.key)
        if effect is not None and established(effect, indicator):
            yield Gain(indicator=indicator.key, kind=kind_of(indicator), grade=effect.grade)


def kind_of(indicator: Indicator) -> str:
    """Which of the article's three gains an indicator is about."""
    match indicator.measure:
        case Score():
            return "satisfaction"
        case Duration() | Count() | Sum(field="minutes"):
            return "time"
        case _:
            return "conversion"


def satisfactions(evidence: Evidence, thresholds: Thresholds) -> Iterator[Gain]:
    """Scores of the newest waves that surely rose since the wave before."""
    newest = {(v.audience, v.item): v for v in sorted(evidence.voice, key=lambda v: v.wave)}
    for score in newest.values():
        if score.p_better is not None and score.p_better >= thresholds.satisfied:
            yield Gain(
                indicator=score.item,
                kind="satisfaction",
                audience=score.audience.value,
                p_better=score.p_better,
            )


def p_proven(worth: Worth) -> float | None:
    """P(net > 0) when gains below grade B are left out and every cost stays in."""
    if worth.p_positive is None:
        return None
    if worth.grade <= Grade.B:
        return worth.p_positive
    kept = [line for line in worth.lines if line.nature is Nature.COST or line.grade <= Grade.B]
    draws = [line.draws for line in kept if line.draws is not None]
    if all(line.nature is Nature.COST for line in kept) or len(draws) < len(kept):
        return None
    return float((np.sum(draws, axis=0) > 0).mean())


def _quantiles(worth: Worth) -> tuple[float | None, float | None]:
    if worth.net_draws is None or not len(worth.net_draws):
        return None, None
    low, high = np.quantile(worth.net_draws, (0.1, 0.8))
    return float(low), float(high)


def _driver(worth: Worth) -> str | None:
    top = max(worth.drivers, key=lambda d: abs(d.at_high - d.at_low), default=None)
    return top.code if top is not None and top.controllable else None


def _questioned(evidence: Evidence, today: date) -> date | None:
    past = next((r for r in evidence.reviews() if r.at < today), None)
    return past.at if past and "question" in (past.proposed, past.taken) else None
