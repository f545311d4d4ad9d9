"""Effects: the rules of the grade, the methods and the formulas, in English."""

RULES = """
drawn_at_random = Cases were drawn at random ({treated:int} with, {control:int} without)
balanced_before = No case that ended before go-live already carried a group ({share:pct} carry one)
balanced_before.bare = No case that ended before go-live already carried a group
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
missing_steady = The share of cases without their value hardly changed at the start ({before:pct} before,
  {after:pct} after)
missing_steady.bare = The share of cases without their value hardly changed at the start
missing_alike = The share of cases without their value is alike with and without ({after:pct} with,
  {before:pct} without)
missing_alike.bare = The share of cases without their value is alike with and without
definition_steady = The number of cases counted did not jump at the start ({before:num 0} a week before,
  {after:num 0} after)
definition_steady.bare = The number of cases counted did not jump at the start
mix_steady = The kinds of cases did not change enough to move the KPI by themselves
outcome_closed = The outcome of every case read is known, or the case counts up to its age ({pending:int}
  still open)
looked_once = The effect is read once, over a length fixed in advance ({window_days:days})
versions_in_window = The period observed covers the version in service
comparison_series = Comparable series without the automation follow the same season
  ({controls:int}, {needed:int} needed)
randomised = Some of the cases, drawn at random, stay without the automation
series = There is a series of readings, not only two averages ({steps:int} of {needed:int})
interval = An interval can be given
untouched_movement = The movement is larger than KPIs that nobody touched usually make
landmark = Only cases still open at the time of the action are compared
adjusted = Known differences between the two groups were corrected ({names}; without this the gap would
  be {unadjusted:points signed})
measurable = The effect can be measured: {reason:say unknown}
looked_at_daily = The effect may be read on any day: its interval is made to hold on every one of them
  ({days:days} so far)
units_compared = Whole units (“{unit}”) were drawn, and they are what is compared: {treated:int} with,
  {control:int} without
units_whole = Each unit is wholly on one side of the draw (on both sides: {both:int})
unit_recorded = The unit (“{unit}”) is recorded for nearly all cases ({share:pct})
not_inferior = Even at the bad end of the interval, this guardrail stays within its accepted margin ({worst}
  worse at most, {margin} accepted)
hold_out_useful = The part left aside shows effects at least as small as the KPI’s own past does
  ({drawn_detectable} against {series_detectable})
hold_out_useful.bare = The part left aside shows effects at least as small as the KPI’s own past does
periods_drawn = Periods with and without follow a drawn order, not one after the other by habit ({on:int}
  with, {off:int} without)
washed_out = Cases begun just before each change count on neither side ({washout_days:days})
parallel_before = Before their go-live, the units switched on moved like the others
enough_units = At least {needed:int} units on each side, with none that weighs nearly everything (they are
  worth {treated_alike:num 1} with and {compared_alike:num 1} without)
fit_before = Before the start, the blend of the others closely followed what it is compared with (usual gap:
  {fit}; for an ordinary unit: {median})
nothing_before = One period earlier, when nothing had changed, the same comparison finds nothing
placebo_rank = Hardly any other unit, taken in turn as if it had been switched on, shows a gap as large
  ({p:pct} show as much, the real one included, in {controls:int} tries; 10% at most needed)
units_left_out = Every unit takes part in the comparison ({reason:say left_out}: {units})
overlap = Nearly all cases have similar ones on the other side ({share:pct}, {needed:pct} needed; left out of
  the calculation: {left_out:int})
balanced = Once corrected, the two groups look alike on everything declared (largest gap left: {worst:num 2},
  limit {limit:num 2}; before correction: {before:num 2})
enough_cases = There are enough cases to correct these differences ({cases:int} in the smaller group,
  {needed:int} needed)
confounders_recorded = The differences to correct are recorded for nearly all cases (“{name}” is missing for
  {missing:pct}, less than {limit:pct} expected)
mark_apart = The mark of the action does not come with the outcome itself: {closed:pct} of the cases that
  ended early carry it, against {open:pct} of the others
mark_apart.bare = The mark of the action does not come with the outcome itself ({cases:noun case|cases} ended
  early, 30 are needed to check)
controls_follow = The comparison series move with the indicator: what remains uncertain is {ratio:pct} of what
  it would be without them
other_units = The units switched on can be compared with other units over the same days
controls_untouched = The comparison series did not move at the start ({moved:int} of {controls:int} moved,
  {allowed:int} at most by chance)
controls_untouched.bare = The comparison series did not move at the start
controls_recorded = Every comparison series declared could be used ({used:int} of {declared:int}; missing:
  {missing})
controls_recorded.bare = Every comparison series declared could be used ({used:int} of {declared:int})
start_not_extreme.corrected = The start did not follow an exceptionally bad period (the last weeks before it
  are left out of the comparison)
adjusted.bare = Known differences between the two groups were corrected
"""

