"""Names of apps and modules, as people see them on the screen of their tool."""

import re

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_APPS = {
    "http": "HTTP",
    "httpRequest": "HTTP",
    "openAi": "OpenAI",
    "hubspotcrm": "HubSpot",
    "mySql": "MySQL",
    "email": "E-mail",
    "emailSend": "E-mail",
    "google-email": "Gmail",
    "microsoft-email": "Outlook",
    "microsoftOutlook": "Outlook",
    "linkedIn": "LinkedIn",
    "gateway": "Webhooks",
    "regexp": "Text parser",
    "json": "JSON",
    "util": "Tools",
}
_MODULES = {
    "builtin:BasicRouter": "Router",
    "builtin:BasicFeeder": "Iterator",
    "builtin:BasicAggregator": "Array aggregator",
    "builtin:Sleep": "Sleep",
    "http:ActionSendData": "HTTP · Make a request",
    "http:MakeRequest": "HTTP · Make a request",
    "http:ActionGetFile": "HTTP · Get a file",
    "gateway:CustomWebHook": "Webhooks · Custom webhook",
    "gateway:WebhookRespond": "Webhooks · Webhook response",
}


def spelled(app: str) -> str:
    """`google-sheets` and `googleSheets` are Google Sheets."""
    if app in _APPS:
        return _APPS[app]
    return " ".join(part[:1].upper() + part[1:] for part in _PART.findall(app)) or app


def shown_as(app: str, action: str) -> str:
    """A module of Make that nobody named: `google-sheets:addRow` is « Google Sheets · add row »."""
    known = _MODULES.get(f"{app}:{action}")
    if known:
        return known
    plain = action.removeprefix("Action").removeprefix("Trigger") or action
    said = " ".join(part.lower() for part in _PART.findall(plain)) or action
    return f"{spelled(app)} · {said}" if said else spelled(app)
