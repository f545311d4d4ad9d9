"""What the lint of a scenario file says, in English."""

PROBLEMS = """
scenario.unreadable = “{value}” cannot be opened ({reason}).
scenario.packed = “{value}” is a compressed archive.
scenario.encoding = “{value}” is not written in UTF-8: accented letters may be wrong.
scenario.cut = This file stops in the middle: it was cut.
scenario.not_json = This file is not readable JSON: the mistake is near “{value}”.
scenario.too_deep = This file nests too many levels to be a scenario.
scenario.neither = This file is neither a Make scenario nor an n8n workflow: it holds “{value}”.
scenario.no_module = “{value}” holds {n:noun scenario|scenarios} without any module.
scenario.file_missing = No scenario file is called “{value}”.
scenario.file_unnamed = No automation names the scenario file “{value}”: nothing in it is counted.
scenario.secret = A password or a key is written in plain sight in this scenario file.
"""

HINTS = """
scenario_export = In Make: open the scenario, “More” (⋯), “Export blueprint”. In n8n: open the workflow,
  “⋯”, “Download”.
scenario_unpack = Unpack it, then give the JSON files that it holds.
scenario_keep = Put the file in the folder `scenarios/`, or correct the `scenario` key of its automation.
scenario_name_it = In the automation’s file, write “scenario: scenarios/” and the file’s name.
scenario_secret_out = Put it in a connection of the tool, replace it by another, then export the file again.
"""

TITLES = """
secret = A password or a key is written in plain sight
errors_ignored = Errors are ignored
error_output_lost = The error output leads nowhere
no_error_route = Nothing is planned for errors
no_alert = Nobody is told of errors
http_errors_pass = An error answer is taken for a good one
http_unguarded = {n:pick A web call has|Web calls have} no safety net
branch_drops = Cases can disappear on the way
unlinked = {n:pick A module is|Some modules are} linked to nothing
retry_without_key = Trying again can make a duplicate
failed_not_kept = What fails is not put aside
break_without_storage = The “Break” handler cannot keep anything
data_loss_allowed = Losing data is allowed
runs_hidden = Runs cannot be read again
empty_passes = “Nothing found” goes on as if something had been
single_point = Everything rests on one module
personal_mailbox = One person’s mailbox runs the scenario
one_account = One account does everything
too_many_modules = The scenario is very long
no_trigger = Nothing starts this scenario
disabled_module = {n:pick A module is|Some modules are} off
pinned_data = Test data was left in the file
deprecated = {n:pick A module is|Some modules are} of an old kind
"""

WHY = """
secret = Whoever receives this file, or opens the scenario, can use this account in your place (beginning
  and length: {masked}).
errors_ignored = When the step fails, the run is shown as a success: an enquiry can be lost without anybody
  hearing of it.
error_output_lost = The case that fails goes into an empty branch: it disappears, and the run is shown as a
  success.
no_error_route = {calls:pick An outside service can|Outside services can} be down or refuse a value: the
  scenario then stops in the middle, and the case at hand is not handled.
no_alert = The error is caught, but no message leaves: the problem can last for weeks before anybody sees
  it.
http_errors_pass = If the service answers “error 500”, what follows works with that answer: wrong values are
  written or sent.
http_unguarded = Sooner or later a web service is slow or down: the case then stops on its way, and nothing
  takes it up again.
branch_drops = A case that meets no condition stops without an error and without a trace: what nobody had
  foreseen is lost in silence.
unlinked = Nothing leads to {n:pick this module|these modules}: {n:pick it never runs|they never run},
  though the screen may suggest otherwise.
retry_without_key = If the service did the work but its answer was lost, the next try does it again: two
  records, two messages or two payments.
failed_not_kept = When a run fails, its data are thrown away: the case must be found again by hand, if
  anybody notices.
break_without_storage = “Break” puts the run aside, but the scenario’s setting forbids it: the case is lost
  in spite of the handler.
data_loss_allowed = When there is no room left for unfinished runs, the next ones are thrown away without a
  sound.
runs_hidden = After a failure nobody can tell which case it was, nor take it up again.
empty_passes = A search without result still goes on to the step that writes: empty rows or messages leave.
single_point = If this module fails, {writes:noun other step that writes or sends is|other steps that write
  or send are} not done either.
personal_mailbox = The day this person leaves, changes a password or closes the mailbox ({mailbox}),
  everything stops.
one_account = One permission that expires or one changed password, and {n:noun step stops|steps stop} at
  once, in {apps:noun tool|tools}.
too_many_modules = With {size:noun module|modules}, nobody can see any more what a change may break (we say
  so beyond {limit:int}).
no_trigger = The file has no trigger: it may be a piece of a scenario.
disabled_module = A step switched off for a test, then forgotten, is no longer done: check that it is meant.
pinned_data = These pinned data (real customers’, maybe) leave with every copy of the file, and make tests
  misleading.
deprecated = The maker has replaced {n:pick this module|these modules}: no more mending, and one day perhaps
  no more running.
"""

