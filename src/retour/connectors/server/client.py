"""What is asked of a server's API. The token goes to the address that was given, and nowhere else."""

import json
import ssl
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

Json = dict[str, Any]
PATIENCE = 120  # seconds without a byte
MOST = 100_000_000  # bytes of an answer
HERE = ("localhost", "127.0.0.1", "::1")


class Unserved(Exception):  # noqa: N818  the server's answer, not a mistake of ours
    """The server was not reached, or refused; `code` is one of the `apply` sentences.

    `usage`: what was asked cannot be right (an address, a token that would travel in the clear).
    """

    def __init__(
        self, code: str, *, usage: bool = False, problems: tuple[Json, ...] = (), **details: object
    ) -> None:
        super().__init__(code)
        self.code, self.usage, self.problems, self.details = code, usage, problems, details


class Server:
    """A server at an address (``https://…``; ``http`` on this machine), opened by a token, in a language."""

    def __init__(self, address: str, token: str, lang: str = "en") -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise Unserved("bad_address", usage=True, value=address)
        here = parts.hostname in HERE
        if parts.scheme == "http" and not here:
            raise Unserved("not_secure", usage=True)
        self._root = address.rstrip("/") + "/api/v1"
        self._told = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "Accept-Language": lang,
        }
        self._opener = _opener(direct=here)

    def proposal(self, documents: Mapping[str, str], decided: str = "", ledger: str = "") -> Json:
        """What the documents, the decision log and the ledger of a folder would change.

        Keys: `changes`, `problems`, `refused`, `decisions` and `ledger` (how many lines are added to each).
        """
        return self._json("POST", "/apply?dry_run=1", _folder(documents, decided, ledger))

    def apply(
        self, documents: Mapping[str, str], seen: Mapping[str, int], decided: str = "", ledger: str = ""
    ) -> Json:
        """Make the register say the same, unless it moved since it was compared."""
        return self._json("POST", "/apply", _folder(documents, decided, ledger) | {"seen": dict(seen)})

    def files(self) -> dict[str, str]:
        """The data files by path, each with its sha256."""
        return {str(item["path"]): str(item["sha256"]) for item in self._items("/files")}

    def send(self, source: Path, path: str) -> None:
        """Send a data file, as a stream."""
        with source.open("rb") as stream:
            headers = {
                "Content-Type": "application/octet-stream",
                "Content-Length": str(source.stat().st_size),
            }
            self._ask("PUT", f"/files/{quote(path)}", stream, headers)

    def _items(self, path: str) -> Iterator[Json]:
        after = "?limit=200"
        while after:
            page = self._json("GET", path + after, None)
            yield from page["items"]
            after = f"?{urlsplit(page['next']).query}" if page["next"] else ""

    def _json(self, method: str, path: str, body: Json | None) -> Json:
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        found = self._ask(method, path, sent, {"Content-Type": "application/json"} if sent else {})
        return _object(found)

    def _ask(
        self, method: str, path: str, body: bytes | IO[bytes] | None, headers: Mapping[str, str]
    ) -> bytes:
        told = {**self._told, **headers}
        request = Request(self._root + path, data=body, headers=told, method=method)  # noqa: S310  checked
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return bytes(answer.read(MOST))
        except HTTPError as error:
            _refuse(error)
        except (URLError, OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or type(error).__name__
            raise Unserved("unreachable", reason=str(reason)) from None


def _folder(documents: Mapping[str, str], decided: str, ledger: str) -> Json:
    sealed = {name: text for name, text in (("decisions", decided), ("ledger", ledger)) if text}
    return {"documents": dict(documents), **sealed}


def _opener(*, direct: bool) -> OpenerDirector:
    handlers = [_Straight(), HTTPSHandler(context=ssl.create_default_context())]
    return build_opener(*handlers, ProxyHandler({})) if direct else build_opener(*handlers)


class _Straight(HTTPRedirectHandler):
    """Follows no redirection: the token was given for one address."""

    def redirect_request(self, *asked: Any) -> NoReturn:  # noqa: ANN401  the library's own signature
        """Say where it leads instead."""
        raise Unserved("redirected", to=urlsplit(str(asked[-1]))._replace(query="", fragment="").geturl())


def _refuse(error: HTTPError) -> NoReturn:
    with error:
        found = _object(error.read(MOST))
    if "detail" not in found:
        raise Unserved("strange")
    raise Unserved("refused_by_server", problems=tuple(found.get("problems", ())), detail=found["detail"])


def _object(raw: bytes) -> Json:
    try:
        found = json.loads(raw)
    except ValueError:
        raise Unserved("strange") from None
    if not isinstance(found, dict):
        raise Unserved("strange")
    return found
