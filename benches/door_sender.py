"""A sender of our own, where wrk is not installed: blocking sockets in threads, slower than wrk."""

import itertools
import socket
import threading
import time
from dataclasses import dataclass, field

EVENT = (
    '{"id":"%s-%08d","case":"Q-%07d","activity":"quote_sent","time":"2026-05-%02dT10:30:00.123Z",'
    '"actor_kind":"human","actor":"seller.%d@example.com","amount":%d.50,"attributes":{"client_type":"B2B"}}'
)


def event(mark: str, n: int) -> str:
    """One event of about 200 bytes, with an id of its own."""
    return EVENT % (mark, n, n // 4, n % 28 + 1, n % 20, n % 5000)


def request(body: bytes, token: str) -> bytes:
    """A whole HTTP request."""
    head = (
        "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def answer(one: socket.socket) -> tuple[int, bytes]:
    """The status and the body of the answer; ConnectionError when none comes."""
    told = b""
    while b"\r\n\r\n" not in told:
        more = one.recv(65_536)
        if not more:
            raise ConnectionError
        told += more
    head, _, body = told.partition(b"\r\n\r\n")
    lengths = [h.partition(b":")[2] for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")]
    while len(body) < int(lengths[0]):
        more = one.recv(65_536)
        if not more:
            raise ConnectionError
        body += more
    return int(head[9:12]), body


@dataclass
class _Heard:
    took: list[float] = field(default_factory=list)
    refused: int = 0
    broken: int = 0


def _send(
    port: int, token: str, bodies: "itertools.count[int]", how: tuple[int, float], heard: _Heard
) -> None:
    batch, end = how
    mark = f"{time.time_ns():x}-{threading.get_ident()}"
    with socket.create_connection(("127.0.0.1", port)) as one:
        while time.monotonic() < end:
            first = next(bodies) * batch
            events = [event(mark, first + i) for i in range(batch)]
            body = events[0] if batch == 1 else f"[{','.join(events)}]"
            begun = time.perf_counter()
            try:
                one.sendall(request(body.encode(), token))
                status, _ = answer(one)
            except OSError:
                heard.broken += 1
                return
            heard.took.append((time.perf_counter() - begun) * 1e3)
            heard.refused += status != 202


def sent_by_us(port: int, tokens: list[str], shape: tuple[int, int], seconds: float) -> dict[str, float]:
    """Post for a while; what wrk would tell."""
    batch, connections = shape
    heard = [_Heard() for _ in range(connections)]
    begun = time.monotonic()
    threads = [
        threading.Thread(
            target=_send,
            args=(port, tokens[i % len(tokens)], itertools.count(), (batch, begun + seconds), heard[i]),
        )
        for i in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = sorted(each for one in heard for each in one.took)
    return {
        "requests": len(took),
        "seconds": time.monotonic() - begun,
        "refused": sum(one.refused for one in heard),
        "broken": sum(one.broken for one in heard),
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
    }
