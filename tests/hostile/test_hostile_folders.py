"""Hostile folders: names, links, paths, permissions, damaged caches, outputs that cannot be written."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from hostile.hostile_firm import GOOD, GOOD_CSV, PROCESS, RETOUR, audit, firm, put, retour


def test_an_empty_folder_a_missing_one_and_a_file_are_no_workspaces(tmp_path: Path):
    put(tmp_path / "file", "x")
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing", "file"):
        for verb in ("audit", "check"):
            said = retour(verb, tmp_path / name, "--lang", "en")
            assert said.code == 3
            assert "retour.yaml is missing" in said.err


def test_a_folder_named_like_a_file_is_no_file(tmp_path: Path):
    folder = firm(tmp_path, csv=None)
    (folder / "events/q.csv").mkdir(parents=True)
    said = audit(folder)
    assert said.code == 3
    assert "No file matches “events/q.csv”" in said.err


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "events/../../../../etc/passwd", "~/x", "*/../../.."]
)
def test_a_path_that_leaves_the_workspace_is_refused(tmp_path: Path, path: str):
    said = audit(firm(tmp_path, process=PROCESS.replace("events/q.csv", f"'{path}'")))
    assert said.code == 3
    assert f"processes/quote.yaml, line 6, column “files.0.path”: “{path}” is outside" in said.err


@pytest.mark.parametrize("path", ["**x", ".", "x" * 5000, "events/\\0", "["])
def test_a_path_that_no_file_can_have_matches_nothing(tmp_path: Path, path: str):
    said = audit(firm(tmp_path, process=PROCESS.replace("events/q.csv", f'"{path}"')))
    assert said.code == 3
    assert "No file matches" in said.err


@pytest.mark.parametrize(
    "name",
    ["q'x.csv", 'q"x.csv', "q[1].csv", "q x.csv", "q\nx.csv", "é日本.csv", "q*?.csv", "{a}.csv", "-q.csv"],
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str):
    folder = firm(tmp_path, csv=None, process=PROCESS.replace("events/q.csv", json.dumps(f"events/{name}")))
    put(folder / "events" / name, GOOD_CSV)
    said = audit(folder)
    assert (said.code, said.err, said.counted) == (0, "", GOOD)


def test_loops_of_links_are_unreadable_and_cost_themselves_only(tmp_path: Path):
    folder = firm(tmp_path)
    for name in ("automations/loop.yaml", "changes.yaml", "runs/loop.csv", "readings/loop.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(Path(name).name)
    (folder / "events/up").symlink_to("..")
    said = audit(folder)
    assert (said.code, said.counted) == (3, GOOD)
    for name in ("automations/loop.yaml", "changes.yaml", "runs/loop.csv", "readings/loop.csv"):
        assert f"{name}: " in said.err


def test_links_out_of_the_workspace_are_refused_not_read(tmp_path: Path):
    put(tmp_path / "secret.csv", "secret;word\n1;2\n")
    folder = firm(tmp_path / "firm")
    for name in ("runs", "answers", "readings"):
        (folder / name).mkdir()
        (folder / name / "out.csv").symlink_to(tmp_path / "secret.csv")
    said = audit(folder)
    assert (said.code, said.counted) == (3, GOOD)
    assert said.err.count("is outside the workspace folder: refused") == 3
    assert "word" not in said.err


def test_junk_beside_the_events_is_said_by_its_whole_path(tmp_path: Path):
    folder = firm(tmp_path)
    for name in ("runs/a.csv", "answers/b.csv", "readings/c.csv"):
        put(folder / name, bytes(range(256)))
    said = audit(folder)
    assert (said.code, said.counted) == (3, GOOD)
    for name in ("runs/a.csv", "answers/b.csv", "readings/c.csv"):
        assert f"{name}: This file is not text" in said.err


AS_NOBODY = """
import os, sys
from click.testing import CliRunner
from retour.cli.main import main
run = lambda folder: CliRunner().invoke(main, ["audit", folder, "--today", "2026-11-23", "--json"])
warm, folder = sys.argv[1:]
run(warm)  # loads every module while they may be read
os.seteuid(65534)
told = run(folder)
sys.stderr.write(told.stderr)
if told.exc_info and told.exit_code == 1:
    import traceback

    traceback.print_exception(*told.exc_info)
