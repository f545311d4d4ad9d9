"""What a claim says, shows and lacks, kindly, in English."""

TEXT = """
outcome_among_treated = Some would have done it anyway. To know how many you owe to the automation, leave
  one case
  in ten, at random, without it for eight weeks.
difference = Two levels compared: whatever else changed at the same time is counted in. It is not the effect
  of
  the automation yet.
relative_lift = A relative rise, from a starting point: without it, it says nothing about the number of cases.
time_declared = Hours freed. They become money only if they are reused: tell us how.
score = A score, from those who answered.
before_after = Before/after: whatever else changed at the same time is counted in. Evidence: declared until
  something compares them.
stated = A statement, with no arithmetic possible.
time_saved = time saved
treated_rate = share of treated cases
conversion_uplift = rise in conversion
before_after_delay = delay before and after
coverage = share of cases handled
steps_removed = tasks removed
delay_ratio = delay divided
time_per_person = time saved per person
satisfaction = satisfaction
segment_uplift = rise by kind of customer
small_n = {points}, but with {n:int} cases on each side the true value may be between {low} and {high}.
  Nothing unusual: it takes about {needed:int} on each side.
"""

PROVES = """
arithmetic_holds = The arithmetic is right.
outcome_seen = An outcome was seen among the treated cases.
difference_seen = A difference was seen.
order_of_magnitude = The order of magnitude is plausible.
opinion_given = An opinion was given.
nothing = Nothing as it stands.
"""

MISSING = """
comparison = a comparison with what would have happened without the automation
sample_size = the number of cases on each side
base_rate = the starting level
use_of_time = what the freed time becomes
residual_time = the time that it still takes
costs = the costs
margin = the margin rate: turnover is not a gain
volume = the number of cases a month
period = the period
minutes_timed = timed minutes
segments_apart = the two kinds of customers measured apart
who_answered = who answered
response_rate = how many people were asked
numbers = numbers: {numbers:say term}
kind_unknown = what it is about: this kind of sentence is not recognised
"""

TERMS = """
money_stated_days = A month, with the days stated
money_legal_days = A month, with legal working days
money_declared_days = A month, with the days worked on average
hours_per_month = Hours a month
hours_per_year = Hours a year
fte = Full-time equivalent
money_realised = A month, for the share of time really recovered
money_per_month = A month
money_per_year = A year
money_per_year_half = A year, if half of the time is really recovered
rate = Rate stated
effect_if_without_10 = Effect, if 10% would have done it without
effect_if_without_15 = Effect, if 15% would have done it without
effect_if_without_20 = Effect, if 20% would have done it without
cases_per_arm_15 = Cases on each side to tell it from a level of 15%
cases_per_arm_20 = Cases on each side to tell it from a level of 20%
cases_per_arm = Cases on each side to tell
lift = Relative rise
level_after = Level after
points = Difference
points_interval = Difference, with what chance allows
turnover = Extra turnover a month
turnover_base = Starting turnover a month
turnover_interval = Turnover, with what chance allows
margin_30 = Margin, at 30%
margin_50 = Margin, at 50%
margin_70 = Margin, at 70%
basket = Average amount
converted_treated_before = Conversion of handled cases, before
converted_treated_after = Conversion of handled cases, after
share_coverage = Share of the gain that would come from cases no longer forgotten
share_speed = Share of the gain that would come from speed and quality
delay_before = Delay before
delay_after = Delay after
delay_ratio = Delay divided by
delay_saved = Delay saved
delay_share = Change in the delay
coverage_before = Cases handled, before
coverage_after = Cases handled, after
forgotten_before = Cases forgotten, before
forgotten_after = Cases forgotten, after
found_again = Cases found again a month
steps = Tasks removed per case
steps_per_month = Tasks removed a month
share_of_time = Share of working time
ai_per_meeting = Cost of the AI per meeting
score = Score
score_interval = Score, with what chance allows
score_if_5 = Score, if 5 people answered
score_if_20 = Score, if 20 people answered
uplift = Rise stated
hours_per_day = hours a day
minutes_per_day = minutes a day
hourly_cost = hourly cost
days_per_month = days a month
treated = cases treated
base = starting level
before = level before
after = level after
revenue = turnover
leads_per_month = cases a month
months = months observed
before_minutes = minutes before
after_minutes = minutes after
cases_per_month = cases a month
minutes_per_step = minutes per task
ratio = ratio
minutes_per_week = minutes a week
people = people
audio_minutes = minutes recorded
price_per_minute = price per minute
scale = scale
n = number of answers
converted_before = cases converted before
converted_after = cases converted after
margin_low = margin, at the lowest
margin_mode = margin, likely
margin_high = margin, at the highest
sd = spread of the answers
"""
