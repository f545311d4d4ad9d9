"""`retour plan` and `retour promises`: before go-live, in the terminal."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from retour.assessment.result import Assessment
from retour.cli.audit import opened
from retour.cli.output import Exit, Voice, width, writing
from retour.register.automation import Automation
from retour.report.node import View
from retour.report.plan_block import plan_text
from retour.report.promise_block import promises_text
from retour.review.log import Statement
from retour.review.planning import answers_of, key_of, planned, shown
from retour.review.promise import (
    Card,
    in_effect_unit,
    outcome_statement,
    promise_statement,
    promises_of,
    returned,
)
from retour.review.promise import unsigned_because as unsigned
from retour.review.questions import FIELDS, QUESTIONS, WITHIN, Field, Firm, Wrong, answered, firm_of
from retour.review.scoring import scores
from retour.review.written import day_in, range_in
from retour.wording import label, say
from retour.wording.offered import offered_names
from retour.workspace.decisions import decisions_of
from retour.workspace.folder import Workspace
from retour.workspace.planning import Broken, answers_in, drafted, kept, path_of, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What is signed of a planned automation; nothing is, without `by`."""

    by: str = ""
    gain: str = ""
    chance: str = ""
    due: str = ""


def run_plan(
    folder: Path,
    automation: str,
    today: date | None,
    lang: str | None,
    *,
    answers: Path | None,
    promise: Promised,
) -> int:
    """Ask the eight questions (or read the answers), write the document, show what it gives; or sign."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    before = workspace.register.automation(automation)
    if before is None or answers is not None:
        key, code = _written(workspace, automation, today, voice, answers)
        if code is not Exit.OK:
            return code
        automation, (workspace, voice) = key, opened(folder, voice.lang)
        if workspace is None:
            return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    if promise.by:
        return _promised(folder, assessment, automation, promise, voice)
    view = View.of(assessment, voice.lang)
    voice.say(plan_text(view, assessment.sheet(automation), width()))
    return Exit.OK


def _written(
    workspace: Workspace, automation: str, today: date | None, voice: Voice, answers: Path | None
) -> tuple[str, Exit]:
    """The key of the document that now holds the answers, or why there is none."""
    day = today or date.today()  # noqa: DTZ011  the user's own calendar day
    firm = firm_of(workspace.dossier(today=day), day)
    before = workspace.register.automation(automation)
    typed = _typed(firm, before, voice, answers)
    if typed is None:
        return "", _refused(voice, "answers_unreadable" if answers else "no_terminal")
    found, wrong = answered(typed, firm, voice.lang)
    plan = planned(found, firm, before)
    if wrong or plan.wrong:
        for one in (*wrong, *plan.wrong):
            voice.tell(_wrong(one, voice))
        return "", _refused(voice, "refused")
    key = automation or key_of(found)
    if before is None and (workspace.folder / path_of(key)).exists():
        return "", _refused(voice, "not_overwritten", path=path_of(key), key=key)
    draft = drafted(workspace.folder, key, plan.edits)
    voice.problems(draft.problems)
    if draft.refused:
        return "", _refused(voice, "refused")
    with writing(voice, workspace.folder / draft.path):
        kept(workspace.folder, draft)
    voice.tell(_said(voice, "written", path=draft.path))
    return key, Exit.OK


def _typed(
    firm: Firm, before: Automation | None, voice: Voice, answers: Path | None
) -> Mapping[str, object] | None:
    said: dict[str, object] = {}
    if before:
        said = {key: shown(answer, voice.lang) for key, answer in answers_of(before, voice.lang).items()}
    if answers is not None:
        given = answers_in(answers)
        return None if given is None else said | given
    return _asked(firm, voice) if sys.stdin.isatty() else None


def _asked(firm: Firm, voice: Voice) -> dict[str, object]:
    """The eight questions one after the other; an empty line is « I do not know »."""
    voice.say(_said(voice, "ask_hint"))
    found: dict[str, object] = {}
    for number, question in enumerate(QUESTIONS, start=1):
        title = _said(voice, f"ask_{question.code}")
        voice.say(f"\n{_said(voice, 'number', n=number)} · {title}")
        for one in question.fields:
            found[one.key] = _ask(one, firm, voice)
    return found


def _ask(one: Field, firm: Firm, voice: Voice) -> str:
    names = offered_names(one.offered, firm, voice.lang)
    for place, name in enumerate(names.values(), start=1):
        voice.say(f"  {place}. {name}")
    while True:
        text = label(f"plan.field_{one.key}", voice.lang)
        typed = str(click.prompt(text, default="", show_default=False, prompt_suffix=" ? ")).strip()
        keys = list(names)
        picked = [
            keys[int(part) - 1] if part.isdecimal() and 0 < int(part) <= len(keys) else part
            for part in (typed.replace(",", " ").split() if names else [typed])
        ]
        words = ", ".join(picked) or (WITHIN if one.key == "within" else "")
        _, wrong = answered({one.key: words}, firm, voice.lang)
        if not wrong and (words or one.key != "name"):
            return words
        voice.tell(_wrong(wrong[0] if wrong else Wrong("name", "needed"), voice))


def _wrong(one: Wrong, voice: Voice) -> str:
    name = label(f"plan.field_{one.field}", voice.lang) if one.field in FIELDS else one.field
    typed = one.field if one.code == "no_such_field" else one.typed
    return _said(voice, "named_because", name=name, why=_said(voice, f"wrong_{one.code}", typed=typed))


def _promised(folder: Path, assessment: Assessment, automation: str, said: Promised, voice: Voice) -> Exit:
    sheet = assessment.sheet(automation)
    main, due = sheet.automation.main, day_in(said.due)
    gain = range_in(said.gain, voice.lang) if said.gain else None
    if due is None:
        return _refused(voice, "no_due")
    chance = said.chance.strip(" %").replace(",", ".")
    card = Card(
        by=said.by,
        due=due,
        gain=in_effect_unit(gain, main),
        chance=float(chance) / 100 if chance.replace(".", "", 1).isdigit() else None,
    )
    missing = unsigned(card, sheet, assessment.today)
    if missing:
        return _refused(voice, *missing)
    statement = promise_statement(card, sheet, at=assessment.today, digest=assessment.digest)
    return _signed(folder, statement, "promise_signed", voice)


def _signed(folder: Path, statement: Statement, said: str, voice: Voice) -> Exit:
    try:
        entry = signed_in(folder, statement, recorded=datetime.now(UTC))
    except Broken:
        _refused(voice, "log_broken")
        return Exit.UNUSABLE
    voice.say(_said(voice, said, number=entry.number, seal=entry.short))
    return Exit.OK


def run_promises(
    folder: Path, today: date | None, lang: str | None, *, settle: int | None, by: str, note: str
) -> int:
    """Show every promise beside what happened, and how forecasts did; or sign what a promise became."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    entries = decisions_of(folder)[0]
    if settle is None:
        voice.say(promises_text(View.of(assessment, voice.lang), entries, scores(entries, assessment)))
        return Exit.OK
    promise = next((p for p in promises_of(entries) if p.number == settle), None)
    if promise is None:
        return _refused(voice, "no_promise", number=settle)
    sheets = {sheet.automation.key: sheet for sheet in assessment.sheets}
    back = returned(promise, sheets.get(promise.automation), assessment.today)
    try:
        statement = outcome_statement(back, by=by, at=assessment.today, note=note)
    except ValueError as error:
        return _refused(voice, str(error))
    return _signed(folder, statement, "outcome_signed", voice)


def _refused(voice: Voice, *codes: str, **details: object) -> Exit:
    for code in codes:
        voice.tell(_said(voice, code, **details))
    return Exit.USAGE


def _said(voice: Voice, code: str, **details: object) -> str:
    return say(code, details, voice.lang, family="plan")


__all__ = ["Promised", "run_plan", "run_promises"]
