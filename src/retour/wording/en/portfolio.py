"""A portfolio: groups, overlaps, what to establish next, in English."""

LABELS = """
team = By team
tool = By tool
objective = By objective
no_team = team not said
no_tool = tool not said
no_objective = objective not said
title = Where the gain comes from
folded = {group} first: {gain}. All the detail {kinds}.
folded_none = No known gain yet. The detail {kinds}.
note = Gain after costs, per month, each evidence on its own: rows of different evidence are never added.
tool_note = An automation with several tools is counted whole under each: the rows of tools overlap and do
  not add up.
of_group = {n:noun live automation|live automations}
of_group_unknown = {n:noun live automation|live automations}, {unknown:int} with no known gain
group_none = no gain known
shared = {one} and {other} both handled {n:noun case|cases}: {money}, split between them, so counted
  once.
shared_unnamed = {one} and {other} count the same minutes: {money}, split between them, so counted
  once. Their runs do not name the cases: the split follows their rollouts.
claimed_twice = {one} and {other} both claim the same minutes on {n:noun case|cases}: {money} would be
  counted twice. The totals count it once, in equal parts of each case; each sheet still counts it whole. To
  split it, write shared_with.
claimed_twice_unnamed = {one} and {other} both claim the same minutes: {money} would be counted twice.
  The totals count it once.
shared_with = Shared with {other}: {part:pct} of these cases.
kept = Counted here: {kept:pct} of this saving.
budget_title = What could be established next, and at what cost
budget_note = The measurement that brings most first. A cost is what the measurement itself takes, margin not
  earned included; a gain is what deciding better would bring, that cost deducted.
budget_what = Measurement
budget_weeks = Weeks
budget_cost = Cost
budget_gain = Gain expected
budget_lifts = Evidence reached
budget_spent = Cost so far
budget_weeks_n = {n:int}
budget_none = no change
budget_total = All of them together: {cost}.
budget_unpriced = {n:noun measurement|measurements} whose cost nobody knows: not in this total.
budget_settled = Stop measuring, deciding better would not pay for it: {names}.
budget_settled_more = Stop measuring, deciding better would not pay for it: {names}, and {n:int} more.
rest_groups = {n:noun other row|other rows}: the workbook lists them all.
rest_budget = {n:noun other measurement|other measurements}: the workbook lists them all.
rest_overlaps = {n:noun other pair|other pairs} of automations share their savings: the workbook lists them
  all.
sheet = Portfolio
column_group = Group
volume_note = What is handled on top is counted in cases, never in money; nothing here says what caused it.
use_ask = What did the freed time become?
use_note = One answer is enough. Until then, a wide usual range is taken, never all of it.
use_avoided = A hire, overtime or a contractor avoided
use_redeployed = More sales or billable work
use_absorbed = Other tasks took it
use_kept = Noted. The gain will follow at the next computation.
use_none = No answer was given: nothing changed.
fte_basis = {said}, on the basis of {hours:int} h a year
"""

TOP = """
worth_volume_handled = More cases handled a month
worth_volume_before = Cases a month, before
worth_volume_after = Cases a month, now
worth_volume_hours_before = Hours worked on them a month, before
worth_volume_hours_after = Hours worked on them a month, now
"""

FIELDS = """
field_team = Team
field_speed = Money that comes in sooner
field_annual_turnover = Turnover of a year
field_cost_of_capital = What money costs, a year
hint_cost_of_capital = The rate of the overdraft or of the loan; 0% when nothing is borrowed or invested.
field_days_before = Days of waiting before
field_days_after = Days of waiting now
field_watching = Incidents noticed sooner
field_detection_days_before = Days before somebody noticed, before
field_detection_days_after = Days before somebody notices, now
hint_detection_days_after = Left empty: the longest deadline of the rules of loss.
field_shared_with = Automations that count the same minutes
one_shared_with = Automation
add_shared_with = Add an automation
field_split = Parts, by automation
hint_split = Left empty: equal parts.
one_split = Part
add_split = Add a part
"""

FIGURES = """
totals_group = Gain after costs, per month, {group}, evidence {word}
totals_overlap = Cases that {one} and {other} both handled
totals_overlap_money = Saving on the cases that {one} and {other} both handled, counted once
totals_taken = Saving of {name} that the totals count with others
totals_next_cost = Cost of all the measurements worth making
totals_next_of_cost = Cost of the next measurement of {name}
totals_next_of_gain = Gain expected from the next measurement of {name}
totals_next_of_spent = Cost of the measurements up to that of {name}
"""

FORMULAS = """
totals.overlap = Cases named by the runs of both automations, counted one by one.
totals.overlap_money = Mean of what each of the two counts for the cases that both handled, per month.
totals.taken = Saving on cases that others handled too × the parts that are counted with them.
totals.next_cost = What the measurement takes: hours of work, margin of the cases left aside.
totals.next_gain = What knowing more would bring over its lifetime − what the measurement costs.
totals.next_spent = Sum of the known costs.
worth.volume_handled = Cases a month now − cases a month before go-live.
worth.volume_before = Cases begun a month, before go-live, counted one by one.
worth.volume_after = Cases begun a month, since go-live, counted one by one.
worth.volume_hours_before = Cases a month before go-live × minutes of work on each ÷ 60.
worth.volume_hours_after = Cases a month since go-live × minutes of work on each ÷ 60.
"""

UNKNOWNS = """
cases_not_named = the runs do not name the cases
nobody_can_tell = nobody can compute it from what is known
"""

MONEY = """
kept = Part of the saving counted here
"""

WORKED = """
why_planned = No shorter formula: it comes from the plan of the measurement, which nobody made yet.
"""
