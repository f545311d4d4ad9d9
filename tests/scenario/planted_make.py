"""One fault a rule, in a Make blueprint, and the same blueprint mended."""

from scenario.builders import WEBHOOK, alert_then, blueprint, module, passing

KEPT = alert_then("Break", retry=False)
GUARDED = {"onerror": KEPT}
CRM = module(2, "pipedrive:createDeal", {"title": "{{1.name}}"}, **GUARDED)
BARE = module(2, "pipedrive:createDeal", {"title": "{{1.name}}"})
URL = {"url": "https://api.partner.example/leads", "method": "post"}
KEY = (
    "sk" + "_live_" + "9aQ2rT7uV1wX4yZ6"
)  # invented, in two pieces so that no scanner takes it for a real one
BEARER = {"headers": [{"name": "Authorization", "value": "Bearer " + "q8Zr5Tn2Lk9Wv3Xc7Pd1"}]}
CHECKED = passing("{{2.statusCode}}", "number:less", "400")
ROUTES = (
    {"flow": [module(3, "slack:CreateMessage", filter=passing("{{1.kind}}", "text:equal", "a"), **GUARDED)]},
    {"flow": [module(4, "notion:createPage", filter=passing("{{1.kind}}", "text:equal", "b"), **GUARDED)]},
)
BRANCH = {"type": "condition", "conditions": passing("{{1.kind}}", "text:equal", "a")["conditions"]}
BRANCH["flow"] = [module(3, "notion:createPage", **GUARDED)]
ELSE = {"type": "else", "flow": [module(4, "google-sheets:addRow", **GUARDED)]}
LEFT = {"flow": [module(5, "google-sheets:addRow", **GUARDED)]}
MANY = [module(n, "util:SetVariable2") for n in range(2, 30)]
OWN = {"metadata": {"restore": {"parameters": {"account": {"label": "Gmail (jeanne.morel@firm.example)"}}}}}
SHARED = {"metadata": {"restore": {"parameters": {"account": {"label": "Gmail (contact@firm.example)"}}}}}
CHAIN = (
    module(3, "slack:CreateMessage", **GUARDED),
    module(4, "notion:createPage", **GUARDED),
    module(5, "google-sheets:addRow", **GUARDED),
)
ONE = [
    module(n, kind, parameters={"__IMTCONN__": 5}, **GUARDED)
    for n, kind in enumerate(
        ("google-sheets:addRow", "google-docs:createADocument", "google-drive:uploadAFile"), 2
    )
]


def mail(**more):
    return module(2, "google-email:ActionSendEmail", {"to": "{{1.email}}"}, parameters={"account": 4}, **more)


