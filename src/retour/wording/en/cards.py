"""Rate cards, plans, models, currencies: their names, fields, problems, in English."""

TEXT = """
admin-fr = Administrative employees, France
managers-fr = Managers (cadres), France
intermediate-fr = Intermediate occupations, France
all-fr = All employees, France
firms-10-fr = Firms of ten people or more, France
admin-services-fr = Administrative and support services, France
finance-fr = Finance, France
large-firms-fr = The largest firms, France
paris-region-fr = Île-de-France
hotels-fr = Hotels and restaurants, France
transport-fr = Transport, France
all-eu = All employees, European Union
all-euro-area = All employees, euro area
all-de = All employees, Germany
all-be = All employees, Belgium
all-lu = All employees, Luxembourg
all-bg = All employees, Bulgaria
standing_read = read in the source
standing_scaled = an older value of the source, moved with the average of the country
standing_assumed = not checked: a published wage times an assumed load of employer’s costs
standing_own = yours
one = {key}: {name}, {value}, {year:raw}. {standing}. Source: {source}.
one_unsourced = {key}: {name}, {value}, {year:raw}. {standing}. No source given.
average = An average: one person may cost much less or much more.
old = More than two years old.
since = From {day:date} on.
how = In retour.yaml, under a role: card: {key}. Your own cards go under cards:.
prices = Price of “{model}”, as in {source}, per million tokens, and per minute of audio:
price_input = input: {value}
price_cached = input already in cache: {value}
price_output = output: {value}
price_minute = one minute of audio: {value}
price_unknown = The price of “{model}” is not in {source}. Write it under ai: price:.
no_list = The list of AI prices is not installed: write the price under ai: price:.
old_role = The hourly cost of “{role}” is of {year:raw}, more than two years ago.
old_plan = Price of “{name}” read on {at:date}, {months:int} months ago: worth checking.
old_model = Price of the model “{name}” read on {at:date}, {months:int} months ago: worth checking.
old_exchange = Exchange rate “{name}” read on {at:date}, {months:int} months ago: worth checking.
"""

PROBLEMS = """
price.old_plan = Price of “{value}” read on {at:date}, {months:int} months ago: worth checking.
price.old_model = Price of the model “{value}” read on {at:date}, {months:int} months ago: worth checking.
price.old_exchange = Exchange rate “{value}” read on {at:date}, {months:int} months ago: worth checking.
currency.no_rate = “{value}” is not in {home}, and no rate says what it is worth: two currencies are never
  added.
exchange.itself = “{value}” is the workspace’s own currency: it needs no rate.
role.cost_twice = The role has a card, “{value}”, and a typed cost: keep one.
card.unknown = “{value}” is not a known card: « retour cards » lists them.
tool.price_twice = The tool “{value}” has a monthly price and a plan: keep one.
plan.not_lower = The plan below must include fewer units: {value} is not fewer.
ai.model_missing = “{value}” is given without the model that it is about.
ai.nothing_used = The model “{value}” is named, but not what it uses. Possible: {known}.
"""

UNKNOWNS = """
units_not_counted = {missing:int} of {n:noun run|runs} do not say how many units the tool counted
use_of_several_tools = its runs do not say which of its tools counted them: give each a share instead
nothing_used = nobody used this plan over the period
ai_price_not_said = the price of the model “{model}” is neither written nor known to the price list
currency_not_said = the price is in {currency} and no rate says what that is in {home}
"""

MONEY = """
plan_used = Units used a month
seats = Seats kept for it
ai_tokens_in = Input tokens
ai_tokens_cached = Input tokens already in cache
ai_tokens_out = Output tokens
ai_audio_minutes = Minutes of audio
ai_price_input = Price of a million input tokens
ai_price_cached = Price of a million tokens in cache
ai_price_output = Price of a million output tokens
ai_price_minute = Price of a minute of audio
ai_retries = Share of calls made again
exchange = Exchange rate
"""

FIELDS = """
section_exchange = Other currencies
section_cards = Your own rate cards
field_exchange = Other currencies
hint_exchange = What one unit is worth in your currency, on which day, and where you read it.
add_exchange = Add a currency
field_exchange_entry = Currency
field_cards = Rate cards
hint_cards = What an hour costs, from a date on. A card of yours takes the place of ours of the same name.
add_cards = Add a card
field_card = Rate card
hint_card = Choose a card, or type a cost: not both.
field_year = Year of the value
field_tools_plan = Plan, as on your invoice
hint_tools_plan = Its price is shared by what each automation used of it.
field_price = Price per month
field_includes = Units included per month
field_plan_unit = What is counted
field_lower = The plan just below
field_seats = Seats kept for it, per month
hint_subscriptions_share = Left empty: shared by use, where the tool has a plan.
field_model = Model
field_per = Counted
field_tokens_in = Input tokens
field_tokens_cached = Input tokens already in cache
field_tokens_out = Output tokens
field_audio_minutes = Minutes of audio
field_retries = Share of calls made again
field_ai_price = Price of the model
hint_ai_price = Left empty: that of the price list, when it knows the model.
field_price_input = A million input tokens
field_cached = A million tokens in cache
field_price_output = A million output tokens
field_minute = A minute of audio
choice_per_case = for each case
choice_per_run = for each run
choice_executions = executions
choice_tasks = tasks
choice_credits = credits
choice_operations = operations
"""

FORMULAS = """
worth.absorbed = Price of the plan × units used by it ÷ units used by all: its part of what nobody used too.
worth.plan_saved = Price of the plan − price of the plan below, when stopping it makes that one enough;
  else nothing.
totals.unused = Price of the plan × (units included − units used) ÷ units included.
totals.lower_plan = Price of the plan − price of the plan below, when what is used already fits in it.
"""

LABELS = """
balance_plan = {name}: {value}.
worth_absorbed = Subscription, unused part shared out
worth_plan_saved = Saved on the subscription by stopping
"""

FIGURES = """
totals_unused = Subscription that nobody uses: {word}
totals_lower_plan = Saved by taking the plan below: {word}
"""
