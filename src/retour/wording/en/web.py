"""Every page of the browser: its frame, signing in, people, the trail, work in the background."""

FRAME = """
brand = Retour
serving = Retour answers at {url} (Ctrl+C to stop).
port_taken = Port {port} is taken already, maybe by another `retour serve`: stop it, or choose
  --port.
no_account = Nobody has an account yet. To make the first one: {command}
skip = Skip to content
menu = Main menu
home = Home
start = Measure
reviews = Reviews
register = Register
sources = Data
people = People
settings = Settings
journal = Journal
lint = Scenarios
workspaces = Your workspaces
sign_out = Sign out
account = Your account
language = Language
theme_note = Intervals at 90%.
example_label = Example data
example_mark = Example: an invented firm, invented data.
example_remove = Remove the example
cancel = Cancel
save = Save
back = Back to the previous page
page_of = Page {page:int} of {pages:int}
previous = Previous page
next = Next page
choose_file = Choose a file
choose_files = Choose files
required = required
optional = optional
errors_title = To correct before saving
error_missing_title = There is nothing at this address
error_missing_text = The link may be incomplete, or the page may be gone.
error_forbidden_title = Your role does not allow this
error_forbidden_text = You can read this workspace. To change it, ask one of its owners.
error_bad_title = This request was not understood
error_bad_text = Go back to the previous page and try again.
error_broken_title = Something went wrong on our side
error_broken_text = Nothing was lost. Try again in a moment; if it comes back, look at the server's log.
error_expired_title = The form has expired
error_expired_text = Go back to the previous page, reload it, then send it again.
error_scenario_secret_title = This file shows a password or a key
error_scenario_secret_text = {name} was not kept: a password or a key is written in it. Put it in a connection
  of the tool, replace it by another, then export the file again.
error_scenario_unread_title = No scenario was read in this file
error_scenario_unread_text = {name} was not kept: it is neither a Make blueprint nor an n8n export.
error_full_title = This workspace is full
error_full_text = {name} was not kept: with it, the workspace’s data would be more than {limit:int} MB.
  Remove old files in “Data”, or ask whoever runs the server to raise this limit (RETOUR_SPACE_MB).
error_too_large_title = This file is too large
error_too_large_text = {name} is larger than what is allowed ({limit:int} MB). None of it was kept. Send it
  as several files, for example one file per year.
"""

ACCOUNTS = """
sign_in_title = Sign in
email = E-mail address
password = Password
sign_in = Sign in
sign_in_failed = This address and this password do not go together.
too_many = Too many tries. Wait a quarter of an hour, then try again.
forgotten = Forgot your password?
reset_title = Choose a new password
reset_note = Give your address: we will send you a link, good for three hours.
reset_send = Send the link
reset_sent_title = Look at your e-mail
reset_sent_text = If this address has an account, a link is on its way. It may land in the spam folder.
reset_invalid_title = This link no longer works
reset_invalid_text = It was used already, or it is more than three hours old. Ask for another one.
reset_ask_again = Ask for another link
new_password = New password
new_password_again = The same, once more
password_rule = At least 10 characters. A sentence makes a good password.
reset_done_title = Done
reset_done_text = Your new password is saved.
mails = Digests and reminders by e-mail
mails_hint = What changed, once a week, and the reviews that are near or late.
mails_all = All automations
mails_mine = Those that I answer for
mails_nothing = No message
mail_reset_subject = Retour: choose a new password
mail_reset_text = Hello, somebody asked to change the password of this account. If it was you, open this
  link within three hours:
mail_reset_ignore = If it was not you, do nothing: your password stays the same.
account_title = Your account
name = Your name
account_saved = Your changes are saved.
change_password = Change the password
not_the_same = The two passwords are different: write the same one twice.
wrong_password = This is not your current password.
old_password = Current password
password_changed = Your password has changed. Your other sessions are closed.
sign_out_everywhere_note = Changing the password closes all your other sessions.
"""

