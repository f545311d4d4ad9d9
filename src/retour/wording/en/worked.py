"""Formulas with their numbers, and where each input comes from, in English."""

TEXT = """
exact = With its numbers: {formula} = {central}.
drawn = With its numbers, each at its most likely value: {formula} = {central}. The figure shown,
  {said}, is the mean of {draws:int} draws inside the ranges: it may differ from this result.
median = With its numbers, each at its mean: {formula} = {central}. The figure shown, {said}, is the
  median of {draws:int} draws: it may differ from this result.
method = With its numbers: {formula} = {central}. The figure shown, {said}, is what the method
  estimates from the cases: it may differ from this result.
alone = Taken as it is: {formula}.
why_unknown = No formula with numbers: this figure is not known.
why_declared = No arithmetic: this number is taken as it was written.
why_claimed = No arithmetic to show: it follows from what the claim states, as the calculation says.
why_counted = No arithmetic: it was counted, one by one.
why_mean = No shorter formula: it is read case by case, and the cases are not listed here.
why_curve = No shorter formula: it is read on the curve of the cases still unfinished, day by day.
why_estimated = No shorter formula: the method estimates it from all the cases at once.
why_answers = No shorter formula: it is the mean of answers, and nobody’s answer is shown.
n_annuity = {n:num 1} discounted months
n_draws = {n:noun draw|draws}
n_good_draws = {n:noun draw above zero|draws above zero}
n_runs = {n:noun run|runs}
n_good_runs = {n:noun successful run|successful runs}
n_changes = {n:noun change|changes}
n_alarmed = {n:noun change followed by an alarm|changes followed by an alarm}
n_tests = {n:noun measured effect|measured effects}
why_parts = Its parts are listed below; their arithmetic does not fit in one line.
origin_written = Written in {place}.
origin_since = Holds from {day:date} on.
origin_source = Source given: {source}.
origin_unplaced = Where it was written is not known.
default_realisation = The method’s usual range, because nobody measured what this freed time becomes.
default_upkeep_share = The method’s usual range: what vendors and consultants publish, a weak source.
default_other = The method’s usual range, because nobody gave one.
revision = Register, revision {revision}.
watermark = Last event of “{process}”: {at}.
known_on = As known on {day:date}.
largest = the larger of {parts}
"""

USES = """
avoided = a hire, overtime or a contractor avoided
redeployed = time given to sales or billable work
absorbed = time absorbed by other tasks
unknown = use not said
"""

PERS = """
case = cases
item = items handled
run = runs
working_day = working days
week = weeks
month = months
handled = everything handled
"""

SYMBOLS = """
hours_a_day = hours a day
days = days
rate = hourly cost
hours = hours
hours_per_year = hours of a full-time year
money = amount
realisation = share of the time really recovered
minutes = minutes
weeks = weeks worked
people = people
price = price
steps = tasks
cases = cases
before = level before
after = level after
ratio = ratio
turnover = turnover
points = difference
margin = margin rate
conversion = conversion
coverage = share of the cases handled
coverage_gain = rise in the share handled
gain = whole rise
share_coverage = share that comes from cases no longer forgotten
base = starting level
lift = relative rise
leads = cases a month
turnover_base = starting turnover
newcombe = difference of two proportions, with Newcombe’s interval
wilson = proportion, with Wilson’s interval
t_interval = mean, with Student’s interval
cases_per_arm = cases needed on each side, from the two levels
"""

FORMULAS = """
input.declared = Range written in the register, taken as it is.
input.timed = Range written in the register after somebody timed it: it stays declared.
input.counted = Counted in the files, over the days observed.
input.card = Value of a rate card, dated and sourced, in the workspace’s currency.
input.default = The method’s usual range, because nobody gave one.
input.derived = Computed from other inputs, draw by draw.
"""

MONEY = """
exception_minutes = Minutes for each exception
volume = Number a month
redone = To be redone, a month
exposed = Cases concerned, a month
price = Price of the tool
subscription_share = Share of the tool that is used
upkeep_share = Upkeep a year, as a share of the build
failures_per_year = Failures in a year
detection_days = Time before somebody notices
repair_days = Time to repair
loss_share = Share of the cases lost meanwhile
lost_case_cost = Cost of one lost case
"""
