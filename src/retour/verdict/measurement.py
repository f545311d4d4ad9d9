"""The next best measurement: which one is worth its cost at this firm's volume, and when to stop measuring.

A design's gain is the expected value of what it would tell (EVSI), minus its cost (ENBS, spec worth). It
removes the share s0^2 / (s0^2 + se^2) of its input's variance (the preposterior variance of a normal mean;
Raiffa and Schlaifer, 1961); `worth.Information.of_sample` says what that is worth to the choice.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import ceil, sqrt

from retour.audit.evidence import Evidence
from retour.quantity import DeclaredRange, Estimate, Grade, Unknown
from retour.register.automation import RolloutKind
from retour.register.worth_lines import TimeLine, Use
from retour.verdict.facts import point
from retour.verdict.result import Measurement
from retour.verdict.thresholds import Thresholds
from retour.verdict.volume import (
    HALF,
    PILOT_SHARE,
    SHOWS,
    WEEKS_A_MONTH,
    Volume,
    delay_of,
    looked_for,
    volume_of,
)
from retour.worth.result import Nature, Worth
from retour.worth.shared import REALISATION

SHARES = (0.10, 0.15, 0.20)
WEEKS = (4, 8, 13, 26, 39, 52)
TIMED = {4: 2.353, 8: 1.895, 20: 1.729, 50: 1.677}  # cases timed by hand: Student's quantile at .95
USUAL = 20  # ... where nobody can say what they are worth
TIMED_CV = 0.5  # standard deviation of a task's minutes over their mean, assumed
CODES = {"effect": "effect:", "minutes": "minutes_before"}  # by what a design settles, its input's code
PREFERRED = ("wait", "hold_out", "answer_realisation", "time_cases")  # where no gain can be computed


def next_measurement(
    evidence: Evidence, *, today: date, thresholds: Thresholds | None = None
) -> Measurement | None:
    """The measurement with the largest gain; design ``none`` when no one is worth its cost.

    None when nothing could be proposed at all. ``useful`` False: this volume cannot show it in a year.
    """
    limits, worth = thresholds or Thresholds(), evidence.worth
    if worth.evpi is not None and worth.evpi < limits.least_gain:
        return Measurement(design="none", input="", gain=worth.evpi, useful=False)
    found = [told(m, worth) for m in designs(evidence, today=today, limits=limits)]
    useful = [m for m in found if m.useful]
    if not useful:
        return replace(found[0], gain=None) if found else None
    unrated = [m for m in useful if m.gain is None]
    best = max((m for m in useful if m.gain is not None), key=lambda m: m.gain or 0.0, default=None)
    if best is not None and (best.gain or 0.0) >= limits.least_gain:
        return best
    if unrated:
        return min(unrated, key=lambda m: PREFERRED.index(m.design))
    return best and replace(best, design="none", useful=False)


def told(found: Measurement, worth: Worth) -> Measurement:
    """The design with what it would leave of the net's interval, and whether it could turn the choice."""
    known = worth.knowing(CODES.get(found.input, found.input))
    rated = valued(found, worth)
    if known is None or found.removed is None:
        return rated
    return replace(rated, narrows=known.narrowed(found.removed), may_turn=known.may_turn(found.removed))


def valued(found: Measurement, worth: Worth) -> Measurement:
    """No measurement is worth more than knowing everything; one of an input that drives nothing costs only.

    The gain stays unknown where nobody computed what the inputs are worth.
    """
    cost = found.cost or 0.0
    if found.gain is None:
        return replace(found, gain=-cost) if worth.information else found
    return found if worth.evpi is None else replace(found, gain=min(found.gain, worth.evpi - cost))


def designs(evidence: Evidence, *, today: date, limits: Thresholds) -> Iterator[Measurement]:
    """Every design that can be proposed here."""
    volume = volume_of(evidence)
    if waiting := _too_early(evidence, today):
        yield waiting
    if volume is not None and evidence.automation.rollout.kind is RolloutKind.RANDOM:
        yield from _longer(evidence, volume, today=today, limits=limits)
    elif volume is not None:
        yield hold_out(evidence, volume, today=today, limits=limits)
    yield from _ask_use(evidence)
    yield from _time_cases(evidence)


def hold_out(evidence: Evidence, volume: Volume, *, today: date, limits: Thresholds) -> Measurement:
    """The shortest hold-out of 10 to 20 % (half, before go-live) that shows the effect 4 times in 5.

    `useful` False, with the interval that a whole year would give, when none does.
    """
    wanted = looked_for(evidence, volume)
    shares = (PILOT_SHARE,) if evidence.planned else SHARES
    sizes = [(share, weeks) for weeks in WEEKS if weeks <= limits.show_weeks for share in shares]
    works = next((s for s in sizes if volume.error(*s) * SHOWS <= wanted), None)
    share, weeks = works or (shares[-1], limits.show_weeks)
    error = volume.error(share, weeks)
    cost = _margin_not_earned(evidence, share, weeks)
    delay = delay_of(evidence.main) if evidence.main else timedelta()
    return Measurement(
        design="hold_out",
        input="effect",
        n=max(1, round(share * volume.per_month * weeks / WEEKS_A_MONTH)),
        share=share,
        weeks=float(weeks),
        cost=cost,
        half_width=HALF * error,
        gain=_gain(evidence, error, cost or 0.0),
        removed=_removed(evidence, error),
        lifts_to=Grade.A,
        useful=works is not None,
        ready_on=today + timedelta(weeks=weeks) + delay,
    )


