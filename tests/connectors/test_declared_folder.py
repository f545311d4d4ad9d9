"""Reading a folder of YAML: positions kept, and one clear problem for whatever is not a workspace."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retour.connectors.declared import read_folder, write_template
from retour.connectors.declared.tree import MAX_ALIASES, MAX_DEPTH, Refused, Tree, read_tree
from retour.quantity import Problem
from retour.register.build import build

TODAY = date(2026, 9, 1)


def folder_of(folder: Path, **files: str | bytes) -> Path:
    """Write files (`a__b` is a/b.yaml) and return the folder."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def refusal(text: str | bytes, folder: Path) -> Problem:
    """The one problem of a `retour.yaml` that cannot be read."""
    documents, problems = read_folder(folder_of(folder, retour=text))
    assert [d.data for d in documents] == [None]
    (problem,) = problems
    assert problem.place.file == "retour.yaml"
    return problem


def test_scalars_are_yaml_1_2() -> None:
    tree = read_tree(
        "a",
        "[yes, no, on, NA, ~, null, '', true, FALSE, 12, 012, 00042, -3, +4, 1.5, .5, 1e3, 2026-05-11, "
        "12:30, 0x1F, 1_000, '12', \"a\\tb\", !!str 7, !!str null, 99999999999999999999]",
    )
    assert tree.data == [
        "yes", "no", "on", "NA", None, None, "", True, False, 12, "012", "00042", -3, 4, 1.5, 0.5, 1000.0,
        "2026-05-11", "12:30", "0x1F", "1_000", "12", "a\tb", "7", "null", 99999999999999999999.0,
    ]  # fmt: skip


def test_infinities_are_numbers_and_nan_is_not_itself() -> None:
    infinite, minus, nan = read_tree("a", "[.inf, -.INF, .nan]").data  # type: ignore[misc]
    assert (infinite, minus) == (float("inf"), float("-inf"))
    assert nan != nan  # noqa: PLR0124


def test_every_key_and_item_knows_its_line() -> None:
    tree = read_tree("a", "a: 1\nb:\n  - x\n  - c: 2\n    d: [3,\n      4]\n? e\n: 5\n1: f\n")
    assert tree.data == {"a": 1, "b": ["x", {"c": 2, "d": [3, 4]}], "e": 5, "1": "f"}
    assert tree.lines == {
        (): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4, ("b", 1, "d"): 5,
        ("b", 1, "d", 0): 5, ("b", 1, "d", 1): 6, ("e",): 7, ("1",): 9,
    }  # fmt: skip


def test_a_shared_range_may_be_written_once() -> None:
    tree = read_tree("a", "a: &r {low: 1}\nb: *r\nc: &n 3\nd: [*n, *n]\n? &k key\n: 1\ne: *k\n")
    assert tree.data == {"a": {"low": 1}, "b": {"low": 1}, "c": 3, "d": [3, 3], "key": 1, "e": "key"}


def test_a_key_written_twice_is_listed_with_both_lines_and_neither_value_is_used(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        retour="name: Morel\nroles:\n  admin: {hourly_cost: 30}\n  boss: {hourly_cost: 60}\n"
        "  admin: {hourly_cost: 50}\n",
        automations__a="name: A\nstatus: live\nstatus: planned\n",
    )
    documents, unread = read_folder(tmp_path)
    register, problems = build(documents)
    assert [(p.rule, p.place.file, p.place.line, p.value, p.details) for p in unread] == [
        ("key.duplicate", "retour.yaml", 5, "admin", {"first": 3}),
        ("key.duplicate", "automations/a.yaml", 3, "status", {"first": 2}),
    ]
    assert [r.key for r in register.roles] == ["boss"]
    assert register.automations == ()
    assert [p.rule for p in problems] == ["kpi.none"]


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refusal(bomb, tmp_path).rule == "yaml.nodes"
    flat = "a: &a 1\nb: [" + ", ".join(["*a"] * (MAX_ALIASES + 1)) + "]\n"
    problem = refusal(flat, tmp_path)
    assert (problem.rule, problem.details) == ("yaml.aliases", {"limit": MAX_ALIASES})


