"""Effects: the rules of the grade, the methods and the formulas, in English."""

RULES = """
drawn_at_random = Cases were drawn at random ({treated:int} with, {control:int} without)
balanced_before = No case that ended before go-live already carried a group ({share:pct} carry one)
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
lost_cases = Cases of the source past their deadline and absent at the target, counted one by one.
late_cases = Cases that arrived past their deadline, counted one by one.
due_cases = Cases of the source past their deadline.
completeness = Cases that arrived ÷ cases expected, with Wilson’s interval.
ignored_records = Items that a run received and left aside without an error, counted one by one.
silence = Time since the last event seen.
run_success = Successful production runs ÷ ended runs, without retries and error handlers.
manual_tasks = Events done by a person ÷ cases, over a fixed time from their beginning.
human_minutes = Minutes of work, recorded or declared ÷ cases.
rmst = Mean duration up to the horizon, unfinished cases included (Kaplan-Meier).
median = Time by which half of the cases are finished, unfinished cases included (Kaplan-Meier).
cost_per_case = (Minutes × hourly cost + tools + AI + failures) ÷ cases.
observed = Level observed after go-live.
counterfactual = Level estimated without the automation.
naive = Raw difference of the two levels, uncorrected.
effect.randomised = Level of the group with − level of the group without, drawn at random.
effect.single_series = Observed level − level expected from the past, with a calibrated interval.
effect.two_averages = Average after − average before.
effect.landmark = Level of treated − level of untreated, still open at the same moment.
effect.refused = No effect computed.
worth.net = Money + time freed − every cost, per month.
worth.cash = Money − every cost, per month.
worth.capacity = Hours freed × hourly cost × share reused, per month.
worth.running_cost = Supervision + upkeep + subscriptions + AI + failures, per month.
worth.turnover = Cases × effect × average amount, per month.
worth.build = Cost to build.
worth.npv = Discounted gains over its lifetime − cost to build.
worth.hours = [Cases × (minutes before − minutes after) − exceptions] ÷ 60 − supervision, per month.
worth.machine_hours = Length of the runs, per month: machine time, never time freed.
worth.hours_restated = Hours freed per month, as if the latest correction had held from the beginning.
worth.fte = 12 × hours a month ÷ hours of a full-time job.
worth.line.time_cash = Hours freed × hourly cost × share that becomes money.
worth.line.time_capacity = Hours freed × hourly cost × share reused.
worth.line.margin = Cases × effect × average amount × margin rate × (1 − sales brought forward).
worth.line.errors = Cases × effect × cost of one error.
worth.line.spend = Monthly spending that disappeared.
worth.line.supervision = Hours of supervision × hourly cost.
worth.line.upkeep = Hours of upkeep × hourly cost.
worth.line.subscription = Price of the tool × share used.
worth.line.ai = Cost of the AI per case × cases.
worth.line.failures = Failures a year × length × volume × share lost × cost of a lost case ÷ 12.
worth.p_positive = Share of scenarios where the gain is positive.
worth.payback = Months until the gains cover the cost to build: median, and range of the scenarios paid
  back in 24 months.
voice = Mean of the answers, with the interval meant for this scale.
totals.net = Sum of the automations; bounds are those of the sum, never the sum of bounds.
totals.lost = Sum of the lost cases.
stated = Figure of the claim, taken as it is.
"""
