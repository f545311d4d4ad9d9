"""`retour due`: the reviews and readings that a folder owes."""

from datetime import date
from pathlib import Path

from retour.assessment.result import Assessment
from retour.cli.audit import opened
from retour.cli.output import Exit, unusable, width
from retour.report.node import View
from retour.report.rhythm import Calendar, calendar_text
from retour.review.early import early_reviews
from retour.review.log import Entry
from retour.review.readings import readings_due
from retour.review.rhythm import began, obligations
from retour.workspace.decisions import decisions_of


def run_due(folder: Path, today: date | None, since: date | None, lang: str | None) -> int:
    """Print what is due; the exit code is 10 when a review or a reading is late."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    calendar = calendar_of(decisions_of(folder)[0], assessment, since)
    voice.say(calendar_text(View.of(assessment, voice.lang), calendar, width()))
    if unusable(assessment.dossier.problems):
        voice.problems(assessment.dossier.problems)
        return Exit.UNUSABLE
    return Exit.ALERT if calendar.is_late else Exit.OK


def calendar_of(entries: tuple[Entry, ...], assessment: Assessment, since: date | None) -> Calendar:
    """What a folder owes; without a beginning, from its first review on."""
    begun = since or began(entries, assessment)
    return Calendar(
        owed=obligations(entries, assessment, since=begun),
        readings=readings_due(assessment, since=begun),
        early=early_reviews(entries, assessment),
    )
