"""What is said of the items sent over HTTP: what is wrong, what was left aside, in English."""

PROBLEMS = """
body.empty = The request is empty.
body.too_large = The request is too large: {limit:noun byte|bytes} at most. Send it in several parts.
body.charset = Characters must be in UTF-8, not in “{value}”.
body.kind_unknown = “{value}” is not a content type that is read here.
body.not_json = The request is not valid JSON: nothing of it was read.
body.not_a_list = A list was expected.
body.too_many_items = {count:int} items in a request: {limit:int} at most. Send it in several parts.
item.not_json = This item is not valid JSON.
item.not_object = This item is not a JSON object.
field.unknown = “{value}” is not a known field.
field.wrong_kind = The field “{field}” expects {expected:say field_kind}; received: {value}.
field.missing = The field “{field}” is missing.
text.control = The field “{field}” contains control characters.
text.too_long = The field “{field}” is too long: {limit:noun character|characters} at most.
time.ambiguous = “{value}”: nothing tells which is the day and which the month.
time.in_future = “{value}” is in the future.
amount.ambiguous = “{value}” can be read in two ways: the event is kept without its amount.
minutes.ambiguous = “{value}” can be read in two ways: the event is kept without its minutes.
process.unknown = The process “{value}” is not declared.
event.automation_unknown = The automation “{value}” is not declared: the event is kept without it.
event.actor_kind_unknown = The kind of actor is not known: human, robot or customer.
attribute.nested = The attribute “{field}” holds a list or an object: the event is kept without it.
attribute.too_long = The attribute “{field}” is too long ({limit:noun character|characters} at most): the
  event is kept without it.
attributes.left_out = {values:noun value was not kept|values were not kept}: the process does not declare
  {count:pick this attribute|these attributes} ({names}).
cloudevent.version = This is not a CloudEvent 1.0 (“specversion”: “{value}”).
cloudevent.missing = “{value}” is missing, which CloudEvents 1.0 requires.
cloudevent.data_twice = This CloudEvent has data twice: “data” and “data_base64”.
cloudevent.data_unreadable = The data of this CloudEvent is not valid JSON.
run.machine_seconds_unreadable = “{value}” is not a number of seconds.
run.too_many_cases = This run names {count:int} cases: {limit:int} at most.
signature.missing = The header “{value}” is missing: this source takes signed messages only.
signature.clock = This message is signed at a time too far from ours: {limit:noun minute|minutes} apart
  at most.
signature.wrong = The signature does not fit the message.
traces.unreadable = These are not readable OTLP traces.
traces.protobuf_not_installed = This server does not read traces in protobuf.
spans.nodes = {count:noun span of a node was counted|spans of nodes were counted}, and
  {count:pick is|are} not kept.
spans.unknown = {count:noun span is no run: left|spans are no runs: left} aside.
spans.automation_unknown = {count:noun run left|runs left} aside: no declared automation has this
  name ({names}).
"""

HINTS = """
iso_time = Write it like this: 2026-05-12T10:30:00+02:00.
declare = To keep them, declare them in the process, under “attributes”.
json_lines = One object a line? Send it as “application/x-ndjson”.
otlp_json = Send them as JSON, or install the extra “otlp”.
send_as_cloudevents = A CloudEvent is sent as “application/cloudevents+json”.
in_attributes = Put it in “attributes”.
"""

KINDS = """
text = a text
text_or_whole = a text or a whole number
text_or_number = a text or a number
yes_or_no = true or false
object = an object
text_or_list = a text or a list of texts
"""
