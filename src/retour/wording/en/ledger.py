"""The ledger: closed months, both figures where one was restated, what the verifier finds, in English."""

TEXT = """
title = Ledger
intro = Each month that is over is closed once: what was recorded stays, and a correction is added beside it.
  Cash, time that could be used and costs are never added together.
empty = No month is closed yet.
how_to_close = Close the months that are over: retour ledger close
month = {month}
cash = Cash
capacity = Time that could be used
cost = Costs
total = {nature}: {amount}, {range} at 90%
total_declared = {nature}: {amount}, range {range}
total_alone = {nature}: {amount}
total_unknown = {nature}: nobody can say
not_counted = {n:noun line|lines} nobody can say yet, not counted in the total
line = {name}, {line}: {amount} ({grade})
line_unknown = {name}, {line}: {unknown}
range = between {low} and {high}
was = as recorded on {day:date}: {amount}
restated = restated on {day:date}: {amount}
restated_because = restated on {day:date}: {amount} ({because})
completed = known since {day:date}: {amount}
nothing = nobody can say
known_on = As known on {day:date}.
head = {entries:noun entry|entries}, last seal {seal}
closed = {n:noun entry|entries} added for {months:noun month|months}.
closed_nothing = Nothing to close: every month that is over is closed already.
moved_title = These closed months would be said otherwise today. Nothing was changed: to add the new figures
  beside the old ones, run “retour ledger restate” with a reason.
moved = {month} · {name}, {line}: recorded {was}, would be {now} today
moved_unknown = {month} · {name}, {line}: recorded as unknown, would be {now} today
moved_to_unknown = {month} · {name}, {line}: recorded {was}, nobody can say today
moved_new = {month} · {name}, {line}: not declared when the month was closed, would be {now} today
moved_more = … and {n:noun other|others}
restated_n = {n:noun entry|entries} added, each beside the one that it restates.
restated_nothing = Nothing to restate: every closed month says the same today.
no_reason = Say why: --because "…"
bad_month = “{value}” is no month: write it 2026-10.
exported = {entries:noun entry|entries} written to {path}, last seal {seal}
sound_ledger = Sound: {n:noun entry|entries}, every seal and every amount recomputed. Last seal {seal}
sound_draws = Sound: {n:noun entry|entries}, every seal, amount and range recomputed. Last seal {seal}
sound_decisions = Sound: {n:noun decision|decisions}, every seal recomputed. Last seal {seal}
not_sound = Not sound: {n:noun problem|problems} in {entries:noun entry|entries}.
compare_seal = A file written anew from its first line has seals that hold: compare the last one with a seal
  quoted elsewhere (--seal).
column_line = What
column_amount = Amount
column_range = Range
column_grade = Evidence
column_history = Recorded
download = Download the ledger
verify_hint = Anybody can verify this file without Retour’s data: retour verify ledger.jsonl
problems = The ledger was altered
close_now = Close the months that are over
close_note = What is closed stays. What nobody can know yet is recorded as unknown, and completed later.
closed_now = {n:noun entry|entries} added to the ledger.
close_refused = Nothing was added: the ledger was altered, or ends after today.
close_waits = Nothing has been computed yet: there is nothing to close.
restate_title = Restate closed months
restate_note = Today’s amounts are added beside those that were recorded: nothing is erased, and both stay
  on the page, with the reason. A month where nothing changed is left alone.
restate_month = Which month
restate_every_month = Every closed month
restate_automation = Which automation
restate_every_automation = All of them
restate_because = Why
restate_now = Record the restatement
no_reason_web = A restatement needs a reason: it stays recorded with the amounts.
moved_heading = Would be said otherwise today
moved_web = These closed months would be said otherwise today. Nothing was changed: on a copy of the folder,
  “retour ledger restate” adds the new figures beside the old ones, with a reason.
"""

PROBLEMS = """
ledger.unreadable = This line of the ledger cannot be read: {value}
ledger.truncated = The last line of the ledger is cut: {value}
ledger.altered = Entry {value} is no longer the one that was sealed: it was changed.
ledger.broken = Entry {value} does not follow the one before: a line was taken out, put in, said twice
  or moved ({expected:int} was expected).
ledger.order = Entry {value} says that it was recorded on {recorded}, before the line above ({above}).
ledger.amount = Entry {value}: its inputs give {made}, it says {written} (hundredths).
ledger.bounds = Entry {value}: its range, from {low} to {high} (hundredths), is not the one that its
  inputs give.
ledger.restates = Entry {value} says that it restates entry {number}, which is about something else.
ledger.twice = Entry {value} says again what an entry said before, without saying that it restates it.
ledger.seal_missing = No entry has the seal {value}: this is not the file that it was quoted from.
ledger.later = The ledger ends with entry {value}, recorded on {recorded:date}: nothing is added on
  {today:date}.
ledger.diverged = This ledger does not continue that of the workspace, which has {value} lines.
"""
