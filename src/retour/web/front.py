"""The front door: a request is whole before a page sees it, so that a slow sender keeps no thread busy.

It also drops the headers whose name holds an underscore: WSGI writes ``X_Forwarded_For`` and
``X-Forwarded-For`` the same way, and only the second is the proxy's.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
Pages = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Known = Callable[[Environ], bool]
Headers = list[tuple[str, str]]

THREADS = 32  # pages made at once by a process
IN_MEMORY = 1_000_000  # bytes of a body; more goes to a temporary file
PACE = 5_000  # bytes a second that a body must keep, on average, once its patience is used up
MOST_LARGE = 16  # large bodies taken in at once by a process
PLAIN = {"CONTENT_TYPE", "CONTENT_LENGTH"}  # headers that WSGI gives without HTTP_


class Slow(Exception):  # noqa: N818  said, not raised further
    """The body does not come."""


class Gone(Exception):  # noqa: N818  nobody is there any more
    """The sender went away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is taken in: bytes of a form, bytes of an upload, seconds before slowness is noticed."""

    form: int
    upload: int
    patience: float
    uploads_at: tuple[str, ...] = ("/w/", "/api/")  # elsewhere a body larger than a form is not read

    def room(self, path: str, length: int) -> int:
        """How many bytes of a body are kept; what is longer is read to its end, for the page to say so."""
        if path.startswith(self.uploads_at):
            return min(length, self.upload)
        return length if length <= self.form else 0


@dataclass(frozen=True, slots=True)
class Page:
    """What a page answers; `more` when its pieces are made one after the other."""

    status: int
    headers: Headers
    pieces: Iterable[bytes]
    more: bool


class Front:
    """An ASGI application before the pages, which are a WSGI application in a pool of threads.

    `known` says whether a request comes from somebody who may send something large: of anybody else, a body
    that does not fit in memory is not read.
    """

    def __init__(self, pages: Pages, limits: Limits, known: Known) -> None:
        self._pages, self._limits, self._known = pages, limits, known
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self._large = asyncio.Semaphore(MOST_LARGE)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        length = _length(environ)
        room = self._limits.room(environ["PATH_INFO"], length)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                if room > IN_MEMORY:
                    await self._take_large(receive, body, room, environ)
                elif room:
                    await self._take(receive, body, room)
            except Slow:
                await _refuse(send)
            except Gone:
                return
            else:
                body.seek(0)
                await self._answer(environ | {"wsgi.input": body}, send)

    async def _take_large(self, receive: Receive, body: IO[bytes], room: int, environ: Environ) -> None:
        """Take a large body in, of somebody who may send one, a few at a time."""
        loop = asyncio.get_running_loop()
        if await loop.run_in_executor(self._pool, self._known, environ):
            async with self._large:
                await self._take(receive, body, room)

    async def _take(self, receive: Receive, body: IO[bytes], room: int) -> None:
        """Take a body in, as long as it keeps its pace."""
        loop, received, more = asyncio.get_running_loop(), 0, True
        start = loop.time()
        while more:
            late = start + self._limits.patience + received / PACE
            try:
                async with asyncio.timeout_at(late):
                    message = await receive()
            except TimeoutError:
                raise Slow from None
            if message["type"] == "http.disconnect":
                raise Gone
            piece = message.get("body", b"")
            body.write(piece[: max(0, room - received)])
            received, more = received + len(piece), message.get("more_body", False)

    async def _answer(self, environ: Environ, send: Send) -> None:
        loop = asyncio.get_running_loop()
        page = await loop.run_in_executor(self._pool, self._page, environ)
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in page.headers]
        await send({"type": "http.response.start", "status": page.status, "headers": headers})
        if not page.more:
            await send({"type": "http.response.body", "body": b"".join(page.pieces)})
            return
        pieces = filter(None, page.pieces)
        try:
            while piece := await loop.run_in_executor(self._pool, next, pieces, None):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self._pool, _close, page.pieces)

    def _page(self, environ: Environ) -> Page:
        """Make a page, in a thread; whole, unless it comes in pieces."""
        said: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, _: object = None) -> None:
            said.append((int(status.partition(" ")[0]), headers))

        pieces = self._pages(environ, start)
        status, headers = said[-1]
        if getattr(pieces, "streaming", False):
            return Page(status, headers, pieces, more=True)
        try:
            return Page(status, headers, [b"".join(pieces)], more=False)
        finally:
            _close(pieces)


def environ_of(scope: Mapping[str, Any]) -> Environ:
    """What WSGI tells a page about a request; no header with an underscore in its name is among it."""
    raw = scope.get("raw_path") or scope["path"].encode("utf-8")
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_headers(scope["headers"]),
    }


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as WSGI names them; those that were sent several times are one list."""
    found: dict[str, str] = {}
    for raw, value in given:
        name = raw.decode("latin-1").upper()
        if "_" in name:
            continue
        key = name.replace("-", "_")
        key = key if key in PLAIN else f"HTTP_{key}"
        between = "; " if name == "COOKIE" else ","
        said = value.decode("latin-1")
        found[key] = f"{found[key]}{between}{said}" if key in found else said
    return found


def _length(environ: Environ) -> int:
    """How long the body is said to be; one that does not say is not read."""
    said = str(environ.get("CONTENT_LENGTH", ""))
    return int(said) if said.isdecimal() and len(said) < 16 else 0


async def _refuse(send: Send) -> None:
    """Tell a slow sender that nobody waits any more."""
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _close(pieces: Iterable[bytes]) -> None:
    """Tell a page that it was read, or that nobody reads it any more."""
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
