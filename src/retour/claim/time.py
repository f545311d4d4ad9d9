"""Claims of time: hours saved, minutes a person, manual steps removed, delays."""

from retour.claim.account import DECLARED_DAYS, STATED_DAYS, Account, Basis, Numbers, added, stated
from retour.claim.result import Term
from retour.quantity import DeclaredRange, Unit

REALISED = DeclaredRange(0.25, 0.5, 0.9)  # share of freed time really used, when nobody says (spec worth)
STUDY_SHARE = 0.028  # of working time, in a Danish register study of AI at work (spec worth)
TIME_MISSING = ("minutes_timed", "residual_time", "use_of_time", "costs", "comparison")


def time_saved(numbers: Numbers, basis: Basis) -> Account:
    """Hours a day (or a month) saved, and their money at the claimed hourly cost."""
    rate = numbers.get("hourly_cost")
    return Account(
        says="time_declared",
        terms=hours_terms(numbers, basis),
        proves=("arithmetic_holds",) if rate is not None else ("nothing",),
        missing=TIME_MISSING,
        details=basis.details,
    )


def hours_terms(numbers: Numbers, basis: Basis) -> tuple[Term, ...]:
    """Hours a month, FTE and money; restated at the legal and the declared number of days."""
    a_day = numbers.get("hours_per_day", numbers.get("minutes_per_day", 0.0) / 60)
    days = numbers.get("days_per_month", STATED_DAYS)
    hours = numbers.get("hours_per_month", a_day * days)
    rate = numbers.get("hourly_cost")
    terms = [
        added("hours_per_month", hours, Unit.HOURS_PER_MONTH, "hours_a_day*days"),
        added("fte", basis.fte(hours), Unit.FTE, "12*hours/hours_per_year"),
    ]
    if rate is None:
        return tuple(terms)
    if "hours_per_month" in numbers:
        terms.insert(0, stated("money_per_month", hours * rate, Unit.MONEY_PER_MONTH, "hours*rate"))
        legal = hours
    else:
        terms[:0] = _by_days(a_day, rate, days, basis)
        legal = a_day * basis.legal_days
    return (*terms, _realised(legal * rate))


def _by_days(a_day: float, rate: float, days: float, basis: Basis) -> list[Term]:
    unit, formula = Unit.MONEY_PER_MONTH, "hours_a_day*days*rate"
    return [
        stated("money_stated_days", a_day * days * rate, unit, formula),
        added("money_legal_days", a_day * basis.legal_days * rate, unit, formula),
        added("money_declared_days", a_day * DECLARED_DAYS * rate, unit, formula),
    ]


def _realised(money: float) -> Term:
    shares = DeclaredRange(money * REALISED.low, money * REALISED.mode, money * REALISED.high)
    return added("money_realised", shares, Unit.MONEY_PER_MONTH, "money*realisation")


def time_per_person(numbers: Numbers, basis: Basis) -> Account:
    """Minutes a week for each person: hours a year, share of working time, money a year."""
    hours = numbers["minutes_per_week"] / 60 * basis.weeks * numbers.get("people", 1.0)
    share = numbers["minutes_per_week"] / 60 * basis.weeks / basis.hours_per_year
    terms = [
        stated("minutes_per_week", numbers["minutes_per_week"], Unit.MINUTES),
        added("hours_per_year", hours, Unit.COUNT, "minutes/60*weeks*people"),
        added("share_of_time", share, Unit.SHARE, "minutes/60*weeks/hours_per_year"),
        added("fte", hours / basis.hours_per_year, Unit.FTE, "hours/hours_per_year"),
        *_money_per_year(numbers, hours),
        *_ai_per_meeting(numbers),
    ]
    return Account(
        says="time_declared",
        terms=tuple(terms),
        proves=("order_of_magnitude",),
        missing=TIME_MISSING,
        details=basis.details | {"weeks": basis.weeks, "study_share": STUDY_SHARE},
    )


def _money_per_year(numbers: Numbers, hours: float) -> list[Term]:
    rate = numbers.get("hourly_cost")
    if rate is None:
        return []
    return [
        added("money_per_year", hours * rate, Unit.MONEY, "hours*rate"),
        added("money_per_year_half", hours * rate * REALISED.mode, Unit.MONEY, "hours*rate*realisation"),
    ]


def _ai_per_meeting(numbers: Numbers) -> list[Term]:
    if "audio_minutes" not in numbers or "price_per_minute" not in numbers:
        return []
    price = numbers["audio_minutes"] * numbers["price_per_minute"]
    return [added("ai_per_meeting", price, Unit.MONEY_PER_CASE, "minutes*price")]


def steps_removed(numbers: Numbers, basis: Basis) -> Account:
    """Manual steps removed per case; time only where minutes a step and a volume are given, once."""
    terms = [stated("steps", numbers["steps"], Unit.PER_CASE)]
    missing = ["comparison", "sample_size", "minutes_timed"]
    if "cases_per_month" in numbers:
        monthly = numbers["steps"] * numbers["cases_per_month"]
        terms.append(added("steps_per_month", monthly, Unit.COUNT, "steps*cases"))
        if "minutes_per_step" in numbers:
            hours = monthly * numbers["minutes_per_step"] / 60
            terms.append(added("hours_per_month", hours, Unit.HOURS_PER_MONTH, "steps*cases*minutes/60"))
            terms.append(added("fte", basis.fte(hours), Unit.FTE, "12*hours/hours_per_year"))
    else:
        missing.append("volume")
    return Account(
        says="difference",
        terms=tuple(terms),
        proves=("difference_seen",),
        missing=tuple(missing),
        details=basis.details,
    )


def before_after_delay(numbers: Numbers, _: Basis) -> Account:
    """A delay before and after: how many times shorter, and how much was gained."""
    before, after = numbers["before_minutes"] * 60, numbers["after_minutes"] * 60
    terms = [
        stated("delay_before", before, Unit.DURATION),
        stated("delay_after", after, Unit.DURATION),
        added("delay_saved", before - after, Unit.DURATION, "before-after"),
        added("delay_share", after / before - 1, Unit.RATIO, "after/before-1"),
    ]
    if after > 0:
        terms.append(added("delay_ratio", before / after, Unit.COUNT, "before/after"))
    return Account(
        says="before_after",
        terms=tuple(terms),
        proves=("difference_seen",),
        missing=("comparison", "sample_size", "period"),
    )


def delay_ratio(numbers: Numbers, _: Basis) -> Account:
    """A delay divided by so much: the share gained; the delays themselves where one is given."""
    ratio = numbers["ratio"]
    terms = [
        stated("delay_ratio", ratio, Unit.COUNT),
        added("delay_share", 1 / ratio - 1, Unit.RATIO, "1/ratio-1"),
    ]
    missing = ["comparison", "sample_size", "period"]
    if "before_minutes" in numbers:
        before = numbers["before_minutes"] * 60
        terms.append(stated("delay_before", before, Unit.DURATION))
        terms.append(added("delay_after", before / ratio, Unit.DURATION, "before/ratio"))
    else:
        missing.append("base_rate")
    return Account(
        says="before_after", terms=tuple(terms), proves=("difference_seen",), missing=tuple(missing)
    )
