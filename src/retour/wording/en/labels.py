"""Titles, column names, units and fixed sentences, in English."""

TEXT = """
unsaid = Something to report that has no sentence yet (code {code})
reason_code = reason {code}
yes = yes
no = no
unknown = unknown
unknown_because = Unknown: {why}
working_days = {n:noun working day|working days}
place_file = {file}
place_line = {file}, line {line}
place_column_file = {file}, column “{column}”
place_column = {file}, line {line}, column “{column}”

estimate = {point} (between {low} and {high})
estimate_level = {point} (between {low} and {high}, {level:pct} interval)
declared_point = {point} (declared)
declared_range = {point} (declared, from {low} to {high})
level = {level:pct} interval
n = n = {n:int}
n_both = n = {n:int} after, {before:int} before
n_unknown = n: no case counted
n_arms = n = {n:int} with, {before:int} without
n_of_effect = n: that of the effect
n_so_far = n: every case known so far
n_automations = n = {n:noun automation|automations}
period = from {start:date} to {end:date}
counted = counted in your files
evidence_is = Evidence: {word}
grade_A = very strong
grade_B = strong
grade_C = fair
grade_D = declared
grade_E = none
comparator_counterfactual = compared with what would have happened without the automation
comparator_hold_out = compared with the cases left aside at random
comparator_before = compared with the time before, uncorrected
comparator_untreated = compared with untreated cases, not chosen at random
comparator_previous_version = compared with the previous version
comparator_without_costs_or_gains = compared with doing nothing
direction_gain = better
direction_loss = worse
direction_none = no visible effect
chances = {n:int} chances in 100
chances_most = more than 99 chances in 100
chances_least = less than 1 chance in 100

unit_points_one = # point
unit_points_many = # points
unit_minutes_one = # min
unit_minutes_many = # min
unit_hours_per_month_one = # h a month
unit_hours_per_month_many = # h a month
unit_count_one = #
unit_count_many = #
unit_per_case_one = # per case
unit_per_case_many = # per case
unit_cases_one = # case
unit_cases_many = # cases
unit_score_one = #
unit_score_many = #
unit_fte_one = # FTE
unit_fte_many = # FTE
unit_months_one = # month
unit_months_many = # months
unit_times_one = factor of #
unit_times_many = factor of #
unit_money_per_month = # a month
unit_money_per_case = # per case

column_process = Process
column_objective = Objective
column_tools = Tool(s)
column_kpi = Main KPI
column_follow_up = Follow-up frequency
column_impact = Observed impact
column_evidence = Evidence for the effect
column_net = Gain after costs, per month
column_amor = AMOR
column_decision = Decision
column_low = Low
column_high = High
column_point = Value
column_n = n
column_grade = Evidence
column_unit = Unit
column_key = Key
column_said = In words
column_comparator = Compared with
column_period = Period
column_rule = Rule
column_place = Place
column_value = Value read
column_hint = What to do
column_severity = Severity
column_what = What
column_before = Before
column_after = After
column_case = Case
column_since = Since
column_amount = Amount
column_file = File
column_rows = Rows read
column_events = Events kept
column_rejected = Rows left out
column_guessed = What was guessed
column_duplicates = Duplicates
column_step = From
column_observed = Observed
afterwards = after go-live
voice_before = before: {value}
column_without = Without the automation
column_activity = Activity
column_manual = Done by hand
column_cases = Cases
column_chances = Chances in 100
column_lost_before = Before go-live
sheet_table = Table
sheet_figures = Figures
sheet_problems = To check
severity_error = to fix
severity_warning = to look at
severity_note = for information

not_said = not said
not_declared = not declared
none = none
daily = daily
weekly = weekly
monthly = monthly
quarterly = quarterly
yearly = yearly
planned = planned
live = live
paused = paused
retired = retired

page_title = {name}: what your automations really bring back
skip = Skip to content
nav_certain = What is certain
nav_table = Steering table
nav_decide = To decide
nav_sheets = Sheets
nav_sources = Data
contents = Contents
empty_title = Nothing to measure yet
empty_text = This workspace has no automation yet. Declare one, add the export of what came in and the
  export of what was done: the first certainty arrives within minutes.
empty_action = To begin, run “retour init”, then “retour check”.
certain_title = What is certain
certain_note = Counted row by row in your data, nothing estimated.
certain_nothing = Nothing could be counted: no loss rule, no delay, no manual task measured.
levels_note = One level before and one after: whatever else changed at the same time is counted in.
balance_title = What is sure, what is less so
balance_note = Gain after costs, per month, split by the strength of its evidence. The stronger the evidence,
  the fuller the bar.
balance_none = No gain could be put in money.
balance_unknown = {n:noun automation|automations} with no gain that can be put in money, never counted as
  zero.
balance_unknown_many = {n:noun automation|automations} with no gain that can be put in money, never counted
  as zero.
balance_joint = {one} and {other} act on the same KPI at the same time: their gain is counted once,
  with {other}.
balance_set_aside = {n:noun automation|automations} paused or retired, not counted here.
decide_title = To decide
decide_note = The first rule that applies, with its reasons.
settle_title = What would settle the rest
settle_note = The measurement that would bring the most, its cost deducted, computed from your own volume.
settle_nothing = Nothing more to measure for now.
table_title = Steering table
table_note = The six columns first, evidence and decision after them. An effect compares what happened with
  what would have happened without the automation. Dot: estimate. Bar: 90% interval.
effect_title = The effect
effect_no_title = No measurable effect yet
effect_chart = Observed line, and estimated line without the automation
effect_chart_D = By day: observed line, and estimated line without the automation, with its 90% band.
effect_chart_W = By week: observed line, and estimated line without the automation, with its 90% band.
effect_chart_M = By month: observed line, and estimated line without the automation, with its 90% band.
effect_numbers = See the figures behind the chart
effect_said = {indicator}: {value}, {direction}.
effect_level = Observed {period}: {level}. Without the automation it would be {without}.
effect_level_corrected = Observed {period}: {level}, against {without} without the automation. The effect
  also corrects for what the two sides already were before.
effect_naive = The raw gap, uncorrected, does not say what the automation changed:
effect_pending = {n:noun recent case|recent cases} with an outcome not known yet: neither success nor failure.
effect_detectable = At your volume, this method almost always sees an effect of {value} or more; a
  smaller one may
  escape it.
beside_title = A closer look at the effect
effect_drift_growing = The effect is growing. Second half of the period, against the first:
effect_drift_fading = The effect is fading. Second half of the period, against the first:
effect_drift_steady = The effect is steady. Second half of the period, against the first:
effect_drift_unclear = Is the effect lasting? Nobody can tell yet. Second half of the period, against the
  first:
effect_any_day = Interval that holds whichever day you read it:
effect_complier = On those cases only where the automation really acted:
outlook_title = What each method could show
outlook_drawn = With {share:pct} of the cases, drawn at random, left without: an effect of {target} visible
  after {cases:noun case|cases}, about {weeks:noun week|weeks}; answer from {day:date}.
outlook_drawn_only = With cases drawn at random to stay without: an effect of {target} would take more than
  two years; in {weeks:noun week|weeks}, only {detectable} or more.
outlook_date = With a date alone: an effect of {target} visible after {weeks:noun week|weeks}; answer from
  {day:date}.
outlook_date_only = With a date alone: only an effect of {detectable} or more, after {weeks:noun week|weeks}.
outlook_date_none = With a date alone: the past is too short to tell.
outlook_name_drawn = Cases drawn at random stay without
outlook_name_date = A date alone
outlook_within = {detectable} or more, in {weeks:noun week|weeks}
outlook_cases = {n:noun case|cases}
outlook_unseen = not foreseeable
outlook_column_design = Method
outlook_column_seen = Effect seen four times in five
outlook_column_cases = Cases needed
outlook_column_answer = Answer from
effect_answer = An answer can be expected from {day:date}.
version_all = all versions together
version_over = {version}, against the previous version
version_other_title = Other comparisons
observed = Observed
without = Without the automation
estimated = estimated
go_live = Go-live
segments_title = The effect by kind of case
segments_note = Each effect is drawn towards the others: taken alone, the best of several is always too good.
segments_opposite = The effect changes sign with the kind of case: upwards for {up}, downwards for {down}.
segments_differ = Kinds of cases respond differently, more than chance alone would make them.
segments_alike = Nothing shows that the effect differs from one kind of case to another.
segments_one = Only one kind of case has enough cases for an effect of its own.
segments_none = No kind of case has enough cases for an effect of its own.
segments_small = Too few cases to tell: {names}.
segments_unnamed = Other kinds of cases, too small or too many to be read: {n:int}.
segment_of = Kind of case
hidden_title = What if something was left out?
hidden_point = To explain the whole effect by itself, a cause that nobody recorded would have to act by a
  {strength} on both the chances of being treated and those of the outcome.
hidden_bound = For the effect to be no longer visible, a {bound} would be enough.
hidden_enough = The strongest difference declared, “{name}”, acts by a {known}: a cause left out and as
  strong would explain everything.
hidden_doubt = The strongest difference declared, “{name}”, acts by a {known}: a cause left out and as
  strong would put the effect in doubt, without explaining it all.
hidden_short = The strongest difference declared, “{name}”, acts by a {known} only: it would take a cause
  stronger than anything declared.
hidden_no_known = No declared difference says whether that is much.
method_of = {name}, “{indicator}”: {technique}, version {version}.
methods_title = Methods of calculation
worth_title = What it brings back
worth_note = Gain per month, every cost deducted. 50 dots: each is 2 chances in 100.
worth_none = The gain cannot be put in money
worth_balance = 0, break-even
worth_dots = {above:noun dot|dots} of 50 above zero
worth_lines = Line by line
worth_cash_capacity = Money that comes in or no longer goes out, and time freed, are counted apart.
worth_net = Gain after costs
worth_cash = Of which money
worth_capacity = Of which time freed
worth_running_cost = Running cost
worth_build = Cost to build
worth_turnover = Turnover concerned
worth_npv = Total gain over its lifetime
worth_hours = Hours freed
worth_hours_restated = Hours freed, with the latest correction
worth_machine_hours = Machine time
worth_fte = Full-time equivalent
worth_payback = Paid back in
worth_p_positive = Chances that the gain is positive
worth_fte_note = Basis: {hours:int} h a year for a full-time job.
worth_not_said = Not said, so not counted: {what}.
why_title = Why this evidence
why_title_grade = Why the evidence is {word}
why_passed = Checked
why_failed = Not met
why_unchecked = Could not be checked
why_lift = If this were met, the evidence would be {word}.
map_title = The process, before and after
map_note = Solid: done by hand. Blue outline: automatic. Grey: a moment of the process. Each step keeps its
  place; dashed, it is gone.
map_before = Before
map_after = After
map_cut = The {n:int} most frequent activities are drawn.
map_said = {when}: {cases:noun case|cases}, {manual:noun manual task|manual tasks} per case on average
map_said_plain = {when}: {cases:noun case|cases}
amor_title = AMOR audit
amor_note = Twenty questions, four letters, from 0 to 3. No average: the weakest letter sets the tone.
amor_bars = {bars:int} of 3
amor_unknown = unknown
amor_weakest = The weak point: {letter}.
amor_known = {known:int} answers known of {checks:int}
amor_next = Next review on {day:date}.
amor_checks = The questions, one by one
letter_A = Alignment
letter_M = Measure
letter_O = Observation
letter_R = Return
status_pass = yes
status_partial = in part
status_fail = no
status_unknown = unknown
decision_title = The proposed decision
decision_is = The proposed decision: {decision}
amor_letter = {letter}: {bars}
decision_change = What would change the decision
claims_title = What is claimed
claims_note = A claim stays declared, whoever makes it: we redo the arithmetic and say what it proves.
claims_proves = What the sentence shows
claims_missing = What is missing to say more
claims_stated = figure of the claim
claims_added = what we add
voice_title = What people say
voice_none = Nobody has been asked yet.
voice_answered = {answered:noun answer|answers} from {invited:noun invitation|invitations}
voice_answered_only = {answered:noun answer|answers}
voice_scale = from {low} to {high}
voice_everybody = {low} to {high} of all those invited, whatever the silent ones think
audience_team = Team
audience_customer = Customers
sources_title = Where these figures come from
sources_note = What each file gave, and what was guessed while reading it.
sources_none = No file read.
problems_title = To check in your data
problems_none = Nothing to check.
problems_count = {n:noun point|points} to check in your data
problems_more = … and {n:noun other point|other points} to check.
footer_level = Intervals are at 90%.
footer_watermark = Data up to {day:date}, figures computed on {today:date}.
footer_no_data = No data received, page computed on {today:date}.
footer_explain = To walk from a figure back to its rows: retour explain KEY
footer_digest = Digest {digest}
more_of_them = {n:noun other|others}
figures_details = See the figures

lost_of_due = {n:noun case lost|cases lost} of {due:int}: “{of}” without “{needs}” within {within}.
lost_zero = No lost case of {due:int}: every “{of}” did get “{needs}”.
lost_zero_late = No lost case of {due:int}: “{needs}” always ends up following “{of}”.
lost_before = Before go-live: {n:int} of {due:int}.
lost_late = {n:noun case|cases} found late.
lost_waiting = {n:noun case|cases} still in time.
at_place = {place}: {said}
lost_past_end = {n:noun case|cases} after the end of the file of “{needs}”: either the export is older, or
  everything stopped; to check.
lost_ambiguous = {n:noun case was|cases were} known before: neither found nor lost.
lost_unmatchable = {n:noun case|cases} without an e-mail address: neither found nor lost.
lost_none_due = No case is past its deadline yet: “{of}” then “{needs}”.
impact_lost = {n:noun case lost|cases lost}.
impact_none = Nothing measured yet
column_deadline = Expected by
column_question = Question
column_answer = Answer
column_why = Why
column_score = Score
column_answers = Answers
column_at_most = Gain at most
dots_note = The gain per month has that many chances in 100 of being below the value on the right.
quoted = “{sentence}”
explain_formula_said = Calculation: {said}
explain_formula_named = Calculation: {name}
explain_rows_of = Lines of your files, {shown:int} of {total:int}:
named = {name}:
impact_claim = Claimed: “{sentence}”. Evidence: declared.
lost_named = Here they are, one by one
lost_more = … and {n:noun more|more}.
lost_nobody_for = Lost cases: no rule is declared, so nobody knows, for: {names}.
lost_nobody = Lost cases: nobody knows, no rule is declared.
lost_uncomputed = Lost cases: they cannot be counted. {why}
silent_since = Nothing since {since:date}: {expected:int} events were expected, {seen:int} seen.
silent_plain = Nothing since {since:date}.
silent_no = Last seen on {since:date}, within its habits.
silent_cannot = Last seen on {since:date}; its past is too short to say whether that is normal.
runs_said = Successful runs: {value}.
runs_failed = {failed:noun failure|failures}, {partial:noun incomplete run|incomplete runs},
  {ignored:noun ignored item|ignored items} in {runs:noun run|runs}.
delay_said = {name}: {before} before, {after} after.
tasks_name = Manual tasks
minutes_name = Working time per case
cost_name = Cost
lost_name = Lost cases

headline_lost = {n:noun case lost|cases lost}: “{of}” without “{needs}” ({name}). Here
  {n:pick it is|they are}.
headline_silent = {name} has given no sign of life since {since:date}.
headline_effect = {name}: {value} on “{indicator}”, {direction}, {comparator} ({n}). {grade}.
headline_delay = {name}: “{indicator}” goes from {before} to {after}, all causes together.
headline_no_effect = {name}: no visible effect on “{indicator}” for now: {value}, {comparator} ({n}).
headline_claim = {name}: “{sentence}” is still a claim. Evidence: declared.
headline_no_loss = {name}: no lost case of {due:int}.
unknown_why = Nothing is measured
headline_unknown = {name}: nobody can say yet what it brings back. {why}.
headline_planned = {name} (planned): {decision}.
all_lost = {n:noun case lost|cases lost} in {automations:noun automation|automations}: here they are, one by
  one
all_lost_one = {n:noun case lost|cases lost} in “{name}”: here {n:pick it is|they are, one by one}
all_established = Of your {automations:int} automations, the best-proven gain is {value}, every
  cost deducted. {grade}.
all_unknown = Your {automations:int} automations: no gain in money has strong evidence yet
all_note = {automations:noun automation|automations} followed. Certainties first, estimates after, each with
  its 90% interval and the strength of its evidence.

explain_title = Where “{key}” comes from
explain_inputs = From:
explain_no_rows = No file line: this figure comes from other figures or from a declaration.
explain_unknown_key = No figure is called “{key}”.
explain_nearest = Perhaps: {keys}
explain_nothing = This workspace has no figure yet.
explain_already = already explained above
explain_missing_input = {key} (not a figure of this audit)
"""

CLI = """
done = Done.
written = Written: {path}
written_table = Table written: {path}
rows_read = {rows:noun row read|rows read}, {events:noun event kept|events kept},
  {rejected:noun row left out|rows left out}.
nothing_to_read = No file to read here.
no_workspace = No workspace here: the file retour.yaml is missing. Run “retour init”.
workspace_created = Workspace created in {path}. Open retour.yaml: every line is explained.
workspace_exists = There is a workspace here already: nothing was changed.
check_ok = All in order: {automations:noun automation|automations}, nothing to fix.
check_problems = {n:noun point|points} to fix.
unusable = The data cannot be used: {n:noun point|points} to fix.
alarm = {n:noun alarm|alarms}.
no_alarm = No alarm: nothing silent, no lost case.
unknown_automation = No automation is called “{key}”.
unknown_language = Unknown language: {value}. Choose fr or en.
bad_date = Unreadable date: {value}. Write it like this: 2026-05-11.
below = Evidence too weak: {grade} was asked for.
"""
