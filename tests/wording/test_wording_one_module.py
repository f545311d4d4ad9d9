"""Numbers and dates are written in one module: no face formats them by itself."""

import ast
from pathlib import Path

import retour

SOURCE = Path(retour.__file__).parent
FACES = ("web", "cli", "report", "wording")
ALLOWED = {"wording/numbers.py", "report/svg.py"}  # where they are written; coordinates of drawings


def formats(tree):
    """Lines that format a number or a date: `{x:.2f}`, `{day:%Y}`, strftime, `"{:.1f}".format`, locale."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant))
            if set(spec) & set(".%,fgd"):
                yield node.lineno
        if isinstance(node, ast.Attribute) and node.attr in ("strftime", "isoformat_local"):
            yield node.lineno


def test_no_face_formats_a_number_or_a_date_by_itself():
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for face in FACES
        for path in sorted((SOURCE / face).rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in ALLOWED
        for line in formats(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