METHODS = """
randomised = Drawn at random
switchback = Periods with and without, in a drawn order
staggered = Units switched on, compared with those not yet switched on
synthetic = Compared with a blend of the other units, which moved the same way
compared_series = Checked before/after, compared with other series
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
effect.switchback = Level of the periods with − level of the periods without, in a drawn order.
effect.staggered = Change of the units switched on − change of the units not yet switched on, on average.
effect.synthetic = Observed level − blend of the other units that moved the same way before.
effect.compared_series = Observed level − level expected from the past and from other series.
effect.single_series = Observed level − level expected from the past, with a calibrated interval.
effect.two_averages = Average after − average before.
effect.landmark = Level of treated − level of untreated, still open at the same moment.
effect.refused = No effect computed.
complier = Effect of the draw ÷ share of cases whose treatment it really changed.
any_day = Gap between the groups since the start, with an interval that holds at every look.
segment = Effect in this kind of case, drawn towards that of the other kinds as far as it is uncertain.
drift = Effect over the second half of the period − effect over the first.
hidden_cause = Ratio of chances + √(ratio × (ratio − 1)), for the estimated effect.
hidden_cause_bound = The same, for the end of the interval nearer to zero.
hidden_cause_known = The same measure, for the strongest difference declared.
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
worth.line.speed = Days gained ÷ 365 × turnover in a year × cost of money a year ÷ 12.
worth.line.watching = Incidents a year × days gained before somebody notices × cases a day × share lost ×
  cost of a lost case ÷ 12.
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
totals.false_alarms = Measured effects × 10%: as many would look clear by chance, if nothing changed.
ground.right = Cases drawn at random, read by a person and found right, counted one by one.
ground.wrong = Cases drawn at random, read by a person and found wrong, counted one by one.
ground.unexpected = Cases drawn at random, read by a person and unexpected, counted one by one.
ground.error_rate = Wrong cases ÷ cases read, with the exact interval of Clopper and Pearson.
ground.tools = Declared tools, counted one by one.
ground.maintainers = Number of people able to repair it, as declared.
ground.changes_per_month = Changes written down in the last year, or since go-live, ÷ months gone by.
ground.change_failure = Changes followed by a new alarm within 7 days ÷ changes whose days after were watched,
  with the exact interval of Clopper and Pearson.
ground.time_to_detect = Median time between the start of a lost or late case and its deadline;
  nothing records when somebody really noticed.
ground.time_to_restore = Median time between a first failed run and the next successful one.
ground.open_failures = First failed runs that no success has followed, counted one by one.
ground.modules = Modules of its scenario files, counted one by one.
ground.branches = Ways out of the routers, tests and switches of its scenario files, counted one by one.
ground.swallowing = Modules whose error looks like a success or leads nowhere ÷ modules of its scenario files.
ground.findings_serious = Serious findings of `retour lint` in its scenario files, counted one by one.
ground.findings_warning = Findings of `retour lint` to be mended in its scenario files, counted one by one.
ground.findings_note = Findings of `retour lint` good to know in its scenario files, counted one by one.
stated = Figure of the claim, taken as it is.
"""

LEFT_OUT = """
too_few_cases = too few cases
no_window = switched on too recently, or too early
another_start = switched on at another date
never_seen = absent from the data
"""

TECHNIQUES = """
movement = movements of public series where nothing changed
level = drifting level estimated on the past, calibrated interval
newcombe = difference of proportions (Newcombe)
welch = difference of means (Welch)
rmst = restricted mean duration (Kaplan-Meier)
done = share done at the end of the window (Kaplan-Meier)
median = difference of medians (Brookmeyer-Crowley)
units = ratio of sums by drawn unit (jackknife)
units-cuped = ratio of sums by drawn unit, adjusted on its past (CUPED)
draws = permutation test by drawn unit, inverted
draws-past = permutation test by drawn unit, adjusted on its past
sequence = asymptotic confidence sequence
switchback = permutation test of the periods, inverted
landmark-newcombe = landmark, unadjusted (Newcombe)
landmark-mantel-haenszel = landmark, stratified (Mantel-Haenszel)
landmark-overlap = landmark, overlap weights
group-time = difference-in-differences by start date (Callaway-Sant’Anna)
parallel-control = synthetic control, placebos on the other units
"""
