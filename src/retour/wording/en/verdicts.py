"""Decisions, their reasons, what would change them and what to measure next, in English."""

DECISIONS = """
keep = Keep
fix = Fix
extend = Extend
stop = Stop
measure = Measure more
question = Call into question
launch = Launch
pilot = Pilot on a part
do_not_launch = Do not launch
"""

REASONS = """
stop.legal = Somebody in charge declared that it must stop.
stop.retired = It is retired already.
stop.costs_more = It costs more than it brings back, with {p:chance}.
stop.zombie = Almost nobody uses it any more: {seen:noun use|uses} this quarter,
  {previous:int} the quarter before.
stop.guardrail = “{indicator}” gets worse than is acceptable ({p:chance}).
fix.lost_cases = {lost:noun lost case|lost cases} of {due:int}: to be fixed before anything else.
fix.records_ignored = {ignored:noun item|items} ignored by runs marked as successful.
fix.silent = Nothing since {since:date}.
fix.reliability = {success:pct} successful runs, for a target of {target:pct}.
fix.guardrail = “{indicator}” probably gets worse ({p:chance}).
fix.main_harm = The very thing it should improve gets worse: “{indicator}” ({p:chance}).
fix.friction = Friction has gone up: {what:say friction}.
fix.costs = First thing to fix for it to bring back more than it costs: {driver:say money}.
fix.segment = “{segment}” loses by it, and it is {share:pct} of the volume.
extend.proven = The gain is established and {addressable:pct} of the volume does not have it yet.
measure.worth_it = One more measurement is worth its cost: {design:say design}.
measure.plan_unanswered = Questions remain before launching: {questions:say question}.
keep.effect_established = There is a clear gain on “{indicator}” ({kind:say gain_kind}).
keep.satisfaction = Satisfaction has gone up: “{item:say voice}” ({audience:say audience}).
keep.worth_likely = The gain has {p:chance} of being positive.
question.nothing_proven = No gain is proven, neither in time, nor in conversion, nor in satisfaction.
question.stop_proposed = No gain has been proven since the review of {since:date}: stopping is proposed.
launch.expected = The expected gain has {p:chance} of being positive.
pilot.uncertain = The expected gain is uncertain ({p:chance}): try it on {share:pct} of the cases.
do_not_launch.negative = The expected gain has only {p:chance} of being positive.
do_not_launch.undetectable = At your volume, the expected effect could not be seen in the time planned.
do_not_launch.legal = Somebody in charge declared that it must not start.
measure.stop_measuring = Better data is worth at most {evpi:atmost}: decide, and move on.
plan.unanswered = Question without an answer: {question:say question}.
plan.detectable = The planned comparison has about {weeks:num 0} {weeks:pick week|weeks} to show
  the expected effect.
plan.detectable_unknown = It is not known how long it would take to see the effect.
gain.unproven = No gain is proven on “{indicator}”: {why:say unknown}.
gain.unproven_plain = No gain is proven on “{indicator}”.
people.voice_falling = Those who were asked like it less than before: “{item:say voice}” fell.
people.voice_bad = Those who were asked do not like it: “{item:say voice}” is below the middle of the scale.
people.control_falling = The team takes over less easily than before.
people.read_wrong = {wrong:noun wrong case|wrong cases} of {read:int} drawn at random and read.
people.answered = {by} read what it produces on {at:date}, and it will not do.
guardrail.unknown = The guardrail “{indicator}” is not measured.
"""

CHANGES = """
flip.lost_zero = No lost case any more: {to:say decision}.
flip.runs_again = If it starts again: {to:say decision}.
flip.guardrail_within = “{indicator}” back within its margin: {to:say decision}.
flip.friction_back = Friction back to its level before: {to:say decision}.
flip.segment_fixed = “{segment}” no longer losing by it: {to:say decision}.
flip.legal_cleared = The legal obstacle lifted: {to:say decision}.
flip.net_negative = {by:money} a month less: {to:say decision}.
flip.net_positive = {by:money} a month more: {to:say decision}.
flip.gain_proven = If a gain is proven: {to:say decision}.
flip.gain_lost = The gain gone: {to:say decision}.
flip.comparison_b = A stronger comparison: {to:say decision}.
flip.more_cases = {times:num 0} times as many cases, or as much time: {to:say decision}.
flip.plan_answered = The remaining questions answered: {to:say decision}.
flip.coverage = More cases to cover: {to:say decision}.
"""

MEASUREMENTS = """
hold_out = Leave {share:pct} of the cases, at random, without the automation for {weeks:num 0} weeks.
hold_out_useless = Leaving cases aside at random would prove nothing at your volume
  ({n:noun case|cases} in {weeks:num 0} weeks).
wait = Wait {weeks:num 0} weeks: the interval will then be narrow enough to tell.
wait_useless = Waiting would change nothing at your volume.
time_cases = Time {n:noun case|cases}: the range of the time spent would get narrower.
answer_realisation = Say what the freed time becomes: it takes a minute.
spot_check = Read again {n:noun case|cases} drawn at random: right, wrong or unexpected.
time_cases_useless = Timing cases would not be worth its cost here.
answer_realisation_useless = Saying what the freed time becomes would change nothing here.
spot_check_useless = Reading cases again would not be worth its cost here.
none = Nothing more to measure: keep the decision and move on.
size = about {n:noun case|cases} left aside
size_all = every case until then, none left aside
duration = About {weeks:noun week|weeks}
minutes = About {minutes:noun minute|minutes} of somebody’s time
narrows = The range of the gain would keep {narrows:pct} of its width
may_turn = What it finds may change the decision
cannot_turn = What it finds would not change the decision
cost = Cost: {cost:money}
cost_none = No direct cost
cost_unknown_cases = Cost unknown: nothing says what a case brings
cost_unknown_hours = Cost unknown: nothing says what an hour costs
half_width = Resulting interval: give or take {half}
half_width_unknown = Resulting interval unknown: the past says too little
half_width_answer = The range becomes that of your answer
lifts = The evidence would become {word}
ready = Answer expected on {day:date}
gain = Worth {gain:money} more than its cost
"""
