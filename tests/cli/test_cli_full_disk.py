"""A disk that is full ends a command in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["claim", "Saves 20 hours a month"]])
def test_an_output_that_is_full_is_one_line_and_exit_code_1(arguments: list[str]):
    with FULL.open("w") as stdout:
        command = [sys.executable, "-m", "retour", *arguments]
        done = subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "stdout" in done.stderr
    assert "Traceback" not in done.stderr
