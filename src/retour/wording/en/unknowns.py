"""Why a figure is not known: the clause that follows “Unknown:”, in English."""

TEXT = """
no_data = no case and no reading for this KPI
no_events = no event in the data
no_go_live = the go-live date is not declared
not_live_yet = the automation is not live yet
design_not_built = where the treated cases were chosen, this version can only compare a rate
kpi_closes_before_treatment = the KPI closes at {closes_days:num} days, before the action that comes at
  {treatment_days:num} days, so it cannot see its effect. Judge instead the cases still open at
  {treatment_days:num} days, later on
no_before = there is almost nothing before go-live ({cases:noun case|cases}), so nothing to compare with
too_early = it is too early, the cases after go-live have not all had the time to end
arm_ambiguous = the draw has several groups without the automation ({arms}), and nothing says which one to
  compare with
frame_truncated = there are too many cases ({total:int}): only {rows:int} can be compared one by one
half_not_finished = less than half of the cases ({share:pct}) are finished by the horizon
arm_missing = one of the two groups drawn at random has no ended case yet
constant_before = nothing moved before go-live, so the effect cannot be told from chance
no_case_frame = the detail of the cases is missing to compare treated and untreated ones
too_few_open = one of the two groups has no case left open at the time of the action
median_not_estimated = the effect on a median is not computed by this version
median_not_reached = less than half of the cases of one of the two groups end within the time observed: the
  case in the middle is not known
too_few_units = too few whole units were drawn to give an interval ({treated:int} with, {control:int}
  without; at least three are needed on each side)
too_few_periods = too few periods can be used ({on:int} with, {off:int} without), {needed:int} of each kind
  are needed
no_overlap = treated and untreated cases are too different to be compared: only {share:pct} have similar ones
  on the other side, {needed:pct} needed
unit_not_recorded = no case says which unit (site, team, customer) it belongs to
no_treated_unit_seen = none of the {declared:int} units declared appears in the data as switched on today
one_unit = there is only “{unit}” in the data, so nothing to compare it with
no_comparison_unit = on {start:date} every unit was already switched on: none is left to compare with
no_window_for_units = no unit switched on has enough before, enough after, and another unit not yet switched
  on to compare it with
too_few_comparison_units = fewer than four units are left to compare with
units_without_spread = the units do not differ from each other at all: nothing says which gap would be chance
two_averages_no_interval = two averages do not say what chance alone would have done
too_few_answers = {n:noun answer|answers}, at least {k:int} are needed so that nobody is recognised
no_rule = no rule says which case must arrive where
nothing_due = no case is past its deadline yet
reconcile_problem = the rule could not be applied to these data
no_runs = no run in the data
actors_unknown = nobody knows who did {share:pct} of the events
too_few_cases = too few cases ({n:int})
minutes_not_said = nobody said how many minutes it takes
before_not_said = nobody said how many minutes it took before
after_not_said = nobody said how many minutes it still takes
no_minutes = no minute of work, neither recorded nor declared
no_role = no line says which role does this work, hence what an hour costs
role_unknown = the role “{role}” has no hourly cost
role_not_said = the role “{role}” has no hourly cost
volume_unknown = the number of cases a month is not known
tool_price_unknown = the price of the tool “{tool}” is not declared
not_mature = recent cases have not had the time to end
not_said = nobody said it
not_computed = not computed
not_applicable = does not concern this automation
unreadable = what the review had noted cannot be read
nothing_entered = nothing is declared, neither gain nor cost
no_benefit_declared = costs are declared, but no gain
benefit_unknown = the main gain ({code:say money}) is not known: {reason:say unknown}
costs_not_said = no running cost is declared
no_volume = no case and no run to count
too_few_read = fewer than ten cases read in 100 days
no_change_recorded = nobody wrote a change down, which does not mean that there was none
under_a_month = observed for less than a month
change_not_watched = nothing watched the days after the changes that were written down
tools_not_said = no tool is declared
maintainers_not_said = nobody said who can repair it
scenario_not_kept = its scenario file is not kept here
scenario_unread = its scenario file could not be read
nothing_lost_to_time = no lost or late case to time
no_failure_ended = no failure that ended in the data
too_few_runs = {n:noun run|runs} in {days:noun day|days}, too few to tell a volume
effect_unknown = the effect on “{indicator}” is not known: {effect_reason:say unknown}
indicator_not_a_share = “{indicator}” is not a rate, it cannot become margin
indicator_not_a_duration = “{indicator}” is not a duration, it cannot become days of waiting
days_not_said = the days of waiting are declared neither before nor after
detection_not_said = nothing says after how long an incident is noticed now
counted_in_failures = the cost of silent failures already counts the shorter delay: it is not counted twice
amount_unknown = the average amount is neither declared nor in the data
build_not_said = the cost to build is not declared
not_paid_back = in at least half of the scenarios, {months:int} months do not pay back the cost to build
not_live = the automation is not live
no_flow = nothing in the data shows its activity
too_few_events = too few events to know its habits
short_history = its past is too short to know its habits
no_clock = the date of the data is not known
minutes_not_per_case = the declared minutes are not per case
no_case_after = no case has arrived since go-live
no_rule_declared = no rule says which case must arrive where
nothing_to_match_by = the cases have nothing in common to match them by
no_treatment_window = the time when the action must take place is not declared
version_too_short = this version has not been in service long enough
window_too_short = the time observed is too short ({days:days}) to tell a monthly volume
month_not_observed = the data stop before the end of this month, or begin after it
outcomes_pending = the outcome of {n:noun case|cases} is not known yet
undetectable_in_two_years = even two years of cases ({cases:int} needed) would not show it
undetectable_by_date = the KPI moves too much by itself for a date alone to show it
too_little_past_for_date = the past is too short to tell what a date alone would show
interval_includes_zero = the interval includes zero
no_effect = no effect could be measured
grade = the evidence for the effect is too weak
declared_only = there is only a declaration
not_measured = it was not measured
no_evidence = nothing proves it
total_none = no automation has a gain in money at this strength of evidence
"""
