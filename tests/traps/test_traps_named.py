"""Each trap of the specification is a named test, from the files of a workspace to what the user sees."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_the_24_traps_each_have_an_end_to_end_test_of_their_name():
    """Written as a user would, files or a sentence; read as a user would, figures and words."""
    found = {}
    for file in sorted(HERE.glob("test_*.py")):
        for name in re.findall(r"^def test_(t\d\d)_", file.read_text(encoding="utf-8"), re.MULTILINE):
            found.setdefault(name, set()).add(file.name)
    assert sorted(found) == [f"t{n:02d}" for n in range(1, 25)]
