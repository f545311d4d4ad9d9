"""Small scenario files of both tools, written by hand."""

MAKE_SETTINGS = {"roundtrips": 1, "maxErrors": 3, "autoCommit": True, "dlq": True, "dataloss": False}
WEBHOOK = {"id": 1, "module": "gateway:CustomWebHook", "mapper": {}, "parameters": {"hook": 7}}
N8N_SETTINGS = {"executionOrder": "v1", "errorWorkflow": "wf-alert"}


def blueprint(*flow, name="Demandes du site", **settings):
    """A Make blueprint; settings replace those of a careful person."""
    return {"name": name, "flow": list(flow), "metadata": {"scenario": {**MAKE_SETTINGS, **settings}}}


def module(number, kind, mapper=None, **more):
    """One module of a flow; `parameters`, `filter`, `onerror`, `routes` go in `more`."""
    return {"id": number, "module": kind, "version": 1, "mapper": mapper or {}, "parameters": {}, **more}


def alert_then(directive, **mapper):
    """An error route that tells somebody, then ends with a directive."""
    told = module(90, "slack:CreateMessage", {"text": "Échec"})
    return [told, module(91, f"builtin:{directive}", mapper)]


def passing(a, operator, b=""):
    """A filter of Make."""
    return {"name": "filtre", "conditions": [[{"a": a, "o": operator, "b": b}]]}


def node(name, kind, parameters=None, **more):
    """One n8n node; `onError`, `disabled`, `credentials`… go in `more`."""
    return {
        "id": f"id-{name}",
        "name": name,
        "type": kind if "." in kind else f"n8n-nodes-base.{kind}",
        "typeVersion": 4,
        "position": [0, 0],
        "parameters": parameters or {},
        **more,
    }


HOOK = node("Formulaire", "webhook", {"path": "demande"})


def workflow(*nodes, links=(), settings=None, **more):
    """An n8n workflow. `links` are "A > B", or "A 1> B" for the second output of A."""
    wired = {}
    for link in links:
        source, _, target = link.partition("> ")
        name, _, output = source.rpartition(" ")
        index = int(output or 0)
        outs = wired.setdefault(name, {"main": []})["main"]
        while len(outs) <= index:
            outs.append([])
        outs[index].append({"node": target, "type": "main", "index": 0})
    settings = N8N_SETTINGS if settings is None else settings
    return {
        "name": "Demandes du site",
        "nodes": list(nodes),
        "connections": wired,
        "settings": settings,
        **more,
    }
