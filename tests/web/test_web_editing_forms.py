"""Forms and files: the same register, the same rules, the same text where nothing was changed."""

from datetime import date
from pathlib import Path

import pytest

from retour.connectors.declared.folder import kind_of
from retour.connectors.declared.merging import merged
from retour.connectors.declared.rewriting import Unreadable, rewritten
from retour.connectors.declared.tree import read_tree
from retour.web.editing.sections import SECTIONS, shape
from retour.web.editing.shape import At, Bilingual, Entries, Items, Leaf, Part, Range, inside
from retour.web.editing.written import Kind, shown, taken
from retour.web.portfolio.documents import read_around, register_of
from retour.web.portfolio.opening import declared_in
from retour.wording.sentence import knows

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRMS = sorted(path.parent for path in EXAMPLES.glob("*/retour.yaml"))
DOCUMENTS = [(firm.name, path) for firm in FIRMS for path in declared_in(firm)]
FOLLOW_UP = (EXAMPLES / "firm/automations/quote-follow-up.yaml").read_text(encoding="utf-8")


def by_form(path, text, lang, changes=None):
    """The text after its form was sent, as it is or with some fields changed."""
    form = shape(kind_of(path))
    data = read_tree(path, text).data
    values = {**form.show(data, "", lang), **(changes or {})}
    return rewritten(text, list(form.edits(data, values, At("", (), lang))))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("firm", "path"), DOCUMENTS)
def test_a_form_sent_as_it_came_leaves_the_text_to_the_byte(firm, path, lang):
    text = (EXAMPLES / firm / path).read_text(encoding="utf-8")
    assert by_form(path, text, lang) == text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("firm", FIRMS, ids=lambda firm: firm.name)
def test_a_register_typed_in_forms_is_the_register_of_the_files(firm, lang):
    files = declared_in(firm)
    typed = {}
    for path, text in files.items():
        form = shape(kind_of(path))
        values = form.show(read_tree(path, text).data, "", lang)
        typed[path] = rewritten("", list(form.edits({}, values, At("", (), lang))))
    of_files, problems = register_of(files)
    of_forms, others = register_of(typed)
    assert [(p.rule, p.place.file, p.value) for p in others] == [
        (p.rule, p.place.file, p.value) for p in problems
    ]
    assert without_revision(of_forms) == without_revision(of_files)


def without_revision(register):
    return {name: getattr(register, name) for name in register.__dataclass_fields__ if name != "revision"}


def test_one_field_changes_one_line_and_comments_stay():
    changed = by_form("automations/x.yaml", FOLLOW_UP, "fr", {"owner": "ventes", "kpis.0.target": "25 %"})
    lines = set(FOLLOW_UP.splitlines()) ^ set(changed.splitlines())
    assert lines == {"owner: sales-lead", "owner: ventes", "    target: 23%", "    target: 25%"}
    assert changed.startswith("# The article's case 2")


def test_an_emptied_field_removes_its_key_and_writes_no_zero():
    changed = by_form(
        "automations/x.yaml", FOLLOW_UP, "fr", {"maintainers": "", "costs.failures.repair_days.mode": ""}
    )
    data = read_tree("", changed).data
    assert "maintainers" not in data
    assert "mode" not in data["costs"]["failures"]["repair_days"]
    assert "0" not in {line.partition(": ")[2] for line in changed.splitlines()}


def test_entries_are_added_and_taken_away():
    path = "automations/x.yaml"
    changed = by_form(
        path,
        FOLLOW_UP,
        "fr",
        {
            "kpis.1.!": "1",
            "kpis.0.guardrails": "",
            "changes.1.at": "03/08/2026",
            "changes.1.what.fr": "Nouveau modèle",
            "kpis.2.@": "delay",
            "kpis.2.better": "lower",
            "kpis.2.duration.from": "quote_sent",
            "kpis.2.duration.to": "signed",
            "kpis.2.duration.horizon": "37 j",
        },
    )
    data = read_tree(path, changed).data
    assert list(data["kpis"]) == ["signed_late", "delay"]
    assert data["kpis"]["delay"]["duration"] == {"from": "quote_sent", "to": "signed", "horizon": "37d"}
    assert data["changes"][1] == {"at": "2026-08-03", "what": "Nouveau modèle"}


def test_boxes_have_an_order_of_their_own_and_the_file_keeps_its_own():
    path = "automations/x.yaml"
    assert by_form(path, FOLLOW_UP, "fr", {"tools": "gmail, google-sheets, make"}) == FOLLOW_UP
    added = by_form(path, FOLLOW_UP, "fr", {"tools": "notion, gmail, make"})
    assert "tools: [make, gmail, notion]" in added


