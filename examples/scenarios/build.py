"""Writes the scenario files of this folder: one form that feeds a CRM, in two tools, fragile then mended.

It also writes those that the example firm keeps.

Everything in them is invented. Run it again after a change: `python examples/scenarios/build.py`.
"""

import copy
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Wire = dict[str, Any]


def module(number: int, kind: str, name: str, mapper: Wire, **more: object) -> Wire:
    """One module of a Make flow."""
    drawn = {"designer": {"x": 300 * number, "y": 0, "name": name}}
    return {
        "id": number,
        "module": kind,
        "version": 1,
        "parameters": {},
        "mapper": mapper,
        "metadata": drawn,
        **more,
    }


def only(name: str, a: str, b: str) -> Wire:
    """A filter of Make."""
    return {"name": name, "conditions": [[{"a": a, "o": "text:equal", "b": b}]]}


def make_fragile() -> Wire:
    """An enquiry is lost when the CRM refuses it, or when it is neither of the two kinds."""
    form = module(
        1, "gateway:CustomWebHook", "Formulaire du site", {}, parameters={"hook": 101, "maxResults": 1}
    )
    fiche = module(
        2,
        "pipedrive:createDeal",
        "Créer l’affaire",
        {"title": "{{1.entreprise}}", "value": "{{1.budget}}"},
        parameters={"__IMTCONN__": 11},
        onerror=[module(9, "builtin:Ignore", "Ignorer", {})],
    )
    pro = module(
        4,
        "slack:CreateMessage",
        "Prévenir l’équipe pro",
        {"text": "Nouvelle demande : {{1.entreprise}}"},
        parameters={"__IMTCONN__": 12},
        filter=only("Professionnels", "{{1.type}}", "pro"),
    )
    particulier = module(
        5,
        "google-email:ActionSendEmail",
        "Accuser réception",
        {"to": ["{{1.email}}"], "subject": "Votre demande"},
        parameters={"account": 13},
        filter=only("Particuliers", "{{1.type}}", "particulier"),
    )
    sort = module(3, "builtin:BasicRouter", "Tri", {}, routes=[{"flow": [pro]}, {"flow": [particulier]}])
    settings = {"roundtrips": 1, "maxErrors": 3, "autoCommit": True, "sequential": False}
    settings |= {"confidential": False, "dataloss": False, "dlq": False}
    return {
        "name": "Demandes du site vers Pipedrive",
        "flow": [form, fiche, sort],
        "metadata": {"instant": True, "version": 1, "scenario": settings},
    }


def make_mended() -> Wire:
    """Every failure is told and put aside, and what is of no kind has its route."""
    mended = copy.deepcopy(make_fragile())
    mended["name"] += " (réparé)"
    mended["metadata"]["scenario"]["dlq"] = True
    _, fiche, sort = mended["flow"]
    flows = [route["flow"] for route in sort["routes"]]
    for number, guarded in enumerate((fiche, flows[0][0], flows[1][0]), 20):
        told = module(
            10 * number,
            "slack:CreateMessage",
            "Alerte",
            {"text": "Échec : {{1.entreprise}}"},
            parameters={"__IMTCONN__": 12},
        )
        guarded["onerror"] = [
            told,
            module(10 * number + 1, "builtin:Break", "Mettre de côté", {"retry": False}),
        ]
    rest = module(
        6,
        "google-sheets:addRow",
        "Noter ce qui n’est ni l’un ni l’autre",
        {"values": {"0": "{{1.email}}"}},
        parameters={"__IMTCONN__": 14},
        onerror=[module(230, "builtin:Break", "Mettre de côté", {"retry": False})],
    )
    sort["routes"].append({"flow": [rest]})
    sort["parameters"] = {"else": 2}
    return mended


def node(number: int, name: str, kind: str, parameters: Wire, **more: object) -> Wire:
    """One n8n node."""
    kind = f"n8n-nodes-base.{kind}"
    base = {
        "id": f"0000000{number}",
        "name": name,
        "type": kind,
        "typeVersion": 2,
        "position": [220 * number, 0],
    }
    return {**base, "parameters": parameters, **more}


def to(*names: str) -> list[Wire]:
    """What follows one output."""
    return [{"node": name, "type": "main", "index": 0} for name in names]


