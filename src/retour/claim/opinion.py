"""Claims of opinion, and sentences that carry no arithmetic."""

from retour.claim.account import Account, Basis, Numbers, added, stated
from retour.quantity import Unit
from retour.voice.intervals import t_summary

USUAL_SD = 1.2  # of a 0-10 satisfaction, when nobody gives it (spec worth, case 3)
SCENARIOS = (5, 20)


def satisfaction(numbers: Numbers, _: Basis) -> Account:
    """A mean score: what it could be with so many answers; its own interval when n is given."""
    score, scale = numbers["score"], (0.0, numbers.get("scale", 10.0))
    sd, n = numbers.get("sd", USUAL_SD), numbers.get("n")
    terms = [stated("score", score, Unit.SCORE)]
    if n is not None and n >= 2:
        own = t_summary(score, sd, round(n), scale=scale)
        terms.append(added("score_interval", own, Unit.SCORE, "t_interval"))
    else:
        for few in SCENARIOS:
            shown = t_summary(score, sd, few, scale=scale)
            terms.append(added(f"score_if_{few}", shown, Unit.SCORE, "t_interval"))
    missing = ("response_rate", "who_answered", "comparison")
    return Account(
        says="score",
        terms=tuple(terms),
        proves=("opinion_given",),
        missing=missing if n is not None else ("sample_size", *missing),
        details={"scale": scale[1], "sd": sd, "sd_given": "sd" in numbers},
    )


def as_stated(numbers: Numbers, _: Basis) -> Account:
    """A sentence with numbers that no rule computes from: repeated, nothing added."""
    return Account(
        says="stated",
        terms=tuple(stated(code, value, Unit.COUNT) for code, value in numbers.items()),
        proves=("nothing",),
        missing=("comparison", "sample_size", "period"),
    )