FIXES = """
secret.make = Create a connection or a key (“Credentials”, “Keychain”) and choose it in the module instead
  of the text. Then change the key at the provider: this one may have been read.
secret.n8n = Create a credential (“Credentials”) and choose it in the node instead of the text. Then change
  the key at the provider: this one may have been read.
errors_ignored.make = Before the “Ignore”, “Resume” or “Commit” directive, add to the error route a module
  that tells somebody (Slack, e-mail) or writes the case in a sheet. Or put “Break” in its place.
errors_ignored.n8n = In the node, “Settings” tab, “On Error”: choose “Continue (using error output)” and
  link that output to a node that tells somebody or writes the case down.
error_output_lost.make = Add at least one module to the error route.
error_output_lost.n8n = Link the “Error” output to a node that tells somebody or writes the case down.
  Otherwise put “On Error” back to “Stop Workflow”.
no_error_route.make = Right-click each module that writes or sends, “Add error handler”: a module that tells
  somebody, then “Break” to put the case aside (without automatic completion where the module creates or
  sends something).
no_error_route.n8n = Create a workflow that begins with “Error Trigger” and tells you. Then, in this one:
  “⋯”, “Settings”, “Error workflow”, choose it.
no_alert.make = Add to the error route, before the directive, a module that writes to somebody (Slack,
  e-mail).
no_alert.n8n = Add a message (Slack, e-mail) on the “Error” output, or choose an “Error workflow” in “⋯”,
  “Settings”.
http_errors_pass.make = In the HTTP module, tick “Return error if HTTP request fails”; in the older version,
  “Evaluate all states as errors (except for 2xx and 3xx)”.
http_errors_pass.n8n = In the HTTP Request node, “Options”, “Response”: switch “Never Error” off, or test
  the status right after.
http_unguarded.make = Right-click the module, “Add error handler”, “Break” with automatic completion. Also
  switch on “Allow storing of incomplete executions” in the scenario settings.
http_unguarded.n8n = “Settings” tab of the node: “Retry On Fail”, then “On Error” on “Continue (using error
  output)”, linked to an alert. In “Options”, set a “Timeout”.
branch_drops.make = Click a route of the router and mark it as the fallback, with a module that writes down
  or reports the case. After a plain filter, go through a router first.
branch_drops.n8n = Switch: “Options”, “Fallback Output”, “Extra Output”, linked to a node that writes the
  case down. If: link the other output too. Filter: put an If in its place.
unlinked.make = Link what is missing to the rest of the scenario, or delete it.
unlinked.n8n = Link what is missing to the rest of the workflow, or delete it.
retry_without_key.make = First search whether the record exists (“Search”, then a filter), or use an
  “Upsert” module. For an HTTP call, add an “Idempotency-Key” header if the service takes one.
retry_without_key.n8n = First search whether the record exists, or choose a “Create or Update” operation
  where there is one. For an HTTP call, add an “Idempotency-Key” header if the service takes one.
failed_not_kept.make = Scenario settings (the gear): switch “Allow storing of incomplete executions” on.
failed_not_kept.n8n = “⋯”, “Settings”: save failed executions (“Save failed production executions”).
break_without_storage.make = Scenario settings (the gear): switch “Allow storing of incomplete executions”
  on.
break_without_storage.n8n = “⋯”, “Settings”: save failed executions.
data_loss_allowed.make = Scenario settings (the gear): switch “Enable data loss” off.
data_loss_allowed.n8n = “⋯”, “Settings”: save failed executions.
runs_hidden.make = Scenario settings (the gear): switch “Data is confidential” off, unless the law asks for
  it.
runs_hidden.n8n = “⋯”, “Settings”, “Save failed production executions”: choose “Save” (to be checked).
empty_passes.make = Add an “exists” filter between the search and the module that writes.
empty_passes.n8n = “Settings” tab of the node: switch “Always Output Data” off, or add an If “is not empty”
  before the node that writes.
single_point.make = Give it an error handler first (“Add error handler”): an alert, then “Break”. Or split
  the scenario in two.
single_point.n8n = Give it “Retry On Fail” first, and an error output linked to an alert. Or split the
  workflow in two (“Execute Sub-workflow”).
personal_mailbox.make = Create a shared address, which is nobody’s own, then a new connection in
  “Connections”.
personal_mailbox.n8n = Create a shared address, which is nobody’s own, then a new credential in
  “Credentials”.
one_account.make = Use a service account that belongs to nobody, and write down who can renew it.
one_account.n8n = Use a service account that belongs to nobody, and write down who can renew it.
too_many_modules.make = Move a part to another scenario, called by this one (“Scenarios” module, to be
  checked).
too_many_modules.n8n = Move a part to another workflow, called by “Execute Sub-workflow”.
no_trigger.make = Export the whole scenario.
no_trigger.n8n = Export the whole workflow (“⋯”, “Download”), not a copied part.
disabled_module.make = Switch on what must run, delete the rest.
disabled_module.n8n = Switch on what must run, delete the rest: a disabled node lets the data through as
  they are.
pinned_data.make = Take the test data out before sharing the file.
pinned_data.n8n = Open each node and take the pin off (“Unpin”) before sharing the file.
deprecated.make = Use the current version of the module.
deprecated.n8n = Use the current node (“Code” for “Function”, “Schedule Trigger” for “Cron”).
"""

