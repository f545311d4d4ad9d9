"""A disk that is full, or a folder that cannot be written: said in a problem, and nothing is lost."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from retour.store.durable.log import opened
from retour.store.durable.purge import Limits
from store.durable.tails import kept, told

DAY = 86_400_000_000
SEALING = """
import os, resource, signal, sys
from pathlib import Path
import deltalake.exceptions, pyarrow.parquet
from retour.store.durable.log import opened
if sys.argv[2] == "nobody" and os.getuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
with opened(Path(sys.argv[1])) as log:
    print(log.view().count("quote"))
    if sys.argv[2].isdecimal():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    print([p.rule for p in log.seal(lambda _: (), wait=5)[1]])
"""


def test_a_full_disk_is_said_and_what_came_in_is_still_there(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.hot.append([told(str(n)) for n in range(20_000)]).result(30)
    args = [sys.executable, "-c", SEALING, str(tmp_path), "100000"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["20000", "['log.disk_full']"]
    with opened(tmp_path) as log:
        assert log.view().count("quote") == 20_000
        done, problems = log.seal(kept)
        assert (done.added, problems) == (20_000, ())
        named = {f.name for f in log.cold.pair("quote").events.snapshot().files}
        folder = log.cold.pair("quote").events.folder
        assert {p.relative_to(folder).as_posix() for p in folder.glob("bucket=*/*.parquet")} == named


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may go through, as pytest's own are not."""
    made = Path(tempfile.mkdtemp(prefix="retour-public-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_cannot_be_written_is_read_and_its_seal_is_refused_in_words(public: Path) -> None:
    with opened(public) as log:
        log.hot.append([told("1"), told("2", "Q-2")]).result(30)
    os.chmod(public / "log" / "hot.sqlite", 0o644)  # noqa: PTH101  what another user may read
    os.chmod(public / "log", 0o555)  # noqa: S103, PTH101
    args = [sys.executable, "-B", "-c", SEALING, str(public), "nobody"]
    try:
        ran = subprocess.run(args, capture_output=True, text=True, check=True)
        assert ran.stdout.split() == ["2", "['log.read_only']"]
    finally:
        os.chmod(public / "log", 0o755)  # noqa: S103, PTH101


def test_cases_whose_last_event_is_too_old_leave_the_log_and_the_disk_and_others_stay_whole(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as log:
        old = told("1", "Q-1", at=DAY)
        lives = [told("2", "Q-2", at=DAY), told("3", "Q-2", "signed", at=9 * DAY)]
        log.hot.append([old, *lives, told("4", "L-1", process="lead", at=DAY)]).result(30)
        log.seal(kept)
        log.hot.append([old._replace(amount=7)]).result(30)
        log.seal(kept)
        act, problems = log.purge(Limits(events={"lead": 0}, others=5 * DAY))
        assert problems == ()
        assert act is not None
        assert act.counts["events"] == 1
        view = log.view()
        assert {name: view.count(name) for name in view.processes} == {"lead": 1, "quote": 2}
        status = {each.process: each for each in log.status().processes}
        assert status["quote"].past == 0
        assert log.purge(Limits(events={"quote": 5 * DAY})) == (None, ())
        assert act.limits == {"lead": "1970-01-01", "quote": "1970-01-06"}
    assert not any(b"Q-1" in path.read_bytes() for path in tmp_path.rglob("*.parquet"))