def test_a_bomb_of_few_aliases_is_counted_as_if_expanded(tmp_path: Path) -> None:
    bomb = "l0: &l0 [x, x, x, x]\n" + "".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]\n" for n in range(1, 22))
    assert refusal(bomb, tmp_path).rule == "yaml.nodes"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("name: Morel\na: &a [1, *a]\n", "yaml.recursive", 2),
        ("name: Morel\na: *b\n", "yaml.syntax", 2),
        ("name: Morel\nroles:\n\tadmin: 1\n", "yaml.tab", 3),
        ("name: [Morel\n", "yaml.syntax", 2),
        ("name: Morel: b\n", "yaml.syntax", 1),
        ("name: !!python/object/apply:os.system [ls]\n", "yaml.tag", 1),
        ("name: Morel\nb: !!binary aGk=\n", "yaml.tag", 2),
        ("name: Morel\n---\nname: Durand\n", "yaml.documents", 2),
        ("name: Morel\n? [a, b]\n: c\n", "key.not_text", 2),
        ("a: &a [1]\n*a : 2\n", "key.not_text", 2),
        ("[" * 500, "yaml.depth", 1),
        ("{a: " * 500, "yaml.depth", 1),
        ("", "file.empty", 0),
        ("# nothing yet\n", "file.empty", 0),
        ("---\n", "file.empty", 0),
        ("name: a\x01b\n", "file.binary", 1),
        (b"PK\x03\x04\x00\x00", "file.binary", 1),
        ("name: Morel\nrôle: é\n".encode("latin-1"), "file.encoding", 2),
        ("name: Morel\n".encode("utf-16"), "file.encoding", 1),
        ("name: \ufffe\n", "yaml.syntax", 0),
        ("%FOO\n---\nname: *\n", "yaml.syntax", 3),
        ("a" * 1_000_001, "file.too_large", 0),
    ],
)
def test_what_is_not_a_workspace_file_is_one_problem_with_its_line(
    text: str | bytes, rule: str, line: int, tmp_path: Path
) -> None:
    problem = refusal(text, tmp_path)
    assert (problem.rule, problem.place.line) == (rule, line)


