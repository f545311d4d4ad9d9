"""From a declared claim to a finding: the kinds, what each needs, and the grade that is always D."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite

from retour.claim import opinion, rate, time
from retour.claim.account import Account, Basis, Numbers
from retour.claim.result import Finding
from retour.quantity import Grade
from retour.register.automation import Automation, Claim
from retour.register.workspace import Register


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim: how it is computed and the numbers without which it says nothing.

    `needs` lists alternatives: one of each group must be there. `positive` must be above zero.
    """

    compute: Callable[[Numbers, Basis], Account]
    needs: tuple[tuple[str, ...], ...] = ()
    positive: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    tops: Mapping[str, tuple[str, float]] = field(default_factory=dict)  # number -> (its ceiling, default)


KINDS = {
    "time_saved": Kind(time.time_saved, (("hours_per_day", "minutes_per_day", "hours_per_month"),)),
    "time_per_person": Kind(time.time_per_person, (("minutes_per_week",),)),
    "steps_removed": Kind(time.steps_removed, (("steps",),)),
    "before_after_delay": Kind(
        time.before_after_delay, (("before_minutes",), ("after_minutes",)), ("before_minutes",)
    ),
    "delay_ratio": Kind(time.delay_ratio, (("ratio",),), ("ratio",)),
    "treated_rate": Kind(rate.treated_rate, (("rate",),), ("treated",), ("rate",)),
    "relative_lift": Kind(rate.relative_lift, (("lift",),)),
    "segment_uplift": Kind(rate.segment_uplift, (("uplift",),), ("uplift", "treated"), ("uplift", "base")),
    "coverage": Kind(rate.coverage, (("before",), ("after",)), shares=("before", "after")),
    "conversion_uplift": Kind(
        rate.conversion_uplift,
        (("before",), ("after",)),
        ("leads_per_month", "coverage_before", "coverage_after"),
        ("before", "after", "coverage_before", "coverage_after"),
    ),
    "satisfaction": Kind(
        opinion.satisfaction, (("score",),), ("scale", "sd"), tops={"score": ("scale", 10.0)}
    ),
    "stated": Kind(opinion.as_stated),
}


def findings_of(automation: Automation, register: Register) -> tuple[Finding, ...]:
    """What each declared claim of an automation turns out to be, in the order declared.

    Returns:
        Findings of grade D, whatever is stated; a claim whose kind or numbers are unusable is a finding
        that proves nothing and says what is missing. Figures: spec worth, Worked examples.
    """
    return tuple(finding_of(claim, automation.key, register) for claim in automation.claims)


def finding_of(claim: Claim, automation: str, register: Register) -> Finding:
    """One claim, examined."""
    account = _account(claim, Basis(calendar=register.calendar))
    return Finding(
        automation=automation,
        key=claim.key,
        kind=claim.kind,
        sentence=claim.sentence,
        grade=Grade.D,
        says=account.says,
        terms=account.terms,
        proves=account.proves,
        missing=account.missing,
        details=account.details,
    )


def _account(claim: Claim, basis: Basis) -> Account:
    kind = KINDS.get(claim.kind)
    if kind is None:
        return _nothing(("kind_unknown",), {"kind": claim.kind, "known": sorted(KINDS)})
    unusable = _unusable(kind, claim.numbers)
    if unusable:
        return _nothing(("numbers",), {"numbers": unusable})
    return kind.compute(claim.numbers, basis)


def _unusable(kind: Kind, numbers: Numbers) -> list[str]:
    """Names of the numbers that are absent, not finite, not positive or not shares."""
    absent = ["|".join(group) for group in kind.needs if not any(name in numbers for name in group)]
    wild = [name for name, value in numbers.items() if not isfinite(value)]
    low = [name for name in kind.positive if name in numbers and numbers[name] <= 0]
    beyond = [name for name in kind.shares if name in numbers and not 0 <= numbers[name] <= 1]
    over = [n for n, top in kind.tops.items() if n in numbers and not 0 <= numbers[n] <= numbers.get(*top)]
    return sorted({*absent, *wild, *low, *beyond, *over})


def _nothing(missing: tuple[str, ...], details: dict[str, object]) -> Account:
    return Account(says="stated", terms=(), proves=("nothing",), missing=missing, details=details)
