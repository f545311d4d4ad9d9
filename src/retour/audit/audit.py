"""The AMOR audit: twenty checks, four letters, and the date of the next review."""

from collections.abc import Sequence
from datetime import date, timedelta
from zlib import crc32

from retour.audit import alignment, measure, observation, returns
from retour.audit.answers import Rule, unknown
from retour.audit.evidence import Evidence
from retour.audit.result import Audit, Check, Letter, LetterScore
from retour.kpi.cells import day_number, day_of
from retour.register.automation import Automation

RULES: dict[str, Rule] = {
    "A1": alignment.a1_objective,
    "A2": alignment.a2_owner,
    "A3": alignment.a3_used,
    "A4": alignment.a4_segments,
    "A5": alignment.a5_legal,
    "M1": measure.m1_indicator,
    "M2": measure.m2_baseline,
    "M3": measure.m3_comparison,
    "M4": measure.m4_guardrail,
    "M5": measure.m5_precision,
    "O1": observation.o1_complete,
    "O2": observation.o2_reliable,
    "O3": observation.o3_friction,
    "O4": observation.o4_team,
    "O5": observation.o5_customers,
    "R1": returns.r1_net,
    "R2": returns.r2_forecast,
    "R3": returns.r3_effort,
    "R4": returns.r4_durable,
    "R5": returns.r5_segments,
}
BEFORE_GO_LIVE = frozenset({"A1", "A2", "A4", "A5", "M1", "M2", "M4", "R1"})
QUARTER_WEEKS, YEAR_WEEKS = 13, 52


def audit_of(evidence: Evidence, *, today: date) -> Audit:
    """The audit of one automation on a day. Before go-live, what can only be seen after is unknown."""
    checks = tuple(_checked(code, rule, evidence, today) for code, rule in RULES.items())
    return Audit(
        checks=checks,
        letters=tuple(letter_score(letter, checks) for letter in Letter),
        at=today,
        next_review=next_review(evidence.automation, today=today),
    )


def _checked(code: str, rule: Rule, evidence: Evidence, today: date) -> Check:
    if evidence.planned and code not in BEFORE_GO_LIVE:
        return unknown(code, "not_live_yet")
    return rule(evidence, today)


def letter_score(letter: Letter, checks: Sequence[Check]) -> LetterScore:
    """Mean of a letter's checks, between every unknown at 0 and every unknown at 1."""
    mine = [c for c in checks if c.letter is letter]
    known = [c.score for c in mine if c.score is not None]
    missing = len(mine) - len(known)
    low = sum(known) / len(mine)
    return LetterScore(
        letter=letter, low=low, high=low + missing / len(mine), known=len(known), checks=len(mine)
    )


def next_review(automation: Automation, *, today: date) -> date:
    """The first slot after today: every 13 weeks for a key automation, every 52 for the others."""
    weeks = QUARTER_WEEKS if automation.key_automation else YEAR_WEEKS
    return slot_after(automation.key, weeks, today)


def slot_after(key: str, weeks: int, day: date) -> date:
    """The first slot after a day, one every some weeks.

    Slots are spread over the weeks and working days by a digest of the automation's key.
    """
    digest = crc32(key.encode())
    monday = day_number(date(1970, 1, 5))
    offset = monday + 7 * (digest % weeks) + digest // weeks % 5
    rounds = (day_number(day) - offset) // (7 * weeks) + 1
    return day_of(offset) + timedelta(weeks=weeks) * rounds
