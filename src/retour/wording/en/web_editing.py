"""The pages of `web/editing`."""

TEXT = """
register_title = Register
register_note = What you have declared: a page per automation, per process and per review. Everything can
  be changed here, with the same rules as in the files.
crumbs = You are here
search = Search for a name, a tool, an owner
search_go = Search
search_none = Nothing matches “{query}”.
none_title = Nothing is declared here yet
new_automation = Declare an automation
new_process = Declare a process
column_name = Name
column_keeper = Kept
column_wrong = To correct
column_links = See
column_revision = Revision
keeper_web = here
keeper_files = in files
n_errors = {n:noun error|errors}
n_warnings = {n:noun remark|remarks}
none_wrong = nothing
sheet = Sheet
history = History
as_form = Form
as_text = Text (YAML)
not_said = not given
add = Add
remove_entry = Take this one away
in_fr = In French
in_en = In English
section_empty = nothing given
signed = This document is signed: it no longer changes. A new review will follow it.
locked = {path} is kept in files: change it in your folder, then send it with “retour apply”. Here you can
  read it.
read_only = Your role lets you read. To change something, ask an editor or an owner.
take_over = Edit it here from now on
take_over_title = Edit {path} here from now on
take_over_note = The document can then be changed in the browser. If you send it again with “retour apply”,
  the difference is shown before anything is written.
check = Check without saving
refused = Nothing was saved: first correct the errors below.
saved = Saved. The figures will be computed again.
nothing_changed = Nothing changed.
what_changes = What this changes
what_changed = What changed
whole_text = The whole text
text_label = The text of the document
text_hint = The same rules as in the files: each problem is shown with its line.
unreadable = This document cannot be read: first correct its text.
n_problems = {n:noun point|points} to look at
is_error = Error.
is_warning = Remark.
at_line = line {line:int}
duplicate = Make a copy
remove = Remove
removed = {path} is removed. Its revisions can still be read.
remove_title = Remove {path}?
remove_note = The document leaves the register and the figures. Its revisions stay: you can go back.
remove_confirm = Remove this document
dependents_title = {n:noun document depends|documents depend} on it
dependents_note = What they say of it will be shown as a problem.
dependents_none = No other document depends on it.
changed_meanwhile = Somebody changed it meanwhile: look again, then start over.
conflict_title = Somebody saved before you
conflict_clean = {path} changed while you had it open. Nothing is lost: your changes were carried over to
  the newer version, and the other person’s were left alone.
conflict_choose = {path} changed while you had it open, in the same places as you. Nothing is lost: the
  text below keeps your choices; compare before you save.
conflict_ready = Your changes on the newer version
conflict_save = Save on top of the newer version
conflict_drop = Keep only the newer version
conflict_mine = What you changed
conflict_theirs = What the other person changed
history_of = History of {path}
history_note = Every save is kept. Going back to an old state makes a new one.
history_removed = This document was removed; its revisions stay.
revision_n = Revision {n:int}
revision_of = Revision {n:int} of {path}
lines_changed = {added:noun line added|lines added}, {taken:noun line taken away|lines taken away}
was_removed = Document removed.
line_added = added:
line_taken = taken away:
no_difference = No difference.
restore = Go back to revision {n:int}
restore_note = This text becomes the present one, in a new revision.
restore_refused = This revision no longer follows today’s rules:
restored = Revision {number:int} is the present text again.
dated_title = Note a dated event
dated_note = A price rise, a new site, a new version of an automation: whatever may have moved the figures.
  The event will be drawn on the charts.
dated_at = When?
dated_at_hint = Day, month, year: 11/05/2026
dated_what = What happened?
dated_about = It concerns
dated_about_hint = An automation: it is a new version, and its effect is looked at apart.
dated_everywhere = the whole organisation
dated_unclear = This date is not understood. Write day/month/year, for example 11/05/2026.
dated_saved = The event of {day:date} is noted.
folder_title = Import, export
folder_note = The register is a folder of readable files: it is yours, it comes in and goes out whole.
download_title = Download the folder
download_note = {documents:noun document|documents}, {files:noun data file|data files}. Documents go out
  byte for byte.
download = Download the documents
download_all = Download the data too
upload_title = Send a folder
upload_note = Nothing changes before you have seen the differences. What you do not send stays as it is.
upload_label = A ZIP file, or several YAML files
upload_hint = The ZIP may also hold data (folders events, runs, answers, readings).
upload = See what it would change
no_file = First choose a file.
too_large = This file is too large: nothing of it was kept. Send it in several parts.
look_title = What would change
look_n = {n:noun document would change|documents would change}, {files:noun data file would come in|data
  files would come in}
look_nothing = Nothing would change
look_note = Nothing is saved yet.
look_locked = Left as they are, being kept in files: {paths}.
look_refused = Nothing can be applied while these errors are there: correct your files, then send them
  again.
look_take = Apply these changes
look_signed = The decision log continues the one here: {n:noun signed line|signed lines} more.
look_recorded = The ledger continues the one here: {n:noun entry|entries} more.
look_data = {n:noun data file|data files}
bytes = {n:noun byte|bytes}
replaces = replaces the file of that name
is_new = new
taken = Changes applied: {n:noun document|documents}, {files:noun data file|data files}.
taken_signed = Decision log: {n:noun line added|lines added}.
taken_recorded = Ledger: {n:noun entry added|entries added}.
settings_title = Settings
settings_note = What holds for the whole organisation: currency, working days, the cost of an hour by
  role, prices of tools. Leave empty what you do not know.
space_name = Name of the workspace
space_name_hint = The one in your lists. The name in the reports is set above.
suggested_title = Reference points, if you do not have your own figures
suggested_note = Loaded cost of an hour worked, in France. These are suggestions: nothing is filled in for
  you. Put your own figures, and note where they come from.
suggested_admin = Administrative job: 26 to 40 € an hour, most often 31 (INSEE 2020, administrative
  services, brought to 2024).
suggested_middle = Intermediate profession, sales: around 36 € (INSEE 2022, net wages, charges estimated).
suggested_senior = Manager: around 64 € (INSEE 2022, net wages, charges estimated).
section_about = The main points
section_rollout = Go-live and versions
section_kpis = KPIs and guardrails
section_worth = What it is meant to bring
section_costs = What it costs
section_watch = Watching
section_plan = Before it goes live
section_claims = What is said of it
section_about_process = The main points
section_activities = Activities
section_files = Files that tell it
section_organisation = Organisation
section_calendar = Calendar
section_objectives = Objectives
section_roles = Roles and the cost of an hour
section_tool_prices = Tools and prices
section_dated = Dated events
section_about_review = The main points
section_answers = Answers
section_thresholds = Thresholds of the decisions
section_journal = Field journal
typical_title = Typical automations
typical_note = What to measure, to watch and to compare, type by type. A template invents no figure: no
  minute, no euro, no expected effect.
typical_open = Begin from a typical automation
typical_main = Main KPI
typical_guardrails = Guardrails
typical_needs = What it needs
typical_needs_data = An export that shows: {activities}
typical_column_indicator = KPI
typical_column_better = Better
typical_column_target = Target
typical_column_margin = Tolerated worsening
typical_margin_note = The tolerated worsenings are a start: confirm them.
typical_indicators = What is measured
typical_is_main = main KPI
typical_is_guardrail = guardrail
typical_is_other = to follow
typical_activities = What a case goes through
typical_attributes = Columns that help to compare customers or cases with each other: {attributes}
typical_reconciled = What must happen, else a case is lost
typical_reconcile = after “{of}”, “{needs}” is needed within {within}
typical_unless = unless the case first went through: {unless}
typical_costs = What to put figures on
typical_failures = What can go wrong
typical_comparison = The comparison to propose first
typical_left_out = What the template leaves out
typical_legal = The law, to check
typical_add = Add to the register
typical_add_note = The automation is added as planned. The eight questions come next. A process that is
  declared already stays as it is.
typical_key_hint = The key in the files: plain letters, digits, hyphens.
typical_key_wrong = Small letters without accents, digits and hyphens: quote-followup.
typical_exists = “{key}” is in the register already: nothing was replaced. Choose another short name.
typical_process = {path} is declared already, and stays as it is. First add to it what is missing:
typical_added = The automation is in the register, as planned.
typical_read_only = To add it to the register, ask an editor or an owner.
section_spot_check = Cases read
"""

TYPICAL = """
sell = Find and convince customers
serve = Serve customers
paid = Invoice, get paid, pay
inside = Work inside the firm
"""

KINDS = """
automation = Automations
process = Processes
review = Reviews
other = Other documents
"""

NONE = """
automation = Declare a first automation: its name is enough to begin.
process = A process says which activities a case goes through, and which files tell it.
review = Reviews will be here once you have signed one.
other = The settings and the dated events will be here.
"""

NEW = """
automation = New automation
process = New process
review = New review
changes = Dated events
workspace = Settings
"""

CHANGES = """
added = New document
changed = Changed document
removed = Removed document
moved = Same text; only where it is kept changes
"""

PROBLEMS = """
archive.unreadable = This file is not a ZIP that can be read.
archive.too_many = This ZIP holds {n:int} files, more than the limit ({limit:int}).
archive.too_large = Once opened, this ZIP would be too large ({megabytes:int} MB). Send it in several parts.
archive.unsafe = “{value}” leads out of the folder, is a link, or is encrypted: left out.
archive.left_out = “{value}” has no place in a workspace: left out.
"""
