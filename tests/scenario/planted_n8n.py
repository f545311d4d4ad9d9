"""One fault a rule, in an n8n workflow, and the same workflow mended."""

from itertools import pairwise

from scenario.builders import HOOK, node, workflow

BARE = {"executionOrder": "v1"}  # settings that show that no error workflow is chosen
KEY = (
    "xo" + "xb-123987456-" + "Qw8Er7Ty6Ui5Op"
)  # invented, in two pieces so that no scanner takes it for a real one
CRM = node("CRM", "pipedrive", {"operation": "create"})
TELL = node("Prévenir", "slack", {"text": "Échec"})
NOTE = node("Noter", "googleSheets", {"operation": "append"})
CALL = {"method": "POST", "url": "https://api.partner.example/leads"}
OUTPUT = {"onError": "continueErrorOutput"}
CONTINUE = {"onError": "continueRegularOutput"}
CLOCK = node("Horloge", "scheduleTrigger")
IS_B2B = {"conditions": {"conditions": [{"leftValue": "={{ $json.kind }}", "rightValue": "b2b"}]}}
FAILED = {"conditions": {"conditions": [{"leftValue": "={{ $json.error }}", "rightValue": ""}]}}
RULES = {"rules": {"values": [{"outputKey": "b2b", **IS_B2B}, {"outputKey": "b2c", **IS_B2B}]}}
AFTER = ("Formulaire > Tri", "Tri > CRM", "Tri 1> Noter")
MANY = [node(f"Étape {n}", "set") for n in range(30)]
CHAIN = [f"Étape {n} > Étape {n + 1}" for n in range(29)]
ONE = {"credentials": {"googleOAuth2Api": {"name": "Google de la boutique"}}}
GOOGLE = [
    node(name, kind, {"operation": "append"}, **ONE)
    for name, kind in (("a", "googleSheets"), ("b", "googleDocs"), ("c", "googleDrive"), ("d", "gmail"))
]
THREE = (TELL, NOTE, node("Page", "notion", {"operation": "create"}))
ROAD = ("Formulaire > Résumé", "Résumé > Prévenir", "Prévenir > Noter", "Noter > Page")


def gmail(name):
    return node("Répondre", "gmail", {"operation": "send"}, credentials={"gmailOAuth2": {"name": name}})


def call(**more):
    return node("Appel", "httpRequest", CALL, **more)


def straight(*nodes, **more):
    """The hook, then the nodes one after the other."""
    names = [n["name"] for n in (HOOK, *nodes)]
    links = [f"{a} > {b}" for a, b in pairwise(names)]
    return workflow(HOOK, *nodes, links=links, **more)


