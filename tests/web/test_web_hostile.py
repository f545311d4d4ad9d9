"""What a hostile or unlucky visitor sends to a real server: files too large, a power cut in the middle."""

import re
import time
from pathlib import Path

import pytest

from serving import Visitor, served

MB = 1_000_000
ROWS = 60_000


@pytest.fixture
def anne(tmp_path):
    """Anne, editor of a workspace of her own, on a server that takes files of 20 MB at most."""
    (tmp_path / "temporary").mkdir()
    with served(tmp_path / "data", RETOUR_UPLOAD_MB="20", TMPDIR=str(tmp_path / "temporary")) as server:
        server.account("anne@example.com")
        person = Visitor(server, "anne@example.com")
        person.start = person.post("/spaces/new/", name="Atelier Ver").url.removeprefix(server.url)
        yield person


def memory_of(process):
    """Bytes that the server and its children hold."""
    pids = [process.pid]
    for pid in pids:
        pids += [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    held = [re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in pids]
    return sum(int(found[1]) for found in held if found) * 1024


def test_a_file_of_500_megabytes_is_refused_kindly_and_leaves_nothing(anne):
    anne.get(anne.start)
    before, block = memory_of(anne.server.process), b"2026-01-01;request;12;form\n" * (MB // 27)
    status, _, page = anne.upload(anne.start, "huge.csv", (block for _ in range(500)), len(block) * 500)
    assert (status, "huge.csv is larger than what is allowed (20" in page) == (413, True)
    assert memory_of(anne.server.process) - before < 60 * MB
    left = [p.name for p in anne.server.data.parent.rglob("*") if p.is_file() and p.stat().st_size > MB]
    assert [name for name in left if not name.startswith("retour.sqlite3")] == []


def requests(rows):
    """A form's answers, one a row."""
    lines = [
        f"{i};2026-{1 + i % 9:02d}-{1 + i % 28:02d} 10:00;Person {i};p{i}@example.com" for i in range(rows)
    ]
    return ("id;received;name;email\n" + "\n".join(lines) + "\n").encode()


def test_a_server_that_is_killed_in_the_middle_of_an_import_loses_nothing(tmp_path):
    data, sent = tmp_path / "data", requests(ROWS)
    with served(data) as server:
        server.account("anne@example.com")
        person = Visitor(server, "anne@example.com")
        start = person.post("/spaces/new/", name="Atelier Ver").url.removeprefix(server.url)
        person.get(start)
        _, look, _ = person.upload(start, "requests.csv", [sent], len(sent))
        server.kill()
    with served(data) as server:
        person = Visitor(server, "anne@example.com")
        end = time.monotonic() + 60
        while "requests.csv" not in (page := person.get(look).read().decode()) or "60,000" not in page:
            assert time.monotonic() < end, page
            time.sleep(0.3)
    kept = [p for p in data.rglob("*requests*") if p.is_file() and p.read_bytes() == sent]
    assert len(kept) == 1
