"""`retour measure`: two exports, one useful sentence, the lost cases by name."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from retour.cli.output import Exit, Voice, system_language, unusable, writing
from retour.connectors.files import Guessed
from retour.kpi.dossier import LostCase, Reconciliation
from retour.quantity import Span
from retour.register.wire_values import parse_span
from retour.report.as_csv import safe
from retour.wording import say
from retour.wording.numbers import moment
from retour.wording.problems import say_guess
from retour.workspace.two_exports import TwoExports, compare

TIMEZONE = "Europe/Paris"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked besides the two files."""

    within: str
    go_live: date | None
    list_to: Path | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to two exports, ready to be said."""

    found: Reconciliation
    came_in: str
    done: str
    within: Span
    go_live: date | None
    lang: str

    def say(self, code: str, **details: object) -> str:
        """One sentence."""
        files = {"came_in": self.came_in, "done": self.done}
        return say(code, files | details, self.lang, family="measure")

    @property
    def strangers(self) -> bool:
        """True when not one case was found: the files most likely do not speak of the same cases."""
        found = self.found
        return found.due + found.due_before == found.lost_total + found.lost_before

    def headline(self) -> str:
        """The sentence that can be pasted in a mail."""
        found = self.found
        if not found.due:
            return self.say("nothing_due")
        if self.strangers:
            return self.say("lost_all", due=found.due)
        code = {0: "lost_none", 1: "lost_one"}.get(found.lost_total, "lost_many")
        return self.say(code, lost=found.lost_total, due=found.due)

    def facts(self) -> Iterator[str]:
        """What else is certain."""
        found = self.found
        if found.due and found.lost_total:
            yield self.say("share", lost=found.lost_total, due=found.due, share=found.lost_total / found.due)
        if found.due_before:
            share = found.lost_before / found.due_before
            yield self.say(
                "before", lost=found.lost_before, due=found.due_before, share=share, go_live=self.go_live
            )
        yield from self._delays()
        if found.late_total:
            yield self.say("late", late=found.late_total, within=self.within)
        if found.waiting:
            yield self.say("waiting", waiting=found.waiting)
        if found.unmatchable:
            yield self.say("unmatchable", n=found.unmatchable)

    def _delays(self) -> Iterator[str]:
        after, before = self.found.median_delay, self.found.median_delay_before
        if after is None:
            yield from [self.say("delay_unknown")] if self.found.due else []
        elif before is None:
            yield self.say("delay", after=after)
        else:
            yield self.say("delay_both", after=after, before=before, go_live=self.go_live)


def run_measure(came_in: Path, done: Path | None, wanted: Wanted, lang: str | None) -> int:
    """Compare two exports; the exit code."""
    voice = Voice(lang or system_language())
    if done is None:
        voice.tell(say("one_file", {}, voice.lang, family="measure"))
        return Exit.USAGE
    within = asked_span(wanted.within)
    today = date.today()  # noqa: DTZ011  the user's own calendar day
    told = compare(came_in, done, within=within, go_live=wanted.go_live, today=today, timezone=TIMEZONE)
    for path, guessed in ((came_in, told.came_in), (done, told.done)):
        show_guesses(voice, path.name, guessed)
    voice.problems(told.problems, limit=10)
    if told.reconciliation is None:
        return Exit.UNUSABLE
    answer = Answer(told.reconciliation, came_in.name, done.name, within, wanted.go_live, voice.lang)
    show(voice, answer, told)
    if wanted.list_to:
        with writing(voice, wanted.list_to):
            wanted.list_to.write_text(lost_csv(told.reconciliation), encoding="utf-8-sig")
    return Exit.UNUSABLE if unusable(told.problems) else Exit.OK


def asked_span(text: str) -> Span:
    """The deadline asked for, or a usage error."""
    try:
        return parse_span(text)
    except ValueError as error:
        raise click.BadParameter(text, param_hint="--within") from error


def show_guesses(voice: Voice, file: str, guessed: Guessed) -> None:
    """What was guessed about a file, on stderr."""
    voice.tell(say("guessed", {"file": file}, voice.lang, family="measure"))
    for guess in guessed.guesses:
        voice.tell(f"  - {say_guess(guess, voice.lang)}")


def show(voice: Voice, answer: Answer, told: TwoExports) -> None:
    """The sentence, the names, the other facts."""
    voice.say(answer.headline())
    found = answer.found
    if found.due and answer.strangers:
        return
    for case in found.lost[:SHOWN]:
        line = answer.say("line", line=str(case.place.line))
        at = case.at.astimezone(ZoneInfo(TIMEZONE))
        voice.say(f"  - {case.label} · {moment(at, voice.lang)} · {line}")
    if found.lost_total > SHOWN:
        voice.say("  " + answer.say("more", n=found.lost_total - SHOWN))
    for fact in answer.facts():
        voice.say(fact)
    voice.say(answer.say(f"by_{told.match}"))
    voice.say(answer.say("cause"))


def lost_csv(found: Reconciliation) -> str:
    """The lost cases, one a line, safe to open in a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["case", "label", "at", "deadline", "file", "line"])
    writer.writerows(_row(case) for case in found.lost)
    return out.getvalue()


def _row(case: LostCase) -> list[str | int]:
    return [
        safe(case.case),
        safe(case.label),
        case.at.isoformat(),
        case.deadline.isoformat(),
        case.place.file,
        case.place.line,
    ]