def _margin_not_earned(evidence: Evidence, share: float, weeks: float) -> float | None:
    """What the cases left aside would have brought, if the effect is the claimed one."""
    values = [point(x.value) for x in evidence.worth.lines if x.nature is not Nature.COST]
    known = [v for v in values if v is not None]
    return share * weeks / WEEKS_A_MONTH * max(sum(known), 0.0) if known else None


def _gain(evidence: Evidence, error: float, cost: float) -> float | None:
    known = evidence.worth.knowing("effect:")
    return None if known is None else known.of_sample(_removed(evidence, error)) - cost


def _removed(evidence: Evidence, error: float) -> float:
    """Share of the effect's variance that a design with this standard error removes."""
    effect, plan = evidence.main_effect, evidence.automation.plan
    if effect is not None and isinstance(effect.estimate, Estimate):
        return removed_by((effect.estimate.half_width / HALF) ** 2, error)
    expected = plan.expected_effect if plan else None
    return 1.0 if expected is None else removed_by(_variance(expected), error)


def _variance(declared: DeclaredRange) -> float:
    return ((declared.high - declared.low) / 6) ** 2  # PERT's usual deviation


def _told_by_use() -> float:
    """Share of the variance of the time really used that the answer removes: each answer is a range too."""
    answers = (Use.AVOIDED, Use.REDEPLOYED, Use.ABSORBED)
    left = sum(_variance(REALISATION[use]) for use in answers) / len(answers)
    return 1 - left / _variance(REALISATION[Use.UNKNOWN])


def removed_by(prior: float, error: float) -> float:
    """s0^2 / (s0^2 + se^2), `prior` a variance and `error` a standard error."""
    return prior / (prior + error**2) if prior else 0.0


def _too_early(evidence: Evidence, today: date) -> Measurement | None:
    effect = evidence.main_effect
    if effect is None or effect.answer_date is None or effect.answer_date <= today:
        return None
    if not isinstance(effect.estimate, Unknown):
        return None
    weeks = ceil((effect.answer_date - today).days / 7)
    return Measurement(
        design="wait",
        input="effect",
        weeks=float(weeks),
        cost=0.0,
        half_width=effect.detectable and effect.detectable * HALF / SHOWS,
        lifts_to=Grade.C,
        ready_on=effect.answer_date,
    )


def _longer(evidence: Evidence, volume: Volume, *, today: date, limits: Thresholds) -> Iterator[Measurement]:
    """A random rollout that runs already: how many more weeks until it shows the effect looked for."""
    effect = evidence.main_effect
    if effect is None or isinstance(effect.estimate, Unknown) or effect.after is None:
        return
    if effect.estimate.excludes_zero:
        return  # it is settled already
    target = looked_for(evidence, volume) * HALF / SHOWS
    half, ran = effect.estimate.half_width, effect.after.days / 7
    more = ran * ((half / target) ** 2 - 1) if target else 0.0
    if more <= 0 or not ran:
        return
    weeks = min(ceil(more), limits.show_weeks)
    reached = half * sqrt(ran / (ran + weeks))
    yield Measurement(
        design="wait",
        input="effect",
        weeks=float(weeks),
        cost=0.0,
        half_width=reached,
        gain=_gain(evidence, reached / HALF, 0.0),
        removed=_removed(evidence, reached / HALF),
        lifts_to=Grade.A if effect.grade > Grade.A else None,
        useful=more <= limits.show_weeks,
        ready_on=today + timedelta(weeks=weeks),
    )


def _ask_use(evidence: Evidence) -> Iterator[Measurement]:
    """One question: what did the freed time become?"""
    lines = [w for w in evidence.automation.worth if isinstance(w, TimeLine)]
    if any(line.use is Use.UNKNOWN for line in lines):
        known = evidence.worth.knowing("realisation")
        yield Measurement(
            design="answer_realisation",
            input="realisation",
            n=1,
            weeks=0.0,
            cost=0.0,
            gain=None if known is None else known.of_sample(_told_by_use()),
            removed=_told_by_use(),
            minutes=1.0,
        )


def _time_cases(evidence: Evidence) -> Iterator[Measurement]:
    """A few cases timed by hand: as many as are worth their time, twenty where nobody can say.

    What is typed stays of grade D, the range gets narrower.
    """
    lines = [w for w in evidence.automation.worth if isinstance(w, TimeLine) and w.before]
    if not lines:
        return
    sizes = [_timed(evidence, lines[0], n) for n in TIMED]
    usual = next(found for found in sizes if found.n == USUAL)
    yield max(sizes, key=lambda found: found.gain or 0.0) if usual.gain is not None else usual


def _timed(evidence: Evidence, line: TimeLine, n: int) -> Measurement:
    """`n` cases timed; their spread is assumed, the range of the minutes before is somebody's PERT."""
    declared: DeclaredRange = line.before[-1].value
    role = evidence.dossier.register.role(line.role)
    minutes = n * declared.mode
    cost = minutes / 60 * role.hourly_cost.mode if role else None
    error = TIMED_CV * declared.mode / sqrt(n)
    removed = removed_by(_variance(declared), error)
    known = evidence.worth.knowing("minutes_before")
    return Measurement(
        design="time_cases",
        input="minutes",
        n=n,
        weeks=1.0,
        cost=cost,
        half_width=TIMED[n] * error,
        gain=None if known is None else known.of_sample(removed) - (cost or 0.0),
        removed=removed,
        minutes=minutes,
    )
