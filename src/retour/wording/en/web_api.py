"""What the API says when it cannot serve a request."""

TEXT = """
source_token = The token of a source is needed: “Authorization: Bearer …”. This one is missing, unknown
  or revoked.
source_unknown = No source that signs its requests has this address, or this server can no longer read
  its secret.
not_secure = A token does not travel in the clear: use https.
event_body_too_large = The request is too large: {limit:noun byte|bytes} at most. Send it in several parts.
coding = The content coding “{coding}” is not read here: send gzip, deflate, or nothing of the kind.
not_zipped = This is not valid {coding}.
slow = The request came too slowly. Nothing of it was kept.
guessing = Too many unknown tokens. Try again in {seconds:noun second|seconds}.
busy = More comes in than can be written. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
disk_full = The disk of the server is full. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
read_only = The disk of the server cannot be written. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
locked = The log is being written by somebody else. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
damaged = The log of this workspace is damaged; whoever runs the server was told. Nothing of this request
  was kept. Send it again in {seconds:noun second|seconds}.
failed = The server could not write. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
closed = The server is stopping. Nothing of this request was kept. Send it again in
  {seconds:noun second|seconds}.
undeclared = What this workspace declares cannot be read at the moment: somebody has to mend it. Nothing of
  this request was kept. Send it again in {seconds:noun second|seconds}.
unfit = This holds half a character, which no file can. Nothing of this request was kept.
missing = There is nothing at this address in this token’s workspace.
token = A valid token is needed: “Authorization: Bearer …”. This one is missing, unknown or revoked.
scope = This token may read, not change anything. An owner can create one that may do both.
method = This address takes only: {allowed}.
too_often = Too many requests with this token. Try again in {seconds:noun second|seconds}.
body_too_large = What was sent is larger than allowed.
file_too_large = This file is larger than allowed ({megabytes:int} MB). Nothing of it was kept. Send it as
  several files.
no_length = Say the size of the file (Content-Length).
scenario_secret = A password or a key is written in {path}. It was not kept.
scenario_unread = No scenario was read in {path}. It was not kept.
workspace_full = With this file the workspace’s data would be more than {megabytes:int} MB. It was not kept.
  Remove old files, or ask whoever runs the server to raise this limit.
cut_short = The file came incomplete. Nothing of it was kept. Send it again.
not_json = The content is not a JSON object.
not_a_folder = An object “documents” is needed: the text of each document by its path.
no_such_place = “{path}” is not the path of a document.
no_such_folder = “{path}” is not in one of the data folders: {known}.
wrong = Nothing was saved: {n:noun problem|problems}.
changed_meanwhile = {path} was saved meanwhile by somebody else.
changed_since_looked = The register changed since the differences were shown. Look at them again.
not_assessed = Nothing has been computed in this workspace yet: ask for it with POST /api/v1/assess.
assessment_gone = The last computation was made by another version of Retour: ask for a new one with POST
  /api/v1/assess.
no_such_figure = No figure has the key “{key}”.
no_such_export = The formats are: {known}.
"""

APPLY = """
no_token = The environment variable {name} is empty: put in it a token that may write.
no_token_stdin = No token came on the standard input.
bad_address = “{value}” is not the address of a server. Example: https://retour.example.com
not_secure = A token does not travel in the clear: use https (http is allowed to this machine only).
unreachable = The server does not answer: {reason}
redirected = The server leads to another address ({to}), where the token was not sent. Give the final
  address.
strange = This is not the answer of a Retour server: check the address.
refused_by_server = {detail}
nothing = Nothing to change: {n:noun document is|documents are} already up to date.
change_added = new
change_changed = changed
change_removed = removed
change_moved = kept in files from now on, same text
decisions = {n:noun signed line|signed lines} more
ledger = {n:noun entry|entries} more
data_added = new file
data_changed = file replaced
summary = {n:noun document|documents} to change, {files:noun data file|data files} to send.
ask = Apply these changes?
dropped = Nothing was changed.
dry = Nothing was changed: this was to look.
applied = Applied: {n:noun document|documents}, {files:noun data file|data files}.
no_folder = {path} is not a workspace: there is no retour.yaml.
"""
