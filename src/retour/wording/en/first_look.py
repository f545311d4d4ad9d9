"""The first ten minutes, in English: a file, two exports, one date, one effect, a text pasted."""

TEXT = """
what_form = requests from the form
what_one_form = request from the form
what_pipedrive = Pipedrive deals
what_one_pipedrive = Pipedrive deal
what_hubspot = HubSpot deals
what_one_hubspot = HubSpot deal
what_quotes = quotes
what_one_quotes = quote
what_make = Make runs
what_one_make = Make run
what_n8n = n8n executions
what_one_n8n = n8n execution
what_table = cases of “{in_file}”
what_one_table = case of “{in_file}”
where_form = the form
where_pipedrive = Pipedrive
where_hubspot = HubSpot
where_quotes = the quotes
where_make = Make
where_n8n = n8n
where_table = “{done_file}”

lost_many = {n:int} {what:say first} are not in {where:say first}, {within} after they came in: here they
  are.
lost_many_alone = {n:int} {what:say first} are not in {where:say first}, {within} after they came in.
lost_one = 1 {what_one:say first} is not in {where:say first}, {within} after it came in.
lost_none = Nothing is lost: of {due:int} {what:say first} that were due, all are in {where:say first}.
lost_since_many = Since {go_live:date}, {n:int} {what:say first} are not in {where:say first}, {within}
  after
  they came in: here they are.
lost_since_many_alone = Since {go_live:date}, {n:int} {what:say first} are not in {where:say first},
  {within} after they came in.
lost_since_one = Since {go_live:date}, 1 {what_one:say first} is not in {where:say first}, {within} after it
  came in.
lost_since_none = Nothing is lost since {go_live:date}: of {due:int} {what:say first} that were due, all
  are in
  {where:say first}.
lost_strangers = None of the {due:int} cases of “{in_file}” is in “{done_file}”: the two files most likely
  do not
  speak of the same cases. Check the column that links them: a common number, the e-mail address, the
  phone or
  the name.
cannot_match = Nothing links the {n:int} cases of “{in_file}” with those of “{done_file}”: a common
  number, the e-mail
  address or the phone is needed.
lost_nothing_due = No case of “{in_file}” is past its deadline of {within} yet: nothing can be lost.
open_many = {n:int} {what:say first} have not reached “{end}” yet, {within} after they began: here they are.
open_many_alone = {n:int} {what:say first} have not reached “{end}” yet, {within} after they began.
open_one = 1 {what_one:say first} has not reached “{end}” yet, {within} after it began.
open_none = Of {due:int} {what:say first} that were due, all have reached “{end}”.
reached = Of {n:int} cases followed for {horizon}, {share:pct} reached “{end}”.
reached_median = One case in two gets there in less than {after:duration}.
followed = {n:int} {what:say first} followed, from “{start}” to “{end}”.
nothing = These files cannot answer yet: see why below.

share = That is {n:int} out of {due:int}, or {share:pct}.
share_after = Since {go_live:date}: {n:int} out of {due:int}, or {share:pct}.
share_before = Before {go_live:date}: {n:int} out of {due:int}, or {share:pct}.
late = {n:noun case|cases} arrived after the deadline of {within}.
waiting = {n:noun case is|cases are} still waiting, in time.
past_end = {n:noun case|cases} came in after the end of “{done_file}”: nothing can be said of them.
median = One case in two is handled in less than {after:duration}.
median_unknown = More than one case in two was not handled: no usual delay can be given yet.
repeated = {n:noun request|requests} repeated by the same person within a day: counted with the first.
known = {n:noun request|requests} whose person does have a record, but an older one, or one already taken by
  another request: neither found nor lost.
unchecked = {n:noun request was|requests were} found neither by address nor by phone, and the names were too
  many to compare: neither lost nor done until somebody checks.
doubtful = {n:noun request looks|requests look} like several records at once: it is for you to say. Neither
  found nor lost.
unmatchable = {n:noun request has|requests have} nothing to be found by (no number, e-mail, phone or name):
  neither found nor lost.
facts_only = These are facts counted in your files. They do not say yet what the automation changed.
swapped = The two files were in the other order: “{in_file}” comes before “{done_file}”. They were put back.
ambiguous_days = Nothing in “{file}” says whether 05/06 is 5 June or 6 May. Read as {order:say guess}; to be
  confirmed.
cost_before = Cost per case before: {value} ({defence}).
cost_unknown = Cost per case after, still unknown: {why}.
cost_to_give = Cost per case unknown: give the cost of an hour of work and the minutes spent on a case.

by_case = {n:noun case|cases} recognised by number.
by_email = {n:noun case|cases} recognised by e-mail address (case and “+…” ignored).
by_phone = {n:noun case|cases} recognised by phone.
by_name = {n:noun case|cases} recognised by name, to be read one by one.
name_rule = Two names are one when at least {threshold:pct} of their letters agree (accents, case,
  punctuation,
  legal forms and the order of words are ignored) and the record was made within {window:noun day|days} of
  the
  request. When the address or the phone differs, {other:pct} is needed. Two records almost as near: none is
  chosen.
name_pair = “{one}” (line {line}) and “{other}” (line {other_line}), {similarity:pct}
doubt = “{name}” (line {line}): {records}
doubt_record = “{name}” (line {line})
case_other_numbers = The numbers of the two files do not mean the same cases: they were not used.
name_too_large = Too many names to compare within a few seconds: this was not tried.
name_refused = Names were not compared, as asked.

proposed = {why} To be confirmed.
new_activity = “{value}” appears on {day:date} for the first time, {n:int} times since.
new_kind = “{value}” ({column}) appears on {day:date} for the first time, {n:int} times since.
first_run = The first run of “{file}” was on {day:date}.
said_by_file = The file “{file}” says {day:date}.
delay = The delay changes around {day:date}: about {before:duration} before, {after:duration} after.
share_changed = The share of requests found changes around {day:date}: {before:pct} before,
  {after:pct} after.
volume = The number of requests changes around {day:date}: about {before:int} a week before,
  {after:int}
  after.
no_date = No date stands out in these files. Give the one that you know.

effect_delay = Over the {days:noun day|days} after {go_live:date}, handling took {observed}; without the
  automation it would have
  taken {counterfactual}. Effect: {value}, {direction} ({n}). {grade}.
effect_share = Over the {days:noun day|days} after {go_live:date}, “{indicator}”: {observed}; without the
  automation it would have
  been {counterfactual}. Effect: {value}, {direction} ({n}). {grade}.
effect_none = Over the {days:noun day|days} after {go_live:date}, no visible effect on “{indicator}”:
  {value}, {comparator} ({n}).
not_before = Not measurable before {day:date}: {why}.
not_measurable = Not measurable with these files: {why}.
no_day = Give the go-live date: without it there is no before and no after.
instead = What you can measure right now:
instead_lost = the lost cases, one by one, and their share before and after;
instead_delay_levels = the delay before and after, without saying what is due to the automation;
instead_hold_out = the effect itself, by leaving a few cases, at random, without the automation;
instead_export_more = a longer export: what is missing most is time before go-live.

no_claim = This text holds neither a claim with a number nor a table: paste a sentence such as “23% of the
  followed-up quotes were signed”, or a table with its headings.
no_text = Paste a sentence or a table.
no_headings = It is a table, but without a line of headings that we know. It needs one: process, objective,
  tools, main KPI, follow-up frequency, observed impact.
drafts = {n:noun automation|automations} read in this table: {names}.
to_export = To go further, export:
export_cases = {subject:say first}, with the start date, the end date and the outcome{from_tools}
export_treated = for each case, whether the automation dealt with it, and when (a column “reminder date”,
  or the
  tool’s log)
export_before = the same columns for the twelve months before
export_kinds = a column that says the kind of customer
export_source = {subject:say first} as they came in: date, name, e-mail address, phone{from_tools}
export_target = what was done: date, number, name, e-mail address
export_runs = the history of runs: date, result, duration
export_timed = the minutes spent by hand on about twenty cases, timed
export_log = the list of the steps of each case, with their date and who did them
export_answers = the answers to the survey: date, score, before or after
subject_quotes = the list of your quotes
subject_requests = the list of your requests
subject_tickets = the list of your tickets
subject_invoices = the list of your invoices
subject_meetings = the list of your meetings
subject_cases = the list of your cases
from_tools = (from {tools})

seen = {rows:noun line|lines} read, {cases:noun case|cases}, {rejected:noun line|lines} left out.
runs_seen = {n:noun run|runs}, from {first:date} to {last:date}.
role_case = case number
role_start = date it came in
role_date = another date
role_time = date of the event
role_activity = what happened
role_email = e-mail address
role_phone = phone
role_name = name
role_first_name = first name
role_last_name = last name
role_company = company
role_title = title
role_amount = amount
role_minutes = minutes of work
role_kind = kind of case
role_none = not used

column_seen = “{column}”: {role}
open_line = {label}, {at}, line {line}
more = … and {n:noun other|others}.
column_name = Name
column_email = E-mail
column_at = Came in
column_deadline = Expected before
column_file = File
column_line = Line
column_case = Number
kept = Workspace kept in {path}: “retour audit {path}” reads it again.
page_title = What came in, what was done
page_lost = The lost cases
page_facts = What the files say
page_matched = How cases were recognised
page_pairs = Matched by name, to be read
page_doubts = For you to decide
page_effect = What the automation changed
page_paste = The sentence to pass on
page_made = Computed on {today:date}, data up to {last:date}.
"""

PROBLEMS = """
measure.same_file = The two files are the same (“{value}”): one is needed for what came in, one for what
  was done.
measure.runs_alone = “{value}” is a history of runs: it says when the tool ran, not what became of the
  cases. Give the
  export of the cases.
measure.no_case = “{value}” has no dated case: a column of dates is needed.
measure.one_moment = “{value}” gives only one date per case: two are needed, or a second file.
measure.folder_taken = The folder “{value}” already holds a workspace: nothing was written there. Choose
  another folder.
measure.too_many_files = Two files at most: what came in, then what was done.
look.no_date = No column of “{value}” holds dates: at least one is needed.
"""
