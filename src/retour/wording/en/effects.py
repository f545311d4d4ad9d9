"""Effects: the rules of the grade, the methods, the formulas and the names of figures, in English."""

RULES = """
drawn_at_random = Cases were drawn at random ({treated:int} with, {control:int} without)
sample_ratio = The split obtained matches the split intended
arm_recorded = The group is recorded for {share:pct} of the cases (80% needed)
received_as_assigned = Each case really received what the draw gave it
date_fixed = The effect is read over a length fixed in advance ({window_days:days})
thirty_units = At least 30 cases in each group ({treated:int} with, {control:int} without)
guardrail = A measured guardrail stands beside the main KPI
history = The past is long enough ({steps:int} readings, {needed:int} needed)
pre_three_times_post = The time before is at least three times as long as the time after
calibrated = The width of the interval was checked on series where nothing had changed
start_not_extreme = The start did not follow an exceptionally bad period
no_concurrent_change = Nothing else changed within 14 days of the start
single_attribution = No other automation acts on the same KPI at the same time
complete = The data are {share:pct} complete (95% needed)
versions_in_window = The period observed covers the version in service
comparison_series = Comparable series without the automation follow the same season
  ({controls:int} of {needed:int})
randomised = Some of the cases, drawn at random, stay without the automation
series = There is a series of readings, not only two averages ({steps:int} of {needed:int})
interval = An interval can be given
untouched_movement = The movement is larger than KPIs that nobody touched usually make
landmark = Only cases still open at the time of the action are compared
adjusted = Known differences between the two groups were corrected
measurable = The effect can be measured: {reason:say unknown}
"""

METHODS = """
randomised = Drawn at random
single_series = Checked before/after
two_averages = Two averages
landmark = Treated and untreated, at the same moment of their life
refused = No measurement possible
"""

FORMULAS = """
count = Counted row by row.
exact = Counted row by row.
"""

FIGURES = """
lost = Lost cases
late = Late cases
lost_before = Lost cases before go-live
due = Cases past their deadline
completeness = Cases that arrived
silence = Silence
runs = Successful runs
manual_tasks = Manual tasks per case
minutes = Minutes of work per case
delay = Delay
cost_per_case = Cost per case
before = Level before
after = Level after
observed = Observed level
counterfactual = Level without the automation
effect = Effect
naive = Raw gap, uncorrected
worth = Worth
voice = Voice
claim = Claim
net = Gain after costs
totals = Total
"""