sys.exit(99 if told.exception and not isinstance(told.exception, SystemExit) else told.exit_code)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody")
def test_files_and_folders_that_may_not_be_read_are_said_each():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder, warm = firm(Path(name) / "firm"), firm(Path(name) / "warm")
        put(folder / "runs/a.csv", "x")
        put(folder / "automations/other.yaml", "name: Other\n")
        (folder / "readings").mkdir()
        closed = ["events/q.csv", "runs/a.csv", "automations/other.yaml", "readings"]
        for inside in closed:
            (folder / inside).chmod(0)
        command = [sys.executable, "-c", AS_NOBODY, str(warm), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    for inside in closed:
        assert f"{inside}: This file cannot be read (PermissionError)" in done.stderr


def test_a_damaged_cache_is_made_again(tmp_path: Path):
    folder = firm(tmp_path)
    first = audit(folder)
    for spoil in (b"", b"{", None):
        for path in (folder / ".retour/log/quote").iterdir():
            path.write_bytes(path.read_bytes()[:-20] if spoil is None else spoil)
        again = audit(folder)
        assert (again.code, again.out) == (0, first.out)


def test_what_an_interrupted_audit_left_changes_nothing(tmp_path: Path):
    folder = firm(tmp_path)
    put(folder / ".retour/log/quote/half-1-abcd.part", b"PAR1")
    put(folder / "events/.q.csv.part", b"x")
    said = audit(folder)
    assert (said.code, said.err, said.counted) == (0, "", GOOD)


def test_a_cache_that_cannot_be_written_is_a_temporary_one(tmp_path: Path):
    folder = firm(tmp_path)
    put(folder / ".retour", "not a folder")
    said = audit(folder)
    assert (said.code, said.err, said.counted) == (0, "", GOOD)


def test_two_audits_of_one_folder_at_once_agree(tmp_path: Path):
    folder = firm(tmp_path)
    command = [sys.executable, "-c", "from retour.cli.main import main; main()"]
    arguments = ["audit", str(folder), "--today", "2026-11-23", "--json"]
    running = [subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert told[0] == told[1]
    assert {p.suffix for p in (folder / ".retour/log/quote").iterdir()} == {".parquet", ".json"}


def test_an_output_that_cannot_be_written_is_a_usage_error(tmp_path: Path):
    folder = firm(tmp_path / "firm")
    q, done = folder / "events/q.csv", tmp_path / "done.csv"
    done.write_bytes(q.read_bytes() + b"\n")
    for arguments in (
        ("audit", folder, "--html", tmp_path / "no/x.html"),
        ("audit", folder, "--csv", tmp_path),
        ("audit", folder, "--xlsx", q / "x"),
        ("measure", q, done, "--list", tmp_path / "no/x.csv"),
        ("import", q, "--into", q),
        ("init", q),
        ("schema", "--out", q),
    ):
        said = retour(*arguments)
        assert said.code == 2, arguments
        assert "cannot be written" in said.err or "ne peut pas être écrit" in said.err


def test_importing_writes_nowhere_but_in_the_workspace(tmp_path: Path):
    folder = firm(tmp_path / "a/b")
    said = retour("import", folder / "events/q.csv", "--into", folder, "--process", "../../../x")
    assert said.code == 2
    assert "cannot be a key" in said.err
    assert not list(tmp_path.glob("x*"))


def test_a_changed_time_zone_reads_the_files_again(tmp_path: Path):
    folder = firm(tmp_path)
    paris = audit(folder)
    put(folder / "retour.yaml", RETOUR.replace("Europe/Paris", "Pacific/Kiritimati"))
    said = audit(folder)
    assert (said.code, said.counted) == (0, GOOD)
    assert said.audit["digest"] != paris.audit["digest"]
