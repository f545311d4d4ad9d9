"""The hidden cache of a workspace: rebuilt when it cannot be read, emptied of what the exports lost."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.assessment.result import Assessment

TODAY = date(2026, 6, 1)
HEAD = "when,lead,what,total,mail\n"
FIRM = {
    "retour.yaml": "name: Atelier\nlocale: en\n",
    "processes/lead.yaml": """
activities: {form: , card: }
files:
  - {path: events/*.csv, time: when, case: lead, activity: what, amount: total, attributes: {mail: email}}
""",
    "automations/intake.yaml": """
name: Leads
process: lead
rollout: {kind: date, at: 2026-05-01}
watch: {reconcile: [{of: form, needs: card, within: 1h}]}
""",
    "events/may.csv": HEAD
    + "2026-05-11 09:00,L1,form,100,ada@example.org\n2026-05-12 09:00,L2,form,100,bob@example.org\n"
    + "2026-05-12 09:01,L2,card,,\n2026-05-20 09:00,L3,form,100,\n2026-05-20 09:01,L3,card,,\n",
}


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    return made(tmp_path / "firm")


def made(folder: Path, **more: str) -> Path:
    for name, text in (FIRM | more).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def audit(folder: Path) -> Assessment:
    return retour.open(folder).audit(today=TODAY)


def cached(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / ".retour").rglob("*") if p.is_file())


def lost(found: Assessment) -> list[tuple[str, str, int]]:
    (rule,) = found.sheet("intake").watched.reconciliations
    return [(case.case, case.place.file, case.place.line) for case in rule.lost]


@pytest.mark.parametrize("kind", ["log-*.parquet", "*.parquet"])
def test_a_cache_damaged_inside_is_made_again_from_the_exports(firm: Path, kind: str):
    first = audit(firm)
    for path in (firm / ".retour").rglob(kind):
        content = bytearray(path.read_bytes())
        content[4:-4] = bytes(len(content) - 8)
        path.write_bytes(content)
    again = audit(firm)
    assert again.figures == first.figures
    assert audit(firm).figures == first.figures


def test_an_unreadable_cache_that_comes_back_is_an_error_and_not_a_loop(
    firm: Path, monkeypatch: pytest.MonkeyPatch
):
    tries = []

    def broken(*_: object, **__: object) -> None:
        tries.append(1)
        raise OSError("no disk")

    monkeypatch.setattr("retour.workspace.folder.fill", broken)
    with pytest.raises(OSError, match="no disk"):
        audit(firm)
    assert len(tries) == 2


def test_a_note_of_an_older_format_is_read_as_none(firm: Path):
    first = audit(firm)
    for path in (firm / ".retour").rglob("*.json"):
        path.write_text('{"events": 5, "duplicates": 0, "conflicts": 0}', encoding="utf-8")
    assert audit(firm).figures == first.figures


def test_a_renamed_export_is_named_as_it_is_now(firm: Path):
    assert lost(audit(firm)) == [("L1", "events/may.csv", 2)]
    (firm / "events/may.csv").rename(firm / "events/spring.csv")
    found = audit(firm)
    assert lost(found) == [("L1", "events/spring.csv", 2)]
    assert [s.file for s in found.dossier.sources] == ["events/spring.csv"]


def test_the_people_of_a_deleted_export_leave_the_cache_at_the_next_audit(firm: Path):
    (firm / "events/june.csv").write_text(HEAD + "2026-05-30 09:00,L9,form,5,eve@example.org\n", "utf-8")
    audit(firm)
    before = len(cached(firm))
    (firm / "events/june.csv").unlink()
    found = audit(firm)
    assert found.dossier.events == {"lead": 5}
    assert len(cached(firm)) == before - 2
    assert not any(b"eve@example.org" in p.read_bytes() for p in cached(firm))


def test_a_process_that_is_no_longer_declared_leaves_the_cache(firm: Path):
    audit(firm)
    for name in ("processes/lead.yaml", "automations/intake.yaml"):
        (firm / name).unlink()
    audit(firm)
    assert cached(firm) == []


@pytest.mark.parametrize("name", ["g*x", "a[1]", "q?", "it's", "year=2026"])
def test_a_workspace_in_a_folder_of_any_name_reads_its_own_events_only(tmp_path: Path, name: str):
    for neighbour in ("g1x", "a1", "q1"):
        audit(made(tmp_path / neighbour, **{"events/other.csv": HEAD + "2026-05-11 09:00,L9,form,1,\n"}))
    assert audit(made(tmp_path / name)).dossier.events == {"lead": 5}


def test_a_workspace_is_read_from_inside_its_folder(firm: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(firm)
    assert audit(Path()).dossier.events == {"lead": 5}


@pytest.mark.parametrize(
    ("older", "newer"),
    [("may", "may-2"), ("may", "may (2)"), ("may-9", "may-10"), ("2026-05-31", "2026-06-01")],
)
def test_the_export_that_is_newer_by_its_name_corrects_the_older(tmp_path: Path, older: str, newer: str):
    folder = made(tmp_path)
    text = (folder / "events/may.csv").read_text(encoding="utf-8")
    (folder / "events/may.csv").unlink()
    (folder / f"events/{older}.csv").write_text(text, "utf-8")
    (folder / f"events/{newer}.csv").write_text(text.replace("L1,form,100", "L1,form,900"), "utf-8")
    found = audit(folder)
    (rule,) = found.sheet("intake").watched.reconciliations
    assert [case.amount for case in rule.lost] == [90_000]
    (said,) = [p for p in found.dossier.problems if p.rule == "event.said_differently"]
    assert (said.place.file, said.details["kept_file"]) == (f"events/{older}.csv", f"events/{newer}.csv")


def test_the_cache_holds_the_same_after_the_same_exports(firm: Path):
    audit(firm)
    names = [p.name for p in cached(firm)]
    shutil.rmtree(firm / ".retour")
    audit(firm)
    assert [p.name for p in cached(firm)] == names
