"""Files of the cache are whole or they are read again."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from retour.store.cache import read_note
from retour.store.whole import beside, is_whole, keep


def test_a_parquet_file_cut_anywhere_is_not_whole(tmp_path: Path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"x": [1, 2]}), path)
    content = path.read_bytes()
    assert is_whole(path)
    for size in (0, 3, 4, 100, len(content) - 1):
        path.write_bytes(content[:size])
        assert not is_whole(path)
    path.unlink()
    assert not is_whole(path)


def test_a_kept_text_leaves_no_part_behind(tmp_path: Path):
    keep(tmp_path / "n.json", "{}")
    keep(tmp_path / "n.json", "[]")
    assert [p.name for p in tmp_path.iterdir()] == ["n.json"]
    assert (tmp_path / "n.json").read_text(encoding="utf-8") == "[]"


def test_two_writers_never_share_a_part(tmp_path: Path):
    assert beside(tmp_path / "a.parquet") != beside(tmp_path / "a.parquet")


def test_a_damaged_note_is_no_note(tmp_path: Path):
    for text in ("", "{", "[]", "{}", '{"report": {}, "problems": []}'):
        (tmp_path / "n.json").write_text(text, encoding="utf-8")
        assert read_note(tmp_path / "n.json") is None
    assert read_note(tmp_path / "none.json") is None