def test_a_dated_correction_keeps_the_value_that_it_corrects():
    text = (EXAMPLES / "firm/automations/ai-email.yaml").read_text(encoding="utf-8")
    sent = {
        f"worth.1.time.before.1.{key}": value
        for key, value in {"from": "01/09/2026", "low": "1,5", "mode": "2", "high": "3"}.items()
    }
    before = read_tree("", by_form("automations/x.yaml", text, "fr", sent)).data["worth"][1]["time"]["before"]
    assert before[0] == {"low": 2, "mode": 3, "high": 5, "unit": "min/case", "source": "declared"}
    assert before[1] == {"from": "2026-09-01", "low": 1.5, "mode": 2, "high": 3}


@pytest.mark.parametrize(
    ("words", "kind", "lang", "value"),
    [
        ("11/05/2026", Kind.DAY, "fr", date(2026, 5, 11)),
        ("2026-05-11", Kind.DAY, "en", date(2026, 5, 11)),
        ("31/02/2026", Kind.DAY, "fr", "31/02/2026"),
        ("0,5", Kind.NUMBER, "fr", 0.5),
        ("1 607,5", Kind.NUMBER, "fr", 1607.5),
        ("1,607", Kind.NUMBER, "en", 1607),
        ("45 %", Kind.NUMBER, "fr", "45%"),
        ("2 points", Kind.QUANTITY, "fr", "2 points"),
        ("2,5 min/case", Kind.QUANTITY, "fr", "2.5 min/case"),
        ("10 j", Kind.QUANTITY, "fr", "10d"),
        ("7 jours", Kind.SPAN, "fr", "7d"),
        ("7", Kind.SPAN, "fr", "7"),
        ("a, b ,", Kind.WORDS, "fr", ["a", "b"]),
        ("beaucoup", Kind.NUMBER, "fr", "beaucoup"),
        ("  ", Kind.NUMBER, "fr", None),
    ],
)
def test_what_is_typed_is_taken_as_people_write_it(words, kind, lang, value):
    assert taken(words, kind, lang) == value


def test_numbers_and_dates_are_shown_in_the_reader_s_way():
    assert shown(0.5, Kind.NUMBER, "fr") == "0,5"
    assert shown(0.5, Kind.NUMBER, "en") == "0.5"
    assert shown("2026-05-11", Kind.DAY, "fr") == "11/05/2026"
    assert shown("10wd", Kind.SPAN, "fr") == "10\u00a0jo"


def names(node, name):
    """The names of every field of a shape."""
    match node:
        case Leaf() | Bilingual():
            yield name, node
        case Range():
            yield name, node
            for key, leaf in node.keys.items():
                yield f"{name}.{key}", leaf
        case Part():
            yield name, node
            for key, inner in node.fields.items():
                yield from names(inner, f"{name}.{key}" if name else key)
        case Items():
            yield name, node
            yield from names(node.item, f"{name}.0")
        case Entries():
            yield name, node
            yield f"{name}.0.@", node.keyed
            yield from names(node.entry, inside(node.entry, f"{name}.0"))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", list(SECTIONS))
def test_every_field_of_every_kind_of_document_has_its_words_in_both_languages(kind, lang):
    from retour.web.editing.drawing import Look
    from retour.web.editing.sections import Known

    look = Look(lang=lang, values={}, known=Known(kind=kind))
    mute = [
        name
        for name, _ in names(shape(kind), "")
        if name and not name.endswith((".0",)) and not look.word(name)
    ]
    assert mute == []
    for name, node in names(shape(kind), ""):
        if isinstance(node, Leaf) and not name.endswith("@"):
            assert [c for c in node.choices if not look.word(f"{name}.{c}", "choice")] == []
    assert all(knows(f"section_{section}", lang, "editing") for section in SECTIONS[kind])


@pytest.mark.parametrize("kind", list(SECTIONS))
def test_every_key_of_the_format_is_in_one_section_of_its_form(kind):
    shown_keys = [key for keys in SECTIONS[kind].values() for key in keys]
    assert sorted(shown_keys) == sorted(shape(kind).fields)


def test_changes_in_different_places_are_put_together_and_others_are_not():
    base = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n"
    assert merged(base, base.replace("1", "9"), base.replace("5", "7")) == "a: 9\nb: 2\nc: 3\nd: 4\ne: 7\n"
    assert merged(base, base.replace("3", "9"), base.replace("3", "7")) is None
    assert merged(base, base.replace("3", "9"), base.replace("3", "9")) == base.replace("3", "9")


@pytest.mark.parametrize(
    "text", ["- a\n", "a: [1\n", "a: 1\na: 2\n", "a: &x [*x]\n", "a: !!python/object 1\n"]
)
def test_a_text_that_is_no_plain_map_is_not_changed_by_a_form(text):
    with pytest.raises(Unreadable):
        rewritten(text, [(("b",), 1)])


def test_one_document_is_checked_as_if_all_were_read():
    files = dict(declared_in(EXAMPLES / "firm"))
    files["automations/booking.yaml"] += "upstream: quote-follow-up\nobjetive: x\n"
    files["reviews/2026-09-21-quote-follow-up.yaml"] += "unknown: 1\n"
    _, every = register_of(files)
    for path in files:
        _, near = read_around(files, [path])
        assert [p for p in near if p.place.file == path] == [p for p in every if p.place.file == path]