PLANTED = {
    "secret in a header": (
        "secret",
        straight(
            node(
                "Appel",
                "httpRequest",
                {
                    **CALL,
                    "headerParameters": {"parameters": [{"name": "X-API-Key", "value": "8d2f6a1b9c3e7045"}]},
                },
            )
        ),
        straight(
            node(
                "Appel",
                "httpRequest",
                {
                    **CALL,
                    "headerParameters": {"parameters": [{"name": "X-API-Key", "value": "={{ $env.KEY }}"}]},
                },
            )
        ),
    ),
    "secret in code": (
        "secret",
        straight(node("Code", "code", {"jsCode": f"const token = '{KEY}';\nreturn items;"})),
        straight(node("Code", "code", {"jsCode": "const token = $env.SLACK_TOKEN;\nreturn items;"})),
    ),
    "secret in an address": (
        "secret",
        straight(node("Appel", "httpRequest", {"url": "https://robot:Kq7Zr2Wx9@api.partner.example/"})),
        straight(node("Appel", "httpRequest", {"url": "https://api.partner.example/"})),
    ),
    "an error ignored, old way": (
        "errors_ignored",
        straight({**CRM, "continueOnFail": True}, TELL),
        straight({**CRM, "continueOnFail": False}, TELL),
    ),
    "an error ignored": (
        "errors_ignored",
        straight({**CRM, **CONTINUE}, TELL),
        straight({**CRM, **CONTINUE}, node("Échec ?", "if", FAILED), TELL),
    ),
    "an error output that leads nowhere": (
        "error_output_lost",
        straight({**CRM, **OUTPUT}, NOTE),
        workflow(
            HOOK, {**CRM, **OUTPUT}, NOTE, TELL, links=("Formulaire > CRM", "CRM > Noter", "CRM 1> Prévenir")
        ),
    ),
    "no error workflow": ("no_error_route", straight(CRM, settings=BARE), straight(CRM)),
    "nobody told": (
        "no_alert",
        workflow(HOOK, {**CRM, **OUTPUT}, NOTE, links=("Formulaire > CRM", "CRM 1> Noter"), settings=BARE),
        workflow(HOOK, {**CRM, **OUTPUT}, TELL, links=("Formulaire > CRM", "CRM 1> Prévenir"), settings=BARE),
    ),
    "an error page taken for an answer": (
        "http_errors_pass",
        straight(
            node(
                "Appel", "httpRequest", {**CALL, "options": {"response": {"response": {"neverError": True}}}}
            ),
            NOTE,
        ),
        straight(node("Appel", "httpRequest", {**CALL, "options": {}}), NOTE),
    ),
    "a call without a net": (
        "http_unguarded",
        straight(call(), settings=BARE),
        straight(call()),
    ),
    "an if with one side": (
        "branch_drops",
        workflow(HOOK, node("Tri", "if", IS_B2B), CRM, links=("Formulaire > Tri", "Tri > CRM")),
        workflow(HOOK, node("Tri", "if", IS_B2B), CRM, NOTE, links=AFTER),
    ),
    "a switch without a way for the rest": (
        "branch_drops",
        workflow(HOOK, node("Tri", "switch", RULES), CRM, NOTE, links=AFTER),
        workflow(
            HOOK,
            node("Tri", "switch", {**RULES, "options": {"fallbackOutput": "extra"}}),
            CRM,
            NOTE,
            TELL,
            links=(*AFTER, "Tri 2> Prévenir"),
        ),
    ),
    "a filter": ("branch_drops", straight(node("Tri", "filter", IS_B2B), CRM), straight(CRM)),
    "a module linked to nothing": (
        "unlinked",
        workflow(HOOK, CRM, TELL, links=("Formulaire > CRM",)),
        workflow(HOOK, CRM, TELL, links=("Formulaire > CRM", "CRM > Prévenir")),
    ),
    "a message tried again": (
        "retry_without_key",
        straight({**TELL, "retryOnFail": True}),
        straight(TELL),
    ),
    "a call tried again": (
        "retry_without_key",
        straight(call(retryOnFail=True)),
        straight(
            node(
                "Appel",
                "httpRequest",
                {
                    **CALL,
                    "headerParameters": {
                        "parameters": [{"name": "Idempotency-Key", "value": "={{ $json.id }}"}]
                    },
                },
                retryOnFail=True,
            )
        ),
    ),
    "runs nobody can read": (
        "runs_hidden",
        straight(CRM, settings={"errorWorkflow": "x", "saveDataErrorExecution": "none"}),
        straight(CRM, settings={"errorWorkflow": "x", "saveDataErrorExecution": "all"}),
    ),
    "nothing found goes on": (
        "empty_passes",
        straight(node("Chercher", "airtable", {"operation": "search"}, alwaysOutputData=True), CRM),
        straight(
            node("Chercher", "airtable", {"operation": "search"}, alwaysOutputData=True),
            node("Vide ?", "if", IS_B2B),
            CRM,
        ),
    ),
    "one module that stops all the others": (
        "single_point",
        workflow(HOOK, node("Résumé", "openAi"), *THREE, links=ROAD, settings=BARE),
        workflow(HOOK, node("Résumé", "openAi"), *THREE, links=ROAD),
    ),
    "a person's mailbox": (
        "personal_mailbox",
        straight(gmail("Gmail jeanne.morel@firm.example")),
        straight(gmail("Gmail contact@firm.example")),
    ),
    "one account for everything": (
        "one_account",
        straight(*GOOGLE),
        straight(*GOOGLE[:3], {**GOOGLE[3], "credentials": {"gmailOAuth2": {"name": "Boîte commune"}}}),
    ),
    "too many modules": (
        "too_many_modules",
        workflow(CLOCK, *MANY, links=("Horloge > Étape 0", *CHAIN)),
        workflow(CLOCK, *MANY[:10], links=("Horloge > Étape 0", *CHAIN[:9])),
    ),
    "no trigger": ("no_trigger", workflow(CRM, TELL, links=("CRM > Prévenir",)), straight(CRM, TELL)),
    "a module that is off": (
        "disabled_module",
        straight({**NOTE, "disabled": True}, CRM),
        straight(NOTE, CRM),
    ),
    "data of a test": (
        "pinned_data",
        straight(CRM, pinData={"Formulaire": [{"json": {"email": "a@firm.example"}}]}),
        straight(CRM, pinData={}),
    ),
    "an old kind": (
        "deprecated",
        straight(node("Calcul", "function", {"functionCode": "return items;"}), CRM),
        straight(node("Calcul", "code", {"jsCode": "return items;"}), CRM),
    ),
}