PEOPLE = """
workspaces_title = Your workspaces
workspaces_note = One workspace per organisation: its register, its data, its reviews.
workspaces_none = You have no workspace yet.
new_workspace = Create a workspace
clone_from = New client from this one
clone_title = A new client on the same model
clone_note = What is declared here begins another workspace, without any of its data.
clone_lede = The workspace “{name}” is the model. The new one is yours alone and keeps no link to it:
  neither
  names the other.
clone_taken = What is copied
clone_taken_settings = The settings: currency, calendar, objectives, hourly costs, tool prices, decision
  thresholds.
clone_taken_processes = The processes and their activities.
clone_taken_automations = The automations that are live, paused or planned: KPIs, guardrails, watching,
  segments,
  the comparison foreseen, what can go wrong.
clone_left = What never is
clone_left_figures = The client’s figures: minutes, costs, gains, volumes, expected effects, go-live dates.
clone_left_past = Reviews, the decision log, promises, the field journal, changes and dated events.
clone_left_data = Data files, the columns read in them, and what was computed.
clone_left_people = People, owners, tokens, reading links.
clone_go = Create the new client’s workspace
clone_planned = Every automation begins as planned: nothing is live yet at the new client.
clone_read = Names and descriptions are copied word for word: check that none names the client, and that the
  hourly costs fit.
cloned = The workspace is ready. Read the names again, then the hourly costs in the settings.
workspace_name = Name of the organisation
create = Create the workspace
example_title = See the example
example_note = An invented small firm, ten automations, a year and a half of data.
example_open = Open the example
people_title = Who can use this workspace
people_note = A viewer reads and downloads. An editor adds data and changes the register. An owner also
  manages people and tokens.
column_person = Person
column_role = Role
column_since = Since
column_actions = Change
change_role = Change the role
remove = Remove access
leave = Leave the workspace
last_owner = A workspace keeps at least one owner.
invite_title = Invite somebody
invite = Send the invitation
invite_note = The link goes by e-mail and is good for fourteen days.
invited_title = Pending invitations
invited_none = No pending invitation.
withdraw = Withdraw the invitation
ends = until {day:date}
too_many_invitations = Too many invitations at once. Wait a quarter of an hour, then try again.
already_member = This person can already use the workspace.
invitation_sent = Invitation sent to {email}.
invitation_link = If the e-mail does not arrive, pass this link on yourself:
mail_invite_subject = {workspace}: you are invited to Retour
mail_invite_text = Hello, {by} invites you to the workspace “{workspace}” on Retour. Open this link within
  fourteen days:
join_title = Join “{workspace}”
join_text = {by} invites you as {role}.
join_text_unsigned = You are invited as {role}.
join = Join the workspace
join_new = Choose a password to create your account ({email}).
join_other = You are signed in as {email}. The invitation is for {invited}: sign in with that address.
join_sign_in = This address already has an account: sign in, then open this link again.
join_invalid_title = This invitation is no longer valid
join_invalid_text = It was used, withdrawn, or is more than fourteen days old. Ask for another one.
tokens_title = Tokens for programs
tokens_note = A token opens this workspace's API and nothing else. It is shown only once.
token_name = What is this token for?
token_scope = What it allows
scope_read = Read
scope_write = Read and change
token_create = Create the token
token_shown = Copy this token now: it will not be shown again.
token_revoke = Revoke the token
token_never = never used
token_last_used = last used: {at:date}
token_revoked = revoked
tokens_none = No token.
sources_link = A tool sends events? It needs the token of a source.
journal_title = Who changed what
journal_note = A line written here is never changed.
journal_none = Nothing has changed yet.
column_when = When
column_who = Who
column_what = What
somebody = a removed account
through = with the token “{name}”
the_server = the server
delete_title = Delete this workspace
delete_note = The register, the data and the reviews will be erased. There is no way back.
delete_confirm = To confirm, type the workspace's name: {name}
delete = Delete the workspace
delete_mismatch = The name does not match: nothing was deleted.
rename = Rename the workspace
"""

ROLES = """
viewer = viewer
editor = editor
owner = owner
"""

TRAIL = """
workspace.created = created the workspace
workspace.from_model = created this workspace on the model of another one ({documents:noun
  document|documents})
workspace.as_model = took this workspace as the model of another one ({documents:noun document|documents})
workspace.renamed = renamed the workspace
decision.adopted = brought {n:noun decision|decisions} signed elsewhere (last seal {seal})
ledger.closed = closed the months that were over ({n:noun entry|entries}, last seal {seal})
ledger.restated = restated {n:noun entry|entries} of closed months (last seal {seal})
ledger.adopted = brought {n:noun entry|entries} of the ledger closed elsewhere (last seal {seal})
decision.review = signed the review of {subject} (decision no. {number:int}, seal {seal})
decision.promise = signed the promise of {subject} (decision no. {number:int}, seal {seal})
decision.outcome = signed what became of the promise of {subject} (decision no. {number:int}, seal {seal})
decision.thresholds = changed the thresholds of the decisions (decision no. {number:int}, seal {seal})
document.saved = saved {subject} (revision {number:int})
document.removed = removed {subject}
document.moved = changed where {subject} is kept
log.exported = exported the events of {subject}
file.kept = added the file {subject}
file.removed = removed the file {subject}
person.invited = invited {subject}
person.joined = joined the workspace
person.role = changed the role of {subject}
person.removed = removed the access of {subject}
invitation.withdrawn = withdrew the invitation of {subject}
token.created = created the token {subject}
token.secret_changed = gave the source {subject} another signing secret
token.revoked = revoked the token {subject}
look.begun = dropped, for a first reading: {subject}
look.forgotten = erased what had been dropped for a first reading: {subject}
share.created = created a read-only link for {subject}
share.revoked = closed the read-only link of {subject}
"""

WORK = """
title = Computing
queued = Waiting for its turn.
running = Under way for {since:duration}.
step = Step: {step}
done = Done.
failed = The computation stopped before its end.
leave = You may leave this page: the computation goes on.
reload = See how far it is
still = Stop reloading this page by itself
assessing = computing effects and worth
retry = Try again
download = Download the file
"""

WORK_ERRORS = """
broken = Something went wrong on our side; it is in the server's log.
interrupted = The server was stopped several times during this computation.
look.forgotten = These files were erased: drop them again.
scenario_secret = A password or a key is written in this scenario file: it was not kept.
scenario_unread = No scenario was read in this file: it was not kept.
full = This workspace is full: remove old files in “Data”, or ask whoever runs the server to raise the limit
  (RETOUR_SPACE_MB).
no_assessment = These figures are no longer kept: go back to the home page to ask for new ones.
no_engine = The engine that retour.yaml chooses cannot be used on this server: open the settings to choose
  another.
no_register = The register has no usable retour.yaml file: open the settings to correct it.
no_events = This process has no event to export: look at “Data” to see what was read.
ledger_broken = The ledger was altered, or ends after today: nothing was added.
"""
