"""The cache forgets what no export says any more, and never under the feet of another audit."""

from pathlib import Path

import pytest

from retour.store.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    cache = Cache.of(tmp_path)
    for name in ("quote/a.parquet", "quote/a.json", "quote/log-1.parquet", "gone/b.parquet", "gone/b.json"):
        (cache.process(name.split("/")[0]) / name.split("/")[1]).write_bytes(b"x")
    (cache.process("quote") / "half-1-ab.part").write_bytes(b"x")
    spill = cache.process("quote") / "log-1-9-cd.spill"
    spill.mkdir()
    (spill / "block").write_bytes(b"x")
    return cache


def held(cache: Cache) -> list[str]:
    return sorted(p.relative_to(cache.root).as_posix() for p in cache.root.rglob("*"))


def test_only_what_is_used_stays(cache: Cache):
    cache.forget_all_but([cache.root / "quote/a.parquet"])
    assert held(cache) == ["quote", "quote/a.json", "quote/a.parquet"]


def test_nothing_is_removed_while_another_audit_reads(cache: Cache):
    before = held(cache)
    with cache.in_use(), cache.in_use():
        cache.forget_all_but([])
        assert held(cache) == before
    cache.forget_all_but([])
    assert held(cache) == []


def test_where_folders_cannot_be_locked_the_cache_is_cleaned_all_the_same(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
):
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError("no locks on this disk")

    monkeypatch.setattr(fcntl, "flock", refused)
    with cache.in_use():
        cache.forget_all_but([])
    assert held(cache) == []
