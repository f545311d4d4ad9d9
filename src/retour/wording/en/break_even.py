"""Break-even: from what value it pays, in English."""

TEXT = """
title = Break-even
note = For each number, the value from which the mean gain, every cost taken out, is no longer a loss, all
  other numbers staying as they are. The range is that of the scenarios, from 5 to 95%.
column_now = Today
column_net = To pay each month
column_npv = To repay the build too, within {months:int} months
first = At least {value} are needed for it to pay.
first_per = {per}, for it to pay: at least {value}.
first_alone = From what point it pays
cases = Cases a month
volume = {per} a month
minutes_saved = Minutes saved each time
at_least = {what}, at least
at_most = {what}, at most
none = None: {why}
"""

UNKNOWNS = """
break_even_never = in {share:pct} of the scenarios, no plausible value makes it pay
break_even_anyway = in {share:pct} of the scenarios, it pays at any plausible value
break_even_turned = over its lifetime it goes the other way, since this number also makes the cost to build
never_pays_cases_less = even without a single case, it does not pay
never_pays_effect_less = even with the most favourable effect imaginable, it does not pay
pays_anyway_cases_less = the gain would stay positive even with ten times as many cases
pays_anyway_effect_less = the gain would stay positive even without any effect
never_pays_cases = even ten times as many cases would not be enough
never_pays_minutes_saved = even without a minute spent on it any more, it does not pay
never_pays_rate = even at ten times this hourly cost, or at none, it does not pay
never_pays_effect = even with an effect ten times as large, or the largest possible, it does not pay
never_pays_realisation = even if all the time freed were used, it does not pay
never_pays_cost = even without this cost, it does not pay
never_pays_build = even if it had cost nothing to build, it does not pay
pays_anyway_cases = the gain would stay positive even without a single case
pays_anyway_minutes_saved = the gain would stay positive even without a minute saved
pays_anyway_rate = the gain would stay positive whatever this hourly cost is, from none to ten times as much
pays_anyway_effect = the gain would stay positive even without any effect
pays_anyway_realisation = the gain would stay positive even if none of the time freed is used
"""

FORMULAS = """
worth.break_even = The value of this number at which the mean gain a month, every cost taken out, is zero.
worth.break_even_npv = The value of this number at which the gain over its lifetime, the cost to build taken
  out, is zero on average.
"""

FIGURES = """
break_even = break-even, {what}
break_even_npv = what repays the cost to build, {what}
"""

WORKED = """
why_solved = No shorter formula: every draw is written as a function of this one number, and this is where
  their mean is zero.
"""
