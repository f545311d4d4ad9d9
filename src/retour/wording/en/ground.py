"""On the ground: cases read, field journal, fragility, in English."""

TEXT = """
title = On the ground
read_ten = Read ten cases
page_title = Ten cases at random: {name}
page_note = Open each case in your tools and look at what the automation made of it. A letter chooses; Tab,
  then Enter keep it and go on.
drawn = {n:noun case|cases} drawn at random from {of:int}, {since:date} to {until:date}.
drawn_by_automation = These are the cases of which one event at least names the automation.
drawn_by_treated = These are the cases that carry the event that marks its work.
drawn_by_robot = Nothing says which automation acted: these are the cases where a robot did something.
drawn_by_process = Nothing says which cases it handled: these are all the cases of the process.
drawn_how = Every case has the same chance to be drawn; nothing makes sure that there is one of each kind. The
  first answer fixes the draw.
nothing_read = No event was read for this automation yet: there is no case to read.
nothing_handled = No case was handled from {since:date} to {until:date}: there is nothing to read.
place = Case {number:int} of {n:int}: {case}
told = What the data say
field = What is noted
value = Value
when = When
what = What happened
who = By
amount = Amount
at_row = {file}, line {line:int}
kind_human = a person
kind_robot = the automation or a robot
kind_customer = the customer
kind_unknown = not said
no_event = The data no longer say anything of this case.
verdict = What you found
not_read = to be read
right = Right
wrong = Wrong
unexpected = Unexpected
note = Note
note_hint = What is wrong, or what is surprising. No person’s name.
keep = Save, then the next one
changed = Save
result_title = What the cases read say
counts = Cases read
rate = Share of wrong cases
none_wrong = No wrong case out of {read:int} does not mean that there is none: up to {high:pct} of all could
  still be wrong.
some_wrong = {wrong:noun wrong case|wrong cases} out of {read:int}: between {low:pct} and {high:pct} of all.
often_wrong = {wrong:noun wrong case|wrong cases} out of {read:int}: at least {low:pct} of all, and up to
  {high:pct}. That is too many.
too_few = {read:noun case|cases} read: it takes ten to answer.
only_few = Only {n:noun case was|cases were} handled: fewer than ten do not answer the question.
unexpected_apart = {n:noun unexpected case|unexpected cases}, counted apart: neither right nor wrong.
list_title = The cases
back_to_review = Back to the review
back_to_grid = The questions
refused = Choose right, wrong or unexpected.
saved = Saved.
tools = Tools
maintainers = People able to repair it
changes_per_month = Changes a month
change_failure = Changes followed by an alarm
time_to_detect = At the earliest, a lost case shows after
time_to_restore = Time to restore
open_failures = Failures that nothing has ended yet
fragile_title = Is it fragile?
fragile_note = What is not known is not zero.
evidence_title = On the ground (O5, R3, R4)
journal_title = Field journal
journal_note = What people saw. The numbers are those of the chart, on the days that it
  shows.
journal_ask = What did you see?
journal_number = No.
journal_day = Date
journal_mood = Rather
journal_what = What was seen
journal_by = Noted by
mood_good = good
mood_bad = bad
mood_unexpected = unexpected
journal_add = Note what you saw
journal_add_note = A fact and its date. No customer’s or colleague’s name.
journal_keep = Add to the journal
journal_kept = Noted. The chart will show it after the next computation.
journal_waiting = Noted, not on the chart yet
journal_day_hint = For instance 12/05/2026, day first.
journal_no_day = Give a date, today at the latest.
ask = Right (r), wrong (w), unexpected (u)? Enter: later
ask_note = A note? (Enter for none)
"""
