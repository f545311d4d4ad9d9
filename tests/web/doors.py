"""A real server with two workspaces, whose sources have tokens; and requests to its door in one line."""

import gzip
import json
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from retour.store.durable.hot import open_hot
from serving import Served, served

_FIRM = """
import json
from retour.web.accounts.models import User
from retour.web.portfolio import opening
from retour.web.portfolio.documents import Draft, save
from retour.web.workspaces.models import Token
from retour.web.workspaces.people import make_token
from retour.web.workspaces.sources import Source, make_sent, make_signing

PROCESS = '''process: quote
name: Devis
case: Devis
activities:
  quote_sent: {name: Devis envoyé}
  signed: {name: Signature}
attributes: [client_type]
'''
AUTOMATION = '''automation: follow-up
name: Relance
process: quote
status: live
rollout: {kind: date, at: 2026-05-11}
'''

def firm(email, name):
    seat = opening.begin(User.objects.create_user(email, "a rather long sentence"), name, lang="en")
    texts = {"processes/quote.yaml": PROCESS, "automations/follow-up.yaml": AUTOMATION}
    save(seat, [Draft(path=path, text=text, seen=0) for path, text in texts.items()])
    source = Source(name="crm", source="crm")
    token, secret = make_signing(seat, Source(name="shop", source="shop", process="quote"))
    return {
        "space": seat.workspace.key,
        "sent": make_sent(seat, source),
        "second": make_sent(seat, Source(name="second", source="second")),
        "write": make_token(seat, "job", Token.Scope.WRITE),
        "address": token.key,
        "secret": secret,
    }

print("FIRMS " + json.dumps([firm("anne@example.com", "Atelier Ver"), firm("bob@example.com", "Maison Bis")]))
"""
EVENT = {"id": "e1", "case": "4711", "activity": "quote_sent", "time": "2026-05-12T10:00:00Z"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        """As an object."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Firm:
    """A workspace of the server: its tokens, and what its log holds."""

    server: Served
    space: str
    sent: str
    second: str
    write: str
    address: str
    secret: str

    @property
    def folder(self) -> Path:
        """Its folder."""
        return self.server.data / "workspaces" / self.space

    @property
    def events(self):
        """(source, id) of every event in the hot tail."""
        return [tuple(row[4:6]) for row in open_hot(self.folder).rows()]

    def post(self, told, path="/v1/events", token=None, method="POST", **headers):
        """Send something."""
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        given = {"Content-Type": "application/json", "Accept-Language": "en"}
        given["Authorization"] = f"Bearer {self.sent if token is None else token}"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(self.server.url + path, body, given, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, dict(refused.headers), refused.read())


def event(id_, **more):
    """An event that nothing is wrong with."""
    return EVENT | {"id": id_} | more


def zipped(told):
    """The same, smaller."""
    return gzip.compress(json.dumps(told).encode())


@contextmanager
def door(data: Path, **environment: str):
    """Two firms on a server that just started."""
    with served(data, **environment) as server:
        done = server.run("manage", "shell", "-v0", "-c", _FIRM)
        assert done.returncode == 0, done.stderr
        said = next(line for line in done.stdout.splitlines() if line.startswith("FIRMS "))
        yield [Firm(server, **told) for told in json.loads(said.removeprefix("FIRMS "))]
