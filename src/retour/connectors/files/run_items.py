"""Rows of a run history as each tool writes them, brought to the same parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from retour.connectors.files.cells import cell_text
from retour.events.actor import plain

_OWN = {
    "id": "id|run id|run|execution id|executionid|imtid|id execution|zap run id",
    "automation": (
        "automation|automatisation|scenario|scenario name|workflow|workflow name|zap|zap title|flow"
    ),
    "started": (
        "started|started at|startedat|start|start time|starttime|timestamp|date|debut|demarre le|created at"
    ),
    "ended": "ended|ended at|stopped at|stoppedat|end|end time|endtime|finished|finished at|fin|termine le",
    "status": "status|statut|etat|state|resultat|result",
    "items": "items|elements|records|enregistrements|fichiers|files|bundles",
    "ignored": "ignored|ignores|dropped|skipped items",
    "trigger": "trigger|mode|declencheur|type|declenchement",
    "retry_of": "retry of|retryof|reprise de|rejoue",
    "parent": "parent|parent run|parentrunid|parent id",
    "cases": "cases|case|dossiers|dossier",
    "cost_units": "cost units|operations|credits|tasks|taches",
    "duration": "duration|duration ms|duree|duree ms|executiontime",
}
PARTS = {part: names.split("|") for part, names in _OWN.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of a run history, by part, all text. `names` are what the automation may be called."""

    parts: Mapping[str, str]
    names: tuple[str, ...] = ()
    named: bool = False  # the row itself names its automation

    def get(self, part: str) -> str:
        """The text of a part; empty when the row has none."""
        return self.parts.get(part, "").strip()


def item_of(row: Mapping[str, Any]) -> Item | None:
    """The parts of one row; None when it is no run (it has neither an id nor a status)."""
    for known, read in _TOOLS:
        if known(row):
            return read(row)
    return _own(row)


def _own(row: Mapping[str, Any]) -> Item | None:
    known = {plain(key): _listed(value) for key, value in row.items()}
    parts = {part: next((known[n] for n in names if n in known), "") for part, names in PARTS.items()}
    if not parts["status"] and not parts["started"]:
        return None
    return Item(parts=parts, names=(parts["automation"],), named=bool(parts["automation"]))


def _listed(value: object) -> str:
    return ";".join(map(cell_text, value)) if isinstance(value, list) else cell_text(value)


def _is_n8n(row: Mapping[str, Any]) -> bool:
    return "workflowId" in row and "startedAt" in row


def _n8n(row: Mapping[str, Any]) -> Item:
    """An execution of the n8n API. With its data: items of the trigger, and items whose error was ignored."""
    workflow = row.get("workflowData")
    workflow = workflow if isinstance(workflow, dict) else {}
    runs = _node_runs(row)
    parts = {
        "id": cell_text(row.get("id")),
        "started": cell_text(row.get("startedAt")),
        "ended": cell_text(row.get("stoppedAt")),
        "status": cell_text(row.get("status")) or ("success" if row.get("finished") else "running"),
        "trigger": cell_text(row.get("mode")),
        "retry_of": cell_text(row.get("retryOf")),
        "items": str(_first_items(runs)) if runs else "",
        "ignored": str(_ignored(runs, _continuing(workflow))) if runs else "",
    }
    names = (cell_text(workflow.get("name")), cell_text(row.get("workflowId")))
    return Item(parts=parts, names=tuple(n for n in names if n), named=bool(workflow.get("name")))


@dataclass(frozen=True, slots=True)
class NodeRun:
    """What one node put out on its first output, in the order of execution."""

    node: str
    order: int
    before: str | None
    output: list[dict[str, Any]]


def _node_runs(row: Mapping[str, Any]) -> list[NodeRun]:
    data = row.get("data")
    result = data.get("resultData") if isinstance(data, dict) else None
    by_node = result.get("runData") if isinstance(result, dict) else None
    found = [
        _node_run(node, run)
        for node, runs in (by_node.items() if isinstance(by_node, dict) else ())
        for run in (runs if isinstance(runs, list) else ())
        if isinstance(run, dict)
    ]
    return sorted(found, key=lambda run: run.order)


def _node_run(node: str, run: Mapping[str, Any]) -> NodeRun:
    source = run.get("source")
    before = source[0].get("previousNode") if source and isinstance(source[0], dict) else None
    data = run.get("data")
    main = data.get("main") if isinstance(data, dict) else None
    output = [i for out in main or () for i in out or () if isinstance(i, dict)]
    order = run.get("executionIndex")
    return NodeRun(node, order if isinstance(order, int) else 0, before, output)


def _first_items(runs: list[NodeRun]) -> int:
    return max(1, len(runs[0].output))


def _continuing(workflow: Mapping[str, Any]) -> set[str] | None:
    """Nodes told to go on as if nothing happened; None when the workflow is not in the answer."""
    nodes = workflow.get("nodes")
    if not isinstance(nodes, list):
        return None
    return {
        str(node.get("name"))
        for node in nodes
        if isinstance(node, dict)
        and (node.get("onError") == "continueRegularOutput" or node.get("continueOnFail"))
    }


def _ignored(runs: list[NodeRun], continuing: set[str] | None) -> int:
    """Items whose error a node put out as an ordinary item. Passed on by later nodes, one counts once."""
    broken: dict[str, set[int]] = {}
    total = 0
    for run in runs:
        at = {n for n, item in enumerate(run.output) if _error(item)}
        broken[run.node] = broken.get(run.node, set()) | at
        if continuing is not None and run.node not in continuing:
            continue
        passed = broken.get(run.before or "", set())
        total += sum(1 for n in at if _paired(run.output[n], n) not in passed)
    return total


def _error(item: Mapping[str, Any]) -> bool:
    content = item.get("json")
    error = content.get("error") if isinstance(content, dict) else None
    return bool(error.get("message")) if isinstance(error, dict) else isinstance(error, str) and bool(error)


def _paired(item: Mapping[str, Any], otherwise: int) -> int:
    paired = item.get("pairedItem")
    place = paired.get("item") if isinstance(paired, dict) else paired
    return place if isinstance(place, int) else otherwise


def _is_make(row: Mapping[str, Any]) -> bool:
    return "imtId" in row or ("operations" in row and "duration" in row and "timestamp" in row)


def _make(row: Mapping[str, Any]) -> Item:
    """A line of a Make scenario's history: status 1, 2 or 3, milliseconds, operations or centicredits."""
    hundredths = row.get("centicredits")
    credits_ = (
        str(hundredths / 100)
        if isinstance(hundredths, int | float) and not isinstance(hundredths, bool)
        else ""
    )
    parts = {
        "id": cell_text(row.get("imtId") or row.get("id")),
        "started": cell_text(row.get("timestamp")),
        "status": cell_text(row.get("status")),
        "duration": cell_text(row.get("duration")),
        "cost_units": cell_text(row.get("operations")) or credits_,
        "trigger": cell_text(row.get("type")),
        "parent": cell_text(row.get("parentExecutionId")),
    }
    named = cell_text(row.get("scenarioName") or row.get("scenario") or row.get("automation"))
    names = (named, cell_text(row.get("scenarioId")))
    return Item(parts=parts, names=tuple(n for n in names if n), named=bool(named))


_TOOLS: tuple[tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any]], Item]], ...] = (
    (_is_n8n, _n8n),
    (_is_make, _make),
)
