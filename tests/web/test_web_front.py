"""The front door of a real server: slow senders, headers in disguise, bodies large and small."""

import http.client
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from serving import Visitor, served

SLOW = 60  # more than the threads that make pages


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server behind a proxy, that waits 3 s for whoever is slow."""
    data = tmp_path_factory.mktemp("front") / "data"
    with served(data, RETOUR_PROXY="1", RETOUR_PATIENCE="3") as server:
        server.account("anne@example.com")
        yield server


def connected(server):
    host, _, port = server.url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=30)


def answer_of(server, *lines, body=b"", method=None):
    """What the server answers to a request written by hand: status and page."""
    with connected(server) as one:
        head = "".join(f"{line}\r\n" for line in (*lines, "Host: localhost", "Connection: close"))
        one.sendall(head.encode() + b"\r\n" + body)
        answer = http.client.HTTPResponse(one, method=method)
        answer.begin()
        return answer.status, answer.read().decode()


def guess(server, token, *headers):
    """A wrong password, sent with some headers: the status of the answer."""
    body = f"csrfmiddlewaretoken={token}&username={time.monotonic_ns()}@example.com&password=wrong"
    lines = (
        "POST /account/sign-in/ HTTP/1.1",
        f"Cookie: csrf={token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *headers,
    )
    return answer_of(server, *lines, body=body.encode())[0]


def form_head(token):
    """The head of a form of 5,000 bytes that a page will read, since its sender has the cookie for it."""
    return (
        f"POST /account/sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrf={token}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
    ).encode()


@contextmanager
def drip(server, head, pieces):
    """Connections that send a head, then one byte a second, until they are closed."""
    lines, over = [connected(server) for _ in range(SLOW)], threading.Event()
    for one in lines:
        one.sendall(head)

    def send():
        while not over.wait(1):
            for one in lines:
                try:
                    one.sendall(pieces)
                except OSError:
                    continue

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield lines
    finally:
        over.set()
        thread.join()
        for one in lines:
            one.close()


def seconds_for(server, path):
    start = time.monotonic()
    with connected(server) as one:
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert b" 200 " in one.recv(100)
    return time.monotonic() - start


def closed_after(one):
    """What the server said at last, and when it closed the connection."""
    start, said = time.monotonic(), b""
    try:
        while piece := one.recv(4096):
            said += piece
    except ConnectionError:
        pass
    return said, time.monotonic() - start


def test_sixty_senders_of_one_byte_a_second_keep_nobody_from_a_page(server):
    head = form_head(Visitor(server, "anne@example.com").token)
    with drip(server, head, b"a") as lines:
        times = [seconds_for(server, "/account/sign-in/") for _ in range(5)]
        said, took = closed_after(lines[0])
    assert max(times) < 1.5
    assert said.startswith(b"HTTP/1.1 408")
    assert took < 10


def test_headers_that_never_end_are_not_waited_for(server):
    with drip(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ", b"a") as lines:
        times = [seconds_for(server, "/account/sign-in/") for _ in range(5)]
        _, took = closed_after(lines[0])
    assert max(times) < 1.5
    assert took < 10


def test_a_header_in_disguise_is_not_the_proxys(server):
    """Thirty failures from one place close it: an attacker who writes X_Forwarded_For stays in one place."""
    token = Visitor(server, "anne@example.com").token
    said = [
        guess(server, token, "X-Forwarded-For: 192.0.2.7", f"X_Forwarded_For: 198.51.100.{n}")
        for n in range(31)
    ]
    assert said == [200] * 30 + [429]
    assert guess(server, token, "X-Forwarded-For: 192.0.2.8") == 200


def test_a_header_in_disguise_alone_is_no_header_at_all(server):
    status, _ = answer_of(
        server, "GET /account/sign-in/ HTTP/1.1", "X_Forwarded_Proto: https", "Content_Length: 5"
    )
    assert status == 200


def test_what_is_sent_comes_whole_whatever_its_size(server):
    anne = Visitor(server, "anne@example.com")
    key = anne.post("/spaces/new/", name="Atelier Ver").url.split("/w/")[1].partition("/")[0]
    rows = [b"case,sent,signed\n", *(b"%d,2026-01-02,2026-02-03\n" % n for n in range(200_000))]
    size = sum(len(row) for row in rows)
    status, _, page = anne.upload(f"/w/{key}/measure/sources/add/", "quotes.csv", rows, size)
    assert status == 302, page[-500:]
    kept, end = server.data / "workspaces" / key / "events" / "quotes.csv", time.monotonic() + 120
    while not kept.exists() and time.monotonic() < end:  # a heavy file is brought in by the worker
        time.sleep(0.2)
    assert kept.read_bytes() == b"".join(rows)


def test_of_a_stranger_no_large_body_is_taken_in(server):
    """The answer comes while the body is still on its way: nothing of it was waited for."""
    for path in ("/w/anything/measure/sources/add/", "/api/v1/files/events/x.csv"):
        with connected(server) as one:
            head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n"
            one.sendall(head.encode() + b"a" * 1000)
            assert one.recv(100).split()[1] in (b"401", b"403")


def test_the_address_of_a_page_may_hold_any_letter(server):
    assert answer_of(server, "GET /w/%C3%A9t%C3%A9/?q=%E2%82%AC HTTP/1.1")[0] == 302
    assert answer_of(server, "GET /w/%FF%FE/ HTTP/1.1")[0] in (302, 404)


def test_a_page_without_its_content_is_asked_for_by_head(server):
    status, page = answer_of(server, "HEAD /health/ HTTP/1.1", method="HEAD")
    assert (status, page) == (200, "")


def test_a_large_file_of_the_face_comes_whole(server):
    status, page = answer_of(server, "GET /static/face/face.css HTTP/1.1")
    assert status == 200
    assert page.rstrip().endswith("}")


def test_a_body_of_unknown_length_is_not_read(server):
    chunked = b"5\r\nhello\r\n0\r\n\r\n"
    status, _ = answer_of(
        server, "POST /account/sign-in/ HTTP/1.1", "Transfer-Encoding: chunked", body=chunked
    )
    assert status == 403
