"""The durable log: what it holds, what its upkeep did, what could not be done, in English."""

TEXT = """
empty = Nothing came through the door yet: there is no log in this folder.
holding = {process}: {events:noun event|events} in {files:noun file|files} ({size}), from {first:date} to
  {last:date}
holding_none = {process}: nothing sealed yet
past = {n:noun earlier version|earlier versions} kept, for “as known on”
waiting = {n:noun event|events} not sealed yet: counted all the same
runs = Runs: {n:noun telling|tellings} sealed, {waiting:int} not sealed yet
left_out = {n:noun value|values} of attributes not kept, because no process declares them: {names}. Declare
  these attributes in the process, and send the events again if you need them.
kept_ever = Kept for ever: no retention is declared in retour.yaml.
kept_months = {process}: kept for {n:noun month|months} after the last event of a case
kept_runs = Runs: kept for {n:noun month|months}
acts = {n:noun act|acts} of erasure or purge recorded, last seal {seal}
sealed = {taken:noun event|events} sealed: {added:noun event|events} believed now,
  {past:noun version|versions} kept as the past; {runs:noun run|runs}.
sealed_nothing = Nothing to seal.
compacted = {before:noun file|files} made {after:int}.
compacted_nothing = Nothing to compact.
purged = {n:noun row|rows} older than what is kept removed, from the disk too. The act is in
  log/erasures.jsonl.
purged_nothing = Nothing is older than what is kept.
would_erase = Would be erased: {cases:noun case|cases} of that person, and {values:noun value|values} that
  name them elsewhere. Nothing was erased: say --yes.
erased = Erased: {cases:noun case|cases} whole ({dropped:noun event|events} and earlier versions),
  {blanked:noun value|values} blanked elsewhere. Looked for again in {looked:noun file|files}: found in
  none. Act {number:int}, seal {seal}
erased_not = Not finished: the person is still in what Retour keeps.
export_left = Your file {path} still names that person: the next audit reads it again. Correct it or remove
  it.
too_short = Give an e-mail address, or a name of three letters at least.
known_on = With what the log knew on {day:date}.
"""

PROBLEMS = """
log.busy = Somebody else seals or tidies this log: try again in a moment. Nothing was lost.
log.disk_full = The disk is full: the log was not changed. What came in stays where it is, and is counted.
log.read_only = This folder cannot be written: the log was not changed. What came in stays where it is.
log.failed = The log could not be used ({value}): nothing was changed.
log.process_undeclared = {count:noun event|events} of the process “{value}” came in, and nobody declared it:
  not counted. Declare it in processes/{value}.yaml.
log.told_twice = {count:noun step|steps} of “{value}” are told both by the log and by a file, at the same
  time: they are counted twice. Take them out of the file, or send them with a later date.
log.not_erased = {value} still names the person. Seal the log, then erase again.
erasures.altered = Line {value} of the record of erasures is no longer the one that was sealed.
retention.unreadable = “{value}” is no time to keep things: write 13 months, or 2 years.
"""
