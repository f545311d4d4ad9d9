"""Short words that sentences call by code, in English."""

EXPECTED = """
text = a text
number = a number
boolean = yes or no (true, false)
list = a list
map = a block of keys
whole_number = a whole number
"""

KINDS = """
objective = objective
process = process
role = role
tool = tool
kpi = KPI
activity = activity
attribute = attribute
automation = automation
"""

MISSING_PARTS = """
target = a target
follow_up = a follow-up frequency
smallest_effect = the smallest effect worth having
"""

GRADES = """
A = very strong
B = strong
C = fair
D = declared
E = none
"""

FRICTIONS = """
manual_tasks = manual tasks
rework = rework
delay = delays
"""

DESIGNS = """
hold_out = leaving some cases, at random, without the automation
wait = waiting
time_cases = timing a few cases
answer_realisation = saying what the freed time becomes
spot_check = reading again a few cases drawn at random
none = nothing
"""

GAIN_KINDS = """
time = time
conversion = conversion
satisfaction = satisfaction
"""

AUDIENCES = """
team = team
customer = customers
"""

QUESTIONS = """
objective = the objective
process_volume = the process and its number of cases
time_today = who does it today, and how long it takes
costs = what it will cost
indicator = the KPI, its guardrail and the effect worth having
comparison = the comparison possible
risk = what could go wrong, and who would notice
stop_date = the stop date
"""
