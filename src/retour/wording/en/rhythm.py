"""The calendar of reviews and readings: due, late, early, and why, in English."""

TEXT = """
title = Calendar of reviews and readings
intro = A key automation is reviewed every 13 weeks, the others once a year. A review made at most six weeks
  before its date counts for it.
summary_late = {late:noun review|reviews} late on {day:date}, and {readings:noun reading|readings} late.
summary_clear = Nothing is late on {day:date}.
summary_none = No automation is live: there is nothing to review.
reviews = Reviews
readings = Readings
readings_note = The follow-up frequency of each automation says when to read its indicator again: from the
  data when Retour computes it, else by hand.
early = To review without waiting
early_note = What happened since the last review, or in the last 13 weeks where there was none.
early_none = Nothing calls for a review before its date.
early_line = {name}: {what}
column_name = Automation
column_state = Where it stands
column_slot = Date
column_last = Last review
column_every = Why this date
column_frequency = Frequency
column_read = Last reading
column_next = Next reading
state_stale = Stale
state_late = Late
state_due = Due
state_reminder = This week
state_pack = To prepare
state_upcoming = To come
state_reviewed = Up to date
days_late = {days:days} late
days_left = in {days:days}
today = today
never = never
every_key = Key: every 13 weeks
every_other = Once a year
key_flagged = marked so in the register
key_worth = among those that make 80% of the gain after costs
key_lost = among those that make 80% of the lost cases
key_failures = among those that make 80% of the failed runs
keys_computed = Nobody marked an automation as key: Retour takes those that make 80% of the gain, of the lost
  cases or of the failures.
keys_none = Nobody marked an automation as key, and nothing tells which ones are: each is reviewed once
  a year.
read_typed = {day:date}, typed by hand
read_computed = {day:date}, from the data
no_frequency = frequency not declared: nobody can tell
silent = nothing since {since:date}, while {expected:int} {expected:pick event was|events were} expected.
newly_lost = {n:noun case|cases} lost since {since:date}.
newly_lost_least = at least {n:int} cases lost since {since:date}.
harm = “{indicator}” probably got worse ({p:chance}).
owner_gone = {owner}, who answers for it, has left.
changed = changed on {at:date} ({what}).
changed_around = something changed around it on {at:date} ({what}).
volume_more = {weekly:int} cases a week from {start:date} to {last:date}, {change:pct} more than the
  {weekly_before:int} of the 13 weeks before.
volume_less = {weekly:int} cases a week from {start:date} to {last:date}, {change:pct} less than the
  {weekly_before:int} of the 13 weeks before.
line = {state} · {name} · {slot:date} ({when})
line_reading = {name} · {frequency} · {next}
stale_mark = Review out of date
no_figures = The figures are not there yet: the calendar needs them to tell which automations are key.
compute = Compute the figures
digest_subject = {name}: {n:noun change|changes} since {since:date}
digest_subject_none = {name}: nothing to report since {since:date}
digest_opening = Here is what changed from {since:date} to {today:date}, and nothing else.
digest_none = Nothing to report: between {since:date} and {today:date}, nothing that is followed has changed.
digest_subject_first = {name}: what awaits you on {today:date}
digest_opening_first = Here is what awaits you. The next messages will only say what has changed.
digest_certain = What is certain
digest_decisions = Proposed decisions
digest_figures = Figures that moved
digest_calendar = Reviews and readings
digest_lost = {name}: {n:noun more lost case|more lost cases}.
digest_lost_least = {name}: at least {n:int} more lost cases.
digest_lost_total = {total:int} in all since go-live, of {due:int} due.
digest_silent = {name}: nothing since {since:date}, while {expected:int}
  {expected:pick event was|events were} expected.
digest_heard = {name}: running again.
digest_new = {name}: new. Retour proposes “{now}”.
digest_gone = {key}: taken out of the register.
digest_decision = {name}: Retour proposes “{now}”. It was “{was}”.
digest_redefined = {name}: the main indicator is no longer defined in the same way.
digest_figure = {name}: {now}.
digest_figure_unknown = {name}. {now}.
digest_was = On {since:date}: {was}.
digest_was_proof = On {since:date}: {was} ({proof}).
digest_was_unknown = It was not known yet on {since:date}.
digest_review = {name}: review on {slot:date} ({when}). {state}.
digest_reading = {name}: reading expected on {slot:date} ({when}).
digest_still = Still late: {reviews:noun review|reviews}, {readings:noun reading|readings}.
digest_more = … and {n:noun other|others}.
digest_graph = {name}, curve before and after go-live. {value}.
digest_why = You receive this message because you are a member of “{name}” in Retour.
digest_open = Open Retour
digest_stop = Stop these messages
ical_review = Review: {name}
ical_reading = Reading: {name}
feed_block = In your own calendar
feed_note = Your calendar (Google, Outlook, Apple) can follow this one through a secret address. It is yours
  alone, and you close it whenever you like.
feed_make = Make the address
feed_again = Make another address
feed_close = Close the address
feed_title = The address of your calendar
feed_once = Copy it now: it is shown only once. In your calendar, choose “subscribe to a calendar” and paste
  it. Whoever has it sees the names of your automations and their dates.
feed_address = Address of the calendar
feed_back = Back to the calendar
stop_title = Stop the messages of Retour
stop_ask = Digests and reminders of reviews: nothing more will be sent to you, in any workspace.
stop_done = Done: you will not receive these messages any more.
stop_back = To receive them again, change it in your account.
"""
