"""Money: lines, inputs, what was not said, in English."""

TEXT = """
time_cash = Time freed that became money
time_capacity = Time freed, available
margin = Extra margin
errors = Errors avoided
spend = Spending that disappeared
supervision = Supervision
upkeep = Upkeep
subscription = Subscriptions
ai = Artificial intelligence
failures = Silent failures
build = Building it
minutes_before = Minutes before
minutes_after = Minutes that remain
exceptions = Exceptions
realisation = Share of the time really recovered
rate = Hourly cost
effect = Effect
amount = Average amount
margin_rate = Margin rate
cannibalised = Sales that would have come later
error_cost = Cost of one error
rework = Rework
machine_price = Price of machine time
benefit = Secondary gain
cash = money
capacity = time
cost = cost
"""
