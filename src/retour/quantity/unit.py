"""Units a figure can be in. A number without one of these is not a figure."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit of a figure's value. Money is in the workspace's currency; durations are in seconds."""

    SHARE = "share"  # 0.226 is shown as 22.6 %
    POINTS = "points"  # a difference of two shares: 0.037 is shown as 3.7 points
    DURATION = "duration"  # seconds, shown as min, h or days
    MINUTES = "minutes"  # human minutes
    HOURS = "hours"
    HOURS_PER_MONTH = "hours_per_month"
    DAYS = "days"
    COUNT = "count"
    PER_CASE = "per_case"  # a number per case: manual tasks
    CASES = "cases"
    CASES_PER_MONTH = "cases_per_month"
    PER_MONTH = "per_month"  # times a month: runs, items, working days
    PER_YEAR = "per_year"
    MONEY = "money"
    MONEY_PER_MONTH = "money_per_month"
    MONEY_PER_CASE = "money_per_case"
    MONEY_PER_HOUR = "money_per_hour"
    SCORE = "score"
    FTE = "fte"
    RATIO = "ratio"  # relative change: 0.21 is +21 %
    PROBABILITY = "probability"
    MONTHS = "months"
    TIMES = "times"  # a factor: 1.8 is shown as 1.8 times


class Better(StrEnum):
    """Which way is good news."""

    HIGHER = "higher"
    LOWER = "lower"
