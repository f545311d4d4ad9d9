"""A kept state that is stopped while it writes, or brought by two at once: nothing is lost, nothing twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retour.store.kept_cells import Kept
from retour.store.source import Log
from retour.store.state import KeptState
from store.test_state_increment import (
    HOUR,
    KEPT,
    KPIS,
    MAY,
    kept_in,
    logged,
    reference_rows,
    state_rows,
)

SOME: tuple[Kept, ...] = (KEPT[0], KEPT[1], KEPT[4])  # cells and lifetimes of a duration, cells of a rate
FIRST = [(c, "a", c, "human", 100, "x") for c in range(40)]
MORE = [
    (1, "b", 5, None, 2, "x"),
    (2, "c", 6, "human", 7, None),
    (90, "a", 6, "robot", 2, "y"),
    (3, "a", -9, None, 1, "y"),
]
UNTIL = {k.key: MAY + 60 * HOUR for k in KPIS}
LATER = {k.key: MAY + 84 * HOUR for k in KPIS}


class Stopped(BaseException):
    """What a kill would have done."""


@contextmanager
def stopped_at(write: int, *, when: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stop just before, or just after, a file takes its name for the nth time; the files that did."""
    named: list[str] = []
    replace = Path.replace

    def take(self: Path, target: Path) -> Path:
        if len(named) == write and when == "before":
            raise Stopped
        named.append(Path(target).name)
        found = replace(self, target)
        if len(named) == write + 1 and when == "after":
            raise Stopped
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", take)
        yield named


@pytest.fixture
def logs(tmp_path: Path) -> tuple[Log, Log, list[Path]]:
    """A log, the same with one more day, and all of its files."""
    base, new = logged(tmp_path, "one", FIRST), logged(tmp_path, "two", MORE)
    return Log(tuple((f,) for f in base)), Log(tuple(zip(base, new, strict=True))), [*base, *new]


def everything(kept: KeptState) -> tuple[list[tuple], list[list[tuple]]]:
    read = "SELECT * FROM read_parquet(?) ORDER BY ALL"
    return state_rows(kept), [kept.con.execute(read, [str(kept.cells_path(one))]).fetchall() for one in SOME]


def rebuilt(folder: Path, log: Log) -> tuple[list[tuple], list[list[tuple]]]:
    with kept_in(folder / "anew") as anew:
        anew.bring(log, SOME, LATER)
        return everything(anew)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_day_stopped_at_any_write_and_brought_again_is_what_a_rebuild_gives(
    tmp_path: Path,
    logs: tuple[Log, Log, list[Path]],
    when: str,
    monkeypatch: pytest.MonkeyPatch,
):
    first, grown, files = logs
    expected = rebuilt(tmp_path, grown)
    writes = len(SOME) + 2  # the cells, the overlay, the note
    for write in range(writes):
        folder = tmp_path / f"stopped-{write}"
        with kept_in(folder) as kept:
            kept.bring(first, SOME, UNTIL)
            with stopped_at(write, when=when, monkeypatch=monkeypatch), pytest.raises(Stopped):
                kept.bring(grown, SOME, LATER)
        with kept_in(folder) as again:
            assert not again.bring(grown, SOME, LATER)
            assert everything(again) == expected
            assert expected[0] == reference_rows(again, files)
            assert left_over(again) == set()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_first_state_stopped_at_any_write_is_made_whole_by_the_next(
    tmp_path: Path,
    logs: tuple[Log, Log, list[Path]],
    when: str,
    monkeypatch: pytest.MonkeyPatch,
):
    _, grown, _ = logs
    expected = rebuilt(tmp_path, grown)
    for write in range(2 + len(SOME) + 1):  # two buckets, the cells, the note
        folder = tmp_path / f"stopped-{write}"
        stopped = stopped_at(write, when=when, monkeypatch=monkeypatch)
        with kept_in(folder) as kept, stopped, pytest.raises(Stopped):
            kept.bring(grown, SOME, LATER)
        with kept_in(folder) as again:
            again.bring(grown, SOME, LATER)
            assert everything(again) == expected
            assert left_over(again) == set()


def test_a_day_is_not_stopped_later_than_the_writes_that_are_tried(
    tmp_path: Path, logs: tuple[Log, Log, list[Path]], monkeypatch: pytest.MonkeyPatch
):
    first, grown, _ = logs
    with kept_in(tmp_path / "state") as kept:
        kept.bring(first, SOME, UNTIL)
        with stopped_at(1_000, when="before", monkeypatch=monkeypatch) as named:
            kept.bring(grown, SOME, LATER)
    assert len(named) == len(SOME) + 2
    assert named[-1] == "kept.json"


def test_a_file_that_was_cut_is_made_again(tmp_path: Path, logs: tuple[Log, Log, list[Path]]):
    _, grown, _ = logs
    with kept_in(tmp_path / "state") as kept:
        kept.bring(grown, SOME, LATER)
        path = kept.cells_path(SOME[0])
        path.write_bytes(path.read_bytes()[:-3])
        assert kept.bring(grown, SOME, LATER)
        assert everything(kept) == rebuilt(tmp_path, grown)


def test_two_who_bring_the_same_day_at_once_add_it_once(tmp_path: Path, logs: tuple[Log, Log, list[Path]]):
    first, grown, _ = logs
    with kept_in(tmp_path / "state") as kept:
        kept.bring(first, SOME, UNTIL)
    start, found = threading.Barrier(3), list[object]()

    def bring() -> None:
        with kept_in(tmp_path / "state") as mine:
            start.wait()
            mine.bring(grown, SOME, LATER)
            found.append(everything(mine))

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [rebuilt(tmp_path, grown)] * 3


def test_an_indicator_asked_for_later_is_made_from_the_kept_state(
    tmp_path: Path, logs: tuple[Log, Log, list[Path]]
):
    first, grown, _ = logs
    with kept_in(tmp_path / "state") as kept:
        kept.bring(first, SOME[:2], UNTIL)
        assert not kept.bring(grown, SOME[:2], UNTIL)
        assert not kept.bring(grown, SOME, LATER)
        assert everything(kept) == rebuilt(tmp_path, grown)


def left_over(kept: KeptState) -> set[str]:
    """Files that neither the note nor the one before it names: none is kept for ever."""
    kept.shelf.settle(kept.held)
    names = {path.name for path in kept.folder.iterdir()}
    return names - {*kept.held.files, "kept.json", "turn"}