UNSEEN = """
make_alerts = Who receives Make’s error e-mails: that is in each person’s profile (“Email preferences”). By
  default Make writes on errors and when it switches a scenario off, not for a mere warning.
make_on_and_when = Whether the scenario is on, and at what time it runs.
make_settings = The settings of the scenario: this file does not hold them.
n8n_settings = The settings of the workflow, “Error workflow” among them: this file does not hold them.
n8n_error_workflow = What the chosen error workflow does: it is in another file.
n8n_alerts = Whether somebody watches n8n itself (logs, a server that is down).
code = What the code written in modules does: it is not judged, passwords apart.
caller = What the scenario that calls this one does with errors.
runs = How many times it runs, and how many times it fails.
"""

LABELS = """
title = {name} ({builder})
nameless = Scenario without a name
counts = {modules:noun module|modules}, {apps:noun outside tool|outside tools}, {calls:noun step that
  depends|steps that depend} on them.
score = Fragility: {score:int} out of 100 ({level:say lint}).
score_unknown = Fragility: unknown, there is no module to judge.
sound = few signs of fragility
to_strengthen = to be strengthened
fragile = fragile
serious = Serious
warning = To be mended
note = Good to know
at = Where: {modules}
at_more = Where: {modules} and {n:noun other|others}
why = Why: {said}
fix = How to mend it: {said}
nothing = Nothing to report in what the file shows.
unseen = What this file cannot show
how = How it is counted: {parts}. A serious point counts 25, one to be mended 10, one good to know 2; each
  further module adds 5 or 2, five times at most; the total stops at 100.
part = {title} {points:int}
read = {n:noun scenario|scenarios} read.
"""
