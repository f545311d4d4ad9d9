"""What is known of n8n's kinds of nodes."""

import re
from collections.abc import Mapping

from retour.scenario.actions import of_action, talks
from retour.scenario.scenario import Does, Starts
from retour.scenario.untrusted import mapping, text

Wire = Mapping[str, object]


def _names(prose: str) -> frozenset[str]:
    return frozenset(prose.split())


_LANGCHAIN = "@n8n/n8n-nodes-langchain."
_SHAPES = _names(
    """
    set merge noOp splitInBatches splitOut aggregate sort limit itemLists html htmlExtract markdown crypto
    dateTime renameKeys summarize removeDuplicates compareDatasets wait editImage convertToFile iCal xml
    extractFromFile moveBinaryData readPDF spreadsheetFile executionData debugHelper totp jwt compression form
    evaluation readBinaryFile readBinaryFiles writeBinaryFile readWriteFile executeWorkflow executeCommand n8n
    simulate aiTransform stickyNote dataTable
    """
)
_SPLITS = frozenset({"if", "switch"})
_CODES = frozenset({"code", "function", "functionItem"})
_OLD = _names(
    """
    function functionItem cron interval itemLists moveBinaryData readPDF htmlExtract spreadsheetFile start
    readBinaryFile readBinaryFiles writeBinaryFile iCal
    """
)
_TRIGGERS = {
    "webhook": Starts.INSTANT,
    "formTrigger": Starts.INSTANT,
    "cron": Starts.CLOCK,
    "interval": Starts.CLOCK,
    "scheduleTrigger": Starts.CLOCK,
    "manualTrigger": Starts.HAND,
    "start": Starts.HAND,
    "chatTrigger": Starts.HAND,
    "manualChatTrigger": Starts.HAND,
    "evaluationTrigger": Starts.HAND,
    "executeWorkflowTrigger": Starts.CALLED,
    "workflowTrigger": Starts.INSTANT,
    "n8nTrigger": Starts.INSTANT,
    "mcpTrigger": Starts.CALLED,
    "errorTrigger": Starts.ERROR,
    "emailReadImap": Starts.POLL,
}
_POLLS = re.compile(
    r"^(?:gmail|googleSheets|googleDrive|notion|airtable|rssFeedRead|microsoftOutlook|localFile)"
)
_PARTS = re.compile(
    r"^(?:lm|embeddings|memory|tool|outputParser|textSplitter|document|retriever|reranker|modelSelector)"
)
_SENDS_BY_DEFAULT = frozenset(
    {"slack", "telegram", "discord", "mattermost", "emailSend", "gmail", "whatsApp"}
)
_SENDS_BY_DEFAULT |= {
    "twilio",
    "microsoftTeams",
    "gotify",
    "pushover",
    "linkedIn",
    "twitter",
    "line",
    "matrix",
}
_SENDS_BY_DEFAULT |= {
    "awsSes",
    "sendGrid",
    "mailgun",
    "mailjet",
    "googleChat",
    "signl4",
    "pushbullet",
    "facebook",
}


def short(kind: str) -> str:
    """`n8n-nodes-base.httpRequest` is `httpRequest`."""
    return kind.rpartition(".")[2]


def starts_of(kind: str, parameters: Wire) -> Starts | None:
    """How a node starts a workflow, or None when it does not."""
    name = short(kind)
    if name in _TRIGGERS:
        return _TRIGGERS[name]
    if not name.endswith("Trigger") and "trigger" not in name.lower():
        return None
    return Starts.POLL if _POLLS.match(name) or "pollTimes" in parameters else Starts.INSTANT


def is_outside(kind: str) -> bool:
    """It needs another app, which can be down, slow or full."""
    name = short(kind)
    if starts_of(kind, {}) is not None:
        return name not in _TRIGGERS
    inside = _SHAPES | _SPLITS | _CODES | {"filter", "respondToWebhook", "stopAndError"}
    return name not in inside and not (kind.startswith(_LANGCHAIN) and _PARTS.match(name))


def is_old(kind: str) -> bool:
    """n8n has put another node in its place."""
    return kind.startswith("n8n-nodes-base.") and short(kind) in _OLD


def does_of(kind: str, parameters: Wire) -> Does:
    """What a node does."""
    name = short(kind)
    plain = {"filter": Does.FILTER, "respondToWebhook": Does.ANSWER, "stopAndError": Does.STOP}
    if name in plain:
        return plain[name]
    for names, does in ((_SPLITS, Does.SPLIT), (_CODES, Does.CODE), (_SHAPES, Does.SHAPE)):
        if name in names:
            return does
    if kind.startswith(_LANGCHAIN):
        return Does.PART if _PARTS.match(name) else Does.ASK
    return _operation(name, parameters)


def _operation(name: str, parameters: Wire) -> Does:
    operation = text(parameters.get("operation"))
    if operation:
        return of_action(name, operation)
    if name in _SENDS_BY_DEFAULT or (talks(name) and "resource" not in parameters):
        return Does.SEND
    columns = mapping(parameters.get("columns"))
    return Does.CREATE if columns.get("value") or isinstance(parameters.get("columns"), str) else Does.READ
