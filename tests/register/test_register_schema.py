"""The published schemas, and the reference page that shows the format."""

import json
import re
from pathlib import Path

import pytest

from retour.claim import KINDS
from retour.connectors.declared import read_folder
from retour.quantity import Severity
from retour.register.build import build
from retour.register.keys import is_key, nearest, slug
from retour.register.schema import json_schemas
from retour.register.wire_automation import ClaimKind
from retour.register.wire_workspace import Decided
from retour.verdict.result import Decision

PAGES = Path(__file__).parents[2] / "docs" / "reference"
HEAD = "automation: p{n}\nname: P\nprocess: piece\n"
RATES = """\
kpis:
  signed: {{main: true, better: higher, rate: {{of: quote_sent, reaching: signed, by: 37d}}}}
  forgotten: {{better: lower, rate: {{of: quote_sent, reaching: signed, by: 37d}}}}
"""
PIECES = {
    "rollout": HEAD + "rollout: {piece}",
    "kpis": HEAD + "kpis:\n{piece}",
    "worth": HEAD + RATES + "worth:\n{piece}",
    "watch": HEAD + "watch:\n{piece}",
}
PROCESSES = {
    "lead": "name: Leads\nattributes: [email]\nactivities: {lead_created: }\n",
    "piece": "name: Piece\nattributes: [client_type, variant, site, client, source]\n"
    "activities: {quote_sent: , signed: , followup_sent: , form_submitted: }\n",
}


def blocks(page: str) -> list[tuple[str, str]]:
    return re.findall(r"```yaml (\S+)\n(.*?)```", (PAGES / page).read_text("utf-8"), re.DOTALL)


def written(folder: Path, page: str) -> None:
    """Write the page's whole files, and its pieces each in an automation of its own."""
    (folder / "processes").mkdir()
    (folder / "automations").mkdir()
    (folder / "reviews").mkdir()
    for key, text in PROCESSES.items():
        (folder / "processes" / f"{key}.yaml").write_text(text, "utf-8")
    for n, (name, text) in enumerate(blocks(page)):
        if name in PIECES:
            pieces = text.strip().splitlines() if name == "rollout" else [text]
            for m, piece in enumerate(pieces):
                inside = (
                    piece.removeprefix("- ")
                    if name == "rollout"
                    else re.sub("^", "  ", piece, flags=re.MULTILINE)
                )
                whole = PIECES[name].format(n=f"{n}-{m}", piece=inside)
                (folder / "automations" / f"p{n}-{m}.yaml").write_text(whole, "utf-8")
        else:
            (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("page", ["workspace-format.md", "workspace-format.fr.md"])
def test_every_block_of_the_reference_page_loads(page: str, tmp_path: Path) -> None:
    written(tmp_path, page)
    documents, unread = read_folder(tmp_path)
    register, problems = build(documents)
    assert unread == ()
    assert [p for p in problems if p.severity is not Severity.NOTE] == []
    assert register is not None
    assert {"quote-follow-up", "second-reminder", "quotes-by-hand"} <= {a.key for a in register.automations}
    assert len(register.reviews) == 1
    assert len(register.changes) == 2


def test_the_two_pages_show_the_same_blocks() -> None:
    def bare(page: str) -> list[tuple[str, str]]:
        return [(name, re.sub(r"\s*#.*", "", text)) for name, text in blocks(page)]

    assert bare("workspace-format.md") == bare("workspace-format.fr.md")


def test_there_is_a_schema_for_each_kind_of_file() -> None:
    schemas = json_schemas()
    assert sorted(schemas) == ["automation", "changes", "journal", "process", "retour", "review"]
    for name, schema in schemas.items():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{name}.json"
        assert schema["additionalProperties"] is False
        json.dumps(schema)


def test_a_schema_knows_the_words_the_references_and_the_written_keys() -> None:
    automation = json_schemas()["automation"]
    assert automation["required"] == ["name"]
    assert automation["properties"]["status"]["enum"] == ["planned", "live", "paused", "retired"]
    assert {"from", "to", "horizon"} <= set(automation["$defs"]["DurationMap"]["properties"])
    refs = re.findall(r'"#/\$defs/(\w+)"', json.dumps(automation))
    assert set(refs) <= set(automation["$defs"])


def test_the_kinds_of_claims_and_verdicts_are_those_of_their_chapters() -> None:
    assert {k.value for k in ClaimKind} == set(KINDS)
    assert {d.value for d in Decided} == {d.value for d in Decision}


def test_a_mistyped_word_finds_its_neighbour() -> None:
    known = ["follow_up", "owner", "Activité"]
    assert nearest("followup", known) == "follow_up"
    assert nearest("Activite", known) == "Activité"
    assert nearest("zzz", known) == ""
    assert nearest("", []) == ""


def test_a_label_gives_a_key() -> None:
    assert slug("Relance des devis à J+7 !") == "relance-des-devis-a-j-7"
    assert is_key(slug("Devis n°1"))
    assert slug("日本") == ""
