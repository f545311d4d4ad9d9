"""The pages of sources that send events by themselves, in English."""

TEXT = """
title = Automatic sending
note = A tool (Make, n8n, Zapier, a program) can send its events and its runs here, as they happen. Each
  source has its token, which does nothing else.
list = Sources that send
none = No source sends yet
none_note = Create one a tool: you will know where each event comes from.
column_source = Source
column_how = Means
column_events = Events
column_runs = Runs
column_used = Last sending
unknown = not counted
not_counted = The log is being written: what was sent is not counted this time.
name = Which tool sends?
name_hint = For example “make-quotes”. This name stays with all that it sends.
name_taken = A source has this name already. To change its token, renew it.
process = Of which process?
process_hint = The one of events that name none.
process_each = Each event says it
how = By which means?
how_hint = Make, n8n and Zapier can send a token. To sign takes a program, or a tool that follows Standard
  Webhooks.
how_sent = A token sent with each request
how_signing = Each request signed
new = New source
make = Create the source
renew = Renew
renew_note = To renew a token creates a second one: put it in the tool, then revoke the first. To renew a
  signing secret leaves the former valid for seven days.
closed = This token of “{name}” is no longer of use. What was sent stays.
secret_shown = Copy this secret now: it will not be shown again. It signs, it is never sent.
to_recipes = See how to send
recipes_title = Send events: {name}
recipes_note = Replace YOUR_TOKEN with the token of this source. The possible fields are those of these
  examples, and “amount”, “minutes”, “actor”, “actor_kind”, “automation”, “attributes”.
recipes_note_signing = Replace YOUR_SECRET with the secret of this source.
address = Address
header = Header
process_is = Events that name no process are of “{name}”.
process_is_none = Each event must name its process.
nothing_declared = No process is declared yet: all that comes would be refused.
to_register = Declare a process
answers = What the server answers
answers_note = 202 and the counts: what is kept, what was known already, and for each refused item its place
  and why. The answer leaves once all is on the disk. To send the same event twice changes nothing. With 429
  or 503, send the same request again later: nothing is lost.
openapi = The whole description (OpenAPI)
"""

RECIPES = """
curl = With curl
python = With Python
python_signed = With Python, signing
make = With Make
n8n = With n8n
n8n_traces = All the executions of n8n, without touching its workflows
zapier = With Zapier
runs = A run rather than an event
"""

HOW = """
curl = To copy into a terminal, to try. The trial counts as a real event: send it again with "retracted":
  true to take it back.
python = Nothing to install: the standard library is enough.
python_signed = Nothing to install: the standard library is enough. The secret never travels.
make = HTTP module, “Make a request”: method POST, the address and the header above, body “Raw”, type “JSON
  (application/json)”, and this content. The number 1 is that of the module where the case comes from.
n8n = Node “HTTP Request”: method POST, the address above, “Header Auth” with the header above, “Send Body”,
  “JSON”, “Using JSON” as an expression, and this content.
n8n_traces = In the environment of the n8n server (2.19 and later). Executions whose workflow has the name
  of a declared automation are kept, the others counted.
zapier = “Webhooks by Zapier”, “Custom Request”: method POST, the address and the header above, and this
  content in “Data”.
runs = A run is told once when it begins (“running”) and once when it ends, or only at its end.
"""