def n8n_fragile() -> Wire:
    """The same, in n8n: the CRM's error is ignored, and one side of the test leads nowhere."""
    test = {"conditions": [{"leftValue": "={{ $json.body.type }}", "rightValue": "pro"}], "combinator": "and"}
    test["conditions"][0]["operator"] = {"type": "string", "operation": "equals"}
    pipedrive = {"credentials": {"pipedriveApi": {"id": "1", "name": "Pipedrive de l’agence"}}}
    slack = {"credentials": {"slackApi": {"id": "2", "name": "Slack de l’agence"}}}
    return {
        "name": "Demandes du site vers Pipedrive",
        "nodes": [
            node(1, "Formulaire du site", "webhook", {"httpMethod": "POST", "path": "demande"}),
            node(
                2,
                "Créer l’affaire",
                "pipedrive",
                {"operation": "create"},
                onError="continueRegularOutput",
                **pipedrive,
            ),
            node(3, "Professionnel ?", "if", {"conditions": test}),
            node(4, "Prévenir l’équipe", "slack", {"text": "Nouvelle demande"}, **slack),
        ],
        "connections": {
            "Formulaire du site": {"main": [to("Créer l’affaire")]},
            "Créer l’affaire": {"main": [to("Professionnel ?")]},
            "Professionnel ?": {"main": [to("Prévenir l’équipe")]},
        },
        "settings": {"executionOrder": "v1"},
        "active": True,
        "createdAt": "2026-03-02T08:15:00.000Z",
        "updatedAt": "2026-09-14T16:40:00.000Z",
    }


def n8n_mended() -> Wire:
    """The error has its output and its alert, the other side of the test its e-mail."""
    mended = copy.deepcopy(n8n_fragile())
    mended["name"] += " (réparé)"
    mended["settings"]["errorWorkflow"] = "alerte"
    mended["nodes"][1]["onError"] = "continueErrorOutput"
    reply = {"operation": "send", "sendTo": "={{ $json.body.email }}", "subject": "Votre demande"}
    mended["nodes"] += [
        node(5, "Alerter", "slack", {"text": "=Échec : {{ $json.body.entreprise }}"}),
        node(
            6,
            "Accuser réception",
            "gmail",
            reply,
            credentials={"gmailOAuth2": {"name": "contact@agence.example"}},
        ),
    ]
    mended["connections"]["Créer l’affaire"]["main"].append(to("Alerter"))
    mended["connections"]["Professionnel ?"]["main"].append(to("Accuser réception"))
    return mended


def firm_leads() -> Wire:
    """The firm's leads: failures are told and put aside, but a message that is not sent is ignored."""
    leads = make_mended()
    leads["name"] = "Leads du site vers Pipedrive"
    routes = leads["flow"][2]["routes"]
    routes[0]["flow"][0]["onerror"] = [module(40, "builtin:Ignore", "Ignorer", {})]
    return leads


def firm_quotes() -> Wire:
    """The firm's reminders: read in a sheet each morning, sent, marked; a mark that fails is ignored."""
    sheet = {"__IMTCONN__": 21}
    read = module(1, "google-sheets:filterRows", "Devis envoyés", {"limit": 100}, parameters=sheet)
    send = module(
        2,
        "google-email:ActionSendEmail",
        "Relancer",
        {"to": ["{{1.email}}"], "subject": "Votre devis"},
        parameters={"account": 22},
        filter=only("Sans réponse à sept jours", "{{1.etat}}", "envoyé"),
    )
    mark = module(
        3,
        "google-sheets:updateRow",
        "Noter la relance",
        {"rowNumber": "{{1.ligne}}", "values": {"7": "{{now}}"}},
        parameters=sheet,
        onerror=[module(9, "builtin:Ignore", "Ignorer", {})],
    )
    settings = {"roundtrips": 1, "maxErrors": 3, "autoCommit": True, "sequential": False}
    settings |= {"confidential": False, "dataloss": False, "dlq": False}
    return {
        "name": "Relance des devis à sept jours",
        "flow": [read, send, mark],
        "metadata": {"instant": False, "version": 1, "scenario": settings},
    }


def main() -> None:
    """Write the six files."""
    files = {
        "make-fragile.json": make_fragile(),
        "make-mended.json": make_mended(),
        "n8n-fragile.json": n8n_fragile(),
        "n8n-mended.json": n8n_mended(),
        "../firm/scenarios/leads.json": firm_leads(),
        "../firm/scenarios/quotes.json": firm_quotes(),
    }
    (HERE / "../firm/scenarios").mkdir(exist_ok=True)
    for name, value in files.items():
        (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(*files, sep="\n")


if __name__ == "__main__":
    main()