PLANTED = {
    "secret in a header": (
        "secret",
        blueprint(WEBHOOK, module(2, "http:ActionSendData", {**URL, **BEARER}, **GUARDED)),
        blueprint(WEBHOOK, module(2, "http:ActionSendData", {**URL, "headers": []}, **GUARDED)),
    ),
    "secret in an address": (
        "secret",
        blueprint(
            WEBHOOK, module(2, "http:ActionSendData", {"url": f"https://x.example/?token={KEY}"}, **GUARDED)
        ),
        blueprint(
            WEBHOOK, module(2, "http:ActionSendData", {"url": "https://x.example/?token={{KEY}}"}, **GUARDED)
        ),
    ),
    "secret in a field": (
        "secret",
        blueprint(
            WEBHOOK, module(2, "twilio:sendSMS", parameters={"authToken": "7f3a9c1e5b8d2046"}, **GUARDED)
        ),
        blueprint(
            WEBHOOK, module(2, "twilio:sendSMS", parameters={"authToken": "{{YOUR_TOKEN}}"}, **GUARDED)
        ),
    ),
    "an error ignored": (
        "errors_ignored",
        blueprint(WEBHOOK, {**BARE, "onerror": [module(9, "builtin:Ignore")]}),
        blueprint(WEBHOOK, {**BARE, "onerror": alert_then("Ignore")}),
    ),
    "an error replaced": (
        "errors_ignored",
        blueprint(WEBHOOK, {**BARE, "onerror": [module(9, "builtin:Resume", {"id": 0})]}),
        blueprint(WEBHOOK, {**BARE, "onerror": alert_then("Resume")}),
    ),
    "an error committed": (
        "errors_ignored",
        blueprint(WEBHOOK, {**BARE, "onerror": [module(9, "builtin:Commit")]}),
        blueprint(WEBHOOK, CRM),
    ),
    "no handler": ("no_error_route", blueprint(WEBHOOK, BARE), blueprint(WEBHOOK, CRM)),
    "nobody told": (
        "no_alert",
        blueprint(WEBHOOK, {**BARE, "onerror": [module(9, "builtin:Break")]}),
        blueprint(WEBHOOK, CRM),
    ),
    "an error page taken for an answer": (
        "http_errors_pass",
        blueprint(
            WEBHOOK, module(2, "http:ActionSendData", URL, parameters={"handleErrors": False}), CHAIN[0]
        ),
        blueprint(
            WEBHOOK, module(2, "http:ActionSendData", URL, parameters={"handleErrors": True}), CHAIN[0]
        ),
    ),
    "an error page taken for an answer, checked after": (
        "http_errors_pass",
        blueprint(
            WEBHOOK, module(2, "http:ActionSendData", URL, parameters={"handleErrors": False}), CHAIN[0]
        ),
        blueprint(
            WEBHOOK,
            module(2, "http:ActionSendData", URL, parameters={"handleErrors": False}),
            {**CHAIN[0], "filter": CHECKED},
        ),
    ),
    "a call without a net": (
        "http_unguarded",
        blueprint(WEBHOOK, module(2, "http:ActionSendData", URL), CHAIN[0]),
        blueprint(WEBHOOK, module(2, "http:ActionSendData", URL, **GUARDED), CHAIN[0]),
    ),
    "a router without a way for the rest": (
        "branch_drops",
        blueprint(WEBHOOK, module(2, "builtin:BasicRouter", routes=list(ROUTES))),
        blueprint(WEBHOOK, module(2, "builtin:BasicRouter", routes=[*ROUTES, LEFT])),
    ),
    "an if without an else": (
        "branch_drops",
        blueprint(WEBHOOK, module(2, "builtin:BasicIfElse", branches=[BRANCH])),
        blueprint(WEBHOOK, module(2, "builtin:BasicIfElse", branches=[BRANCH, ELSE])),
    ),
    "a filter on the road": (
        "branch_drops",
        blueprint(WEBHOOK, {**CRM, "filter": passing("{{1.country}}", "text:equal", "FR")}),
        blueprint(WEBHOOK, CRM),
    ),
    "a creation tried again": (
        "retry_without_key",
        blueprint(WEBHOOK, {**BARE, "onerror": alert_then("Break", retry=True, count=3)}),
        blueprint(
            WEBHOOK,
            module(3, "pipedrive:searchDeals", **GUARDED),
            {**BARE, "onerror": alert_then("Break", retry=True, count=3)},
        ),
    ),
    "a payment tried again": (
        "retry_without_key",
        blueprint(WEBHOOK, module(2, "stripe:createCharge", onerror=alert_then("Break", retry=True))),
        blueprint(WEBHOOK, module(2, "stripe:createCharge", onerror=alert_then("Break", retry=False))),
    ),
    "a failed run thrown away": (
        "failed_not_kept",
        blueprint(WEBHOOK, {**BARE, "onerror": alert_then("Ignore")}, dlq=False),
        blueprint(WEBHOOK, {**BARE, "onerror": alert_then("Ignore")}),
    ),
    "a break that keeps nothing": (
        "break_without_storage",
        blueprint(WEBHOOK, CRM, dlq=False),
        blueprint(WEBHOOK, CRM),
    ),
    "data that may be lost": (
        "data_loss_allowed",
        blueprint(WEBHOOK, CRM, dataloss=True),
        blueprint(WEBHOOK, CRM),
    ),
    "runs nobody can read": (
        "runs_hidden",
        blueprint(WEBHOOK, CRM, confidential=True),
        blueprint(WEBHOOK, CRM, confidential=False),
    ),
    "one module that stops all the others": (
        "single_point",
        blueprint(WEBHOOK, module(2, "openai-gpt-3:createCompletion"), *CHAIN),
        blueprint(WEBHOOK, module(2, "openai-gpt-3:createCompletion", **GUARDED), *CHAIN),
    ),
    "a person's mailbox": (
        "personal_mailbox",
        blueprint(WEBHOOK, mail(**OWN, **GUARDED)),
        blueprint(WEBHOOK, mail(**SHARED, **GUARDED)),
    ),
    "one account for everything": (
        "one_account",
        blueprint(
            WEBHOOK, *ONE, module(9, "google-email:ActionSendEmail", parameters={"account": 5}, **GUARDED)
        ),
        blueprint(
            WEBHOOK, *ONE, module(9, "google-email:ActionSendEmail", parameters={"account": 6}, **GUARDED)
        ),
    ),
    "a module linked to nothing": (
        "unlinked",
        {
            **blueprint(WEBHOOK, CRM),
            "metadata": {"designer": {"orphans": [[module(8, "slack:CreateMessage")]]}},
        },
        {**blueprint(WEBHOOK, CRM), "metadata": {"designer": {"orphans": []}}},
    ),
    "too many modules": ("too_many_modules", blueprint(WEBHOOK, *MANY), blueprint(WEBHOOK, *MANY[:20])),
}
