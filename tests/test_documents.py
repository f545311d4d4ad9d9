"""Documents cannot lie: what they show is run."""

import doctest
import re
from pathlib import Path

import pytest

import retour

ROOT = Path(__file__).parents[1]


def test_the_first_example_of_the_facade_is_true(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    told = doctest.testmod(retour)
    assert (told.attempted > 0, told.failed) == (True, 0)


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_python_of_the_readme_runs(name: str, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(ROOT)
    block = re.search(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    exec(block[1], {})  # noqa: S102  our own page
    assert "quote-follow-up" in capsys.readouterr().out


@pytest.mark.parametrize("page", sorted(p.relative_to(ROOT) for p in ROOT.glob("docs/**/*.md")), ids=str)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_every_link_of_the_readme_leads_somewhere(name: str):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_published_schemas_are_those_that_the_command_writes(tmp_path: Path):
    from retour.cli.check import run_schema

    run_schema(tmp_path)
    published = {p.name: p.read_text() for p in (ROOT / "docs/reference/schema").glob("*.json")}
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == published
