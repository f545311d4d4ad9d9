"""Signing a review in a folder: what is written, what is refused, what is seen when it is altered."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import retour
from retour.assessment.assess import reviewed
from retour.assessment.result import Assessment
from retour.audit.answers import ASKED
from retour.audit.result import Status
from retour.quantity import Severity
from retour.register.automation import Review, SpotCase
from retour.review import log
from retour.review.difference import difference
from retour.review.statement import remembered
from retour.verdict import Decision
from retour.workspace.decisions import decisions_of
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from retour.workspace.reviewing import Unsigned, document_of, sign

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
KEEP = Review(
    automation="after-sales", at=EXAMPLE_DAY, by="Camille Morel", taken="keep", answers={"A5": "pass"}
)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return retour.open(EXAMPLE).audit(today=EXAMPLE_DAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "firm", ignore=shutil.ignore_patterns(".retour*")))


def errors(folder: Path) -> list[str]:
    return [p.rule for p in retour.open(folder).problems if p.severity is Severity.ERROR]


def test_a_signed_review_is_a_document_of_the_register_and_a_line_of_the_log(
    assessment: Assessment, folder: Path
) -> None:
    entry = sign(folder, assessment, KEEP, recorded=NOW)
    text = (folder / "reviews/2026-11-23-after-sales.yaml").read_text("utf-8")
    assert text == (
        "automation: after-sales\nat: 2026-11-23\nby: Camille Morel\nanswers: {A5: pass}\ntaken: keep\n"
    )
    assert entry.statement.said["document"] == {
        "path": "reviews/2026-11-23-after-sales.yaml",
        "sha256": log.digest_of(text),
    }
    again = retour.open(folder)
    assert errors(folder) == []
    assert KEEP in again.register.reviews
    assert decisions_of(folder) == ((entry,), ())


def test_the_review_says_what_was_proposed_and_what_it_rested_on(
    assessment: Assessment, folder: Path
) -> None:
    said = sign(folder, assessment, KEEP, recorded=NOW).statement.said
    sheet = assessment.sheet("after-sales")
    assert (said["proposed"], said["rule"], said["taken"]) == ("keep", "keep.effect_established", "keep")
    assert said["inputs"] == assessment.digest
    figures = said["figures"]
    assert isinstance(figures, dict)
    for key in ("after-sales/lost", "after-sales/worth/net", "after-sales/effect/first_reply/all"):
        now = sheet.figures[key]
        was = remembered(figures[key])
        assert figures[key]["grade"] == now.grade.value
        assert type(was) is type(now.value)
        assert getattr(was, "low", 0.0) == pytest.approx(getattr(now.value, "low", 0.0), rel=1e-5)


def test_another_decision_than_the_proposed_one_needs_a_reason_and_nothing_is_written_without(
    assessment: Assessment, folder: Path
) -> None:
    stop = Review(automation="ai-email", at=EXAMPLE_DAY, by="Camille Morel", taken="keep")
    with pytest.raises(Unsigned, match="no_reason"):
        sign(folder, assessment, stop, recorded=NOW)
    assert not (folder / log.FILE).exists()
    assert not (folder / "reviews/2026-11-23-ai-email.yaml").exists()
    entry = sign(folder, assessment, replace(stop, reason="The tone is being rewritten"), recorded=NOW)
    assert (entry.statement.said["proposed"], entry.statement.said["taken"]) == ("stop", "keep")


@pytest.mark.parametrize(
    ("review", "reasons"),
    [
        (replace(KEEP, by=" "), ("no_name",)),
        (replace(KEEP, taken=""), ("no_decision",)),
        (Review(automation="slack-digest", at=EXAMPLE_DAY, by="C. M.", taken="question"), ("not_why",)),
    ],
)
def test_what_is_missing_is_said(
    assessment: Assessment, folder: Path, review: Review, reasons: tuple[str, ...]
) -> None:
    with pytest.raises(Unsigned) as refused:
        sign(folder, assessment, review, recorded=NOW)
    assert refused.value.reasons == reasons


def test_deciding_a_repair_does_not_change_what_was_proposed_that_day(assessment: Assessment) -> None:
    fix = Review(automation="ai-email", at=EXAMPLE_DAY, by="Camille Morel", taken="fix")
    assert reviewed(assessment, fix).sheet("ai-email").verdict.decision is Decision.STOP


def test_a_document_altered_after_it_was_signed_is_a_problem_of_the_workspace(
    assessment: Assessment, folder: Path
) -> None:
    sign(folder, assessment, KEEP, recorded=NOW)
    path = folder / "reviews/2026-11-23-after-sales.yaml"
    path.write_text(path.read_text("utf-8").replace("Camille", "Camilla"), "utf-8")
    assert errors(folder) == ["review.altered"]
    path.unlink()
    assert errors(folder) == ["review.removed"]


def test_nothing_is_signed_over_a_log_that_was_altered(assessment: Assessment, folder: Path) -> None:
    sign(folder, assessment, KEEP, recorded=NOW)
    path = folder / log.FILE
    path.write_text(path.read_text("utf-8").replace("Camille", "Camilla"), "utf-8")
    with pytest.raises(Unsigned, match="log_broken"):
        sign(folder, assessment, KEEP, recorded=NOW)
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_two_reviews_of_a_day_are_two_documents(assessment: Assessment, folder: Path) -> None:
    first, second = (sign(folder, assessment, KEEP, recorded=NOW) for _ in range(2))
    assert list(log.signed((first, second))) == [
        "reviews/2026-11-23-after-sales.yaml",
        "reviews/2026-11-23-after-sales-2.yaml",
    ]
    assert second.before == first.seal


def test_a_review_read_back_from_its_document_is_the_same(folder: Path) -> None:
    full = Review(
        automation="after-sales",
        at=date(2026, 11, 23),
        by="Camille « Cam » Morel",
        answers={"A1": "partial", "O5": "fail"},
        proposed="keep",
        taken="stop",
        reason="Deux lignes:\nla seconde # n’est pas un commentaire",
        note="yes",
        notes={"O5": "12:30"},
        spot_check=(SpotCase(case="4711", found="wrong", note="null"), SpotCase(case="0012", found="right")),
    )
    (folder / "reviews/x.yaml").write_text(document_of(full), "utf-8")
    assert full in retour.open(folder).register.reviews


@pytest.mark.parametrize("key", ["after-sales", "ai-email", "lead-intake", "quote-follow-up"])
def test_only_the_asked_questions_are_answered_by_a_person(assessment: Assessment, key: str) -> None:
    codes = [c.code for c in assessment.sheet(key).audit.checks]
    said = Review(automation=key, at=EXAMPLE_DAY, by="C. M.", answers=dict.fromkeys(codes, "partial"))
    before = reviewed(assessment, replace(said, answers={})).sheet(key).audit
    after = reviewed(assessment, said).sheet(key).audit
    moved = {c.code for c in after.checks if c != before.check(c.code)}
    assert moved <= set(ASKED)
    assert all(after.check(code).status is Status.PARTIAL for code in moved)


def test_what_moved_since_the_last_review_is_said_and_nothing_else(
    assessment: Assessment, folder: Path
) -> None:
    entry = sign(folder, assessment, KEEP, recorded=NOW)
    now = reviewed(assessment, replace(KEEP, answers={"A5": "fail"})).sheet("after-sales")
    moved = difference(now, entry)
    assert [(c.code, c.was, c.now) for c in moved.checks] == [("A5", "pass", "fail")]
    assert not moved.decision_moved
    assert not moved.redefined
    assert all(f.clear is False for f in moved.figures if f.clear is not None)


def test_a_review_signed_in_a_folder_under_new_thresholds_is_preceded_by_their_line(
    assessment: Assessment, folder: Path
) -> None:
    register = replace(assessment.dossier.register, thresholds={"keep_net": 0.7})
    changed = replace(assessment, dossier=replace(assessment.dossier, register=register))
    first = KEEP
    sign(folder, changed, first, recorded=NOW)
    sign(folder, changed, first, recorded=NOW)
    entries, problems = decisions_of(folder)
    assert problems == ()
    assert [e.statement.kind for e in entries] == [log.Kind.THRESHOLDS, log.Kind.REVIEW, log.Kind.REVIEW]
