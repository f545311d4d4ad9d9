"""Ready recipes to send events: code to copy, filled with the server's address and the source's own.

The token is never in them: its place is `YOUR_TOKEN`.
"""

import json
from dataclasses import dataclass
from typing import Any

TOKEN = "YOUR_TOKEN"  # noqa: S105  a place to fill
SECRET = "YOUR_SECRET"  # noqa: S105  the same
ACTIVITY, AUTOMATION = "quote_sent", "quote-follow-up"  # where nothing is declared
WHEN = "2026-05-12T10:30:00+02:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a source sends to. `key` is in the address of one that signs; `process`: where it is said."""

    server: str
    key: str = ""
    process: str = ""
    activity: str = ACTIVITY
    automation: str = AUTOMATION

    def address(self, what: str) -> str:
        """The address of events, runs or traces."""
        return f"{self.server}/v1/{what}" + (f"/{self.key}" if self.key else "")


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to send: `code` says which, `language` what the text is."""

    code: str
    language: str
    text: str


def event(way: Way, **said: Any) -> dict[str, Any]:  # noqa: ANN401  what JSON holds
    """An event of the source, as an example."""
    told = {"id": "4711-sent", "case": "4711", "activity": way.activity, "time": WHEN} | said
    return told | ({"process": way.process} if way.process else {})


def recipes(way: Way) -> list[Recipe]:
    """The recipes of a source, in the order of the page."""
    if way.key:
        return [Recipe("python_signed", "python", _python_signed(way))]
    return [
        Recipe("curl", "bash", _curl(way)),
        Recipe("python", "python", _python(way)),
        Recipe("make", "json", _make(way)),
        Recipe("n8n", "json", _n8n(way)),
        Recipe("n8n_traces", "bash", _n8n_traces(way)),
        Recipe("zapier", "json", _zapier(way)),
        Recipe("runs", "bash", _runs(way)),
    ]


def _indented(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _curl(way: Way, what: str = "events", told: object = None) -> str:
    body = json.dumps(event(way) if told is None else told, ensure_ascii=False)
    return (
        f"curl {way.address(what)} \\\n"
        f'  -H "Authorization: Bearer {TOKEN}" \\\n'
        f'  -H "Content-Type: application/json" \\\n'
        f"  -d '{body}'"
    )


def _runs(way: Way) -> str:
    run = {"id": "815", "automation": way.automation, "started": WHEN, "status": "success"}
    return _curl(way, "runs", run)


def _python(way: Way) -> str:
    return f"""import json
import urllib.request

events = [{json.dumps(event(way), ensure_ascii=False)}]
request = urllib.request.Request(
    "{way.address("events")}",
    data=json.dumps(events).encode(),
    headers={{"Authorization": "Bearer {TOKEN}", "Content-Type": "application/json"}},
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))"""


def _python_signed(way: Way) -> str:
    return f"""import base64
import hmac
import json
import time
import urllib.request
import uuid

secret = "{SECRET}"
body = json.dumps([{json.dumps(event(way), ensure_ascii=False)}]).encode()
message, now = f"msg_{{uuid.uuid4().hex}}", int(time.time())
key = base64.b64decode(secret.removeprefix("whsec_"))
signed = hmac.digest(key, f"{{message}}.{{now}}.".encode() + body, "sha256")
request = urllib.request.Request(
    "{way.address("events")}",
    data=body,
    headers={{
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(now),
        "webhook-signature": "v1," + base64.b64encode(signed).decode(),
    }},
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))"""


def _make(way: Way) -> str:
    return _indented(event(way, id="{{1.id}}-sent", case="{{1.id}}", time="{{timestamp}}"))


def _n8n(way: Way) -> str:
    return _indented(event(way, id="{{ $json.id }}-sent", case="{{ $json.id }}", time="{{ $now.toISO() }}"))


def _zapier(way: Way) -> str:
    return _indented(event(way, id="{{id}}-sent", case="{{id}}", time="{{zap_meta_utc_iso}}"))


def _n8n_traces(way: Way) -> str:
    return (
        "N8N_OTEL_ENABLED=true\n"
        f"N8N_OTEL_EXPORTER_OTLP_ENDPOINT={way.server}\n"
        f"N8N_OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer {TOKEN}"
    )