def test_depth_is_bounded_well_above_what_the_format_needs() -> None:
    assert read_tree("a", "[" * MAX_DEPTH + "]" * MAX_DEPTH).data
    with pytest.raises(Refused):
        read_tree("a", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    folder_of(tmp_path, retour=b"\xef\xbb\xbfname: Morel\r\nlocale: en\r\n")
    documents, problems = read_folder(tmp_path)
    assert (documents[0].data, problems) == ({"name": "Morel", "locale": "en"}, ())


def test_a_folder_gives_each_file_its_kind_and_lists_strangers(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        retour="name: Morel\n",
        changes="changes: []\n",
        processes__quote="name: Quotes\n",
        automations__b="name: B\n",
        automations__deep__c="name: C\n",
        reviews__r="automation: a\n",
        automation__x="name: X\n",
        retuor="name: Y\n",
        events__e="a: b\n",
    )
    (tmp_path / "automations" / "a.yml").write_text("name: A\n")
    (tmp_path / "automations" / ".hidden.yaml").write_text("name: A\n")
    (tmp_path / "automations" / "notes.txt").write_text("hello")
    documents, problems = read_folder(tmp_path)
    assert [(d.file, d.kind) for d in documents] == [
        ("retour.yaml", "workspace"),
        ("changes.yaml", "changes"),
        ("processes/quote.yaml", "process"),
        ("automations/a.yml", "automation"),
        ("automations/b.yaml", "automation"),
        ("reviews/r.yaml", "review"),
    ]
    assert [(p.rule, p.value, p.hint, p.severity) for p in problems] == [
        ("file.ignored", "automation", "automations", "warning"),
        ("file.ignored", "retuor.yaml", "retour.yaml", "warning"),
        ("file.ignored", "automations/deep/c.yaml", "", "warning"),
    ]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    documents, problems = read_folder(tmp_path / "nowhere")
    assert documents == ()
    assert [p.rule for p in problems] == ["folder.missing"]


def test_what_is_not_a_file_of_the_folder_is_not_opened(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "home", retour="name: Morel\n")
    folder_of(tmp_path, other="name: Other\n")
    (home / "automations" / "d.yaml").mkdir(parents=True)
    (home / "automations" / "link.yaml").symlink_to(tmp_path / "other.yaml")
    os.mkfifo(home / "automations" / "pipe.yaml")
    documents, problems = read_folder(home)
    assert [d.data for d in documents[1:]] == [None, None, None]
    assert [(p.rule, p.details["reason"]) for p in problems] == [
        ("file.unreadable", "not_a_file"),
        ("file.unreadable", "outside"),
        ("file.unreadable", "not_a_file"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    folder_of(tmp_path, retour="name: Morel\n")
    (tmp_path / "retour.yaml").chmod(0)
    assert [p.rule for p in read_folder(tmp_path)[1]] == ["file.unreadable"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_fresh_workspace_is_valid_and_says_nothing_in_your_place(lang: str, tmp_path: Path) -> None:
    written = write_template(tmp_path, lang, TODAY)
    assert isinstance(written, tuple)
    assert {p.relative_to(tmp_path).as_posix() for p in written} >= {
        "retour.yaml",
        "automations/quote-follow-up.yaml",
        "events/README.md",
    }
    assert all(p.read_text("utf-8") for p in written)
    documents, unread = read_folder(tmp_path)
    register, problems = build(documents)
    assert (unread, problems) == ((), ())
    (one,) = register.automations
    assert (register.locale, register.objectives[0].reviewed) == (lang, TODAY)
    assert (register.roles, one.worth, one.costs.build, one.plan) == ((), (), None, None)
    assert list((tmp_path / "events").iterdir()) == [tmp_path / "events" / "README.md"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_commented_parts_of_a_fresh_workspace_are_valid_too(lang: str, tmp_path: Path) -> None:
    for path in write_template(tmp_path, lang, TODAY):
        if path.suffix == ".yaml":
            lines = path.read_text("utf-8").splitlines()
            path.write_text(
                "\n".join(_uncommented(line) for line in lines).replace("changes: []", "changes:") + "\n"
            )
    documents, unread = read_folder(tmp_path)
    register, problems = build(documents)
    assert (unread, problems) == ((), ())
    assert register.automations[0].plan is not None
    assert len(register.automations[0].worth) == 2
    assert len(register.changes) == 1


def _uncommented(line: str) -> str:
    """A commented key without its mark; sentences stay comments."""
    bare = line.lstrip()
    words = bare.removeprefix("# ") if bare.startswith("# ") else bare.removeprefix("#")
    key = words.lstrip(" -{").split(":")[0]
    looks = bare.startswith("#") and ":" in words and (key.isidentifier() or "-" in key) and " " not in key
    if not looks or key[0].isupper() or key in ("automation", "evidence"):
        return line
    return line[: len(line) - len(bare)] + words


def test_init_never_overwrites(tmp_path: Path) -> None:
    folder_of(tmp_path, retour="name: Mine\n")
    refused = write_template(tmp_path, "fr", TODAY)
    assert isinstance(refused, Problem)
    assert (refused.rule, refused.value, refused.details) == (
        "template.exists",
        "retour.yaml",
        {"files": ["retour.yaml"]},
    )
    assert [p.name for p in tmp_path.iterdir()] == ["retour.yaml"]


def test_another_language_gets_english_comments(tmp_path: Path) -> None:
    write_template(tmp_path, "de", TODAY)
    assert "Your organisation" in (tmp_path / "retour.yaml").read_text("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!?,|>'\"#%@ \n\t0.~", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        tree = read_tree("a", text)
    except Refused as refused:
        tree = Tree("a", problems=[refused.problem])
    assert all(p.rule.startswith(("yaml.", "key.")) for p in tree.problems)
