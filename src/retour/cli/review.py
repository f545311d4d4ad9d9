"""`retour review`: one automation, the twenty questions, the decision, signed."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from retour.assessment.assess import reviewed
from retour.assessment.result import Assessment
from retour.audit.answers import ASKED
from retour.cli.audit import opened
from retour.cli.ground import read_ten
from retour.cli.output import Exit, Voice, unusable, width
from retour.register.automation import Review, SpotCase
from retour.report.node import View
from retour.report.review_text import review_text
from retour.review import log
from retour.review.difference import difference
from retour.review.statement import unsigned_because
from retour.verdict import Decision
from retour.wording import say
from retour.workspace.decisions import decisions_of
from retour.workspace.reviewing import Unsigned, sign

KEYS = {
    "fr": {"o": "pass", "e": "partial", "n": "fail", "": ""},
    "en": {"y": "pass", "p": "partial", "n": "fail", "": ""},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was given on the command line; what is missing is asked on a terminal."""

    by: str = ""
    take: str = ""
    reason: str = ""
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    sign: bool = True
    ground: bool = False  # read ten cases too
    found: tuple[SpotCase, ...] = ()


def answers_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """``A1=pass`` and so on, as a map; a usage error when one is none."""
    found = {}
    for pair in pairs:
        code, _, said = pair.partition("=")
        if code not in ASKED or said not in ("pass", "partial", "fail"):
            raise click.BadParameter(f"{pair} ({'|'.join(ASKED)}=pass|partial|fail)", param_hint="--answer")
        found[code] = said
    return found


def run_review(folder: Path, automation: str, today: date | None, said: Said, lang: str | None) -> int:
    """Show the review of an automation; then, unless it is only to look, ask, decide and sign."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    if automation not in {s.automation.key for s in assessment.sheets}:
        voice.tell(say("no_automation", {"key": automation}, voice.lang, family="review"))
        return Exit.USAGE
    _show(folder, assessment, automation, voice)
    draft = Review(automation=automation, at=assessment.today, by="", spot_check=said.found)
    if said.ground:
        sheet = assessment.sheet(automation)
        draft = replace(draft, spot_check=read_ten(folder, assessment, sheet, draft, voice))
    if not said.sign:
        return Exit.UNUSABLE if unusable(assessment.dossier.problems) else Exit.OK
    return _signed(folder, assessment, draft, said, voice)


def _show(folder: Path, assessment: Assessment, automation: str, voice: Voice) -> None:
    before = log.of(decisions_of(folder)[0], automation, log.Kind.REVIEW)
    sheet = assessment.sheet(automation)
    moved = difference(sheet, before[-1]) if before else None
    voice.say(review_text(View.of(assessment, voice.lang), sheet, moved, width()))


def _signed(folder: Path, assessment: Assessment, draft: Review, said: Said, voice: Voice) -> int:
    review = _answered(replace(draft, note=said.note), assessment, said, voice)
    try:
        entry = sign(folder, assessment, review, recorded=datetime.now(UTC))
    except Unsigned as unsigned:
        for reason in unsigned.reasons:
            voice.tell(say(reason, {}, voice.lang, family="review"))
        return Exit.UNUSABLE if "log_broken" in unsigned.reasons else Exit.USAGE
    told = {"number": entry.number, "seal": entry.short}
    voice.say(say("signed_as", told, voice.lang, family="review"))
    return Exit.OK


def _answered(draft: Review, assessment: Assessment, said: Said, voice: Voice) -> Review:
    """The review with everything that was given, the rest asked when somebody is there to answer."""
    asks = sys.stdin.isatty()
    answers = dict(said.answers)
    if asks:
        voice.say(say("ask_hint", {}, voice.lang, family="review"))
        answers |= {code: one for code in ASKED if code not in answers and (one := _ask(code, voice))}
    review = replace(draft, answers=answers)
    verdict = reviewed(assessment, review).sheet(draft.automation).verdict.decision
    review = replace(review, proposed=verdict.value, taken=said.take, reason=said.reason, by=said.by)
    return _decided(review, assessment, voice) if asks else review


def _ask(code: str, voice: Voice) -> str:
    details = {"code": code, "question": say(code, {}, voice.lang, family="check")}
    while True:
        key = _prompt("ask", voice, **details)[:1].lower()
        if key in KEYS[voice.lang]:
            return KEYS[voice.lang][key]


def _decided(review: Review, assessment: Assessment, voice: Voice) -> Review:
    proposed = say(review.proposed, {}, voice.lang, family="decision").lower()
    words = {say(d, {}, voice.lang, family="decision").lower(): d.value for d in Decision}
    while not review.taken:
        typed = _prompt("ask_decision", voice, decision=proposed).lower()
        taken = words.get(typed, typed if typed in words.values() else "" if typed else review.proposed)
        review = replace(review, taken=taken)
    sheet = reviewed(assessment, review).sheet(review.automation)
    for missing, asked in (("no_reason", "ask_reason"), ("not_why", "ask_why"), ("no_name", "ask_by")):
        while missing in unsigned_because(review, sheet):
            typed = _prompt(asked, voice, decision=proposed)
            review = replace(review, by=typed) if missing == "no_name" else replace(review, reason=typed)
    return review


def _prompt(code: str, voice: Voice, **details: object) -> str:
    text = say(code, details, voice.lang, family="review")
    return str(click.prompt(text, default="", show_default=False, prompt_suffix=" ")).strip()
