"""What is wrong in what was declared (retour.yaml, processes, automations), in English."""

TEXT = """
folder.missing = The folder “{value}” does not exist.
workspace.missing = The file retour.yaml is missing: without it this folder is not a workspace.
workspace.repeated = Two retour.yaml files: no way to tell which one to believe.
review.signed = “{value}” is signed: it can no longer be changed nor removed. Make a new review.
review.altered = “{value}” is no longer what was signed: its text changed since.
review.removed = “{value}” was signed, and this file has disappeared.
decisions.unreadable = This line of the decision log cannot be read.
decisions.altered = Decision {value} is no longer the one that was signed: it was changed.
decisions.broken = Decision {value} does not follow the one before: a line was taken out, put in or moved
  ({expected:int} was expected).
decisions.diverged = This decision log does not continue that of the workspace, which has {value} lines.
file.ignored = “{value}” is not part of a workspace: it is not read.
file.unreadable = This file cannot be read ({reason}).
segments.too_many = “{value}” cuts the cases into {found:int} segments, at most {limit:int}:
  it is left out of the effects.
file.unwritable = “{value}” cannot be written ({reason}).
file.too_large = This file is too large: {bytes:noun byte|bytes}, at most {limit:int}.
file.binary = This file is not text, whatever its name says.
file.encoding = The characters of this file cannot be read: save it as UTF-8.
file.empty = This file is empty.
yaml.syntax = This line cannot be understood: {message}
yaml.tab = A tab stands where spaces are needed.
yaml.depth = Too many nested levels: at most {limit:int}.
yaml.aliases = Too many aliases (*) in this file: at most {limit:int}.
yaml.nodes = Once its aliases are expanded this file holds too many values: at most {limit:int}.
yaml.recursive = An alias contains itself.
yaml.tag = The tag “{value}” is refused: write the value alone.
yaml.documents = This file holds several documents: one per file only.
key.duplicate = “{value}” is written twice (first on line {first:int}).
key.not_text = A key must be a word, not a list nor a block.
key.unknown = “{value}” is not a known word here.
key.missing = “{value}” is missing.
key.badly_written = “{value}” cannot be a key: lower case letters, digits, hyphens and underscores only.
kpi.window_missing = The window “{value}” is missing: a KPI is read after a fixed time.
value.unknown = “{value}” is not a possible value here. Possible: {known}.
value.type = “{value}” is not of the right kind: {expected:say expected} is needed.
text.empty = This text is empty.
number.unreadable = “{value}” is not a number.
number.not_finite = “{value}” is not a usable number.
number.outside = “{value}” is outside the limits: from {low} to {high}.
span.unreadable = “{value}” is not a length of time. Possible units: {units}.
span.unit_missing = “{value}” has no unit: minutes, hours, days?
span.zero = A length of zero measures nothing.
span.too_long = “{value}” is too long.
date.unreadable = “{value}” is not a readable date.
date.out_of_range = “{value}” is outside the usable calendar.
range.not_ordered = “{value}” is not in order: low, likely, high.
range.shape = “{value}” is not a range: write low, likely and high.
dates.repeated = Two values begin on the same day, {value}.
unit.missing = The unit is missing. Possible: {units}.
unit.unknown = “{value}” is not a known unit here. Possible: {units}.
unit.mismatch = “{value}” does not match the unit of the same line, “{other}”.
currency.unknown = “{value}” is not a known currency.
timezone.unknown = “{value}” is not a known time zone.
engine.key_unused = “{value}” means nothing to the engine {engine}.
engine.address_in_folder = An address may hold a password: it never stands in the folder. Write here the
  name of an environment variable that holds it: RETOUR_PG, or RETOUR_PG_ and a word in capitals.
engine.not_installed = The engine {value} is not installed here ({package} is missing).
engine.no_address = The environment variable {value} is empty: it must hold the address of the database.
engine.no_answer = The engine {value} does not answer: {reason}
engine.instead = The engine {value} does not answer ({reason}): processes whose data are in files are
  counted by DuckDB, which gives the same figures.
engine.failed = The engine {value} stopped: {reason}
table.column_missing = The table has no column called “{value}”.
table.time_type = “{value}” is not a column of dates or times: make a view that turns it into one.
table.not_there = The database has no table “{value}”, or none that can be seen from here. Nothing of this
  process is counted.
table.not_granted = The database does not let “{value}” be read ({reason}). Nothing of this process is
  counted.
table.rows_left = {rows:noun row|rows} without a case, an activity or a time between 1990 and 2099:
  left aside.
engine.not_allowed = The engine {value} is not allowed on this server (RETOUR_ENGINES says which are).
engine.no_tables = “{value}” is a table of a database: the engine must be postgresql to read it.
country.unknown = “{value}” is not a known country.
format.unsupported = The format “{value}” is not read by this version. Read: {supported}.
automation.repeated = The automation “{value}” is declared twice (already in {file}, line {line:raw}).
process.repeated = The process “{value}” is declared twice (already in {file}, line {line:raw}).
kpi.measure_missing = The KPI “{value}” does not say what it measures. Possible: {known}.
kpi.measure_several = The KPI “{value}” measures several things at once: {found}. Keep one.
kpi.none = No KPI is declared yet: without one no effect will be measured.
kpi.main_missing = Several KPIs, but none is the main one (main: true).
kpi.main_several = Several KPIs are marked as the main one: {value}. Keep one.
kpi.count_of_nothing = This count does not say what to count: an activity or a kind of actor, not both.
kpi.process_missing = These KPIs are about cases, but no process is declared.
kpi.window_closed = The KPI closes before it opens: open at {open_at}, read at {by}.
kpi.not_a_rate = The KPI “{value}” is not a rate: a margin or errors line needs one.
worth.line_kind = A gain line is of one kind: time, margin, errors, spend, speed or watching.
worth.line_repeated = The gain on “{value}” is already counted (line {first:raw}): keep one line.
worth.minutes_repeated = The automation “{other}” already frees the minutes of “{value}” on the same cases:
  are they the same ones? If one follows the other, say so with upstream; if they share them, with
  shared_with.
kpi.not_a_duration = The KPI “{value}” is not a duration: a speed line needs one.
worth.speed_from = A speed line rests on a duration KPI (kpi), or on days_before and days_after: one or the
  other.
worth.split_alone = A split says who shares ({value}): name them in shared_with as well.
worth.split_part = A part of {value} says nothing: it must be above zero.
worth.split_differs = The automation “{value}” shares these minutes of “{role}” by other parts: those written
  first are used. Write the same ones on both sides.
rollout.incomplete = The rollout “{value}” also needs “{needs}”.
rollout.key_unused = “{value}” says nothing in a rollout “{kind}”. It is for: {known}.
rollout.never_switched = The schedule is always “{value}”: it also needs at least one “{missing}”.
rollout.names_people = “{value}” names people: choose a team, a site, a client or a kind of case.
rollout.units_too_many = “{value}” cuts the cases into {found:int} units, {limit:int} at most:
  the effects are not read unit by unit.
rollout.unit_unseen = The unit “{value}” has no case: it counts for nothing.
rollout.unit_empty = {cases:noun case|cases} without “{value}”, in no unit.
kpi.control_is_guardrail = “{value}” is already a guardrail: a KPI that the automation may change
  cannot be a control.
reconcile.source_empty = No usable event for “{value}”: nobody can say what was lost.
reconcile.process_missing = A match by e-mail must say in which process to look.
effort.empty = This work has neither hours nor an amount.
effort.role_missing = Hours without a role: no way to tell what they cost.
reference.undeclared = “{value}” is not declared ({kind:say kind}).
reference.broken = “{value}” is declared, but its declaration has an error itself ({kind:say kind}).
reference.self = “{value}” refers to itself.
upstream.cycle = These automations follow each other in a circle: {value}.
plan.dates = The stop date is before the go-live.
table.unreadable = This table cannot be read ({reason}).
table.header_missing = The expected columns are not all there. Found: {value}. Missing: {missing}.
table.column_unknown = The column “{value}” is left out.
table.empty = This table has no row.
table.row_incomplete = This row has no process name.
table.frequency_unknown = “{value}” is not a known frequency.
draft.exists = “{value}” exists already: it was not replaced.
draft.key_changed = “{value}” was given the key “{key}”.
template.exists = “{value}” exists already: nothing was replaced.
template.unknown = No template is called “{value}”. Those that exist: {known}.
automation.not_declared = The automation “{value}” is named in the data, but not declared.
draft.not_declared = “{value}” is not declared: kept in the draft as a comment.
event.id_two_contents = The event “{value}” appears with two different contents: the first is kept
  ({first_file}, line {first_line:raw}).
event.said_differently = “{value}” is given two amounts, {left:num 2} here and {kept:num 2} in a later export
  ({kept_file}, line {kept_line:raw}): the later one is kept.
events.file_missing = No file matches “{value}”.
events.file_unmapped = “{value}” belongs to no process: it is not read.
events.in_future = {events:noun event|events} dated in the future: left aside.
runs.in_future = {count:noun run|runs} dated after the day of the audit: left aside.
answers.in_future = {count:noun answer|answers} dated after the day of the audit: left aside.
readings.in_future = {count:noun reading|readings} of a period that was not over on the day of the audit:
  left aside.
measure.nothing_shared = Nothing links this file to “{value}”: no identifier and no e-mail address in common.
reconcile.no_email = The cases of “{value}” have no e-mail address: they cannot be searched for.
reconcile.target_empty = No event “{value}” was received: no way to tell what was lost.
reconcile.target_never_seen = “{value}” was never received: no way to tell what was lost.
path.outside = “{value}” is outside the workspace folder: refused.
text.unquoted = The text contains a colon: put it in quotation marks.
table.too_large = This table is too large: at most {limit:int}.
answer.out_of_scale = The answer “{value}” is outside the scale of “{item:say voice}”: from {low} to {high}.
answer.unknown_item = “{value}” is not a known question.
"""
