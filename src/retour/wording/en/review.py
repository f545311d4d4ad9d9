"""Reviews: the grid, the sign-off, what moved, in English."""

TEXT = """
grid_title = Reviews of the quarter
heading = Review of {name}, {day:date}
proposes = Retour proposes: {decision}
weakest = Weakest letter: {letter}.
letter = {letter}: between {low:pct} and {high:pct}, {known:int} questions out of {checks:int} have an answer
check = {code} · {question} {status}. {why}
ask = {code} · {question}
ask_hint = y: yes, p: partly, n: no, Enter: no answer
ask_decision = Decision taken (Enter for “{decision}”)
ask_reason = Why not “{decision}”?
ask_why = Nothing is proven: why does it stay?
ask_by = Who signs?
ask_note = A note? (Enter for none)
answer_key = Answers: {known}.
answer_unknown = “{value}” is no answer to {code}.
signed_as = Signed: decision no. {number:int}, seal {seal}.
written = Written: {path}
no_automation = No automation is called “{key}”.
no_name = The name of whoever signs is missing.
no_decision = The decision taken is missing.
no_reason = You do not follow the proposed decision: say why.
not_why = Nothing is proven: say why it stays.
log_broken = The decision log was changed: nothing is signed before that is settled.
since = Since the review signed by {by} on {day:date}
was_decided = Decided then: {was}. Proposed today: {now}.
same_decision = Same decision as then: {now}.
redefined = The main KPI is no longer defined in the same way: the two reviews do not quite compare.
moved_letter = {letter}: between {low:pct} and {high:pct} then, between {now_low:pct} and {now_high:pct} today
moved_check = {code} · {question} {was}, then {now}
moved_clear = {name}: {was} then, {now} today. The difference is clear.
moved_unclear = {name}: {was} then, {now} today. The difference is not clear.
moved_unknown = {name}: {was} then, {now} today.
nothing_moved = Nothing moved among what is followed.
no_review_before = This is the first signed review.
"""
